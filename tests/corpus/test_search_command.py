"""The search commands as an instructor uses them, in a terminal of 80 columns."""

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from corpus.cli import app
from corpus.cli.console import console


@pytest.fixture(autouse=True)
def narrow(monkeypatch, tmp_path):
    monkeypatch.setattr(console, "width", 80)
    monkeypatch.setenv("XUNCHA_CORPUS", str(tmp_path / "none"))


def run(*args):
    result = CliRunner().invoke(app, [str(a) for a in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    "command",
    [
        ["find", "整改由谁负责"],
        ["find", "生命线"],
        ["kwic", "巡察", "--sort", "left"],
        ["kwic", "要…巡察", "--limit", "9"],
        ["words", "shijiwei-2020"],
        ["compare", "shijiwei-2020"],
        ["compare", "shijiwei-2020", "shiju-2024"],
        ["beside", "整改"],
        ["variants"],
        ["variants", "四个落实"],
    ],
)
def test_every_command_answers_within_80_columns(command):
    result = run(*command)
    assert result.exit_code == 0, result.output
    assert len(result.output.splitlines()) > 3
    # Sentences of the command's own are folded by the terminal; everything else must fit.
    rows = [line.rstrip() for line in result.output.splitlines() if not line.endswith(("。", "）"))]
    assert rows and max(map(cell_len, rows)) <= 80


def test_find_says_who_says_it_and_who_does_not():
    output = run("find", "两个确立").output
    said, silent = output.split("没有讲到的讲话")
    assert "shiwei-2023" in said and "（shiju-2024）" in silent and "shiwei-2023¶3" in silent


def test_kwic_lines_stand_one_under_the_other():
    lines = [line for line in run("kwic", "后半篇文章").output.splitlines() if "¶" in line]
    assert len(lines) == 5 and len({cell_len(line.split("后半篇文章")[0]) for line in lines}) == 1


def test_kwic_pages_do_not_overlap():
    one, two = (run("kwic", "巡察", "--limit", 5, "--page", page).output for page in (1, 2))
    assert one != two and "第 2 /" in two
    assert "没有第 999 页" in run("kwic", "巡察", "--page", 999).output


def test_variants_tell_members_and_their_places():
    output = run("variants", "四个落实").output
    assert "展开 4 项" in output and "1. " in output and "¶" in output
    assert "只提名称" in run("variants", "两个维护").output


@pytest.mark.parametrize(
    "command, said",
    [
        (["find", "量子纠缠态"], "没有查到"),
        (["kwic", "量子纠缠态"], "没有查到“量子纠缠态”"),
        (["kwic", "  "], "没有写要查的内容"),
        (["kwic", "巡" * 300], "太长"),
        (["kwic", "巡察", "--in", "nobody"], "没有“nobody”这篇讲话"),
        (["find", "巡察", "--in", "nobody"], "没有“nobody”这篇讲话"),
        (["words", "nobody"], "没有“nobody”这篇讲话"),
        (["compare", "nobody"], "没有“nobody”这篇讲话"),
        (["compare", "shiju-2024", "nobody"], "没有“nobody”这篇讲话"),
        (["compare", "shiju-2024", "shiju-2024"], "没有可与"),
        (["beside", "量子纠缠态"], "没有查到"),
        (["variants", "八个什么"], "没有找到“八个什么”"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_sentence(command, said):
    result = run(*command)
    assert result.exit_code == 1 and said in result.output and "Traceback" not in result.output


def test_marks_and_brackets_of_a_query_are_shown_as_they_are():
    assert "“[red]x[/red]”" in run("kwic", "[red]x[/red]").output
