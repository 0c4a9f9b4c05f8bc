"""The blueprint of a quiz: which items in which order for how many points, or what to draw them by."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from exercises.bank import Bank
from exercises.items import Item
from exercises.items.base import OptionId, Strict, Text
from exercises.quiz.spec import Spec
from exercises.schema import explain
from exercises.shuffle import SHUFFLED, as_seen
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
    order: Annotated[list[OptionId], Field(min_length=2)] | None = None
    """The bank's option letters in the order in which the paper has the options."""


def _from_id(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


class Blueprint(Strict):
    """A paper: an ASCII id (nbgrader makes folder names of it), what stands at its head, and
    either its ``items`` or the specification by which they are to be drawn (``draw``)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
    title: Text
    instructions: Text | None = None
    minutes: Annotated[int, Field(ge=1)] | None = None
    """The time suggested, or allowed if ``limited``."""
    limited: bool = False
    """Whether the clock on the paper counts down; handing in late is possible and is seen."""
    shuffle: bool = False
    """Whether every trainee sees the options in an order of their own."""
    items: Annotated[list[Annotated[Pick, BeforeValidator(_from_id)]], Field(min_length=1, max_length=99)] = Field(
        default_factory=list
    )
    draw: Spec | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Blueprint:
        if bool(self.items) == bool(self.draw):
            raise PydanticCustomError("said", "题目（items）和抽题要求（draw）要写一个，且只写一个。")
        return self

    @property
    def count(self) -> int:
        """How many questions the paper has."""
        return self.draw.count if self.draw else len(self.items)


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
    else:
        faults += blueprint.draw.faults() if blueprint.draw else ()
    if faults:
        raise BlueprintError(path.name, faults)
    return blueprint


def chosen(blueprint: Blueprint, bank: Bank) -> list[Item]:
    """The items of the paper as it has them: with its points, its order of options. Raises BlueprintError."""
    if blueprint.draw:
        raise BlueprintError(blueprint.id, ["这份蓝图写的是抽题要求，要先抽题，得到写明题目的蓝图，才能成卷。"])
    if faults := list(_faults(blueprint, bank)):
        raise BlueprintError(blueprint.id, faults)
    return [_as_picked(bank[pick.id], pick) for pick in blueprint.items]


def _as_picked(item: Item, pick: Pick) -> Item:
    if pick.points is not None:
        item = item.model_copy(update={"points": pick.points})
    return as_seen(item, pick.order) if pick.order else item


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
        if pick.order and sorted(pick.order) != sorted(getattr(item, SHUFFLED.get(item.type, ""), ())):
            yield f"第 {n} 题 {pick.id} 的选项次序（order）{'、'.join(pick.order)} 不是它全部选项的一个排列。"
