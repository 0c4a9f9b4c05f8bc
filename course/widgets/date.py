"""Date a passage: a choice of years, and the clauses that show it."""

from __future__ import annotations

from collections.abc import Callable

import traitlets

from course.activities import Date
from course.widgets.card import Card, Memory, esm


class DateCard(Card):
    """A passage without its source; the response is ``{choice, marked}``."""

    _esm = esm("date.js", "renderDate")

    ask = traitlets.Unicode().tag(sync=True)
    clauses = traitlets.List(traitlets.Unicode()).tag(sync=True)
    choices = traitlets.List().tag(sync=True)

    def __init__(
        self,
        task: Date,
        caption: str = "",
        on_answer: Callable[[str], None] | None = None,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(
            task,
            on_answer,
            memory,
            caption=caption,
            ask=task.ask,
            clauses=task.clauses,
            choices=[{"id": name, "text": text} for name, text in task.choices.items()],
        )
