"""Mock tests: a form drawn from the practice pool, and a report by concept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from random import Random
from typing import Any

from course.record.model import Attempt
from course.review.material import practice
from exercises.bank import Bank
from exercises.items import TYPES, Item
from exercises.marking import assess
from exercises.response import settle
from exercises.score import Score

MINUTES_AN_ITEM = 2
"""As the course's own quiz paper reckons: 21 items in 45 minutes."""


@dataclass(frozen=True)
class MockBlueprint:
    """What a mock test is to hold: items of these lessons (of all when empty), so many of them."""

    lessons: tuple[int, ...] = ()
    length: int = 20


@dataclass(frozen=True)
class Form:
    """The items of one mock test, in the order of the paper, and the time suggested."""

    items: tuple[Item, ...]
    minutes: int

    @property
    def points(self) -> int:
        """All points together."""
        return sum(item.points for item in self.items)


@dataclass(frozen=True)
class Marked:
    """One item of the form and what its answer earned."""

    item: Item
    response: Any
    score: Score


@dataclass(frozen=True)
class Row:
    """The items of one concept, or of one lesson (``concept`` empty), summed up."""

    lesson: int
    concept: str
    items: int
    right: int
    earned: float
    points: int


@dataclass(frozen=True)
class Report:
    """What a mock test came to."""

    marked: tuple[Marked, ...]
    whole: Row
    by_lesson: tuple[Row, ...]
    by_concept: tuple[Row, ...]


def mock(blueprint: MockBlueprint, seed: int, bank: Bank | None = None) -> Form:
    """A form of the practice pool (the course's bank when None): the same seed draws the same form.

    Lessons take turns, and so do the concepts of each lesson, so that a short form still
    covers what it can. Short answers are left out: nobody would mark them. There are fewer
    items than wished for when the pool has no more.
    """
    chance = Random(seed)
    wanted = [i for i in practice(bank).values() if i.type != "short" and (not blueprint.lessons or i.lesson in blueprint.lessons)]
    queues = [_in_turn(_shuffled(_grouped(of_lesson, "concept"), chance)) for of_lesson in _grouped(wanted, "lesson")]
    chance.shuffle(queues)
    drawn = _in_turn(queues)[: blueprint.length]
    types = list(TYPES)
    drawn.sort(key=lambda item: (types.index(item.type), item.lesson))
    return Form(tuple(drawn), MINUTES_AN_ITEM * len(drawn))


def report(form: Form, responses: Mapping[str, Any]) -> Report:
    """The form marked; ``responses`` has the answers by item id, as a form gives them; what is missing is blank."""
    marked = tuple(Marked(i, responses.get(i.id), assess(i, settle(responses.get(i.id)))[0]) for i in form.items)
    in_order = sorted(marked, key=lambda m: m.item.lesson)
    lessons = dict.fromkeys(m.item.lesson for m in in_order)
    concepts = dict.fromkeys((m.item.lesson, m.item.concept) for m in in_order)
    return Report(
        marked,
        _row(marked, 0, ""),
        tuple(_row([m for m in marked if m.item.lesson == n], n, "") for n in lessons),
        tuple(_row([m for m in marked if (m.item.lesson, m.item.concept) == pair], *pair) for pair in concepts),
    )


def attempts(found: Report) -> list[Attempt]:
    """The answers of a mock test for the record; what was left blank or cannot be read is no answer."""
    return [
        Attempt(
            m.item.id, "item", m.item.lesson, m.item.concept, m.response, m.score.verdict, (m.score.earned or 0) / m.score.points, "mock"
        )
        for m in found.marked
        if m.score.verdict in ("right", "part", "wrong")
    ]


def _grouped(items: Iterable[Item], field: str) -> list[list[Item]]:
    groups: dict[object, list[Item]] = {}
    for item in items:
        groups.setdefault(getattr(item, field), []).append(item)
    return list(groups.values())


def _shuffled(groups: list[list[Item]], chance: Random) -> list[list[Item]]:
    for group in groups:
        chance.shuffle(group)
    chance.shuffle(groups)
    return groups


def _in_turn(queues: Sequence[Sequence[Item]]) -> list[Item]:
    """One of each queue, then the next of each, as long as there are any."""
    return [item for turn in zip_longest(*queues) for item in turn if item is not None]


def _row(marked: Sequence[Marked], lesson: int, concept: str) -> Row:
    return Row(
        lesson,
        concept,
        items=len(marked),
        right=sum(m.score.verdict == "right" for m in marked),
        earned=round(sum(m.score.earned or 0 for m in marked), 1),
        points=sum(m.score.points for m in marked),
    )
