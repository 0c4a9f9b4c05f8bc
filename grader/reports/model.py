"""What a report is made from: one quiz with its items, and what everyone did in it. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from exercises.quiz.keys import Question
from exercises.times import DEFAULT_ZONE
from grader.voiding.journal import Entry

Handled = Literal["answered", "blank", "unreadable", "lost"]
"""``lost``: the answer itself cannot be found any more, only its mark."""


@dataclass(frozen=True)
class Given:
    """What a trainee wrote at one question."""

    how: Handled
    response: Any = None
    """As the item type's ``parse`` returns it; only for ``answered``."""


LOST = Given("lost")


@dataclass(frozen=True)
class Sitting:
    """One trainee of the roster, or one whose paper came without being in it."""

    id: str
    name: str
    unit: str = ""
    state: str = "未交"
    """未交, 未评分, 待评阅 or 已评."""
    score: float | None = None
    """After the late penalty; None while nothing is marked."""
    penalty: float = 0.0
    waiting: tuple[int, ...] = ()
    """Numbers of the questions a person has still to look at."""
    earned: Mapping[int, float] = field(default_factory=dict)
    """Points by question number; a question nobody has marked is not in it."""
    given: Mapping[int, Given] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """One quiz as a class has taken it."""

    quiz: str
    title: str
    class_name: str
    full: float
    questions: tuple[Question, ...]
    sittings: tuple[Sitting, ...]
    """Everyone, by id."""
    zone: str = DEFAULT_ZONE
    """The zone of the dates."""
    decided: tuple[Entry, ...] = ()
    """What was decided about items after the paper had been handed out, the oldest first."""

    @property
    def marked(self) -> tuple[Sitting, ...]:
        """Those who have a score."""
        return tuple(one for one in self.sittings if one.score is not None)

    @property
    def counted(self) -> tuple[Question, ...]:
        """The questions that at least half of the papers have a mark for; of the others too little is known.

        A void one, whose mark says nothing of anybody, is not among them.
        """
        marked, asked = self.marked, [q for q in self.questions if not void(q)]
        return tuple(q for q in asked if 2 * sum(q.number in one.earned for one in marked) >= len(marked) > 0)


def void(question: Question) -> bool:
    """Whether the question was declared void: everyone has its full marks."""
    return question.ruling is not None and question.ruling.did == "void"
