"""The shipped speeches and the instructor's own are one corpus."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import CorpusError, UnknownSpeech, quote, speech, speeches, speechfile, store
from corpus.intake import take_in_text

RAW = """关于开展第三轮巡察的动员讲话
同志们：
根据县委部署，今天召开动员会，请各巡察组认真听、认真记，抓好落实，不走过场。
各乡镇党委要把配合巡察当作分内的事，材料如实提供，情况如实说明。
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XUNCHA_CORPUS", str(tmp_path / "语料"))
    return tmp_path / "语料"


def put(home, slug, raw=RAW):
    speechfile.write(take_in_text(raw, slug), home / f"{slug}.md")


def test_local_speeches_stand_behind_the_shipped_ones(home):
    put(home, "xianwei-01")
    assert [s.slug for s in speeches()][-2:] == ["xianwei-zhen", "xianwei-01"]
    assert quote("xianwei-01¶3", "不走过场").label.endswith("¶3")


def test_a_file_that_changed_is_read_again(home):
    put(home, "xianwei-01")
    before = speech("xianwei-01")
    assert speech("xianwei-01") is before
    meta = before.meta.model_copy(update={"short": "县委第三轮动员讲话"})
    speechfile.write(replace(before, meta=meta), home / "xianwei-01.md")
    assert speech("xianwei-01").meta.short == "县委第三轮动员讲话"
    (home / "xianwei-01.md").unlink()
    with pytest.raises(UnknownSpeech):
        speech("xianwei-01")


def test_broken_files_are_left_out_and_explained(home):
    put(home, "xianwei-01")
    put(home, "shiju-2024")
    (home / "half.md").write_text("---\ntitle: x", encoding="utf-8")
    (home / "有 空格.md").write_text("", encoding="utf-8")
    (home / ".xianwei-02.md").write_text("half written", encoding="utf-8")
    assert [s.slug for s in store.local_speeches()] == ["xianwei-01"]
    why = {b.path.name: b.why for b in store.broken()}
    assert set(why) == {"half.md", "shiju-2024.md", "有 空格.md"}
    assert "自带" in why["shiju-2024.md"] and "不合规" in why["有 空格.md"]
    with pytest.raises(CorpusError, match="half.md"):
        speech("half")


def test_a_local_file_never_hides_a_shipped_speech(home):
    put(home, "shiju-2024")
    assert speech("shiju-2024").meta.short == "市局党委动员部署讲话"
    assert [s.slug for s in speeches()].count("shiju-2024") == 1


def test_an_unknown_slug_cannot_lead_out_of_the_folder(home):
    put(home.parent, "outside")
    for slug in ("../outside", "..", "", "/etc/passwd"):
        with pytest.raises(UnknownSpeech):
            speech(slug)


def test_removing_moves_and_never_deletes(home):
    put(home, "xianwei-01")
    words = (home / "xianwei-01.md").read_bytes()
    lies = store.remove("xianwei-01")
    assert lies.parent.name == "已移除" and lies.read_bytes() == words
    assert store.local_speeches() == [] and "xianwei-01" in store.taken_slugs()
    put(home, "xianwei-01")
    assert store.remove("xianwei-01") != lies and lies.exists()


@pytest.mark.parametrize("slug", ["shiju-2024", "none", "../x"])
def test_only_an_own_speech_can_be_removed(home, slug):
    with pytest.raises(CorpusError):
        store.remove(slug)
    assert (store.SPEECHES / "shiju-2024.md").exists()


def test_rewriting_needs_a_file_of_that_name(home):
    with pytest.raises(UnknownSpeech, match="本地语料"):
        store.rewrite(take_in_text(RAW, "xianwei-01"))
    put(home, "xianwei-01")
    assert store.rewrite(speech("xianwei-01")) == home / "xianwei-01.md"


@pytest.mark.parametrize(("mark", "folder"), [("nbgrader_config.py", False), (".xuncha", True)])
def test_the_local_folder_belongs_to_the_class_or_workspace_around(tmp_path, monkeypatch, mark, folder):
    monkeypatch.delenv("XUNCHA_CORPUS")
    inside = tmp_path / "班级" / "a" / "b"
    inside.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "家"))
    assert store.local_folder(inside) == Path(os.environ["HOME"]) / "xuncha" / "语料"
    if folder:
        (tmp_path / "班级" / mark).mkdir()
    else:
        (tmp_path / "班级" / mark).touch()
    assert store.local_folder(inside) == tmp_path / "班级" / "语料"
    monkeypatch.chdir(inside)
    assert store.local_folder() == tmp_path / "班级" / "语料"
