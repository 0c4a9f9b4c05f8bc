"""The course home: lessons, the class's quizzes, the speeches."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets
from IPython.display import HTML

from corpus import speeches
from course import membership
from course.catalog import lessons
from course.page import render
from course.quizdesk import QuizDesk, JoinForm


class Home:
    """What the cells of the home notebook call."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace

    def lessons(self) -> HTML:
        """The list of lessons with their links."""
        return HTML(render("lessons", lessons=lessons()))

    def speeches(self) -> HTML:
        """The speeches the course teaches from, with what is known of each."""
        return HTML(render("speeches", speeches=speeches()))

    def quizzes(self) -> widgets.DOMWidget:
        """The desk of the learner's class, or the form to join one."""
        place = widgets.VBox()

        def show_desk() -> None:
            member = membership.read(self.workspace)
            assert member is not None
            place.children = (QuizDesk(self.workspace, member, show_form),)

        def show_form() -> None:
            place.children = (JoinForm(self.workspace, show_desk),)

        show_form() if membership.read(self.workspace) is None else show_desk()
        return place


def open_home() -> Home:
    """The home of the workspace in which the home notebook runs."""
    return Home(Path.cwd())
