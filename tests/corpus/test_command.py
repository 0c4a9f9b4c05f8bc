"""`xuncha corpus add` and `check` as an editor uses them."""

from typer.testing import CliRunner

from corpus import speechfile
from corpus.cli import app

LINE = "根据工作安排，今天召开动员会，主要任务是安排部署本轮巡察工作，请大家认真听、认真记、抓好落实。\n"
RAW = "关于巡察工作的讲话\n同志们：\n" + LINE * 3


def run(*args):
    return CliRunner().invoke(app, [str(a) for a in args], env={"COLUMNS": "200"})


def test_a_new_speech_is_written_and_waits_for_its_editor(tmp_path):
    source = tmp_path / "稿.txt"
    source.write_text(RAW, encoding="gb18030")
    assert run("add", source, "--slug", "new-1", "--into", tmp_path / "s").exit_code == 0
    assert speechfile.read(tmp_path / "s" / "new-1.md").meta.title == "关于巡察工作的讲话"
    checked = run("check", tmp_path / "s")
    assert checked.exit_code == 1 and "待核" in checked.output


def test_an_existing_speech_is_never_overwritten(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text(RAW, encoding="utf-8")
    run("add", source, "--slug", "new-1", "--into", tmp_path)
    before = (tmp_path / "new-1.md").read_bytes()
    again = run("add", source, "--slug", "new-1", "--into", tmp_path)
    assert again.exit_code == 1 and "已经有了" in again.output
    assert (tmp_path / "new-1.md").read_bytes() == before


def test_a_missing_file_and_a_bad_slug_get_a_sentence(tmp_path):
    assert "打不开" in run("add", tmp_path / "none.txt", "--slug", "x", "--into", tmp_path).output
    assert "不合规" in run("add", tmp_path / "none.txt", "--slug", "../x", "--into", tmp_path).output


def test_the_shipped_corpus_passes():
    assert run("check").exit_code == 0


def test_a_broken_speech_file_does_not_hide_the_others(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text(RAW, encoding="utf-8")
    run("add", source, "--slug", "good", "--into", tmp_path)
    (tmp_path / "broken.md").write_text("没有说明信息", encoding="utf-8")
    output = run("check", tmp_path).output
    assert "broken" in output and "无法读取" in output and "good" in output
