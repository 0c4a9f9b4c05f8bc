"""The trainee's side of the exchange, against nbgrader's own releasing and collecting."""

import hashlib
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from exercises import exchange
from exercises.exchange import ExchangeProblem
from grader.classroom import Classroom
from grader.collecting.run import collect
from grader.errors import GraderError
from grader.steps import hand_out

QUIZ = "quiz-01"

pytestmark = pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning")


@pytest.fixture
def handed_out(room: Classroom) -> Classroom:
    """A class that has handed out a paper of one answer cell."""
    cell = new_code_cell('answer = "B"')
    cell.metadata["nbgrader"] = {
        "schema_version": 3, "grade_id": "q01-answer", "grade": False, "solution": True, "locked": False, "task": False,
    }  # fmt: skip
    path = room.paper("source", QUIZ)
    path.mkdir(parents=True)
    notebook = new_notebook(cells=[cell], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    nbformat.write(notebook, path / f"{QUIZ}.ipynb")
    hand_out.release(room, QUIZ)
    return room


def test_a_paper_is_fetched_handed_in_and_collected_under_the_roster_id(handed_out: Classroom, tmp_path: Path) -> None:
    root, course = handed_out.exchange, handed_out.course_id
    home = tmp_path / "home"
    assert exchange.released(root, course) == [QUIZ]
    paper = exchange.fetch(home, QUIZ, root, course) / f"{QUIZ}.ipynb"
    receipt = exchange.submit(home, QUIZ, "x01", root, course)
    [collected] = collect(handed_out, QUIZ).rows
    assert (collected.version.student, collected.moved) == ("x01", True)
    assert receipt.digest == hashlib.sha256(paper.read_bytes()).hexdigest()
    assert collected.version.moment == receipt.moment.replace(tzinfo=None)
    assert abs(datetime.now(timezone.utc) - receipt.moment) < timedelta(minutes=1)
    [again] = collect(handed_out, QUIZ).rows
    assert not again.moved


def test_the_newest_of_two_hand_ins_is_collected(handed_out: Classroom, tmp_path: Path) -> None:
    root, course = handed_out.exchange, handed_out.course_id
    home = tmp_path / "home"
    paper = exchange.fetch(home, QUIZ, root, course) / f"{QUIZ}.ipynb"
    exchange.submit(home, QUIZ, "x01", root, course)
    collect(handed_out, QUIZ)
    paper.write_text(paper.read_text("utf-8").replace('answer = \\"\\"', 'answer = \\"C\\"'), "utf-8")
    exchange.submit(home, QUIZ, "x01", root, course)
    [collected] = collect(handed_out, QUIZ).used
    assert collected.moved
    assert 'answer = \\"C\\"' in (handed_out.paper("submitted", QUIZ, "x01") / f"{QUIZ}.ipynb").read_text("utf-8")


def test_fetching_again_never_touches_what_was_answered(handed_out: Classroom, tmp_path: Path) -> None:
    paper = exchange.fetch(tmp_path, QUIZ, handed_out.exchange, handed_out.course_id) / f"{QUIZ}.ipynb"
    paper.write_text("answered", "utf-8")
    exchange.fetch(tmp_path, QUIZ, handed_out.exchange, handed_out.course_id)
    assert paper.read_text("utf-8") == "answered"


def test_only_notebooks_leave_the_trainees_folder(handed_out: Classroom, tmp_path: Path) -> None:
    root, course = handed_out.exchange, handed_out.course_id
    folder = exchange.fetch(tmp_path, QUIZ, root, course)
    (folder / "私人.docx").write_bytes(b"x")
    exchange.submit(tmp_path, QUIZ, "x01", root, course)
    [sent] = (root / course / "inbound").iterdir()
    assert {p.name for p in sent.iterdir()} == {f"{QUIZ}.ipynb", "timestamp.txt", "submission_secret.txt"}


def test_feedback_comes_back_only_to_the_id_that_handed_in(handed_out: Classroom, tmp_path: Path) -> None:
    root, course = handed_out.exchange, handed_out.course_id
    exchange.fetch(tmp_path, QUIZ, root, course)
    receipt = exchange.submit(tmp_path, QUIZ, "x01", root, course)
    assert exchange.feedback(tmp_path, QUIZ, "x01", root, course) == []
    collect(handed_out, QUIZ)
    page = handed_out.paper("feedback", QUIZ, "x01")
    page.mkdir(parents=True)
    (page / f"{QUIZ}.html").write_text("反馈", "utf-8")
    for name in ("timestamp.txt", "submission_secret.txt"):
        (page / name).write_bytes((handed_out.paper("submitted", QUIZ, "x01") / name).read_bytes())
    assert handed_out.api.release_feedback(QUIZ, "x01")["success"]
    [mine] = exchange.feedback(tmp_path, QUIZ, "x01", root, course)
    assert mine.path.read_text("utf-8") == "反馈"
    assert mine.moment == receipt.moment
    assert exchange.feedback(tmp_path / "other", QUIZ, "x02", root, course) == []


@pytest.mark.parametrize("bad", ["x+1", "张三", "*", "", "../x", "a" * 65])
def test_an_id_that_would_confuse_nbgrader_is_refused(bad: str, handed_out: Classroom, tmp_path: Path) -> None:
    exchange.fetch(tmp_path, QUIZ, handed_out.exchange, handed_out.course_id)
    with pytest.raises(ExchangeProblem, match="编号"):
        exchange.submit(tmp_path, QUIZ, bad, handed_out.exchange, handed_out.course_id)


def test_a_missing_folder_class_quiz_or_paper_is_named_with_what_to_do(handed_out: Classroom, tmp_path: Path) -> None:
    root, course = handed_out.exchange, handed_out.course_id
    with pytest.raises(ExchangeProblem, match="找不到收发试卷的文件夹"):
        exchange.released(tmp_path / "nowhere", course)
    with pytest.raises(ExchangeProblem, match="没有班级“other”"):
        exchange.released(root, "other")
    with pytest.raises(ExchangeProblem, match="没有发放测验“quiz-09”"):
        exchange.fetch(tmp_path, "quiz-09", root, course)
    with pytest.raises(ExchangeProblem, match="找不到答卷"):
        exchange.submit(tmp_path, QUIZ, "x01", root, course)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everywhere")
def test_a_folder_without_permission_is_named(handed_out: Classroom) -> None:
    handed_out.exchange.chmod(0o555)
    with pytest.raises(ExchangeProblem, match="没有权限"):
        exchange.released(handed_out.exchange, handed_out.course_id)


def test_what_is_out_is_not_handed_out_again_by_accident(handed_out: Classroom) -> None:
    with pytest.raises(GraderError, match="--again"):
        hand_out.release(handed_out, QUIZ)
    hand_out.release(handed_out, QUIZ, again=True)
