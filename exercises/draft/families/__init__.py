"""The families of drafts: each looks for one kind of thing that a speech says and proposes how to ask for it.

A family is a pure function from a `Reading` to sketches. Its confidence is about the
share of its drafts that were found fit to be used as they are when the drafts of the
five speeches and of eight others were read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from exercises.draft.families import (
    both,
    compare,
    essays,
    formulas,
    headings,
    lists,
    metaphors,
    numbers,
    quoted,
    rules,
    sayings,
    sequences,
    terms,
    who,
    whose_words,
)
from exercises.draft.reading import Reading
from exercises.draft.sketch import Sketch

Family = Callable[[Reading], Iterable[Sketch]]

FAMILIES: dict[str, tuple[str, Family]] = {
    "formulas": ("提法和它的内容", formulas.propose),
    "sayings": ("“什么是什么”的判断", sayings.propose),
    "metaphors": ("比喻和它说的事", metaphors.propose),
    "both": ("两头对着说的要求", both.propose),
    "quoted": ("加引号的说法", quoted.propose),
    "lists": ("并列的几项", lists.propose),
    "rules": ("纪律要求和约束谁", rules.propose),
    "terms": ("容易混用的说法", terms.propose),
    "who": ("谁做什么", who.propose),
    "sequences": ("先后次序", sequences.propose),
    "headings": ("标题与内容", headings.propose),
    "compare": ("与别的讲话对照", compare.propose),
    "whose_words": ("出自哪一篇", whose_words.propose),
    "numbers": ("时间和数目", numbers.propose),
    "essays": ("简答", essays.propose),
}
"""What each family asks about, and the family."""
