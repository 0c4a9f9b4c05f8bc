"""`xuncha corpus formulas` and `duties` as an instructor uses them."""

import pytest
from made import OPENING
from typer.testing import CliRunner

from corpus.cli import app


def run(*args):
    return CliRunner().invoke(app, [str(a) for a in args], env={"COLUMNS": "200"})


def test_formulas_of_a_speech_with_their_members_and_places():
    output = run("formulas", "shijiwei-2020").output
    assert "“十不准”" in output and "原文只提名称，没有列举" in output
    assert "2. 党章党规党纪（¶6）" in output


def test_a_label_that_is_not_said_is_marked():
    output = run("formulas", "shiju-2024").output
    assert "（五个过硬）" in output and "原文没有这个名称" in output


def test_rules_of_a_speech_and_whom_they_bind():
    rows = run("duties", "shiju-2024").output.splitlines()
    assert any("不能先斩后奏" in row and "巡察人员" in row and "¶27" in row for row in rows)
    assert any("不掩饰问题" in row and "被巡察一方" in row for row in rows)


def test_a_file_is_only_looked_at(tmp_path):
    source = tmp_path / "稿.txt"
    source.write_text(f"在会上的讲话\n同志们：\n{OPENING}\n要做到[bold]“两个维护”。\n", encoding="gb18030")
    assert "“两个维护”" in run("formulas", source).output
    assert [path.name for path in tmp_path.iterdir()] == ["稿.txt"]


@pytest.mark.parametrize("command", ["formulas", "duties"])
def test_what_is_not_there_gets_a_sentence(command, tmp_path):
    nothing = run(command, tmp_path / "没有.txt")
    assert nothing.exit_code == 1 and "也没有这个文件" in nothing.output
    unknown = run(command, "nobody-1999")
    assert unknown.exit_code == 1 and "shiju-2024" in unknown.output


def test_a_text_without_formulas_and_rules_says_so(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text(f"在会上的讲话\n同志们：\n{OPENING}\n", encoding="utf-8")
    assert "没有找到数字提法" in run("formulas", source).output
    assert "没有找到" in run("duties", source).output
