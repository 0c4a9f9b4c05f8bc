"""Whatever is handed in: nothing runs, nothing earns more than its due, everything is told, and the batch goes on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from hostile_papers import CASES, DATA, FILE, REFUSED_FILES
from hypothesis import given
from hypothesis import strategies as st
from made_classes import copied, released, with_quiz
from made_papers import QUIZ, asked, right
from whole_gradebook import whole

from grader.bulk.aside import FOLDER, REASON
from grader.bulk.key import Slot
from grader.bulk.reading import BadPaper, Reader
from grader.bulk.run import Report, grade
from grader.classroom import Classroom
from grader.known import KnownCell

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
]

#: Folder names that are no ids; each holds a paper that is all right.
NAMES = ["=cmd()", "+1", "@SUM(A1)", "..hidden", "a b", "张三", "x" * 100, "a'b\"c", "a;rm -rf", "\x1b[31mred", "$(id)", "a+b"]


@dataclass(frozen=True)
class Batch:
    """One class with every case in it, graded once."""

    room: Classroom
    report: Report
    records: dict[str, list[tuple[object, ...]]]

    def said(self, student: str) -> str:
        return "；".join(said.text for said in self.report.remarks if said.student == student)

    def problem(self, student: str) -> str:
        return "；".join(said.text for said in self.report.problems if said.student == student)


@pytest.fixture(scope="module")
def quiz_room(new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    return with_quiz(tmp_path_factory.mktemp("made") / "class-a", new_class)


@pytest.fixture(scope="module")
def batch(quiz_room: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    room = copied(quiz_room, tmp_path_factory.mktemp("hostile") / "class-a")
    paper = released(room)
    for student, case in CASES.items():
        folder = room.paper("submitted", QUIZ, student)
        folder.mkdir(parents=True)
        case.write(folder, paper)
    for name in NAMES:
        folder = room.folder / "submitted" / name / QUIZ
        folder.mkdir(parents=True)
        CASES["all-right-and-well-made"].write(folder, paper)
    return Batch(room, grade(room, QUIZ), whole(room.folder))


def marks(batch: Batch, student: str) -> dict[str, tuple[float | None, bool]]:
    """Automatic score and flag by grade cell."""
    return {row[2]: (row[4], row[7]) for row in batch.records["grades"] if row[0] == student}


def test_there_are_enough_cases() -> None:
    files = [path for path in DATA.rglob("*") if path.is_file()]
    assert len(files) >= 60 and len(CASES) + len(NAMES) >= 110
    assert {path.stem for path in (DATA / "papers").iterdir()} == REFUSED_FILES.keys()


def test_every_paper_is_accounted_for(batch: Batch) -> None:
    assert batch.report.seen == len(CASES) + len(NAMES) - 1  # a name that begins with a dot is no trainee
    assert {said.student for said in batch.report.problems} == {n for n, c in CASES.items() if c.refused} | {*NAMES} - {"..hidden"}


def test_nothing_was_run(batch: Batch) -> None:
    assert not [path for path in batch.room.folder.rglob("evil*") if "submitted" not in path.parts and FOLDER not in path.parts]
    assert not Path("evil.txt").exists()
    assert not list((batch.room.folder / "submitted").rglob("evil.txt"))


@pytest.mark.parametrize("student", [name for name, case in CASES.items() if case.refused])
def test_a_paper_that_cannot_be_read_is_told_kept_and_leaves_no_trace(student: str, batch: Batch) -> None:
    problem = batch.problem(student)
    assert CASES[student].refused in problem and re.search("[\u4e00-\u9fff]", problem)
    assert not marks(batch, student)
    assert not (batch.room.folder / "autograded" / student).exists()
    [kept] = (batch.room.folder / FOLDER / QUIZ / student).iterdir()
    assert (kept / REASON).read_text("utf-8") == f"{problem}。\n"
    sent = batch.room.paper("submitted", QUIZ, student) / FILE
    if sent.is_file() and not sent.is_symlink() and not sent.parent.is_symlink():
        assert (kept / "答卷" / FILE).read_bytes() == sent.read_bytes()


@pytest.mark.parametrize("student", [name for name, case in CASES.items() if not case.refused])
def test_a_paper_earns_what_its_literals_earn(student: str, batch: Batch) -> None:
    case, got = CASES[student], marks(batch, student)
    due = case.most * sum(question.item.points for question in asked()[:-1])
    assert got and sum(score or 0.0 for score, _ in got.values()) == due, batch.problem(student)
    assert case.said in batch.said(student)
    flags = [got[question.grade_id][1] for question in asked()[:-1]]
    assert all(flags) if case.flagged else True
    copy = nbformat.read(batch.room.paper("autograded", QUIZ, student) / FILE, as_version=4)
    nbformat.validate(copy)


@pytest.mark.parametrize("student", [name for name in CASES if name.startswith("answer-")])
def test_what_was_typed_is_kept_to_the_letter(student: str, batch: Batch) -> None:
    sent = json.loads((batch.room.paper("submitted", QUIZ, student) / FILE).read_text("utf-8", "surrogatepass"))
    copy = json.loads((batch.room.paper("autograded", QUIZ, student) / FILE).read_text("utf-8"))
    texts = [
        {c["metadata"]["nbgrader"]["grade_id"]: "".join(c["source"]) for c in paper["cells"]} for paper in (sent, copy)
    ]
    for question in asked():
        assert texts[0][question.answer_id] == texts[1][question.answer_id]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "..hidden"])
def test_a_name_that_is_no_id_is_told_and_touches_nothing(name: str, batch: Batch) -> None:
    assert "不能作编号" in batch.problem(name)
    assert not any(name in row for row in batch.records["people"])
    assert not (batch.room.folder / "autograded" / name).exists()
    assert list((batch.room.folder / FOLDER / QUIZ / name).glob("*/答卷/*.ipynb"))


def test_a_second_run_keeps_nothing_twice_and_changes_nothing(batch: Batch) -> None:
    def kept() -> list[str]:
        return sorted(str(path) for path in (batch.room.folder / FOLDER).rglob("*"))

    before = kept()
    report = grade(batch.room, QUIZ)
    assert report.graded == 0 and len(report.problems) == len(batch.report.problems)
    assert (kept(), whole(batch.room.folder)) == (before, batch.records)


# -- the reader on anything at all ------------------------------------------------------------------

_KNOWN = [
    KnownCell("q01-stem", "markdown", "第一题", True, ""),
    KnownCell("q01-answer", "code", 'answer = ""', False, "", solution=True),
    KnownCell("q01", "code", "# 评分单元", True, "", points=2.0),
]
READER = Reader([Slot(cell, {"cell_type": cell.cell_type, "id": cell.grade_id, "metadata": {"nbgrader": cell.metadata()}}) for cell in _KNOWN])

_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.sampled_from(["q01", "q01-answer", "code"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["nbgrader", "grade_id", "xuncha", "shown", "x"]), inner, max_size=3),
    max_leaves=6,
)
_CELLS = st.fixed_dictionaries(
    {},
    optional={
        "metadata": _VALUES | st.fixed_dictionaries({"nbgrader": st.fixed_dictionaries({"grade_id": _VALUES})}),
        "source": _VALUES | st.lists(st.text(max_size=5)),
        "cell_type": _VALUES,
        "outputs": _VALUES,
        "attachments": _VALUES | st.fixed_dictionaries({"a": st.fixed_dictionaries({"image/png": _VALUES})}),
        "id": _VALUES,
    },
)


@given(st.lists(_CELLS | _VALUES, max_size=6), _VALUES)
def test_the_reader_reads_or_refuses_any_notebook(cells: list[object], metadata: object) -> None:
    raw = json.dumps({"nbformat": 4, "cells": cells, "metadata": metadata}).encode()
    try:
        found = READER.read(raw)
    except BadPaper as refusal:
        assert re.search("[\u4e00-\u9fff]", str(refusal))
    else:
        assert found.answers.keys() <= {1}
        assert all(isinstance(text, str) for text in found.answers.values())


@given(st.binary(max_size=200) | st.text(alphabet='{}[]",:0123456789cellsnbformat ').map(str.encode))
def test_the_reader_reads_or_refuses_any_bytes(raw: bytes) -> None:
    try:
        READER.read(raw)
    except BadPaper as refusal:
        assert str(refusal)
