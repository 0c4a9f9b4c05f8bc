"""What the desk 班级台 offers to make papers of: the blueprints that come with the course, and the class's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from exercises.assembly.labels import POOLS
from exercises.quiz import Blueprint, BlueprintError, read_blueprint
from exercises.quiz.blueprint import SHIPPED
from grader.classroom import Classroom


@dataclass(frozen=True)
class Offer:
    """One blueprint; ``plan`` is None where it cannot be used, and ``fault`` says why."""

    file: Path
    plan: Blueprint | None
    fault: str = ""

    @property
    def name(self) -> str:
        """What it is chosen by: its id, or its file's name where it is the class's own."""
        return self.file.stem if self.file.parent == SHIPPED else self.file.name

    @property
    def label(self) -> str:
        """How it is listed."""
        if self.plan is None:
            return f"{self.name}（有误，不能用）"
        minutes = f"，{self.plan.minutes} 分钟" if self.plan.minutes else ""
        how = f"，从{POOLS[self.plan.draw.pool]}题中抽" if self.plan.draw else "，题目已写明"
        own = "" if self.file.parent == SHIPPED else "本班蓝图："
        return f"{own}{self.plan.title}（{self.plan.count} 题{minutes}{how}）"

    @property
    def wants_lesson(self) -> bool:
        """Whether one has to say which lesson it is for."""
        return bool(self.plan and self.plan.draw and self.plan.draw.for_lesson)

    @property
    def draws(self) -> bool:
        """Whether items are drawn, so that the paper may have any name."""
        return bool(self.plan and self.plan.draw)


def offers(room: Classroom) -> list[Offer]:
    """The course's blueprints, then those in the class's folder, by file name."""
    return [_offer(file) for folder in (SHIPPED, room.folder) for file in sorted(folder.glob("*.yaml"))]


def _offer(file: Path) -> Offer:
    try:
        return Offer(file, read_blueprint(file))
    except BlueprintError as error:
        return Offer(file, None, str(error))


def free_name(offer: Offer, taken: Sequence[str]) -> str:
    """An id for a paper of this blueprint that no quiz of the class has yet."""
    if offer.plan is None or not offer.draws or offer.plan.id not in taken:
        return offer.plan.id if offer.plan else ""
    return next(name for n in count(2) if (name := f"{offer.plan.id}-{n}") not in taken)
