"""What the cells of a lesson call: one line each, everything shown comes from here."""

from __future__ import annotations

from functools import cache

import ipywidgets as widgets
from IPython.display import HTML

from corpus import quote
from course.activities import activities
from course.page import render
from course.passages import passage
from course.widgets.question import QuestionCard
from course.widgets.scene import card
from exercises.bank import Bank, load_bank


@cache
def _bank() -> Bank:
    return load_bank()


class Lesson:
    """One lesson: its passages, comparisons, interactions and self-test."""

    def __init__(self, number: int) -> None:
        self.number = number

    def passage(self, cite: str, words: str | None = None) -> HTML:
        """A passage card: the exact words, their citation, the context on request."""
        return HTML(render("passage", p=passage(cite, words)))

    def variants(self, caption: str, *rows: list[tuple[str, str]]) -> HTML:
        """A table of how speeches word one thing; each row holds (citation, words) of one speech."""
        return HTML(render("variants", caption=caption, rows=[[quote(c, w) for c, w in row] for row in rows]))

    def concept(self, term: str, meaning: str, confused: str = "") -> HTML:
        """A concept card in the course's own words."""
        return HTML(render("concept", term=term, meaning=meaning, confused=confused))

    def activity(self, name: str) -> widgets.DOMWidget:
        """The interaction called ``name`` in this lesson's activities file."""
        return card(activities(self.number)[name])

    def question(self, item_id: str, caption: str = "") -> QuestionCard:
        """A self-test item from the practice pool of the bank."""
        item = _bank()[item_id]
        if item.pool != "practice":
            raise ValueError(f"{item_id} 是测验题，不能放进课程自测")
        return QuestionCard(item, caption)


def open_lesson(number: int) -> Lesson:
    """The lesson whose cells are about to run."""
    return Lesson(number)
