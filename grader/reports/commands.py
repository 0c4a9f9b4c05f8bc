"""``xuncha class report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader import classroom
from grader.errors import GraderError
from grader.terminal import HERE, Dir, Quiz, say, told


def report(
    quiz: Quiz,
    out: Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="写到哪个文件夹；默认是班级文件夹里的“报告”")] = None,
    hide_names: Annotated[bool, typer.Option("--hide-names", help="隐去姓名、编号和单位，便于公开")] = False,
    passing: Annotated[float, typer.Option("--pass", min=0, max=100, help="及格线，百分制")] = 60,
    against: Annotated[
        str | None, typer.Option("--against", metavar="QUIZ2", help="与另一次测验比较：前测，或另一份平行卷")
    ] = None,
    dir: Dir = HERE,
) -> None:
    """报告：成绩、分布、各知识点和各题的分析，写成网页、Excel 和 CSV。"""
    with told():
        _report(classroom.find(dir), quiz, out, hide_names, passing, against)


def _report(
    room: classroom.Classroom, quiz: str, out: Path | None, hidden: bool, passing: float, against: str | None
) -> None:
    from grader.reports import files, words
    from grader.reports.gather import gather
    from grader.reports.report import report as make
    from grader.roster import units

    if against == quiz:
        raise GraderError("--against 写的就是本次测验。请写另一次测验的编号。")
    found = make(gather(room, quiz), passing, hidden, gather(room, against) if against else None)
    contents = files.contents(found, files.today(room.timezone))
    for path, kept in files.save(contents, (out or room.folder / files.FOLDER).expanduser()):
        say(f"✓ {path}", "green")
        if kept:
            say(f"  原有的文件与此不同，已另存为 {kept.name}。")
    mean, rate = words.points(found.summary.mean), words.percent(found.pass_rate)
    say(f"有成绩 {found.summary.n} 人，平均 {mean} 分（满分 {words.points(found.full)}），及格率 {rate}。")
    if found.against:
        say(words.verdict(found.against))
    if found.flagged:
        numbers = "、".join(str(item.question.number) for item in found.flagged)
        say(f"第 {numbers} 题需要再看，原因见报告。")
    if found.waiting:
        say(f"{found.waiting} 份答卷还有题待人工评阅，评阅后请再执行一次本命令。")
    if not found.units and not hidden:
        say(f"没有按单位统计。需要时，导入带“单位”列的名册（xuncha class roster import），或在班级文件夹里放一张 {units.FILE}，第一行写“编号,单位”，其下每人一行。")
    if not hidden:
        say("报告里有姓名和答案，请勿发给学员；要公开成绩分布时加 --hide-names。")
