"""Folding: typing habits vanish, words stay."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("两个维护", "“两个维护”"),
        ("两个维护", " 两个 维护。"),
        ("两个维护", "「两个维护」"),
        ("《巡视工作条例》", "巡视工作条例"),
        ("２０２４，ＡＢ", "2024,ab"),
        ("发现问题、形成震慑", "发现问题，形成震慑"),
        ("以案促改。", "以案促改"),
        ("党章—党规", "党章-党规"),
        ("阅读\u3000原文", "阅读原文"),
        ("两个\u200b维护", "两个维护"),
        ("信念·政治", "信念・政治"),
        ("第一；第二", "第一;第二"),
        ("（一）", "(一)"),
    ],
)
def test_typing_habits_carry_no_meaning(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("政治监督", "政治监察"),
        ("巡视", "巡察"),
        ("巡察", "巡查"),
        ("主体责任", "监督责任"),
        ("不敢、不愿", "不敢不愿"),
        ("两个维护", "两个确立"),
        ("四个意识", "四个自信"),
    ],
)
def test_a_different_term_stays_different(one: str, other: str):
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_the_width_of_characters_does_not_matter(text: str):
    assert fold(unicodedata.normalize("NFKC", text)) == fold(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_chinese_characters_are_kept_as_they_are(text: str):
    assert fold(text) == text
