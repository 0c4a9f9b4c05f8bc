"""Where trainees fetch their pages: the exchange, as ``nbgrader release_feedback`` fills it."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from grader.feedback.writing import put

_MODE = stat.S_IRWXU | stat.S_IXGRP | stat.S_IXOTH
"""Who knows a page's name may read it; nobody may list them."""
_SHARED = stat.S_IRGRP | stat.S_IWGRP | stat.S_ISGID
MAX_SECRET = 10_000


class Outbox:
    """The class's folder ``feedback`` in the exchange; ``shared`` among instructors of one group."""

    def __init__(self, course: Path, shared: bool) -> None:
        self._folder = course / "feedback"
        self._mode = _MODE | (_SHARED if shared else 0)
        self._made = False

    def put(self, secret: bytes, quiz: str, page: bytes, mode: int) -> Path:
        """Put a page there; its name is known to whoever has handed the paper in. Raises OSError, ValueError."""
        target = self._folder / f"{name(secret, quiz)}.html"
        if not self._made:
            self._make()
        put(target, (page,), mode)
        return target

    def withdraw(self, secret: bytes, quiz: str) -> None:
        """Take a page back, if it is there. Raises OSError."""
        try:
            (self._folder / f"{name(secret, quiz)}.html").unlink(missing_ok=True)
        except ValueError:
            pass  # under such a name nothing was ever put there

    def _make(self) -> None:
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True)
            self._folder.chmod(self._mode)
        elif not self._mode & stat.S_IWGRP and hasattr(os, "getuid") and self._folder.stat().st_uid != os.getuid():
            raise PermissionError(1, "Operation not permitted", str(self._folder))
        self._made = True


def name(secret: bytes, quiz: str) -> str:
    """The name of a page, as ``nbgrader.utils.notebook_hash`` makes it of the submission's secret.

    Raises ValueError when the secret is no text, or longer than any that nbgrader makes.
    """
    if len(secret) > MAX_SECRET:
        raise ValueError("too long")
    text = secret.decode().replace("\r\n", "\n").replace("\r", "\n")  # as Python opens a text file
    return hashlib.md5(f"{text}{quiz}".encode(), usedforsecurity=False).hexdigest()
