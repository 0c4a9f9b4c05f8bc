"""The columns of a bank in a table: their Chinese names, by which other names strangers call them, how a cell is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from exercises.items.options import LETTERS


@dataclass(frozen=True)
class Column:
    """One column of the template."""

    name: str
    """The field it holds, such as ``stem`` or ``options.A``."""
    title: str
    width: int
    note: str
    """What to write in it, in Chinese; shown as the title's note in the template."""
    also: tuple[str, ...] = ()
    """Other titles under which foreign banks have it."""


_OPTIONS = tuple(
    Column(
        f"options.{letter}",
        f"选项{letter}",
        24,
        "单选、多选、排序题的选项；配对题写右边的内容。从 A 起依次填写，不空格。" if letter == "A" else "",
        (letter, f"{letter}选项", f"答案{letter}", f"备选{letter}", f"option{letter}", f"选项{n}", f"option{n}"),
    )
    for n, letter in enumerate(LETTERS, 1)
)

COLUMNS: tuple[Column, ...] = (
    Column("id", "编号", 12, "小写英文字母、数字和连字符，如 ben-01，全库不重复。可以不填，导入时自动编号。", ("题号", "试题编号", "题目编号", "id")),
    Column("type", "题型", 10, "从下拉框里选。", ("类型", "题目类型", "试题类型", "type", "题目题型")),
    Column("lesson", "课次", 7, "0 至 12 的整数。", ("课", "章节", "lesson")),
    Column("concept", "知识点", 16, "这道题考的知识点，用课程里的说法。", ("考点", "知识要点", "concept")),
    Column("level", "层次", 8, "从下拉框里选：识记、理解、应用、分析。", ("认知层次", "能力层次", "level")),
    Column(
        "stem",
        "题干",
        48,
        "题目本身。填空题的空写成 {1}、{2}；否定提问时把否定词写成 **不属于** 这样标出。",
        ("题目", "试题", "试题内容", "题目内容", "问题", "题目题干", "试题题干", "question", "stem", "内容"),
    ),
    *_OPTIONS,
    Column(
        "key",
        "答案",
        20,
        "单选写 B；多选写 ACE；判断写 对 或 错；排序写 CAB；配对写 1C 2A 3B；填空一行一空，写 1｜答案，"
        "几种写法都算对时写 1｜甲｜乙；简答写参考答案。",
        ("正确答案", "标准答案", "参考答案", "试题答案", "题目答案", "answer", "key", "正确选项"),
    ),
    Column("points", "分值", 7, "1 至 100 的整数。", ("分数", "得分", "本题分值", "points", "score")),
    Column("explanation", "解析", 40, "为什么这样答，先说理由。", ("答案解析", "试题解析", "题目解析", "解释", "explanation", "答题解析")),
    Column(
        "evidence",
        "依据",
        40,
        "一行一条，写“讲话代号¶段号｜引文”，如 shiwei-2023¶3｜巡视巡察是……。引文须与原文一字不差。",
        ("出处", "来源", "依据原文", "evidence"),
    ),
    Column("distractors", "干扰项说明", 40, "每个错误选项一行，写“A｜为什么有人会选，为什么不对”；判断题写“对｜……”或“错｜……”。", ("干扰项",)),
    Column("left", "配对左边", 24, "配对题用，一行一项，写“1｜内容”。", ("左边",)),
    Column("rubric", "评分点", 32, "简答题用，一行一点，写“要点｜分值｜关键词｜关键词”。各点分值合计等于本题分值。", ("评分标准", "采分点")),
    Column("limit", "字数上限", 9, "简答题用，20 至 5000 的整数，不填为 500。", ()),
    Column("pool", "题池", 8, "从下拉框里选：练习、考试。", ("pool",)),
)

BY_NAME = {column.name: column for column in COLUMNS}
ONE_CELL = "options"
"""The field of a foreign column that has all options in one cell."""


def normal(title: str) -> str:
    """A title without what varies in typing: width, case, space and marks."""
    text = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\s:：*()\[\]【】_.、-]+", "", text)


_KNOWN = {normal(column.title): column.name for column in COLUMNS}
for _column in COLUMNS:
    for _title in _column.also:
        _KNOWN.setdefault(normal(_title), _column.name)
_KNOWN |= {normal(title): ONE_CELL for title in ("选项", "备选项", "备选答案", "试题选项", "题目选项", "options", "选择项")}


def guess(title: str) -> str | None:
    """The field that a column with this title holds, None when it cannot be told."""
    return _KNOWN.get(normal(title))


def field_named(written: str) -> str | None:
    """The field meant on the command line by its Chinese or English name."""
    if written in BY_NAME or written == ONE_CELL:
        return written
    return guess(written)
