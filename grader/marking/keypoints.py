"""Which points of a rubric an answer seems to make: found, partly found, missing, and where.

A suggestion for whoever marks, never a mark. The rule, by words alone:

1. Each point has hints: the words its author listed. A hint is met where it stands in
   the answer, in the author's wording or another wording of the glossary (width, letter
   case, blanks and quotation marks do not matter), or where all its content words
   (jieba) stand close together in one sentence.
2. What is denied where the rubric and the model answer affirm it, or the other way
   round, is not met; the point says so.
3. A sentence that repeats the question's own words is left out. Hints that stand in the
   question make no point found by themselves, unless the point has no others.
4. Hints that stand in the point's own text are all needed ("A或B" and all that follows
   "如" are one; "至少三样" needs three of whatever hints there are); of a point without such
   hints any one is enough. As many as needed: found. Fewer, or no hint but most content
   words of the point itself in one sentence: partly.

Nothing but the answer's first `MOST` characters is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from corpus import segment
from exercises.folding import fold, fold_places
from grader.marking import spans
from grader.marking.negation import denied, own_denials
from grader.marking.spans import Span
from grader.marking.wordings import content, variants

MOST = 5_000
"""Characters of an answer that are looked at; no item asks for more."""
CLOSE = 14
"""Characters that may stand between the words of a hint, beyond their own."""
COPIED_RUN, COPIED_SHARE, COPIED_LEAST = 6, 0.8, 8
"""A sentence is the question's own if this share of it lies in runs of so many characters that stand in the question."""
OWN_WORDS = 0.6
"""Share of the point's content words that makes it partly found without a hint."""

Status = Literal["found", "partly", "missing"]
RULE = (
    "按字词比对得出，仅供参考，不是评分：先找命题人列出的提示词（含术语表里的同义写法，或同一句里靠得很近的同样词语），"
    "肯定与否定相反的、照抄题干的不算；要点里写明的提示词都找到为“找到”，只有一部分为“部分”。换一种说法可能找不到，找到的也可能说错，请以原文为准。"
)
_NUMBERS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_AT_LEAST = re.compile(r"至少([一两二三四五])[样项条个]")
_EXAMPLES = re.compile("[,，]例?如")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")


@dataclass(frozen=True)
class Point:
    """What was found of one point of the rubric."""

    text: str
    points: int
    status: Status
    spans: tuple[Span, ...]
    """Where in the answer, in order, none touching another."""
    met: tuple[str, ...]
    """The hints that were met."""
    lacking: tuple[str, ...]
    """Hints that are needed and were not met; of a point that any hint would have met, all."""
    reversed: tuple[str, ...]
    """Hints that stand in the answer, but denied where they should be affirmed or the other way round."""


@dataclass(frozen=True)
class Aid:
    """What was found in one answer."""

    points: tuple[Point, ...]
    copied: tuple[Span, ...]
    """Sentences left out as the question's own."""
    cut: bool
    """The answer is longer than what was looked at."""


@dataclass(frozen=True)
class _Hint:
    words: str
    wordings: tuple[str, ...]
    content: tuple[str, ...]
    """Content words; empty where there is but one."""
    denials: int
    """Its own negating words."""
    senses: frozenset[bool]
    """Whether it is denied where rubric and model answer have it."""
    asked: bool
    """It stands in the question."""


@dataclass(frozen=True)
class _Sentence:
    text: str
    """Folded."""
    places: list[int]
    """Where in the answer each character stands."""
    clauses: str
    """The same with 、 as written: what it joins is denied or affirmed together."""

    def span(self, start: int, end: int) -> Span:
        return self.places[start], self.places[end - 1] + 1


def _sentence(text: str, start: int = 0) -> _Sentence:
    """``text``, which begins at ``start`` of the answer, made ready."""
    folded, places = fold_places(text)
    clauses = "".join("、" if text[place] == "、" else c for c, place in zip(folded, places, strict=True))
    return _Sentence(folded, [start + place for place in places], clauses)


class Finder:
    """Finds the points of one short item in answers to it."""

    def __init__(self, item: Any) -> None:
        stem = fold(item.stem)
        self._stem = spans.runs(stem, COPIED_RUN)
        quotations = [evidence.quote for evidence in item.evidence]
        self._points = [_Sought(point, stem, quotations, item.answer) for point in item.rubric]

    def find(self, answer: str) -> Aid:
        """What of the rubric stands in ``answer``; the same answer always gives the same."""
        seen = answer[:MOST]
        kept: list[_Sentence] = []
        copied: list[Span] = []
        for match in _SENTENCE.finditer(seen):
            sentence = _sentence(match[0], match.start())
            if sentence.text and self._is_copied(sentence.text):
                copied.append(sentence.span(0, len(sentence.text)))
            else:
                kept.append(sentence)
        return Aid(tuple(point.look(kept) for point in self._points), spans.joined(copied), len(answer) > MOST)

    def _is_copied(self, sentence: str) -> bool:
        inside = spans.covered(sentence, self._stem, COPIED_RUN)
        return len(sentence) >= COPIED_LEAST and sum(inside) >= COPIED_SHARE * len(sentence)


class _Sought:
    """One point of the rubric, made ready."""

    def __init__(self, point: Any, stem: str, quotations: Sequence[str], model: str) -> None:
        self._point = point
        hints = [words for words in dict.fromkeys(point.words) if fold(words)]
        self._hints = [_hint(words, [point.point, *quotations], model, stem) for words in hints]
        if all(hint.asked for hint in self._hints):
            self._hints = [replace(hint, asked=False) for hint in self._hints]
        self._groups = _alternatives(self._hints, _sentence(point.point))
        self._need = _at_least(point.point) or 0
        own = content(point.point)
        self._own = tuple(word for word in own if word not in stem)

    def look(self, sentences: Sequence[_Sentence]) -> Point:
        where: dict[str, list[Span]] = {}
        against: list[str] = []
        for hint in self._hints:
            good, bad = _meet(hint, sentences)
            if good:
                where[hint.words] = good
            elif bad:
                against.append(hint.words)
        status, lacking = self._judged(where)
        found = [span for some in where.values() for span in some]
        if status == "found" and all(hint.asked for hint in self._hints if hint.words in where):
            status = "partly"
        if status == "missing" and not against:
            found = self._own_words(sentences)
            status = "partly" if found else "missing"
        return Point(
            self._point.point, self._point.points, status, spans.joined(found), tuple(where), lacking, tuple(against)
        )

    def _judged(self, met: Iterable[str]) -> tuple[Status, tuple[str, ...]]:
        met = set(met)
        every = [hint.words for hint in self._hints]
        if self._need:
            enough, lacking = len(met) >= self._need, [words for words in every if words not in met]
        elif self._groups:
            open_groups = [group for group in self._groups if not met & set(group)]
            # Another hint of the author's may stand for one that the point names.
            spare = len(met - {words for group in self._groups for words in group})
            enough, lacking = len(open_groups) <= spare, [words for group in open_groups for words in group]
        else:
            enough, lacking = bool(met), every
        status: Status = "found" if enough and met else "partly" if met else "missing"
        return status, () if status == "found" else tuple(lacking)

    def _own_words(self, sentences: Sequence[_Sentence]) -> list[Span]:
        """Where one sentence has most content words of the point."""
        if len(self._own) < 2:
            return []
        for sentence in sentences:
            held = [(at, at + len(word)) for word in self._own if (at := sentence.text.find(word)) >= 0]
            if len(held) >= 2 and len(held) >= OWN_WORDS * len(self._own):
                return [sentence.span(*place) for place in held]
        return []


def _hint(words: str, rubric: Sequence[str], model: str, stem: str) -> _Hint:
    """A hint made ready.

    What ``rubric`` (the point and the passages it rests on) only denies must be denied. The
    model answer may say it the other way round; by itself it forbids no affirmation, since
    what it denies nearby may be something else.
    """
    parts = content(words)
    bare = _Hint(words, variants(words), parts if len(parts) > 1 else (), own_denials(segment.words(words)), frozenset(), False)
    senses = frozenset().union(*(_senses(bare, text) for text in rubric)) or frozenset({False})
    return replace(bare, senses=senses | _senses(bare, model), asked=any(wording in stem for wording in bare.wordings))


def _senses(hint: _Hint, text: str) -> frozenset[bool]:
    """Whether the hint is denied where it stands in a text: neither, one or both."""
    return frozenset(is_denied for is_denied, _, _ in _sights(hint, _sentence(text)))


def _meet(hint: _Hint, sentences: Sequence[_Sentence]) -> tuple[list[Span], list[Span]]:
    """Where the hint stands as it should, and where it stands the other way round."""
    good: list[Span] = []
    bad: list[Span] = []
    for sentence in sentences:
        for is_denied, start, end in _sights(hint, sentence):
            (good if is_denied in hint.senses else bad).append(sentence.span(start, end))
    return good, bad


def _sights(hint: _Hint, sentence: _Sentence) -> Iterator[tuple[bool, int, int]]:
    """Every place of the hint in a sentence, and whether it is denied there."""
    text, clauses = sentence.text, sentence.clauses
    seen = False
    for wording in hint.wordings:
        for match in re.finditer(re.escape(wording), text):
            seen = True
            yield denied(clauses, *match.span()), *match.span()
    if not seen and hint.content and (place := _together(hint.content, text)):
        start, end = place
        # A negation among the words or before them is the hint's own if the hint has one.
        inside = own_denials(segment.words(text[start:end]))
        yield (denied(clauses, start, end) + inside + hint.denials) % 2 == 1, start, end


def _together(words: Sequence[str], text: str) -> Span | None:
    """The first stretch that holds all words in any order, not much longer than they are."""
    most = sum(map(len, words)) + CLOSE
    for match in re.finditer(re.escape(words[0]), text):
        low = max(0, match.end() - most)
        near = text[low : match.start() + most]
        places = [_nearest(word, near, match.start() - low) for word in words[1:]]
        held = [place for place in places if place is not None]
        if len(held) == len(places):
            start = min([match.start(), *(low + a for a, _ in held)])
            end = max([match.end(), *(low + b for _, b in held)])
            if end - start <= most:
                return start, end
    return None


def _nearest(word: str, text: str, to: int) -> Span | None:
    starts = [match.start() for match in re.finditer(re.escape(word), text)]
    if not starts:
        return None
    start = min(starts, key=lambda at: (abs(at - to), at))
    return start, start + len(word)


def _alternatives(hints: Sequence[_Hint], point: _Sentence) -> list[list[str]]:
    """The hints that the point names; those with 或 between them are one, and so are those given as examples."""
    text = point.text
    sights = ((next(_sights(hint, point), None), hint.words) for hint in hints)
    placed = sorted((sight[1:], words) for sight, words in sights if sight)
    examples = _EXAMPLES.search(text)
    from_here = examples.end() if examples else len(text)
    groups: list[list[str]] = []
    last = 0
    for (start, end), words in placed:
        together = start < last or last > from_here or (start - last <= 4 and "或" in text[last:start])
        if groups and together:
            groups[-1].append(words)
        else:
            groups.append([words])
        last = max(last, end)
    return groups


def _at_least(point: str) -> int | None:
    match = _AT_LEAST.search(point)
    return _NUMBERS[match[1]] if match else None
