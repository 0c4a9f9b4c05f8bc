"""Which sentence is this speech's: one topic, and what several speeches say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exercises.draft.families.headings import FRAGMENT
from exercises.draft.reading import Reading
from exercises.draft.sketch import Choice, Sketch, Wrong
from exercises.draft.wording import balanced, clean, is_masked, likeness, nested

_TOPICS = ("整改", "纪律", "主体责任", "群众", "队伍", "配合", "震慑", "作风", "成果", "联动", "协作")
MOST_TOPICS = 2


def propose(reading: Reading) -> Iterator[Sketch]:
    """A few topics on which this speech and three others each have a demand of their own."""
    others = [Reading(speech) for speech in reading.others]
    asked = 0
    for topic in _TOPICS:
        own = _demands(reading, topic)
        if not own or asked >= MOST_TOPICS:
            continue
        best: tuple[float, tuple[str, int, str], list[tuple[Reading, tuple[str, int, str]]]] | None = None
        for mine in own:
            found = []
            for other in others:
                theirs = [one for one in _demands(other, topic) if likeness(one[0], mine[0]) < 0.5 and abs(len(one[0]) - len(mine[0])) <= 5]
                if theirs:
                    found.append((other, min(theirs, key=lambda one: abs(len(one[0]) - len(mine[0])))))
            if len(found) >= 3:
                worth = -sum(abs(len(one[0]) - len(mine[0])) for _, one in found)
                if best is None or worth > best[0]:
                    best = (worth, mine, found)
        if best is None:
            continue
        asked += 1
        _, mine, found = best
        yield Sketch(
            "whose_words",
            Choice([mine[0]], [Wrong(text, f"“{nested(text)}”出自{other.named} ¶{n}。", 1.0) for other, (text, n, _) in found]),
            f"几篇讲话都讲到“{topic}”。下列哪一句出自{reading.named}？",
            f"“{nested(mine[0])}”在{reading.named} ¶{mine[1]}。同一个题目，各篇的对象和要求不同，引用时要分清出处。",
            [(f"{reading.speech.slug}¶{mine[1]}", mine[2]), *((f"{other.speech.slug}¶{n}", quote) for other, (_, n, quote) in found)],
            "analyse",
            f"几篇讲话都讲到“{topic}”，说法不同，适合考出处。",
            0.6,
            lesson=11,
            tags=(f"whose:{topic}",),
        )


def _demands(reading: Reading, topic: str) -> list[tuple[str, int, str]]:
    """Clauses about the topic that only this speech has: text, block, verbatim quotation."""
    out = []
    for sentence in reading.sentences:
        for start, end in sentence.clauses():
            quote = sentence.text[start:end]
            text = re.sub(r"^(?:要|必须|务必|应当|应)", "", clean(quote))
            if topic in text and 9 <= len(text) <= 24 and balanced(text) and not is_masked(text) and not FRAGMENT.match(text) and "是" not in text:
                out.append((text, sentence.n, quote))
    return out
