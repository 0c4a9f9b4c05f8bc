"""One cell of a quiz as the gradebook knows it: the key side's word on what a cell is and is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SCHEMA_VERSION = 3


@dataclass(frozen=True)
class KnownCell:
    """One cell of the master version, as the gradebook remembers it."""

    grade_id: str
    cell_type: str
    source: str
    locked: bool
    checksum: str
    solution: bool = False
    task: bool = False
    points: float | None = None
    """``None`` for a cell that is not marked."""

    @property
    def grade(self) -> bool:
        """True for a cell whose marks nbgrader's autograder saves."""
        return self.points is not None and not self.task

    def metadata(self) -> dict[str, Any]:
        """The cell's ``metadata.nbgrader``."""
        meta: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "grade_id": self.grade_id,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "checksum": self.checksum,
            "cell_type": self.cell_type,
        }
        if self.points is not None:
            meta["points"] = self.points
        return meta


def put_together(kept: str, copy: str, released: str) -> str:
    """What a cell holds when a copy of it was found: both, where both were answered and differ.

    Whether they contradict each other is for the reader of the answer to say; a copy
    that was left as released adds nothing.
    """
    if copy.strip() in (released.strip(), kept.strip()):
        return kept
    return f"{kept}\n\n{copy}" if kept.strip() != released.strip() else copy
