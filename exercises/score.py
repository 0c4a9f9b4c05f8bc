"""What a response earns: exact shares of the points, floored to one decimal."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Verdict = Literal["right", "part", "wrong", "blank", "unreadable", "waiting", "void"]
"""``void``: the item was declared void after the paper had been handed out."""


@dataclass(frozen=True)
class Score:
    """The marking of one response.

    ``earned`` is between 0 and ``points``; None while a person has not marked it yet.
    ``note`` says in Chinese what was found, without naming the right answer.
    """

    earned: float | None
    points: int
    verdict: Verdict
    note: str


def share(points: int, right: int, parts: int) -> float:
    """``right`` of ``parts`` equal parts of ``points``, floored to one decimal."""
    return int(Fraction(points * right * 10, parts)) / 10


def partial(points: int, right: int, parts: int, note: str) -> Score:
    """The score for ``right`` of ``parts`` equal parts: right, part or wrong."""
    verdict: Verdict = "right" if right == parts else "part" if right else "wrong"
    return Score(share(points, right, parts), points, verdict, note)


def blank(points: int) -> Score:
    """Nothing was answered."""
    return Score(0.0, points, "blank", "未作答，得 0 分。")


def unreadable(points: int, reason: str) -> Score:
    """Something was written that cannot be read as an answer: 0, and a person should look."""
    return Score(0.0, points, "unreadable", f"作答无法识别，记 0 分。{reason}")


def waiting(points: int) -> Score:
    """A person marks it."""
    return Score(None, points, "waiting", "已作答，等待人工阅卷。")
