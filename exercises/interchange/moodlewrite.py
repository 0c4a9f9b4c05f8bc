"""An item as a Moodle question, scored by the item's own rule as far as Moodle has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from exercises.interchange import embedded, rich
from exercises.interchange.about import about

_KIND = {
    "single": "multichoice",
    "multiple": "multichoice",
    "judge": "truefalse",
    "cloze": "cloze",
    "order": "ordering",
    "match": "matching",
    "short": "essay",
}
ONE_NEXT = "RELATIVE_NEXT_EXCLUDE_LAST"
"""Moodle's grading of an order by its neighbouring pairs, the last item left out: the rule of this course."""
TRUE, FALSE = "对", "错"


def lost(item: Any) -> Iterator[str]:
    """What of the item's scoring Moodle does not hold."""
    if item.type == "cloze":
        yield "Moodle 逐字比对填空，不会忽略引号、空格和全角半角的不同。"
        if item.points % len(item.blanks):
            yield f"{item.points} 分不能平分给 {len(item.blanks)} 个空，Moodle 里每空 1 分，请在测验里另设分值。"


def question_of(item: Any) -> etree._Element:
    """The item as a ``<question>``."""
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
    for verdict, word in ((TRUE, "true"), (FALSE, "false")):
        answer = etree.SubElement(question, "answer", fraction="100" if item.key == verdict else "0", format="moodle_auto_format")
        _leaf(answer, "text", word)
        _html(answer, "feedback", rich.fragment(item.distractors.get(verdict, "")))


def _ordering(question: etree._Element, item: Any) -> None:
    _leaf(question, "layouttype", "VERTICAL")
    _leaf(question, "selecttype", "ALL")
    _leaf(question, "selectcount", "0")
    _leaf(question, "gradingtype", ONE_NEXT)
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
