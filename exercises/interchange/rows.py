"""From the cells of one row to the fields of an item; what cannot be told is noted, never invented."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from exercises.assembly.labels import LEVELS, POOLS
from exercises.folding import fold
from exercises.interchange.columns import BY_NAME, ONE_CELL
from exercises.interchange.packed import unpack
from exercises.items import TYPES
from exercises.items.options import LETTERS

Notes = list[tuple[str, str]]
"""Pairs of a field's name and a Chinese message."""

_TYPE_WORDS = {
    "single": ("单选", "单项选择", "single"),
    "multiple": ("多选", "多项选择", "不定项", "multiple"),
    "judge": ("判断", "是非", "对错", "judge", "truefalse"),
    "cloze": ("填空", "cloze"),
    "order": ("排序", "order"),
    "match": ("配对", "连线", "匹配", "搭配", "match"),
    "short": ("简答", "问答", "论述", "案例分析", "材料分析", "名词解释", "主观", "short"),
}
_TRUE = {"对", "正确", "是", "true", "t", "yes", "y", "√", "✓", "✔"}
_FALSE = {"错", "错误", "否", "不正确", "不对", "false", "f", "no", "n", "×", "✗", "✘", "x"}
_BLANK = re.compile(r"\{[1-9][0-9]?\}")
_OPEN = re.compile(r"[_＿﹍]{2,}|（[\s　]*）|\([\s　]*\)|【[\s　]*】|﹙\s*﹚")
_MARK = re.compile(r"(?:^|(?<=[\s　|｜;；，,。]))([A-Ha-h])\s*[.．、:：)）]\s*")
_NEEDS = {
    "single": {"key", "distractors"},
    "multiple": {"key", "distractors"},
    "judge": {"key", "distractors"},
    "cloze": {"key"},
    "order": {"key"},
    "match": {"key", "left"},
    "short": {"key", "rubric", "limit"},
}
_HAS_OPTIONS = {"single", "multiple", "order", "match"}


def type_named(words: str) -> str | None:
    """The item type that a cell or the name of a sheet means, None when it means none."""
    folded = unicodedata.normalize("NFKC", words).casefold().replace(" ", "")
    return next((name for name, said in _TYPE_WORDS.items() if any(word in folded for word in said)), None)


def item_of(values: dict[str, str], sheet_type: str | None = None) -> tuple[dict[str, Any], Notes]:
    """The fields of an item in a row of texts by column, and what is to be told about single cells."""
    notes: Notes = []
    options = _options(values, notes)
    name = _type(values, options, sheet_type, notes)
    data: dict[str, Any] = {"id": values["id"]} if "id" in values else {}
    data["type"] = name
    data |= dict(_common(values, notes))
    data |= _special(name, values, options, notes)
    for column in BY_NAME:
        special = column in {"distractors", "left", "rubric", "limit"} and column not in _NEEDS[name]
        if column in values and special:
            notes.append((column, f"{TYPES[name].LABEL}不用这一列，内容“{values[column][:40]}”没有导入。"))
    if options and name not in _HAS_OPTIONS and not (name == "judge" and _verdict_letters(options)):
        shown = "；".join(f"{letter}. {text}" for letter, text in options.items())
        notes.append(("options.A", f"{TYPES[name].LABEL}不用选项，“{shown[:80]}”没有导入。"))
    return data, notes


def _options(values: dict[str, str], notes: Notes) -> dict[str, str]:
    options = {letter: values[f"options.{letter}"] for letter in LETTERS if f"options.{letter}" in values}
    lettered = {letter: re.sub(rf"^{letter}\s*[.．、:：]\s*(?=\S)", "", text) for letter, text in options.items()}
    if all(lettered[letter] != text for letter, text in options.items()):
        options = lettered
    if ONE_CELL in values and not options:
        options = _parted(values[ONE_CELL])
        if len(options) < 2:
            notes.append((ONE_CELL, f"“{values[ONE_CELL][:40]}”分不出各个选项。请写成“A.… B.…”或分列填写。"))
    elif ONE_CELL in values:
        notes.append((ONE_CELL, f"已有分列的选项，这一格“{values[ONE_CELL][:40]}”没有导入。"))
    return options


def _parted(cell: str) -> dict[str, str]:
    marks = list(_MARK.finditer(cell))
    if len(marks) >= 2:
        ends = [mark.start() for mark in marks[1:]] + [len(cell)]
        return {mark[1].upper(): cell[mark.end() : end].strip(" \t\n　|｜;；") for mark, end in zip(marks, ends, strict=True)}
    for separator in (r"\n", r"[|｜]", r"[;；]"):
        parts = [part.strip() for part in re.split(separator, cell) if part.strip()]
        if 2 <= len(parts) <= len(LETTERS):
            return dict(zip(LETTERS, parts))
    return {"A": cell}


def _type(values: dict[str, str], options: dict[str, str], sheet_type: str | None, notes: Notes) -> str:
    said = values.get("type", "")
    if name := type_named(said) or sheet_type:
        return name
    guessed = _guessed(values, options)
    start = f"不认识题型“{said[:20]}”" if said else "没有写题型"
    notes.append(("type", f"{start}，按答案和选项当作{TYPES[guessed].LABEL}。请核对。"))
    return guessed


def _guessed(values: dict[str, str], options: dict[str, str]) -> str:
    key = values.get("key", "")
    if len(options) >= 2 and not _verdict_letters(options):
        return "multiple" if len(_letters(key) or "") > 1 else "single"
    if verdict(key) or _verdict_letters(options):
        return "judge"
    return "cloze" if _BLANK.search(values["stem"]) or (_OPEN.search(values["stem"]) and len(key) <= 60) else "short"


def _common(values: dict[str, str], notes: Notes) -> Iterator[tuple[str, Any]]:
    for name in ("stem", "concept", "explanation"):
        if name in values:
            yield name, values[name]
    for name in ("lesson", "points"):
        if name in values:
            yield from _whole(name, values[name], notes)
    for name, labels in (("level", LEVELS), ("pool", POOLS)):
        if name in values:
            found = next((key for key, label in labels.items() if values[name].casefold() in (label, key)), None)
            if found:
                yield name, found
            else:
                notes.append((name, f"“{values[name][:20]}”不在 {'、'.join(labels.values())} 之内，没有导入。"))
    if "evidence" in values:
        yield from _evidence(values["evidence"], notes)


def _whole(name: str, text: str, notes: Notes) -> Iterator[tuple[str, int]]:
    found = re.fullmatch(r"(?:第|lesson[ -]?)?([0-9]{1,4})(?:课|分|字|\.0+)?", unicodedata.normalize("NFKC", text).strip())
    if found:
        yield name, int(found[1])
    else:
        notes.append((name, f"“{text[:20]}”不是整数，没有导入。请改成整数。"))


def _evidence(cell: str, notes: Notes) -> Iterator[tuple[str, Any]]:
    rows = unpack(cell)
    sound = [row for row in rows if len(row) == 2 and "¶" in row[0]]
    if sound:
        yield "evidence", [{"cite": cite, "quote": quote} for cite, quote in sound]
    for row in rows:
        if row not in sound:
            notes.append(("evidence", f"“{'｜'.join(row)[:60]}”没有写成“讲话代号¶段号｜引文”，没有导入。请在审题时补上依据。"))


def _special(name: str, values: dict[str, str], options: dict[str, str], notes: Notes) -> dict[str, Any]:
    key = values.get("key", "")
    data: dict[str, Any] = {}
    if not key:
        notes.append(("key", "没有写答案。"))
    match name:
        case "single" | "multiple" | "order":
            data["options"] = options
            data |= _chosen(name, key, options, notes) if key else {}
        case "judge":
            judged = verdict(key) or verdict(options.get(key.strip().upper(), ""))
            if key and not judged:
                notes.append(("key", f"“{key[:20]}”不是“对”或“错”，没有导入。"))
            data |= {"key": judged} if judged else {}
        case "cloze":
            data |= _cloze(values["stem"], key, notes)
        case "match":
            data |= {"left": _numbered("left", values.get("left", ""), notes), "right": options}
            pairs = re.findall(r"([1-9][0-9]?)\s*[-－—→:：.、]?\s*([A-Ha-h])", unicodedata.normalize("NFKC", key))
            data["key"] = {number: letter.upper() for number, letter in pairs}
            if key and not pairs:
                notes.append(("key", f"“{key[:40]}”没有写成“1C 2A”的样子，没有导入。"))
        case "short":
            data |= {"answer": key} if key else {}
            data |= dict(_whole("limit", values["limit"], notes)) if "limit" in values else {}
            data |= _rubric(values["rubric"], notes) if "rubric" in values else {}
    if "distractors" in values and name in {"single", "multiple", "judge"}:
        data["distractors"] = _numbered("distractors", values["distractors"], notes)
    return data


def _letters(key: str) -> str | None:
    """The letters of a key that is nothing but letters and marks between them."""
    folded = unicodedata.normalize("NFKC", key).upper()
    rest = "".join(c for c in folded if not (c.isspace() or unicodedata.category(c)[0] == "P" or c == "|"))
    return rest if rest and all(c in LETTERS for c in rest) else None


def _chosen(name: str, key: str, options: dict[str, str], notes: Notes) -> dict[str, Any]:
    letters = _letters(key)
    if letters is None:
        by_text = [letter for letter, text in options.items() if fold(text) == fold(key)]
        if len(by_text) != 1:
            notes.append(("key", f"“{key[:40]}”不是选项字母，也不是某个选项的文字，没有导入。请改成选项字母。"))
            return {}
        letters = by_text[0]
    if name == "single" and len(letters) == 1:
        return {"key": letters}
    if name == "single":
        notes.append(("key", f"单选题的答案“{key[:20]}”不止一项，没有导入。请核对题型和答案。"))
        return {}
    return {"key": list(letters)}


def verdict(text: str) -> str | None:
    """“对” or “错” as people write it in a key, None when it is neither."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip().strip("。.()（）")
    return "对" if folded in _TRUE else "错" if folded in _FALSE else None


def _verdict_letters(options: dict[str, str]) -> bool:
    return len(options) == 2 and {verdict(text) for text in options.values()} == {"对", "错"}


def _cloze(stem: str, key: str, notes: Notes) -> dict[str, Any]:
    if not _BLANK.search(stem):
        count = 0

        def number(_: re.Match[str]) -> str:
            nonlocal count
            count += 1
            return f"{{{count}}}"

        stem = _OPEN.sub(number, stem)
        if not count:
            notes.append(("stem", "填空题的题干里没有空。请在填空处写 {1}、{2}。"))
    blanks = [found[0][1:-1] for found in _BLANK.finditer(stem)]
    return {"stem": stem} | ({"blanks": _answers(key, blanks, notes)} if key else {})


def _answers(key: str, blanks: list[str], notes: Notes) -> dict[str, list[str]]:
    packed = unpack(key)
    if packed and all(len(row) >= 2 and re.fullmatch("[1-9][0-9]?", row[0]) for row in packed):
        return {row[0]: row[1:] for row in packed}
    if len(blanks) <= 1:
        return {blanks[0] if blanks else "1": [key]}
    for separator in (r"[;；]", r"[|｜]", r"\n", "、", "[,，]", r"\s+"):
        parts = [part.strip() for part in re.split(separator, key) if part.strip()]
        if len(parts) == len(blanks):
            return {blank: [part] for blank, part in zip(blanks, parts, strict=True)}
    notes.append(("key", f"题干有 {len(blanks)} 空，答案“{key[:40]}”分不成 {len(blanks)} 份，都放在第 1 空。请一行一空写成“1｜答案”。"))
    return {blanks[0]: [key]}


def _numbered(name: str, cell: str, notes: Notes) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in unpack(cell):
        if len(row) == 2 and row[0] and row[0] not in found:
            found[row[0]] = row[1]
        else:
            notes.append((name, f"“{'｜'.join(row)[:60]}”没有写成“编号｜内容”，或编号重复，没有导入。"))
    return found


def _rubric(cell: str, notes: Notes) -> dict[str, Any]:
    points = []
    for row in unpack(cell):
        if len(row) >= 2 and re.fullmatch("[1-9][0-9]{0,2}", row[1]):
            points.append({"point": row[0], "points": int(row[1]), "words": [word for word in row[2:] if word]})
        else:
            notes.append(("rubric", f"“{'｜'.join(row)[:60]}”没有写成“要点｜分值｜关键词”，没有导入。"))
    return {"rubric": points} if points else {}
