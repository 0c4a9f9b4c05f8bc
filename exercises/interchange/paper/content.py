"""What stands on a printed paper: its items by type, numbered through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exercises.bank import Bank
from exercises.interchange.clean import clean, cleaned
from exercises.items import TYPES, Item
from exercises.quiz.blueprint import Blueprint, chosen
from exercises.quiz.keys import questions
from exercises.quiz.paperfile import PaperError, read_paper
from exercises.ruling import Ruling

_ON_SCREEN = re.compile(r"[^。\n]*随时保存[^。\n]*。?")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Part:
    """The items of one type, with their numbers."""

    number: str
    """一, 二 …"""
    label: str
    type: str
    items: tuple[tuple[int, Any], ...]

    @property
    def points(self) -> int:
        """What the part is worth."""
        return sum(item.points for _, item in self.items)

    @property
    def each(self) -> int | None:
        """What every item is worth, None when they differ."""
        worth = {item.points for _, item in self.items}
        return worth.pop() if len(worth) == 1 else None

    @property
    def heading(self) -> str:
        """“一、单选题（共 8 题，每题 2 分，共 16 分）”."""
        each = f"，每题 {self.each} 分" if self.each else ""
        return f"{self.number}、{self.label}（共 {len(self.items)} 题{each}，共 {self.points} 分）"


@dataclass(frozen=True)
class Content:
    """All that the three documents say."""

    id: str
    title: str
    instructions: tuple[str, ...]
    minutes: int | None
    limited: bool
    parts: tuple[Part, ...]
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    """What was decided about items after the paper had been handed out, by item id."""

    @property
    def count(self) -> int:
        """How many questions there are."""
        return sum(len(part.items) for part in self.parts)

    @property
    def points(self) -> int:
        """What the whole paper is worth."""
        return sum(part.points for part in self.parts)

    @property
    def extent(self) -> str:
        """“共 21 题　满分 50 分　限时 45 分钟”."""
        time = f"　{'限时' if self.limited else '建议用时'} {self.minutes} 分钟" if self.minutes else ""
        return f"共 {self.count} 题　满分 {self.points} 分{time}"


def of_blueprint(blueprint: Blueprint, bank: Bank) -> Content:
    """The content of a blueprint with explicit items. Raises BlueprintError."""
    items = chosen(blueprint, bank)
    return Content(blueprint.id, clean(blueprint.title), _printed((blueprint.instructions or "").split("\n\n")), blueprint.minutes, blueprint.limited, _parts(items))


def of_notebook(path: Path) -> Content:
    """The content of a paper with its key. Raises PaperError, also for a paper as trainees get it."""
    from exercises.preview.page import from_notebook

    notebook = read_paper(path)
    try:
        asked = questions(notebook)
        about = notebook.get("metadata", {}).get("xuncha", {})
        minutes = about.get("minutes")
        return Content(
            path.stem,
            clean(str(about.get("title") or path.stem)),
            _printed(from_notebook(notebook).paragraphs[:-1]),
            minutes if isinstance(minutes, int) else None,
            bool(about.get("limited")),
            _parts([question.item for question in asked]),
            {question.item.id: question.ruling for question in asked if question.ruling},
        )
    except ValueError as error:
        raise PaperError(f"{path}：{error}") from None
    except (KeyError, TypeError, AttributeError):
        raise PaperError(f"{path} 不是完好的试卷。请使用教师版试卷。") from None


def _printed(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """Instructions without the sentences that are only true on a screen."""
    kept = (_ON_SCREEN.sub("", clean(text)).strip() for text in paragraphs)
    return tuple(text for text in kept if text)


def _parts(items: list[Item]) -> tuple[Part, ...]:
    """Items by type in the usual order of types, numbered through."""
    parts, number = [], 1
    sound, _ = cleaned(items)
    for name, kind in TYPES.items():
        own = [item for item in sound if item.type == name]
        if own:
            parts.append(Part(_DIGITS[len(parts) + 1], kind.LABEL, name, tuple(enumerate(own, number))))
            number += len(own)
    return tuple(parts)
