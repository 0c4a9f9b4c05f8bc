"""Loading the key side of a quiz from the gradebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from grader.bulk import key as keys
from grader.bulk import tables as t
from grader.bulk.key import Key
from grader.errors import GraderError
from grader.known import KnownCell


def released(path: Path) -> dict[str, Any] | None:
    """The released notebook, for what the gradebook does not keep of it; None where it is gone."""
    try:
        notebook = json.loads(path.read_bytes())
        ours = all(isinstance(cell["metadata"], dict) for cell in notebook["cells"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return notebook if ours else None


def load(db: Connection, quiz: str, release: Mapping[str, Any] | None) -> Key:
    """The key side of ``quiz``.

    Raises:
        GraderError: the gradebook has no such quiz, or not one of ours.
    """
    found = db.execute(select(t.assignment).where(t.assignment.c.name == quiz)).one_or_none()
    if found is None:
        raise GraderError(f"成绩册里没有测验“{quiz}”。请核对编号，或先用 “xuncha class release {quiz}” 发放。")
    notebooks = db.execute(select(t.notebook).where(t.notebook.c.assignment_id == found.id)).all()
    if [notebook.name for notebook in notebooks] != [quiz]:
        raise GraderError(f"测验“{quiz}”不是只有一个笔记本 {quiz}.ipynb，不能批量评分。请用 “nbgrader autograde {quiz}”。")
    [notebook] = notebooks
    known, ids = _cells(db, notebook.id)
    cells = keys.slots(known, ids, release)
    return Key(
        quiz=quiz,
        course_id=found.course_id,
        assignment_id=found.id,
        notebook_id=notebook.id,
        duedate=found.duedate,
        metadata=keys.notebook_metadata(release, notebook.kernelspec),
        slots=cells,
        questions=keys.asked(cells),
    )


def _cells(db: Connection, notebook: str) -> tuple[list[KnownCell], dict[str, dict[str, str]]]:
    base = t.base_cell.c
    points = func.coalesce(t.grade_cells.c.max_score, t.task_cells.c.max_score).label("points")
    rows = db.execute(
        select(base.id, base.name, base.type, points)
        .select_from(
            t.base_cell.outerjoin(t.grade_cells, t.grade_cells.c.id == base.id).outerjoin(
                t.task_cells, t.task_cells.c.id == base.id
            )
        )
        .where(base.notebook_id == notebook)
    ).all()
    ids: dict[str, dict[str, str]] = {}
    worth: dict[str, float] = {}
    for row in rows:
        ids.setdefault(row.name, {})[row.type] = row.id
        if row.points is not None:
            worth[row.name] = float(row.points)
    sources = db.execute(select(t.source_cell).where(t.source_cell.c.notebook_id == notebook)).all()
    known = [
        KnownCell(
            grade_id=cell.name,
            cell_type=cell.cell_type,
            source=cell.source or "",
            locked=cell.locked,
            checksum=cell.checksum or "",
            solution="SolutionCell" in ids.get(cell.name, {}),
            task="TaskCell" in ids.get(cell.name, {}),
            points=worth.get(cell.name),
        )
        for cell in sources
    ]
    return known, ids
