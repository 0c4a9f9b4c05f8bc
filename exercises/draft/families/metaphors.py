"""Metaphors in quotation marks and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exercises.draft.reading import Reading, named
from exercises.draft.sketch import Choice, Pairs, Sketch, Wrong
from exercises.draft.wording import clean, is_masked

_AS = re.compile(
    r"[把将](?P<what>[^，。；“]{2,16}?)(?:作为|当作|当成|看作|看成|变成|建成|锻造成|打造成|比作)(?P<object>[^，。；“]{0,18}?)的?“(?P<image>[^”]{2,8})”"
)
_IMAGE = re.compile(
    r"剂|器|针|灯|镜|剑|尺|石|药|网|牛鼻子|鞭|枪|钟|炉|桥|窗|根|魂|舵|阀|锁|门|关|钥匙|医|诊|病|火|线|墙|笼|抓手|引擎|号角|堤|钉子|底色|靶|标尺"
)


@dataclass(frozen=True)
class Metaphor:
    """An image and what is likened to it."""

    image: str
    what: str
    object: str
    """What it is the image of: 营造良好政治生态; may be empty."""
    n: int
    quote: str


def metaphors(reading: Reading) -> list[Metaphor]:
    """The quoted images of the speech with what they stand for."""
    found = {}
    for block in reading.speech.blocks:
        for hit in _AS.finditer(block.text):
            if reading.sound(block.n, hit.start(), hit.end()) and not is_masked(hit[0]) and _IMAGE.search(hit["image"]):
                one = Metaphor(hit["image"], clean(hit["what"]), clean(hit["object"]), block.n, hit[0])
                found.setdefault(one.image, one)
    return list(found.values())


def propose(reading: Reading) -> Iterator[Sketch]:
    """A matching where the speech has three, and a question for each."""
    own = metaphors(reading)
    placed = [one for one in own if one.object]
    slug = reading.speech.slug
    strangers = [(speech, one) for speech in reading.others for one in metaphors(Reading(speech))]
    if len(placed) >= 3:
        yield Sketch(
            "metaphors",
            Pairs([(one.object, f"“{one.image}”") for one in placed[:5]]),
            f"{reading.named}用了几个比喻。请把所说的事与比喻对应起来。",
            f"每个比喻各管一件事，不能换位：{'；'.join(f'{one.object}——“{one.image}”' for one in placed[:5])}。",
            [(f"{slug}¶{one.n}", one.quote) for one in placed[:5]],
            "understand",
            "同一篇里几个比喻并用，各有所指，容易换错。",
            0.9,
            lesson=2,
            tags=("metaphor-match", *(f"metaphor:{one.image}" for one in placed[:5]), *(f"term:{one.image}" for one in placed[:5])),
        )
    for one in own:
        wrong = [
            Wrong(f"“{other.image}”", f"本讲话用“{other.image}”说的是{other.object or other.what}，不是这件事。", 1.0)
            for other in own
            if other is not one
        ]
        wrong += [
            Wrong(f"“{other.image}”", f"“{other.image}”是{named(speech)}的比喻，本讲话没有这样用。", 0.5)
            for speech, other in strangers
            if other.image not in reading.whole
        ]
        subject = f"把{one.what}作为{one.object}的什么" if one.object else f"把{one.what}比作什么"
        yield Sketch(
            "metaphors",
            Choice([f"“{one.image}”"], wrong),
            f"{reading.named}要求{subject}？",
            f"讲话在这里用的比喻是“{one.image}”，说的是{one.object or one.what}。其余的比喻或者另有所指，或者出自别的讲话。",
            [(f"{slug}¶{one.n}", one.quote)],
            "remember",
            f"“{one.image}”有明确的所指。",
            0.85,
            lesson=2,
            tags=(f"metaphor:{one.image}", f"term:{one.image}"),
        )
