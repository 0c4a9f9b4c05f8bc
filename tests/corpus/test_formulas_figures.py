"""The figures of the bench on the five speeches do not fall below what was reached."""

import importlib.util
import sys
from pathlib import Path

import pytest

from corpus import speeches

PATH = Path(__file__).parents[1] / "bench" / "formulas.py"
FLOOR = 0.99
"""Reached: 1.00 for every kind."""


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("formulas_bench", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def totals(bench):
    results = [bench.score(*rest) for _, *rest in bench.shipped()]
    assert len(results) == len(speeches())
    return {kind: sum((r[kind] for r in results), bench.Score()) for kind in bench.KINDS}


@pytest.mark.parametrize(
    ("kind", "labelled"),
    [
        ("headings", 59),
        ("noise", 343),
        ("formulas", 30),
        ("members", 21),
        ("prohibitions for inspectors", 14),
        ("prohibitions, all", 27),
        ("bound side", 27),
    ],
)
def test_the_five_are_read_as_labelled(totals, kind, labelled):
    score = totals[kind]
    assert score.hits + score.misses == labelled
    assert (score.missed, score.wrong) == ((), ()) or min(score.precision, score.recall) >= FLOOR, (score.missed, score.wrong)


def test_a_miss_and_a_false_alarm_lower_the_figures(bench):
    score = bench.Score.of(["甲", "乙"], ["甲", "丙"])
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert (score.missed, score.wrong) == (("乙",), ("丙",))


@pytest.mark.parametrize(
    ("label", "found", "same"),
    [
        ("派出单位不得召回", ["不得召回"], True),
        ("更不能收礼", ["不能收礼。"], True),
        ("不收礼，不吃请", ["不收礼", "不吃请"], True),
        ("不收礼", ["不收礼、不吃请"], True),
        ("不收礼，不吃请", ["不收礼"], False),
        ("考试不合格的不能上岗", ["不能上岗"], False),
        ("对意见不能就事论事", ["不能就事论事"], False),
        ("不能跑风漏气，甚至通风报信", ["不能跑风漏气"], False),
    ],
)
def test_what_counts_as_the_same_prohibition(bench, label, found, same):
    assert (bench._rules([label], found, []).misses == 0) is same


def test_a_doubtful_prohibition_counts_neither_way(bench):
    assert bench._rules([], ["决不姑息"], ["决不姑息"]).alarms == 0
    assert bench._rules([], [], ["决不姑息"]).misses == 0


def test_the_word_of_the_label_may_open_a_member_or_be_left_out(bench):
    assert bench._member("四个紧盯", 1, "紧盯权力") == bench._member("四个紧盯", 1, "权力")
    assert bench._member("四个紧盯", 1, "聚焦权力") != bench._member("四个紧盯", 1, "权力")


def test_a_folder_of_texts_is_scored_by_the_same_rules(bench, tmp_path):
    name, raw, _, _, _ = next(iter(bench.shipped()))
    (tmp_path / "a.txt").write_text(raw, encoding="utf-8")
    (tmp_path / "a.json").write_bytes((bench.GOLD / f"{name}.json").read_bytes())
    (tmp_path / "lonely.json").write_text("{}", encoding="utf-8")
    ((found, *rest),) = bench.texts(tmp_path)
    assert found == "a"
    assert all(score.f1 >= FLOOR for score in bench.score(*rest).values())
