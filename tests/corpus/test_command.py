"""`xuncha corpus …` as an editor uses it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from corpus import speech, speechfile, store
from corpus.cli import app
from corpus.cli.console import plain
from corpus.rebuild import raw_bytes

RAW = """关于巡察工作的讲话
同志们：
根据县委安排，今天召开动员会，主要任务是安排部署本轮巡察工作，请大家认真听、认真记、抓好落实。
各乡镇党委要把配合巡察当作分内的事，材料如实提供，情况如实说明，不设门槛，不打招呼。
"""
ADVERT = "仅供学习 禁止外传\n更多范文请加QQ群\n\n"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XUNCHA_CORPUS", str(tmp_path / "语料"))
    return tmp_path / "语料"


def run(*args, width=200, **kwargs):
    return CliRunner().invoke(app, [str(a) for a in args], env={"COLUMNS": str(width)}, **kwargs)


def source(folder, name="稿.txt", text=RAW, encoding="utf-8"):
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def test_a_new_speech_is_written_and_waits_for_its_editor(tmp_path):
    file = source(tmp_path, encoding="gb18030")
    assert run("add", file, "--slug", "new-1", "--into", tmp_path / "s").exit_code == 0
    assert speechfile.read(tmp_path / "s" / "new-1.md").meta.title == "关于巡察工作的讲话"
    checked = run("check", tmp_path / "s")
    assert checked.exit_code == 1 and "待核" in checked.output


def test_without_a_folder_it_goes_to_the_local_corpus_and_is_found_there(tmp_path, home):
    result = run("add", source(tmp_path), "--yes")
    assert result.exit_code == 0 and (home / "xianwei-01.md").exists()
    assert speech("xianwei-01").meta.level == "县委"
    listed = run("list").output
    assert "xianwei-01" in listed and "本地" in listed and "shiju-2024" in listed
    assert "¶1 关于巡察工作的讲话" in run("show", "xianwei-01", "--text").output
    assert "xianwei-01" in run("check").output


def test_an_existing_speech_is_never_overwritten(tmp_path):
    file = source(tmp_path, "a.txt")
    run("add", file, "--slug", "new-1", "--into", tmp_path)
    before = (tmp_path / "new-1.md").read_bytes()
    again = run("add", file, "--slug", "new-1", "--into", tmp_path)
    assert again.exit_code == 1 and "已经有了" in again.output
    assert (tmp_path / "new-1.md").read_bytes() == before


def test_a_missing_file_and_a_bad_slug_get_a_sentence(tmp_path):
    missing = run("add", tmp_path / "none.txt", "--slug", "x", "--into", tmp_path)
    assert missing.exit_code == 1 and "打不开：没有这个文件" in missing.output
    assert "不合规" in run("add", tmp_path / "none.txt", "--slug", "../x", "--into", tmp_path).output


def test_a_dry_run_shows_everything_and_writes_nothing(tmp_path, home):
    file = source(tmp_path, text=ADVERT + RAW)
    result = run("add", file, "--dry-run", "--diff")
    assert result.exit_code == 0 and not home.exists()
    assert "- 仅供学习 禁止外传" in result.output and "什么也没有写入" in result.output


@pytest.mark.parametrize("slug", [s.slug for s in store.shipped_speeches()])
def test_a_shipped_source_is_recognised(tmp_path, home, slug):
    (tmp_path / "a.txt").write_bytes(raw_bytes(speech(slug)))
    result = run("add", tmp_path / "a.txt")
    assert result.exit_code == 0 and f"已有的 {slug} 是同一讲话" in result.output and not home.exists()


def test_a_directory_gets_one_row_a_file_and_status_1_when_one_is_refused(tmp_path, home):
    folder = tmp_path / "稿件"
    folder.mkdir()
    source(folder, "一份名字很长很长的动员部署会讲话稿（最终修改版）.txt")
    (folder / "空.txt").touch()
    (folder / "图.txt").write_bytes(bytes(range(256)))
    result = run("add", folder, width=80)
    assert result.exit_code == 1 and len(list(home.glob("*.md"))) == 1
    rows = [line for line in result.output.splitlines() if line.rstrip().endswith(("新入库", "未导入"))]
    assert len(rows) == 3 and all(cell_len(row) <= 80 for row in rows)


def test_pasted_text_is_read_from_standard_input(home):
    assert run("add", "-", "--slug", "nian-1", input=RAW).exit_code == 0
    assert speech("nian-1").meta.source.kind == "paste"
    assert run("add", "-", "a.txt", input=RAW).exit_code == 1


def test_what_was_removed_can_be_put_back_and_taken_out(tmp_path, home):
    run("add", source(tmp_path, text=ADVERT + RAW), "--slug", "a")
    raw = raw_bytes(speech("a"))
    shown = run("show", "a", "--removed").output
    assert "仅供学习" in shown
    number = next(i for i, piece in enumerate(speech("a").meta.removed, 1) if "QQ" in piece.text)
    assert run("put-back", "a", number).exit_code == 0
    assert "QQ群" in speech("a").spoken and raw_bytes(speech("a")) == raw
    block = next(b for b in speech("a").blocks if "QQ群" in b.text)
    assert run("take-out", "a", block.n, "更多范文请加QQ群").exit_code == 0
    assert "QQ群" not in speech("a").spoken and raw_bytes(speech("a")) == raw


def test_the_packages_own_speeches_are_never_touched(home):
    before = {path: path.read_bytes() for path in store.SPEECHES.iterdir()}
    for args in (("put-back", "shiju-2024", 1), ("take-out", "shiju-2024", 3, "巡察"), ("remove", "shiju-2024")):
        result = run(*args)
        assert result.exit_code == 1 and "自带" in result.output
    assert {path: path.read_bytes() for path in store.SPEECHES.iterdir()} == before


def test_a_removed_speech_lies_in_its_own_folder(tmp_path, home):
    run("add", source(tmp_path), "--slug", "a")
    assert run("remove", "a").exit_code == 0
    assert (home / "已移除" / "a.md").exists() and not (home / "a.md").exists()
    assert run("remove", "a").exit_code == 1
    assert run("bring-back", "a").exit_code == 0 and (home / "a.md").exists()
    assert run("bring-back", "a").exit_code == 1


def test_the_shipped_corpus_passes():
    assert run("check").exit_code == 0


def test_a_broken_speech_file_does_not_hide_the_others(tmp_path, home):
    run("add", source(tmp_path), "--slug", "good")
    (home / "broken.md").write_text("没有说明信息", encoding="utf-8")
    output = run("check").output
    assert "broken" in output and "无法读取" in output and "good" in output
    assert "没有采用" in run("list").output


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红\x1b[0m", "红"),
        ("\x1b]0;title\x07题", "题"),
        ("\x9b2J清", "清"),
        ("a\x00\x08\x7fb", "ab"),
        ("左\u202e右", "左右"),
        ("两\t格\n行", "两 格\n行"),
        ("[red]方括号[/red]", "[red]方括号[/red]"),
        ("坏\udcff名", "坏?名"),
    ],
)
def test_what_a_terminal_would_obey_is_not_printed(text, shown):
    assert plain(text) == shown


def test_a_strangers_file_cannot_paint_the_terminal(tmp_path):
    file = source(tmp_path, "[bold]稿[x.txt", "\x1b[2J[red]" + RAW.replace("。", "\x1b[31m[/nothing]。"))
    for args in (("add", file, "--slug", "a", "--diff"), ("show", "a"), ("show", "a", "--text"), ("list",), ("check",)):
        result = run(*args)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "\x1b" not in result.output


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("answer", "written"), [("y", True), ("n", False), ("", False)])
def test_at_a_terminal_it_asks_before_it_writes(tmp_path, home, answer, written):
    pty = pytest.importorskip("pty")
    file = source(tmp_path)
    master, terminal = pty.openpty()
    command = [sys.executable, "-c", "from corpus.cli import app; app()", "add", str(file)]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(command, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=root)
    os.close(terminal)
    os.write(master, f"{answer}\n".encode())
    output = process.communicate(timeout=60)[0].decode()
    os.close(master)
    assert "[y/N]" in output and process.returncode == 0
    assert list(home.glob("*.md")) != [] if written else not home.exists()


def test_the_front_matter_is_filled_in_by_a_command(tmp_path, home):
    run("add", source(tmp_path, text=RAW.replace("认真听", "认真听、", 1)), "--slug", "a")
    shown = run("describe", "a", "--speaker", "县委书记", "--audience", "各巡察组", "--date", "2025年", "--inferred", "--missing", "缺结尾")
    assert shown.exit_code == 0 and "讲话人：县委书记" in shown.output
    meta = speech("a").meta
    assert (meta.audience, meta.date.said, meta.date.inferred, meta.completeness_note) == ("各巡察组", "2025年", True, "缺结尾")
    assert run("describe", "a", "--missing", "").exit_code == 0 and speech("a").meta.complete
    assert run("describe", "a", "--dismiss", "99").exit_code == 1
    assert run("describe", "shiju-2024", "--speaker", "某人").exit_code == 1
