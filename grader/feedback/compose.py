"""From an autograded paper and its records to what stands on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import SubmittedNotebook

from exercises.feedback import Explanation, explain
from exercises.items import kind
from exercises.items.markup import spans
from exercises.quiz import Question as Asked
from exercises.response import read, read_prose
from exercises.shuffle import as_seen, seed, shown
from grader import names
from grader.feedback.page import VERDICTS, Paper, Passage, Question, RubricLine, Verdict
from grader.scoring import cells_by_id, key_side

#: What cannot be read as an answer is shown as it was typed, up to here.
SHOWN = 300

_BLANK = re.compile(r"\{([1-9][0-9]?)\}")


@dataclass(frozen=True)
class Record:
    """What the gradebook has on one question."""

    earned: float
    """With extra credit; 0 while nobody has marked it."""
    waiting: bool = False
    by_hand: bool = False
    comment: str = ""
    """A person's comment."""


def gather(nb: NotebookNode, submission: SubmittedNotebook) -> Paper:
    """The paper of one trainee.

    Args:
        nb: the autograded notebook, with its key side.
        submission: the gradebook's record of it.

    Raises:
        GraderError: the notebook is no quiz of ours.
    """
    cells = cells_by_id(nb)
    grades = {grade.name: grade for grade in submission.grades}
    comments = {comment.name: comment.manual_comment for comment in submission.comments}
    student = submission.student
    name = names.join(student.last_name, student.first_name)
    penalty = submission.late_submission_penalty or 0.0

    def record(asked: Asked) -> Record:
        grade = grades[asked.grade_id]
        comment = comments.get(asked.answer_id) or ""
        return Record(grade.score, grade.needs_manual_grade, grade.manual_score is not None, comment)

    dealt = _dealt(nb, submission)
    return Paper(
        title=str(nb.metadata.get("xuncha", {}).get("title") or submission.name),
        trainee=f"{name}（{student.id}）" if name else student.id,
        submitted=submission.assignment.timestamp,
        score=submission.score - penalty,
        max_score=submission.max_score,
        penalty=penalty,
        questions=tuple(
            compose(asked, cells[asked.answer_id].source, record(asked), dealt) for asked in key_side(nb)
        ),
    )


def _dealt(nb: NotebookNode, submission: SubmittedNotebook) -> str | None:
    """The seed of the trainee's own order of options; None for a paper that was not shuffled.

    It is worked out anew: what the paper says of it only tells that it was dealt so.
    """
    about = nb.metadata.get("xuncha", {})
    wanted = seed(submission.assignment.assignment.course_id, submission.student.id, str(about.get("id", "")))
    return wanted if about.get("shuffle") == wanted else None


def compose(asked: Asked, source: str, record: Record, dealt: str | None = None) -> Question:
    """One question of the page.

    Args:
        asked: the question from the key side.
        source: what the trainee's answer cell holds.
        record: how it was marked.
        dealt: the seed by which the trainee's options were shuffled, if they were.
    """
    ids = shown(dealt, asked.number, asked.item) if dealt else None
    item: Any = as_seen(asked.item, ids) if ids else asked.item
    short = item.type == "short"
    answer = (read_prose if short else read)(source)
    found = explain(asked.item, answer, ids, asked.ruling)
    verdict = decide(found, record, short)
    return Question(
        number=asked.number,
        kind=kind(item).LABEL,
        stem=tuple(spans(_BLANK.sub(r"＿＿（\1）＿＿", item.stem) if item.type == "cloze" else item.stem)),
        options=tuple(getattr(item, "options", {}).items()),
        points=item.points,
        earned=None if record.waiting else record.earned,
        verdict=verdict,
        given=_given(found, source),
        right="" if verdict.name == "right" and not short else found.right,
        right_label="参考答案" if short else "正确答案",
        tempted=tuple((found.why_wrong or "").splitlines()),
        explanation=found.explanation,
        passages=tuple(_passages(found)),
        rubric=tuple(RubricLine(line.point, line.points) for line in item.rubric) if short and found.verdict != "void" else (),
        ruling=found.ruling,
        note=found.note if found.verdict in ("part", "unreadable") else "",
        comment=record.comment,
    )


def decide(found: Explanation, record: Record, short: bool) -> Verdict:
    """The verdict: what the gradebook says goes before what the answer would earn now."""
    if found.verdict == "void" and not record.by_hand:
        return VERDICTS["void"]
    if record.waiting:
        return VERDICTS["waiting"]
    if found.verdict == "blank" and not record.by_hand:
        return VERDICTS["blank"]
    if short or record.by_hand or record.earned != found.earned:
        full, none = record.earned >= found.points, record.earned <= 0
        return VERDICTS["marked-full" if full else "marked-none" if none else "marked-part"]
    return VERDICTS[found.verdict]


def _given(found: Explanation, source: str) -> str:
    if found.verdict == "blank":
        return ""
    if found.verdict == "unreadable":
        typed = source.strip()
        return typed if len(typed) <= SHOWN else f"{typed[:SHOWN]}……（以下从略）"
    return found.given


def _passages(found: Explanation) -> Iterator[Passage]:
    for label, text, paragraph in found.quotations:
        before, _, after = paragraph.partition(text)
        yield Passage(text, label, before, after)
