"""What a card of a lesson answers, whatever its kind: one shape, drawn by one template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Citation, quote
from course.page import render
from exercises.score import Verdict as Outcome

LOOKS = {
    "right": ("xc-right", "✓", "正确"),
    "part": ("xc-part", "◐", "部分正确"),
    "wrong": ("xc-wrong", "✗", "不正确"),
    "blank": ("xc-wait", "…", "还没有作答"),
    "unreadable": ("xc-wait", "…", "作答无法识别"),
    "waiting": ("xc-wait", "…", "请对照参考答案自评"),
    "shown": ("xc-wait", "…", "答案（教员）"),
}


@dataclass(frozen=True)
class Source:
    """Words that decide, and where they stand."""

    citation: Citation
    label: str
    text: str
    before: str
    after: str


def source(cite: str, words: str | None = None) -> Source:
    """The source of exact words. Raises a CorpusError when they do not stand there."""
    found = quote(cite, words)
    before, _, after = found.block.text.partition(found.text)
    return Source(found.citation, found.label, found.text, before, after)


@dataclass(frozen=True)
class Row:
    """One part of an answer: a card that was sorted, a sentence that was marked."""

    words: str
    """What was judged."""
    says: tuple[str, ...]
    """Why, each a sentence or more."""
    right: bool | None = None
    """None for what is neither right nor wrong."""
    spoken: bool = False
    """Whether the words are a speech's own."""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """One answer judged. All texts are plain text."""

    outcome: Outcome | str
    """One of LOOKS."""
    share: float | None = None
    """The share that was right; None when nobody can say."""
    word: str = ""
    """What it is called, if not as in LOOKS."""
    earned: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    """(what it is, the answer), such as (正确答案, B. …)."""
    points: tuple[str, ...] = ()
    """What an answer in words should say, to be compared with by oneself."""
    rows: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    marks: tuple[bool, ...] = ()
    """Of an answer of several parts: which were right, in their order."""
    settled: tuple[Row, ...] = ()
    """Parts that were right and are told of only to those who ask."""

    @property
    def judged(self) -> bool:
        """Whether there was an answer at all."""
        return self.outcome not in ("blank", "unreadable")


def verdict_html(verdict: Verdict) -> str:
    """The verdict as every card shows it."""
    look, sign, word = LOOKS[verdict.outcome]
    return render("verdict", v=verdict, look=look, sign=sign, word=verdict.word or word)


def blank(ask: str) -> Verdict:
    """Nothing has been answered; ``ask`` says what to do."""
    return Verdict("blank", lines=(ask,))


def parts(right: Sequence[bool], rows: Sequence[Row], sources: tuple[Source, ...] = (), unit: str = "处") -> Verdict:
    """The verdict on an answer of several parts: what was wrong in full, what was right on request."""
    hits = sum(right)
    outcome = "right" if hits == len(right) else "part" if hits else "wrong"
    return Verdict(
        outcome,
        hits / len(right),
        earned=f"{len(right)} {unit}中对 {hits} {unit}",
        rows=tuple(row for row, hit in zip(rows, right, strict=True) if not hit),
        settled=tuple(row for row, hit in zip(rows, right, strict=True) if hit),
        sources=sources,
        marks=tuple(right),
    )
