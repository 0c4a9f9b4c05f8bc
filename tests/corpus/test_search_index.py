"""The index holds what the speeches hold: after every change, next to other processes, after damage."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from handmade import speech
from hypothesis import given
from hypothesis import strategies as st

from corpus import speechfile
from corpus.errors import UnknownSpeech
from corpus.search import Index, current, grams, refresh
from corpus.search.refresh import FILE_NAME

A = speech("a", "巡察是政治监督。", "巡察不是业务检查。")
B = speech("b", "发现问题是巡察的生命线。")
odd = st.text(alphabet="巡察政要的aA*\"' -\0{}：…。😀１\t", min_size=1, max_size=12)


def found(index, words):
    return [(p.citation.slug, p.n) for p in index.matches(grams.phrase(words), 1000)]


def holding(*speeches):
    index = Index()
    for one in speeches:
        index.put(one)
    return index


def content(index):
    """All that a question could meet: paragraphs, pairs with their counts, cards, words."""
    index.all("CREATE VIRTUAL TABLE IF NOT EXISTS temp.pairs USING fts5vocab('main', 'pair', 'row')")
    tables = ("paragraph", "temp.pairs", "counted", "word", "speech")
    return {name: sorted(map(repr, index.all(f"SELECT * FROM {name}"))) for name in tables}


def test_any_stretch_of_a_text_is_found_where_it_stands_and_nowhere_else():
    index = holding(A, B)
    assert found(index, "巡察") == [("a", 1), ("a", 2), ("b", 1)]
    assert found(index, "察是政") == [("a", 1)]
    assert found(index, "线") == [("b", 1)]
    assert found(index, "。") == [("a", 1), ("a", 2), ("b", 1)]
    assert found(index, "检查巡察") == []


@given(st.lists(odd, min_size=1, max_size=6), odd.filter(lambda t: len(t) < 4))
def test_the_index_answers_as_a_plain_scan_does(texts, words):
    index = holding(speech("x", *("巡" + text for text in texts)))
    assert found(index, words) == [("x", n) for n, text in enumerate(texts, 1) if words in "巡" + text]


@given(st.lists(odd, min_size=1, max_size=4), st.lists(odd, min_size=1, max_size=4))
def test_what_is_added_and_taken_out_again_leaves_no_trace(first, second):
    index = holding(speech("stays", *("一" + t for t in first)))
    before = content(index)
    index.put(speech("goes", *("二" + t for t in second)))
    index.put(speech("goes", *("三" + t for t in first)))
    index.remove("goes")
    assert content(index) == before


def test_a_new_text_replaces_the_old_one_of_its_name():
    index = holding(A, B)
    index.put(speech("a", "整改是后半篇文章。"))
    assert found(index, "业务检查") == [] and found(index, "后半篇") == [("a", 1)]
    assert found(index, "巡察") == [("b", 1)]
    with pytest.raises(UnknownSpeech, match="没有“c”"):
        index.texts("c")


def test_counts_are_those_of_paragraphs_and_speeches():
    index = holding(A, B)
    assert index.count(grams.phrase("巡察")) == (3, 2)
    assert index.count(grams.phrase("巡察"), within="a") == (2, 1)
    assert index.count(grams.every(("巡察", "问题"))) == (1, 1)
    assert [(card.slug, n) for card, n in index.fullest(grams.phrase("巡察"), 5)] == [("a", 2), ("b", 1)]
    assert index.fullest(grams.phrase("巡察"), 1) == index.fullest(grams.phrase("巡察"), 5)[:1]
    assert len(index.holding(grams.phrase("巡察"))) == 2 and index.holding(grams.phrase("没有")) == set()


def test_many_matches_are_estimated_and_chosen_from_a_part(monkeypatch):
    monkeypatch.setattr("corpus.search.index._FEW", 20)
    monkeypatch.setattr("corpus.search.index._MANY", 40)
    index = holding(*(speech(f"s{i:02}", *["巡察。"] * 5) for i in range(99)), speech("full", *["巡察。"] * 50))
    assert index.roughly(grams.phrase("巡察")) == pytest.approx(545, rel=0.1)
    assert index.fullest(grams.phrase("巡察"), 2)[0] == (next(c for c in index.cards().values() if c.slug == "full"), 50)
    assert [n for _, n in index.fullest(grams.phrase("巡察"), 3)] == [50, 5, 5]


def test_what_fails_half_way_changes_nothing(tmp_path):
    index = Index(tmp_path / "i.sqlite")
    index.put(A)
    with pytest.raises(RuntimeError), index.change():
        index.put(B)
        raise RuntimeError
    assert found(Index(tmp_path / "i.sqlite"), "巡察") == [("a", 1), ("a", 2)]


@pytest.fixture
def local(tmp_path, monkeypatch):
    folder = tmp_path / "语料"
    monkeypatch.setenv("XUNCHA_CORPUS", str(folder))
    return folder


def write(folder, *speeches):
    folder.mkdir(exist_ok=True)
    for one in speeches:
        speechfile.write(one, folder / f"{one.slug}.md")


def test_shipped_and_local_speeches_are_one(local):
    assert len(current().cards()) == 5 and not local.exists()
    write(local, A)
    index = current()
    assert [card.slug for card in index.cards().values()][-1] == "a" and len(index.cards()) == 6
    assert (local / FILE_NAME).is_file()
    assert ("a", 1) in found(index, "巡察是政治监督")


def test_the_index_follows_the_files(local):
    write(local, A, B)
    current()
    write(local, speech("a", "整改到位。"))
    (local / "b.md").unlink()
    (local / "broken.md").write_text("没有说明信息", encoding="utf-8")
    (local / "shijiwei-2020.md").write_text((local / "a.md").read_text(encoding="utf-8"), encoding="utf-8")
    index = current()
    assert sorted(card.slug for card in index.cards().values())[0] == "a" and len(index.cards()) == 6
    assert found(index, "业务检查。") == [] and ("a", 1) in found(index, "整改到位。")
    assert len(index.texts("shijiwei-2020")) > 20


@pytest.mark.parametrize("damage", [b"", b"not a database at all, not at all", None])
def test_a_damaged_index_is_made_anew(local, damage):
    write(local, A)
    index = current()
    file = local / FILE_NAME
    if damage is None:
        size = file.stat().st_size
        with file.open("r+b") as handle:
            handle.seek(4096)
            handle.write(b"\xff" * (size - 4096))
    else:
        file.write_bytes(damage)
    index.db.close()
    index = Index(file, refill=lambda new: refresh(new, [local]))
    refresh(index, [local])
    assert found(index, "业务检查") == [("a", 2)]


def test_damage_met_while_asking_is_mended(local):
    write(local, A)
    index = current()
    with (local / FILE_NAME).open("r+b") as handle:
        handle.truncate(8192)
    assert ("a", 2) in found(index, "不是业务检查")


def test_an_index_of_another_layout_is_emptied(tmp_path):
    file = tmp_path / "i.sqlite"
    Index(file).put(A)
    db = sqlite3.connect(file)
    db.execute("PRAGMA user_version = 999")
    db.close()
    index = Index(file)
    assert not index.cards()
    index.put(A)
    assert found(index, "业务检查") == [("a", 2)]


def test_without_a_folder_to_write_to_the_index_is_in_memory(local):
    local.write_text("a file where the folder should be", encoding="utf-8")
    assert current().path is None and len(current().cards()) == 5


def test_a_folder_in_place_of_the_index_file_is_no_obstacle(local):
    write(local, A)
    (local / FILE_NAME).mkdir()
    assert ("a", 2) in found(current(), "不是业务检查")


def test_two_processes_fill_one_index(local):
    write(local, A, B, *(speech(f"s{i}", f"第{i}篇讲巡察。") for i in range(30)))
    code = "from corpus.search import current, grams; i = current(); print(i.path is not None, i.count(grams.phrase('篇讲巡察'))[1])"
    root = Path(__file__).parents[2]
    both = [subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [p.communicate(timeout=60)[0].split() for p in both] == [["True", "30"]] * 2
    assert current().count(grams.phrase("篇讲巡察")) == (30, 30)


def test_every_thread_has_an_index_of_its_own():
    with ThreadPoolExecutor(max_workers=1) as first, ThreadPoolExecutor(max_workers=1) as second:
        counts = [pool.submit(lambda: len(found(current(), "立行立改"))).result() for pool in (first, second, first)]
    assert len(set(counts)) == 1 and counts[0] > 0
