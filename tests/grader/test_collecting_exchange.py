"""Collecting from the exchange: all hand-ins kept, the newest on-time one used, nothing planted believed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_collections import FILE, MARCH, collect, due, in_place, kept, of, paper, put, token
from made_papers import QUIZ, part, right, wrong

from grader.classroom import Classroom
from grader.collecting.deciding import Choice

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
]


@pytest.fixture
def room(waiting_room: Classroom) -> Classroom:
    return waiting_room


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


def submit(room: Classroom, home: Path, student: str, how: Callable[[Any], str | None], moment: str) -> Path:
    """Hand in through the exchange as nbgrader would have done it then."""
    folder = room.exchange / room.course_id / "inbound" / f"{student}+{QUIZ}+{moment} UTC+{os.urandom(4).hex()}"
    put(folder / FILE, paper(room, how))
    (folder / "timestamp.txt").write_text(f"{moment} UTC")
    (folder / "submission_secret.txt").write_text(os.urandom(8).hex())
    return folder


def test_of_the_exchange_all_are_kept_and_the_newest_on_time_is_used(room: Classroom, tmp_path: Path) -> None:
    due(room, "2024-03-05 10:05:00")
    for moment, how in (("2024-03-05 10:01:00.000000", wrong), ("2024-03-05 10:04:00.000000", right), ("2024-03-05 10:09:00.000000", part)):
        submit(room, tmp_path, "x01", how, moment)
    result = collect(room)
    assert in_place(room)["x01"] == (paper(room, right), "2024-03-05 10:04:00")
    assert len(kept(room)) == 3 and of(result, "used").keys() == {"x01"}


def test_a_submission_planted_in_the_future_does_not_block_the_honest_one(room: Classroom, tmp_path: Path) -> None:
    submit(room, tmp_path, "x01", wrong, "2099-01-01 00:00:00.000000")
    first = collect(room)
    assert "晚于现在" in of(first, "used")["x01"]
    submit(room, tmp_path, "x01", right, "2024-03-05 10:04:00.000000")
    result = collect(room)
    assert in_place(room)["x01"][0] == paper(room, right) and of(result, "kept") == {"x01": "交卷时间不可信，没有采用"}


def test_an_older_file_does_not_replace_a_newer_one_of_the_exchange(room: Classroom, stick: Path, tmp_path: Path) -> None:
    submit(room, tmp_path, "x01", right, "2024-03-05 10:30:00.000000")
    collect(room)
    put(stick / "张三.ipynb", paper(room, wrong, "x01", "张三", MARCH.format(1)))
    result = collect(room, stick)
    assert in_place(room)["x01"][0] == paper(room, right) and of(result, "kept") == {"x01": "较早的一份"}
    put(stick / "新" / "张三.ipynb", paper(room, part, "x01", "张三", MARCH.format(50)))
    collect(room, stick)
    assert in_place(room)["x01"][1] == "2024-03-05 10:50:00"
    assert not (room.paper("submitted", QUIZ, "x01") / "submission_secret.txt").exists()


def test_ids_of_the_exchange_outside_the_roster_wait(room: Classroom, tmp_path: Path) -> None:
    submit(room, tmp_path, "z9", right, "2024-03-05 10:30:00.000000")
    submit(room, tmp_path, "..", right, "2024-03-05 10:30:00.000000")
    result = collect(room)
    assert "z9" in of(result, "pending")[next(iter(of(result, "pending")))] and not in_place(room)
    assert "编号不能用" in result.refused[0].why
    assert of(collect(room, choices=[Choice(token(result), "x06")]), "used").keys() == {"x06"}


def test_a_broken_paper_of_the_exchange_is_used_only_where_there_is_no_other(room: Classroom, tmp_path: Path) -> None:
    submit(room, tmp_path, "x01", right, "2024-03-05 10:01:00.000000")
    for student in ("x01", "x02"):
        (submit(room, tmp_path, student, right, "2024-03-05 10:02:00.000000") / FILE).write_bytes(b"{")
    result = collect(room)
    assert in_place(room)["x01"][1] == "2024-03-05 10:01:00" and in_place(room)["x02"][0] == b"{"
    assert "不是完好的笔记本文件" in of(result, "used")["x02"] and of(result, "kept") == {"x01": "读不出，没有采用"}


def test_links_in_the_exchange_are_not_followed(room: Classroom, tmp_path: Path) -> None:
    folder = submit(room, tmp_path, "x01", right, "2024-03-05 10:01:00.000000")
    (folder / FILE).unlink()
    (folder / FILE).symlink_to(room.folder / "nbgrader_config.py")
    (submit(room, tmp_path, "x02", right, "2024-03-05 10:01:00.000000") / "more.txt").symlink_to("/etc/passwd")
    result = collect(room)
    assert "链接" in result.refused[0].why and in_place(room).keys() == {"x02"}
    assert {path.name for path in room.paper("submitted", QUIZ, "x02").iterdir()} == {FILE, "timestamp.txt", "submission_secret.txt"}
