"""A class of six that has handed out a quiz, and what comes back to it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import nbformat
from made_classes import copied
from made_papers import QUIZ, answered, right, source
from sqlalchemy import create_engine, text

from grader import classroom, roster
from grader.classroom import Classroom
from grader.collecting import ledger, run
from grader.collecting.run import Result
from grader.collecting.sources import named
from grader.steps import hand_out

FILE = f"{QUIZ}.ipynb"
MARCH = "2024-03-05T18:{:02d}:00+08:00"
NAMES = ("张三", "李四", "王伟", "王伟", "赵六", "钱七")


def waiting_for_papers(folder: Path, new_class: Path) -> Classroom:
    """A class of x01 to x06 that has handed out its quiz."""
    room = copied(classroom.find(new_class), folder)
    path = room.paper("source", QUIZ) / FILE
    path.parent.mkdir(parents=True)
    nbformat.write(source(), path)
    hand_out.release(room, QUIZ)
    roster.add(room, [roster.Trainee(f"x0{n}", name) for n, name in enumerate(NAMES, 1)])
    return room


def paper(
    room: Classroom, how: Callable[[Any], str | None] = right, id: str = "", name: str = "", moment: str = "", **about: Any
) -> bytes:
    """A paper as the page for handing in writes it; without ``id``, as it was saved."""
    released = nbformat.read(room.paper("release", QUIZ) / FILE, as_version=4)
    made = json.loads(nbformat.writes(answered(released, how)))
    if id:
        made["metadata"]["xuncha"]["trainee"] = {"id": id, "name": name}
    if moment:
        made["metadata"]["xuncha"]["handed_in"] = {"moment": moment}
    made["metadata"]["xuncha"].update(about)
    return json.dumps(made, ensure_ascii=False).encode()


def put(path: Path, content: bytes, moment: datetime | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    when = (moment or datetime(2024, 3, 5, 11)).replace(tzinfo=timezone.utc).timestamp()
    os.utime(path, (when, when))
    return path


def collect(room: Classroom, *places: Path, **options: Any) -> Result:
    return run.collect(room, QUIZ, [lambda budget: named(places, room.timezone, budget)] if places else [], **options)


def in_place(room: Classroom) -> dict[str, tuple[bytes, str]]:
    """Notebook and time stamp of everyone."""
    found = sorted((room.folder / "submitted").glob(f"*/{QUIZ}"))
    return {one.parent.name: ((one / FILE).read_bytes(), (one / "timestamp.txt").read_text()[:19]) for one in found}


def everything(room: Classroom) -> dict[str, bytes]:
    """All files of papers that came, and where they are kept."""
    places = (room.folder / "submitted", room.folder / ledger.FOLDER)
    return {str(path): path.read_bytes() for place in places for path in place.rglob("*") if path.is_file()}


def kept(room: Classroom) -> set[bytes]:
    return {path.read_bytes() for path in (room.folder / ledger.FOLDER / QUIZ).glob(f"*/{FILE}")}


def due(room: Classroom, moment: str, extension: dict[str, timedelta] | None = None) -> None:
    engine = create_engine(room.database_url)
    with engine.begin() as db:
        db.execute(text("update assignment set duedate = :due"), {"due": moment})
    engine.dispose()
    with room.gradebook() as book:
        for student, more in (extension or {}).items():
            book.add_submission(QUIZ, student).extension = more
        book.db.commit()


def of(result: Result, state: str) -> dict[str, str]:
    """Who or which file, and what is said of it."""
    return {
        row.version.student or row.version.places[0].rpartition("／")[2]: "；".join(row.notes)
        for row in result.rows
        if row.state == state
    }


def token(result: Result, state: str = "pending") -> str:
    [row] = [row for row in result.rows if row.state == state]
    return row.version.token
