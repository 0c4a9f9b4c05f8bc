"""What is shown: lessons, their widgets, the course home, the desks, the extension for JupyterLab.

Notebooks begin with ``from course.lesson import open_lesson``, ``from course.home
import open_home`` and the like; nothing is imported here, so that the commands start fast.
"""
