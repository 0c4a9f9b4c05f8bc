"""“既要甲，也要乙”: what is asked for besides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

from exercises.draft.families.headings import FRAGMENT
from exercises.draft.reading import Reading
from exercises.draft.sketch import Choice, Sketch, Wrong
from exercises.draft.wording import balanced, clean, is_masked, likeness, nested, pairs

_BOTH = re.compile(r"既要(?P<one>[^，。；]{4,30})，(?:也|又|还|更)要(?P<other>[^，。；]{5,26})(?=[，。；]|$)")


_VAGUE = re.compile(r"清醒|高度|站在|进一步|切实|坚决|深入学习|充分认识|提高|把“")


def propose(reading: Reading) -> Iterator[Sketch]:
    """One question for each such sentence; the wrong options are demands from other paragraphs."""
    for sentence in reading.sentences:
        for hit in _BOTH.finditer(sentence.shown):
            one, other = clean(hit["one"]), clean(hit["other"])
            if is_masked(hit[0]) or not balanced(one) or not balanced(other) or pairs(one[:3]) & pairs(other[:3]):
                continue  # begun with the same word, the right option tells itself
            wrong = []
            for rule in reading.duties:
                text = re.sub(r"^(?:要|必须|务必|应当|应)(?:注意|始终|切实)?", "", clean(rule.text))
                fit = abs(len(text) - len(other)) <= 5 and not _VAGUE.match(text) and balanced(text) and not is_masked(text) and "，" not in text and not FRAGMENT.match(text)
                if fit and rule.n != sentence.n and max(likeness(text, other), likeness(text, one)) < 0.4:
                    wrong.append(Wrong(text, f"“{nested(text)}”在 ¶{rule.n}，是另一处的要求，不与这一句对举。", 1 + crc32(text.encode()) % 100 / 100))
            yield Sketch(
                "both",
                Choice([other], wrong),
                f"据{reading.named}，既要{one}，同时还要怎样？",
                f"讲话把两头对着说：“{nested(clean(hit[0]))}”。只顾一头就会走偏，所以两句要连着记。",
                [(f"{reading.speech.slug}¶{sentence.n}", sentence.text)],
                "understand",
                "讲话用“既要……也要……”把两个方面对举，容易只记一头。",
                0.8,
                about=hit[0],
                tags=(f"both-ways:{sentence.n}:{hit.start()}",),
            )
