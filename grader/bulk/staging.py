"""Graded papers on disk: written beside their place first, put there once the gradebook is written.

``autograded/.grading/new`` holds papers written but not yet in place, ``old`` what they
replace. A run that was killed leaves them behind, and the next run begins by mending:
what was taken away without a successor goes back, and whoever has a paper in ``new`` is
graded again, whether or not the gradebook had been written. So a second run ends where
one run would have ended.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.oserror import said
from grader.errors import GraderError

_HIDDEN = ".grading"

Copy = tuple[str, Callable[[], Iterable[bytes]]]
"""A file to come along with a graded paper: its path inside, and its content in pieces."""


@contextmanager
def only_one(folder: Path, doing: str = "评分或收卷") -> Iterator[None]:
    """Hold the class's lock on what lies in ``folder``; the system frees it when the process ends, however it ends.

    Raises:
        GraderError: another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{_HIDDEN}.lock").open("a") as file:
        try:
            _lock(file.fileno())
        except OSError:
            raise GraderError(f"本班正在另一个窗口里{doing}，没有改动任何内容。请等它结束后重试。") from None
        yield


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def left_behind(autograded: Path, quiz: str) -> bool:
    """Whether a run of ``quiz`` was killed before its papers were in place; the next run completes it."""
    return (autograded / _HIDDEN / quiz).exists()


class Staging:
    """Where the graded papers of one run wait. ``autograded`` is the class's folder of that name."""

    def __init__(self, autograded: Path, quiz: str, permissions: int) -> None:
        self._autograded = str(autograded)
        self._quiz = quiz
        self._mode = permissions
        self._base = os.path.join(self._autograded, _HIDDEN, quiz)
        self._new, self._old, self._left = (os.path.join(self._base, name) for name in ("new", "old", "left"))

    def begin(self) -> set[str]:
        """Mend what a killed run left, and make ready; the trainees whose papers it had not put in place.

        They are remembered in ``left`` until a run comes to its end.
        """
        for folder in (self._new, self._old, self._left):
            os.makedirs(folder, exist_ok=True)
        for student in _names(self._old):
            place = self._place(student)
            if not os.path.lexists(place):
                os.makedirs(os.path.dirname(place), exist_ok=True)
                os.rename(os.path.join(self._old, student), place)
        for student in _names(self._new):
            os.makedirs(os.path.join(self._left, student), exist_ok=True)
        for folder in (self._new, self._old):
            shutil.rmtree(folder)
            os.mkdir(folder)
        return set(_names(self._left))

    def discard(self) -> None:
        """Remove the papers of this run: its transaction was undone, and nothing is to be remembered of it."""
        shutil.rmtree(self._new, ignore_errors=True)
        if not _names(self._left):
            self._clear()

    def _clear(self) -> None:
        """Remove everything; one renaming decides, so that half a removal is never taken for half a run."""
        gone = f"{self._base}.gone-{os.getpid()}"
        os.rename(self._base, gone)
        for folder in [gone, *(os.path.join(self._autograded, _HIDDEN, name) for name in self._rubbish())]:
            shutil.rmtree(folder, ignore_errors=True)
        try:
            os.rmdir(os.path.dirname(self._base))
        except OSError:
            pass  # another quiz has papers waiting there

    def _rubbish(self) -> list[str]:
        return [name for name in _names(os.path.dirname(self._base)) if name.startswith(f"{self._quiz}.gone-")]

    def graded(self, student: str) -> str:
        """The folder of the graded paper that is in place."""
        return self._place(student)

    def put(self, student: str, notebook: bytes, stamp: bytes | None, copies: Sequence[Copy]) -> None:
        """Write one graded paper and what comes along with it."""
        folder = os.path.join(self._new, student)
        os.mkdir(folder)
        try:
            self._write(os.path.join(folder, f"{self._quiz}.ipynb"), (notebook,))
            if stamp is not None:
                self._write(os.path.join(folder, "timestamp.txt"), (stamp,))
            for inside, content in copies:
                target = os.path.join(folder, inside)
                if os.path.dirname(inside):
                    os.makedirs(os.path.dirname(target), exist_ok=True)
                if os.path.lexists(target):
                    os.remove(target)
                self._write(target, content())
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # half a paper must never be put in place
            raise

    def _write(self, path: str, content: Iterable[bytes]) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            for chunk in content:
                left = memoryview(chunk)
                while left:
                    left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
        os.chmod(path, self._mode)

    def place(self, step: Callable[[], None] = lambda: None) -> None:
        """Put every paper written into its place, and what it replaces aside; then remove that."""
        for student in _names(self._new):
            place = self._place(student)
            if os.path.lexists(place):
                os.rename(place, os.path.join(self._old, student))
            else:
                os.makedirs(os.path.dirname(place), exist_ok=True)
            os.rename(os.path.join(self._new, student), place)
            step()
        self._clear()

    def _place(self, student: str) -> str:
        return os.path.join(self._autograded, student, self._quiz)


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Any refusal of the system to write becomes a GraderError."""
    try:
        yield
    except OSError as error:
        raise GraderError(
            f"无法写入 {error.filename or folder}：{said(error)}。请核对磁盘空间和权限后重新执行。"
        ) from error
