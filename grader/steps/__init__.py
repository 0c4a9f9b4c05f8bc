"""The steps of a class over nbgrader's own API; grading has a room of its own, `grader.bulk`."""
