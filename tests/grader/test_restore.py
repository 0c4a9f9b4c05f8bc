"""Whatever a submission says about its own cells, the gradebook's word stands."""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from grader.restore import KnownCell, restore

KNOWN = {
    "q01-answer": KnownCell("q01-answer", "code", 'answer = ""', False, "a" * 32, solution=True),
    "q01": KnownCell("q01", "code", "# 评分单元", True, "b" * 32, points=2.0),
}


def cell(source: str, grade_id: str | None, **meta: object) -> NotebookNode:
    made = new_code_cell(source)
    if grade_id is not None:
        made.metadata["nbgrader"] = NotebookNode(grade_id=grade_id, **meta)
    return made


def by_id(cells: list[NotebookNode], grade_id: str) -> NotebookNode:
    [found] = [c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id]
    return found


def test_points_and_roles_come_from_the_gradebook() -> None:
    cells = [cell('answer = "A"', "q01-answer"), cell("", "q01", grade=False, points=99, schema_version=99, extra=1)]
    meta = by_id(restore(cells, KNOWN), "q01").metadata.nbgrader
    assert meta == KNOWN["q01"].metadata()
    assert (meta.points, meta.grade, meta.schema_version) == (2.0, True, 3)


def test_unknown_and_damaged_claims_are_dropped_and_the_cells_kept() -> None:
    damaged = new_code_cell("2")
    damaged.metadata["nbgrader"] = "nonsense"
    restored = restore([cell("1", "q99", grade=True), damaged, cell("3", None)], {})
    assert [c.source for c in restored] == ["1", "2", "3"]
    assert all("nbgrader" not in c.metadata for c in restored)


def test_missing_cells_come_back_as_released_and_a_missing_answer_is_marked_so() -> None:
    restored = restore([], KNOWN)
    assert by_id(restored, "q01").source == "# 评分单元"
    assert by_id(restored, "q01-answer").metadata.xuncha == {"role": "answer", "restored": True}


def test_an_untouched_copy_adds_nothing_to_the_answered_cell() -> None:
    cells = [cell('answer = ""', "q01-answer"), cell('answer = "B"', "q01-answer"), cell("", "q01")]
    restored = restore(cells, KNOWN)
    assert by_id(restored, "q01-answer").source == 'answer = "B"'


def test_two_different_copies_are_both_kept_for_the_reader() -> None:
    cells = [cell('answer = "A"', "q01-answer"), cell('answer = "B"', "q01-answer"), cell("", "q01")]
    assert by_id(restore(cells, KNOWN), "q01-answer").source == 'answer = "A"\n\nanswer = "B"'


def test_a_second_check_cell_is_no_check_cell() -> None:
    restored = restore([cell("", "q01"), cell("", "q01"), cell('answer = "A"', "q01-answer")], KNOWN)
    assert by_id(restored, "q01") is restored[0]
