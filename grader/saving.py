"""nbgrader's saving of scores, and on top what only a reader of the answer can know.

A response that could not be read scores 0 and waits for a person, with the reason as
its automatic comment. A short answer that was emptied is blank, one whose item was
declared void has full marks, and neither waits for anybody.
"""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import SaveAutoGrades

from exercises.score import Score
from grader.scoring import key_side


class SaveScores(SaveAutoGrades):
    """``SaveAutoGrades`` that also flags and comments on what could not be read."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        self._scores: dict[str, Score] = resources["xuncha"]["scores"]
        self._by_answer = {q.answer_id: self._scores[q.grade_id] for q in key_side(nb)}
        return super().preprocess(nb, resources)

    def _add_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        super()._add_score(cell, resources)
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        score = self._scores.get(grade_id)
        if score is None or score.verdict not in ("unreadable", "blank", "void"):
            return
        grade = self.gradebook.find_grade(grade_id, self.notebook_id, self.assignment_id, self.student_id)
        grade.auto_score = score.earned
        grade.needs_manual_grade = score.verdict == "unreadable" or grade.manual_score is not None
        self.gradebook.db.commit()

    def _add_comment(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        super()._add_comment(cell, resources)
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        score = self._by_answer.get(grade_id)
        if score is None or score.verdict != "unreadable":
            return
        comment = self.gradebook.find_comment(grade_id, self.notebook_id, self.assignment_id, self.student_id)
        comment.auto_comment = score.note
        self.gradebook.db.commit()
