"""What is shown: lessons, their widgets, the course home, the extension for JupyterLab.

Notebooks begin with ``from course.lesson import open_lesson`` or ``from course.home
import open_home``; nothing is imported here, so that the commands start fast.
"""
