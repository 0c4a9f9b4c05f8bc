"""The instructor's desks: pages in notebooks of the class's folder, for all that is done with a class."""
