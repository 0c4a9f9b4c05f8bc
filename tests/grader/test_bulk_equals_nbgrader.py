"""The bulk door leaves the gradebook that ``nbgrader autograde`` with our steps leaves, whatever was handed in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from effort import times
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made_classes import LATE, ON_TIME, copied, released, with_quiz
from made_papers import QUIZ, answered, asked, cell, part, right, wrong
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from whole_gradebook import graded_files, whole

from exercises.items import Item
from grader.bulk import tables
from grader.bulk.run import grade
from grader.bulk.stamps import parse
from grader.classroom import Classroom

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def quiz_room(new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    return with_quiz(tmp_path_factory.mktemp("equal") / "class-a", new_class)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("rounds")


# -- what trainees hand in ---------------------------------------------------------------

TYPED = [
    "answer = b", "answer = Ｂ", 'answer ＝ “B”', "B", 'answer = ""', "answer =", "answer = None", "", "   ",
    'answer = "A"\nanswer = "B"', 'answer = ["A", "C"]', "answer = {1: 'A', 2: 'B'}", "answer = 对", "answer = √",
    "answer = f('A')", "%time answer = 'A'", "import os", "answer = [[[[[[[[[[1]]]]]]]]]]", "answer = nan", "answer = 1e999",
]  # fmt: skip


def sources(item: Item) -> st.SearchStrategy[str | None]:
    """What one answer cell may hold; None leaves it as it was released."""
    usual = [None, right(item), right(item), wrong(item), part(item)]
    return st.one_of(st.sampled_from(usual), st.sampled_from(TYPED), st.text(max_size=40))


@st.composite
def papers(draw: st.DrawFn) -> dict[str, Any]:
    """One submission: the answers, what else was done to the file, and when it came."""
    return {
        "answers": [draw(sources(question.item)) for question in asked()],
        "changes": draw(st.lists(st.sampled_from(sorted(CHANGES)), max_size=2, unique=True)),
        "moment": draw(st.sampled_from([None, "", ON_TIME, ON_TIME, LATE, "2024-03-06 09:00:00 +0800"])),
    }


def forged_outputs(paper: NotebookNode) -> None:
    for question in asked():
        cell(paper, question.check_id).outputs = [new_output("execute_result", {"text/plain": "99.0"}, execution_count=1)]


def more_points(paper: NotebookNode) -> None:
    for question in asked():
        cell(paper, question.grade_id).metadata.nbgrader.points = 90


def unlocked(paper: NotebookNode) -> None:
    for question in asked():
        check = cell(paper, question.check_id)
        check.metadata.nbgrader.update(locked=False, grade=False, checksum="0" * 32)
        check.source = "# 什么也不查"


def copied_answer(paper: NotebookNode) -> None:
    first = cell(paper, asked()[0].answer_id)
    copy = nbformat.from_dict(first)
    copy.id, copy.source = "copied", 'answer = "A"'
    paper.cells.insert(paper.cells.index(first) + 1, copy)


def lost_answer(paper: NotebookNode) -> None:
    paper.cells.remove(cell(paper, asked()[1].answer_id))


def backwards(paper: NotebookNode) -> None:
    paper.cells.reverse()


def own_cells(paper: NotebookNode) -> None:
    paper.cells.insert(2, new_markdown_cell("我的笔记"))
    paper.cells.append(new_code_cell("print(1)"))


def retyped(paper: NotebookNode) -> None:
    old = cell(paper, asked()[0].answer_id)
    new = new_markdown_cell(old.source, metadata=old.metadata)
    paper.cells[paper.cells.index(old)] = new


FEWER = 8
"""Papers of a class in PostgreSQL, where nbgrader takes longer."""

CHANGES = {f.__name__: f for f in (forged_outputs, more_points, unlocked, copied_answer, lost_answer, backwards, own_cells, retyped)}
#: After these the bulk door's copy keeps the order and the ids of the quiz, where the other keeps those of the file.
REORDERED = {"copied_answer", "lost_answer", "backwards", "retyped"}


def write(room: Classroom, student: str, made: dict[str, Any], moment: str | None = None) -> None:
    texts = dict(zip((q.item.id for q in asked()), made["answers"], strict=True))
    paper = answered(released(room), lambda item: texts[item.id])
    for change in made["changes"]:
        try:
            CHANGES[change](paper)
        except StopIteration:
            pass  # another change has taken that cell away
    folder = room.paper("submitted", QUIZ, student)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{QUIZ}.ipynb").write_text(nbformat.writes(paper), "utf-8")
    when = moment or made["moment"]
    if when is not None:
        (folder / "timestamp.txt").write_text(when)


def by_nbgrader(room: Classroom, again: bool) -> None:
    for folder in sorted((room.folder / "submitted").iterdir()):
        result = room.api.autograde(QUIZ, folder.name, force=again)
        assert result["success"], result


# nbgrader takes half a second a paper: one class of 25, graded twice, and no time spent on making a failure smaller.
@pytest.mark.chance
@settings(max_examples=times(1), deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@pytest.mark.timeout(1200)
@given(made=st.lists(papers(), min_size=25, max_size=25), data=st.data())
def test_whole_gradebooks_are_equal_now_after_marking_and_after_a_second_hand_in(
    made: list[dict[str, Any]], data: st.DataObject, quiz_room: Classroom, scratch: Path
) -> None:
    if quiz_room.server:
        made = made[:FEWER]
    shutil.rmtree(scratch, ignore_errors=True)
    theirs, ours = copied(quiz_room, scratch / "theirs" / "class-a"), copied(quiz_room, scratch / "ours" / "class-a")
    for number, paper in enumerate(made):
        for room in (theirs, ours):
            write(room, f"s{number:02d}", paper)
    by_nbgrader(theirs, again=False)
    report = grade(ours, QUIZ)
    assert (report.graded, report.problems) == (len(made), [])
    assert whole(ours.folder) == whole(theirs.folder)
    assert report.waiting == len({row[0] for row in whole(ours.folder)["grades"] if row[-1]})
    assert_equal_copies(ours, theirs, [f"s{n:02d}" for n, paper in enumerate(made) if not REORDERED & {*paper["changes"]}])

    marked = data.draw(st.lists(st.tuples(st.integers(0, 24), st.integers(0, len(asked()) - 1)), max_size=6))
    back = data.draw(st.lists(st.integers(0, 24), max_size=4, unique=True))
    again = data.draw(st.booleans())
    marked = [one for one in marked if one[0] < len(made)]
    back = [number for number in back if number < len(made)]
    for room in (theirs, ours):
        a_person_marks(room, marked)
        for number in back:
            write(room, f"s{number:02d}", made[number - 1], "2024-03-07 10:00:00 UTC")
    by_nbgrader(theirs, again)
    grade(ours, QUIZ, again)
    assert whole(ours.folder) == whole(theirs.folder)


def a_person_marks(room: Classroom, marked: list[tuple[int, int]]) -> None:
    with room.gradebook() as gradebook:
        for student, number in marked:
            question = asked()[number]
            found = gradebook.find_grade(question.grade_id, QUIZ, QUIZ, f"s{student:02d}")
            found.manual_score, found.extra_credit, found.needs_manual_grade = 1.0, 0.5, False
            gradebook.find_comment(question.answer_id, QUIZ, QUIZ, f"s{student:02d}").manual_comment = "看过"
        gradebook.grant_extension(QUIZ, "s03", days=1)
        gradebook.db.commit()


def assert_equal_copies(ours: Classroom, theirs: Classroom, students: list[str]) -> None:
    mine, other = graded_files(ours.folder), graded_files(theirs.folder)
    assert mine.keys() == other.keys()
    for student in students:
        name = f"{student}/{QUIZ}/{QUIZ}.ipynb"
        assert without_own(mine[name]) == without_own(other[name])


def without_own(raw: bytes) -> NotebookNode:
    """The copy without the ids of the trainee's own cells, which each door makes where they are missing or doubled."""
    paper = nbformat.reads(raw.decode(), as_version=4)
    for each in paper.cells:
        if "nbgrader" not in each.metadata:
            each.pop("id", None)
    return paper


def test_an_honest_paper_is_copied_to_the_byte_as_nbgrader_writes_it(quiz_room: Classroom, tmp_path: Path) -> None:
    theirs, ours = copied(quiz_room, tmp_path / "theirs" / "class-a"), copied(quiz_room, tmp_path / "ours" / "class-a")
    for room in (theirs, ours):
        for student, how in {"x01": right, "x02": part}.items():
            write(room, student, {"answers": [how(q.item) for q in asked()], "changes": [], "moment": ON_TIME})
        (room.paper("submitted", QUIZ, "x01") / "submission_secret.txt").write_text("secret")
        (room.paper("submitted", QUIZ, "x01") / "图" / "a").mkdir(parents=True)
        (room.paper("submitted", QUIZ, "x01") / "图" / "a" / "b.txt").write_text("附件")
        (room.paper("source", QUIZ) / "材料.txt").write_text("给大家的材料")
    by_nbgrader(theirs, again=False)
    grade(ours, QUIZ)
    assert graded_files(ours.folder) == graded_files(theirs.folder)
    modes = [
        {str(p.relative_to(room.folder)): p.stat().st_mode for p in (room.folder / "autograded").glob("x*/**/*")}
        for room in (theirs, ours)
    ]
    assert modes[0] == modes[1]


def test_the_tables_are_nbgraders() -> None:
    from nbgrader.api import Base

    for ours in tables.ALL:
        theirs = Base.metadata.tables[ours.name]
        for column in ours.columns:
            assert isinstance(theirs.columns[column.name].type, type(column.type)), f"{ours.name}.{column.name}"


@given(
    st.one_of(
        st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).flatmap(
            lambda moment: st.sampled_from([f"{moment} UTC", f"{moment}", f"{moment} +0800", f"{moment:%Y-%m-%d %H:%M:%S} CET"])
        ),
        st.text(max_size=30),
    )
)
def test_a_time_stamp_means_what_nbgrader_takes_it_for(text: str) -> None:
    from nbgrader.utils import parse_utc

    try:
        expected = parse_utc(text.strip()) if text.strip() else None
    except Exception:
        with pytest.raises(ValueError):
            parse(text.encode("utf-8", "surrogatepass"))
    else:
        assert parse(text.encode("utf-8", "surrogatepass")) == expected
