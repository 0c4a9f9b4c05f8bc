"""Whose paper a file is: told by what stands in it and in its names, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collecting.matching import Matcher, Person

PEOPLE = [
    Person("x01", "张三", "市水利局"),
    Person("x02", "李四", "县审计局"),
    Person("x03", "张三丰", "县审计局"),
    Person("x04", "王伟", "市水利局"),
    Person("x05", "王伟", "县财政局"),
    Person("x-06.a", "阿依古丽·买买提"),
    Person("S7", "Ada Lovelace"),
    Person("08", "赵 云"),
]
MATCHER = Matcher(PEOPLE, "quiz-01", "巡察基础测验")


def whose(*parts: str, inside: str = "", name: str = "") -> str:
    return MATCHER.match(parts, inside, name).student


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("x01_张三_quiz-01_20240305-101500.ipynb", "x01"),
        ("x01_张三_quiz-01_20240305-101500_2.ipynb", "x01"),
        ("x-06-a_阿依古丽·买买提_quiz-01_20240305-101500.ipynb", "x-06.a"),
        ("Ｘ０２.ipynb", "x02"),
        ("X02 (1).ipynb", "x02"),
        ("quiz-01x02.ipynb", ""),
        ("张三.ipynb", "x01"),
        ("张三丰.ipynb", "x03"),
        ("张三的答卷 - 副本.ipynb", "x01"),
        ("市水利局张三.ipynb", "x01"),
        ("第二组 张三 测验.ipynb", "x01"),
        ("巡察基础测验_李四.ipynb", "x02"),
        ("阿依古丽买买提.ipynb", "x-06.a"),
        ("赵云.ipynb", "08"),
        ("赵 云.ipynb", "08"),
        ("ada lovelace quiz-01.ipynb", "S7"),
        ("s7.ipynb.txt", "S7"),
        ("quiz-01_08.ipynb", "08"),
        ("quiz-01 (8).ipynb", ""),
        ("quiz-01.ipynb", ""),
        ("张三四.ipynb", ""),
        ("x99.ipynb", ""),
    ],
)
def test_a_file_name_tells_whose_paper_it_is(name: str, student: str) -> None:
    assert whose(name) == student


def test_folders_tell_where_the_file_does_not() -> None:
    assert whose("U盘", "x02", "quiz-01", "quiz-01.ipynb") == "x02"
    assert whose("U盘", "李四.zip", "quiz-01.ipynb") == "x02"
    assert whose("李四", "张三.ipynb") == "x01"


def test_what_stands_inside_goes_with_the_name_or_a_person_decides() -> None:
    assert whose("quiz-01.ipynb", inside="x01", name="张三") == "x01"
    assert whose("quiz-01.ipynb", inside="X01") == "x01"
    assert whose("张三.ipynb", inside="x01", name="张三") == "x01"
    conflict = MATCHER.match(["李四.ipynb"], "x01", "张三")
    assert not conflict.student and conflict.candidates == ("x01", "x02")
    assert "文件内的编号“x01”是张三（x01）" in conflict.reason and "文件名中的姓名“李四”是李四（x02）" in conflict.reason


def test_an_unknown_number_inside_is_not_overruled_by_a_name() -> None:
    match = MATCHER.match(["李四.ipynb"], "x77", "李四")
    assert not match.student and match.candidates == ("x02",)
    assert "文件内的编号“x77”与名册不符" in match.reason
    wrong_name = MATCHER.match(["quiz-01.ipynb"], "x01", "张山")
    assert not wrong_name.student and "文件内的姓名“张山”" in wrong_name.reason


def test_a_name_of_two_people_is_for_a_person_unless_a_number_stands_by_it() -> None:
    match = MATCHER.match(["王伟.ipynb"])
    assert not match.student and match.candidates == ("x04", "x05") and "2 人" in match.reason
    assert whose("x05 王伟.ipynb") == "x05"
    assert whose("quiz-01.ipynb", inside="x04", name="王伟") == "x04"


def test_two_people_in_one_file_name_are_for_a_person() -> None:
    assert MATCHER.match(["x01_x02.ipynb"]).candidates == ("x01", "x02")
    assert MATCHER.match(["张三和李四.ipynb"]).candidates == ("x01", "x02")


def test_a_name_inside_a_longer_word_is_a_hint_only() -> None:
    match = MATCHER.match(["老张三哥.ipynb"])
    assert not match.student and match.candidates == ("x01",) and "张三（x01）" in match.reason


def test_ids_that_differ_in_case_alone_are_for_a_person() -> None:
    twins = Matcher([Person("a1", "甲"), Person("A1", "乙")], "q")
    assert twins.match(["a1.ipynb"]).candidates == ("A1", "a1")
    assert twins.match(["a1 甲.ipynb"]).student == "a1"


def test_an_empty_roster_knows_nobody() -> None:
    assert not Matcher([], "q").match(["张三.ipynb"], "x01", "张三").student


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.text(max_size=20), st.text(max_size=20))
def test_nothing_that_people_write_breaks_the_matching(parts: list[str], inside: str, name: str) -> None:
    match = MATCHER.match(parts, inside, name)
    assert match.reason and (not match.student or match.student in {person.id for person in PEOPLE})


@given(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_two_signs_never_give_a_paper_to_a_third(one: Person, other: Person) -> None:
    match = MATCHER.match([f"{other.id}_{other.name}.ipynb"], one.id, one.name)
    assert match.student == (one.id if one == other else "")
