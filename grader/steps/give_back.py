"""Giving back: feedback pages, and putting them where trainees fetch them."""

from __future__ import annotations

from grader.classroom import Classroom
from grader.errors import GraderError
from grader.steps.result import Outcome, words


def feedback(room: Classroom, quiz: str) -> list[Outcome]:
    """Write the feedback pages of all graded papers and put them where trainees fetch them.

    Raises:
        GraderError: nothing has been graded.
    """
    students = sorted(path.parent.name for path in (room.folder / "autograded").glob(f"*/{quiz}"))
    if not students:
        raise GraderError(f"“{quiz}”还没有评过分的答卷。请先用 “xuncha class grade {quiz}” 评分。")
    return [_feedback_one(room, quiz, student) for student in students]


def _feedback_one(room: Classroom, quiz: str, student: str) -> Outcome:
    result = room.api.generate_feedback(quiz, student)
    if not result["success"]:
        return Outcome(student, done=False, problem="没有生成反馈页", detail=words(result))
    page = room.paper("feedback", quiz, student)
    if not (page / "submission_secret.txt").exists():
        return Outcome(student, done=True, problem=f"答卷不是经交换文件夹交来的，反馈页请自行转交：{page}")
    result = room.api.release_feedback(quiz, student)
    if not result["success"]:
        return Outcome(student, done=True, problem=f"反馈页已生成，但没有放进 {room.exchange}", detail=words(result))
    return Outcome(student, done=True)
