"""What is shown: lessons, their widgets, the course home, the extension for JupyterLab."""

from course.home import Home, open_home
from course.lesson import Lesson, open_lesson

__all__ = ["Home", "Lesson", "open_home", "open_lesson"]
