"""When a card comes back: FSRS over the history of its ratings, in whole days.

Nothing of a schedule is stored. A card is what its history leaves it, so records from
two machines join without a conflict, and every computation can be done again.

- The first answer to an item, wherever it was given, is its first rating. A later answer
  in a lesson or a mock counts when the card is due, or when the answer was not right:
  answering again at once what has just been explained shows nothing.
- Ratings given in a review always count. The answers given there do not count twice.
- FSRS is fed days of the learner's calendar, not hours, and no steps within a day: the
  review is a thing of once a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from operator import itemgetter
from typing import Literal

import fsrs

from course.record.model import Attempt, Review

Rating = Literal[1, 2, 3, 4]
RATINGS: dict[Rating, str] = {1: "忘了", 2: "勉强", 3: "记得", 4: "很熟"}
"""The ratings as the learner sees them."""
_INFERRED: dict[str, Rating] = {"wrong": 1, "part": 2, "right": 3}

_SCHEDULER = fsrs.Scheduler(
    desired_retention=0.9, learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
)


@dataclass(frozen=True)
class Card:
    """One card as its history leaves it."""

    subject: str
    first: date
    last: date
    due: date
    reviews: int
    """How many ratings counted."""
    lapses: int
    """How many of them, after the first, were “forgotten”."""
    stability: float
    difficulty: float

    def recall(self, on: date) -> float:
        """The chance, by FSRS, that it is still known on that day."""
        return _SCHEDULER.get_card_retrievability(_library(self), _noon(on))


def inferred(verdict: str) -> Rating | None:
    """The rating that an answer stands for; None where only the learner can tell."""
    return _INFERRED.get(verdict)


def rated(card: Card | None, subject: str, rating: int, day: date) -> Card:
    """The card after one more rating; ``card`` is None before the first."""
    before = fsrs.Card(card_id=0, due=_noon(day)) if card is None else _library(card)
    after, _ = _SCHEDULER.review_card(before, fsrs.Rating(rating), _noon(day))
    assert after.stability is not None and after.difficulty is not None
    return Card(
        subject,
        first=day if card is None else card.first,
        last=day,
        due=after.due.date(),
        reviews=1 if card is None else card.reviews + 1,
        lapses=0 if card is None else card.lapses + (rating == 1),
        stability=after.stability,
        difficulty=after.difficulty,
    )


def cards(attempts: Sequence[Attempt], reviews: Sequence[Review]) -> dict[str, Card]:
    """Every card with a history, by subject; ``attempts`` and ``reviews`` may be in any order."""
    found: dict[str, Card] = {}
    for _, subject, rating, day, always in sorted(_events(attempts, reviews), key=itemgetter(0)):
        card = found.get(subject)
        if always or card is None or rating != 3 or day >= card.due:
            found[subject] = rated(card, subject, rating, day)
    return found


def _events(attempts: Iterable[Attempt], reviews: Iterable[Review]) -> Iterable[tuple[tuple[datetime, str], str, int, date, bool]]:
    for a in attempts:
        rating = inferred(a.verdict)
        if a.kind == "item" and a.place != "review" and rating is not None and a.moment is not None and a.day is not None:
            yield (a.moment, a.uid), a.subject, rating, a.day, False
    for r in reviews:
        yield (r.moment, r.uid), r.subject, r.rating, r.day, True


def _library(card: Card) -> fsrs.Card:
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=_noon(card.due),
        last_review=_noon(card.last),
    )


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.utc)
