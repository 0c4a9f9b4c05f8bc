"""The course home: lessons, the desks, the class's quizzes, the speeches."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets
from IPython.display import HTML

from corpus import store
from course import membership
from course.catalog import desks, lessons
from course.page import render
from course.quizdesk import JoinForm, QuizDesk


class Home:
    """What the cells of the home notebook call."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace

    def lessons(self) -> HTML:
        """The list of lessons with their links."""
        return HTML(render("lessons", lessons=lessons()))

    def desks(self) -> HTML:
        """Links to the desks: looking things up in the speeches, bringing speeches in."""
        return HTML(render("desks", desks=desks()))

    def speeches(self) -> HTML:
        """The speeches the course teaches from and the reader's own, with what is known of each."""
        return HTML(render("speeches", shipped=store.shipped_speeches(), own=store.local_speeches()))

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
