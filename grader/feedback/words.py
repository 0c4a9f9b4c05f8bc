"""What a giving back came to, in Chinese: for the terminal, and for whatever else shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from grader.bulk.run import Said
from grader.classroom import Classroom
from grader.feedback import withheld
from grader.feedback.run import Report
from grader.names import printable
from grader.terminal import LISTED


@dataclass(frozen=True)
class Line:
    """One sentence or two, and how things stand by it."""

    look: Literal["right", "wrong", "wait", "plain"]
    text: str


def lines(room: Classroom, quiz: str, report: Report) -> Iterator[Line]:
    """All that is to be said, the good news first."""
    yield Line("right", f"已生成 {report.made} 份反馈页，在 {room.folder / 'feedback'}；其中 {report.released} 份学员可以领取。")
    yield from _each("没有反馈页", report.problems)
    yield from _each(f"反馈页没有放进 {room.exchange}", report.unreleased)
    if report.by_other_ways:
        some = "、".join(report.by_other_ways[:LISTED]) + ("等" if len(report.by_other_ways) > LISTED else "")
        yield Line("wait", f"{len(report.by_other_ways)} 人的答卷不是经交换文件夹交来的，反馈页请自行转交：{some}。")
    if report.answers_from:
        moment = withheld.chinese(report.answers_from, room.timezone)
        yield Line("plain", f"反馈页暂不带答案，自 {moment}起公布；到时请再执行一次 “xuncha class feedback {quiz}”。学员先前已经领走的反馈页不会改变。")
    if report.waiting:
        yield Line("plain", f"{report.waiting} 人还有题目待评阅，反馈页上已注明；评阅后请再执行一次本命令。")


def _each(what: str, said: Sequence[Said]) -> Iterator[Line]:
    for one in said[:LISTED]:
        yield Line("wrong", f"{printable(one.student)}　{what}：{one.text}。")
    if len(said) > LISTED:
        yield Line("wrong", f"另有 {len(said) - LISTED} 份同样{what}。")
