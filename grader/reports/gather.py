"""A class's quiz from its gradebook, its graded papers and its table of units."""

from __future__ import annotations

from grader import marks
from grader.bulk.database import connected
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.reports import gradebook, responses
from grader.reports.model import Sitting, Taken
from grader.voiding import journal, settling
from grader.roster import units


def gather(room: Classroom, quiz: str) -> Taken:
    """One quiz as the class has taken it.

    Raises:
        GraderError: there is no such quiz, it is none of ours, or nobody's paper is graded.
    """
    settling.settle(room)
    rows = marks.rows(room, quiz)
    with connected(room.database_url, writing=False) as db:
        questions = gradebook.questions(db, quiz)
        earned = gradebook.earned(db, quiz)
    if not any(row.score is not None for row in rows):
        raise GraderError(f"“{quiz}”还没有评过分的答卷，没有报告可做。请先用 “xuncha class grade {quiz}” 评分。")
    by_cell = {q.grade_id: q.number for q in questions}
    of_unit = units.read(room)
    read = responses.reader(questions)

    def sitting(row: marks.Row) -> Sitting:
        graded = row.score is not None
        return Sitting(
            id=row.id,
            name=row.name,
            unit=of_unit.get(row.id, ""),
            state=row.state,
            score=row.score,
            penalty=row.penalty,
            waiting=tuple(sorted(by_cell[name] for name in row.waiting if name in by_cell)),
            earned={by_cell[name]: got for name, got in earned.get(row.id, {}).items() if name in by_cell},
            given=read(room.paper("autograded", quiz, row.id) / f"{quiz}.ipynb") if graded else {},
        )

    return Taken(
        quiz=quiz,
        title=title(room, quiz),
        class_name=room.name,
        full=rows[0].max_score,
        questions=tuple(questions),
        sittings=tuple(sitting(row) for row in rows),
        zone=room.timezone,
        decided=tuple(entry for entry in journal.entries(room, quiz) if entry.state == "done"),
    )


def title(room: Classroom, quiz: str) -> str:
    """The quiz's title from its paper; its id where there is none."""
    from exercises.quiz.paperfile import PaperError, read_paper

    for step in ("source", "release"):
        try:
            about = read_paper(room.paper(step, quiz) / f"{quiz}.ipynb").get("metadata", {}).get("xuncha", {})
        except (PaperError, AttributeError):
            continue
        if isinstance(about, dict) and isinstance(about.get("title"), str) and about["title"]:
            return about["title"]
    return quiz
