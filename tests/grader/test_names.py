"""Chinese names go into nbgrader's two fields and come back whole."""

import pytest

from grader import names


@pytest.mark.parametrize(
    ("full", "last", "first"),
    [
        ("张三", "张", "三"),
        ("欧阳修", "欧阳", "修"),
        ("欧阳", "欧", "阳"),
        ("司马相如", "司马", "相如"),
        ("李", "李", ""),
        ("阿依古丽·买买提", "阿依古丽·", "买买提"),
        ("Ada Lovelace", "Lovelace", "Ada"),
        ("  王 五 ", "王", " 五"),
    ],
)
def test_a_name_is_split_where_people_split_it_and_joins_back(full: str, last: str, first: str) -> None:
    assert names.split(full) == (last, first)
    assert names.join(last, first) == " ".join(full.split())


def test_a_record_without_names_joins_to_nothing() -> None:
    assert names.join(None, None) == ""
