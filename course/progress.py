"""How far a lesson has been worked through. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from course.activities import Activity
from course.keeping import activity_key, paths, question_key
from exercises.items import Item


@dataclass(frozen=True)
class Progress:
    """What has been answered of a lesson's interactions and of its self-test."""

    activities: int
    activities_done: int
    questions: int
    questions_done: int

    @property
    def left(self) -> str:
        """What is still open, in words; '' when nothing is."""
        open_activities = self.activities - self.activities_done
        open_questions = self.questions - self.questions_done
        parts = [f"{open_activities} 个互动"] if open_activities else []
        parts += [f"{open_questions} 道自测题"] if open_questions else []
        return "、".join(parts)


def progress(lesson: int, activities: Iterable[Activity], items: Iterable[Item], done: Callable[[str], bool]) -> Progress:
    """The progress in a lesson, where ``done`` tells of a card's key whether it was ever answered."""
    each = [all(done(activity_key(lesson, path)) for path in paths(activity)) for activity in activities]
    asked = [done(question_key(lesson, item.id)) for item in items]
    return Progress(len(each), sum(each), len(asked), sum(asked))
