"""Mark the sentence that decides: a passage whose sentences can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

from corpus import quote
from course.activities import Mark
from course.page import render
from exercises.style import css


class MarkCard(anywidget.AnyWidget):
    """A passage, sentence by sentence; answers every marked sentence with its reason."""

    _esm = Path(__file__).with_name("mark.js")
    _css = css()

    ask = traitlets.Unicode().tag(sync=True)
    cite = traitlets.Unicode("").tag(sync=True)
    sentences = traitlets.List(traitlets.Unicode()).tag(sync=True)
    several = traitlets.Bool().tag(sync=True)
    marked = traitlets.List(traitlets.Int()).tag(sync=True)
    asked = traitlets.Int(0).tag(sync=True)
    verdict = traitlets.Unicode("").tag(sync=True)

    def __init__(self, mark: Mark, on_answer: Callable[[str], None] | None = None) -> None:
        super().__init__(
            ask=mark.ask,
            cite=quote(mark.cite).label if mark.cite else "",
            sentences=mark.sentences,
            several=len(mark.right) > 1,
        )
        self._mark = mark
        self._on_answer = on_answer
        self.observe(self._judge, "asked")

    def _judge(self, _change: object) -> None:
        chosen = sorted({i for i in self.marked if 0 <= i < len(self.sentences)})
        answers = [(self.sentences[i], *self._mark.answer_to(i)) for i in chosen]
        hits = sum(right for _, right, _ in answers)
        complete = hits == len(self._mark.right) == len(answers)
        outcome = "blank" if not answers else "right" if complete else "part" if hits else "wrong"
        missing = len(self._mark.right) - hits
        self.verdict = render("marked", outcome=outcome, answers=answers, missing=missing)
        if self._on_answer is not None and answers:
            self._on_answer(outcome)
