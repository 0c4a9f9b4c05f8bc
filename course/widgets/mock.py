"""A mock paper in a notebook: forms to fill in, the time it takes, nothing judged until it is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course.widgets.modules import joined
from exercises.items import Item, kind, stem_html


class MockPaper(anywidget.AnyWidget):
    """The questions of a mock test, with what is answered so far.

    ``responses`` has the answer to the nth item under the text of n (from 0). ``on_change``
    is called when an answer or the time changed, ``on_hand_in`` when it is handed in. The page
    above it brings the style.
    """

    _esm = joined(Path(__file__).with_name("mock.js")) + "\nexport default { render: renderMock };\n"

    items = traitlets.List().tag(sync=True)
    responses = traitlets.Dict().tag(sync=True)
    seconds = traitlets.Int(0).tag(sync=True)
    """How long it has taken, as of the last change."""
    minutes = traitlets.Int().tag(sync=True)
    """The time suggested."""
    handed = traitlets.Int(0).tag(sync=True)

    def __init__(
        self,
        items: Sequence[Item],
        minutes: int,
        responses: Mapping[str, Any] | None = None,
        seconds: int = 0,
        *,
        on_change: Callable[[], None] = lambda: None,
        on_hand_in: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(
            items=[{"stem": stem_html(item), "form": kind(item).form(item)} for item in items],
            responses=dict(responses or {}),
            minutes=minutes,
            seconds=seconds,
        )
        self.observe(lambda _: on_change(), ["responses", "seconds"])
        self.observe(lambda _: on_hand_in(), "handed")
