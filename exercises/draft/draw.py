"""All drafts of a speech: sketched, composed, thinned out, in the order of the speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.draft.compose import compose
from exercises.draft.families import FAMILIES
from exercises.draft.reading import Reading
from exercises.draft.sketch import Sketch
from exercises.folding import fold
from exercises.items import Item
from exercises.lint.near import near_duplicates

if TYPE_CHECKING:
    from corpus import Speech

MOST = 48
"""Drafts of one speech; what an instructor can read through in an hour."""
MOST_OF_A_FAMILY = 9
MOST_OF_A_PLACE = 4
"""Drafts that rest on one paragraph first of all."""
MOST_CLOZE = 0.3
"""The share of cloze items, which are easy to make and dull in number."""


@dataclass(frozen=True)
class Draft:
    """A draft item and what speaks for it."""

    item: Item
    family: str
    """The family's name in `exercises.draft.families.FAMILIES`."""
    reason: str
    """Why it was drawn, in Chinese."""
    confidence: float
    """From 0 to 1: how often drafts of this kind were found fit to be used as they are."""


def candidates(speech: Speech, others: Iterable[Speech] = ()) -> list[Draft]:
    """Every draft that can be made, the surest first, none about the same thing as one before."""
    made = []
    tags: set[str] = set()
    for sketch in _sketches(Reading(speech, tuple(others))):
        if not tags & set(sketch.tags) and (item := compose(sketch, speech.slug)):
            made.append(Draft(item, sketch.family, sketch.reason, sketch.confidence))
            tags |= set(sketch.tags)
    return made


def draft(speech: Speech, others: Iterable[Speech] = (), most: int = MOST) -> list[Draft]:
    """Drafts from ``speech``, at most ``most``, in the order of the speech.

    ``others`` are the speeches it is compared with and from which wrong options are taken.
    """
    return sorted(_chosen(candidates(speech, others), most), key=lambda one: (_first(one.item), one.item.type, one.item.id))


def _sketches(reading: Reading) -> list[Sketch]:
    """The sketches of all families, the surest first."""
    sketches = [sketch for _, family in FAMILIES.values() for sketch in family(reading)]
    return sorted(sketches, key=lambda sketch: -sketch.confidence)


def _chosen(made: list[Draft], most: int) -> list[Draft]:
    kept: list[Draft] = []
    families: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for one in _in_turn(made):
        place = one.item.evidence[0].cite
        clozes = sum(other.item.type == "cloze" for other in kept)
        if (
            len(kept) >= most
            or families[one.family] >= MOST_OF_A_FAMILY
            or places[place] >= MOST_OF_A_PLACE
            or (one.item.type == "cloze" and clozes >= max(3, MOST_CLOZE * min(most, len(made))))
        ):
            continue
        if any(fold(other.item.stem) == fold(one.item.stem) for other in kept) or any(True for other in kept for _ in near_duplicates([other.item, one.item])):
            continue
        kept.append(one)
        families[one.family] += 1
        places[place] += 1
    return kept


def _in_turn(made: list[Draft]) -> list[Draft]:
    """The surest of every family first, so that no family fills the whole."""
    nth: Counter[str] = Counter()
    ranked = []
    for one in made:
        ranked.append((nth[one.family] // 3, one))
        nth[one.family] += 1
    return [one for _, one in sorted(ranked, key=lambda pair: (pair[0], -pair[1].confidence))]


def _first(item: Item) -> int:
    return int(item.evidence[0].cite.split("¶")[1])
