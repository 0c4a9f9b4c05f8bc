"""Every paper that came, kept by its content; putting one in its place in ``submitted``."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from corpus.wholefile import write_whole
from grader.bulk import folders, stamps
from grader.bulk.reading import MAX_BYTES

SECRET = "submission_secret.txt"
Content = dict[str, Callable[[], Iterable[bytes]]]
"""Files that come along with a paper, by their path inside its folder."""
_TEMPORARY = ".收卷中"


def digest_of(raw: bytes, stamp: bytes | None = None, secret: bytes | None = None) -> str:
    """What tells one hand-in from another, 32 hex digits: the notebook, and the exchange's own marks of it."""
    found = hashlib.sha256(raw)
    if stamp is not None or secret is not None:
        found.update(b"\0" + (stamp or b"").strip() + b"\0" + (secret or b"").strip())
    return found.hexdigest()[:32]


class Store:
    """The kept papers of one quiz in the class's folder."""

    def __init__(self, folder: Path, submitted: Path, quiz: str) -> None:
        self.folder = folder
        self._submitted = submitted
        self._quiz = quiz
        self._new = folder / _TEMPORARY

    def mend(self) -> None:
        """Put back what a run that was killed had taken away, and remove what it had not finished."""
        for half in self.folder.glob(".*.*"):
            if half.is_file():
                half.unlink()
        try:
            left = sorted(os.listdir(self._new))
        except FileNotFoundError:
            return
        for name in left:
            student, _, sort = name.rpartition(".")
            if sort == "old" and not os.path.lexists(self._place(student)):
                self._place(student).parent.mkdir(parents=True, exist_ok=True)
                os.rename(self._new / name, self._place(student))
        shutil.rmtree(self._new)

    def path(self, digest: str) -> Path:
        """The notebook kept under ``digest``."""
        return self.folder / digest / f"{self._quiz}.ipynb"

    def read(self, digest: str) -> bytes:
        """The kept notebook. Raises OSError, BadPaper."""
        return b"".join(folders.pieces(str(self.path(digest)), MAX_BYTES + 1))

    def keep(self, digest: str, raw: bytes, along: Content | None = None) -> None:
        """Keep a paper once, whole or not at all. Raises OSError, BadPaper."""
        place = self.folder / digest
        if self.path(digest).is_file():
            return
        new = self._fresh(f"{digest}.keep")
        for name, content in (along or {}).items():
            _write(new / name, content())
        write_whole(new / f"{self._quiz}.ipynb", raw)
        _remove(place)
        os.rename(new, place)

    def put(self, student: str, digest: str, stamp: datetime | None) -> None:
        """Make the kept paper the submission of ``student``; what stood there must have been kept before.

        Args:
            stamp: written as ``timestamp.txt``, where the paper came without one that can be read.

        Raises OSError.
        """
        new = self._fresh(f"{student}.new")
        shutil.copytree(self.folder / digest, new)
        if stamp is not None and not _is_dated(new / folders.TIMESTAMP):
            (new / folders.TIMESTAMP).write_text(f"{stamp:%Y-%m-%d %H:%M:%S.%f} UTC", "utf-8")
        self.take_away(student, new)

    def take_away(self, student: str, instead: Path | None = None) -> None:
        """Remove a submission that has been kept, or put the folder ``instead`` in its place. Raises OSError."""
        place, old = self._place(student), self._fresh(f"{student}.old")
        if os.path.lexists(place):
            os.rename(place, old)
        if instead is not None:
            os.makedirs(place.parent, exist_ok=True)
            os.rename(instead, place)
        elif not os.listdir(place.parent):
            place.parent.rmdir()
        _remove(old)

    def done(self) -> None:
        """Remove the temporary folder."""
        shutil.rmtree(self._new, ignore_errors=True)

    def _place(self, student: str) -> Path:
        return self._submitted / student / self._quiz

    def _fresh(self, name: str) -> Path:
        self._new.mkdir(parents=True, exist_ok=True)
        path = self._new / name
        _remove(path)
        return path


def _is_dated(path: Path) -> bool:
    try:
        return stamps.parse(path.read_bytes()) is not None
    except (FileNotFoundError, ValueError):
        return False


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _write(path: Path, content: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for chunk in content:
            file.write(chunk)
