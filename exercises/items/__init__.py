"""Item types: one module each, with the verbs of `ItemType`, and the registry of them."""

from __future__ import annotations

import json

from exercises.items import cloze, judge, match, multiple, order, short, single
from exercises.items.base import Evidence, Item, ItemType, ResponseError
from exercises.items.markup import html

TYPES: dict[str, ItemType] = {
    "single": single,
    "multiple": multiple,
    "judge": judge,
    "cloze": cloze,
    "order": order,
    "match": match,
    "short": short,
}

__all__ = ["TYPES", "Evidence", "Item", "ItemType", "ResponseError", "from_json", "kind", "stem_html", "to_json"]


def kind(item: Item) -> ItemType:
    """The verbs for this item."""
    return TYPES[item.type]


def stem_html(item: Item) -> str:
    """The question as an HTML fragment without what a form draws; empty for a cloze item, whose form holds its text."""
    return "" if item.type == "cloze" else html(item.stem)


def to_json(item: Item) -> str:
    """The whole item, key and all, in one line."""
    return item.model_dump_json()


def from_json(text: str) -> Item:
    """An item from `to_json`. Raises ValueError when it is none; quotations are not looked up."""
    data = json.loads(text)
    name = data.get("type") if isinstance(data, dict) else None
    if not isinstance(name, str) or name not in TYPES:
        raise ValueError(f"没有“{name}”这种题型。")
    item: Item = TYPES[name].Model.model_validate_json(text)
    return item
