"""What is marked: the nbgrader course, its grading without a kernel, and its feedback."""
