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
_CANDIDATES = 1000
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
    paragraphs: int
    """Paragraphs with at least one term; exact."""
    complete: bool
    """False when not all of them could be scored: then those with all terms and with
    the rarest terms were, evenly from the whole corpus where even these were too many."""


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
    wanted = _terms(index, checked(query))
    document_counts = {term: index.count(grams.phrase(term), within)[0] for term in wanted}
    known = sorted((term for term in wanted if document_counts[term]), key=document_counts.__getitem__)
    unknown = tuple(term for term in wanted if not document_counts[term])
    if not known:
        return Passages(tuple(wanted), unknown, (), 0, True)
    paragraphs = index.count(" OR ".join(map(grams.phrase, known)), within)[0]
    candidates = _candidates(index, known, document_counts, within)
    cards = [index.cards()[index.number(within)]] if within else list(index.cards().values())
    number = sum(card.paragraphs for card in cards)
    average = sum(card.characters for card in cards) / number
    weights = {term: log(1 + (number - document_counts[term] + 0.5) / (document_counts[term] + 0.5)) for term in known}
    scored = [_passage(p, weights, len(wanted), average) for p in candidates if p.kind not in _NO_PASSAGE]
    scored.sort(key=lambda passage: (-passage.score, passage.citation))
    return Passages(tuple(wanted), unknown, tuple(scored[: max(limit, 0)]), paragraphs, len(candidates) == paragraphs)


def who_says(what: str, speeches: Index | Iterable[Speech] | None = None, *, limit: int = 20, best: int = 2) -> WhoSays:
    """The speeches that say ``what``, with their ``best`` passages, and those that do not.

    ``what`` is taken literally; blanks or … stand between words that must all be in
    the paragraph. Where nobody says it in these words, paragraphs that hold all
    its content words count. At most ``limit`` speeches come with passages. Raises BadQuery.
    """
    index = current() if speeches is None else index_of(speeches)
    terms = tuple(part for chunk in Query.parse(what).parts for part in chunk.split())
    found = index.per_speech(grams.every(terms))
    literal = True
    words = tuple(_content_words(what)[:MAX_TERMS]) if not found else ()
    if words and words != terms:
        found = index.per_speech(grams.every(words))
        terms, literal = (words, False) if found else (terms, True)
    found.sort(key=lambda pair: (-pair[1], pair[0].slug))
    sayings = tuple(Saying(card, count, _best(index, card, terms, best)) for card, count in found[: max(limit, 0)])
    saying = {card.slug for card, _ in found}
    silent = tuple(card for card in index.cards().values() if card.slug not in saying)
    return WhoSays(terms, literal, sayings, len(found), silent)


def _best(index: Index, card: Card, terms: Sequence[str], most: int) -> tuple[Passage, ...]:
    """The passages of one speech that say ``terms`` best; a title only where nothing else does."""
    found = index.matches(grams.every(terms), _CANDIDATES, card.slug)
    weights = dict.fromkeys(terms, 1.0)
    scored = [(p.kind in _NO_PASSAGE, _passage(p, weights, len(weights), card.characters / card.paragraphs)) for p in found]
    scored.sort(key=lambda pair: (pair[0], -pair[1].score, pair[1].citation))
    return tuple(passage for _, passage in scored[: max(most, 0)])


def _content_words(text: str) -> list[str]:
    """The words of ``text`` that say what it is about, once each; all of its words if none does."""
    words = [word for word in dict.fromkeys(segment.words(text)) if vocabulary.is_word(word)]
    return [word for word in words if word not in STOP_WORDS] or words


def _terms(index: Index, text: str) -> list[str]:
    """What to look for: the content words; a word nobody uses is tried as pairs of its characters."""
    terms: list[str] = []
    for word in _content_words(text):
        pairs = [word[i : i + 2] for i in range(len(word) - 1)] if len(word) > 2 else []
        if pairs and not index.count(grams.phrase(word))[0]:
            used = [pair for pair in pairs if index.count(grams.phrase(pair))[0]]
            terms += used or [word]
        else:
            terms.append(word)
    return list(dict.fromkeys(terms))[:MAX_TERMS]


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
        holding = counts[some[0]] if len(some) == 1 else index.count(expression, within)[0]
        found = index.matches(expression, room, within, max(1, -(-holding // room)))
        chosen.update((paragraph.citation, paragraph) for paragraph in found)
    return list(chosen.values())


def _passage(paragraph: Paragraph, weights: dict[str, float], wanted: int, average: float) -> Passage:
    text = paragraph.text
    length = max(len(text) / average, 1.0)
    score = 0.0
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    for term, weight in weights.items():
        n = text.count(term)
        if n:
            score += weight * n * (_K1 + 1) / (n + _K1 * (1 - _B + _B * length))
            found.append(term)
            spans += Query(term, (term,)).spans(text)
    return Passage(paragraph.citation, paragraph.card, text, _merged(spans), tuple(found), score * len(found) / wanted)


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
