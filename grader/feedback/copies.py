"""What feedback needs of a graded copy; its answers are a trainee's, and the file may be anybody's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.bulk.key import Key
from grader.bulk.reading import BadPaper, source
from grader.feedback.compose import Answered


def answered(notebook: Mapping[str, Any], key: Key) -> Answered:
    """What the trainee answered, from a graded copy as plain data.

    Raises:
        BadPaper: the answer cell of a question is missing, or its content is no text.
    """
    wanted = {asked.answer_id for asked in key.questions}
    found: dict[str, str] = {}
    for cell in notebook["cells"]:
        name = _grade_id(cell)
        if name in wanted and name not in found:
            found[name] = source(cell)
    missing = [str(asked.number) for asked in key.questions if asked.answer_id not in found]
    if missing:
        raise BadPaper(f"少了第 {'、'.join(missing)} 题的作答单元")
    metadata = notebook.get("metadata")
    return Answered(found, metadata if isinstance(metadata, dict) else {})


def _grade_id(cell: object) -> str | None:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = about.get("grade_id") if isinstance(about, dict) else None
    return name if isinstance(name, str) else None
