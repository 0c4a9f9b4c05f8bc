"""Specifications in blueprint files: what they may say, and what is said against them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from exercises.quiz import BlueprintError, read_blueprint
from exercises.quiz.spec import Bounds, Spec


def read(folder: Path, draw: Any, **more: Any) -> Any:
    path = folder / "x.yaml"
    path.write_text(yaml.safe_dump({"id": "quiz-x", "title": "试", "draw": draw} | more, allow_unicode=True), "utf-8")
    return read_blueprint(path)


def test_shares_are_numbers_or_bounds_and_a_list_only_names(tmp_path: Path):
    draw = read(tmp_path, {"count": 9, "types": {"single": 4, "judge": [1, 5]}, "lessons": [1, 5]}).draw
    assert draw.types == {"single": Bounds(least=4, most=4), "judge": Bounds(least=1, most=5)}
    assert draw.lessons == {1: Bounds(least=0, most=99), 5: Bounds(least=0, most=99)}
    assert (draw.pool, draw.levels, draw.points, draw.exclude) == ("exam", None, {}, [])


def test_bounds_are_said_as_people_say_them():
    bounds = [Bounds(least=a, most=b) for a, b in ((3, 3), (3, 5), (0, 5), (3, 99))]
    assert [bound.words for bound in bounds] == ["3", "3 至 5", "至多 5", "至少 3"]


def test_a_specification_comes_back_from_its_own_data():
    one = Spec.model_validate({"count": 3, "types": {"single": [1, 3]}, "lessons": [2]})
    assert Spec.model_validate(one.model_dump()) == one


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        ({}, "缺少抽题要求（draw.count）"),
        ({"count": 0}, "不能小于 1"),
        ({"count": 100}, "不能大于 99"),
        ({"count": 5, "pool": "both"}, "只能是 practice、exam"),
        ({"count": 5, "types": {"essay": 5}}, "draw.types"),
        ({"count": 5, "types": {"single": "许多"}}, "应当是题数（如 4）或上下限"),
        ({"count": 5, "types": {"single": [4, 2]}}, "应当是题数（如 4）或上下限"),
        ({"count": 5, "lessons": [[1, 2]]}, "列表里只能直接写名称"),
        ({"count": 5, "lessons": [1, 1]}, "不止一次"),
        ({"count": 5, "typs": {}}, "多出了字段“draw.typs”"),
        ({"count": 5, "types": {"single": 2, "judge": 2}}, "各题型的题数（types）合计至多 4 题，不到总题数 5"),
        ({"count": 5, "levels": {"apply": 4, "analyse": [2, 3]}}, "各层次的题数（levels）合计至少 6 题，超过了总题数 5"),
        ({"count": 5, "for_lesson": True, "lessons": [1]}, "只能写一个"),
        ({"count": 5, "types": {"single": 5}, "points": {"single": 2}, "total": 12}, "满分是 10 分，不是 total 所写的 12 分"),
        ({"count": 5, "exclude": ["第一题"]}, "draw.exclude"),
        ({"count": 5, "points": {"single": 0}}, "不能小于 1"),
    ],
)
def test_what_is_wrong_with_a_specification_is_told_in_chinese(tmp_path: Path, draw: Any, message: str):
    with pytest.raises(BlueprintError) as caught:
        read(tmp_path, draw)
    assert message in str(caught.value)


@pytest.mark.parametrize(("draw", "more"), [({"count": 1}, {"items": ["a"]}), (None, {})])
def test_items_and_a_specification_exclude_each_other(tmp_path: Path, draw: Any, more: Any):
    with pytest.raises(BlueprintError, match="要写一个，且只写一个"):
        read(tmp_path, draw, **more)
