"""What must hold for any speech: nothing lost, nothing found twice, noise and layout without effect."""

from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from corpus import speech
from corpus import speeches as shipped
from corpus.clean import clean, spans
from corpus.errors import BadSource
from corpus.intake import take_in_text
from corpus.rebuild import rebuild
from corpus.speechfile import dumps, loads
from tests.corpus.speeches_made_up import (
    ABOVE,
    BELOW,
    INSIDE,
    SITE_LINES,
    make,
    paged,
    pairs_of_styles,
    paragraph,
    speeches,
    with_lines_between,
    wrap,
)

SLUGS = sorted(s.slug for s in shipped())
quick = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def plain(blocks):
    """The source's own lines, one after the other."""
    lines = []
    for block in blocks:
        if block.opens_line:
            lines.append(block.text)
        else:
            lines[-1] += block.text
    return lines


def headings(cleaned):
    return [(block.heading.level, block.heading.words) for block in cleaned.blocks if block.heading is not None]


def cleaned(lines):
    raw = "\n".join(lines)
    found = clean(raw)
    assert rebuild("".join(b.text for b in found.blocks), found.line_breaks, found.removed) == raw
    assert [raw[a:b] for a, b in spans(found, raw)] == [piece.text for piece in found.removed]
    return found


@quick
@given(speeches())
def test_a_clean_speech_comes_out_as_it_is(made):
    found = cleaned(made.lines)
    assert plain(found.blocks) == made.lines
    assert (found.title, found.removed) == (made.title, ())
    assert headings(found) == made.headings


@quick
@given(speeches(), st.data())
def test_cleaning_what_is_clean_changes_nothing(made, data):
    first = cleaned(data.draw(with_lines_between(made.lines, SITE_LINES + ABOVE + BELOW)))
    assert clean("\n".join(plain(first.blocks))).blocks == first.blocks


@pytest.mark.parametrize("slug", SLUGS)
def test_cleaning_a_shipped_speech_again_changes_nothing(slug):
    assert clean("\n".join(plain(speech(slug).blocks))).blocks == speech(slug).blocks


@quick
@given(speeches(), st.integers(15, 60), st.sampled_from(["indent", "blank"]))
def test_hard_wraps_at_any_width_are_undone(made, width, layout):
    found = cleaned(wrap(made.lines, width, layout))
    assert plain(found.blocks) == made.lines
    assert headings(found) == made.headings


@settings(max_examples=12)
@pytest.mark.parametrize("slug", SLUGS)
@given(width=st.integers(15, 60), layout=st.sampled_from(["indent", "blank"]))
def test_a_shipped_speech_survives_wrapping(slug, width, layout):
    lines = plain(speech(slug).blocks)
    assert plain(cleaned(wrap(lines, width, layout)).blocks) == lines


@quick
@given(speeches(), st.integers(15, 60), st.integers(8, 30), st.sampled_from(["", "市委第三轮巡察动员会材料"]))
def test_pages_with_numbers_and_heads_are_undone(made, width, height, head):
    lines = wrap(made.lines, width, "indent")
    assume(not head or len(lines) > 2 * height)
    found = cleaned(paged(lines, height, head))
    assert plain(found.blocks) == made.lines
    assert headings(found) == made.headings


@quick
@given(speeches(), st.integers(0, 4))
def test_a_speech_file_holds_the_same_blocks(made, joined):
    lines = ["".join(made.lines[:joined]), *made.lines[joined:]]
    one = take_in_text("\n".join(line for line in lines if line), "made-up")
    assert loads("made-up", dumps(one)).blocks == one.blocks


@quick
@given(speeches(), st.data())
def test_lines_of_a_site_anywhere_go(made, data):
    found = cleaned(data.draw(with_lines_between(made.lines)))
    assert plain(found.blocks) == made.lines
    assert headings(found) == made.headings


@quick
@given(speeches(), st.data(), st.integers(15, 45))
def test_lines_of_a_site_inside_wrapped_paragraphs_go(made, data, width):
    lines = wrap(made.lines, width, "indent")
    assert plain(cleaned(data.draw(with_lines_between(lines))).blocks) == made.lines


@quick
@given(speeches(), st.integers(0, len(ABOVE)), st.integers(0, len(BELOW)))
def test_what_a_page_writes_above_and_below_goes(made, above, below):
    found = cleaned([*ABOVE[:above], *made.lines, *BELOW[:below]])
    assert plain(found.blocks) == made.lines


@quick
@given(speeches(), st.data(), st.sampled_from(INSIDE))
def test_noise_inside_sentences_goes(made, data, noise):
    lines = list(made.lines)
    n = data.draw(st.integers(2, len(lines) - 2))
    at = data.draw(st.integers(4, max(4, len(lines[n]) - 1)))
    lines[n] = lines[n][:at] + noise + lines[n][at:]
    assert plain(cleaned(lines).blocks) == made.lines


@quick
@given(speeches(), st.sampled_from(["", "...", "…", "下..."]), st.integers(50, 90))
def test_a_lead_glued_of_title_salutation_and_opening_goes(made, cut_off, length):
    lead = "".join(made.lines)[:length] + cut_off
    assert plain(cleaned([lead, *made.lines]).blocks) == made.lines


@quick
@given(speeches(), st.lists(st.integers(0, 100), min_size=3, max_size=6, unique=True))
def test_a_watermark_that_comes_back_goes(made, places):
    lines = list(made.lines)
    for place in places:
        lines.insert(min(place, len(lines)), "酷乐文行")
    assert plain(cleaned(lines).blocks) == made.lines


@quick
@given(st.integers(0, 10**9), pairs_of_styles(), pairs_of_styles())
def test_numbering_styles_can_be_exchanged(seed, old, new):
    one, other = make(Random(seed), *old), make(Random(seed), *new)
    assert headings(cleaned(one.lines)) == headings(cleaned(other.lines)) == one.headings


@quick
@given(
    st.lists(
        st.one_of(
            st.integers(0, 99).map(lambda seed: paragraph(Random(seed))), st.sampled_from(SITE_LINES + ABOVE + BELOW), st.text(max_size=30)
        ),
        max_size=25,
    )
)
def test_no_character_is_lost_whatever_stands_there(lines):
    try:
        cleaned(lines)
    except BadSource:
        pass
