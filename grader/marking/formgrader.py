"""Formgrader's page of one paper: what trainees wrote shown as text, and help beside short answers.

Formgrader renders the graded notebook through nbconvert; this is a step of that rendering
(``HTMLExporter.preprocessors``). It works on the copy that is rendered, never on a file.
Stock formgrader renders a trainee's Markdown with whatever HTML and script it holds, in a
page that may write to the gradebook; here every cell that does not come from the key side
is plain text.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from exercises.quiz.keys import Question
from grader.bulk.database import connected
from grader.classroom import Classroom
from grader.desks import page
from grader.errors import GraderError
from grader.marking import aid, book
from grader.marking.answers import Papers, visible, written
from grader.marking.book import Mark
from grader.marking.sheets import is_void
from grader.marking.similar import Likeness

_CSS = Path(__file__).with_name("formgrader.css")
_PICTURE = re.compile(r"image/(png|jpeg|gif|webp)")
MOST_PICTURES = 8


class MarkingAid(Preprocessor):
    """Shows answers as text, and beside a short answer the rubric, what was found of it, and similar answers."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        self._papers: Papers | None = None
        self._likenesses: dict[str, tuple[tuple[str, ...], Likeness]] = {}

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """The notebook as it is shown; what is shown for a paper of another's making is left alone."""
        if "submission_id" not in resources:
            return nb, resources
        beside = self._beside(resources)
        nb.metadata.pop("widgets", None)
        hidden = {name for name, (asked, _) in beside.items() for name in [asked.check_id] if asked.item.type == "short"}
        cells = [cell for cell in nb.cells if _name(cell) not in hidden]
        nb.cells = [_shown(cell, number, beside.get(_name(cell))) for number, cell in enumerate(cells)]
        return nb, resources

    def _beside(self, resources: Mapping[str, Any]) -> dict[str, tuple[Question, Any]]:
        """Short questions by the id of their answer cell, each with what makes the view of an answer to it."""
        room = Classroom(Path(self.config.CourseDirectory.root))
        self._papers = self._papers or Papers(room)
        try:
            with connected(room.database_url, writing=False) as db:
                sheet = book.key(db, str(resources["assignment_id"]))
                asked = [one for one in sheet.questions if one.item.type == "short" and not is_void(one)]
                marks = {one.answer_id: book.marks(db, sheet, one) for one in asked}
        except GraderError as error:
            self.log.warning("%s", error)
            return {}
        return {one.answer_id: (one, self._viewer(sheet.quiz, one, marks[one.answer_id], resources)) for one in asked}

    def _viewer(self, quiz: str, asked: Question, marks: Mapping[str, Mark], resources: Mapping[str, Any]) -> Any:
        assert self._papers is not None
        texts = self._papers.texts(quiz, marks, asked)
        # Formgrader numbers papers by their ids.
        order = sorted(texts, key=lambda student: marks[student].paper)
        answers = tuple(texts[student] for student in order)
        kept = self._likenesses.get(asked.item.id)
        if kept is None or kept[0] != answers:
            kept = self._likenesses[asked.item.id] = (answers, aid.likeness(asked.item, answers))
        like = kept[1]
        papers = [marks[student].paper for student in order]
        here = papers.index(resources["submission_id"]) if resources["submission_id"] in papers else -1

        def view(answer: str) -> dict[str, Any]:
            links = [f"{resources['base_url']}/formgrader/submissions/{paper}/" for paper in papers]
            return {"view": aid.view(asked.item, answer, here, like), "links": links}

        return view


def _name(cell: Mapping[str, Any]) -> str:
    about = cell.get("metadata", {}).get("nbgrader")
    name = about.get("grade_id") if isinstance(about, dict) else None
    return name if isinstance(name, str) else ""


def _shown(cell: NotebookNode, number: int, beside: tuple[Question, Any] | None) -> NotebookNode:
    """The cell as it is rendered; its metadata but nbgrader's could only steer the rendering."""
    about = cell.metadata.get("nbgrader")
    metadata = {"nbgrader": about} if isinstance(about, dict) else {}
    if cell.cell_type == "code":
        cell.metadata = NotebookNode(metadata)
        cell.outputs = [output for output in cell.get("outputs", []) if _is_plain(output)]
        shown = cell
    elif metadata and about.get("locked") and not about.get("solution"):
        shown = new_markdown_cell(cell.source, metadata=metadata)
    elif beside:
        asked, view = beside
        shown = _panel(view(written(cell.source, asked)), cell, metadata)
    else:
        shown = _panel({"text": visible(cell.source[: aid.MOST_SHOWN])}, cell, metadata)
    shown.id = f"shown-{number}"
    return shown


def _is_plain(output: Mapping[str, Any]) -> bool:
    return output.get("output_type") == "execute_result" and set(output.get("data", {})) == {"text/plain"}


def _panel(values: dict[str, Any], cell: Mapping[str, Any], metadata: Mapping[str, Any]) -> NotebookNode:
    values = {"view": None, "links": [], "text": "", "pictures": _pictures(cell)} | values
    html = page.render("formgrader_answer", **values)
    # One line of HTML is one block to Markdown, which leaves its inside alone.
    css = " ".join(_CSS.read_text("utf-8").split())
    return new_markdown_cell(f"<div><style>{css}</style>" + html.strip().replace("\n", "&#10;") + "</div>", metadata=metadata)


def _pictures(cell: Mapping[str, Any]) -> list[str]:
    """Pictures pasted into the answer, as addresses that hold them; nothing but pictures can be one."""
    held = cell.get("attachments")
    found = []
    for bundle in held.values() if isinstance(held, dict) else ():
        for kind, data in bundle.items() if isinstance(bundle, dict) else ():
            if _PICTURE.fullmatch(kind) and isinstance(data, str):
                try:
                    found.append(f"data:{kind};base64,{base64.b64encode(base64.b64decode(data)).decode()}")
                except (binascii.Error, ValueError):
                    continue
    return found[:MOST_PICTURES]
