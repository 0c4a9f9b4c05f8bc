"""Putting a built paper on disk without ever losing what was there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.wholefile import write_whole

COPIES = ".ipynb_checkpoints"
"""Where replaced papers are kept: nbgrader leaves this folder out of what it hands to trainees."""


class PaperExists(FileExistsError):
    """Another paper is at the place and was not to be replaced."""


@dataclass(frozen=True)
class Saved:
    """What became of a paper."""

    path: Path
    changed: bool
    """False when the very same paper was there already."""
    copy: Path | None
    """The copy of the paper that was replaced."""


def target(out: Path, quiz_id: str) -> Path:
    """The file that ``out`` means: itself when it ends in .ipynb, else ``<quiz_id>.ipynb`` in that folder."""
    return out if out.suffix == ".ipynb" else out / f"{quiz_id}.ipynb"


def save(content: bytes, path: Path, *, replace: bool, now: datetime) -> Saved:
    """Write the paper whole or not at all.

    A different file at ``path`` is replaced only with ``replace``, and a copy of it,
    named by ``now``, is kept beside it in `COPIES`. Raises PaperExists, OSError.
    """
    copy = None
    if path.exists():
        if path.read_bytes() == content:
            return Saved(path, changed=False, copy=None)
        if not replace:
            raise PaperExists(path)
        copy = path.parent / COPIES / f"{path.stem}-{now:%Y%m%d-%H%M%S-%f}.ipynb"
        write_whole(copy, path.read_bytes())
    write_whole(path, content)
    return Saved(path, changed=True, copy=copy)
