"""The steps of a class, each over nbgrader's own API, one paper at a time where papers may be bad."""
