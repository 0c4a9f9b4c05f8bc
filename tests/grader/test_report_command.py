"""``xuncha class report`` over a real gradebook, against what was handed in."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import nbformat
import pytest
from made_classes import copied
from made_papers import QUIZ, answered, asked, hand_in, part, right, source, wrong
from typer.testing import CliRunner
from whole_gradebook import whole

from grader import classroom, roster
from grader.bulk.run import grade
from grader.classroom import Classroom
from grader.cli import app
from grader.errors import GraderError
from grader.reports.gather import gather
from grader.roster.units import FILE

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
]

WAYS = {"x01": right, "x02": wrong, "x03": part, "x04": lambda item: None, "x05": lambda item: "import os"}


@pytest.fixture(scope="module")
def graded(new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A class of seven, five of whom have handed in."""
    folder = tmp_path_factory.mktemp("report") / "class-a"
    room = copied(classroom.find(new_class), folder)
    path = room.paper("source", QUIZ) / f"{QUIZ}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(source(), path)
    assert room.api.generate_assignment(QUIZ)["success"]
    roster.add(room, [roster.Trainee(f"x0{n}", f"学员{n}") for n in range(1, 8)])
    (folder / FILE).write_text("编号,单位\nx01,县审计局\nx02,县审计局\nx07,财政局\n", "utf-8-sig")
    released = nbformat.read(room.paper("release", QUIZ) / f"{QUIZ}.ipynb", as_version=4)
    for student, how in WAYS.items():
        hand_in(folder, student, answered(released, how))
    grade(room, QUIZ)
    return room


def run(room: Classroom, *arguments: str, fails: bool = False) -> str:
    result = CliRunner().invoke(app, ["report", *arguments, "--dir", str(room.folder)], env={"COLUMNS": "120"})
    assert (result.exit_code != 0) == fails, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


def test_everyone_and_everything_they_did_is_gathered(graded: Classroom) -> None:
    found = gather(graded, QUIZ)
    people = {one.id: one for one in found.sittings}
    assert [one.id for one in found.sittings] == [f"x0{n}" for n in range(1, 8)]
    assert [q.number for q in found.questions] == [q.number for q in asked()]
    assert found.full == sum(q.item.points for q in asked())
    assert (people["x01"].unit, people["x03"].unit, people["x06"].state) == ("县审计局", "", "未交")
    closed = [q for q in asked() if q.item.type != "short"]
    for question in closed:
        points = question.item.points
        assert people["x01"].earned[question.number] == points
        assert {people[id].earned[question.number] for id in ("x02", "x04", "x05")} == {0.0}
        hows = [people[id].given[question.number].how for id in ("x01", "x02", "x04", "x05")]
        assert hows == ["answered", "answered", "blank", "unreadable"]
    short = asked()[-1].number
    assert short not in people["x01"].earned and people["x01"].waiting == (short,)
    assert people["x04"].earned[short] == 0.0


def test_a_person_s_mark_goes_before_the_computer_s(graded: Classroom, tmp_path: Path) -> None:
    room = copied(graded, tmp_path / "class-a")
    with room.gradebook() as gradebook:
        short = gradebook.find_grade(asked()[-1].grade_id, QUIZ, QUIZ, "x01")
        short.manual_score, short.extra_credit, short.needs_manual_grade = 3.0, 1.0, False
        again = gradebook.find_grade(asked()[0].grade_id, QUIZ, QUIZ, "x02")
        again.manual_score = 1.5
        gradebook.db.commit()
    people = {one.id: one for one in gather(room, QUIZ).sittings}
    # The person's gift is in the total, not in what the item measured.
    assert people["x01"].earned[asked()[-1].number] == 3.0
    assert people["x01"].score == sum(people["x01"].earned.values()) + 1.0
    assert people["x02"].earned[asked()[0].number] == 1.5


def test_a_graded_paper_that_is_gone_costs_its_answers_only(graded: Classroom, tmp_path: Path) -> None:
    room = copied(graded, tmp_path / "class-a")
    (room.paper("autograded", QUIZ, "x01") / f"{QUIZ}.ipynb").unlink()
    (room.paper("autograded", QUIZ, "x02") / f"{QUIZ}.ipynb").write_text("{")
    people = {one.id: one for one in gather(room, QUIZ).sittings}
    assert people["x01"].given == people["x02"].given == {}
    assert people["x01"].score == sum(people["x01"].earned.values())


def test_the_command_writes_four_files_and_says_what_matters(graded: Classroom, tmp_path: Path) -> None:
    out = tmp_path / "给领导"
    said = run(graded, QUIZ, "--out", str(out), "--pass", "75")
    assert "有成绩 5 人" in said and "待人工评阅" in said and "--hide-names" in said
    assert sorted(path.name for path in out.iterdir()) == [
        f"{QUIZ} 成绩单.csv", f"{QUIZ} 成绩报告.html", f"{QUIZ} 成绩报告.xlsx", f"{QUIZ} 题目分析.csv"
    ]  # fmt: skip
    heading, *rows = csv.reader(io.StringIO((out / f"{QUIZ} 成绩单.csv").read_text("utf-8-sig"), newline=""))
    assert heading[:3] == ["单位", "姓名", "编号"] and len(rows) == 7
    assert rows[0][:3] == ["县审计局", "学员1", "x01"] and rows[0][heading.index("名次")] == "1"
    assert "人工评阅" in (out / f"{QUIZ} 成绩报告.html").read_text("utf-8")


def test_by_default_it_writes_into_the_class(graded: Classroom) -> None:
    run(graded, QUIZ, "--hide-names")
    page = (graded.folder / "报告" / f"{QUIZ}（隐去姓名） 成绩报告.html").read_text("utf-8")
    assert "学员 1" in page and "x01" not in page and "县审计局" not in page


def test_without_a_table_of_units_it_says_how_to_make_one(graded: Classroom, tmp_path: Path) -> None:
    copied(graded, tmp_path / "class-a")
    assert FILE not in run(graded, QUIZ, "--out", str(tmp_path / "a"))
    (tmp_path / "class-a" / FILE).unlink()
    assert FILE in run(classroom.find(tmp_path / "class-a"), QUIZ)


def test_reading_changes_nothing_in_the_gradebook(graded: Classroom, tmp_path: Path) -> None:
    before = whole(graded.folder)
    run(graded, QUIZ, "--out", str(tmp_path))
    assert whole(graded.folder) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("no-such",), "成绩册里没有测验"),
        ((QUIZ, "--against", QUIZ), "另一次测验"),
        ((QUIZ, "--against", "no-such"), "成绩册里没有测验"),
    ],
)
def test_what_cannot_be_done_is_said(graded: Classroom, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    assert told in run(graded, *arguments, "--out", str(tmp_path), fails=True)
    assert not list(tmp_path.iterdir())


def test_a_quiz_nobody_has_been_graded_in_has_no_report(room: Classroom) -> None:
    path = room.paper("source", QUIZ) / f"{QUIZ}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(source(), path)
    assert room.api.generate_assignment(QUIZ)["success"]
    with pytest.raises(GraderError, match="还没有评过分"):
        gather(room, QUIZ)
