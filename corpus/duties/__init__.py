"""Prohibitions and duties of a speech, each with who is bound by it.

``prohibitions`` takes 不准, 不得, 严禁, 决不 and their like, runs of plain negations
(不掩饰问题，不回避矛盾) and the members of a formula of prohibitions (“三不”原则).
``duties`` takes clauses with 要, 必须, 务必, 应当. Both are pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.duties import cues, extent
from corpus.duties.bound import Sides
from corpus.duties.model import Bound, Rule
from corpus.duties.runs import negations
from corpus.formulas import formulas, marks
from corpus.formulas.model import Formula
from corpus.model import Block, Speech

__all__ = ["Bound", "Rule", "duties", "prohibitions"]

_Span = tuple[int, int, str]


def prohibitions(speech: Speech) -> tuple[Rule, ...]:
    """Every prohibition of ``speech`` in reading order; none overlaps another."""
    found = formulas(speech)
    sides = Sides(speech)
    out: list[Rule] = []
    for block in speech.blocks:
        taken = _labels(found, block.n)
        listed = [own for f in found if f.polarity == "prohibition" and (own := [m for m in f.members if m.n == block.n])]
        spans: list[_Span] = [(m.start, m.end, "不") for members in listed for m in members]
        for span in [*_cued(block), *((a, b, "不") for a, b in negations(block.text))]:
            if not any(a < span[1] and span[0] < b for a, b in taken) and not any(a < span[1] and span[0] < b for a, b, _ in spans):
                spans.append(span)
        # What one label forbids binds one side: its members are judged together.
        whole = {(m.start, m.end): (members[0].start, members[-1].end) for members in listed for m in members}
        for a, b, cue in sorted(spans):
            out.append(Rule(block.text[a:b], block.n, a, b, sides.of(block.n, *whole.get((a, b), (a, b))), cue))
    return tuple(out)


def _labels(found: tuple[Formula, ...], n: int) -> list[tuple[int, int]]:
    """Places that only name a formula (“十不准”) or are members of one that forbids nothing (五个不放过)."""
    names = [(p.start, p.end) for f in found for p in f.mentions if p.n == n and not f.label_absent]
    return names + [(m.start, m.end) for f in found if f.polarity != "prohibition" for m in f.members if m.n == n]


def _cued(block: Block) -> Iterator[_Span]:
    """Prohibitions with a cue of their own."""
    text, done = block.text, 0
    if block.kind == "title":
        return
    for hit in cues.FORBIDS.finditer(text):
        if hit.start() < done or cues.idle(text, hit.start()):
            continue
        opening = marks.sentence_around(text, hit.start())[0]
        if cues.described(text, opening, hit.start()) or cues.advice(text, opening, hit.start()):
            continue
        start, end = extent.start_of(text, hit.start()), extent.end_of(text, hit.end())
        # One character is enough where the words before it make it a rule: 一个字都不能讲.
        if end - hit.end() < (2 if start == hit.start() else 1):
            continue
        for a, b in _apart(text, max(start, done), end, hit[0]):
            yield a, b, hit[0].lstrip("都均也更")
        done = end


def _apart(text: str, start: int, end: int, cue: str) -> list[tuple[int, int]]:
    """One rule, or three and more that a list joins, each with the cue: 不准…、不准…、不准…."""
    parts = marks.split(text, start, end, "、")
    again = [part for part in parts[1:] if text.startswith(cue, part[0])]
    return parts if len(again) >= 2 and len(again) == len(parts) - 1 else [(start, end)]


def duties(speech: Speech) -> tuple[Rule, ...]:
    """What is demanded: clauses that begin with 要, 必须, 务必 or 应当, or have a subject before it."""
    sides = Sides(speech)
    out: list[Rule] = []
    for block in speech.blocks:
        for start, end, cue in _demands(block.text):
            out.append(Rule(block.text[start:end], block.n, start, end, sides.of(block.n, start, end), cue))
    return tuple(out)


def _demands(text: str) -> Iterator[_Span]:
    for opening, closing in marks.sentences(text):
        for a, b in marks.split(text, opening, closing, "，,；;：:。！!"):
            found = cues.duty_cue(text, a, b)
            if found and b - found[0] - len(found[1]) >= 2:
                yield found[0], b, found[1]
