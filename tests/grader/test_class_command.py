"""``xuncha class …`` as an instructor uses it, from the roster to the marks."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import nbformat
import pytest
from made_papers import QUIZ, answered, asked, right, source
from typer.testing import CliRunner, Result

from exercises import exchange
from exercises.quiz.blueprint import SHIPPED
from grader.classroom import Classroom
from grader.cli import app

pytestmark = pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning")


def run(*arguments: str | Path, fails: bool = False) -> str:
    """What the command says; every word of it is for people who read Chinese."""
    result: Result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "120"})
    assert (result.exit_code != 0) == fails, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    for english in ("Traceback", "Warning", "INFO", "ERROR", "nbgrader.", "None"):
        assert english not in result.output.replace("nbgrader_config.py", "")
    return result.output


@pytest.fixture
def running(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    """A class whose folder is the current one, with the quiz's source in place."""
    monkeypatch.chdir(room.folder)
    path = room.paper("source", QUIZ) / f"{QUIZ}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(source(), path)
    return room


def test_the_whole_round(running: Classroom, tmp_path: Path) -> None:
    people = tmp_path / "名册.csv"
    people.write_bytes("编号,姓名\nx01,张三\nx02,李四\n".encode("gb18030"))
    assert "新登记 2 人" in run("roster", "import", people)
    assert "已登记" in run("roster", "add", "x03", "欧阳修")
    assert "x03" in run("roster", "list") and "共 3 人" in run("roster", "list")
    assert "已发放" in run("release", QUIZ)
    assert "--again" in run("release", QUIZ, fails=True)

    root, course = running.exchange, running.course_id
    for student in ("x01", "x02"):
        paper = exchange.fetch(tmp_path / student, QUIZ, root, course) / f"{QUIZ}.ipynb"
        if student == "x01":
            nbformat.write(answered(nbformat.read(paper, as_version=4), right), paper)
        else:
            paper.write_text("{", "utf-8")
        exchange.submit(tmp_path / student, QUIZ, student, root, course)

    said = run("collect", QUIZ)
    assert "共收到 2 份，本次新收 2 份" in said and "未交 1 人：欧阳修（x03）" in said
    said = run("grade", QUIZ, fails=True)
    assert "本次评分 1 份，未能评分 1 份" in said
    assert f"李四（x02）：{QUIZ}.ipynb 不是完好的笔记本文件" in said
    assert "本次评分 0 份" in run("grade", QUIZ, fails=True)
    assert "本次评分 1 份" in run("grade", QUIZ, "--again", fails=True)

    said = run("feedback", QUIZ)
    assert "已生成 1 份反馈页" in said and "1 人还有题目待评阅" in said
    [page] = exchange.feedback(tmp_path / "x01", QUIZ, "x01", root, course)
    assert "张三（x01）" in page.path.read_text("utf-8")

    full = sum(q.item.points for q in asked())
    got = full - asked()[-1].item.points
    assert f"{got} / {full}" in run("marks", QUIZ)
    out = tmp_path / "成绩.csv"
    assert "共 3 行" in run("marks", "--all", "--out", out)
    _, *lines = csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig")))
    assert [line[:4] + line[7:8] for line in lines] == [
        [QUIZ, "x01", "张三", str(got), "待评阅"],
        [QUIZ, "x02", "李四", "", "未评分"],
        [QUIZ, "x03", "欧阳修", "", "未交"],
    ]
    assert "✓ 已发放" in run("status")


def test_init_twice_says_what_was_made_and_then_that_nothing_changed(tmp_path: Path) -> None:
    said = run("init", tmp_path / "round-1", "--name", "第一轮")
    assert "班级“第一轮”（编号 round-1）已建好" in said and "下一步" in said
    assert "没有任何改动" in run("init", tmp_path / "round-1")


def test_a_quiz_that_ships_is_built_and_released_by_its_name(room: Classroom) -> None:
    quiz = (SHIPPED / "quiz-01.yaml").stem
    said = run("release", quiz, "--dir", room.folder)
    assert "已组卷" in said and "已发放" in said
    assert exchange.released(room.exchange, room.course_id) == [quiz]


def test_what_is_missing_is_named_with_the_next_step(running: Classroom, tmp_path: Path) -> None:
    assert "xuncha class collect" in run("grade", QUIZ, fails=True)
    assert "xuncha class grade" in run("feedback", QUIZ, fails=True)
    assert "xuncha class release" in run("collect", QUIZ, fails=True)
    assert "--blueprint" in run("release", "quiz-none", fails=True)
    assert "测验编号" in run("release", "测验一", fails=True)
    assert "--all" in run("marks", fails=True)
    assert "没有可列的成绩" in run("marks", "quiz-none", fails=True)
    assert "编号“张 三”不能用" in run("roster", "add", "张 三", "张三", fails=True)
    assert "不是班级文件夹" in run("status", "--dir", tmp_path, fails=True)


def test_a_blueprint_of_another_quiz_is_refused(room: Classroom) -> None:
    plan = SHIPPED / "quiz-01.yaml"
    said = run("release", "quiz-x", "--blueprint", plan, "--dir", room.folder, fails=True)
    assert f"编号是“{plan.stem}”" in said
    assert not room.paper("source", "quiz-x").exists()


def test_questions_cannot_change_once_papers_are_in_the_gradebook(running: Classroom, tmp_path: Path) -> None:
    run("release", QUIZ)
    root, course = running.exchange, running.course_id
    exchange.fetch(tmp_path, QUIZ, root, course)
    exchange.submit(tmp_path, QUIZ, "x01", root, course)
    run("collect", QUIZ)
    run("grade", QUIZ)
    path = running.paper("source", QUIZ) / f"{QUIZ}.ipynb"
    paper = nbformat.read(path, as_version=4)
    paper.cells = paper.cells[:-3]
    nbformat.write(paper, path)
    assert "题目不能再增减" in run("release", QUIZ, "--again", fails=True)


def test_formgrader_is_opened_on_the_class(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda program, command: started.append(command))
    monkeypatch.chdir("/")
    run("formgrader", "--dir", room.folder, "--port", "8899", "--no-browser")
    [command] = started
    assert Path.cwd() == room.folder
    assert f"--ServerApp.root_dir={room.folder}" in command
    assert "--LabApp.default_url=/formgrader/gradebook" in command
    assert {"--port=8899", "--no-browser"} <= set(command)


def test_marks_written_over_an_edited_table_keep_it_beside(running: Classroom, tmp_path: Path) -> None:
    run("roster", "add", "x01", "张三")
    run("release", QUIZ)
    out = tmp_path / "成绩.csv"
    run("marks", QUIZ, "--out", out)
    assert "另存为" not in run("marks", QUIZ, "--out", out)
    out.write_text("教员加了一列", "utf-8")
    assert "另存为" in run("marks", QUIZ, "--out", out)
    [kept] = tmp_path.glob("成绩-*.csv")
    assert kept.read_text("utf-8") == "教员加了一列"
