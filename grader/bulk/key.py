"""The key side of one quiz, loaded once: cells in released order, questions, ids in the gradebook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from exercises.quiz.keys import Question, QuizError, question
from grader.errors import GraderError
from grader.known import KnownCell

MINOR = 5
"""Graded papers are notebooks of format 4.5."""


@dataclass(frozen=True)
class Slot:
    """One cell of the quiz: what it is, how it was released, and its ids in the gradebook."""

    known: KnownCell
    released: Mapping[str, Any]
    """The cell as trainees got it, plain JSON."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Ids of its base cells by kind: GradeCell, SolutionCell, TaskCell."""

    @property
    def untouched(self) -> str | None:
        """The source that nbgrader takes for no answer; None where its checksum fits no such source."""
        known = self.known
        return known.source if known.checksum == checksum(known) else None


@dataclass(frozen=True)
class Key:
    """All that grading needs to know before it opens a submission."""

    quiz: str
    course_id: str
    assignment_id: str
    notebook_id: str
    duedate: datetime | None
    metadata: Mapping[str, Any]
    """The notebook's, as it was released, with the gradebook's kernelspec."""
    slots: tuple[Slot, ...]
    questions: tuple[Question, ...]


def checksum(known: KnownCell) -> str:
    """nbgrader's checksum of a cell left as released (``nbgrader.utils.compute_checksum``)."""
    parts = [known.source, known.cell_type, str(known.grade), str(known.solution), str(_locked(known)), known.grade_id]
    if known.grade:
        parts.append(str(known.points))
    return hashlib.md5("".join(parts).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def _locked(known: KnownCell) -> bool:
    return not known.solution and (known.grade or known.locked)


def slots(
    known: Iterable[KnownCell], ids: Mapping[str, Mapping[str, str]], release: Mapping[str, Any] | None
) -> tuple[Slot, ...]:
    """The cells in the order of the released notebook; those it does not have come last, by name.

    Args:
        ids: base cell ids of each cell by kind.
        release: the released notebook as plain data; without it cells carry nbgrader's metadata only.
    """
    by_id = {cell.grade_id: cell for cell in sorted(known, key=lambda cell: cell.grade_id)}
    found: dict[str, Mapping[str, Any]] = {}
    for cell in (release or {}).get("cells", ()):
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in by_id:
            found.setdefault(grade_id, cell)
    order = [*found, *(grade_id for grade_id in by_id if grade_id not in found)]
    return tuple(Slot(by_id[name], found.get(name) or _bare(by_id[name]), ids.get(name, {})) for name in order)


def _bare(known: KnownCell) -> dict[str, Any]:
    cell = {"cell_type": known.cell_type, "id": known.grade_id, "metadata": {"nbgrader": known.metadata()}}
    if known.cell_type == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell | {"source": known.source}


def asked(cells: Iterable[Slot]) -> tuple[Question, ...]:
    """The questions, by number.

    Raises:
        GraderError: a cell is to be graded by the computer but holds no item of ours, or
            the quiz contradicts itself about cells or points.
    """
    by_id = {slot.known.grade_id: slot.known for slot in cells}
    found = []
    for known in by_id.values():
        if not known.grade or known.solution:
            continue
        try:
            one = question(known.grade_id, known.source)
        except QuizError as error:
            raise GraderError(f"试卷不是巡察课堂的测验，没有评分：{error}") from error
        _check(one, by_id)
        found.append(one)
    if not found:
        raise GraderError("试卷不是巡察课堂的测验，没有评分：这个笔记本里没有试题。")
    return tuple(sorted(found, key=lambda one: one.number))


def _check(one: Question, by_id: Mapping[str, KnownCell]) -> None:
    for name in (one.answer_id, one.grade_id):
        if name not in by_id:
            raise GraderError(f"试卷第 {one.number} 题缺少单元 {name}，没有评分。请重新组卷发放。")
    most = by_id[one.grade_id].points
    if most is None or one.item.points > most:
        raise GraderError(f"试卷第 {one.number} 题的分值与成绩册不一致，没有评分。请重新组卷发放。")


def notebook_metadata(release: Mapping[str, Any] | None, kernelspec: str | None) -> dict[str, Any]:
    """The metadata of every graded copy."""
    metadata = dict((release or {}).get("metadata", {}))
    spec = json.loads(kernelspec) if kernelspec else None
    if spec:
        metadata["kernelspec"] = spec
    return metadata
