"""Every hand-in that lies in the exchange, not only the newest."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from corpus.oserror import said
from grader.bulk import folders, stamps
from grader.bulk.folders import Found
from grader.bulk.reading import BadPaper
from grader.classroom import Classroom, usable_id
from grader.collecting.arrivals import Refused
from grader.names import printable

_APART = timedelta(minutes=1)


@dataclass(frozen=True)
class HandIn:
    """One folder of a submission, in the exchange or in ``submitted``."""

    student: str
    folder: Path
    found: Found
    moment: datetime | None
    """Naive UTC."""
    doubt: str = ""


def inbound(room: Classroom) -> Path:
    """Where trainees hand in."""
    return room.exchange / room.course_id / "inbound"


def handed_in(room: Classroom, quiz: str, ignore: Sequence[str]) -> Iterator[HandIn | Refused]:
    """All hand-ins of ``quiz`` in the exchange, by folder name. Raises OSError."""
    with os.scandir(inbound(room)) as entries:
        names = sorted(entry.name for entry in entries)
    for name in names:
        parts = _parted(name, quiz)
        if parts is None:
            continue
        student, time = parts
        where = f"交换文件夹／{printable(name)}"
        if not usable_id(student):
            yield Refused(where, "名字里的编号不能用，没有收。请向交卷的人核对编号")
            continue
        yield _one(student, inbound(room) / name, quiz, ignore, time, where)


def submitted(room: Classroom, quiz: str, ignore: Sequence[str]) -> Iterator[HandIn | Refused]:
    """What lies in ``submitted`` already, however it came there."""
    base = room.folder / "submitted"
    for student in folders.students(base, quiz):
        yield _one(student, base / student / quiz, quiz, ignore, "", f"submitted／{printable(student)}")


def _one(student: str, folder: Path, quiz: str, ignore: Sequence[str], time: str, where: str) -> HandIn | Refused:
    try:
        found = folders.read(str(folder), quiz, ignore)
        moment, doubt = _moment(found, time)
        return HandIn(student, folder, found, moment, doubt)
    except BadPaper as problem:
        return Refused(where, str(problem))
    except OSError as error:
        return Refused(where, f"读不了（{said(error)}），没有收")


def _parted(name: str, quiz: str) -> tuple[str, str] | None:
    """Id and time in the name of a folder of the exchange (``id+quiz+time+random``), as nbgrader parts it."""
    parts = name.rsplit("+", 3)
    if len(parts) == 4 and parts[1] == quiz:
        return parts[0], parts[2]
    parts = name.rsplit("+", 2)  # of nbgrader before it put a random end to the name
    return (parts[0], parts[2]) if len(parts) == 3 and parts[1] == quiz else None


def _moment(found: Found, time: str) -> tuple[datetime | None, str]:
    """When it was handed in, and what is odd about that."""
    named = None
    try:
        named = stamps.parse(time.encode()) if time else None
        moment = found.moment()
    except (BadPaper, ValueError):
        return named, "交卷时间文件读不出"
    if moment is None or named is None:
        return moment or named, ""
    return moment, "交卷时间前后不一致" if abs(moment - named) > _APART else ""
