"""What a marker has entered for one sheet: score, comment, ticked points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from grader import marks
from grader.errors import GraderError
from grader.marking.book import Mark

MOST_COMMENT = 5_000
_SCORE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,3})?")


@dataclass(frozen=True)
class Entry:
    """The form of one sheet; ticks only help to add up and are kept nowhere."""

    score: str = ""
    comment: str = ""
    ticks: frozenset[int] = frozenset()
    """Numbers of the ticked points, from 1."""

    @staticmethod
    def of(mark: Mark) -> Entry:
        """The form as the gradebook fills it; what only the computer has given stays empty while it waits."""
        score = mark.manual if mark.waiting else mark.score
        return Entry(marks.number(score), mark.comment)

    def points(self, item: Any) -> float:
        """The score as a number: half points, or tenths where the item's own part marks are tenths.

        Raises:
            GraderError: it is none that the item can earn; or the comment is too long.
        """
        if len(self.comment) > MOST_COMMENT:
            raise GraderError(f"评语超过 {MOST_COMMENT} 字，没有保存。请写短一些。")
        step = Fraction(1, 2) if item.type == "short" else Fraction(1, 10)
        written = unicodedata.normalize("NFKC", self.score).strip()
        if not written:
            raise GraderError("还没有打分。请填写得分，或勾选要点。")
        score = Fraction(written) if _SCORE.fullmatch(written) else None
        if score is None or score > item.points or (score / step).denominator != 1:
            by = "0.5" if item.type == "short" else "0.1"
            raise GraderError(f"“{self.score.strip()[:20]}”不能作得分，没有保存。请填 0 到 {item.points} 之间的数，可以精确到 {by} 分。")
        return float(score)


def entered(fields: Mapping[str, str], token: str) -> Entry | None:
    """What the page's fields hold for the sheet of that name; None where they hold nothing of it."""
    if f"score-{token}" not in fields:
        return None
    ticks = re.compile(rf"tick-{re.escape(token)}-([0-9]{{1,3}})")
    found = frozenset(int(match[1]) for match in map(ticks.fullmatch, fields) if match)
    return Entry(fields[f"score-{token}"], fields.get(f"comment-{token}", "").replace("\r\n", "\n"), found)


def ticked(entry: Entry, points: Sequence[int]) -> Entry:
    """The entry with the score that its ticked points add up to."""
    return replace(entry, score=marks.number(sum(worth for n, worth in enumerate(points, 1) if n in entry.ticks)))
