"""Mend a report line: the draft above, the same words to be changed below."""

from __future__ import annotations

from collections.abc import Callable

import traitlets

from course.activities import Rewrite
from course.widgets.card import Card, Memory, esm


class RewriteCard(Card):
    """A draft to be rewritten; the response is the text."""

    _esm = esm("rewrite.js", "renderRewrite")

    ask = traitlets.Unicode().tag(sync=True)
    draft = traitlets.Unicode().tag(sync=True)
    limit = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        task: Rewrite,
        caption: str = "",
        on_answer: Callable[[str], None] | None = None,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(task, on_answer, memory, caption=caption, ask=task.ask, draft=task.draft, limit=task.limit)
