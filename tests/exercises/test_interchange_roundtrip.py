"""What a format holds comes back as it was; what it does not hold is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from item_strategies import items

from exercises import load_bank
from exercises.interchange import FORMATS, write
from exercises.interchange.packed import pack, unpack
from exercises.items import TYPES, Item

FULL = ["excel", "json", "moodle", "qti"]


def there_and_back(name: str, item: Item) -> Item:
    """The item that the format gives back for ``item``."""
    written = FORMATS[name].write([item])
    assert not written.left_out
    reading = FORMATS[name].read(written.data)
    assert not reading.unread
    [found] = reading.found
    data = found.data | {"status": item.status}
    return TYPES[data["type"]].Model.model_validate(data)


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("kind", TYPES)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_an_item_comes_back_as_it_was(name, kind, data):
    item = data.draw(items(kind))
    assert there_and_back(name, item) == item


GIFT_HOLDS = ["single", "multiple", "judge", "match", "cloze", "short"]


@pytest.mark.parametrize("kind", GIFT_HOLDS)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_gift_gives_back_what_it_takes_and_says_what_it_does_not(kind, data):
    item = data.draw(items(kind))
    written = FORMATS["gift"].write([item])
    if written.left_out:
        assert [remark.place for remark in written.remarks] == [item.id]
    else:
        assert there_and_back("gift", item) == item


def test_gift_leaves_out_what_it_cannot_hold_and_says_why(items):
    written = FORMATS["gift"].write(list(items.values()))
    said = {remark.place: remark.message for remark in written.remarks}
    kinds = {items[name].type: said[name] for name in written.left_out}
    assert "没有排序题" in kinds["order"]
    assert "只能有一个空" in kinds["cloze"]
    assert set(kinds) == {"order", "cloze"}
    [short] = [item for item in items.values() if item.type == "short"]
    assert "评分点写在注释里" in said[short.id]


@pytest.mark.parametrize("name", [*FULL, "gift"])
def test_the_shipped_bank_goes_there_and_back(name):
    bank = load_bank()
    written = write(name, list(bank))
    reading = FORMATS[name].read(written.data)
    assert not reading.unread
    came = {}
    for found in reading.found:
        item = bank[found.data["id"]]
        came[item.id] = TYPES[item.type].Model.model_validate(found.data | {"status": item.status})
    assert came == {item.id: item for item in bank if item.id not in written.left_out}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_items_give_the_same_bytes(name, items):
    assert write(name, list(items.values())).data == write(name, list(items.values())).data


def test_control_characters_are_made_visible_and_told(items):
    item = items["t-single"].model_copy(update={"stem": "巡察\x0b是什么"})
    for name in FULL:
        written = write(name, [item])
        assert any(remark.place == item.id and "控制字符" in remark.message for remark in written.remarks)
        assert FORMATS[name].read(written.data).found[0].data["stem"] == "巡察\ufffd是什么"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text("甲乙\\|｜\n、n", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=4), max_size=4))
def test_parts_of_a_cell_come_back(rows):
    assert unpack(pack(rows)) == rows
