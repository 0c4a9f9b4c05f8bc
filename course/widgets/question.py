"""The question card: the quiz form, a button, and an explained verdict, in a lesson.

The form is drawn by the very modules that draw quiz cells (labextension/static/form.js
and what it imports), and the verdict comes from the very scorer that marks quizzes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from course.widgets.card import Card, Memory, esm
from exercises.items import Item, kind, stem_html


class QuestionCard(Card):
    """One item to answer on the spot; ``on_answer`` is called with each verdict."""

    _esm = esm("question.js", "renderQuestion")

    form = traitlets.Dict().tag(sync=True)
    stem = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        item: Item,
        caption: str = "",
        on_answer: Callable[[str], None] | None = None,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(item, on_answer, memory, form=_form(item), stem=stem_html(item), caption=caption)


def _form(item: Item) -> dict[str, Any]:
    """The form of a quiz, without what only matters there: who marks prose, what a single choice is worth."""
    form = kind(item).form(item)
    if item.type in ("single", "judge"):
        form |= {"points": None, "rule": ""}
    if item.type == "short":
        form |= {"points": None, "rule": f"写完对照要点自己评一评。请写在 {form['limit']} 字以内。"}
    return form
