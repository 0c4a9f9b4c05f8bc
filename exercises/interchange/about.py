"""What other systems have no field for (lesson, concept, level, pool …), as labels with values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercises.assembly.labels import LEVELS, POOLS
from exercises.items import TYPES, Item

_LEVEL_OF = {label: name for name, label in LEVELS.items()}
_POOL_OF = {label: name for name, label in POOLS.items()}
_TYPE_OF = {kind.LABEL: name for name, kind in TYPES.items()}


def about(item: Item) -> dict[str, str]:
    """The labels of an item; `fields` reads them back."""
    labels = {
        "题型": TYPES[item.type].LABEL,
        "课次": str(item.lesson),
        "知识点": item.concept,
        "层次": LEVELS[item.level],
        "题池": POOLS[item.pool],
    }
    return labels | ({"字数上限": str(getattr(item, "limit"))} if item.type == "short" else {})


def fields(labels: Iterable[tuple[str, str]]) -> tuple[dict[str, Any], list[str]]:
    """The fields that labels tell, and the labels that tell none."""
    data: dict[str, Any] = {}
    rest = []
    for label, value in labels:
        value = value.strip()
        match label.strip():
            case "题型" if value in _TYPE_OF:
                data["type"] = _TYPE_OF[value]
            case "课次" if value.isascii() and value.isdigit() and len(value) < 4:
                data["lesson"] = int(value)
            case "知识点" if value:
                data["concept"] = value
            case "层次" if value in _LEVEL_OF:
                data["level"] = _LEVEL_OF[value]
            case "题池" if value in _POOL_OF:
                data["pool"] = _POOL_OF[value]
            case "字数上限" if value.isascii() and value.isdigit() and len(value) < 6:
                data["limit"] = int(value)
            case _:
                rest.append(f"{label}：{value}" if value else label)
    return data, rest
