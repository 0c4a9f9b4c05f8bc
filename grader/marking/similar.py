"""Answers of a class that are nearly the same, as a fact with the words they share.

Each answer is folded and cut into runs of `SHINGLE` characters; two answers are alike
as far as they have the same runs (Jaccard index; Broder, "On the resemblance and
containment of documents", 1997). What stands in the question, in the model answer's
quotations or in the speeches does not count, since everybody quotes it. Pairs at or
above `ALIKE` are found through their rarest runs (prefix filter; Bayardo, Ma, Srikant,
"Scaling up all pairs similarity search", 2007), so that a class of a thousand takes
less than a second.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exercises.folding import fold, fold_places
from grader.marking import spans
from grader.marking.spans import Span

SHINGLE = 4
ALIKE = 0.6
LEAST = 12
"""Fewer runs of one's own are too few to say anything."""
QUOTED_RUN = 8
"""A run of so many characters that stands in a known text is a quotation."""
SHARED_LEAST = 6
"""Characters of a stretch that is shown as shared."""
MOST = 5_000
"""Characters of an answer that are compared."""


@dataclass(frozen=True)
class Match:
    """Another answer that is much like this one."""

    other: int
    """Its place among the answers."""
    share: float
    """Jaccard index of the two, from `ALIKE` to 1."""
    spans: tuple[Span, ...]
    """What of this answer stands in the other as well."""


class Likeness:
    """Answers to one question, compared with each other."""

    def __init__(self, answers: Sequence[str], known: Iterable[str] = ()) -> None:
        """``known``: texts that everybody may quote."""
        quoted = frozenset().union(*(spans.runs(fold(text), QUOTED_RUN) for text in known))
        self._own = [_Own(answer[:MOST], quoted) for answer in answers]
        self._matches: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for one, other, share in pairs([own.runs for own in self._own]):
            self._matches[one].append((-share, other))
            self._matches[other].append((-share, one))

    def of(self, place: int) -> list[Match]:
        """The answers that are like the one at ``place``, the most alike first."""
        found = sorted(self._matches.get(place, ()))
        return [Match(other, -share, self._own[place].shared(self._own[other])) for share, other in found]


class _Own:
    """The runs of an answer that are not quoted, and where they stand."""

    def __init__(self, answer: str, quoted: frozenset[str]) -> None:
        self._text, self._places = fold_places(answer)
        hidden = spans.covered(self._text, quoted, QUOTED_RUN)
        last = len(self._text) - SHINGLE + 1
        self._starts = [at for at in range(last) if not any(hidden[at : at + SHINGLE])]
        self.runs = frozenset(self._text[at : at + SHINGLE] for at in self._starts)

    def shared(self, other: _Own) -> tuple[Span, ...]:
        same = ((at, at + SHINGLE) for at in self._starts if self._text[at : at + SHINGLE] in other.runs)
        long = (span for span in spans.joined(same) if span[1] - span[0] >= SHARED_LEAST)
        return tuple((self._places[start], self._places[end - 1] + 1) for start, end in long)


def pairs(sets: Sequence[frozenset[str]]) -> list[tuple[int, int, float]]:
    """All pairs of places with a Jaccard index of at least `ALIKE`, each once with its index."""
    groups: dict[frozenset[str], list[int]] = defaultdict(list)
    for place, one in enumerate(sets):
        if len(one) >= LEAST:
            groups[one].append(place)
    different = list(groups)
    found = [(a, b, 1.0) for same in groups.values() for n, a in enumerate(same) for b in same[n + 1 :]]
    for one, other, share in _near(different):
        found += [(min(a, b), max(a, b), share) for a in groups[different[one]] for b in groups[different[other]]]
    return sorted(found)


def _near(sets: Sequence[frozenset[str]]) -> list[tuple[int, int, float]]:
    """The same among sets that all differ."""
    often = Counter(run for one in sets for run in one)
    holders: dict[str, list[int]] = defaultdict(list)
    found = []
    for place, one in enumerate(sets):
        rare = sorted(one, key=lambda run: (often[run], run))[: len(one) - math.ceil(ALIKE * len(one)) + 1]
        for other in {holder for run in rare for holder in holders[run]}:
            both = len(one & sets[other])
            share = both / (len(one) + len(sets[other]) - both)
            if share >= ALIKE:
                found.append((other, place, share))
        for run in rare:
            holders[run].append(place)
    return found
