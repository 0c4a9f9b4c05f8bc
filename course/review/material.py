"""What can be reviewed at all: the practice pool of the bank, what came from the class's quizzes, and the glossary."""

from __future__ import annotations

from functools import cache

from corpus.glossary import Term, glossary
from course.record.record import Record
from exercises.bank import Bank, load_bank
from exercises.items import Item

TERM = "term/"
"""What the subject of a term's card begins with; an item's subject is its id."""


@cache
def shipped() -> Bank:
    """The bank of the course, read once."""
    return load_bank()


def practice(bank: Bank | None = None) -> dict[str, Item]:
    """The items for practice by id, in the order of the bank; the course's own bank when None."""
    return {item.id: item for item in bank or shipped() if item.pool == "practice" and item.status == "reviewed"}


def practisable(record: Record) -> dict[str, Item]:
    """The items for practice, and behind them those that came from the learner's classes. Raises RecordError."""
    own = practice()
    return own | {name: item for name, item in record.items().items() if name not in own}


@cache
def terms() -> dict[str, Term]:
    """The terms of the glossary by the subject of their cards."""
    return {TERM + term.name: term for term in glossary()}
