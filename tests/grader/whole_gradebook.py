"""Everything that a gradebook says about submissions, without the ids it made up for its rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

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


def whole(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All of it, sorted, by kind."""
    with sqlite3.connect(f"file:{folder / 'gradebook.db'}?mode=ro", uri=True) as database:
        found = {kind: sorted(database.execute(query), key=repr) for kind, query in _QUESTIONS.items()}
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    return found


def graded_files(folder: Path) -> dict[str, bytes]:
    """All graded papers by path, with whatever came along."""
    root = folder / "autograded"
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file() and p.suffix != ".lock"}
