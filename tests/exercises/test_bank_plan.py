"""What the shipped bank holds: enough of every kind in each lesson, and two pools that keep apart."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from corpus import speeches
from exercises.bank import SHIPPED, Bank, load_bank
from exercises.items import TYPES, Item
from exercises.lint.content import is_scene, stated
from exercises.lint.near import likenesses
from exercises.lint.speechfacts import every_speech, named_in, slug_of

LESSONS = range(1, 13)
LIMITS_AND_DUTIES = (5, 6, 8, 9, 10)
"""The lessons on “三不”, discipline, responsibilities and rectification."""


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


def test_there_are_three_hundred_reviewed_items(bank: Bank):
    assert len(bank) >= 300
    assert {item.status for item in bank} == {"reviewed"}


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_lesson_has_every_type_and_both_pools(bank: Bank, lesson: int):
    items = bank.select(lesson=lesson)
    assert {item.type for item in items} == set(TYPES)
    assert min(Counter(item.pool for item in items).values()) >= 12


def test_at_most_a_third_of_the_items_ask_to_remember(bank: Bank):
    assert len(bank.select(level="remember")) <= len(bank) / 3


@pytest.mark.parametrize("lesson", LIMITS_AND_DUTIES)
def test_limits_and_duties_are_mostly_applied_to_cases(bank: Bank, lesson: int):
    assert sum(is_scene(item) or item.level == "apply" for item in bank.select(lesson=lesson)) >= 12


def compares(item: Item) -> bool:
    """Whether the item quotes two speeches and speaks of two in what it asks."""
    quoted = {slug_of(evidence) for evidence in item.evidence}
    return len(quoted) > 1 and (len(named_in(stated(item), every_speech())) > 1 or bool(re.search("[两三四五各几哪]一?篇", item.stem)))


def test_forty_items_compare_speeches(bank: Bank):
    assert sum(map(compares, bank)) >= 40


@pytest.mark.parametrize("pool", ["practice", "exam"])
def test_each_pool_draws_on_every_speech(bank: Bank, pool: str):
    cited = {slug_of(evidence) for item in bank.select(pool=pool) for evidence in item.evidence}
    assert {speech.slug for speech in speeches()} <= cited


def test_the_pools_share_neither_an_id_nor_a_question():
    practice, exam = (load_bank(SHIPPED / pool) for pool in ("practice", "exam"))
    assert not set(practice.items) & set(exam.items)
    across = [pair for pair in likenesses([*practice, *exam]) if pair.first.pool != pair.second.pool]
    assert max(pair.jaccard for pair in across) < 0.5
