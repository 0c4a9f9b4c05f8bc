"""A Moodle question as the fields of an item, with all that text can hold."""

from __future__ import annotations

from typing import Any

from lxml import etree

from exercises.interchange import embedded, rich
from exercises.interchange.about import fields
from exercises.interchange.model import Reading
from exercises.interchange.moodlewrite import FALSE, ONE_NEXT, TRUE
from exercises.items.options import LETTERS


def common(question: etree._Element, where: str, reading: Reading) -> dict[str, Any]:
    """The fields that questions of every type have."""
    data: dict[str, Any] = {}
    tags = [tag.findtext("text") or "" for tag in question.findall("tags/tag")]
    told, rest = fields(tuple(tag.partition("：")[::2]) for tag in tags)
    if name := (question.findtext("idnumber") or "").strip():
        data["id"] = name
    data |= told
    stem = rich.parsed(question.findtext("questiontext/text") or "")
    data["stem"] = rich.plain(stem)
    if question.find(".//file") is not None or rich.pictures(stem):
        reading.remark(where, "题目带有图片、表格或附件，只收了文字。")
    grade = question.findtext("defaultgrade") or ""
    if whole := _whole(grade):
        data["points"] = whole
    elif grade:
        reading.remark(where, f"分值“{grade[:20]}”不是整数，没有导入。")
    explanation, evidence = rich.split(rich.parsed(question.findtext("generalfeedback/text") or ""))
    data |= {"explanation": explanation} if explanation else {}
    data |= {"evidence": evidence} if evidence else {}
    if rest:
        reading.remark(where, f"标签“{'”“'.join(rest)[:80]}”没有对应的字段，没有导入。")
    for hint in question.findall("hint"):
        reading.remark(where, f"提示“{rich.plain(rich.parsed(hint.findtext('text') or ''))[:60]}”没有对应的字段，没有导入。")
    return data


def category(question: etree._Element) -> str:
    """The name of the category that questions after this one belong to."""
    return _said(question, "category")


def _whole(text: str) -> int | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number == number and abs(number) < 1e6 and number == int(number) else None


def _said(element: etree._Element, name: str) -> str:
    return rich.plain(rich.parsed(element.findtext(f"{name}/text") or ""))


def _own(element: etree._Element) -> str:
    return rich.plain(rich.parsed(element.findtext("text") or ""))


def _read_choices(question: etree._Element, where: str, reading: Reading) -> dict[str, Any]:
    answers = question.findall("answer")
    single = (question.findtext("single") or "true").strip() in ("true", "1")
    right = [n for n, answer in enumerate(answers) if _fraction(answer) > 0]
    if single and any(0 < _fraction(answers[n]) < 100 for n in right):
        reading.remark(where, "单选题里有得部分分的选项，只把满分的当作答案。")
        right = [n for n in right if _fraction(answers[n]) >= 100]
    if len(answers) > len(LETTERS):
        extra = "；".join(_own(answer)[:40] for answer in answers[len(LETTERS) :])
        reading.remark(where, f"选项多于 {len(LETTERS)} 个，多出的“{extra[:200]}”没有导入。")
    letters = dict(zip(range(len(answers)), LETTERS))
    key = [letters[n] for n in right if n in letters]
    notes = {letters[n]: note for n, answer in enumerate(answers) if n in letters and (note := _said(answer, "feedback"))}
    for letter in key:
        if letter in notes:
            reading.remark(where, f"正确选项 {letter} 的反馈“{notes.pop(letter)[:60]}”没有对应的字段，没有导入。")
    data: dict[str, Any] = {"type": "single" if single else "multiple", "options": {letters[n]: _own(a) for n, a in enumerate(answers) if n in letters}}
    if single and len(key) == 1:
        data["key"] = key[0]
    elif not single and key:
        data["key"] = key
    else:
        reading.remark(where, "没有唯一的满分选项，答案没有导入。" if single else "没有得分的选项，答案没有导入。")
    return data | ({"distractors": notes} if notes else {})


def _fraction(answer: etree._Element) -> float:
    try:
        return float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0


def _read_verdict(question: etree._Element, where: str, reading: Reading) -> dict[str, Any]:
    data: dict[str, Any] = {"type": "judge"}
    notes = {}
    for answer in question.findall("answer"):
        verdict = TRUE if (answer.findtext("text") or "").strip().lower() == "true" else FALSE
        if _fraction(answer) > 0:
            data["key"] = verdict
        elif note := _said(answer, "feedback"):
            notes[verdict] = note
    if "key" not in data:
        reading.remark(where, "没有得分的一项，答案没有导入。")
    return data | ({"distractors": notes} if notes else {})


def _read_cloze(question: etree._Element, where: str, reading: Reading) -> dict[str, Any]:
    text = rich.plain(rich.parsed(question.findtext("questiontext/text") or ""))
    stem, blanks, notes = embedded.taken_apart(text)
    for note in notes:
        reading.remark(where, note)
    return {"type": "cloze", "stem": stem, "blanks": blanks}


def _read_answer(question: etree._Element, where: str, reading: Reading) -> dict[str, Any]:
    """A short answer of Moodle is a cloze with one blank, which stands at the end."""
    right = [_own(answer) for answer in question.findall("answer") if _fraction(answer) >= 100]
    for answer in question.findall("answer"):
        if _fraction(answer) < 100:
            reading.remark(where, f"得部分分的答案“{_own(answer)[:40]}”没有导入。")
    stem = rich.plain(rich.parsed(question.findtext("questiontext/text") or ""))
    return {"type": "cloze", "stem": f"{stem}{{1}}", "blanks": {"1": right}}


def _read_ordering(question: etree._Element, where: str, reading: Reading) -> dict[str, Any]:
    if question.findtext("gradingtype") not in (None, "", ONE_NEXT):
        reading.remark(where, "Moodle 里的评分办法与本课程不同，导入后按前后相邻得分。")
    texts = [_own(answer) for answer in question.findall("answer")][: len(LETTERS)]
    letters = _letters(question, len(texts))
    options = dict(sorted(zip(letters, texts, strict=True)))
    return {"type": "order", "options": options, "key": letters}


def _letters(question: etree._Element, number: int) -> list[str]:
    """The letters of entries in their right order, as the bank had them, or else dealt so that none shows the order."""
    said = list((question.findtext("xuncha-letters") or "").strip())
    if len(said) == number and sorted(said) == list(LETTERS[:number]):
        return said
    return [LETTERS[(n + 1) % number] for n in range(number)]


def _read_matching(question: etree._Element, where: str, reading: Reading) -> dict[str, Any]:
    subs = question.findall("subquestion")
    left = [rich.plain(rich.parsed(sub.findtext("text") or "")) for sub in subs]
    answers = [(sub.findtext("answer/text") or "").strip() for sub in subs]
    distinct = list(dict.fromkeys(answers))
    said = list((question.findtext("xuncha-letters") or "").strip())
    if len(distinct) > len(LETTERS):
        reading.remark(where, f"右边多于 {len(LETTERS)} 项，多出的没有导入。")
        distinct = distinct[: len(LETTERS)]
    if len(said) == len(answers) and sorted(set(said)) == list(LETTERS[: len(set(said))]):
        right = dict(sorted(zip(said, answers, strict=True)))
        chosen = said
    else:
        letter = {text: LETTERS[(n + 1) % len(distinct)] for n, text in enumerate(distinct)}
        right = dict(sorted((name, text) for text, name in letter.items()))
        chosen = [letter.get(text, "") for text in answers]
    pairs = [(text, name) for text, name in zip(left, chosen, strict=True) if text]
    return {
        "type": "match",
        "left": {str(n): text for n, (text, _) in enumerate(pairs, 1)},
        "right": right,
        "key": {str(n): name for n, (_, name) in enumerate(pairs, 1) if name},
    }


def _read_essay(question: etree._Element, where: str, reading: Reading) -> dict[str, Any]:
    guide = rich.parsed(question.findtext("graderinfo/text") or "")
    if len(guide) == 1 and guide[0].tag == "div":
        guide = guide[0]
    answer, rubric = guide.find("blockquote"), []
    for entry in guide.findall("ol/li"):
        words = ["".join(code.itertext()) for code in entry.findall("code")]
        point = entry.find("p")
        if point is not None and (entry.get("title") or "").isdigit():
            rubric.append({"point": rich.plain(point), "points": int(entry.get("title", "0")), "words": words})
    data: dict[str, Any] = {"type": "short"}
    if answer is not None and rubric:
        return data | {"answer": rich.plain(answer), "rubric": rubric}
    if words_ := rich.plain(guide):
        data["answer"] = words_
        reading.remark(where, "评卷说明里没有本课程的评分点，整段作为参考答案收下。请在审题时写出评分点。")
    return data


READERS = {
    "multichoice": _read_choices,
    "truefalse": _read_verdict,
    "cloze": _read_cloze,
    "shortanswer": _read_answer,
    "ordering": _read_ordering,
    "matching": _read_matching,
    "essay": _read_essay,
}
"""By Moodle's name of the type, the fields that only questions of this type have."""
