"""GIFT, Moodle's text format. It has no ordering and one blank a question; the rest goes in and out.

A comment before each question carries what GIFT has no place for, as one line of
JSON; Moodle passes comments over, but takes ``[id:…]`` in them as the id number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from exercises.interchange.bounds import check_count, text_of
from exercises.interchange.model import Found, InterchangeError, Reading, Remark, Unread, Written
from exercises.items import Item
from exercises.items.cloze import BLANK
from exercises.items.options import LETTERS

LABEL = "GIFT"
SUFFIX = ".gift"

_ABOUT = "// xuncha: "
_IN_TEXT = {"stem", "options", "key", "blanks", "left", "right", "distractors", "explanation", "status"}
"""Fields that GIFT's own text holds."""
_SPECIAL = re.compile(r"[\\~=#{}:\n]")
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]+)?)%")
_FORMAT = re.compile(r"^\s*\[(?:html|moodle|plain|markdown)\]")


def write(items: Sequence[Item]) -> Written:
    """The items as GIFT text. Orders, clozes of several blanks and a few texts are left out, which is said."""
    blocks, remarks, left_out = [], [], []
    for item in items:
        if why := _cannot(item):
            remarks.append(Remark(item.id, f"{why}，这道题没有写入。"))
            left_out.append(item.id)
        else:
            blocks.append(_block(item))
            if item.type == "short":
                remarks.append(Remark(item.id, "GIFT 的简答题没有评分点，评分点写在注释里，导入别的系统后看不到。"))
    return Written(("\n\n".join(blocks) + "\n").encode(), tuple(remarks), tuple(left_out))


def _cannot(item: Any) -> str:
    if item.type == "order":
        return "GIFT 没有排序题"
    if item.type == "cloze" and (len(item.blanks) != 1 or len(BLANK.findall(item.stem)) != 1):
        return "GIFT 的填空题只能有一个空"
    if item.type == "match":
        if any("->" in text for text in item.left.values()):
            return "左边的文字里有“->”，GIFT 会把它当作配对的箭头"
    return ""


def _block(item: Any) -> str:
    rest = {name: value for name, value in item.model_dump(mode="json").items() if name not in _IN_TEXT}
    if item.type == "match":
        rest["letters"] = "".join([*(item.key[number] for number in item.left), *_surplus(item)])
    head = f"// [id:{item.id}]\n{_ABOUT}{json.dumps(rest, ensure_ascii=True)}\n::{_escape(item.id)}::[plain]"
    general = f"####{_escape(item.explanation)}"
    if item.type == "cloze":
        before, _, after = BLANK.split(item.stem)
        accepted = " ".join(f"={_escape(text)}" for text in next(iter(item.blanks.values())))
        return f"{head}{_escape(before)}{{{accepted}{general}}}{_escape(after)}"
    return f"{head}{_escape(item.stem)}{{{_answers(item)}{general}}}"


def _answers(item: Any) -> str:
    match item.type:
        case "judge":
            wrong = _escape(item.distractors.get("错" if item.key == "对" else "对", ""))
            return ("TRUE" if item.key == "对" else "FALSE") + (f"#{wrong}" if wrong else "")
        case "match":
            pairs = [(text, item.key[number]) for number, text in item.left.items()] + [("", letter) for letter in _surplus(item)]
            return "".join(f"\n={_escape(text)} -> {_escape(item.right[letter])}" for text, letter in pairs) + "\n"
        case "short":
            return ""
        case _:
            return "".join(_option(item, letter, text) for letter, text in item.options.items()) + "\n"


def _surplus(item: Any) -> list[str]:
    """The options on the right that nothing on the left wants; Moodle takes pairs without a left side for them."""
    return [letter for letter in item.right if letter not in item.key.values()]


def _option(item: Any, letter: str, text: str) -> str:
    key = [item.key] if item.type == "single" else item.key
    note = _escape(item.distractors.get(letter, ""))
    if item.type == "single":
        mark = "=" if letter in key else "~%0%"
    else:
        mark = f"~%{100 / len(key):.5f}".rstrip("0").rstrip(".") + "%" if letter in key else "~%-100%"
    return f"\n{mark}{_escape(text)}" + (f"#{note}" if note else "")


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\n" if found[0] == "\n" else "\\" + found[0], text)


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text, flags=re.DOTALL).strip()


def read(data: bytes) -> Reading:
    """The questions of a GIFT file. Raises InterchangeError when it has none."""
    text = text_of(data).replace("\r\n", "\n").replace("\r", "\n")
    blocks = [(line, *_parted(block)) for line, block in _blocks(text)]
    if not any(_halves(body) for _, body, _ in blocks):
        raise InterchangeError("没有找到 GIFT 题目（花括号里写答案）。请确认文件格式，或用 --format 指明。")
    check_count(len(blocks), "题")
    reading = Reading()
    for line, body, comments in blocks:
        where = f"第 {line} 行"
        if body.startswith("$CATEGORY:"):
            reading.remark(where, f"类别“{body[10:].strip()[:60]}”没有对应的字段，没有导入。")
        elif body:
            _question(body, comments, where, reading)
    return reading


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with the numbers of their first lines; a blank line inside braces ends none."""
    start, kept = 1, []
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            if not kept:
                start = n
            kept.append(line)
        elif kept:
            yield start, "\n".join(kept)
            kept = []
    if kept:
        yield start, "\n".join(kept)


def _parted(block: str) -> tuple[str, list[str]]:
    """A block without its comments, and the comments."""
    lines = block.split("\n")
    comments = [one.strip() for one in lines if one.lstrip().startswith("//")]
    return "\n".join(one for one in lines if not one.lstrip().startswith("//")).strip(), comments


def _question(body: str, comments: list[str], where: str, reading: Reading) -> None:
    parts = _halves(body)
    if parts is None:
        reading.unread.append(Unread(where, "没有写在花括号里的答案，或写了几处，不是能收下的 GIFT 题目", body))
        return
    before, inside, after = parts
    data = _about(comments, where, reading)
    name = re.match(r"::((?:\\.|[^\\])*?)::", before, re.DOTALL)
    if name:
        before = before[name.end() :]
        if "id" not in data and re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", _unescape(name[1])):
            data["id"] = _unescape(name[1])
    before = _FORMAT.sub("", before)
    inside, _, general = _cut(inside, "####")
    if general.strip():
        data["explanation"] = _unescape(general)
    letters = data.pop("letters", None)
    data |= _told(inside.strip(), before, after, letters, where, reading)
    reading.found.append(Found(where, data))


def _halves(body: str) -> tuple[str, str, str] | None:
    """What stands before, in and after the one pair of braces."""
    marks = [found.start() for found in re.finditer(r"\\.|[{}]", body, re.DOTALL) if found[0] in "{}"]
    if len(marks) != 2 or body[marks[0]] != "{" or body[marks[1]] != "}":
        return None
    return body[: marks[0]], body[marks[0] + 1 : marks[1]], body[marks[1] + 1 :]


def _cut(text: str, mark: str) -> tuple[str, str, str]:
    """The text before and after the first ``mark`` that is not escaped."""
    for found in re.finditer(rf"\\.|{re.escape(mark)}", text, re.DOTALL):
        if found[0] == mark:
            return text[: found.start()], mark, text[found.end() :]
    return text, "", ""


def _about(comments: list[str], where: str, reading: Reading) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for comment in comments:
        if comment.startswith(_ABOUT):
            try:
                told = json.loads(comment[len(_ABOUT) :])
            except (ValueError, RecursionError):
                told = None
            if isinstance(told, dict):
                data |= {name: value for name, value in told.items() if name not in _IN_TEXT}
                continue
        if found := re.search(r"\[id:([^\]]+)\]", comment):
            data.setdefault("id", found[1].strip())
        else:
            reading.remark(where, f"注释“{comment.strip()[:60]}”没有导入。")
    return data


def _told(inside: str, before: str, after: str, letters: Any, where: str, reading: Reading) -> dict[str, Any]:
    stem = _unescape(before + after)
    first, _, feedback = _cut(inside, "#")
    if not inside:
        return {"type": "short", "stem": stem}
    if first.strip().upper() in {"T", "TRUE", "F", "FALSE"}:
        key = "对" if first.strip().upper().startswith("T") else "错"
        wrong, _, right = _cut(feedback, "#")
        if right.strip():
            reading.remark(where, f"答对时的反馈“{_unescape(right)[:60]}”没有对应的字段，没有导入。")
        notes = {"distractors": {"错" if key == "对" else "对": _unescape(wrong)}} if wrong.strip() else {}
        return {"type": "judge", "stem": stem, "key": key, **notes}
    if inside.startswith("#"):
        reading.remark(where, f"数值题的答案“{inside[1:][:40]}”照文字收下，不带误差范围。")
        return {"type": "cloze", "stem": f"{stem}{{1}}", "blanks": {"1": [_unescape(inside[1:])]}}
    answers = list(_alternatives(inside))
    if any("->" in text for mark, text, _ in answers) and all(mark == "=" for mark, _, _ in answers):
        return {"stem": stem} | _matching(answers, letters)
    if any(mark == "~" for mark, _, _ in answers):
        return {"stem": stem} | _options(answers, where, reading)
    for _, text, note in answers:
        if note:
            reading.remark(where, f"答案的反馈“{note[:60]}”没有对应的字段，没有导入。")
    accepted = [_unescape(_WEIGHT.sub("", text, count=1)) for _, text, _ in answers]
    return {"type": "cloze", "stem": f"{_raw(before)}{{1}}{_raw(after)}".strip(), "blanks": {"1": accepted}}


def _raw(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text, flags=re.DOTALL)


def _alternatives(inside: str) -> Iterator[tuple[str, str, str]]:
    """Mark (``=`` or ``~``), text still escaped, and feedback of each answer."""
    starts = [found.start() for found in re.finditer(r"\\.|[=~]", inside, re.DOTALL) if found[0] in "=~"]
    for start, end in zip(starts, [*starts[1:], len(inside)], strict=True):
        text, _, note = _cut(inside[start + 1 : end], "#")
        yield inside[start], text.strip(), _unescape(note)


def _options(answers: list[tuple[str, str, str]], where: str, reading: Reading) -> dict[str, Any]:
    if len(answers) > len(LETTERS):
        reading.remark(where, f"选项多于 {len(LETTERS)} 个，多出的“{'；'.join(_unescape(t) for _, t, _ in answers[len(LETTERS) :])[:200]}”没有导入。")
    options, notes, weights = {}, {}, {}
    for letter, (mark, text, note) in zip(LETTERS, answers):
        found = _WEIGHT.match(text)
        weights[letter] = 100.0 if mark == "=" else float(found[1]) if found else 0.0
        options[letter] = _unescape(text[found.end() :] if found and mark == "~" else text)
        if note:
            notes[letter] = note
    single = any(mark == "=" for mark, _, _ in answers)
    right = [letter for letter, weight in weights.items() if weight > 0 and (not single or weight == 100)]
    for letter in right:
        if letter in notes:
            reading.remark(where, f"正确选项 {letter} 的反馈“{notes.pop(letter)[:60]}”没有对应的字段，没有导入。")
    data: dict[str, Any] = {"type": "single" if single else "multiple", "options": options}
    if single and len(right) != 1:
        reading.remark(where, f"单选题标了 {len(right)} 个正确选项，答案没有导入。请核对。")
    elif right:
        data["key"] = right[0] if single else right
    return data | ({"distractors": notes} if notes else {})


def _matching(answers: list[tuple[str, str, str]], letters: Any) -> dict[str, Any]:
    pairs = [tuple(_unescape(side) for side in _cut(text, "->")[::2]) for _, text, _ in answers]
    distinct = list(dict.fromkeys(right for _, right in pairs))[: len(LETTERS)]
    name = {text: LETTERS[(n + 1) % len(distinct)] for n, text in enumerate(distinct)}
    if isinstance(letters, str) and len(letters) == len(pairs) and set(letters) <= set(LETTERS):
        chosen = list(letters)
        right = dict(sorted((letter, text) for letter, (_, text) in zip(chosen, pairs, strict=True)))
    else:
        chosen = [name.get(text, "") for _, text in pairs]
        right = dict(sorted((letter, text) for text, letter in name.items()))
    asked = [(left, letter) for (left, _), letter in zip(pairs, chosen, strict=True) if left]
    return {
        "type": "match",
        "left": {str(n): left for n, (left, _) in enumerate(asked, 1)},
        "right": right,
        "key": {str(n): letter for n, (_, letter) in enumerate(asked, 1) if letter},
    }
