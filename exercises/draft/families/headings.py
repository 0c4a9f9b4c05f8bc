"""Headings: which demands stand under which heading, and in which order the speech makes its points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exercises.draft.reading import Part, Reading, Sentence
from exercises.draft.sketch import Choice, Pairs, Sketch, Steps, Wrong
from exercises.draft.wording import balanced, clean, is_masked, likeness, nested, pairs

LONGEST_HEADING = 30
MOST_PLACED = 2
"""Questions where one demand stands, for the headings below one heading."""
DEMAND = re.compile(r"(?:更|还|也|又)?(?:要|必须|务必|不能|不得|不准|严禁|决不|绝不|坚决)")
FRAGMENT = re.compile(
    r"是|在|围绕|结合|注意|根据|按照|不断|巡察组|本轮|此次|相互|严格按|作为|对照|究竟|又|看|去年|今年|各|如|由|与|和|及时、|既|不论|凡|该|它|现在|上次|坚定“|增强“|通过|重点看|发生|我们|大家|希望|为|以|从|这|那|更是|不辱|也|就|而|但|对[^，]*(?:的|问题|方面)$|其|有的|一方面|另一方面|当前|随着|经历|面临|因此|同时|特别|尤其|确保|使|让|把[^，]*中$"
    r"|[^，]{2,10}(?:前|后|中|时|期间)$"
)
_COMMONPLACE = re.compile(r"^(?:要|必须|务必)?(?:切实|充分|深刻|进一步)?(?:提高|认识|统一|深化认识|增强|认真贯彻|深入学习|认真学习|深入贯彻|全面贯彻|全面落实|按照|根据)")


def propose(reading: Reading) -> Iterator[Sketch]:
    """For every heading with headings below it: their demands to be matched, their order."""
    for parent in [0, *(part.block.n for part in reading.parts)]:
        parts = [part for part in reading.under(parent) if _askable(reading, part)]
        if len(parts) == len(reading.under(parent)) and 3 <= len(parts) <= 6:
            yield from _order(reading, parent, parts)
        if 3 <= len(parts) <= 6:
            yield from _match(reading, parent, parts)
            yield from _where(reading, parent, parts)


def _askable(reading: Reading, part: Part) -> bool:
    block = part.block
    return 4 <= len(part.words) <= LONGEST_HEADING and reading.sound(block.n, 0, len(block.heading.text if block.heading else "")) and not is_masked(part.words)


def _heading_quote(part: Part) -> str:
    heading = part.block.heading
    return heading.words if heading else part.block.text


def _order(reading: Reading, parent: int, parts: list[Part]) -> Iterator[Sketch]:
    if parent:
        return  # the order of small points says little
    yield Sketch(
        "headings",
        Steps([part.words for part in parts]),
        f"{reading.named}先后讲了下列{_count(len(parts))}点。请按讲话的先后排列。",
        f"讲话的次序是：{'——'.join(part.words for part in parts)}。先说什么后说什么，看得出讲话的思路。",
        [(f"{reading.speech.slug}¶{part.block.n}", _heading_quote(part)) for part in parts],
        "remember",
        "几点并列展开，次序体现思路。",
        0.75,
        lesson=12,
        tags=(f"order:{parent}",),
    )


def _scope(reading: Reading, parent: int) -> str:
    """Which part of the speech is meant: by its heading, by its number where the heading has a slip."""
    if not parent:
        return f"据{reading.named}，"
    part = next(part for part in reading.parts if part.block.n == parent)
    if _askable(reading, part):
        return f"{reading.named}讲“{nested(part.words)}”，分了几点。"
    nth = [one.block.n for one in reading.under(part.parent)].index(parent) + 1
    return f"{reading.named}的第{_count(min(nth, 10))}点又分了几点。"


def _count(n: int) -> str:
    return "零一二三四五六七八九十"[n]


def _match(reading: Reading, parent: int, parts: list[Part]) -> Iterator[Sketch]:
    """A demand from the body of each part, to be put under its heading."""
    found = []
    for part in parts:
        others = [other for other in parts if other is not part]
        demand = typical(reading, part, others)
        if demand:
            found.append((demand, part))
    if len(found) < 3:
        return
    found = found[:5]
    if any(likeness(a[0][1], b[0][1]) > 0.5 for i, a in enumerate(found) for b in found[i + 1 :]):
        return
    slug = reading.speech.slug
    yield Sketch(
        "headings",
        Pairs([(words, part.words) for (_, words), part in found]),
        f"{_scope(reading, parent)}下列{'要求' if all(_is_demand(s, w) for (s, w), _ in found) else '说法'}各写在哪一点里？请对应起来。",
        f"归到哪一点，看讲话把这句话写在哪里：{'；'.join(f'“{nested(words)}”在“{nested(part.words)}”' for (_, words), part in found)}。",
        [quote for (sentence, words), part in found for quote in ((f"{slug}¶{sentence.n}", sentence.text), (f"{slug}¶{part.block.n}", _heading_quote(part)))],
        "understand",
        "各点都有自己的要求，适合考内容归到哪一点。",
        0.8,
        about="".join(part.words for _, part in found),
        tags=(f"match:{parent}", *(f"said:{nested(words)}" for (_, words), _ in found)),
    )


def _where(reading: Reading, parent: int, parts: list[Part]) -> Iterator[Sketch]:
    """Under which heading one demand stands."""
    asked = 0
    for part in parts:
        demand = typical(reading, part, [other for other in parts if other is not part], skip=1)
        if demand is None or asked >= MOST_PLACED:
            continue
        asked += 1
        sentence, words = demand
        wrong = [Wrong(other.words, f"“{nested(other.words)}”是并列的另一点，这句话不在那一段。") for other in parts if other is not part]
        yield Sketch(
            "headings",
            Choice([part.words], wrong, size=min(4, len(parts))),
            f"据{reading.named}，“{nested(words)}”写在下列哪一项里？",
            f"这句话在 ¶{sentence.n}，是“{nested(part.words)}”这一点的具体要求。记要求要连着它所在的那一点，才知道为什么这样要求。",
            [(f"{reading.speech.slug}¶{sentence.n}", sentence.text), (f"{reading.speech.slug}¶{part.block.n}", _heading_quote(part))],
            "understand",
            "要求与它所在的那一点是一个整体。",
            0.7,
            about=words + part.words,
            tags=(f"where:{part.block.n}", f"said:{nested(words)}"),
        )


def typical(reading: Reading, part: Part, others: list[Part], skip: int = 0) -> tuple[Sentence, str] | None:
    """A clause of the part's body that says something of its own and repeats no heading's words."""
    headings = set().union(*(pairs(other.words) for other in (part, *others)))
    elsewhere = set().union(*(_body(reading, other) for other in others)) if others else set()
    found = []
    known = {one.words for one in reading.parts} | {re.sub("^要", "", one.words) for one in reading.parts}
    for sentence in reading.sentences:
        inside = part.block.n <= sentence.n <= part.last
        if not inside or clean(sentence.text) == part.words:
            continue
        text = sentence.text
        for start, end in sentence.clauses():
            words = clean(text[start:end])
            words = re.sub(r"^(?:更|还|也|又|并|而)?(?:要|必须|务必|应当)", "", words)
            if not 8 <= len(words) <= 26 or not balanced(words) or is_masked(words) or _COMMONPLACE.match(words) or part.words in words:
                continue
            own = pairs(words)
            if not own or len(own & headings) > 0.34 * len(own):
                continue
            strange = len(own - elsewhere) / len(own)
            if FRAGMENT.match(words) or words in known:
                continue
            rule = 0.5 * bool(DEMAND.match(clean(text[start:end])))
            found.append((strange + rule, -sentence.n, -start, sentence, words))
    found.sort(key=lambda one: one[:3], reverse=True)
    return found[skip][3:] if len(found) > skip and found[skip][0] > 0.7 else None


def _is_demand(sentence: Sentence, words: str) -> bool:
    at = clean(sentence.text).find(words)
    return bool(DEMAND.match(words)) or bool(re.search(r"(?:要|必须|务必|应当)$", clean(sentence.text)[:at]))


def _body(reading: Reading, part: Part) -> set[str]:
    return set().union(*(pairs(reading.speech.block(n).text) for n in range(part.block.n, part.last + 1)))
