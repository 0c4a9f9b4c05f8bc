"""What a bank has too little of for a specification, told before any search.

These are necessary conditions only: a bank that passes may still fail where several
demands meet, and the search then tells what it could not bring together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exercises.assembly import labels
from exercises.assembly.candidates import SHARES, Candidates, shares
from exercises.quiz.spec import Spec


def missing(spec: Spec, found: Candidates, forms: int, disjoint: bool) -> list[str]:
    """What ``forms`` papers lack, in Chinese; with ``disjoint`` no item may serve twice."""
    times = forms if disjoint else 1
    gaps = [*_single(spec, found, times), *_capped(spec, found, times), *_pairs(spec, found, times), *_points(spec, found)]
    need = spec.count * times
    if len(found.items) < need:
        how = f"{forms} 套互不重题的卷子共" if times > 1 else ""
        gaps.insert(0, f"{how}需要 {need} 题，题库里符合要求的{labels.POOLS[spec.pool]}题只有 {len(found.items)} 题{found.why_fewer()}。")
    return gaps


def _single(spec: Spec, found: Candidates, times: int) -> Iterator[str]:
    """Values of which there are fewer than their least share, and dimensions that cannot fill the paper."""
    for dimension in SHARES:
        bounds = shares(spec, dimension)
        if bounds is None:
            continue
        has = Counter(getattr(item, dimension) for item in found.items)
        for value, share in bounds.items():
            if has[value] < share.least * times:
                yield (
                    f"{labels.value(dimension, value)}要 {share.least * times} 题，只有 {has[value]} 题，"
                    f"缺 {share.least * times - has[value]} 题{found.why_fewer(dimension, value)}。"
                )
        most = sum(min(has[value], share.most * times) for value, share in bounds.items())
        if len(found.items) >= spec.count * times > most:
            yield f"按各{labels.DIMENSIONS[dimension]}的上限和题库的存量，至多能取 {most} 题，还差 {spec.count * times - most} 题。"


def _capped(spec: Spec, found: Candidates, times: int) -> Iterator[str]:
    """Values with items enough, of which the upper bounds of another dimension let too few be taken."""
    for one in SHARES:
        for value, share in (shares(spec, one) or {}).items():
            of_value = [item for item in found.items if getattr(item, one) == value]
            if len(of_value) < share.least * times:
                continue
            for other in SHARES:
                caps = shares(spec, other) if other != one else None
                if caps is None:
                    continue
                has = Counter(getattr(item, other) for item in of_value)
                most = sum(min(count, caps[name].most * times) for name, count in has.items())
                if most < share.least * times:
                    yield (
                        f"{labels.value(one, value)}要 {share.least * times} 题，按各{labels.DIMENSIONS[other]}的上限"
                        f"只能取 {most} 题，缺 {share.least * times - most} 题。"
                    )


def _pairs(spec: Spec, found: Candidates, times: int) -> Iterator[str]:
    """Two values of different dimensions whose least shares need more than their items give together."""
    named = [
        (dimension, value, share.least * times)
        for dimension in SHARES
        for value, share in (shares(spec, dimension) or {}).items()
        if share.least
    ]
    size = spec.count * times
    for n, (one, a, least_a) in enumerate(named):
        for other, b, least_b in named[n + 1 :]:
            if one == other or (overlap := least_a + least_b - size) <= 0:
                continue
            both = sum(getattr(item, one) == a and getattr(item, other) == b for item in found.items)
            if both < overlap:
                yield (
                    f"{labels.value(one, a)}、{labels.value(other, b)}兼有的题至少要 {overlap} 题，只有 {both} 题，"
                    f"缺 {overlap - both} 题。"
                )


def _points(spec: Spec, found: Candidates) -> Iterator[str]:
    """A full mark that even the cheapest or the dearest items cannot come to."""
    if spec.total is None or len(found.items) < spec.count:
        return
    worth = sorted(item.points for item in found.items)
    least, most = sum(worth[: spec.count]), sum(worth[-spec.count :])
    if not least <= spec.total <= most:
        yield f"取 {spec.count} 题，满分只能在 {least} 至 {most} 分之间，到不了 {spec.total} 分。"
