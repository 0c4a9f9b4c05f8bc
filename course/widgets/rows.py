"""Cards to be sorted, statements to be judged: every row is given one of a few."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from corpus import quote
from course.activities import Compare, Sort
from course.judging import SIDES
from course.page import render
from course.passages import passage
from course.verdicts import Verdict
from course.widgets.card import Card, Memory, esm


class _RowsCard(Card):
    """The response maps the place of a row, as text, to what it was given."""

    _esm = esm("rows.js", "renderRows")

    ask = traitlets.Unicode().tag(sync=True)
    what = traitlets.Unicode().tag(sync=True)
    """What one row is called, with its measure word."""
    rows = traitlets.List().tag(sync=True)
    """``{text, spoken, label}`` each."""
    bins = traitlets.List().tag(sync=True)
    """``{id, text}`` each; a letter for an id is a key to press."""
    passages = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """HTML of what stands above the rows."""
    marks = traitlets.List(traitlets.Bool()).tag(sync=True)
    """Which rows were right, once that has been judged."""

    def _show(self, found: Verdict) -> None:
        with self.hold_sync():
            self.marks = list(found.marks) if found.judged else []
            super()._show(found)


class SortCard(_RowsCard):
    """Put every card into a bin."""

    def __init__(
        self,
        task: Sort,
        caption: str = "",
        on_answer: Callable[[str], None] | None = None,
        memory: Memory | None = None,
    ) -> None:
        rows = [
            {"text": one.text, "spoken": one.cite is not None, "label": quote(one.cite).label if one.cite else ""}
            for one in task.cards
        ]
        bins = [{"id": name, "text": text} for name, text in task.bins.items()]
        super().__init__(task, on_answer, memory, caption=caption, ask=task.ask, what="张卡片", rows=rows, bins=bins)


class CompareCard(_RowsCard):
    """Two passages, and statements about them."""

    def __init__(
        self,
        task: Compare,
        caption: str = "",
        on_answer: Callable[[str], None] | None = None,
        memory: Memory | None = None,
    ) -> None:
        rows: list[dict[str, Any]] = [{"text": one.text, "spoken": False, "label": ""} for one in task.statements]
        super().__init__(
            task,
            on_answer,
            memory,
            caption=caption,
            ask=task.ask,
            what="条说法",
            rows=rows,
            bins=[{"id": name, "text": text} for name, text in SIDES.items()],
            passages=[render("passage", p=passage(side.cite, side.words)) for side in (task.first, task.second)],
        )
