"""What every card of a lesson does: take an answer, keep it, judge it, and show an instructor the answer.

The key stays in the kernel until an answer is in. A card is drawn from its traits alone, so
that a page opened again shows what was answered before. Cards bring no style sheet: where
JupyterLab does not have it already, the widget at the head of the page brings it for all.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Protocol

import anywidget
import traitlets

from course.judging import judge, solution
from course.verdicts import Verdict, verdict_html
from course.widgets.modules import joined

_HERE = Path(__file__).parent


class Memory(Protocol):
    """Where the answers of one card are kept. Nothing here raises: what went wrong is returned, '' if nothing."""

    def recall(self) -> dict[str, Any]:
        """What was kept last; empty if nothing."""

    def keep(self, state: dict[str, Any]) -> str:
        """Keep this for when the card is shown again."""

    def answered(self, response: Any, verdict: Verdict) -> str:
        """An answer was judged."""


def esm(module: str, function: str) -> str:
    """The text of a widget's module that draws by ``function``, with all that it imports."""
    return f"{joined(_HERE / module)}\nexport default {{ render: {function} }};\n"


class Card(anywidget.AnyWidget):
    """One thing to answer on the spot; ``on_answer`` is called with each verdict."""

    _empty: ClassVar[Any] = None
    """The response of whoever has not answered."""

    caption = traitlets.Unicode("").tag(sync=True)
    response = traitlets.Any(None, allow_none=True).tag(sync=True)
    asked = traitlets.Int(0).tag(sync=True)
    """Counts the presses of the answer button."""
    turn = traitlets.Int(0).tag(sync=True)
    """Counts the verdicts."""
    verdict = traitlets.Unicode("").tag(sync=True)
    judged = traitlets.Bool(False).tag(sync=True)
    """True once an answer has been judged."""
    peeking = traitlets.Bool(False).tag(sync=True)
    """True while whoever teaches wants to see the answer."""
    solution = traitlets.Unicode("").tag(sync=True)
    trouble = traitlets.Unicode("").tag(sync=True)
    """Why the last answer could not be kept; empty when it was."""

    def __init__(
        self, task: Any, on_answer: Callable[[str], None] | None = None, memory: Memory | None = None, **traits: Any
    ) -> None:
        super().__init__(**{"response": self._empty, **traits})
        self._task = task
        self._on_answer = on_answer
        self._memory = memory
        self.answered = False
        """Whether this was ever answered, now or in an earlier session."""
        self._counted: Any = None
        self._showing = False
        self._restore()
        self.observe(self._judge, "asked")
        self.observe(self._keep, ["response", "judged"])
        self.observe(self._peek, "peeking")

    def _restore(self) -> None:
        kept = self._memory.recall() if self._memory else {}
        self.answered = kept.get("answered") is True
        if "response" not in kept:
            return
        found = judge(self._task, kept["response"])
        if found.outcome == "unreadable":
            return  # the question was another one then
        self.response = kept["response"]
        if kept.get("judged") is True and found.judged:
            self._counted = self.response
            self._show(found)

    def _show(self, found: Verdict) -> None:
        with self.hold_sync():
            self.judged = found.judged
            self.verdict = verdict_html(found)
            self.turn += 1

    def _judge(self, _change: object) -> None:
        found = judge(self._task, self.response)
        if found.judged:
            self.answered = True
        again = self.judged and self.response == self._counted
        self._showing = True  # one answer is kept once
        self._show(found)
        self._showing = False
        if not found.judged:
            return
        if self._memory and not again:
            self._counted = self.response
            kept = self._kept()
            self.trouble = self._memory.answered(self.response, found) or kept
        if self._on_answer:
            self._on_answer(found.outcome)

    def _keep(self, _change: object) -> None:
        if self._memory and not self._showing:
            self.trouble = self._kept()

    def _kept(self) -> str:
        assert self._memory
        return self._memory.keep({"response": self.response, "judged": self.judged, "answered": self.answered})

    def _peek(self, _change: object) -> None:
        self.solution = verdict_html(solution(self._task)) if self.peeking else ""
