"""A report as plain tables, from which the workbook and the CSV files are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exercises.assembly.labels import LEVELS
from exercises.items import kind
from exercises.items.markup import plain
from grader.reports import words
from grader.reports.report import Report

Look = Literal["text", "whole", "score", "percent", "two"]
"""How a column is shown: text, a whole number, points, a share in percent, two decimals."""
Cell = str | float | int | None


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    title: str
    look: Look = "text"
    width: int = 10


@dataclass(frozen=True)
class Table:
    """One sheet."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def tables(report: Report) -> list[Table]:
    """All tables of a report, the marks list first; those with nothing to say are left out."""
    found = [marks(report), _overview(report), _bands(report), _concepts(report)]
    if report.units:
        found.append(_units(report))
    found += [items(report), _choices(report)]
    if report.answers:
        found.append(_answers(report))
    if report.against:
        found.append(_against(report))
    if report.decided:
        found.append(_decided(report))
    return [*found, _notes(report)]


def marks(report: Report) -> Table:
    """The marks list."""
    who = (Column("单位", width=24), Column("姓名", width=11), Column("编号", width=12))
    columns = (
        *((Column("姓名", width=12),) if report.hidden else who),
        Column("得分", "score", 8),
        Column("满分", "score", 8),
        Column("百分制", "score", 9),
        Column("名次", "whole", 8),
        Column("是否及格", width=10),
        Column("状态", width=10),
        Column("迟交扣分", "score"),
    )
    rows = []
    for line in report.lines:
        person: tuple[Cell, ...] = (line.name,) if report.hidden else (line.unit, line.name, line.id)
        rows.append((*person, line.score, report.full, line.percent, line.rank, line.verdict, line.state, line.penalty or None))
    return Table("成绩单", columns, tuple(rows))


def _overview(report: Report) -> Table:
    rows = tuple((name, value) for name, value, _ in words.overview(report))
    return Table("概况", (Column("项目", width=24), Column("数值", "two", 14)), rows)


def _bands(report: Report) -> Table:
    rows = tuple((band.label, band.count) for band in report.bands)
    return Table("分布", (Column("分数段（百分制）", width=20), Column("人数", "whole")), rows)


def _concepts(report: Report) -> Table:
    columns = (
        Column("知识点", width=26),
        Column("课次", "whole", 8),
        Column("题号", width=16),
        Column("分值", "score"),
        Column("得分率", "percent"),
        Column("得分不到一半的人数", "whole", 20),
        Column("人数", "whole", 8),
    )
    rows = tuple(
        (one.name, one.lesson, "、".join(map(str, one.numbers)), one.points, one.share, one.weak, one.people)
        for one in report.concepts
    )
    return Table("按知识点", columns, rows)


def _units(report: Report) -> Table:
    columns = (
        Column("单位", width=24),
        Column("名册人数", "whole"),
        Column("有成绩人数", "whole", 12),
        Column("平均（百分制）", "score", 16),
        Column("最高", "score"),
        Column("最低", "score"),
        Column("及格率", "percent"),
    )
    rows = tuple((u.name, u.people, u.marked, u.mean, u.most, u.least, u.passed) for u in report.units)
    return Table("按单位", columns, rows)


def items(report: Report) -> Table:
    """The items, one a row."""
    columns = (
        Column("题号", "whole", 6),
        Column("题目编号", width=12),
        Column("题型", width=9),
        Column("知识点", width=20),
        Column("层次", width=7),
        Column("分值", "whole", 6),
        Column("人数", "whole", 7),
        Column("难度（得分率）", "percent", 15),
        Column("区分度", "two", 9),
        Column("删去此题后的信度", "two", 11),
        Column("全对人数", "whole", 7),
        Column("未作答", "whole", 8),
        Column("无法识别", "whole", 7),
        Column("提示", width=40),
        Column("题干", width=40),
    )
    rows = []
    for one in report.analysis.items:
        item = one.question.item
        told = "\n".join(flag.text for flag in report.flags.get(one.question.number, ()))
        rows.append((
            one.question.number, item.id, kind(item).LABEL, item.concept, LEVELS[item.level], item.points, one.n,
            one.facility, one.discrimination, one.alpha_without, one.right, one.blank, one.unreadable, told, plain(item.stem),
        ))  # fmt: skip
    return Table("题目分析", columns, tuple(rows))


def _choices(report: Report) -> Table:
    columns = (
        Column("题号", "whole", 6),
        Column("题型", width=9),
        Column("选项或作答", width=50),
        Column("是否正确", width=10),
        Column("人数", "whole", 7),
        Column("占比", "percent", 8),
        Column("高分组占比", "percent", 9),
        Column("低分组占比", "percent", 9),
        Column("与其他题得分的相关", "two", 12),
    )
    rows = [
        (one.question.number, kind(one.question.item).LABEL, c.text, "正确" if c.right else "", c.count, c.share, c.upper, c.lower, c.r)
        for one in report.analysis.items
        for c in one.choices
    ]
    return Table("选项分析", columns, tuple(rows))


def _answers(report: Report) -> Table:
    """Who answered what: one row a trainee, one column a question."""
    numbers = [one.question.number for one in report.analysis.items]
    columns = (Column("姓名", width=12), Column("编号", width=14), *(Column(f"第 {n} 题", width=12) for n in numbers))
    rows = tuple((line.name, line.id, *report.answers[line.id]) for line in report.lines if line.id in report.answers)
    return Table("作答一览", columns, rows, "✓ 得满分，◐ 得部分分，✗ 不得分，… 待评阅，○ 题已作废。字母是题库里的选项字母，与题目分析一致。")


def _against(report: Report) -> Table:
    found = report.against
    assert found is not None
    first, second = words.names(found)
    columns = (Column("项目", width=44), Column(first, "two", 18), Column(second, "two", 18), Column("后减前", "two"))
    rows: list[tuple[Cell, ...]] = [(name, a, b, c) for name, a, b, c in words.against(found)]
    rows += [(f"知识点：{one.name}（得分率 %）", 100 * one.first, 100 * one.second, 100 * one.change) for one in found.concepts]
    rows += [(f"共有的题：{one.name}（得分率 %）", 100 * one.first, 100 * one.second, 100 * one.change) for one in found.items]
    return Table("对比", columns, tuple(rows), words.verdict(found))


def _decided(report: Report) -> Table:
    """What was decided about items after the paper had been handed out."""
    columns = (
        Column("时间", width=22),
        Column("题号", width=8),
        Column("处理", width=12),
        Column("答案", width=24),
        *(() if report.hidden else (Column("经办人", width=14),)),
        Column("理由", width=44),
        Column("影响", width=44),
    )
    return Table("作废与更正", columns, tuple(words.decided(report)))


def _notes(report: Report) -> Table:
    rows: Sequence[tuple[Cell, ...]] = [(name, text) for name, text in words.EXPLAINED]
    return Table("说明", (Column("名称", width=24), Column("怎样算，怎样看", width=100)), tuple(rows))
