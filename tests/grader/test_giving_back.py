"""Giving feedback to a whole class: what is broken is said by name, nothing is half written, trainees find their pages."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import grader
import nbformat
import pytest
from effort import times
from killing import in_a_child, killed_at, lines_of
from made_classes import copied, graded_class, released
from made_papers import QUIZ, answered, asked, hand_in, wrong

from exercises.mistakes import from_page
from exercises.shuffle import deal, seed, shown
from grader.bulk.run import grade
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.feedback.exchange import name
from grader.steps import give_back

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]

KILLS = times(20)
"""For a class in SQLite; a third of them for one in PostgreSQL, where copying a class takes longer."""
OURS = Path(grader.__file__).parent


@pytest.fixture(scope="module")
def graded(new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Six graded papers, each with a secret as if it had come through the exchange."""
    return graded_class(tmp_path_factory.mktemp("graded") / "class-a", new_class)


@pytest.fixture
def room(graded: Classroom, tmp_path: Path) -> Classroom:
    return copied(graded, tmp_path / "class-a")


def page(room: Classroom, student: str) -> Path:
    return room.paper("feedback", QUIZ, student) / f"{QUIZ}.html"


def copy_of(room: Classroom, student: str) -> Path:
    """The graded copy, which may be written to."""
    path = room.paper("autograded", QUIZ, student) / f"{QUIZ}.ipynb"
    path.chmod(0o644)
    return path


def everything(room: Classroom) -> dict[str, bytes]:
    """All files of feedback, in the class and in the exchange."""
    places = (room.folder / "feedback", room.exchange / room.course_id)
    files = [path for place in places for path in place.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {str(path.relative_to(room.folder)): path.read_bytes() for path in files}


def without_cell(path: Path) -> None:
    paper = json.loads(path.read_bytes())
    paper["cells"] = [c for c in paper["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") != asked()[2].answer_id]
    path.write_text(json.dumps(paper), "utf-8")


def with_source(path: Path) -> None:
    paper = json.loads(path.read_bytes())
    for cell in paper["cells"]:
        cell["source"] = 7
    path.write_text(json.dumps(paper), "utf-8")


def linked(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "truncated": (lambda path: path.write_bytes(path.read_bytes()[:2000]), "不是完好的笔记本文件"),
    "empty": (lambda path: path.write_bytes(b""), "是空的"),
    "no JSON": (lambda path: path.write_bytes(b"\xff\xfe\x00"), "文字编码不是 UTF-8"),
    "a list": (lambda path: path.write_bytes(b"[]"), "不是笔记本文件"),
    "deep": (lambda path: path.write_bytes(b'{"cells": ' + b"[" * 200_000), "不是完好的笔记本文件"),
    "odd cells": (lambda path: path.write_bytes(b'{"nbformat": 4, "cells": [1, null, {"metadata": []}]}'), "少了第 1、2、3"),
    "gone": (lambda path: path.unlink(), f"找不到 {QUIZ}.ipynb"),
    "a link": (linked, "指向别处的链接"),
    "without a cell": (without_cell, "少了第 3 题的作答单元"),
    "no text": (with_source, "不是完好的笔记本文件"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_graded_copy_is_named_and_the_others_are_given_back(how: str, room: Classroom) -> None:
    breaking, reason = BROKEN[how]
    breaking(copy_of(room, "x02"))
    report = give_back.feedback(room, QUIZ)
    [problem] = report.problems
    assert problem.student == "x02" and reason in problem.text and "重新评分" in problem.text and "学员重新提交" not in problem.text
    assert report.made == report.released == 5 and not page(room, "x02").exists()


def test_whoever_is_not_in_the_gradebook_or_has_no_usable_id_is_named(room: Classroom) -> None:
    for student in ("stranger", "张三"):
        shutil.copytree(room.folder / "autograded" / "x01", room.folder / "autograded" / student)
    report = give_back.feedback(room, QUIZ)
    assert {problem.student: problem.text.partition("。")[0] for problem in report.problems} == {
        "stranger": "成绩册里没有这份答卷",
        "张三": "文件夹的名字不能作编号",
    }
    assert report.made == 6


def test_a_place_that_cannot_be_written_costs_one_page(room: Classroom) -> None:
    page(room, "x03").mkdir(parents=True)
    report = give_back.feedback(room, QUIZ)
    [problem] = report.problems
    assert problem.student == "x03" and "反馈页没有写成" in problem.text and report.made == 5


def test_an_exchange_that_cannot_be_written_is_said_and_the_pages_are_there(room: Classroom) -> None:
    (room.exchange / room.course_id).mkdir(exist_ok=True)
    (room.exchange / room.course_id / "feedback").write_text("no folder")
    report = give_back.feedback(room, QUIZ)
    assert report.made == 6 and report.released == 0 and len(report.unreleased) == 6


@pytest.mark.parametrize("secret", [b"\xff\xfe", b"x" * 20_000])
def test_an_odd_secret_is_said(secret: bytes, room: Classroom) -> None:
    path = room.paper("autograded", QUIZ, "x01") / "submission_secret.txt"
    path.chmod(0o644)
    path.write_bytes(secret)
    report = give_back.feedback(room, QUIZ)
    [problem] = report.unreleased
    assert problem.student == "x01" and "submission_secret.txt" in problem.text and report.made == 6 and report.released == 5


def test_a_file_of_the_trainees_takes_no_pages_place(room: Classroom) -> None:
    folder = room.paper("autograded", QUIZ, "x01")
    (folder / f"{QUIZ}.html").write_text("<script>alert(1)</script>")
    (folder / "picture.html").write_text("mine")
    shutil.rmtree(room.paper("autograded", QUIZ, "x02") / f"{QUIZ}.html", ignore_errors=True)
    (room.paper("autograded", QUIZ, "x02") / f"{QUIZ}.html").mkdir()
    (room.paper("autograded", QUIZ, "x02") / f"{QUIZ}.html" / "inside").write_text("mine")
    assert give_back.feedback(room, QUIZ).made == 6
    assert "答卷反馈" in page(room, "x01").read_text("utf-8") and "alert(1)" not in page(room, "x01").read_text("utf-8")
    assert (room.paper("feedback", QUIZ, "x01") / "picture.html").read_text() == "mine"
    assert page(room, "x02").is_file()


@pytest.mark.parametrize(("secret", "quiz"), [("秘密 of x01", "quiz-t"), ("a\r\nb\rc", "q"), ("x", "quiz-01")])
def test_pages_are_named_as_nbgrader_names_them(secret: str, quiz: str, tmp_path: Path) -> None:
    from nbgrader.utils import notebook_hash

    (tmp_path / "secret").write_bytes(secret.encode())
    assert name(secret.encode(), quiz) == notebook_hash(secret=(tmp_path / "secret").read_text("utf-8"), notebook_id=quiz)


def test_a_shuffled_paper_is_explained_in_the_letters_its_trainee_saw(room: Classroom) -> None:
    paper = released(room)
    deal(paper, seed(room.course_id, "x07", str(paper.metadata.xuncha.id)))
    hand_in(room.folder, "x07", answered(paper, wrong))
    grade(room, QUIZ)
    give_back.feedback(room, QUIZ)
    text = page(room, "x07").read_text("utf-8")
    first = asked()[0]
    ids = shown(seed(room.course_id, "x07", str(paper.metadata.xuncha.id)), 1, first.item)
    assert ids is not None and ids != sorted(ids), "the made-up trainee must see another order"
    letter = "ABCDEFGH"[ids.index(first.item.key)]
    assert f"{letter}. {first.item.options[first.item.key]}" in text
    sheet = from_page(text)
    assert sheet and sheet.mistakes[0].item == first.item, "the book of mistakes has the letters of the bank"
    ours = text
    assert room.api.generate_feedback(QUIZ, "x07")["success"]
    assert page(room, "x07").read_text("utf-8") == ours


def test_wrong_answers_travel_with_the_page_and_right_ones_do_not(room: Classroom) -> None:
    give_back.feedback(room, QUIZ)
    sheets = {student: from_page(page(room, student).read_text("utf-8")) for student in ("x01", "x02", "x04", "x05")}
    questions = [q.number for q in asked() if q.item.type != "short"]
    assert sheets["x01"] is None, "all right but the short answer"
    assert sheets["x02"] and [m.number for m in sheets["x02"].mistakes] == questions
    assert sheets["x04"] and {m.response for m in sheets["x04"].mistakes} == {None}
    [seen] = [m for m in sheets["x05"].mistakes] if sheets["x05"] else []
    assert (seen.verdict, seen.share, seen.response) == ("part", 0.25, None), "what waits for a person is not there yet"


def test_concepts_and_lessons_to_reread_are_those_where_points_were_lost(room: Classroom) -> None:
    give_back.feedback(room, QUIZ)

    def concepts(student: str) -> list[str]:
        return re.findall(r"<td>([^<]+)</td><td>", page(room, student).read_text("utf-8"))

    assert set(concepts("x02")) == {q.item.concept for q in asked()}
    assert len(concepts("x02")) == len(set(concepts("x02")))
    assert concepts("x01") == [asked()[-1].item.concept], "of x01 a person took points in the short answer alone"
    text = page(room, "x02").read_text("utf-8")
    assert "第 1 课　什么是政治巡察" in text and text.count("可再看第 1 课。") == len(asked())


def test_shared_among_instructors_the_folders_stay_writable_for_the_group(room: Classroom) -> None:
    with (room.folder / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("\nc.CourseDirectory.groupshared = True\n")
    room = Classroom(room.folder)
    give_back.feedback(room, QUIZ)
    for path in (room.folder / "feedback", page(room, "x01").parent):
        assert stat.S_IMODE(path.stat().st_mode) & 0o2770 == 0o2770
    assert stat.S_IMODE(page(room, "x01").stat().st_mode) == 0o664
    assert stat.S_IMODE((room.exchange / room.course_id / "feedback").stat().st_mode) & 0o2770 == 0o2770


def test_the_same_run_again_changes_nothing(room: Classroom) -> None:
    give_back.feedback(room, QUIZ)
    once = everything(room)
    give_back.feedback(room, QUIZ)
    assert everything(room) == once


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child made by fork")
@pytest.mark.slow
@pytest.mark.chance
@pytest.mark.timeout(1200)
def test_killed_anywhere_and_run_again_is_as_if_it_had_run_once(room: Classroom, tmp_path: Path) -> None:
    once = copied(room, tmp_path / "once" / "class-a")
    give_back.feedback(once, QUIZ)
    expected = everything(once)
    counted = copied(room, tmp_path / "count" / "class-a")
    total = lines_of(OURS, lambda: give_back.feedback(counted, QUIZ))
    chance = random.Random(total)
    ends = []
    kills = KILLS // 3 if room.server else KILLS
    for kill in range(kills):
        killed = copied(room, tmp_path / f"kill{kill}" / "class-a")
        line = chance.randrange(1, total)
        ends.append(in_a_child(killed_at(OURS, line, lambda: give_back.feedback(killed, QUIZ))))
        for path in everything(killed).items():
            assert path[0].endswith(".new") or path[1] == expected[path[0]], "a page is whole or not there"
        give_back.feedback(killed, QUIZ)
        assert everything(killed) == expected, f"killed at line {line} of {total}"
        shutil.rmtree(killed.folder)
    assert {*ends} <= {-signal.SIGKILL, 0} and ends.count(-signal.SIGKILL) >= kills - 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts children by fork")
def test_of_two_at_once_one_waits_its_turn_with_a_word(room: Classroom) -> None:
    from grader.bulk.staging import only_one

    context = multiprocessing.get_context("fork")
    held, go = context.Event(), context.Event()

    def holding() -> None:
        with only_one(room.folder / "feedback"):
            held.set()
            go.wait(20)

    other = context.Process(target=holding)
    other.start()
    try:
        assert held.wait(20)
        with pytest.raises(GraderError, match="正在另一个窗口里生成反馈"):
            give_back.feedback(room, QUIZ)
    finally:
        go.set()
        other.join(20)
    assert give_back.feedback(room, QUIZ).made == 6


def test_a_title_that_is_markup_stays_text(room: Classroom) -> None:
    path = room.paper("release", QUIZ) / f"{QUIZ}.ipynb"
    paper = nbformat.read(path, as_version=4)
    paper.metadata.xuncha.title = "</script><img src=x onerror=alert(1)>"
    path.chmod(0o644)
    nbformat.write(paper, path)
    give_back.feedback(room, QUIZ)
    assert "<img" not in page(room, "x02").read_text("utf-8")
