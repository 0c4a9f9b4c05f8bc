"""The course home: the way through the lessons, what is due, the desks, the class's quizzes, the speeches."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets
from IPython.display import HTML

from corpus import store
from course import membership
from course.catalog import Shelf, desks
from course.homedesk import HomeDesk
from course.page import render
from course.quizdesk import JoinForm, QuizDesk
from exercises.deskpage import DeskPage


class Home:
    """What the cells of the home notebook call."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace

    def course(self) -> DeskPage:
        """Where to go on, what is due today, the lessons, the practice desks, how well it is known."""
        return DeskPage(HomeDesk(), quiet=True)

    def desks(self, shelf: Shelf) -> HTML:
        """Links to the desks of a shelf."""
        return HTML(render("desks", desks=desks(shelf)))

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
