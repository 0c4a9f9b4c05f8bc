"""Drawing from one's own items as well: what of them is taken, and what stops a paper."""

from pathlib import Path

import pytest
import yaml
from made_bank import made

from exercises.assembly import draw
from exercises.assembly.pools import LOCAL, of_class, pooled
from exercises.bank import BankError, load_bank
from exercises.items import Item
from exercises.quiz import Blueprint

REAL = {"evidence": [{"cite": "shiwei-2023¶3", "quote": "巡视巡察"}]}
FALSE = {"evidence": [{"cite": "shiwei-2023¶3", "quote": "没有这样的话"}]}


@pytest.fixture
def local(tmp_path: Path) -> Path:
    """A class's folder for its own items."""
    (tmp_path / LOCAL).mkdir()
    return tmp_path / LOCAL


def put(folder: Path, *items: Item) -> None:
    data = [item.model_dump(exclude_none=True) for item in items]
    (folder / f"{items[0].id}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


def test_a_class_without_items_of_its_own_draws_from_the_course(local: Path):
    assert of_class(local.parent) == of_class(local.parent / "none") == []
    assert pooled().items == load_bank().items


def test_own_items_join_those_of_the_course_or_stand_alone(local: Path):
    put(local, made("own-e1", **REAL))
    [folder] = of_class(local.parent)
    assert pooled([folder]).items.keys() == load_bank().items.keys() | {"own-e1"}
    assert list(pooled([folder], only_own=True).items) == ["own-e1"]


def test_a_draft_never_reaches_a_drawn_paper_and_a_faulty_one_stops_none(local: Path):
    put(local, made("own-e1", **REAL), made("own-e2", status="draft", **REAL), made("own-e3", status="draft", **FALSE))
    bank = pooled([local], only_own=True)
    assert list(bank.items) == ["own-e1", "own-e2"]
    one = Blueprint.model_validate({"id": "quiz-x", "title": "试", "draw": {"count": 1}})
    assert {paper.items[0].id for seed in "甲乙丙丁" for paper in draw(one, bank, seed)} == {"own-e1"}


def test_a_draft_cannot_take_the_place_of_a_reviewed_item(local: Path):
    put(local, made("l01-e1", status="draft", **REAL))
    assert pooled([local])["l01-e1"] == load_bank()["l01-e1"]


def test_a_faulty_reviewed_item_stops_the_paper(local: Path):
    put(local, made("own-e1", **FALSE))
    with pytest.raises(BankError, match="own-e1.*引文不符"):
        pooled([local])
