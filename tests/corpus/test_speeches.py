"""The five shipped speeches agree with the labels made by hand from the raw texts."""

import json
import re
from pathlib import Path

import pytest

from corpus import speech, speeches
from corpus.check import faults
from corpus.clean import clean
from corpus.rebuild import NEWLINES, raw_bytes, rebuild, sha256

GOLD = Path(__file__).parent / "data" / "gold"
LABELS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in GOLD.glob("*.json")}
SLUGS = sorted(LABELS)


def test_the_corpus_holds_exactly_the_five_speeches():
    assert sorted(s.slug for s in speeches()) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_speech_file_keeps_every_promise(slug):
    assert faults(speech(slug)) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_raw_source_can_be_rebuilt_byte_for_byte(slug):
    one = speech(slug)
    assert sha256(raw_bytes(one)) == one.meta.source.sha256


@pytest.mark.parametrize("slug", SLUGS)
def test_headings_are_those_labelled_by_hand(slug):
    found = [[s.heading.level, s.heading.label, s.heading.words, s.heading.run_in] for s in speech(slug).sections]
    assert found == [[s["level"], s["label"], s["heading"], s["run_in"]] for s in LABELS[slug]["sections"]]
    assert speech(slug).meta.title == LABELS[slug]["title"]


@pytest.mark.parametrize("slug", SLUGS)
def test_masks_stay_and_adverts_go(slug):
    spoken = speech(slug).spoken
    assert all(kept in spoken for kept in LABELS[slug]["noise"]["keep"])
    dropped = "".join(r.text for r in speech(slug).meta.removed)
    assert all(gone["text"] in dropped for gone in LABELS[slug]["noise"]["remove"])


@pytest.mark.parametrize("slug", SLUGS)
def test_every_labelled_slip_is_listed_and_still_in_the_text(slug):
    listed = {slip.text for slip in speech(slug).meta.slips}
    assert {slip["text"] for slip in LABELS[slug]["slips"]} <= listed


@pytest.mark.parametrize("slug", SLUGS)
def test_no_space_is_left_inside_a_sentence(slug):
    assert not [b.n for b in speech(slug).blocks if re.search(r"[ \t\n　]", b.text)]


@pytest.mark.parametrize("slug", SLUGS)
def test_cleaning_the_rebuilt_source_again_gives_the_same_blocks(slug):
    meta = speech(slug).meta
    newline = NEWLINES[meta.source.newline]
    again = clean(rebuild(speech(slug).spoken, meta.line_breaks, meta.removed, newline), newline)
    assert again.blocks == speech(slug).blocks
    assert (again.line_breaks, again.removed) == (meta.line_breaks, meta.removed)


def test_a_changed_character_is_noticed():
    one = speech("shiju-2024")
    block = one.blocks[2]
    mended = type(block)(block.n, block.kind, block.text + "。", block.heading, block.opens_line)
    assert any("SHA-256" in fault for fault in faults(type(one)(one.slug, one.meta, (*one.blocks[:2], mended, *one.blocks[3:]))))
