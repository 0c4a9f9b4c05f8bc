"""What a format holds comes back as it was; what it does not hold is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from item_strategies import items

from exercises.interchange import FORMATS
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
