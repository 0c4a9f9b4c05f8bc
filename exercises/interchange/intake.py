"""What was found in a file, made into drafts, each with everything that is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from exercises import lint
from exercises.evidence import mismatch
from exercises.folding import fold
from exercises.interchange.bounds import MAX_TEXT
from exercises.interchange.model import Reading, Remark, Unread
from exercises.items import TYPES, Evidence, Item
from exercises.schema import sift

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_DEPTH = 6
"""Deepest nesting of an item's fields; the item types need four."""
_ORDER = [
    "id", "type", "lesson", "concept", "level", "stem", "options", "left", "right", "key", "blanks", "answer", "rubric", "limit",
    "points", "explanation", "evidence", "distractors", "status", "pool",
]  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """One item taken in: its fields as they will stand in the YAML file, and what is to be mended before it can be used."""

    place: str
    data: dict[str, Any]
    faults: tuple[str, ...]
    """What keeps it from loading."""
    findings: tuple[str, ...]
    """What the linter finds."""


@dataclass(frozen=True)
class Intake:
    """All that came of a file."""

    drafts: list[Draft]
    unread: list[Unread]
    remarks: list[Remark]
    whole: tuple[str, ...]
    """What the linter finds over all drafts together."""


def take_in(reading: Reading, bank: Iterable[Item] = (), lesson: int | None = None, prefix: str = "dr") -> Intake:
    """Drafts of everything found; nothing is left out that is not told of.

    ``bank``: items that the new ones must not repeat. ``lesson``: for items that say none.
    ``prefix``: how the ids of items without one begin.
    """
    remarks, unread = list(reading.remarks), list(reading.unread)
    known = list(bank)
    taken = {item.id for item in known}
    rows: list[tuple[str, dict[str, Any]]] = []
    for found in reading.found:
        if too_much := _too_much(found.data):
            unread.append(Unread(found.place, too_much, json.dumps(found.data, ensure_ascii=False, default=str)[:MAX_TEXT]))
            continue
        data = dict(found.data)
        remarks += [Remark(found.place, message) for message in _completed(data, len(rows) + 1, taken, lesson, prefix)]
        rows.append((found.place, {name: data[name] for name in [*_ORDER, *data] if name in data}))
    return _judged(rows, known, remarks, unread)


def _too_much(value: object, depth: int = 0) -> str:
    """Why a value is no part of an item, empty when it may be one."""
    if depth > _DEPTH:
        return f"内容嵌套超过 {_DEPTH} 层，不像题目，没有导入"
    if isinstance(value, str) and len(value) > MAX_TEXT:
        return f"有一段文字超过 {MAX_TEXT} 字，没有导入"
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        if not isinstance(name, str | int):
            return "字段名不是文字，没有导入"
        if why := _too_much(part, depth + 1):
            return why
    return ""


def _completed(data: dict[str, Any], number: int, taken: set[str], lesson: int | None, prefix: str) -> Iterator[str]:
    """Fill in what can be filled in without inventing anything; yields what is to be told."""
    name = str(data.get("id") or "")
    if not _ID.fullmatch(name) or name in taken:
        fresh = next(one for n in range(number, number + 100_000) if (one := f"{prefix}-{n:03d}") not in taken)
        if name:
            yield f"编号“{name[:40]}”{'已经有了' if name in taken else '不合写法'}，改为 {fresh}。"
        name = fresh
    data["id"] = name
    taken.add(data["id"])
    if "lesson" not in data and lesson is not None:
        data["lesson"] = lesson
    if "points" not in data:
        data["points"] = _least_points(data)
        yield f"没有写分值，暂按 {data['points']} 分。"
    if data.get("pool") not in ("practice", "exam"):
        data["pool"] = "exam"
    data["status"] = "draft"


def _least_points(data: dict[str, Any]) -> int:
    rubric = data.get("rubric")
    points = [part.get("points") for part in rubric if isinstance(part, dict)] if isinstance(rubric, list) else []
    return sum(one for one in points if isinstance(one, int)) or 1


def _judged(rows: list[tuple[str, dict[str, Any]]], known: list[Item], remarks: list[Remark], unread: list[Unread]) -> Intake:
    sifted, faults = [], []
    for _, data in rows:
        item, messages = _examined(data)
        sifted.append(item)
        faults.append(messages)
    for n, message in _doubles(sifted):
        faults[n].append(message)
    findings: dict[str, list[str]] = {}
    own = [item for item in sifted if item is not None]
    askable = [item for item in own if _askable(item)]
    for item in own:
        if not _askable(item):
            findings[item.id] = [one.message for one in lint.check_item(item)]
    for one in lint.check([*known, *askable]):
        findings.setdefault(one.item, []).append(one.message)
    drafts = [
        Draft(place, data, tuple(wrong), tuple(dict.fromkeys(findings.get(data["id"], ()))))
        for (place, data), wrong in zip(rows, faults, strict=True)
    ]
    whole = tuple(one.message for one in lint.check(askable) if not one.item) if len(askable) > 1 else ()
    return Intake(drafts, unread, remarks, whole)


def _examined(data: dict[str, Any]) -> tuple[Item | None, list[str]]:
    """The item as far as its fields have the right shape, and what keeps it from loading."""
    kind = TYPES.get(data["type"]) if isinstance(data.get("type"), str) else None
    if kind is None:
        return None, [f"题型（type）只能是 {'、'.join(TYPES)}，现在是“{str(data.get('type', ''))[:20]}”。"]
    item, messages = sift(kind.Model, data)
    messages += kind.faults(item)
    evidence = data.get("evidence")
    for entry in evidence if isinstance(evidence, list) else []:
        try:
            wrong = mismatch(Evidence.model_validate(entry))
        except ValidationError:
            continue  # its shape is wrong, which is told already
        if wrong:
            messages.append(f"引文不符：{wrong}")
    return _with_gaps(item), messages


_MAY_LACK = {"concept", "level", "lesson", "explanation", "evidence", "distractors", "limit", "rubric", "answer"}


def _askable(item: Item) -> bool:
    """Whether the item is whole enough to be compared with others: it asks, and has its answer."""
    return set(type(item).model_fields) - _MAY_LACK <= item.model_fields_set


def _with_gaps(item: Item) -> Item:
    """The item with something empty in the fields it lacks, still not among its set fields, for rules that compare items."""
    empty: dict[str, Any] = {"evidence": [], "stem": "", "concept": "", "explanation": "", "options": {}, "distractors": {}, "key": "", "blanks": {}}
    have = {name: getattr(item, name) for name in item.model_fields_set}
    if not _answers_itself(have):
        have.pop("key", None)  # told as a fault; rules about keys take it for granted
    lacking = {name: empty[name] for name in type(item).model_fields if name in empty and name not in have}
    return type(item).model_construct(_fields_set=set(have), **lacking, **have)


def _answers_itself(have: dict[str, Any]) -> bool:
    """Whether the key names only options that are there."""
    options = have.get("right", have.get("options"))
    key = have.get("key", ())
    return options is None or all(name in options for name in (key.values() if isinstance(key, dict) else key))


def _doubles(items: Sequence[Item | None]) -> Iterator[tuple[int, str]]:
    stems: dict[str, str] = {}
    for n, item in enumerate(items):
        if item is not None and "stem" in item.model_fields_set:
            first = stems.setdefault(fold(item.stem), item.id)
            if first != item.id:
                yield n, f"题干与 {first} 相同。"


def yaml_of(drafts: Iterable[Draft]) -> str:
    """The drafts as a file of the bank; those with faults stand in it as they are, to be mended."""
    data = [draft.data for draft in drafts]
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


class _Dumper(yaml.SafeDumper):
    """Never writes aliases, which the bank does not read."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
