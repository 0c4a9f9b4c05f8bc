"""Mark the sentence that decides: a passage whose sentences can be chosen."""

from __future__ import annotations

from collections.abc import Callable

import traitlets

from corpus import quote
from course.activities import Mark
from course.widgets.card import Card, Memory, esm


class MarkCard(Card):
    """A passage, sentence by sentence; the response holds the places of those marked."""

    _esm = esm("mark.js", "renderMark")
    _empty: list[int] = []

    ask = traitlets.Unicode().tag(sync=True)
    cite = traitlets.Unicode("").tag(sync=True)
    sentences = traitlets.List(traitlets.Unicode()).tag(sync=True)
    several = traitlets.Bool().tag(sync=True)

    def __init__(
        self,
        mark: Mark,
        caption: str = "",
        on_answer: Callable[[str], None] | None = None,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(
            mark,
            on_answer,
            memory,
            caption=caption,
            ask=mark.ask,
            cite=quote(mark.cite).label if mark.cite else "",
            sentences=mark.sentences,
            several=len(mark.right) > 1,
        )
