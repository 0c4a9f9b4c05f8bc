"""The interactions of a lesson as data: YAML in this folder, checked when loaded.

``question`` is an item as in the bank, asked on the spot; ``mark`` asks for the sentence that
decides; ``sort`` puts cards into bins; ``rewrite`` mends a report line; ``compare`` sets two
passages side by side; ``date`` asks when a passage was said and by which words one sees it;
``scene`` (always marked as made up) is a short story followed by such steps in order.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter

from course.activities.base import Interaction
from course.activities.compare import Compare
from course.activities.date import Date
from course.activities.mark import Choice, Mark
from course.activities.question import Question
from course.activities.rewrite import Rewrite
from course.activities.scene import Scene, Step
from course.activities.sort import Sort

__all__ = ["Activity", "Choice", "Compare", "Date", "FOLDER", "Interaction", "Mark", "Question", "Rewrite", "Scene"]
__all__ += ["Sort", "Step", "activities", "parse"]

FOLDER = Path(__file__).parent

Activity = Question | Mark | Sort | Rewrite | Compare | Date | Scene
_ACTIVITIES: TypeAdapter[list[Activity]] = TypeAdapter(list[Annotated[Activity, Field(discriminator="kind")]])


def parse(data: object) -> dict[str, Activity]:
    """Interactions by id, from the list that a file holds. Raises ValueError for anything faulty."""
    found = _ACTIVITIES.validate_python(data)
    by_id = {activity.id: activity for activity in found}
    if len(by_id) != len(found):
        raise ValueError("互动编号有重复")
    return by_id


@cache
def activities(lesson: int) -> dict[str, Activity]:
    """All interactions of a lesson by id; raises ValueError when the file is faulty."""
    return parse(yaml.safe_load((FOLDER / f"lesson-{lesson:02d}.yaml").read_text(encoding="utf-8")))
