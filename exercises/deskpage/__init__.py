"""A page of a desk: HTML made here, pressed and filled in there, made anew after each act.

The desk behind it is plain Python (``html`` for what stands there, ``act`` for what
is done), so that everything but the wire can be tested without a browser.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import anywidget
import traitlets

from corpus.errors import CorpusError
from corpus.sources.limits import MAX_BYTES
from exercises.style import css

_PART = 1 << 20
_SIGNS = {"right": "✓", "wrong": "✗", "wait": "…"}


@dataclass(frozen=True)
class Said:
    """What is announced after an act, and where the reader is led (an element's id; '' to stay)."""

    text: str = ""
    look: Literal["right", "wrong", "wait"] = "right"
    focus: str = ""
    download: tuple[str, bytes] | None = None
    """A file that the browser puts where it puts downloads: its name and content."""


class Desk(Protocol):
    """What stands behind a page. What an act raises is said as it is if it is one of the page's ``tells``."""

    def html(self) -> str:
        """The whole page as it stands now."""

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Do what the element with ``data-act`` ``name`` stands for; ``fields`` by their names."""

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """A file was picked: its name, size in bytes, content (None when it is over the page's most)."""


class DeskPage(anywidget.AnyWidget):
    """The page of a desk in a notebook."""

    _esm = Path(__file__).with_name("page.js")
    _css = css()

    html = traitlets.Unicode().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)
    focus = traitlets.Unicode("").tag(sync=True)
    most = traitlets.Int().tag(sync=True)
    """The most bytes a picked file may have."""
    quiet = traitlets.Bool().tag(sync=True)
    """Whether no room is kept for a line that says what has just been done."""
    turn = traitlets.Int(0).tag(sync=True)
    """Counts the answers; the page is drawn when it changes."""

    def __init__(
        self,
        desk: Desk,
        *,
        most: int = MAX_BYTES,
        quiet: bool = False,
        tells: tuple[type[Exception], ...] = (CorpusError,),
        then: Callable[[DeskPage], None] = lambda _: None,
    ) -> None:
        """A page of ``desk``.

        Args:
            tells: the errors whose own text is for the reader.
            then: called after each act, when the page has been drawn.
        """
        super().__init__(most=most, quiet=quiet)
        self._desk = desk
        self._tells = tells
        self._then = then
        # The kernel may hand one message to this thread, the next to that. A desk keeps to its own: one thing
        # at a time, and an open index can be used only in the thread that opened it.
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self.html = self._worker.submit(desk.html).result()
        self._coming = bytearray()
        self.on_msg(self._heard)

    def _heard(self, _widget: object, content: dict[str, Any], buffers: Sequence[memoryview]) -> None:
        if "file" in content:
            self._part(content["file"], buffers)
        else:
            self._answer(lambda: self._desk.act(content["act"], content["value"], content["fields"]))

    def _part(self, about: dict[str, Any], buffers: Sequence[memoryview]) -> None:
        """One part of a file (parts come in order, one file after the other); the last completes it."""
        name, size = str(about["name"]), int(about["size"])
        if "at" not in about or size > self.most:
            self._answer(lambda: self._desk.take_file(name, size, None))
            return
        if about["at"] == 0:
            self._coming.clear()
        for part in buffers:
            self._coming += part
        if len(self._coming) >= size:
            data = bytes(self._coming)
            self._coming.clear()
            self._answer(lambda: self._desk.take_file(name, size, data))

    def _answer(self, act: Callable[[], Said]) -> None:
        """Do it and draw what then stands there."""
        self.draw(lambda: _done(act, self._tells))
        self._then(self)

    def draw(self, act: Callable[[], Said] = Said) -> None:
        """Draw the page anew, as when what stands behind it was changed elsewhere; ``act`` comes first."""
        said, html = self._worker.submit(lambda: (act(), self._desk.html())).result()
        with self.hold_sync():
            self.html = html
            self.said = {"text": said.text, "look": said.look, "sign": _SIGNS[said.look]}
            self.focus = said.focus
            self.turn += 1
        if said.download:
            name, data = said.download
            parts = range(0, max(len(data), 1), _PART)
            for number, at in enumerate(parts, 1):
                self.send({"download": name, "part": number, "of": len(parts)}, buffers=[data[at : at + _PART]])


def _done(act: Callable[[], Said], tells: tuple[type[Exception], ...]) -> Said:
    """What ``act`` says; nothing that goes wrong passes without a sentence."""
    try:
        return act()
    except tells as error:
        return Said(str(error), "wrong")
    except Exception as error:  # the last edge before the reader: a page that stays silent helps nobody
        logging.getLogger(__name__).exception("a desk failed")
        why = f"这一步出了意外，没有完成（{type(error).__name__}）。前面的内容还在，请再试一次；仍不行，请关闭本页后重新打开。"
        return Said(why, "wrong")
