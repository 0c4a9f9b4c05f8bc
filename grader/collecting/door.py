"""nbgrader's own way of collecting (``nbgrader collect``, the button of formgrader), by the class's one rule."""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect

from grader import classroom
from grader.collecting import run
from grader.errors import GraderError


class Collect(ExchangeCollect):
    """Collects as ``xuncha class collect`` does: nothing is replaced that has not been kept.

    An assignment of another author, which is not the one notebook of its name, is
    collected as nbgrader does it.
    """

    def start(self) -> None:
        """Collect. Raises ExchangeError, with the reason in the log."""
        quiz = self.coursedir.assignment_id
        room = classroom.find(Path(self.coursedir.root))
        if not (room.paper("release", quiz) / f"{quiz}.ipynb").is_file():
            super().start()
            return
        try:
            result = run.collect(room, quiz)
        except GraderError as error:
            self.fail(str(error))
        for row in result.used:
            self.log.info("%s %s", row.version.student, "；".join(row.notes))
        for row in result.pending:
            self.log.warning("%s %s", row.version.places[0], "；".join(row.notes))
        for refused in result.refused:
            self.log.warning("%s %s", refused.where, refused.why)
