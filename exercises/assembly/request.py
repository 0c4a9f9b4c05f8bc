"""What an instructor asks for, with its files: which bank, what to leave out, for which class."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from exercises.assembly import seen
from exercises.assembly.drawing import MOST_FORMS, draw, for_lessons
from exercises.assembly.enemies import pairs
from exercises.assembly.exclusions import excluded
from exercises.assembly.pools import of_class, pooled
from exercises.assembly.verify import letter
from exercises.bank import Bank
from exercises.quiz.blueprint import Blueprint, BlueprintError
from exercises.schema import explain


@dataclass(frozen=True)
class Request:
    """How a paper is wanted. All but ``own`` and ``folder`` matters only where items are to be drawn."""

    seed: str | None = None
    """Made up by chance when there is none."""
    forms: int = 1
    disjoint: bool = False
    lessons: Sequence[int] = ()
    exclude: Sequence[str] = ()
    """Names as `exclusions.excluded` takes them."""
    own: Sequence[Path] = ()
    """Files or folders of one's own items."""
    only_own: bool = False
    folder: Path | None = None
    """A class's folder: its own items are drawn from as well, and what it has seen is left out."""
    name: str | None = None
    """The id of the paper in place of the blueprint's."""


@dataclass(frozen=True)
class Answer:
    """Papers with explicit items, the bank they are from, and by which seed they were drawn."""

    papers: list[Blueprint]
    bank: Bank
    seed: str | None
    """None where nothing had to be drawn."""
    left_out: int
    """How many items of the bank were not to be drawn."""


def fulfil(plan: Blueprint, wanted: Request) -> Answer:
    """The papers that a blueprint makes as wanted.

    Raises BlueprintError (DrawError), BankError, ExclusionError.
    """
    local = of_class(wanted.folder) if wanted.folder else []
    bank = pooled([*wanted.own, *local], wanted.only_own)
    if plan.draw is None:
        _nothing_to_draw(plan, wanted)
        return Answer([_renamed(plan, wanted.name)], bank, None, 0)
    plan = _renamed(for_lessons(plan, wanted.lessons), wanted.name)
    names = list(wanted.exclude)
    if wanted.folder and (wanted.folder / seen.FILE).exists():
        names.append(str(wanted.folder))
    own_ids = {plan.id, *(f"{plan.id}-{letter(n).lower()}" for n in range(MOST_FORMS))}
    out = excluded(names, bank.items, own_ids)
    seed = wanted.seed or secrets.token_hex(4)
    papers = draw(plan, bank, seed, forms=wanted.forms, disjoint=wanted.disjoint, exclude=out, enemies=pairs)
    return Answer(papers, bank, seed, len(out & bank.items.keys()))


def _renamed(plan: Blueprint, name: str | None) -> Blueprint:
    if name is None:
        return plan
    data = plan.model_dump(exclude_defaults=True) | {"id": name}
    try:
        return Blueprint.model_validate(data)
    except ValidationError as error:
        raise BlueprintError(name, explain(error, data)) from None


def _nothing_to_draw(plan: Blueprint, wanted: Request) -> None:
    asked = {
        "--seed": wanted.seed,
        "--forms": wanted.forms > 1,
        "--disjoint": wanted.disjoint,
        "--lesson": wanted.lessons,
        "--exclude": wanted.exclude,
    }
    if names := [name for name, value in asked.items() if value]:
        raise BlueprintError(plan.id, [f"这份蓝图已经写明题目，不用抽题。请去掉 {'、'.join(names)}，或换一份写抽题要求的蓝图。"])
