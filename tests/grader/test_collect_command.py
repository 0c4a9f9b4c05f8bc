"""``xuncha class collect`` with files, previews, decisions and questions; and nbgrader's own door to the same rule."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from made_collections import FILE, MARCH, in_place, kept, paper, put
from made_papers import QUIZ, right, wrong
from typer.testing import CliRunner

from grader.classroom import Classroom
from grader.cli import app
from grader.collecting import commands

pytestmark = pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning")


@pytest.fixture
def room(waiting_room: Classroom) -> Classroom:
    return waiting_room


@pytest.fixture
def stick(room: Classroom, tmp_path: Path) -> Path:
    """A stick with a hand-in file, a packed chat group, a paper of nobody, and what else lies about."""
    folder = tmp_path / "U盘"
    put(folder / f"x01_张三_{QUIZ}_20240305-180100.ipynb", paper(room, right, "x01", "张三", MARCH.format(1)))
    put(folder / "新建.ipynb", paper(room, wrong))
    put(folder / ".DS_Store", b"x")
    put(folder / "通知.docx", b"x")
    with zipfile.ZipFile(folder / "群里.zip", "w") as file:
        file.writestr("王伟/卷.ipynb", paper(room))
        file.writestr("../../evil.ipynb", paper(room))
    return folder


def run(room: Classroom, *arguments: object, fails: bool = False, given: str | None = None) -> str:
    """What the command says, in Chinese alone."""
    result = CliRunner().invoke(
        app, ["collect", QUIZ, *map(str, arguments), "--dir", str(room.folder)], input=given, env={"COLUMNS": "140"}
    )
    assert (result.exit_code != 0) == fails, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    for english in ("Traceback", "Warning", "INFO", "None"):
        assert english not in result.output
    return result.output


def token(said: str, of: str) -> str:
    return next(line.split()[2] for line in said.splitlines() if line.startswith("… 待定") and of in line)


def test_a_preview_then_the_real_thing_then_decisions(room: Classroom, stick: Path) -> None:
    said = run(room, "--from", stick, "--dry-run")
    assert "会新收 1 份，待定 2 份" in said and "预览" in said and not in_place(room)
    said = run(room, "--from", stick)
    assert "共收到 1 份，本次新收 1 份，待定 2 份。" in said
    assert "通知.docx：不是答卷文件" in said and "可疑" in said and "跳过 1 个系统" in said
    assert "名册上有 2 人符合" in said and "王伟（x03）、王伟（x04）" in said.split("未交 5 人：")[1]
    wei, new = token(said, "王伟"), token(said, "新建")
    said = run(room, "--decide", f"{wei}=x04", "--decide", f"{new}=不收")
    assert "共收到 2 份，本次新收 1 份，按决定不收 1 份。" in said
    assert in_place(room).keys() == {"x01", "x04"}
    assert "本次新收 0 份" in run(room, "--from", stick)


def test_a_wrong_decision_or_place_is_told(room: Classroom, stick: Path) -> None:
    assert "不是一条处理决定" in run(room, "--decide", "x04", fails=True)
    assert "没有记号" in run(room, "--decide", "12345678=x04", fails=True)
    assert "找不到" in run(room, "--from", stick / "没有", fails=True)
    assert "班级文件夹本身" in run(room, "--from", room.folder.parent, fails=True)


def test_at_a_terminal_every_doubtful_paper_is_asked_about(
    room: Classroom, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "_talks", lambda: True)
    said = run(room, "--from", stick, given="x77\nx04\n\n")
    assert "可能是 王伟（x03）、王伟（x04）" in said and "名册上没有这个编号" in said
    assert in_place(room).keys() == {"x01", "x04"} and "，待定 1 份" in said
    assert "请输入" not in run(room, "--no-ask")


def test_many_papers_are_listed_by_what_needs_a_look(room: Classroom, tmp_path: Path) -> None:
    from grader import roster

    roster.add(room, [roster.Trainee(f"y{n:03d}", f"学员{n}") for n in range(70)])
    for n in range(70):
        put(tmp_path / "many" / f"{n}.ipynb", paper(room, right, f"y{n:03d}", f"学员{n}", MARCH.format(n % 60)))
    said = run(room, "--from", tmp_path / "many")
    assert "另有 70 份没有需要留意之处" in said and "共收到 70 份" in said


def test_what_nbgrader_collects_goes_by_the_same_rule(room: Classroom) -> None:
    folder = room.exchange / room.course_id / "inbound"
    for moment, how in (("2024-03-05 10:01:00.000000", wrong), ("2024-03-05 10:02:00.000000", right), ("2099-01-01 00:00:00.000000", wrong)):
        place = folder / f"x01+{QUIZ}+{moment} UTC+{os.urandom(3).hex()}"
        put(place / FILE, paper(room, how))
        (place / "timestamp.txt").write_text(f"{moment} UTC")
    done = room.api.collect(QUIZ)
    assert done["success"], done
    assert in_place(room) == {"x01": (paper(room, right), "2024-03-05 10:02:00")} and len(kept(room)) == 2


def test_an_assignment_of_another_author_is_collected_as_nbgrader_does_it(room: Classroom) -> None:
    for moment in ("2024-03-05 10:01:00.000000", "2024-03-05 10:02:00.000000"):
        put(room.exchange / room.course_id / "inbound" / f"x01+lab+{moment} UTC+ab" / "实验.ipynb", moment.encode())
    assert room.api.collect("lab")["success"]
    assert (room.paper("submitted", "lab", "x01") / "实验.ipynb").read_bytes() == b"2024-03-05 10:02:00.000000"


def test_nbgraders_own_command_collects_too_and_tells_why_not(room: Classroom) -> None:
    def nbgrader(quiz: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "nbgrader", "collect", quiz]
        return subprocess.run(command, cwd=room.folder, capture_output=True, text=True, timeout=60)

    place = room.exchange / room.course_id / "inbound" / f"x01+{QUIZ}+2024-03-05 10:01:00.000000 UTC+ab"
    put(place / FILE, paper(room))
    done = nbgrader(QUIZ)
    assert done.returncode == 0, done.stderr
    assert in_place(room).keys() == {"x01"}
    shutil.rmtree(room.exchange / room.course_id / "inbound")
    assert "没有交换文件夹" in nbgrader(QUIZ).stderr
