"""What is shown beside an answer: the rubric with what was found, and answers that are much alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus import store
from exercises.items import Item, from_json, to_json
from grader.marking.answers import visible
from grader.marking.keypoints import RULE, Aid, Finder
from grader.marking.similar import Likeness
from grader.marking.spans import Span

MOST_SHOWN = 20_000
"""Characters of an answer that are shown; its paper has all."""
MOST_ALIKE = 5
MOST_SHARED = 3
MOST_WORDS = 80
"""Characters of one stretch that is quoted."""
_EDGES = "，。、；：！？,.;:!? "
SIGNS = {"found": ("✓", "找到"), "partly": ("◐", "部分"), "missing": ("…", "未找到")}
"""Sign and word of each finding; nothing says wrong, for nothing has been marked."""


@dataclass(frozen=True)
class Line:
    """One point of the rubric with what was found of it."""

    number: int
    text: str
    points: int
    status: str
    sign: str
    word: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """Another answer much like this one."""

    place: int
    """Its place among the answers that were compared."""
    percent: int
    words: tuple[str, ...]
    """The longest stretches that both have."""


@dataclass(frozen=True)
class View:
    """All that is shown beside one answer; plain texts that whoever shows them escapes."""

    pieces: tuple[tuple[str, tuple[int, ...]], ...]
    """The answer in pieces, each with the numbers of the points found there."""
    hidden: int
    """Characters that are not shown."""
    length: int
    lines: tuple[Line, ...]
    model: str
    alike: tuple[Alike, ...]
    more_alike: int
    copied: bool
    cut: bool
    rule: str = RULE


@lru_cache(64)
def _finder(spec: str) -> Finder:
    return Finder(from_json(spec))


@cache
def _speeches() -> tuple[str, ...]:
    return tuple(block.text for speech in store.speeches() for block in speech.blocks)


def likeness(item: Item, answers: Sequence[str]) -> Likeness:
    """The answers to a short item compared; the question and the speeches may be quoted by all."""
    return Likeness(answers, [item.stem, *(evidence.quote for evidence in item.evidence), *_speeches()])


def view(item: Item, answer: str, place: int, like: Likeness) -> View:
    """What is shown beside the answer at ``place`` of those compared."""
    found = _finder(to_json(item)).find(answer)
    shown = answer[:MOST_SHOWN]
    others = like.of(place)
    return View(
        pieces=tuple(numbered(visible(shown), [point.spans for point in found.points])),
        hidden=len(answer) - len(shown),
        length=len("".join(answer.split())),
        lines=tuple(_lines(found)),
        model=getattr(item, "answer", "").strip(),
        alike=tuple(
            Alike(other.other, round(other.share * 100), _longest(answer, other.spans)) for other in others[:MOST_ALIKE]
        ),
        more_alike=max(len(others) - MOST_ALIKE, 0),
        copied=bool(found.copied),
        cut=found.cut,
    )


def _lines(found: Aid) -> list[Line]:
    lines = []
    for number, point in enumerate(found.points, 1):
        details = []
        if point.met:
            details.append(f"有：{'、'.join(point.met)}")
        if point.lacking:
            details.append(f"未见：{'、'.join(point.lacking)}")
        if point.reversed:
            details.append(f"肯定、否定可能相反，请核看：{'、'.join(point.reversed)}")
        lines.append(Line(number, point.text, point.points, point.status, *SIGNS[point.status], tuple(details)))
    return lines


def _longest(answer: str, spans: Sequence[Span]) -> tuple[str, ...]:
    longest = sorted(spans, key=lambda span: (span[0] - span[1], span))[:MOST_SHARED]
    return tuple(" ".join(visible(answer[start:end]).split()).strip(_EDGES)[:MOST_WORDS] for start, end in sorted(longest))


def numbered(text: str, found: Sequence[Sequence[Span]]) -> list[tuple[str, tuple[int, ...]]]:
    """``text`` in pieces that joined give it back, each with the numbers (from 1) of those who have it."""
    edges = sorted({0, len(text), *(edge for spans in found for span in spans for edge in span if edge < len(text))})
    result: list[tuple[str, tuple[int, ...]]] = []
    for start, end in zip(edges, edges[1:]):
        numbers = tuple(n for n, spans in enumerate(found, 1) if any(a <= start < b for a, b in spans))
        if result and result[-1][1] == numbers:
            result[-1] = (result[-1][0] + text[start:end], numbers)
        else:
            result.append((text[start:end], numbers))
    return result
