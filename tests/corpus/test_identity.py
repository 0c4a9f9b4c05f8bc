"""A speech is recognised by its words, whatever a copy looks like."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import speech, speeches
from corpus.identity import Known, Match, bare, find_same, fingerprint, of_text

SLUGS = [s.slug for s in speeches()]


@pytest.fixture(scope="module")
def known():
    return [fingerprint(s) for s in speeches()]


def wrapped(text, width=33):
    return "\r\n　".join(text[i : i + width] for i in range(0, len(text), width))


def half_width(text):
    return text.translate(str.maketrans("，。：；？！（）１２", ",.:;?!()12"))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("change", [str, wrapped, half_width, lambda t: t.replace("。", "。 ").replace("X", "**")])
def test_wrapping_width_and_masks_do_not_matter(known, slug, change):
    assert find_same(of_text(change(speech(slug).spoken)), known) == Match(slug, "same")


@pytest.mark.parametrize("slug", SLUGS)
def test_noise_around_and_a_few_wrong_characters_do_not_matter(known, slug):
    chance = random.Random(slug)
    words = "".join(c if chance.random() > 0.02 else "错" for c in speech(slug).spoken)
    assert find_same(of_text("范文网首页下载" + words + "本文由会员上传"), known) == Match(slug, "same")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_longer_copy_of_a_cut_text_is_told_from_the_same(known, slug):
    words = speech(slug).spoken
    cut = of_text(words[: len(words) * 2 // 3], "cut")
    found = find_same(of_text(words), [cut])
    assert found is not None and found.relation == "longer"
    assert found.extra == len(bare(words)) - cut.size
    assert find_same(cut, known).relation == "shorter"


@pytest.mark.parametrize("slug", SLUGS)
def test_other_speeches_of_the_genre_are_others(known, slug):
    assert find_same(speech(slug), [k for k in known if k.slug != slug]) is None


def test_half_a_speech_in_another_is_another():
    one, two = speech(SLUGS[0]).spoken, speech(SLUGS[1]).spoken
    half = len(one) // 2
    assert find_same(of_text(one[:half] + two[:half]), [of_text(one, "one")]) is None


def test_the_nearest_of_several_is_named(known):
    words = speech(SLUGS[1]).spoken
    near = of_text(words[:-30] + "结尾改了几个字", "near")
    assert find_same(near, [of_text(words[: len(words) // 2], "half"), *known]).slug == SLUGS[1]


def test_a_line_or_two_is_no_evidence():
    assert find_same(of_text("同志们，今天召开巡察动员会。"), [of_text("今天召开巡察动员会，讲三点意见。", "a")]) is None


@given(st.text(max_size=80))
def test_any_text_has_a_fingerprint_and_is_itself(text):
    assert find_same(of_text(text), [of_text(text, "a")]) == Match("a", "same")


def test_a_fingerprint_is_small_whatever_the_length():
    sizes = [len(of_text(speech(SLUGS[0]).spoken + "".join(map(chr, range(0x4E00, 0x4E00 + n)))).sketch) for n in (0, 20000)]
    assert max(sizes) <= 384 * 4


@pytest.mark.parametrize("slug", SLUGS)
def test_asking_many_at_once_finds_what_comparing_with_each_finds(known, slug):
    words = speech(slug).spoken
    many = Known([*known, *(of_text(sentence * 30, f"made-{i}") for i, sentence in enumerate(words.split("。")) if len(sentence) > 20)])
    for text in (words, words[: len(words) // 3], words[len(words) // 2 :], words + speech(SLUGS[0]).spoken[:200]):
        assert many.find(of_text(text)) == find_same(of_text(text), known)
    assert many.find(of_text("".join(map(chr, range(0x4E00, 0x6E00))))) is None
