"""Papers from files and folders that were named, and from files that were picked in a page."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from itertools import islice
from pathlib import Path

from corpus.oserror import said
from grader.bulk import folders
from grader.bulk.reading import MAX_BYTES, BadPaper
from grader.classroom import Classroom
from grader.collecting import archive
from grader.collecting.arrivals import MAX_DEPTH, TOO_LARGE, Arrival, Budget, is_system, kind
from grader.collecting.encoding import file_name
from grader.errors import GraderError


def check(room: Classroom, paths: Iterable[Path]) -> list[Path]:
    """The places as they are, if papers may be looked for there. Raises GraderError."""
    own = room.folder.resolve()
    found = []
    for path in paths:
        try:
            place = path.expanduser().resolve(strict=True)
        except (OSError, RuntimeError):
            raise GraderError(f"找不到 {path}。请核对路径；U 盘要先插好。") from None
        if own.is_relative_to(place):
            raise GraderError(f"{place} 里有班级文件夹本身，没有收。请指明只放收来的答卷的文件夹。")
        if place.is_relative_to(own) and place.relative_to(own).parts[0] in _OWN:
            raise GraderError(f"{place} 是班级自己用的文件夹，没有收。请指明放收来的答卷的文件夹。")
        found.append(place)
    return found


_OWN = ("source", "release", "submitted", "autograded", "feedback", "exchange", "收卷存档", "无法评分", "题库", "语料")


def named(paths: Iterable[Path], zone: str, budget: Budget) -> Iterator[Arrival]:
    """Every file in these places that may be a paper."""
    for path in paths:
        yield from _at(str(path), (file_name(path.name or str(path)),), zone, budget, 0)


def picked(name: str, data: bytes, zone: str, budget: Budget) -> Iterator[Arrival]:
    """The same of one file that came with its content."""
    parts = (name,)
    what = kind(name)
    if is_system(name):
        budget.system += 1
    elif what == "zip":
        yield from archive.papers(io.BytesIO(data), parts, zone, budget)
    elif what != "paper":
        budget.refuse(parts, what)
    elif len(data) > MAX_BYTES:
        budget.refuse(parts, TOO_LARGE)
    elif budget.take(len(data)) and budget.paper():
        yield Arrival(parts, data)


def _at(path: str, parts: tuple[str, ...], zone: str, budget: Budget, depth: int) -> Iterator[Arrival]:
    if not budget.entry():
        return
    if depth and is_system(parts[-1]):
        budget.system += 1
        return
    try:
        about = os.lstat(path)
        if stat.S_ISDIR(about.st_mode):
            yield from _folder(path, parts, zone, budget, depth)
        elif stat.S_ISREG(about.st_mode):
            yield from _file(path, parts, zone, budget, about)
        else:
            link = stat.S_ISLNK(about.st_mode)
            budget.refuse(parts, "是指向别处的链接，没有收" if link else "不是普通文件，没有收")
    except BadPaper as problem:
        budget.refuse(parts, str(problem))
    except OSError as error:
        budget.refuse(parts, f"读不了（{said(error)}），没有收")


def _folder(path: str, parts: tuple[str, ...], zone: str, budget: Budget, depth: int) -> Iterator[Arrival]:
    if depth > MAX_DEPTH:
        return budget.refuse(parts, f"文件夹超过 {MAX_DEPTH} 层，里面的没有收。请把答卷移到上层")
    with os.scandir(path) as entries:
        names = sorted(entry.name for entry in islice(entries, max(budget.entries, 0) + 1))
    for name in names:
        yield from _at(os.path.join(path, name), (*parts, file_name(name)), zone, budget, depth + 1)
        if budget.spent:
            return None
    return None


def _file(path: str, parts: tuple[str, ...], zone: str, budget: Budget, about: os.stat_result) -> Iterator[Arrival]:
    what = kind(parts[-1])
    if what == "zip":
        with open(path, "rb") as file:
            yield from archive.papers(file, parts, zone, budget)
    elif what != "paper":
        budget.refuse(parts, what)
    elif about.st_size > MAX_BYTES:
        budget.refuse(parts, TOO_LARGE)
    else:
        raw = b"".join(folders.pieces(path, MAX_BYTES + 1))
        if budget.take(len(raw)) and budget.paper():
            yield Arrival(parts, raw, _modified(about))


def _modified(about: os.stat_result) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(about.st_mtime), timezone.utc).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
