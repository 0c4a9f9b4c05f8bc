"""The linter: sound items pass, and every kind of bad item is caught by its own rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from exercises import lint
from exercises.bank import load_bank
from exercises.items import TYPES, Item
from exercises.lint.balance import chi_square
from exercises.lint.content import shared

_FILE = yaml.safe_load((Path(__file__).parent / "data" / "bad-items.yaml").read_text("utf-8"))
GOOD: dict[str, dict[str, Any]] = _FILE["good"]
BAD: list[dict[str, Any]] = _FILE["bad"]


def item(like: str, **change: object) -> Item:
    """A sound item of a type with some fields changed."""
    return TYPES[like].Model.model_validate(GOOD[like] | change)


def rules(found: list[lint.Finding]) -> set[str]:
    return {finding.rule for finding in found}


@pytest.mark.parametrize("like", GOOD)
def test_a_sound_item_of_each_type_passes(like: str):
    assert lint.check_item(item(like)) == []


@pytest.mark.parametrize("bad", BAD, ids=[f"{n}-{bad['rule']}" for n, bad in enumerate(BAD)])
def test_a_bad_item_is_caught_by_its_rule(bad: dict[str, Any]):
    found = [one for one in lint.check_item(item(bad["like"], **bad["change"])) if one.rule == bad["rule"]]
    assert found
    assert all(one.item == f"g-{bad['like']}" and one.message.endswith("。") for one in found)


def test_every_rule_for_one_item_has_an_item_that_it_catches():
    assert {rule.name for rule in lint.RULES} == {bad["rule"] for bad in BAD}


def test_the_shipped_bank_is_clean():
    assert lint.check(load_bank()) == []
