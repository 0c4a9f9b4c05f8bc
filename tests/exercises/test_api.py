"""The flat names of the package."""

import pytest

import exercises


@pytest.mark.parametrize("name", exercises.__all__)
def test_every_name_is_there(name: str):
    assert getattr(exercises, name).__name__ == name


def test_another_name_is_not_there():
    with pytest.raises(AttributeError, match="nothing"):
        exercises.nothing


def test_the_style_sheet_is_read():
    from exercises.style import css

    assert "--xc-ink" in css()
