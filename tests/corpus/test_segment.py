"""Words: the field's terms stay whole, nothing is said on the way, jieba waits until it is needed."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import segment, speeches


@pytest.mark.parametrize("term", ["两个维护", "后半篇文章", "被巡察单位", "三不原则", "政治巡察", "一组一村一实事", "中央八项规定", "十不准"])
def test_a_term_of_the_field_is_one_word(term):
    assert term in segment.words(f"要坚持{term}不动摇，抓好落实。")


def test_a_quoted_label_stays_whole_inside_its_marks():
    assert segment.words("执行“三不”原则")[-4:] == ["“", "三不", "”", "原则"]


@given(st.text(alphabet="巡察三不原则两个维护，。 \n　abc12“”", max_size=60))
def test_words_joined_are_the_text(text):
    assert "".join(segment.words(text)) == text


def test_a_whole_speech_is_cut_and_lost_nothing():
    for one in speeches():
        assert "".join(segment.words(one.spoken)) == one.spoken


def in_a_new_process(code, **environment):
    run = subprocess.run([sys.executable, "-W", "default", "-c", code], capture_output=True, text=True, env={**os.environ, **environment}, timeout=120)
    assert run.returncode == 0, run.stderr
    return run


def test_importing_it_does_not_load_jieba():
    in_a_new_process("import sys, corpus.segment\nassert 'jieba' not in sys.modules")


def test_the_first_use_says_nothing_and_keeps_its_cache_with_the_user(tmp_path):
    places = {"XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)}
    run = in_a_new_process("from corpus import segment\nassert '两个维护' in segment.words('做到两个维护')", **places)
    assert (run.stdout, run.stderr) == ("", "")
    assert list(tmp_path.rglob("jieba-*.cache"))


def test_a_cache_folder_that_cannot_be_made_does_no_harm(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    places = {"XDG_CACHE_HOME": str(blocked), "LOCALAPPDATA": str(blocked), "HOME": str(blocked)}
    run = in_a_new_process("from corpus import segment\nassert '两个维护' in segment.words('做到两个维护')", **places)
    assert (run.stdout, run.stderr) == ("", "")


def test_threads_that_all_come_first_share_one_tokenizer(monkeypatch):
    monkeypatch.setattr(segment, "_tokenizer", None)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: segment._ready(), range(8)))
    assert len({id(one) for one in made}) == 1
