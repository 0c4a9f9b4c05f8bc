"""What opens and closes a lesson: how far one is, the notes, the mark that it is done."""

from __future__ import annotations

from collections.abc import Callable

import anywidget
import traitlets

from course.widgets.card import esm
from exercises.style import css


class BeginCard(anywidget.AnyWidget):
    """How far one is; sends signs of life while the page is looked at."""

    _esm = esm("begin.js", "renderBegin")
    _css = css()

    html = traitlets.Unicode().tag(sync=True)
    beats = traitlets.Int(0).tag(sync=True)
    """Counts the signs that somebody is at the page."""

    def __init__(self, html: Callable[[], str], beat: Callable[[], object]) -> None:
        super().__init__(html=html())
        self._html = html
        self.observe(lambda _: beat(), "beats")

    def refresh(self) -> None:
        """Say anew how far one is."""
        self.html = self._html()


class NotesCard(anywidget.AnyWidget):
    """Notes on the lesson, kept while they are written."""

    _esm = esm("notes.js", "renderNotes")

    text = traitlets.Unicode().tag(sync=True)
    turn = traitlets.Int(0).tag(sync=True)
    """Counts what was kept."""
    trouble = traitlets.Unicode("").tag(sync=True)

    def __init__(self, text: str, keep: Callable[[str], str], trouble: str = "") -> None:
        super().__init__(text=text, trouble=trouble)
        self._keep = keep
        self.observe(self._changed, "text")

    def _changed(self, _change: object) -> None:
        with self.hold_sync():
            self.trouble = self._keep(self.text)
            self.turn += 1


class FinishCard(anywidget.AnyWidget):
    """Where one stands at the end, and the button that says the lesson is done."""

    _esm = esm("finish.js", "renderFinish")

    html = traitlets.Unicode().tag(sync=True)
    finished = traitlets.Bool().tag(sync=True)
    asked = traitlets.Int(0).tag(sync=True)
    trouble = traitlets.Unicode("").tag(sync=True)

    def __init__(self, html: Callable[[], str], finished: Callable[[], bool], finish: Callable[[], str]) -> None:
        super().__init__(html=html(), finished=finished())
        self._html, self._finished, self._finish = html, finished, finish
        self.observe(self._asked, "asked")

    def _asked(self, _change: object) -> None:
        self.trouble = self._finish()
        self.refresh()

    def refresh(self) -> None:
        """Say anew where one stands."""
        with self.hold_sync():
            self.finished = self._finished()
            self.html = self._html()
