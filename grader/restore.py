"""The sanitising step before nbgrader's own: cell metadata from the gradebook.

A submission may say anything about itself: another number of points, a check cell
that is no check cell, two cells with one id after a copy and paste. Stock nbgrader
stops the whole batch at some of these. Here every known cell gets back the metadata
the gradebook has for it, every unknown one loses its claim, and copies of one answer
cell are put together, so that nothing the trainee wrote is lost.
"""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.api import Notebook as MasterNotebook
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.known import KnownCell, put_together


def blank(known: KnownCell) -> NotebookNode:
    """The cell as it was released, for a submission that has lost it."""
    new = new_code_cell if known.cell_type == "code" else new_markdown_cell
    cell = new(known.source)
    cell.metadata["nbgrader"] = NotebookNode(known.metadata())
    if known.solution:
        cell.metadata["xuncha"] = NotebookNode(role="answer", restored=True)
    return cell


def known_cells(notebook: MasterNotebook) -> dict[str, KnownCell]:
    """Every nbgrader cell of the master version by its id."""
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    points = {cell.name: float(cell.max_score) for cell in [*notebook.grade_cells, *notebook.task_cells]}
    return {
        cell.name: KnownCell(
            grade_id=cell.name,
            cell_type=cell.cell_type,
            source=cell.source,
            locked=cell.locked,
            checksum=cell.checksum,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=points.get(cell.name),
        )
        for cell in notebook.source_cells
    }


def restore(cells: list[NotebookNode], known: dict[str, KnownCell]) -> list[NotebookNode]:
    """``cells`` with the gradebook's metadata, each known cell exactly once.

    Missing cells are added at the end (cells are paired by id, never by place).
    Copies of an answer cell that were answered are joined into the first; whether
    they contradict each other is for the reader of the answer to say.
    """
    first: dict[str, NotebookNode] = {}
    restored: list[NotebookNode] = []
    for cell in cells:
        grade_id = _claimed_id(cell)
        cell.metadata.pop("nbgrader", None)
        if grade_id not in known:
            restored.append(cell)
        elif grade_id not in first:
            first[grade_id] = cell
            restored.append(cell)
        elif known[grade_id].solution:
            kept = first[grade_id]
            kept.source = put_together(kept.source, cell.source, known[grade_id].source)
    for grade_id, cell in first.items():
        cell.metadata["nbgrader"] = NotebookNode(known[grade_id].metadata())
    restored += [blank(cell) for grade_id, cell in known.items() if grade_id not in first]
    return restored


def _claimed_id(cell: NotebookNode) -> str | None:
    meta = cell.metadata.get("nbgrader")
    grade_id = meta.get("grade_id") if isinstance(meta, dict) else None
    return grade_id if isinstance(grade_id, str) else None


class RestoreCells(NbGraderPreprocessor):
    """Give a submitted notebook the cell metadata of the master version."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            known = known_cells(gradebook.find_notebook(place["notebook"], place["assignment"]))
        nb.cells = restore(nb.cells, known)
        if (nb.nbformat, nb.nbformat_minor) < (4, 5):
            for cell in nb.cells:
                cell.pop("id", None)
        return nb, resources
