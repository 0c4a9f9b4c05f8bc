"""A QTI item's element (namespaces taken off) as the fields of an item."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from exercises.interchange import rich
from exercises.interchange.about import fields
from exercises.interchange.bounds import MAX_TEXT
from exercises.interchange.model import Found, Reading, Unread
from exercises.interchange.rows import verdict
from exercises.items.options import LETTERS

Data = dict[str, Any]
"""Fields of an item, as `Found` has them."""

_INTERACTIONS = {
    "choiceInteraction": "single",
    "orderInteraction": "order",
    "matchInteraction": "match",
    "textEntryInteraction": "cloze",
    "extendedTextInteraction": "short",
}


def item_of(root: etree._Element, where: str, reading: Reading) -> None:
    """Add the item to the reading, or say why it is none."""
    body = root.find("itemBody")
    found = [] if body is None else [one for one in body.iter() if isinstance(one.tag, str) and one.tag.endswith("Interaction")]
    kinds = {one.tag for one in found}
    if body is None or len(kinds) != 1 or not kinds <= _INTERACTIONS.keys() or (len(found) > 1 and kinds != {"textEntryInteraction"}):
        words = " ".join("".join(root.itertext()).split())[:MAX_TEXT]
        said = "、".join(sorted(kinds)) or "没有作答处"
        reading.unread.append(Unread(where, f"没有与它（{said[:80]}）相当的题型", words))
        return
    data = _identified(root)
    data |= _told(body, where, reading)
    kind = _INTERACTIONS[found[0].tag]
    read = {"single": _choice, "order": _order, "match": _match, "cloze": _cloze, "short": _short}[kind]
    data |= read(root, body, found[0], data, where, reading)
    if rich.pictures(body):
        reading.remark(where, "题目带有图片、表格或附件，只收了文字。")
    data |= _explained(root, data, where, reading)
    reading.found.append(Found(where, data))


def _identified(root: etree._Element) -> dict[str, Any]:
    name = (root.get("identifier") or "").removeprefix("item-")
    return {"id": name} if name else {}


def _told(body: etree._Element, where: str, reading: Reading) -> dict[str, Any]:
    listed = next((one for one in body.findall("rubricBlock/dl") if one.get("class") == "xuncha-about"), None)
    if listed is None:
        return {}
    terms = [(term.text or "", (term.getnext().text or "") if term.getnext() is not None else "") for term in listed.findall("dt")]
    data, rest = fields(pair for pair in terms if pair[0] != "分值")
    points = dict(terms).get("分值", "")
    if points.isdigit() and len(points) < 4:
        data["points"] = int(points)
    if rest:
        reading.remark(where, f"说明“{'”“'.join(rest)[:80]}”没有对应的字段，没有导入。")
    return data


def _stem(body: etree._Element, interaction: etree._Element) -> str:
    """What stands before the interaction, then its prompt."""
    prompt = interaction.find("prompt")
    whole = deepcopy(body)
    for one in list(whole.iter("rubricBlock", *_INTERACTIONS)):
        _drop(one)
    parts = [rich.plain(whole), rich.plain(prompt) if prompt is not None else ""]
    return "\n".join(part for part in parts if part)


def _drop(element: etree._Element) -> None:
    """Take an element out, leaving the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _named(choices: list[etree._Element]) -> dict[str, str]:
    """Letters by QTI identifier: their own when they are letters in order, else by place."""
    ids = [choice.get("identifier") or "" for choice in choices]
    return dict(zip(ids, LETTERS))


def _correct(root: etree._Element, interaction: etree._Element) -> list[str]:
    name = interaction.get("responseIdentifier")
    declared = next((one for one in root.findall("responseDeclaration") if one.get("identifier") == name), None)
    if declared is None:
        return []
    values = [(value.text or "").strip() for value in declared.findall("correctResponse/value")]
    return values or [entry.get("mapKey") or "" for entry in declared.findall("mapping/mapEntry") if _positive(entry.get("mappedValue"))]


def _positive(text: str | None) -> bool:
    try:
        return float(text or 0) > 0
    except ValueError:
        return False


def _choice(root: etree._Element, body: etree._Element, interaction: etree._Element, told: Data, where: str, reading: Reading) -> Data:
    choices = interaction.findall("simpleChoice")
    letters, right = _named(choices), _correct(root, interaction)
    texts = {choice.get("identifier") or "": rich.plain(choice) for choice in choices}
    data: dict[str, Any] = {"stem": _stem(body, interaction)}
    verdicts = {name: verdict(text) for name, text in texts.items()}
    if told.get("type") == "judge" or ("type" not in told and len(texts) == 2 and set(verdicts.values()) == {"对", "错"}):
        key = next((verdicts[name] for name in right if verdicts.get(name)), None)
        return data | {"type": "judge"} | ({"key": key} if key else {})
    if len(choices) > len(LETTERS):
        reading.remark(where, f"选项多于 {len(LETTERS)} 个，多出的没有导入。")
    key_letters = [letters[name] for name in right if name in letters]
    data["options"] = {letters[name]: text for name, text in texts.items() if name in letters}
    many = told.get("type") == "multiple" or interaction.get("maxChoices") not in ("1", None) or len(key_letters) > 1
    data["type"] = "multiple" if many else "single"
    if not key_letters:
        reading.remark(where, "没有写正确答案。")
        return data
    return data | {"key": key_letters if many else key_letters[0]}


def _order(root: etree._Element, body: etree._Element, interaction: etree._Element, told: Data, where: str, reading: Reading) -> Data:
    choices = interaction.findall("simpleChoice")
    letters = _named(choices)
    if len(choices) > len(LETTERS):
        reading.remark(where, f"选项多于 {len(LETTERS)} 个，多出的没有导入。")
    return {
        "type": "order",
        "stem": _stem(body, interaction),
        "options": {letter: rich.plain(choice) for choice, letter in zip(choices, LETTERS)},
        "key": [letters[name] for name in _correct(root, interaction) if name in letters],
    }


def _match(root: etree._Element, body: etree._Element, interaction: etree._Element, told: Data, where: str, reading: Reading) -> Data:
    sides = [one.findall("simpleAssociableChoice") for one in interaction.findall("simpleMatchSet")]
    left, right = sides if len(sides) == 2 else ([], [])
    numbers = {choice.get("identifier") or "": str(n) for n, choice in enumerate(left, 1)}
    letters = _named(right)
    if len(right) > len(LETTERS):
        reading.remark(where, f"右边多于 {len(LETTERS)} 项，多出的没有导入。")
    key: dict[str, str] = {}
    for pair in _correct(root, interaction):
        one, _, other = pair.partition(" ")
        if one in numbers and other in letters:
            key.setdefault(numbers[one], letters[other])
    return {
        "type": "match",
        "stem": _stem(body, interaction),
        "left": {str(n): rich.plain(choice) for n, choice in enumerate(left, 1)},
        "right": {letter: rich.plain(choice) for choice, letter in zip(right, LETTERS)},
        "key": key,
    }


def _cloze(root: etree._Element, body: etree._Element, interaction: etree._Element, told: Data, where: str, reading: Reading) -> Data:
    whole = deepcopy(body)
    for one in list(whole.iter("rubricBlock")):
        _drop(one)
    blanks: dict[str, list[str]] = {}
    for n, one in enumerate(list(whole.iter("textEntryInteraction")), 1):
        declared = [d for d in root.findall("responseDeclaration") if d.get("identifier") == one.get("responseIdentifier")]
        mapped = [entry.get("mapKey") or "" for d in declared for entry in d.findall("mapping/mapEntry") if _positive(entry.get("mappedValue"))]
        right = [(value.text or "") for d in declared for value in d.findall("correctResponse/value")]
        blanks[str(n)] = list(dict.fromkeys(text for text in [*right, *mapped] if text.strip()))
        one.tag = "span"
        one.text = f"{{{n}}}"
    return {"type": "cloze", "stem": rich.plain(whole), "blanks": blanks}


def _short(root: etree._Element, body: etree._Element, interaction: etree._Element, told: Data, where: str, reading: Reading) -> Data:
    data: dict[str, Any] = {"type": "short", "stem": _stem(body, interaction)}
    rubric = []
    for block in body.findall("rubricBlock"):
        for part in block:
            texts = [rich.plain(entry) for entry in part.findall("dd")]
            worth = part.findtext("dt") or ""
            if part.get("class") == "xuncha-answer":
                data["answer"] = rich.plain(part)
            elif part.get("class") == "xuncha-rubric" and texts and worth.isdigit() and len(worth) < 4:
                rubric.append({"point": texts[0], "points": int(worth), "words": texts[1:]})
            elif part.get("class") != "xuncha-about":
                reading.remark(where, f"评分说明“{rich.plain(part)[:80]}”没有对应的字段，没有导入。")
    return data | ({"rubric": rubric} if rubric else {})


def _explained(root: etree._Element, data: dict[str, Any], where: str, reading: Reading) -> dict[str, Any]:
    notes: dict[str, str] = {}
    found: dict[str, Any] = {}
    interaction = root.find("itemBody//choiceInteraction")
    choices = [] if interaction is None else interaction.findall("simpleChoice")
    names = {"true": "对", "false": "错"} if data.get("type") == "judge" else _named(choices)
    for feedback in root.findall("modalFeedback"):
        name = feedback.get("identifier") or ""
        if name == "EXPLANATION":
            explanation, evidence = rich.split(feedback)
            found |= ({"explanation": explanation} if explanation else {}) | ({"evidence": evidence} if evidence else {})
        elif name in names:
            notes[names[name]] = rich.plain(feedback)
        else:
            reading.remark(where, f"反馈“{rich.plain(feedback)[:60]}”没有对应的字段，没有导入。")
    return found | ({"distractors": notes} if notes else {})
