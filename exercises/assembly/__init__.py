"""Assembly: papers drawn from a bank by a blueprint's specification.

All of it is pure but `seen`, `exclusions` and `pools`, which read files.
"""

from __future__ import annotations

from exercises.assembly.difficulty import expected, of_form
from exercises.assembly.drawing import draw, for_lessons
from exercises.assembly.errors import DrawError

__all__ = ["DrawError", "draw", "expected", "for_lessons", "of_form"]
