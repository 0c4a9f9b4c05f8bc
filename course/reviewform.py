"""An item as the fields of a form, and back: every field of every type can be amended. Pure.

Lists are written in one field: accepted answers and words apart by “｜”, a rubric one
point a line (要点｜分值｜词、词), the order of options as letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from exercises.items import TYPES, Item
from exercises.items.options import LETTERS
from exercises.schema import sift

Form = dict[str, str]
MOST_EVIDENCE = 12
_BAR = re.compile(r"\s*[｜|]\s*")
_PLAIN = ("concept", "level", "stem", "explanation")
_WHOLE = ("lesson", "points", "limit")


def to_form(item: Any) -> Form:
    """The fields of an item by the names they have in the form."""
    form = {name: getattr(item, name) for name in _PLAIN} | {name: str(getattr(item, name)) for name in _WHOLE if hasattr(item, name)}
    for n, evidence in enumerate(item.evidence, 1):
        form |= {f"cite-{n}": evidence.cite, f"quote-{n}": evidence.quote}
    match item.type:
        case "single" | "multiple":
            form |= _sided("option", item.options) | _sided("note", item.distractors)
            form |= {"key": item.key} if item.type == "single" else {f"key-{name}": name for name in item.key}
        case "judge":
            form |= {"key": item.key, "note": next(iter(item.distractors.values()), "")}
        case "cloze":
            form |= {f"blank-{number}": "｜".join(accepted) for number, accepted in item.blanks.items()}
        case "order":
            form |= _sided("option", item.options) | {"key": " ".join(item.key)}
        case "match":
            form |= _sided("left", item.left) | _sided("option", item.right) | _sided("pair", item.key)
        case "short":
            lines = [f"{part.point}｜{part.points}｜{'、'.join(part.words)}" for part in item.rubric]
            form |= {"answer": item.answer, "rubric": "\n".join(lines)}
    return form


def _sided(name: str, entries: Mapping[str, str]) -> Form:
    return {f"{name}-{key}": text for key, text in entries.items()}


def from_form(item: Item, form: Mapping[str, str]) -> tuple[Item, list[str]]:
    """The item with the form's fields in place of its own, and what is wrong with their shape (Chinese).

    Where something is wrong, the item has only the fields that are sound.
    """
    data: dict[str, Any] = {"id": item.id, "type": item.type, "status": item.status, "pool": item.pool}
    data |= {name: form.get(name, "").strip() for name in _PLAIN}
    data |= {name: _number(form[name]) for name in _WHOLE if name in form}
    data["evidence"] = _evidence(form)
    match item.type:
        case "single" | "multiple":
            data["options"] = _gathered(form, "option", LETTERS)
            chosen = form.get("key", "")
            data["key"] = chosen if item.type == "single" else [name for name in LETTERS if f"key-{name}" in form]
            wrong = [name for name in data["options"] if name not in data["key"]]
            data["distractors"] = {name: note for name, note in _gathered(form, "note", LETTERS).items() if name in wrong}
        case "judge":
            data["key"] = form.get("key", "")
            data["distractors"] = {"错" if data["key"] == "对" else "对": form.get("note", "").strip()}
        case "cloze":
            numbers = re.findall(r"\{([1-9][0-9]?)\}", data["stem"])
            data["blanks"] = {n: [part for part in _BAR.split(form.get(f"blank-{n}", "").strip()) if part] for n in dict.fromkeys(numbers)}
        case "order":
            data["options"] = _gathered(form, "option", LETTERS)
            data["key"] = re.findall(r"[A-H]", form.get("key", "").upper())
        case "match":
            data["left"] = _gathered(form, "left", "123456789")
            data["right"] = _gathered(form, "option", LETTERS)
            data["key"] = {n: form.get(f"pair-{n}", "").strip().upper() for n in data["left"]}
        case "short":
            data["answer"] = form.get("answer", "").strip()
            data["rubric"] = [_point(line) for line in form.get("rubric", "").splitlines() if line.strip()]
    return sift(TYPES[item.type].Model, data)


def _evidence(form: Mapping[str, str]) -> list[dict[str, str]]:
    rows = [(form.get(f"cite-{n}", "").strip(), form.get(f"quote-{n}", "").strip()) for n in range(1, MOST_EVIDENCE + 1)]
    return [{"cite": cite, "quote": quote} for cite, quote in rows if cite or quote]


def _gathered(form: Mapping[str, str], name: str, keys: str) -> Form:
    """The entries that are not empty."""
    return {key: text for key in keys if (text := form.get(f"{name}-{key}", "").strip())}


def _number(text: str) -> int | str:
    return int(text) if text.strip().isascii() and text.strip().isdigit() and len(text) < 6 else text


def _point(line: str) -> dict[str, Any]:
    point, points, words = (_BAR.split(line.strip()) + ["", ""])[:3]
    return {"point": point, "points": _number(points), "words": [word for word in re.split("[、，,]", words) if word.strip()]}
