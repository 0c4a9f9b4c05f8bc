"""Which passages answer a free question, and which speeches say something, or do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from corpus import segment
from corpus.model import Citation, Speech
from corpus.search import grams, vocabulary
from corpus.search.index import Card, Index, Paragraph, index_of
from corpus.search.query import Query, checked
from corpus.search.refresh import current
from corpus.search.stopwords import STOP_WORDS

MAX_TERMS = 16
_CANDIDATES = 700
"""Paragraphs scored; more could only be ones with common words and nothing else."""
_K1, _B = 1.2, 0.75
_NO_PASSAGE = ("title", "salutation")


@dataclass(frozen=True)
class Passage:
    """A paragraph that answers."""

    citation: Citation
    card: Card
    text: str
    spans: tuple[tuple[int, int], ...]
    """Where the terms stand in ``text``; in order, not overlapping."""
    found: tuple[str, ...]
    """The terms that stand in it."""
    score: float
    """Only good for comparing passages of one answer."""


@dataclass(frozen=True)
class Passages:
    """The best passages for a free query."""

    terms: tuple[str, ...]
    """What was looked for: the query's words without function words."""
    unknown: tuple[str, ...]
    """Terms that stand nowhere in the corpus."""
    passages: tuple[Passage, ...]
    looked_at: int
    """Paragraphs with at least one term that were compared."""
    complete: bool
    """False when there are more of them: then those with all terms and with the rarest
    terms were compared, evenly from the whole corpus where even these were too many."""


@dataclass(frozen=True)
class Saying:
    """A speech that says it."""

    card: Card
    paragraphs: int
    """Paragraphs that say it; exact."""
    passages: tuple[Passage, ...]
    """The best of them."""


@dataclass(frozen=True)
class WhoSays:
    """Who says it and who does not."""

    terms: tuple[str, ...]
    """What a paragraph must hold, all of it, to count as saying it."""
    literal: bool
    """True when the words were found as they are; False when a paragraph had to hold
    the query's words, in any order."""
    sayings: tuple[Saying, ...]
    """The speeches that say it in most paragraphs, at most as many as were asked for."""
    speeches: int
    """All speeches that say it."""
    silent: tuple[Card, ...]
    """Every speech that does not."""


def passages(query: str, speeches: Index | Iterable[Speech] | None = None, *, within: str | None = None, limit: int = 10) -> Passages:
    """The ``limit`` best paragraphs for a question or some words.

    BM25 (k1 = 1.2, b = 0.75; a paragraph shorter than the average counts as average,
    or headings would always win) times the share of the terms that are in it.
    ``within``: the slug of the only speech to look in. Raises BadQuery, UnknownSpeech.
    """
    index = current() if speeches is None else index_of(speeches)
    counts = _terms(index, checked(query), within)
    known = sorted((term for term, count in counts.items() if count), key=counts.__getitem__)
    unknown = tuple(term for term, count in counts.items() if not count)
    if not known:
        return Passages(tuple(counts), unknown, (), 0, True)
    candidates = [p for p in _candidates(index, known, counts, within) if p.kind not in _NO_PASSAGE]
    cards = [index.cards()[index.number(within)]] if within else list(index.cards().values())
    number = sum(card.paragraphs for card in cards)
    average = sum(card.characters for card in cards) / number
    weights = {term: log(1 + (number - counts[term] + 0.5) / (counts[term] + 0.5)) for term in known}
    best = _ranked(candidates, weights, average, len(counts))[: max(limit, 0)]
    complete = sum(counts.values()) <= _CANDIDATES
    return Passages(tuple(counts), unknown, tuple(_passage(*one, weights) for one in best), len(candidates), complete)


def who_says(what: str, speeches: Index | Iterable[Speech] | None = None, *, limit: int = 20, best: int = 2) -> WhoSays:
    """The speeches that say ``what``, with their ``best`` passages, and those that do not.

    ``what`` is taken literally; blanks or … stand between words that must all be in
    the paragraph. Where nobody says it in these words, paragraphs that hold all
    its content words count. At most ``limit`` speeches come with passages. Raises BadQuery.
    """
    index = current() if speeches is None else index_of(speeches)
    terms = tuple(part for chunk in Query.parse(what).parts for part in chunk.split())
    saying = index.holding(grams.every(terms))
    literal = True
    words = tuple(_content_words(what)[:MAX_TERMS]) if not saying else ()
    if words and words != terms:
        saying = index.holding(grams.every(words))
        terms, literal = (words, False) if saying else (terms, True)
    fullest = index.fullest(grams.every(terms), max(limit, 0)) if saying else []
    sayings = tuple(Saying(card, count, _best(index, card, terms, best)) for card, count in fullest)
    silent = tuple(card for number, card in index.cards().items() if number not in saying)
    return WhoSays(terms, literal, sayings, len(saying), silent)


def _best(index: Index, card: Card, terms: Sequence[str], most: int) -> tuple[Passage, ...]:
    """The passages of one speech that say ``terms`` best; a title only where nothing else does."""
    found = index.matches(grams.every(terms), _CANDIDATES, card.slug)
    worth = [paragraph for paragraph in found if paragraph.kind not in _NO_PASSAGE] or found
    weights = dict.fromkeys(terms, 1.0)
    ranked = _ranked(worth, weights, card.characters / card.paragraphs, len(weights))
    return tuple(_passage(*one, weights) for one in ranked[: max(most, 0)])


def _content_words(text: str) -> list[str]:
    """The words of ``text`` that say what it is about, once each; all of its words if none does.

    Single characters count only where there is nothing longer: 态 alone stands in every 态度.
    """
    words = [word for word in dict.fromkeys(segment.words(text)) if vocabulary.is_word(word)]
    content = [word for word in words if word not in STOP_WORDS]
    return [word for word in content if len(word) > 1] or content or words


def _terms(index: Index, text: str, within: str | None) -> dict[str, int]:
    """What to look for, and in how many paragraphs it stands (roughly, when many).

    These are the content words; a word nobody uses is tried as pairs of its characters.
    """
    terms: dict[str, int] = {}
    for word in _content_words(text):
        count = index.roughly(grams.phrase(word), within)
        pairs = [word[i : i + 2] for i in range(len(word) - 1)] if not count and len(word) > 2 else []
        tried = {pair: index.roughly(grams.phrase(pair), within) for pair in pairs}
        terms |= {pair: n for pair, n in tried.items() if n} or {word: count}
        if len(terms) >= MAX_TERMS:
            break
    return terms


def _candidates(index: Index, known: Sequence[str], counts: dict[str, int], within: str | None) -> list[Paragraph]:
    """Paragraphs with all of ``known``, then with the rarest of them; up to the limit.

    ``known`` is sorted, rarest first. While all fit, all are taken.
    """
    chosen: dict[Citation, Paragraph] = {}
    for some in [tuple(known), *((term,) for term in known if len(known) > 1)]:
        room = _CANDIDATES - len(chosen)
        if room <= 0:
            break
        expression = grams.every(some)
        holding = counts[some[0]] if len(some) == 1 else index.roughly(expression, within)
        found = index.matches(expression, room, within, max(1, -(-holding // room)))
        chosen.update((paragraph.citation, paragraph) for paragraph in found)
    return list(chosen.values())


def _ranked(paragraphs: Iterable[Paragraph], weights: dict[str, float], average: float, wanted: int) -> list[tuple[Paragraph, float]]:
    """The paragraphs with their scores, best first; equally good ones in reading order."""
    scored = [(paragraph, _score(paragraph.text, weights, average, wanted)) for paragraph in paragraphs]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].card.slug, pair[0].n))


def _score(text: str, weights: dict[str, float], average: float, wanted: int) -> float:
    length = _K1 * (1 - _B + _B * max(len(text) / average, 1.0))
    score, found = 0.0, 0
    for term, weight in weights.items():
        n = text.count(term)
        if n:
            score += weight * n * (_K1 + 1) / (n + length)
            found += 1
    return score * found / wanted


def _passage(paragraph: Paragraph, score: float, weights: Iterable[str]) -> Passage:
    found = tuple(term for term in weights if term in paragraph.text)
    spans = [span for term in found for span in Query(term, (term,)).spans(paragraph.text)]
    return Passage(paragraph.citation, paragraph.card, paragraph.text, _merged(spans), found, score)


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
