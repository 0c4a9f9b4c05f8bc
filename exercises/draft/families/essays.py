"""Short answers: what the speech demands on one of its points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exercises.draft.families.headings import DEMAND, FRAGMENT, typical
from exercises.draft.reading import Part, Reading
from exercises.draft.sketch import Essay, Sketch
from exercises.draft.wording import balanced, clean, is_masked, nested


def propose(reading: Reading) -> Iterator[Sketch]:
    """One question for each point that the speech divides into three to five."""
    for part in reading.parts:
        below = reading.under(part.block.n)
        if 3 <= len(below) <= 5 and all(_askable(reading, one) for one in [part, *below]):
            sketch = _points(reading, part, below)
            if sketch:
                yield sketch


def _askable(reading: Reading, part: Part) -> bool:
    heading = part.block.heading
    return bool(heading) and not is_masked(part.words) and 4 <= len(part.words) <= 40 and reading.sound(part.block.n, 0, len(heading.text))


def _points(reading: Reading, part: Part, below: list[Part]) -> Sketch | None:
    slug = reading.speech.slug
    lines = []
    evidence = []
    rubric = []
    for one in below:
        detail = _detail(reading, one)
        if not detail:
            return None
        lines.append(f"{one.words}（如“{nested(detail)}”）")
        heading = one.block.heading
        evidence.append((f"{slug}¶{one.block.n}", heading.words if heading else one.words))
        rubric.append((f"说到“{nested(one.words)}”，并说出这一点的一项具体内容", _words(one.words)))
    demanded = all(re.match("[^（]*要|坚持|加强|推进|严|抓|落实|强化|提|转|完善|聚焦|统筹|自觉|用好", one.words) for one in below)
    asked = "提出了哪几个方面的要求？请逐项写出，每项各举一条讲话里的具体要求。" if demanded else "讲了哪几个方面？请逐项写出，每项各举一点讲话里的具体内容。"
    return Sketch(
        "essays",
        Essay("；".join(lines) + "。", rubric),
        f"{reading.named}在“{nested(part.words)}”一点里{asked}",
        f"讲话在这一点下分{len(below)}个方面展开。答题先说方面，再举原文的要求，不要用自己的话替讲话补充。",
        evidence,
        "understand",
        "这一点下面分几个方面展开，适合考整体把握。",
        0.75,
        about=part.words,
        tags=(f"essay:{part.block.n}",),
    )


def _detail(reading: Reading, part: Part) -> str:
    """A short clause of the part's body with a demand in it."""
    for sentence in reading.sentences:
        if part.block.n <= sentence.n <= part.last:
            for start, end in sentence.clauses():
                words = clean(sentence.text[start:end])
                if 6 <= len(words) <= 26 and words != part.words and balanced(words) and not is_masked(words) and DEMAND.match(words) and not FRAGMENT.match(DEMAND.sub("", words)):
                    return words
    found = typical(reading, part, [])
    return found[1] if found else ""


def _words(heading: str) -> list[str]:
    """Words by which a point may be found in an answer."""
    parts = [part for part in re.split(r"[，、]", heading) if len(part) >= 2]
    return [re.sub(r"^(?:要|必须)", "", part)[-6:] for part in parts[:3]] or [heading[:6]]
