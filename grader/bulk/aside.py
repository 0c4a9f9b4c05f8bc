"""Keeping a submission that cannot be graded, whole: collecting again would replace it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from corpus.wholefile import write_whole

FOLDER = "无法评分"
REASON = "原因.txt"
_PIECE = 1024 * 1024


def keep(root: Path, quiz: str, student: str, folder: str, reason: str) -> Path:
    """Keep a copy of ``folder`` under ``root``; the same content is kept once, however often it is met.

    Links are kept as links, and pipes and devices are left out. Returns the place.
    Raises OSError.
    """
    names = sorted(_files(folder))
    place = root / FOLDER / quiz / student / _digest(folder, names)
    if not (place / REASON).exists():
        for name in names:
            _copy(_at(folder, name), place / "答卷" / name)
        write_whole(place / REASON, f"{reason}。\n")  # last: a copy without it is not whole
    return place


def _files(folder: str, inside: str = "") -> Iterator[str]:
    """Paths inside ``folder`` of all that is no folder; the folder itself may be a link or a file."""
    here = _at(folder, inside)
    if not stat.S_ISDIR(os.lstat(here).st_mode):
        yield inside
        return
    try:
        with os.scandir(here) as entries:
            names = [entry.name for entry in entries]
    except PermissionError:
        return
    for name in names:
        yield from _files(folder, os.path.join(inside, name))


def _at(folder: str, inside: str) -> str:
    return os.path.join(folder, inside) if inside else folder


def _digest(folder: str, names: list[str]) -> str:
    """What tells two contents apart, 16 hex digits."""
    digest = hashlib.sha256()
    for name in names:
        digest.update(os.fsencode(name) + b"\0")
        for chunk in _content(_at(folder, name)):
            digest.update(chunk)
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def _content(path: str) -> Iterator[bytes]:
    kind = os.lstat(path).st_mode
    if stat.S_ISLNK(kind):
        yield os.fsencode(os.readlink(path))
    elif stat.S_ISREG(kind) and os.access(path, os.R_OK):
        with open(path, "rb") as file:
            while chunk := file.read(_PIECE):
                yield chunk


def _copy(source: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(target):
        target.unlink()
    kind = os.lstat(source).st_mode
    if stat.S_ISLNK(kind):
        os.symlink(os.readlink(source), target)
    elif stat.S_ISREG(kind) and os.access(source, os.R_OK):
        with target.open("xb") as file:
            for chunk in _content(source):
                file.write(chunk)
