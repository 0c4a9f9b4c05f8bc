"""nbgrader's settings for a class, as ``nbgrader_config.py`` merges them.

The class's own file holds only what an instructor may wish to change (id, name,
exchange, time zone). All that makes nbgrader grade and report our way is here, so
that a class made today follows when a preprocessor is renamed tomorrow.
"""

from __future__ import annotations

from pathlib import Path

from traitlets.config import Config

from grader import address

CODE_STUB = 'answer = ""'
TEXT_STUB = "（请在此作答）"

#: Key side first: metadata from the gradebook, then nbgrader's own restoring of
#: cell types and locked sources. Outputs that came with a submission never count.
#: nbgrader's check of the metadata (a third of the time) is left out of both lists,
#: since RestoreCells has just written all of it.
SANITIZE = [
    "nbgrader.preprocessors.ClearOutput",
    "grader.restore.RestoreCells",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
]

#: nbgrader's list with ``Execute`` replaced by reading, and without the two steps
#: that trim what an execution printed (IgnorePattern, LimitOutput).
AUTOGRADE = [
    "grader.scoring.ScoreResponses",
    "grader.saving.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
]


def class_settings(
    root: Path | str,
    course_id: str,
    name: str,
    exchange: str = "exchange",
    timezone: str = "Asia/Shanghai",
    db: str | None = None,
) -> Config:
    """Everything nbgrader needs to run this class.

    Args:
        root: the class directory.
        course_id: nbgrader's course id, ASCII.
        name: the class's name as people say it, printed on feedback pages.
        exchange: where papers are handed out and in; relative to ``root`` or absolute.
        timezone: an IANA name; the zone in which dates are shown.
        db: the PostgreSQL database of the gradebook (`grader.address`); None for ``gradebook.db`` in ``root``.
    """
    root = Path(root).resolve()
    c = Config()
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = course_id
    if db:
        c.CourseDirectory.db_url = address.read(db).connecting(root)
    c.Exchange.root = str(root / exchange)
    # Trainees hand in under their roster ids, which are not system accounts.
    c.ExchangeCollect.check_owner = False
    c.ExchangeFactory.collect = "grader.collecting.door.Collect"

    # Time stamps in the exchange stay in UTC: nbgrader cannot read back "CST", and
    # "+0800" would be taken for the separator of a submission's folder name.
    c.NbGraderAPI.timezone = timezone
    c.NbGraderAPI.timestamp_format = "%Y年%m月%d日 %H:%M"

    c.ClearSolutions.code_stub = {"python": CODE_STUB}
    c.ClearSolutions.text_stub = TEXT_STUB

    c.Autograde.sanitize_preprocessors = SANITIZE
    c.Autograde.autograde_preprocessors = AUTOGRADE
    # One check of the whole notebook after the last step, not one after each step.
    c.Exporter.optimistic_validation = True

    # What formgrader shows of a paper: trainees' words as text, and help for whoever marks.
    c.HTMLExporter.preprocessors = ["grader.marking.formgrader.MarkingAid"]

    c.GenerateFeedback.exporter_class = "grader.feedback.exporter.FeedbackExporter"
    c.GenerateFeedback.preprocessors = ["grader.feedback.exporter.GatherMarks"]
    c.FeedbackExporter.class_name = name
    c.FeedbackExporter.timezone = timezone
    return c
