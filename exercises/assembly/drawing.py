"""From a specification to papers: the same blueprint, bank, exclusions and seed give the same papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from random import Random

from exercises.assembly import arrange, shortage
from exercises.assembly.candidates import find
from exercises.assembly.errors import DrawError
from exercises.assembly.problem import stated
from exercises.assembly.search import anneal
from exercises.assembly.verify import broken, letter
from exercises.items import Item
from exercises.quiz.blueprint import Blueprint, BlueprintError
from exercises.quiz.spec import Spec

ATTEMPTS = 6
"""Searches, each from another start, before the blueprint is refused."""
MOST_FORMS = 6

Pairs = Collection[frozenset[str]]


def draw(
    blueprint: Blueprint,
    bank: Iterable[Item],
    seed: str,
    *,
    forms: int = 1,
    disjoint: bool = False,
    exclude: Collection[str] = (),
    enemies: Callable[[Sequence[Item]], Pairs] = lambda items: (),
) -> list[Blueprint]:
    """Parallel papers with explicit items, from a blueprint with a specification.

    Two forms or more are called A, B, C …; their ids end in ``-a``, ``-b`` …. They have
    the same full mark, as many items of each type and level, and the same expected
    difficulty within `TOLERANCE`; with ``disjoint`` no item in common, otherwise as few as can be.

    Args:
        seed: any text.
        exclude: ids of items not to be drawn, such as those a class has seen.
        enemies: from the candidates to the pairs of ids of which one would give away the other.

    Raises:
        DrawError: what the bank cannot give.
        BlueprintError: the blueprint has nothing to draw by, or its lesson has not been said.
    """
    spec = _spec(blueprint, forms)
    items = {item.id: item for item in bank}
    found = find(spec, items.values(), exclude)
    if gaps := shortage.missing(spec, found, forms, disjoint):
        raise DrawError(blueprint.id, gaps)
    pairs = frozenset(enemies(found.items))
    problem = stated(spec, found.items, forms, disjoint, pairs)
    nearest: list[str] | None = None
    for attempt in range(ATTEMPTS):
        drawn = [[found.items[n] for n in form] for form in anneal(problem, f"{seed}|{blueprint.id}|{attempt}")]
        faults = broken(spec, drawn, disjoint, pairs)
        if not faults:
            return [_paper(blueprint, items, form, n, forms, seed) for n, form in enumerate(drawn)]
        nearest = faults if nearest is None or len(faults) < len(nearest) else nearest
    raise DrawError(blueprint.id, ["各项要求分别都够，合在一起没有凑成。最接近的一次：", *(nearest or ())])


def for_lessons(blueprint: Blueprint, lessons: Sequence[int]) -> Blueprint:
    """The blueprint with its lessons said, where it asks for them. Raises BlueprintError."""
    spec = blueprint.draw
    if spec is None or not spec.for_lesson:
        if lessons:
            raise BlueprintError(blueprint.id, ["这份蓝图不用指明课次。请去掉 --lesson。"])
        return blueprint
    if not lessons:
        raise BlueprintError(blueprint.id, ["这份蓝图要指明课次，如 --lesson 5。"])
    wanted = sorted(set(lessons))
    return blueprint.model_copy(
        update={
            "id": "-".join([blueprint.id, *(f"{n:02d}" for n in wanted)]),
            "title": f"{blueprint.title}（第 {'、'.join(map(str, wanted))} 课）",
            "draw": Spec.model_validate(spec.model_dump() | {"for_lesson": False, "lessons": wanted}),
        }
    )


def _spec(blueprint: Blueprint, forms: int) -> Spec:
    spec = blueprint.draw
    if spec is None:
        raise BlueprintError(blueprint.id, ["这份蓝图已经写明题目，不用抽题。"])
    if spec.for_lesson:
        raise BlueprintError(blueprint.id, ["这份蓝图要指明课次，如 --lesson 5。"])
    if not 1 <= forms <= MOST_FORMS:
        raise BlueprintError(blueprint.id, [f"平行卷可以有 1 至 {MOST_FORMS} 套，不能是 {forms} 套。"])
    if faults := list(spec.faults()):
        raise BlueprintError(blueprint.id, faults)
    return spec


def _paper(blueprint: Blueprint, bank: dict[str, Item], form: list[Item], n: int, forms: int, seed: str) -> Blueprint:
    name = letter(n)
    chance = Random(f"{seed}|{blueprint.id}|{name}")
    items = arrange.picks(arrange.in_order(form, chance), bank, chance)
    called = {"id": f"{blueprint.id}-{name.lower()}", "title": f"{blueprint.title}（{name} 卷）"} if forms > 1 else {}
    return blueprint.model_copy(update={"draw": None, "items": items, **called})
