"""Moodle XML: written so that Moodle scores as the item says, read with all that text can hold.

Moodle's own question types are used: multichoice, truefalse, cloze, ordering (in
Moodle since 4.4), matching, essay. What they have no field for goes into tags.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from exercises.interchange.bounds import MAX_TEXT, check_count, xml
from exercises.interchange.model import Found, InterchangeError, Reading, Remark, Unread, Written
from exercises.interchange.moodleread import READERS, category, common
from exercises.interchange.moodlewrite import lost, question_of
from exercises.items import Item

LABEL = "Moodle XML"
SUFFIX = ".xml"


def write(items: Sequence[Item]) -> Written:
    """The items as a ``<quiz>``. Points are whole; part marks follow Moodle's rounding."""
    quiz = etree.Element("quiz")
    remarks = [Remark("", "Moodle 的部分分不像本课程那样取到一位小数，少选、错配、错序时得分会略有出入。")] if items else []
    for item in items:
        quiz.append(question_of(item))
        remarks += [Remark(item.id, message) for message in lost(item)]
    return Written(etree.tostring(quiz, encoding="UTF-8", xml_declaration=True, pretty_print=False), tuple(remarks))


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
            reading.remark(where, f"类别“{category(question)[:60]}”没有对应的字段，没有导入。")
            continue
        data_of = READERS.get(kind)
        if data_of is None:
            words = " ".join("".join(question.itertext()).split())
            reading.unread.append(Unread(where, f"没有与 Moodle 的“{kind[:30]}”相当的题型", words[:MAX_TEXT]))
            continue
        item = common(question, where, reading)
        item |= data_of(question, where, reading)
        reading.found.append(Found(where, item))
    return reading
