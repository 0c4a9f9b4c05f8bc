"""A made-up situation judged in steps, one after the other."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course.activities.base import Interaction, Text
from course.activities.mark import Mark
from course.activities.question import Question
from course.activities.rewrite import Rewrite
from course.activities.sort import Sort

Step = Annotated[Question | Mark | Sort | Rewrite, Field(discriminator="kind")]


class Scene(Interaction):
    """A story, always marked as made up, and its steps."""

    kind: Literal["scene"]
    title: Text
    story: Text
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _steps_differ(self) -> Scene:
        if len({step.id for step in self.steps}) != len(self.steps):
            raise ValueError(f"情景 {self.id} 的步骤编号有重复")
        return self
