"""Drafts from a speech: sound, sourced, named for what they are, the same each time."""

from collections import Counter

import pytest

from corpus import quote, speeches, store
from corpus.model import Block, Dating, FrontMatter, Heading, Source, Speech
from exercises import lint
from exercises.draft import draft
from exercises.draft.draw import MOST_CLOZE, candidates
from exercises.draft.families import FAMILIES, metaphors, rules, sayings
from exercises.draft.families.formulas import propose as about_formulas
from exercises.draft.reading import Reading
from exercises.draft.sketch import Choice, Judged, Pairs
from exercises.folding import fold
from exercises.items import TYPES
from exercises.lint.near import near_duplicates

SHIPPED = store.shipped_speeches()


@pytest.fixture(scope="module")
def drawn():
    """The drafts of the five speeches by slug."""
    return {speech.slug: draft(speech, SHIPPED) for speech in SHIPPED}


def made_up(*lines: str, short: str = "某县委动员讲话") -> Speech:
    """A speech of paragraphs; a line that begins with 一、 and its like is a heading."""
    blocks = []
    for n, line in enumerate(lines, 1):
        label = line[:2] if line[:1] in "一二三四五" and line[1:2] == "、" else ""
        heading = Heading(1, label, line[2:], False) if label else None
        blocks.append(Block(n, "heading" if label else "paragraph", line, heading))
    front = FrontMatter(
        title=None, short=short, level="县", speaker="某", audience="某", date=Dating(said="2024年", inferred=False),
        complete=True, source=Source(file="x.txt", sha256="0" * 64),
    )  # fmt: skip
    return Speech("made", front, tuple(blocks))


def test_every_draft_is_sound_and_clean_for_the_linter(drawn):
    for one in (one for drafts in drawn.values() for one in drafts):
        assert TYPES[one.item.type].faults(one.item) == [], one.item.stem
        assert lint.check_item(one.item) == [], one.item.stem


def test_every_draft_rests_on_exact_words_of_its_speech(drawn):
    for slug, drafts in drawn.items():
        for one in drafts:
            assert all(quote(evidence.cite, evidence.quote) for evidence in one.item.evidence)
            assert any(evidence.cite.startswith(f"{slug}¶") for evidence in one.item.evidence)


def test_every_draft_is_a_draft_and_says_why_it_was_drawn(drawn):
    for one in (one for drafts in drawn.values() for one in drafts):
        assert one.item.status == "draft" and one.item.pool == "exam"
        assert one.reason and one.family in FAMILIES and 0 < one.confidence < 1


def test_the_speeches_together_give_drafts_of_every_type(drawn):
    assert {one.item.type for drafts in drawn.values() for one in drafts} == set(TYPES)


def test_the_same_speech_gives_the_same_drafts(drawn):
    again = draft(SHIPPED[0], SHIPPED)
    assert [one.item for one in again] == [one.item for one in drawn[SHIPPED[0].slug]]


def test_no_two_drafts_of_a_speech_ask_the_same_in_the_same_words(drawn):
    for drafts in drawn.values():
        assert max(Counter(fold(one.item.stem) for one in drafts).values()) == 1
        assert len({one.item.id for one in drafts}) == len(drafts)
        assert not list(near_duplicates([one.item for one in drafts]))


def test_blanks_do_not_fill_a_speechs_drafts(drawn):
    for drafts in drawn.values():
        assert sum(one.item.type == "cloze" for one in drafts) <= max(3, MOST_CLOZE * len(drafts) + 2)


def test_a_limit_keeps_the_surest_of_every_family():
    speech = store.speech("shijiwei-2020")
    few = draft(speech, SHIPPED, most=8)
    assert len(few) == 8 and len({one.family for one in few}) > 3


def test_nothing_is_asked_on_a_slip_or_a_mask():
    for speech in SHIPPED:
        slips = [slip.text for slip in speech.meta.slips if not slip.doubtful]
        for one in candidates(speech, SHIPPED):
            item = one.item
            asked = "|".join([item.stem, *getattr(item, "options", {}).values(), *getattr(item, "left", {}).values()])
            assert "**" not in asked and "XX" not in asked
            assert not any(slip in asked for slip in slips)


def test_a_speech_with_nothing_to_ask_gives_no_drafts():
    assert draft(made_up("今天天气很好，大家辛苦了。"), ()) == []


def test_members_are_never_wrong_options_of_their_own_formula():
    for speech in speeches():
        reading = Reading(speech, tuple(SHIPPED))
        for sketch in about_formulas(reading):
            if isinstance(sketch.asked, Choice):
                right = {fold(text) for text in sketch.asked.right}
                assert not right & {fold(one.text) for one in sketch.asked.wrong}


def test_what_is_only_named_is_never_said_to_be_listed():
    reading = Reading(store.speech("shijiwei-2020"), tuple(SHIPPED))
    told = [sketch for sketch in about_formulas(reading) if isinstance(sketch.asked, Judged)]
    assert [sketch.asked.key for sketch in told] == ["错"] and "“十不准”" in told[0].stem


def test_a_pair_of_sayings_is_exchanged_only_between_its_halves():
    reading = Reading(made_up("发现问题是巡察工作的生命线，推动解决问题是巡察工作的落脚点。"))
    said = [sketch for sketch in sayings.propose(reading) if "生命线" in sketch.explanation and "成对" in sketch.explanation]
    [sketch] = said
    if isinstance(sketch.asked, Judged):
        assert "发现问题是巡察工作的落脚点，推动解决问题是巡察工作的生命线" in sketch.stem
    else:
        assert [*sketch.asked.answers.values()] == [["生命线"], ["落脚点"]]


def test_three_metaphors_make_a_matching():
    lines = ("要把巡察作为净化生态的“催化剂”。", "要把巡察作为锤炼队伍的“磨刀石”。", "要把巡察作为服务群众的“连心桥”。")
    [match, *_] = metaphors.propose(Reading(made_up(*lines)))
    assert isinstance(match.asked, Pairs)
    assert ("净化生态", "“催化剂”") in match.asked.pairs and len(match.asked.pairs) == 3


def test_a_rule_is_laid_to_the_side_that_its_paragraph_names():
    reading = Reading(made_up("巡察组成员要守纪律，不准接受任何宴请。", "被巡察党组织要如实报告，决不允许弄虚作假。"))
    sides = {one.text: one.side for rule in reading.prohibitions if (one := rules._sided(reading, rule))}
    assert sides == {"不准接受任何宴请": "巡察干部", "决不允许弄虚作假": "被巡察的一方"}


def test_a_rule_whose_side_is_not_said_is_not_asked_about():
    reading = Reading(made_up("工作要抓紧，不能拖拖拉拉等着看。"))
    assert [rule for rule in reading.prohibitions if rules._sided(reading, rule)] == []


def test_a_name_with_half_width_marks_does_not_spoil_the_questions():
    reading = Reading(made_up("要好好工作。", short="动员讲话(精选3篇)"))
    assert reading.named == "动员讲话（精选3篇）"


def test_a_hostile_text_is_only_text():
    wild = made_up("一、<script>alert(1)</script>从业务看政治", "要紧盯“=cmd|' /C calc'!A0”。" * 50, "不准" * 2000 + "。", "“" * 500)
    for one in draft(wild, SHIPPED):
        assert one.item.status == "draft"
