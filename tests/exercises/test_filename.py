"""What people are called becomes part of a file's name on any system."""

from hypothesis import given
from hypothesis import strategies as st

from exercises.filename import as_part


def test_a_name_stays_as_it_is():
    assert as_part("欧阳修") == "欧阳修"


@given(st.text(max_size=60))
def test_nothing_is_left_that_leads_elsewhere_or_may_not_stand_there(text):
    part = as_part(text)
    assert not set(part) & set('\\/:*?"<>|.\n\0')
    assert part == part.strip()
