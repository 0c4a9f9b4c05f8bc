"""What values of an item's fields are called in Chinese."""

from __future__ import annotations

from exercises.items import TYPES

LEVELS = {"remember": "识记", "understand": "理解", "apply": "应用", "analyse": "分析"}
POOLS = {"practice": "练习", "exam": "考试"}
DIMENSIONS = {"lesson": "课次", "type": "题型", "level": "层次", "concept": "知识点"}
"""The fields of an item by which a specification gives shares."""


def value(dimension: str, name: object) -> str:
    """A value by its dimension: “第 5 课”, “单选题”, “识记层次”, “知识点‘三项内容’”."""
    match dimension:
        case "lesson":
            return f"第 {name} 课"
        case "type":
            return TYPES[str(name)].LABEL
        case "level":
            return f"{LEVELS[str(name)]}层次"
        case _:
            return f"知识点“{name}”"
