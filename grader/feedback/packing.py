"""The feedback pages of a quiz in one archive, for those who have to be given theirs by hand."""

from __future__ import annotations

import io
import zipfile

from exercises.filename import as_part
from grader.bulk import folders
from grader.classroom import Classroom, usable_id


def packed(room: Classroom, quiz: str, names: dict[str, str]) -> bytes:
    """A ZIP file with every page, called 编号_姓名_quiz.html.

    Args:
        names: the roster's names by id; who is not on it goes by the id alone.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in folders.students(room.folder / "feedback", quiz):
            page = room.paper("feedback", quiz, student) / f"{quiz}.html"
            if usable_id(student) and page.is_file():
                called = as_part(names.get(student, ""))
                archive.write(page, "_".join(part for part in (student, called, quiz) if part) + ".html")
    return out.getvalue()
