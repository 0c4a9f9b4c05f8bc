"""`xuncha bank check` as an instructor meets it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from exercises import cli, load_bank


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal wide enough that no sentence is folded."""
    monkeypatch.setattr(cli.console, "width", 400)


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli.bank_app, [str(argument) for argument in arguments])
    return done.exit_code, done.output


def test_the_shipped_bank_is_counted():
    code, said = run("check")
    assert code == 0
    assert f"题库没有问题，共 {len(load_bank())} 题。" in said
    for word in ("第 1 课", "单选题", "配对题", "识记", "分析", "练习", "考试"):
        assert word in said


def test_a_bank_of_ones_own_is_counted(data: Path):
    code, said = run("check", data / "bank.yaml")
    assert code == 0
    assert "共 8 题" in said


def test_all_faults_are_listed_and_the_command_fails(tmp_path: Path, data: Path):
    text = (data / "bank.yaml").read_text("utf-8")
    (tmp_path / "a.yaml").write_text(text.replace("key: B", "key: Z").replace("points: 4", "points: 0"), "utf-8")
    (tmp_path / "b.yaml").write_text("- id: [", "utf-8")
    code, said = run("check", tmp_path)
    assert code == 1
    for part in ("a.yaml", "t-single", "t-match", "b.yaml", "（整体）", "A 至 H", "不能小于 1"):
        assert part in said
    assert "处问题。改好后再检查一次。" in said


def test_square_brackets_in_an_item_are_shown_as_they_are(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("- {id: x, type: '[red]'}", "utf-8")
    assert "“[red]”" in run("check", tmp_path)[1]


def test_a_path_that_is_not_there_is_told(tmp_path: Path):
    code, said = run("check", tmp_path / "none.yaml")
    assert code == 1
    assert "文件不存在" in said
