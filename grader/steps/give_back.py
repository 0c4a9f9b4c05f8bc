"""Giving back: feedback pages, put where trainees fetch them, with the answers or as yet without."""

from __future__ import annotations

from datetime import datetime, timezone

from grader.bulk.run import Step
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.feedback import withheld
from grader.feedback.run import Report, give


def feedback(
    room: Classroom,
    quiz: str,
    answers_from: str = "",
    answers_now: bool = False,
    now: datetime | None = None,
    step: Step = lambda done, all: None,
) -> Report:
    """Write the feedback pages of all graded papers and put them where trainees fetch them.

    Args:
        answers_from: a date, or date and time, on the class's clock; until then the pages
            show no answers. It is remembered for the quiz, for this door and for nbgrader's.
        answers_now: forget such a date.
        now: the present moment, aware.

    Raises:
        GraderError: the date is none or has passed, nothing has been graded, or something cannot be read or written.
    """
    if answers_from and answers_now:
        raise GraderError("--answers-from 和 --answers-now 只能写一个：前者定下公布答案的时间，后者立即公布。")
    present = now or datetime.now(timezone.utc)
    if answers_from:
        moment = withheld.parse(answers_from, room.timezone)
        if withheld.still(moment, present) is None:  # most likely a slip, and answers given cannot be taken back
            raise GraderError(f"{withheld.chinese(moment, room.timezone)}已经过去，反馈还没有发还。请核对日期；要立即公布答案，请改选立即公布（命令里写 --answers-now）。")
        withheld.keep(room.folder, quiz, moment)
    elif answers_now:
        withheld.keep(room.folder, quiz, None)
    return give(room, quiz, present, step)
