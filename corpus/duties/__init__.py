"""Prohibitions and duties of a speech, each with who is bound by it.

``prohibitions`` takes 不准, 不得, 严禁, 决不 and their like, runs of plain negations
(不掩饰问题，不回避矛盾) and the members of a formula of prohibitions (“三不”原则).
``duties`` takes clauses with 要, 必须, 务必, 应当. Both are pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.duties import cues, extent
from corpus.duties.bound import Sides
from corpus.duties.model import Bound, Rule
from corpus.duties.runs import negations
from corpus.formulas import formulas, marks
from corpus.formulas.model import Member, Place
from corpus.model import Block, Speech

__all__ = ["Bound", "Rule", "duties", "prohibitions"]

_Span = tuple[int, int, str]


def prohibitions(speech: Speech) -> tuple[Rule, ...]:
    """Every prohibition of ``speech`` in reading order; none overlaps another."""
    found = formulas(speech)
    sides = Sides(speech)
    out: list[Rule] = []
    for block in speech.blocks:
        if block.kind == "title":
            continue
        listed = [own for f in found if f.polarity == "prohibition" and (own := [m for m in f.members if m.n == block.n])]
        # What one label forbids binds one side: its members are judged together.
        whole = {(m.start, m.end): (members[0].start, members[-1].end) for members in listed for m in members}
        spans: list[_Span] = [(a, b, "不") for a, b in whole]
        taken = _characters(p for f in found if not f.label_absent for p in f.mentions if p.n == block.n)
        taken |= _characters(m for members in listed for m in members)
        # 五个不放过 forbids nothing by its own 不; 一律不准饮酒 does, whatever “五个一律” sums up.
        affirmed = _characters(m for f in found if f.polarity != "prohibition" for m in f.members if m.n == block.n)
        plain = ((a, b, "不") for a, b in negations(block.text) if affirmed.isdisjoint(range(a, b)))
        for span in (*_cued(block), *plain):
            if taken.isdisjoint(range(span[0], span[1])):
                taken.update(range(span[0], span[1]))
                spans.append(span)
        for a, b, cue in sorted(spans):
            out.append(Rule(block.text[a:b], block.n, a, b, sides.of(block.n, *whole.get((a, b), (a, b))), cue))
    return tuple(out)


def _characters(places: Iterable[Place | Member]) -> set[int]:
    return {i for place in places for i in range(place.start, place.end)}


def _cued(block: Block) -> Iterator[_Span]:
    """Prohibitions with a cue of their own."""
    text, done = block.text, 0
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
