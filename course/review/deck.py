"""Today's review: which cards, in which order.

An item is in the deck from its first answer on; one whose answer was only looked at, or
that only the learner can judge, comes up as new on the next day. A term is in the deck
once a lesson that speaks of it is finished. What is due comes first, the most endangered
first; then new cards, a few a day, so that a finished lesson does not bury the days after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from course.record import moments
from course.record.model import Attempt
from course.record.record import Record
from course.review import material, terms
from course.review.schedule import Card
from exercises.items import Item

A_SESSION = 20
"""Cards of one review: about ten minutes at half a minute a card."""
NEW_A_DAY = 10


@dataclass(frozen=True)
class Due:
    """A card that is asked today."""

    subject: str
    """An item's id, or "term/" and the term."""
    card: Card | None
    """Its history; None for a new card."""

    @property
    def kind(self) -> Literal["item", "term"]:
        """Whether a question is asked or a term."""
        return "term" if self.subject.startswith(material.TERM) else "item"


def due(record: Record, now: datetime | None = None, limit: int | None = A_SESSION) -> list[Due]:
    """The cards of a review at ``now`` (aware), at most ``limit`` of them. Raises RecordError."""
    today = moments.day(now or moments.now())
    items = material.practisable(record)
    found = waiting(record.cards(), new_subjects(record, today), today, lambda subject: _known(subject, items))
    return found[:limit]


def waiting(cards: Mapping[str, Card], new: Sequence[str], today: date, known: Callable[[str], bool]) -> list[Due]:
    """All that is due on a day, in order; ``known`` says what there still is. Pure."""
    old = [card for card in cards.values() if card.due <= today and known(card.subject)]
    old.sort(key=lambda card: (card.recall(today), card.subject))
    begun_today = sum(card.first == today and card.subject.startswith(material.TERM) for card in cards.values())
    fresh = [subject for subject in dict.fromkeys(new) if subject not in cards and known(subject)]
    return [Due(card.subject, card) for card in old] + [Due(s, None) for s in fresh[: max(0, NEW_A_DAY - begun_today)]]


def new_subjects(record: Record, today: date) -> list[str]:
    """What may come up as new on a day: unjudged items first, then the terms of finished lessons. Raises RecordError."""
    finished = sorted(record.finished().items(), key=lambda pair: pair[1])
    return [*unjudged(record.attempts(kind="item"), today), *(s for lesson, _ in finished for s in terms.subjects(lesson))]


def unjudged(attempts: Iterable[Attempt], today: date) -> list[str]:
    """The items that were shown, or answered in prose, before that day. Pure."""
    found = (a.subject for a in attempts if a.verdict in ("waiting", "shown") and a.day is not None and a.day < today)
    return list(dict.fromkeys(found))


def _known(subject: str, items: Mapping[str, Item]) -> bool:
    return subject in material.terms() if subject.startswith(material.TERM) else subject in items
