"""What a drawn set of forms still lacks, told from the items alone: the judge of the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from exercises.assembly import labels
from exercises.assembly.candidates import SHARES, shares
from exercises.assembly.difficulty import of_form
from exercises.assembly.problem import TOLERANCE
from exercises.items import Item
from exercises.quiz.spec import Spec

Forms = Sequence[Sequence[Item]]


def broken(spec: Spec, forms: Forms, disjoint: bool, enemies: Collection[frozenset[str]]) -> list[str]:
    """Every demand that the forms do not meet, in Chinese; empty when all is well.

    Forms are parallel when they agree in full mark and in the number of items of every
    type and every level, and their expected difficulty is the same within `TOLERANCE`.
    """
    found = []
    for n, form in enumerate(forms):
        name = f"{letter(n)} 卷：" if len(forms) > 1 else ""
        found += [name + fault for fault in _alone(spec, form, enemies)]
    return found + list(_together(forms, disjoint))


def letter(n: int) -> str:
    """The letter of the form number ``n``, counted from 0."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n]


def _alone(spec: Spec, form: Sequence[Item], enemies: Collection[frozenset[str]]) -> Iterator[str]:
    if len(form) != spec.count or len({item.id for item in form}) != spec.count:
        yield f"应有 {spec.count} 题，现有 {len(form)} 题。"
    for dimension in SHARES:
        has = Counter(getattr(item, dimension) for item in form)
        for value, share in (shares(spec, dimension) or {}).items():
            if not share.least <= has[value] <= share.most:
                yield f"{labels.value(dimension, value)}要 {share.words} 题，只凑到 {has[value]} 题。"
    points = sum(item.points for item in form)
    if spec.total is not None and points != spec.total:
        yield f"满分要 {spec.total} 分，只凑到 {points} 分。"
    for one, other in combinations(sorted(item.id for item in form), 2):
        if frozenset((one, other)) in enemies:
            yield f"{one} 和 {other} 会互相提示答案，不能同卷，但没有别的题可换。"


def _together(forms: Forms, disjoint: bool) -> Iterator[str]:
    for (a, one), (b, other) in combinations(enumerate(forms), 2):
        names = f"{letter(a)} 卷和 {letter(b)} 卷"
        if disjoint and (common := {item.id for item in one} & {item.id for item in other}):
            yield f"{names}有 {len(common)} 道相同的题。"
        if sum(item.points for item in one) != sum(item.points for item in other):
            yield f"{names}满分不同。"
        for dimension in ("type", "level"):
            here, there = (Counter(getattr(item, dimension) for item in form) for form in (one, other))
            for value in sorted({*here, *there}):
                if here[value] != there[value]:
                    yield f"{names}的{labels.value(dimension, value)}题数不等（{here[value]} 和 {there[value]}）。"
        if abs(of_form(list(one)) - of_form(list(other))) * 100 > TOLERANCE + 1e-9:
            yield f"{names}的预期难度相差超过 {TOLERANCE} 个百分点。"
