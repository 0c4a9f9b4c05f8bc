"""Collecting when things go wrong: hostile papers, killed runs, full disks, lost files, decisions after grading."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hostile_papers import BROKEN, CASES, NONE
from hypothesis import given
from hypothesis import strategies as st
from made_collections import FILE, MARCH, collect, in_place, kept, of, paper, put, token
from made_papers import QUIZ, right, wrong

from grader import marks, roster
from grader.bulk import staging
from grader.bulk.reading import BadPaper
from grader.bulk.run import grade
from grader.classroom import Classroom
from grader.collecting import keeping, ledger, run
from grader.collecting.deciding import Choice
from grader.collecting.paper import Released, look
from grader.collecting.sources import picked
from grader.errors import GraderError

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
]
BROKEN_ALL = (BROKEN, NONE, "是空的", "版本过旧", "文字编码")
WORDS = ("cells", "metadata", "xuncha", "nbgrader", "grade_id", "q01-answer", "source", "kind", "quiz", "id", "q", "trainee", "handed_in", "moment")


@pytest.fixture
def room(waiting_room: Classroom) -> Classroom:
    return waiting_room


def test_what_somebody_else_put_in_place_is_kept_before_it_is_replaced(room: Classroom, stick: Path) -> None:
    by_hand = paper(room, wrong)
    put(room.paper("submitted", QUIZ, "x01") / FILE, by_hand)
    (room.paper("submitted", QUIZ, "x01") / "timestamp.txt").write_text("2024-03-05 09:00:00 UTC")
    broken = room.paper("submitted", QUIZ, "x02")
    put(broken / "错名.ipynb", b"precious")
    put(stick / "x01.ipynb", paper(room, right, "x01", "张三", MARCH.format(1)))
    put(stick / "x02.ipynb", paper(room, right, "x02", "李四", MARCH.format(2)))
    collect(room, stick)
    assert in_place(room)["x01"][1] == "2024-03-05 10:01:00" and by_hand in kept(room)
    assert [path.read_bytes() for path in (room.folder / "无法评分").rglob("错名.ipynb")] == [b"precious"]
    assert in_place(room)["x02"][1] == "2024-03-05 10:02:00"


def test_a_change_of_the_roster_takes_no_paper_away(room: Classroom, stick: Path) -> None:
    put(stick / "张三.ipynb", paper(room))
    collect(room, stick)
    roster.add(room, [roster.Trainee("x01", "张珊")])
    result = collect(room, stick)
    assert in_place(room).keys() == {"x01"} and of(result, "used")["x01"].startswith("未变")


def test_the_list_beside_the_kept_papers_is_safe_in_a_spreadsheet(room: Classroom, stick: Path) -> None:
    put(stick / "=HYPERLINK(1).ipynb", paper(room, right, "=1+1", "@x"))
    put(stick / "张三.ipynb", paper(room, wrong))
    collect(room, stick)
    raw = (room.folder / ledger.FOLDER / QUIZ / "收卷清单.csv").read_bytes().decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(raw))
    assert heading[:4] == ["编号", "姓名", "单位", "状态"]
    assert [row[3] for row in rows] == ["待定", "已收", *["未交"] * 5]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def killed_at(patch: pytest.MonkeyPatch, at: int) -> None:
    """Let the process die at its ``at``-th renaming: of a whole file into place, or of a folder."""
    calls = iter(range(10_000))
    for name in ("rename", "replace"):

        def die(*paths: Any, go: Callable[..., None] = getattr(os, name)) -> None:
            if next(calls) == at:
                raise KeyboardInterrupt
            go(*paths)

        patch.setattr(os, name, die)


@pytest.mark.parametrize("at", [0, 1, 2, 3, 4, 5, 6, 7])
def test_a_run_that_is_killed_is_completed_by_the_next(at: int, room: Classroom, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(stick / "x01.ipynb", paper(room, wrong, "x01", "张三", MARCH.format(1)))
    put(stick / "x02.ipynb", paper(room, wrong, "x02", "李四", MARCH.format(1)))
    collect(room, stick)
    for student, name in (("x01", "张三"), ("x02", "李四")):
        put(stick / f"{student}b.ipynb", paper(room, right, student, name, MARCH.format(2)))
    with monkeypatch.context() as patch:
        killed_at(patch, at)
        with pytest.raises(KeyboardInterrupt):
            collect(room, stick)
    collect(room, stick)
    assert {student: stamp for student, (_, stamp) in in_place(room).items()} == dict.fromkeys(("x01", "x02"), "2024-03-05 10:02:00")
    assert len(kept(room)) == 4
    assert not list((room.folder / ledger.FOLDER / QUIZ).rglob(".*"))
    assert {path.name for path in (room.folder / "submitted").rglob("*") if path.is_file()} == {FILE, "timestamp.txt"}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_taking_back_that_is_killed_is_completed_by_the_next(at: int, room: Classroom, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(stick / "新建.ipynb", paper(room))
    which = token(collect(room, stick))
    collect(room, choices=[Choice(which, "x05")])
    with monkeypatch.context() as patch:
        killed_at(patch, at)
        with pytest.raises(KeyboardInterrupt):
            collect(room, choices=[Choice(which, "撤回")])
    collect(room, choices=[Choice(which, "撤回")] if at == 0 else [])
    assert not in_place(room) and len(kept(room)) == 1


def test_damaged_memory_is_told_and_nothing_is_done(room: Classroom, stick: Path) -> None:
    put(stick / "张三.ipynb", paper(room))
    put(room.folder / ledger.FOLDER / QUIZ / "处理决定.json", b"{")
    with pytest.raises(GraderError, match="已损坏"):
        collect(room, stick)
    assert not in_place(room)


def test_wrong_choices_are_told_and_nothing_is_done(room: Classroom, stick: Path) -> None:
    put(stick / "新建.ipynb", paper(room))
    which = token(collect(room, stick))
    for choice, why in ((Choice("ffffffff", "收"), "没有记号"), (Choice(which, "x77"), "没有编号"), (Choice(which, "收"), "还不知道是谁")):
        with pytest.raises(GraderError, match=why):
            collect(room, choices=[choice])
    assert not in_place(room)


def test_a_quiz_never_handed_out_cannot_be_collected(room: Classroom) -> None:
    with pytest.raises(GraderError, match="没有发放过"):
        run.collect(room, "quiz-none")


def test_picked_files_come_like_those_of_a_folder(room: Classroom) -> None:
    data = paper(room, right, "x01", "张三", MARCH.format(1))
    result = run.collect(room, QUIZ, [lambda budget: picked("下载.ipynb", data, room.timezone, budget)])
    assert in_place(room)["x01"] == (data, "2024-03-05 10:01:00") and not result.refused


def test_what_was_collected_is_graded_with_its_time(room: Classroom, stick: Path) -> None:
    put(stick / "张三.ipynb", paper(room, right, "x01", "张三", MARCH.format(1)))
    collect(room, stick)
    assert grade(room, QUIZ).graded == 1
    [row] = [row for row in marks.rows(room, QUIZ) if row.handed_in]
    assert row.submitted == datetime(2024, 3, 5, 10, 1) and row.score


def score(room: Classroom, student: str) -> float | None:
    return next(row.score for row in marks.rows(room, QUIZ) if row.id == student)


def test_an_older_version_that_is_chosen_after_grading_is_graded_anew(room: Classroom, stick: Path) -> None:
    put(stick / "a.ipynb", paper(room, wrong, "x01", "张三", MARCH.format(1)))
    put(stick / "b.ipynb", paper(room, right, "x01", "张三", MARCH.format(2)))
    result = collect(room, stick)
    grade(room, QUIZ)
    assert score(room, "x01")
    collect(room, choices=[Choice(token(result, "kept"), "用")])
    assert grade(room, QUIZ).graded == 1 and score(room, "x01") == 0


def test_marks_of_a_paper_that_was_anothers_go_with_it_unless_a_person_gave_them(room: Classroom, stick: Path) -> None:
    put(stick / "新建.ipynb", paper(room))
    which = token(collect(room, stick))
    for touched in (False, True):
        collect(room, choices=[Choice(which, "x05")])
        grade(room, QUIZ)
        assert score(room, "x05")
        if touched:
            with room.gradebook() as book:
                book.find_submission(QUIZ, "x05").notebooks[0].grades[0].manual_score = 1
                book.db.commit()
        result = collect(room, choices=[Choice(which, "x02")])
        assert in_place(room).keys() == {"x02"}
        assert bool(score(room, "x05")) == touched
        assert ("人工给的分数" in "".join(result.remarks)) == touched
        collect(room, choices=[Choice(which, "撤回")])


def test_a_paper_in_place_is_never_removed_because_its_kept_copy_is_gone(room: Classroom, stick: Path) -> None:
    put(stick / "张三.ipynb", paper(room))
    put(stick / "李四.ipynb", paper(room, wrong))
    collect(room, stick)
    for digest in {one.digest for one in ledger.came(room.folder / ledger.FOLDER / QUIZ)}:
        shutil.rmtree(room.folder / ledger.FOLDER / QUIZ / digest)
    collect(room)
    assert in_place(room).keys() == {"x01", "x02"} and len(kept(room)) == 2
    shutil.rmtree(room.folder / ledger.FOLDER)
    assert collect(room).new == 0 and len(kept(room)) == 2


def test_a_full_disk_is_told_and_nothing_in_place_changes(room: Classroom, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(stick / "a.ipynb", paper(room, wrong, "x01", "张三", MARCH.format(1)))
    collect(room, stick)
    before = in_place(room)
    put(stick / "b.ipynb", paper(room, right, "x01", "张三", MARCH.format(2)))

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "write_whole", full)
        with pytest.raises(GraderError, match="磁盘已满"):
            collect(room, stick)
    assert in_place(room) == before
    assert collect(room, stick).new == 1


def test_two_collectors_at_once_are_kept_apart(room: Classroom) -> None:
    with staging.only_one(room.folder / "autograded"), pytest.raises(GraderError, match="另一个窗口"):
        collect(room)


def test_every_hostile_paper_is_told_or_taken_and_the_batch_goes_on(room: Classroom, stick: Path, tmp_path: Path) -> None:
    released = nbformat.read(room.paper("release", QUIZ) / FILE, as_version=4)
    roster.add(room, [roster.Trainee(f"h{n:03d}", f"学员{n}") for n in range(len(CASES))])
    refused = set()
    for n, case in enumerate(CASES.values()):
        folder = tmp_path / "hostile" / f"h{n:03d}" / QUIZ
        folder.mkdir(parents=True)
        case.write(folder, released)
        if (folder / FILE).is_file() and not (folder / FILE).is_symlink():
            os.link(folder / FILE, stick / f"h{n:03d}.ipynb")
            refused |= {f"h{n:03d}"} if case.refused in BROKEN_ALL else set()
    put(stick / "张三.ipynb", paper(room))
    result = collect(room, stick)
    assert "x01" in in_place(room) and len(result.refused) >= len(refused) > 20
    said = "".join(one.where for one in result.refused)
    assert all(name in said for name in refused) and not refused & in_place(room).keys()
    assert not list(tmp_path.rglob("evil.txt")) and not Path("evil.txt").exists()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(WORDS), anything, max_size=6))
def test_no_notebook_breaks_the_looking(notebook: dict[str, Any]) -> None:
    face = Released("q", "q", "q", True, {"q01-answer": (False, ""), "q02": (True, "")})
    raw = json.dumps({"nbformat": 4, "cells": [], **notebook}).encode()
    for strict in (True, False):
        try:
            found = look(raw, face, strict)
        except BadPaper as problem:
            assert str(problem)
        else:
            assert found.answered <= found.asked == 2 and len(found.student) <= 81


def test_what_was_passed_over_is_counted_and_what_was_left_is_named(room: Classroom, stick: Path) -> None:
    put(stick / ".DS_Store", b"x")
    put(stick / "读我.txt", b"x")
    result = collect(room, stick)
    assert result.system == 1 and "读我.txt" in result.refused[0].where and "不是答卷文件" in result.refused[0].why
