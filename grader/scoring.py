"""The step that stands in nbgrader's list where ``Execute`` stood: read, score, write the score.

nbgrader takes an autograder cell's score from its ``execute_result``; no output at all
means full marks there. So every check cell gets exactly that output, made from the key
side's item and the literal in the answer cell. No kernel is started and nothing that a
trainee wrote is run.
"""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from exercises.marking import assess
from exercises.quiz import Question, QuizError, questions
from exercises.response import Unreadable, read, read_prose
from exercises.score import Score
from grader.errors import GraderError

MISSING = Unreadable("答卷里没有这一题的作答单元。")


def cells_by_id(nb: NotebookNode) -> dict[str, NotebookNode]:
    """The cells that nbgrader knows, by grade id."""
    found = ((cell.metadata.get("nbgrader", {}).get("grade_id"), cell) for cell in nb.cells)
    return {grade_id: cell for grade_id, cell in found if grade_id}


def key_side(nb: NotebookNode) -> list[Question]:
    """The questions of a sanitised or autograded paper, by number.

    Raises:
        GraderError: a cell is to be graded but holds no item of ours (leaving it without
            output would give full marks).
    """
    try:
        return questions(nb)
    except QuizError as error:
        raise GraderError(f"试卷不是巡察课堂的测验，没有评分：{error}") from error


def score_question(question: Question, cell: NotebookNode) -> Score:
    """The score of what ``cell``, the question's answer cell, answers."""
    if cell.metadata.get("xuncha", {}).get("restored"):
        answer = MISSING
    else:
        answer = (read_prose if question.item.type == "short" else read)(cell.source)
    score, _ = assess(question.item, answer, question.ruling)
    return score


def as_output(score: Score) -> NotebookNode:
    """The score as the result of a cell that ran; nothing was counted, so there is no count."""
    return new_output("execute_result", data={"text/plain": repr(score.earned)}, execution_count=None)


class ScoreResponses(NbGraderPreprocessor):
    """Score every question; scores go into the check cells and, by grade id, beside the notebook."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        cells = cells_by_id(nb)
        scores: dict[str, Score] = {}
        for question in key_side(nb):
            score = scores[question.grade_id] = score_question(question, cells[question.answer_id])
            # A short answer is scored by a person in its own cell; its key cell is worth nothing.
            cells[question.check_id].outputs = [] if question.item.type == "short" else [as_output(score)]
        resources["xuncha"] = {"scores": scores}
        return nb, resources
