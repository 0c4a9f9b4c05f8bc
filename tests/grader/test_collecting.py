"""Collecting a class's papers: everyone's newest on-time one in place, all of them kept, nothing guessed or lost."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from made_collections import FILE, MARCH, collect, due, everything, in_place, kept, of, paper, put, token
from made_papers import QUIZ, part, right, wrong

from exercises import exchange
from grader.classroom import Classroom
from grader.collecting import ledger
from grader.collecting.deciding import Choice
from grader.errors import GraderError

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
]


@pytest.fixture
def room(waiting_room: Classroom) -> Classroom:
    return waiting_room


def test_papers_of_all_ways_come_under_their_owners(room: Classroom, stick: Path, tmp_path: Path) -> None:
    first = paper(room, id="x01", name="张三", moment=MARCH.format(1))
    put(stick / f"x01_张三_{QUIZ}_20240305-180100.ipynb", first)
    put(stick / "第二组" / "李四.ipynb", paper(room, wrong))
    with zipfile.ZipFile(stick / "群里.zip", "w") as file:
        file.writestr(zipfile.ZipInfo("x03 王伟.ipynb", (2024, 3, 5, 18, 3, 0)), paper(room, part))
    home = tmp_path / "home"
    exchange.fetch(home, QUIZ, room.exchange, room.course_id)
    nbformat.write(nbformat.reads(paper(room).decode(), 4), home / QUIZ / FILE)
    exchange.submit(home, QUIZ, "x05", room.exchange, room.course_id)
    result = collect(room, stick)
    assert of(result, "used").keys() == {"x01", "x02", "x03", "x05"} and result.new == 4
    assert [one.id for one in result.missing] == ["x04", "x06"]
    placed = in_place(room)
    assert placed["x01"] == (first, "2024-03-05 10:01:00")
    assert placed["x02"][1] == "2024-03-05 11:00:00" and placed["x03"][1] == "2024-03-05 10:03:00"
    assert {row.version.student: row.version.basis for row in result.used} == {
        "x01": "", "x02": "文件修改时间", "x03": "压缩包里的文件时间", "x05": ""
    }  # fmt: skip
    assert (room.paper("submitted", QUIZ, "x05") / "submission_secret.txt").is_file()


def test_a_second_run_changes_nothing(room: Classroom, stick: Path) -> None:
    put(stick / "张三.ipynb", paper(room))
    put(stick / "不知道是谁.ipynb", paper(room, wrong))
    collect(room, stick)
    before = everything(room)
    again = collect(room, stick)
    assert again.new == 0 and of(again, "used")["x01"].startswith("未变")
    overview = {path for path in before if path.endswith("收卷清单.csv")}
    assert {k: v for k, v in everything(room).items() if k not in overview} == {
        k: v for k, v in before.items() if k not in overview
    }


def test_a_preview_writes_nothing(room: Classroom, stick: Path) -> None:
    put(stick / "张三.ipynb", paper(room))
    before = sorted(room.folder.rglob("*"))
    result = collect(room, stick, dry=True)
    assert result.new == 1 and sorted(room.folder.rglob("*")) == before


def test_the_newest_is_used_and_all_are_kept_whatever_the_order(room: Classroom, stick: Path) -> None:
    old = paper(room, wrong, "x01", "张三", MARCH.format(1))
    new = paper(room, right, "x01", "张三", MARCH.format(9))
    put(stick / "b" / "张三.ipynb", new)
    collect(room, stick)
    put(stick / "a" / "张三.ipynb", old)
    result = collect(room, stick)
    assert in_place(room)["x01"][0] == new and result.new == 0
    assert of(result, "kept") == {"x01": "较早的一份"} and kept(room) == {old, new}
    newest = paper(room, part, "x01", "张三", MARCH.format(20))
    put(stick / "c" / "张三.ipynb", newest)
    result = collect(room, stick)
    assert in_place(room)["x01"][0] == newest and kept(room) == {old, new, newest}
    assert "换成这一份" in of(result, "used")["x01"]


def test_on_time_goes_before_late_with_more_time_for_whom_it_was_given(room: Classroom, stick: Path) -> None:
    due(room, "2024-03-05 10:05:00", {"x02": timedelta(hours=1)})
    for student, name in (("x01", "张三"), ("x02", "李四")):
        put(stick / f"{student}a.ipynb", paper(room, wrong, student, name, MARCH.format(1)))
        put(stick / f"{student}b.ipynb", paper(room, right, student, name, MARCH.format(30)))
    put(stick / "x05.ipynb", paper(room, part, "x05", "赵六", MARCH.format(50)))
    result = collect(room, stick)
    times = {student: stamp for student, (_, stamp) in in_place(room).items()}
    assert times == {"x01": "2024-03-05 10:01:00", "x02": "2024-03-05 10:30:00", "x05": "2024-03-05 10:50:00"}
    assert of(result, "kept") == {"x01": "迟交，用了按时的一份", "x02": "较早的一份"}
    assert "迟交" in of(result, "used")["x05"]


def test_a_paper_late_by_its_files_age_alone_can_be_taken_for_on_time(room: Classroom, stick: Path) -> None:
    due(room, "2024-03-05 10:05:00")
    put(stick / "张三.ipynb", paper(room), datetime(2024, 3, 6, 9))
    put(stick / "x02.ipynb", paper(room, right, "x02", "李四", MARCH.format(30)))
    result = collect(room, stick)
    late = {row.version.student: row for row in result.used}
    assert late["x01"].guessed and "未必是交卷的时间" in of(result, "used")["x01"] and not late["x02"].guessed
    assert in_place(room)["x01"][1] == "2024-03-06 09:00:00"
    on_time = Choice(late["x01"].version.token, "按时")
    done = collect(room, choices=[on_time])
    assert in_place(room)["x01"][1] == "2024-03-05 10:05:00" and done.new == 0
    assert not any(row.guessed for row in collect(room, stick).used)
    collect(room, choices=[Choice(on_time.token, "撤回")])
    assert in_place(room)["x01"][1] == "2024-03-06 09:00:00"
    with pytest.raises(GraderError, match="有据可查"):
        collect(room, choices=[Choice(late["x02"].version.token, "按时")])


def test_a_time_that_cannot_be_true_does_not_win(room: Classroom, stick: Path) -> None:
    honest = paper(room, right, "x01", "张三", MARCH.format(1))
    put(stick / "a.ipynb", honest)
    put(stick / "b.ipynb", paper(room, wrong, "x01", "张三", "2099-01-01T00:00:00+08:00"), datetime(2024, 3, 5, 9))
    put(stick / "x02.ipynb", paper(room, wrong, "x02", "李四", "1980-01-01T00:00:00Z"), datetime(1980, 1, 2))
    result = collect(room, stick)
    assert in_place(room)["x01"][0] == honest
    said = of(result, "used")["x02"]
    assert "按收到的时间算" in said and "文件内的交卷时间早得不可信" in said and "文件时间不可信" in said


def test_contradictions_unknowns_and_shared_names_wait_and_are_never_guessed(room: Classroom, stick: Path) -> None:
    put(stick / "李四.ipynb", paper(room, right, "x01", "张三"))
    put(stick / "王伟.ipynb", paper(room, wrong))
    put(stick / "新建.ipynb", paper(room, part))
    put(stick / "x99_某某.ipynb", paper(room, right, "x99", "某某"))
    result = collect(room, stick)
    waiting = of(result, "pending")
    assert waiting.keys() == {"李四.ipynb", "王伟.ipynb", "新建.ipynb", "x99_某某.ipynb"}
    assert "不是同一人" in waiting["李四.ipynb"] and "2 人" in waiting["王伟.ipynb"]
    assert "没有名册上的编号或姓名" in waiting["新建.ipynb"] and "x99" in waiting["x99_某某.ipynb"]
    assert not in_place(room) and len(result.missing) == 6 and len(kept(room)) == 4


def test_a_decision_is_remembered_applied_to_copies_and_can_be_taken_back(room: Classroom, stick: Path) -> None:
    put(stick / "新建.ipynb", paper(room))
    first = collect(room, stick)
    result = collect(room, choices=[Choice(token(first), "x05")], from_exchange=False)
    assert of(result, "used").keys() == {"x05"} and "x05" in in_place(room)
    put(stick / "另一处" / "新建 (1).ipynb", paper(room))
    again = collect(room, stick)
    assert of(again, "used").keys() == {"x05"} and not again.pending and again.new == 0
    back = collect(room, choices=[Choice(token(first), "撤回")])
    assert not in_place(room) and of(back, "pending") and len(kept(room)) == 1
    declined = collect(room, choices=[Choice(token(back), "不收")])
    assert of(declined, "declined") and not collect(room, stick).pending
    assert len(collect(room, choices=[Choice(token(declined, "declined"), "撤回")]).pending) == 1


def test_taking_back_restores_what_was_in_place_before(room: Classroom, stick: Path) -> None:
    own = paper(room, wrong, "x05", "赵六", MARCH.format(1))
    put(stick / "a.ipynb", own)
    put(stick / "新建.ipynb", paper(room, right, moment=MARCH.format(30)))
    first = collect(room, stick)
    collect(room, choices=[Choice(token(first), "x05")])
    assert in_place(room)["x05"][0] != own
    collect(room, choices=[Choice(token(first), "撤回")])
    assert in_place(room)["x05"] == (own, "2024-03-05 10:01:00")


def test_a_blank_paper_waits_and_never_takes_the_place_of_an_answered_one(room: Classroom, stick: Path) -> None:
    put(stick / "张三.ipynb", paper(room, lambda item: None, "x01", "张三", MARCH.format(9)))
    put(stick / "李四.ipynb", paper(room, lambda item: None))
    result = collect(room, stick)
    assert of(result, "pending") == {"x01": "一题未答", "x02": "一题未答"} and not in_place(room)
    blank = next(row.version.token for row in result.pending if row.version.student == "x02")
    assert of(collect(room, choices=[Choice(blank, "收")]), "used").keys() == {"x02"}
    good = paper(room, right, "x01", "张三", MARCH.format(1))
    put(stick / "b" / "张三.ipynb", good)
    result = collect(room, stick)
    assert in_place(room)["x01"][0] == good and not result.pending
    assert of(result, "kept") == {"x01": "一题未答，没有采用"}
    collect(room, choices=[Choice(blank, "撤回")])
    assert in_place(room).keys() == {"x01"}


def test_the_same_paper_from_two_people_waits(room: Classroom, stick: Path) -> None:
    put(stick / "张三.ipynb", paper(room))
    put(stick / "李四.ipynb", paper(room))
    result = collect(room, stick)
    assert of(result, "pending") == {
        "x01": "内容与李四（x02）交来的完全相同",
        "x02": "内容与张三（x01）交来的完全相同",
    }
    mine, other = (row.version.token for row in result.pending)
    done = collect(room, choices=[Choice(mine, "收"), Choice(other, "不收")])
    assert in_place(room).keys() == {"x01"} and not done.pending


def test_a_copy_under_a_shared_name_is_the_paper_that_is_known(room: Classroom, stick: Path) -> None:
    put(stick / "x03.ipynb", paper(room))
    put(stick / "王伟.ipynb", paper(room))
    result = collect(room, stick)
    assert in_place(room).keys() == {"x03"} and not result.pending
    assert len(result.used[0].version.places) == 2


def test_taking_back_a_choice_of_version_leaves_the_rest_as_it_was(room: Classroom, stick: Path) -> None:
    old, new = (paper(room, how, "x01", "张三", MARCH.format(n)) for n, how in enumerate((wrong, right)))
    put(stick / "a.ipynb", old)
    put(stick / "b.ipynb", new)
    which = token(collect(room, stick), "kept")
    collect(room, choices=[Choice(which, "用")])
    collect(room, choices=[Choice(which, "撤回")])
    assert in_place(room)["x01"][0] == new and not ledger.decided(room.folder / ledger.FOLDER / QUIZ)


def test_two_papers_of_one_moment_wait_for_a_choice(room: Classroom, stick: Path) -> None:
    a, b = (paper(room, how, "x01", "张三", MARCH.format(1)) for how in (right, wrong))
    put(stick / "a.ipynb", a)
    put(stick / "b.ipynb", b)
    result = collect(room, stick)
    assert [row.asks for row in result.pending] == ["tie", "tie"] and not in_place(room)
    chosen = next(row.version.token for row in result.pending if row.version.places[0].endswith("b.ipynb"))
    done = collect(room, choices=[Choice(chosen, "用")])
    assert in_place(room)["x01"][0] == b and not done.pending
    newer = paper(room, part, "x01", "张三", MARCH.format(2))
    put(stick / "c.ipynb", newer)
    collect(room, stick)
    assert in_place(room)["x01"][0] == newer


def test_a_person_may_choose_an_older_version(room: Classroom, stick: Path) -> None:
    old, new = (paper(room, how, "x01", "张三", MARCH.format(n)) for n, how in enumerate((wrong, right)))
    put(stick / "a.ipynb", old)
    put(stick / "b.ipynb", new)
    result = collect(room, stick)
    collect(room, choices=[Choice(token(result, "kept"), "用")])
    assert in_place(room)["x01"][0] == old
    assert "按决定用这一份" in of(collect(room, stick), "used")["x01"]


def test_other_quizzes_broken_files_and_other_notebooks_are_told_and_left(room: Classroom, stick: Path) -> None:
    put(stick / "a.ipynb", paper(room, id="x01", name="张三", **{}).replace(f'"id": "{QUIZ}"'.encode(), b'"id": "quiz-x"'))
    put(stick / "x02.ipynb", b'{"cells": [')
    put(stick / "笔记.ipynb", json.dumps({"nbformat": 4, "cells": [], "metadata": {}}).encode())
    put(stick / "张三.ipynb", paper(room))
    result = collect(room, stick)
    said = {one.where.rpartition("／")[2]: one.why for one in result.refused}
    assert "是测验“quiz-x”的答卷" in said["a.ipynb"]
    assert "李四（x02）的文件不是完好的笔记本文件" in said["x02.ipynb"]
    assert "不是试卷" in said["笔记.ipynb"]
    assert in_place(room).keys() == {"x01"}


def test_a_paper_that_lost_its_own_metadata_is_known_by_its_questions(room: Classroom, stick: Path) -> None:
    made = json.loads(paper(room))
    del made["metadata"]["xuncha"]
    put(stick / "张三.ipynb", json.dumps(made).encode())
    assert "按题目认出" in of(collect(room, stick), "used")["x01"]
