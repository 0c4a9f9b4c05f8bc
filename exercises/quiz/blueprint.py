"""The blueprint of a quiz: which items in which order for how many points."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError

from exercises.bank import Bank
from exercises.items import Item
from exercises.items.base import Strict, Text
from exercises.schema import explain
from exercises.yamlfile import YamlError, read_yaml

SHIPPED = Path(__file__).parents[1] / "blueprints"


class BlueprintError(ValueError):
    """The blueprint cannot be used; ``faults`` has everything that is wrong with it, in Chinese."""

    def __init__(self, name: str, faults: list[str]) -> None:
        super().__init__("\n".join([f"组卷蓝图 {name} 有 {len(faults)} 处问题：", *faults]))
        self.faults = faults


class Pick(Strict):
    """One item of the paper; ``points`` in place of the bank's, if given."""

    id: Text
    points: Annotated[int, Field(ge=1, le=100)] | None = None


def _from_id(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


class Blueprint(Strict):
    """A paper: an ASCII id (nbgrader makes folder names of it), what stands at its head, its items."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
    title: Text
    instructions: Text | None = None
    minutes: Annotated[int, Field(ge=1)] | None = None
    """The time suggested, or allowed if ``limited``."""
    limited: bool = False
    """Whether the clock on the paper counts down; handing in late is possible and is seen."""
    shuffle: bool = False
    """Whether every trainee sees the options in an order of their own."""
    items: Annotated[list[Annotated[Pick, BeforeValidator(_from_id)]], Field(min_length=1, max_length=99)]


def read_blueprint(path: Path) -> Blueprint:
    """The blueprint in the YAML file. Raises BlueprintError."""
    try:
        document = read_yaml(path)
    except YamlError as error:
        raise BlueprintError(path.name, [str(error)]) from None
    faults = [f"第 {line} 行的“{name}”在同一处写了不止一次。" for line, name in document.repeated]
    try:
        blueprint = Blueprint.model_validate(document.data)
    except ValidationError as error:
        faults += explain(error, document.data)
    if faults:
        raise BlueprintError(path.name, faults)
    return blueprint


def chosen(blueprint: Blueprint, bank: Bank) -> list[Item]:
    """The items of the paper with the points they have in it. Raises BlueprintError."""
    if faults := list(_faults(blueprint, bank)):
        raise BlueprintError(blueprint.id, faults)
    return [
        item if pick.points is None else item.model_copy(update={"points": pick.points})
        for pick in blueprint.items
        for item in [bank[pick.id]]
    ]


def _faults(blueprint: Blueprint, bank: Bank) -> Iterator[str]:
    seen = set()
    for n, pick in enumerate(blueprint.items, 1):
        if pick.id in seen:
            yield f"第 {n} 题 {pick.id} 前面已经选过。"
        seen.add(pick.id)
        if pick.id not in bank:
            near = get_close_matches(pick.id, bank.items, 1)
            yield f"第 {n} 题 {pick.id} 不在题库里。" + (f"是否想写 {near[0]}？" if near else "")
            continue
        item = bank[pick.id]
        if item.status != "reviewed":
            yield f"第 {n} 题 {pick.id} 还没有审核，不能入卷。请先审核，或换一题。"
        if item.type == "short" and pick.points not in (None, item.points):
            yield f"第 {n} 题 {pick.id} 是简答题，分值由评分点决定（{item.points} 分），不能在蓝图里改。"
