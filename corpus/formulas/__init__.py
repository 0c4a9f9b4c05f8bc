"""Formulas of a speech: what it names by a number, and what it enumerates.

``formulas`` finds the labels (“四个落实”, “三不”原则, 三超两乱), tells them from other
numerals (三点意见, 十八大, 举一反三) and gives their members only where the same
speech enumerates them, in order, each with its exact place. ``groups`` finds
parallel items that no label sums up. Both are pure and need no segmenter.
"""

from __future__ import annotations

from corpus.formulas.members import members
from corpus.formulas.mentions import Mention, candidates, mentions
from corpus.formulas.model import Formula, Group, Member, Place, Polarity
from corpus.formulas.scope import Outline
from corpus.formulas.unlabelled import groups as _groups
from corpus.formulas.unlabelled import known_lists, quoted_lists
from corpus.model import Speech

__all__ = ["Formula", "Group", "Member", "Place", "Polarity", "formulas", "groups"]

MAX_TRIED = 20
"""Mentions of one formula that are looked at for its members; a speech has a handful."""


def formulas(speech: Speech) -> tuple[Formula, ...]:
    """Every formula of ``speech`` in order of first mention, each once."""
    by_name: dict[str, list[Mention]] = {}
    found = mentions(speech)
    for mention in found:
        by_name.setdefault(mention.label.canonical, []).append(mention)
    outline = Outline(speech)
    places = [m.place for m in found]
    out = [_formula(outline, name, own, places) for name, own in by_name.items()]
    for candidate in candidates(speech, found):
        name = candidate.label.canonical
        listed = members(outline, candidate, places, candidate=True) if name not in by_name else ()
        if listed:
            by_name[name] = [candidate]
            out.append(_with_members(_formula(outline, name, [candidate], places), listed))
    for made in [*quoted_lists(speech), *known_lists(speech)]:
        named = next((i for i, f in enumerate(out) if f.canonical == made.canonical), None)
        if named is None:
            out.append(made)
        elif not out[named].members:
            out[named] = _with_members(out[named], made.members)
    return tuple(sorted(out, key=lambda f: f.mentions[0]))


def _formula(outline: Outline, name: str, own: list[Mention], places: list[Place]) -> Formula:
    label, first = own[0].label, own[0].place
    enumerated: tuple[Member, ...] = ()
    for mention in own[:MAX_TRIED]:
        enumerated = enumerated or members(outline, mention, places)
    surface = outline.speech.block(first.n).text[first.start : first.end]
    return Formula(name, surface, label.count, label.polarity, False, tuple(m.place for m in own), enumerated)


def _with_members(formula: Formula, found: tuple[Member, ...]) -> Formula:
    return Formula(formula.canonical, formula.surface, formula.count, formula.polarity, False, formula.mentions, found)


def groups(speech: Speech) -> tuple[Group, ...]:
    """Parallel groups of ``speech`` without a label, in reading order."""
    taken = {(p.n, i) for f in formulas(speech) for p in (*f.mentions, *f.members) for i in range(p.start, p.end)}
    return tuple(_groups(speech, taken))
