"""Moodle XML: written so that Moodle scores as the item says, read with all that text can hold.

Moodle's own question types are used: multichoice, truefalse, cloze, ordering (in
Moodle since 4.4), matching, essay. What they have no field for goes into tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from exercises.interchange import embedded, rich
from exercises.interchange.about import about, fields
from exercises.interchange.bounds import MAX_TEXT, check_count, xml
from exercises.interchange.model import Found, InterchangeError, Reading, Remark, Unread, Written
from exercises.items import Item
from exercises.items.options import LETTERS

LABEL = "Moodle XML"
SUFFIX = ".xml"

_KIND = {
    "single": "multichoice",
    "multiple": "multichoice",
    "judge": "truefalse",
    "cloze": "cloze",
    "order": "ordering",
    "match": "matching",
    "short": "essay",
}
_ONE_NEXT = "RELATIVE_NEXT_EXCLUDE_LAST"
"""Moodle's grading of an order by its neighbouring pairs, the last item left out: the rule of this course."""
_TRUE, _FALSE = "对", "错"


def write(items: Sequence[Item]) -> Written:
    """The items as a ``<quiz>``. Points are whole; part marks follow Moodle's rounding."""
    quiz = etree.Element("quiz")
    remarks = [Remark("", "Moodle 的部分分不像本课程那样取到一位小数，少选、错配、错序时得分会略有出入。")] if items else []
    for item in items:
        quiz.append(_question(item))
        remarks += [Remark(item.id, message) for message in _lost(item)]
    return Written(etree.tostring(quiz, encoding="UTF-8", xml_declaration=True, pretty_print=False), tuple(remarks))


def _lost(item: Any) -> Iterator[str]:
    if item.type == "cloze":
        yield "Moodle 逐字比对填空，不会忽略引号、空格和全角半角的不同。"
        if item.points % len(item.blanks):
            yield f"{item.points} 分不能平分给 {len(item.blanks)} 个空，Moodle 里每空 1 分，请在测验里另设分值。"


def _question(item: Any) -> etree._Element:
    question = etree.Element("question", type=_KIND[item.type])
    _text(question, "name", item.id)
    stem = embedded.stem(item) if item.type == "cloze" else rich.fragment(item.stem)
    _html(question, "questiontext", stem)
    _html(question, "generalfeedback", rich.explained(item.explanation, item.evidence))
    _leaf(question, "defaultgrade", str(item.points))
    _leaf(question, "penalty", "0")
    _leaf(question, "hidden", "0")
    _leaf(question, "idnumber", item.id)
    _ANSWERS[item.type](question, item)
    tags = etree.SubElement(question, "tags")
    for label, value in about(item).items():
        _text(tags, "tag", f"{label}：{value}")
    return question


def _choices(question: etree._Element, item: Any) -> None:
    right = {item.key} if item.type == "single" else set(item.key)
    _leaf(question, "single", "true" if item.type == "single" else "false")
    _leaf(question, "shuffleanswers", "false")
    _leaf(question, "answernumbering", "ABCD")
    wrong = "0" if item.type == "single" else "-100"
    for letter, text in item.options.items():
        answer = _answer(question, _share(len(right)) if letter in right else wrong, rich.fragment(text))
        _html(answer, "feedback", rich.fragment(item.distractors.get(letter, "")))


def _verdict(question: etree._Element, item: Any) -> None:
    for verdict, word in ((_TRUE, "true"), (_FALSE, "false")):
        answer = etree.SubElement(question, "answer", fraction="100" if item.key == verdict else "0", format="moodle_auto_format")
        _leaf(answer, "text", word)
        _html(answer, "feedback", rich.fragment(item.distractors.get(verdict, "")))


def _ordering(question: etree._Element, item: Any) -> None:
    _leaf(question, "layouttype", "VERTICAL")
    _leaf(question, "selecttype", "ALL")
    _leaf(question, "selectcount", "0")
    _leaf(question, "gradingtype", _ONE_NEXT)
    _leaf(question, "showgrading", "SHOW")
    for place, letter in enumerate(item.key, 1):
        answer = _answer(question, str(place), rich.fragment(item.options.get(letter, "")))
        _html(answer, "feedback", "")
    _dealt(question, item.key)


def _dealt(question: etree._Element, key: Sequence[str]) -> None:
    """The order in which the bank shows the options; Moodle shuffles by itself and passes this over."""
    _leaf(question, "xuncha-letters", "".join(key))


def _matching(question: etree._Element, item: Any) -> None:
    _leaf(question, "shuffleanswers", "true")
    for number, text in item.left.items():
        sub = etree.SubElement(question, "subquestion", format="html")
        _leaf(sub, "text", rich.fragment(text))
        _text(sub, "answer", item.right.get(item.key.get(number, ""), ""))
    for letter, text in item.right.items():
        if letter not in item.key.values():
            sub = etree.SubElement(question, "subquestion", format="html")
            _leaf(sub, "text", "")
            _text(sub, "answer", text)
    _dealt(question, [item.key.get(number, "") for number in item.left] + [name for name in item.right if name not in item.key.values()])


def _essay(question: etree._Element, item: Any) -> None:
    _leaf(question, "responseformat", "plain")
    _leaf(question, "responserequired", "1")
    guide = etree.Element("div")
    answer = etree.SubElement(guide, "blockquote")
    rich.fill(answer, item.answer)
    points = etree.SubElement(guide, "ol")
    for part in item.rubric:
        entry = etree.SubElement(points, "li", title=f"{part.points}")
        rich.fill(etree.SubElement(entry, "p"), part.point)
        for word in part.words:
            etree.SubElement(entry, "code").text = word
    _html(question, "graderinfo", etree.tostring(guide, encoding="unicode"))


def _none(question: etree._Element, item: Any) -> None:
    """A cloze question has its answers in its text."""


_ANSWERS = {
    "single": _choices,
    "multiple": _choices,
    "judge": _verdict,
    "cloze": _none,
    "order": _ordering,
    "match": _matching,
    "short": _essay,
}


def _share(number: int) -> str:
    """100 divided, as Moodle's list of grades has it: five decimals at most."""
    return f"{100 / number:.5f}".rstrip("0").rstrip(".")


def _answer(parent: etree._Element, fraction: str, text: str) -> etree._Element:
    answer = etree.SubElement(parent, "answer", fraction=fraction, format="html")
    _leaf(answer, "text", text)
    return answer


def _leaf(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text


def _text(parent: etree._Element, name: str, text: str) -> None:
    _leaf(etree.SubElement(parent, name), "text", text)


def _html(parent: etree._Element, name: str, text: str) -> None:
    element = etree.SubElement(parent, name, format="html")
    _leaf(element, "text", text)


def read(data: bytes) -> Reading:
    """The questions of a Moodle XML file. Raises InterchangeError."""
    root = xml(data)
    if root.tag != "quiz":
        raise InterchangeError("不是 Moodle 的题库文件（根元素应当是 quiz），没有读取。")
    questions = root.findall("question")
    check_count(len(questions), "题")
    reading = Reading()
    for n, question in enumerate(questions, 1):
        kind = question.get("type", "")
        where = f"第 {n} 题"
        if kind == "category":
            reading.remark(where, f"类别“{_said(question, 'category')[:60]}”没有对应的字段，没有导入。")
            continue
        data_of = _READERS.get(kind)
        if data_of is None:
            words = " ".join("".join(question.itertext()).split())
            reading.unread.append(Unread(where, f"没有与 Moodle 的“{kind[:30]}”相当的题型", words[:MAX_TEXT]))
            continue
        item = _common(question, where, reading)
        item |= data_of(question, where, reading)
        reading.found.append(Found(where, item))
    return reading


def _common(question: etree._Element, where: str, reading: Reading) -> dict[str, Any]:
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
        verdict = _TRUE if (answer.findtext("text") or "").strip().lower() == "true" else _FALSE
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
    if question.findtext("gradingtype") not in (None, "", _ONE_NEXT):
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


_READERS = {
    "multichoice": _read_choices,
    "truefalse": _read_verdict,
    "cloze": _read_cloze,
    "shortanswer": _read_answer,
    "ordering": _read_ordering,
    "matching": _read_matching,
    "essay": _read_essay,
}
