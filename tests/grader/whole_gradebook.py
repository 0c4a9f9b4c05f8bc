"""Everything that a gradebook says about submissions, without the ids it made up for its rows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Boolean, DateTime, Interval, text

from grader import classroom
from grader.bulk.database import connected

_PAPERS = """
    FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
    LEFT JOIN submitted_notebook p ON p.assignment_id = s.id LEFT JOIN notebook n ON n.id = p.notebook_id
"""
_QUESTIONS = {
    "people": "SELECT id, first_name, last_name, email FROM student",
    "submissions": f"""
        SELECT a.name, s.student_id, s.timestamp, s.extension, n.name, p.flagged, p.late_submission_penalty {_PAPERS}""",
    "grades": f"""
        SELECT s.student_id, n.name, c.name, c.type, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
        {_PAPERS} JOIN grade g ON g.notebook_id = p.id JOIN base_cell c ON c.id = g.cell_id""",
    "comments": f"""
        SELECT s.student_id, n.name, c.name, c.type, m.auto_comment, m.manual_comment
        {_PAPERS} JOIN comment m ON m.notebook_id = p.id JOIN base_cell c ON c.id = m.cell_id""",
    "strays": """
        SELECT (SELECT count(*) FROM grade WHERE notebook_id NOT IN (SELECT id FROM submitted_notebook)),
               (SELECT count(*) FROM comment WHERE notebook_id NOT IN (SELECT id FROM submitted_notebook))""",
}


#: Columns that SQLite knows only as text or number.
_TYPES = {"timestamp": DateTime, "extension": Interval, "flagged": Boolean, "needs_manual_grade": Boolean}


def whole(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All of it in the class in ``folder``, sorted, by kind; the same whatever database it is in."""
    return whole_at(classroom.find(folder).database_url)


def whole_at(url: str) -> dict[str, list[tuple[object, ...]]]:
    """The same of a gradebook without a class around it."""
    found = {}
    with connected(url, writing=False) as database:
        for kind, query in _QUESTIONS.items():
            types = {name: type_ for name, type_ in _TYPES.items() if f".{name}" in query}
            found[kind] = sorted((tuple(row) for row in database.execute(text(query).columns(**types))), key=repr)
        if database.dialect.name == "sqlite":
            assert database.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
    return found


def graded_files(folder: Path) -> dict[str, bytes]:
    """All graded papers by path, with whatever came along."""
    root = folder / "autograded"
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file() and p.suffix != ".lock"}
