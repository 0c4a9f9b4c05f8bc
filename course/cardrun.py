"""One card after another: what stands above it, the card, and what stands and is pressed below it.

Which card comes, what is counted and what is kept is the deck's business; here are
only the widgets, so that a deck is plain Python and can be tested as such.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

import ipywidgets as widgets

from corpus.errors import CorpusError
from course.widgets.card import Memory
from exercises.deskpage import DeskPage, Said
from course.widgets.question import QuestionCard
from exercises.items import Item


class Deck(Protocol):
    """What is worked through. ``turn`` changes whenever another card, or none, is to be shown."""

    turn: int

    def head(self) -> str:
        """HTML above the card; the element ``run-head`` in it is where the reader is led."""

    def item(self) -> Item | None:
        """The question to draw, if there is one."""

    def memory(self, item: Item) -> Memory:
        """Where its answers are kept."""

    def answered(self, verdict: str) -> None:
        """The question was answered (each time, if it is answered again)."""

    def foot(self) -> str:
        """HTML below the card."""

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Something was pressed above or below the card."""


@runtime_checkable
class TakesFiles(Protocol):
    """A deck that files can be given to."""

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """A file was picked above or below the card; see `exercises.deskpage.Desk`."""


class CardRun(widgets.VBox):
    """A deck in a notebook."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._head = DeskPage(_Part(deck, deck.head), quiet=True, then=self._follow)
        self._foot = DeskPage(_Part(deck, deck.foot), quiet=True, then=self._follow)
        self._card: QuestionCard | None = None
        self._shown = deck.turn
        super().__init__()
        self._lay()
        self.add_class("xc-run")

    def _lay(self) -> None:
        old, item = self._card, self._deck.item()
        self._card = None if item is None else QuestionCard(item, "", self._answered, self._deck.memory(item))
        self.children = tuple(part for part in (self._head, self._card, self._foot) if part is not None)
        if old is not None:
            old.close()

    def _answered(self, verdict: str) -> None:
        self._deck.answered(verdict)
        self._foot.draw()

    def _follow(self, page: DeskPage) -> None:
        """After an act in one page the other and the card follow."""
        if self._deck.turn != self._shown:
            self._shown = self._deck.turn
            self._lay()
            self._head.draw(lambda: Said(focus="run-head"))
        else:
            (self._head if page is self._foot else self._foot).draw()


class _Part:
    """Head or foot of a deck, as a desk."""

    def __init__(self, deck: Deck, html: Callable[[], str]) -> None:
        self.html = html
        self.act = deck.act
        self._deck = deck

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """The deck's, if it takes files."""
        if isinstance(self._deck, TakesFiles):
            return self._deck.take_file(name, size, data)
        raise CorpusError("这里不收文件。")
