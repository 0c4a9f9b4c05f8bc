"""`xuncha quiz build` with a specification, and `preview`, as an instructor meets them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from made_bank import bank, made
from typer.testing import CliRunner

from exercises import cli
from exercises.assembly import pools, request, seen
from exercises.bank import Bank
from exercises.items import Item
from exercises.quiz import chosen, commands, questions, read_blueprint
from exercises.quiz.save import COPIES

SPEC = {"id": "made-quiz", "title": "试抽", "draw": {"count": 6, "lessons": [1, 5], "types": {"single": 4, "judge": 2}}}


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A working folder with a blueprint, a made-up bank in place of the course's, a wide terminal, no browser."""
    monkeypatch.setattr(cli.console, "width", 400)
    monkeypatch.setattr(commands.webbrowser, "open", lambda address: opened.append(address))
    monkeypatch.chdir(tmp_path)
    opened.clear()
    shipped = Bank({item.id: item for item in bank(lessons=[1, 5], each=30)})

    def pooled(own: Any = (), only_own: bool = False) -> Bank:
        mine = pools.pooled(own, True).items if own else {}
        return Bank(mine if only_own else {**shipped.items, **mine})

    monkeypatch.setattr(request, "pooled", pooled)
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(SPEC, allow_unicode=True), "utf-8")
    return tmp_path


opened: list[str] = []


def run(*arguments: object, fails: bool = False) -> str:
    done = CliRunner().invoke(cli.quiz_app, [str(argument) for argument in arguments])
    assert (done.exit_code == 1) == fails, done.output
    return done.output


def paper(path: str) -> list[Item]:
    return [question.item for question in questions(nbformat.read(path, as_version=4))]


def test_a_paper_is_drawn_from_an_explicit_seed_and_again_the_same(here: Path):
    said = run("build", "own.yaml", "--seed", "7")
    assert "已组卷：试抽，6 题，12 分，写入 made-quiz.ipynb。" in said
    assert "种子：7。" in said and "预期难度" in said and "含答案的教师版" in said
    before = (here / "made-quiz.ipynb").read_bytes()
    assert "已是最新" in run("build", "own.yaml", "--seed", "7")
    assert "没有覆盖" in run("build", "own.yaml", "--seed", "8", fails=True)
    assert (here / "made-quiz.ipynb").read_bytes() == before


def test_a_seed_that_was_made_up_is_told_and_draws_the_same(here: Path):
    said = run("build", "own.yaml")
    seed = said.split("种子：")[1].split("。")[0]
    assert "已是最新" in run("build", "own.yaml", "--seed", seed)


def test_forms_are_written_together_or_not_at_all(here: Path):
    said = run("build", "own.yaml", "--seed", "7", "--forms", 3, "--disjoint", "--out", "卷")
    assert [path.name for path in sorted((here / "卷").iterdir())] == [f"made-quiz-{name}.ipynb" for name in "abc"]
    assert "试抽（B 卷）" in said
    (here / "另" / "made-quiz-c.ipynb").parent.mkdir()
    (here / "另" / "made-quiz-c.ipynb").write_text("别的", "utf-8")
    assert "没有覆盖" in run("build", "own.yaml", "--seed", "7", "--forms", 3, "--out", "另", fails=True)
    assert [path.name for path in (here / "另").iterdir()] == ["made-quiz-c.ipynb"]
    run("build", "own.yaml", "--seed", "7", "--forms", 3, "--out", "另", "--force")
    assert len(list((here / "另" / COPIES).iterdir())) == 1
    assert "应当是文件夹" in run("build", "own.yaml", "--forms", 2, "--out", "x.ipynb", fails=True)


def test_what_was_drawn_can_be_kept_as_a_blueprint_and_built_again(here: Path):
    run("build", "own.yaml", "--seed", "7", "--save-blueprint", "蓝图")
    kept = read_blueprint(here / "蓝图" / "made-quiz.yaml")
    assert kept.draw is None
    assert [item.id for item in chosen(kept, request.pooled())] == [item.id for item in paper("made-quiz.ipynb")]
    assert "已是最新" in run("build", "蓝图/made-quiz.yaml")


def test_a_class_gets_its_papers_in_source_without_what_it_has_seen_and_with_its_own_items(here: Path):
    room = here / "班"
    (room / "source").mkdir(parents=True)
    (room / pools.LOCAL).mkdir()
    own = made("own-e1", lesson=1).model_dump(exclude_none=True) | {"evidence": [{"cite": "shiwei-2023¶3", "quote": "巡视巡察"}]}
    (room / pools.LOCAL / "own.yaml").write_text(yaml.safe_dump([own], allow_unicode=True), "utf-8")
    used = [item.id for item in request.pooled() if item.pool == "exam" and item.type == "judge"][2:]
    seen.note(room / seen.FILE, "quiz-old", used, datetime(2024, 3, 5))
    said = run("build", "own.yaml", "--seed", "7", "--class", room, "--id", "quiz-new")
    found = paper(str(room / "source/quiz-new/quiz-new.ipynb"))
    assert not {item.id for item in found} & set(used)
    assert f"共 {len(used)} 题" in said
    plan = SPEC | {"draw": {"count": 1, "types": {"single": 1}}}
    (here / "one.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), "utf-8")
    run("build", "one.yaml", "--bank", room / pools.LOCAL, "--only-bank")
    assert [item.id for item in paper("made-quiz.ipynb")] == ["own-e1"]
    assert "不是班级文件夹" in run("build", "own.yaml", "--class", here, fails=True)


def test_items_can_be_left_out_by_name_or_by_paper(here: Path):
    run("build", "own.yaml", "--seed", "7")
    first = {item.id for item in paper("made-quiz.ipynb")}
    said = run("build", "own.yaml", "--seed", "7", "--id", "made-two", "--exclude", "made-quiz.ipynb", "--exclude", "l01-e1")
    assert not {item.id for item in paper("made-two.ipynb")} & (first | {"l01-e1"})
    assert f"共 {len(first | {'l01-e1'})} 题" in said
    assert "不在题库里" in run("build", "own.yaml", "--exclude", "l99-e9", fails=True)


def test_what_is_missing_is_told_and_nothing_written(here: Path):
    assert "第 1 课" not in run("build", "lesson-quiz", fails=True)
    said = run("build", "lesson-quiz", "--lesson", 3, fails=True)
    assert "抽不出题" in said and "只有 0 题" in said
    assert not list(here.glob("*.ipynb"))


def test_a_lesson_is_named_on_the_paper(here: Path):
    assert "单课小测（第 5 课）" in run("build", "lesson-quiz", "--lesson", 5, "--seed", "7")
    assert {item.lesson for item in paper("lesson-quiz-05.ipynb")} == {5}


def test_what_only_drawing_needs_is_refused_for_named_items(here: Path):
    named = {"id": "quiz-x", "title": "试", "items": ["l01-e1"]}
    (here / "named.yaml").write_text(yaml.safe_dump(named, allow_unicode=True), "utf-8")
    assert "请去掉 --seed、--forms" in run("build", "named.yaml", "--seed", "7", "--forms", 2, fails=True)
    run("build", "named.yaml")


def test_the_list_tells_named_papers_from_drawn_ones():
    said = run("list")
    for words in ("已写明", "从考试题中抽", "从练习题中抽", "用 --lesson 指明课次", "60 分钟"):
        assert words in said


def test_a_preview_is_written_and_opened(here: Path):
    assert "made-quiz-预览.html，不含答案。种子：7。" in run("preview", "own.yaml", "--seed", "7")
    assert opened == [(here / "made-quiz-预览.html").as_uri()]
    run("build", "own.yaml", "--seed", "7")
    run("preview", "made-quiz.ipynb", "--out", "另.html", "--no-open")
    assert len(opened) == 1
    assert (here / "另.html").read_text("utf-8") == (here / "made-quiz-预览.html").read_text("utf-8")


def test_a_preview_takes_the_place_of_nothing_else(here: Path):
    (here / "x.html").write_text("别的", "utf-8")
    assert "没有覆盖" in run("preview", "own.yaml", "--out", "x.html", fails=True)
    assert (here / "x.html").read_text("utf-8") == "别的"
    run("preview", "own.yaml", "--out", "x.html", "--force")
    (here / "y.ipynb").write_text("{}", "utf-8")
    assert "不是笔记本" in run("preview", "y.ipynb", fails=True)
