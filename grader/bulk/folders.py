"""Submissions on disk: listing them, reading one, and nothing that follows a link or waits on a pipe."""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from corpus.oserror import said
from grader.bulk import stamps
from grader.bulk.reading import MAX_BYTES, BadPaper
from grader.names import printable

TIMESTAMP = "timestamp.txt"
MAX_FILES = 200
MAX_ALL_BYTES = 100 * 1024 * 1024
MAX_DEPTH = 8
_PIECE = 1024 * 1024


@dataclass
class Found:
    """One submission as it lies in its folder."""

    raw: bytes
    """The notebook."""
    stamp: bytes | None
    """``timestamp.txt``; None when there is none."""
    others: list[str] = field(default_factory=list)
    """Other files that come along, by their path inside the folder."""
    remarks: list[str] = field(default_factory=list)

    def moment(self) -> datetime | None:
        """When it was handed in, naive UTC. Raises BadPaper."""
        try:
            return None if self.stamp is None else stamps.parse(self.stamp)
        except ValueError:
            raise BadPaper(f"交卷时间（{TIMESTAMP}）读不出，请核对收卷的来源后改正该文件") from None


def students(submitted: Path, quiz: str) -> list[str]:
    """Ids of all who have a folder of ``quiz`` there, sorted."""
    try:
        with os.scandir(submitted) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except FileNotFoundError:
        return []
    return [name for name in names if os.path.lexists(os.path.join(submitted, name, quiz))]


def read(folder: str, quiz: str, ignore: Sequence[str]) -> Found:
    """The submission in ``folder``. Raises BadPaper.

    Args:
        ignore: patterns of names that nbgrader leaves out when it copies.
    """
    name = f"{quiz}.ipynb"
    found = Found(b"", None)
    has_notebook = False
    try:
        if stat.S_ISLNK(os.lstat(folder).st_mode) or stat.S_ISLNK(os.lstat(os.path.dirname(folder)).st_mode):
            raise BadPaper("答卷的文件夹是指向别处的链接，没有读取，请核对收卷的来源")
        entries = sorted(os.listdir(folder))
        for entry in entries:
            if entry == name:
                has_notebook = True
                found.raw = _bytes(os.path.join(folder, entry), MAX_BYTES + 1)
            elif entry == TIMESTAMP:
                found.stamp = _bytes(os.path.join(folder, entry), stamps.MAX_BYTES + 1)
        if not has_notebook:
            raise BadPaper(_missing(name, entries))
        rest = [entry for entry in entries if entry not in (name, TIMESTAMP)]
        if rest:
            found.others, skipped = _others(folder, rest, ignore)
            if skipped:
                found.remarks.append("附带的链接和特殊文件没有带进评分后的答卷")
    except OSError as error:
        raise BadPaper(f"读不了：{said(error)}，请核对文件和权限") from error
    return found


def _missing(name: str, entries: Sequence[str]) -> str:
    others = [printable(entry) for entry in entries if entry.endswith(".ipynb")]
    found = f"，文件夹里有 {'、'.join(others[:3])}，若就是本卷请改回原名" if others else ""
    return f"找不到 {name}{found}"


def _bytes(path: str, most: int) -> bytes:
    return b"".join(pieces(path, most))


def pieces(path: str, most: int = MAX_ALL_BYTES) -> Iterator[bytes]:
    """At most ``most`` bytes of a plain file. Raises BadPaper for anything else, OSError."""
    handle = _open(path)
    try:
        while most and (chunk := os.read(handle, min(most, _PIECE))):
            most -= len(chunk)
            yield chunk
    finally:
        os.close(handle)


def _open(path: str) -> int:
    """A handle on a plain file, for reading. Raises BadPaper for anything else."""
    # Windows has neither of these two; there a link needs an administrator.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if stat.S_ISLNK(os.lstat(path).st_mode):
        raise BadPaper(f"{printable(os.path.basename(path))} 是指向别处的链接，没有读取，请学员重新提交")
    handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise BadPaper(f"{printable(os.path.basename(path))} 不是普通文件，没有读取，请学员重新提交")
    return handle


def _others(folder: str, names: Sequence[str], ignore: Sequence[str]) -> tuple[list[str], bool]:
    kept: list[str] = []
    skipped = False
    size = 0
    for path, kind in _walk(folder, "", names, 1, [*ignore, "*.ipynb"]):
        if not stat.S_ISREG(kind.st_mode):
            skipped = True
            continue
        kept.append(path)
        size += kind.st_size
        if len(kept) > MAX_FILES or size > MAX_ALL_BYTES:
            raise BadPaper(f"附带的文件过多或过大（超过 {MAX_FILES} 个或 {MAX_ALL_BYTES // 1024 // 1024} MB），没有评分")
    return kept, skipped


def beside(folder: str, ignore: Sequence[str]) -> tuple[list[str], bool]:
    """All plain files in ``folder``, and whether there was anything that is none."""
    return _others(folder, sorted(os.listdir(folder)), ignore)


def _walk(
    folder: str, inside: str, names: Sequence[str], depth: int, ignore: Sequence[str]
) -> Iterator[tuple[str, os.stat_result]]:
    """Everything but folders below ``folder/inside``, without following links."""
    if depth > MAX_DEPTH:
        raise BadPaper(f"附带的文件夹超过 {MAX_DEPTH} 层，没有评分")
    for name in names:
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in ignore):
            continue
        path = os.path.join(inside, name)
        kind = os.lstat(os.path.join(folder, path))
        if stat.S_ISDIR(kind.st_mode):
            yield from _walk(folder, path, sorted(os.listdir(os.path.join(folder, path))), depth + 1, ignore)
        else:
            yield path, kind
