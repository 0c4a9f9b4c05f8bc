"""`xuncha quiz build` and `list` as an instructor meets them."""

from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from exercises import cli
from exercises.quiz import questions, read_blueprint
from exercises.quiz.blueprint import SHIPPED
from exercises.quiz.save import COPIES, PaperExists, save, target


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty working folder and a terminal wide enough that no sentence is folded."""
    monkeypatch.setattr(cli.console, "width", 400)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli.quiz_app, [str(argument) for argument in arguments])
    return done.exit_code, done.output


def test_a_shipped_blueprint_is_built_by_its_id(here: Path):
    code, said = run("build", "quiz-01")
    assert code == 0
    about = nbformat.read(here / "quiz-01.ipynb", as_version=4).metadata.xuncha
    assert f"已组卷：{about.title}，{about['items']} 题，{about.points} 分，写入 quiz-01.ipynb。" in said
    assert "含答案的教师版" in said
    assert [path.name for path in here.iterdir()] == ["quiz-01.ipynb"]


def test_a_blueprint_of_ones_own_is_built_into_a_folder(here: Path):
    (here / "own.yaml").write_text("id: quiz-own\ntitle: 自组\nitems: [l01-e1, {id: l01-e2, points: 5}]", "utf-8")
    code, _ = run("build", "own.yaml", "--out", "class/source/quiz-own")
    assert code == 0
    paper = nbformat.read(here / "class/source/quiz-own/quiz-own.ipynb", as_version=4)
    assert [q.item.points for q in questions(paper)][1] == 5


def test_building_again_changes_nothing(here: Path):
    run("build", "quiz-01", "--out", "paper.ipynb")
    before = (here / "paper.ipynb").stat().st_mtime_ns
    code, said = run("build", "quiz-01", "--out", "paper.ipynb")
    assert (code, (here / "paper.ipynb").stat().st_mtime_ns) == (0, before)
    assert "已是最新" in said


def test_a_different_paper_is_not_overwritten(here: Path):
    (here / "quiz-01.ipynb").write_text("改过的试卷", "utf-8")
    code, said = run("build", "quiz-01")
    assert code == 1
    assert "没有覆盖" in said and "--force" in said
    assert (here / "quiz-01.ipynb").read_text("utf-8") == "改过的试卷"


def test_a_replaced_paper_is_kept_where_nbgrader_does_not_look(here: Path):
    (here / "quiz-01.ipynb").write_text("改过的试卷", "utf-8")
    code, said = run("build", "quiz-01", "--force")
    assert code == 0
    [copy] = (here / COPIES).iterdir()
    assert copy.read_text("utf-8") == "改过的试卷"
    assert copy.name in said


def test_an_unknown_blueprint_is_told_what_there_is():
    code, said = run("build", "quiz-99")
    assert code == 1
    assert "没有“quiz-99”这份蓝图。附带的有：" in said and "quiz-01" in said


def test_a_blueprint_with_faults_lists_them_all(here: Path):
    (here / "own.yaml").write_text("id: quiz-own\ntitle: 自组\nitems: [l01-e1x, l01-e1, l01-e1]", "utf-8")
    code, said = run("build", "own.yaml")
    assert code == 1
    assert "l01-e1x 不在题库里" in said and "前面已经选过" in said
    assert not list(here.glob("*.ipynb"))


def test_a_place_that_cannot_be_written_is_told(here: Path):
    (here / "file").write_text("", "utf-8")
    code, said = run("build", "quiz-01", "--out", "file/inside")
    assert code == 1
    assert "写不进去" in said


def test_the_shipped_blueprints_are_listed():
    code, said = run("list")
    assert code == 0
    plan = read_blueprint(SHIPPED / "quiz-01.yaml")
    assert all(part in said for part in (plan.id, plan.title, str(len(plan.items))))


def test_a_place_is_a_file_or_a_folder():
    assert target(Path("a/b.ipynb"), "quiz-x") == Path("a/b.ipynb")
    assert target(Path("a"), "quiz-x") == Path("a/quiz-x.ipynb")


def test_saving_leaves_no_part_behind(here: Path):
    path = here / "a.ipynb"
    now = datetime(2024, 3, 5, 10, 15)
    assert save(b"1", path, replace=False, now=now).changed
    with pytest.raises(PaperExists):
        save(b"2", path, replace=False, now=now)
    saved = save(b"2", path, replace=True, now=now)
    assert saved.copy and saved.copy.name == "a-20240305-101500-000000.ipynb"
    assert (path.read_bytes(), saved.copy.read_bytes()) == (b"2", b"1")
    assert not list(here.rglob("*.part"))
