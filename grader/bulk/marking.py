"""From the answers of a submission to its rows in the gradebook and its graded copy.

An answer that many gave is parsed, scored and written as JSON once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from exercises.marking import assess
from exercises.quiz.keys import Question
from exercises.response import Unreadable, read, read_prose
from exercises.score import Score
from grader.bulk.key import MINOR, Key, Slot
from grader.bulk.reading import Submitted

MISSING = Unreadable("答卷里没有这一题的作答单元。")
NO_RESPONSE = "No response."
"""nbgrader's own words on an answer cell left as released; formgrader and reports know them."""

_LONGEST_KEPT = 300
_MOST_KEPT = 4_096


@dataclass(frozen=True, slots=True)
class Part:
    """One question of one submission."""

    grade: tuple[str, float | None, bool]
    """Base cell id, automatic score, whether a person must look."""
    comment: tuple[str, str | None]
    """Base cell id, automatic comment."""
    answer: str
    """The answer cell as JSON."""
    check: str
    """The check cell as JSON."""
    unreadable: bool


@dataclass(frozen=True, slots=True)
class Graded:
    """One submission graded."""

    grades: list[tuple[str, float | None, bool]]
    comments: list[tuple[str, str | None]]
    notebook: bytes
    waiting: bool
    """A person must look at something."""
    unreadable: tuple[int, ...]
    """Numbers of the questions whose answer could not be read."""


class Marker:
    """Marks submissions of one quiz."""

    def __init__(self, key: Key) -> None:
        self._key = key
        place = {slot.known.grade_id: n for n, slot in enumerate(key.slots)}
        self._asked = [(one, place[one.answer_id], place[one.check_id]) for one in key.questions]
        ours = {n for _, answer, check in self._asked for n in (answer, check)}
        self._constant = [_dump(_cell(slot)) for slot in key.slots]
        self._fixed = [
            (slot.ids["GradeCell"], slot.known.points, False)
            for one, _, check in self._asked
            for slot in (key.slots[check],)
            if one.item.type == "short"
        ]
        self._others = [n for n, slot in enumerate(key.slots) if n not in ours and slot.known.solution]
        self._tails = lru_cache(2)(self._end)
        self._part = lru_cache(_MOST_KEPT)(self._mark)

    def mark(self, paper: Submitted) -> Graded:
        """Marks and copy of ``paper``."""
        cells = self._constant.copy()
        grades = self._fixed.copy()
        comments: list[tuple[str, str | None]] = []
        lost: list[int] = []
        for number, (_, answer, check) in enumerate(self._asked):
            source = paper.answers.get(answer)
            if answer in paper.attachments:
                part = self._mark(number, source, None, paper.attachments[answer])
            elif source is not None and len(source) > _LONGEST_KEPT:
                part = self._mark(number, source, paper.shown.get(answer))
            else:
                part = self._part(number, source, paper.shown.get(answer))
            cells[answer], cells[check] = part.answer, part.check
            grades.append(part.grade)
            comments.append(part.comment)
            if part.unreadable:
                lost.append(self._asked[number][0].number)
        for place in self._others:
            self._by_hand(place, paper, cells, grades, comments)
        for behind in sorted(paper.extras, reverse=True):
            cells[behind + 1 : behind + 1] = map(_dump, paper.extras[behind])
        text = '{\n "cells": [\n' + ",\n".join(cells) + "\n ]" + self._tails(paper.seed)
        return Graded(grades, comments, text.encode(), any(needs for _, _, needs in grades), tuple(lost))

    def _mark(
        self, number: int, source: str | None, shown: tuple[str, ...] | None, pictures: Mapping[str, Any] | None = None
    ) -> Part:
        one, answer, check = self._asked[number]
        slot, short = self._key.slots[answer], one.item.type == "short"
        score = _score(one, source)
        bad = score.verdict == "unreadable"
        graded = self._key.slots[answer if short else check]
        comment = _plain(score.note) if bad else _untouched(slot, source)
        output = None if short else repr(score.earned)
        return Part(
            grade=(graded.ids["GradeCell"], score.earned, bad or score.earned is None),
            comment=(slot.ids["SolutionCell"], comment),
            answer=_dump(_cell(slot, source, shown, pictures)),
            check=_dump(_cell(self._key.slots[check], output=output)),
            unreadable=bad,
        )

    def _by_hand(
        self,
        place: int,
        paper: Submitted,
        cells: list[str],
        grades: list[tuple[str, float | None, bool]],
        comments: list[tuple[str, str | None]],
    ) -> None:
        """A cell of another author's that a person marks: as nbgrader does it."""
        slot, source = self._key.slots[place], paper.answers.get(place)
        cells[place] = _dump(_cell(slot, source, None, paper.attachments.get(place)))
        comment = _untouched(slot, source)
        comments.append((slot.ids["SolutionCell"], comment))
        if slot.known.grade:
            grades.append((slot.ids["GradeCell"], 0.0 if comment else None, not comment))

    def _end(self, seed: str | None) -> str:
        metadata = dict(self._key.metadata)
        if seed:
            metadata["xuncha"] = dict(metadata.get("xuncha", {})) | {"shuffle": seed}
        rest = {"metadata": metadata, "nbformat": 4, "nbformat_minor": MINOR}
        return "," + _json(rest).removeprefix("{") + "\n"


def _score(one: Question, source: str | None) -> Score:
    if source is None:
        answer: Any = MISSING
    else:
        answer = (read_prose if one.item.type == "short" else read)(source)
    score, _ = assess(one.item, answer, one.ruling)
    return score


def _untouched(slot: Slot, source: str | None) -> str | None:
    return NO_RESPONSE if source is None or source == slot.untouched else None


def _cell(
    slot: Slot,
    source: str | None = None,
    shown: tuple[str, ...] | None = None,
    pictures: Mapping[str, Any] | None = None,
    output: str | None = None,
) -> dict[str, Any]:
    """The cell as it stands in a graded copy; ``source`` is the trainee's, and None keeps the gradebook's."""
    known = slot.known
    metadata = dict(slot.released["metadata"]) | {"nbgrader": known.metadata()}
    if known.solution and source is None:
        metadata["xuncha"] = dict(metadata.get("xuncha", {})) | {"role": "answer", "restored": True}
    if shown:
        metadata["xuncha"] = dict(metadata.get("xuncha", {})) | {"shown": list(shown)}
    cell = {
        "cell_type": known.cell_type,
        "id": slot.released.get("id") or known.grade_id,
        "metadata": metadata,
        "source": known.source if source is None else source,
    }
    if pictures:
        cell["attachments"] = pictures
    if known.cell_type == "code":
        result = {"data": {"text/plain": [output]}, "execution_count": None, "metadata": {}, "output_type": "execute_result"}
        cell |= {"execution_count": None, "outputs": [] if output is None else [result]}
    return cell


def _dump(cell: Mapping[str, Any]) -> str:
    """A cell as nbformat writes it inside a notebook."""
    text = _json(dict(cell) | {"source": cell["source"].splitlines(keepends=True)})
    return "  " + text.replace("\n", "\n  ")  # in JSON a line break is never part of a text


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, which only an escape can carry
        text = json.dumps(value, indent=1, sort_keys=True)
    return text


def _plain(text: str) -> str:
    """Text that every database takes: no half surrogate pairs, no NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
