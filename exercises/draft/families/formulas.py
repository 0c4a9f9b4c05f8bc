"""Formulas and their members: which they are, how they are worded, which are only named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from exercises.draft.compose import blanked
from exercises.draft.reading import Reading, named
from exercises.draft.sketch import Blanks, Choice, Judged, Sketch, Wrong
from exercises.draft.wording import balanced, clean, is_masked, likeness, unquoted
from exercises.folding import fold

if TYPE_CHECKING:
    from corpus.formulas import Formula

_NOT_ASKED = re.compile(r"^双|规定|小组|法宝|大$|全会|事$")
_LISTED_AFTER = re.compile(r"即|就是|[:：]|包括|分别|是指")
_EVERYWHERE = ("两个维护", "四个意识", "四个自信", "两个确立")
"""Named in every speech and spelled out in none; others are worth asking about first."""
LONGEST_MEMBER = 34


def propose(reading: Reading) -> Iterator[Sketch]:
    """Drafts about the formulas of the speech."""
    for formula in reading.formulas:
        if formula.members and _clean(reading, formula):
            yield from _members(reading, formula)
            yield from _filled(reading, formula)
    yield from _named_only(reading)


def _clean(reading: Reading, formula: Formula) -> bool:
    return len(formula.members) >= 3 and all(
        reading.sound(m.n, m.start, m.end) and len(m.text) <= LONGEST_MEMBER for m in formula.members
    ) and all(reading.sound(p.n, p.start, p.end) for p in formula.mentions)


def called(reading: Reading, formula: Formula) -> str:
    """The formula as a question names it: “三不”原则."""
    n, end = formula.mentions[0].n, formula.mentions[0].end
    after = reading.speech.block(n).text[formula.mentions[0].start : end + 4]
    tail = "原则" if re.search(rf"{re.escape(formula.canonical)}[”’\"]?原则", after) else ""
    return f"“{unquoted(clean(formula.canonical))}”{tail}"


def _members(reading: Reading, formula: Formula) -> Iterator[Sketch]:
    if formula.label_absent:
        return
    own = [unquoted(clean(m.text)) for m in formula.members]
    name = called(reading, formula)
    evidence = _evidence(reading, formula)
    told = "；".join(own)
    right = own if len(own) <= 4 else own[:4]
    which = "包括下列哪几项" if len(own) == len(right) else "包括下列哪些"
    yield Sketch(
        "formulas",
        Choice(right, list(_strangers(reading, formula, own)), size=min(len(right) + 2, 6)),
        f"据{reading.named}，{name}{which}？",
        f"{reading.named}把{name}逐项说了出来：{told}。其余选项是别处的话，不在这一串里。",
        evidence,
        "remember",
        f"讲话提出{name}，并且列出了内容。",
        0.8,
        about=name + told,
        tags=(f"formula:{formula.canonical}",),
    )


def _strangers(reading: Reading, formula: Formula, own: list[str]) -> Iterator[Wrong]:
    """What is like a member and none: from other enumerations of this speech, then of the others."""
    start, end = own[0][:2], own[0][-2:]
    head, tail = common(own)
    yield from _kin(reading, own, head, tail)

    def rank(text: str) -> float:
        best = max(likeness(text, one) for one in own)
        return best + 0.3 * (text[:2] == start) + 0.3 * (text[-2:] == end)

    if formula.polarity == "prohibition":
        for rule in reading.prohibitions:
            text = clean(rule.text)
            if all(fold(text) not in fold(one) and fold(one) not in fold(text) for one in own) and rule.bound == "inspectors":
                yield Wrong(text, f"“{text}”在 ¶{rule.n}，也是对巡察干部的要求，但讲话没有把它归在这个提法里。", 2.0)
    for other in reading.formulas:
        if other.canonical != formula.canonical:
            for m in other.members:
                text = unquoted(clean(m.text))
                if not is_masked(text) and _same_shape(text, own, head, tail):
                    note = f"“{text}”出自本讲话 ¶{m.n} 的“{other.canonical}”，是另一个提法的内容。"
                    yield Wrong(text, note, 0.4 + rank(text))
    for group in reading.groups:
        for m in group.members:
            text = unquoted(clean(m.text))
            if not _same_shape(text, own, head, tail):
                continue
            yield Wrong(text, f"“{text}”在本讲话 ¶{m.n}，说的是别的事，不是这个提法的内容。", 0.2 + rank(text))
    for speech in reading.others:
        other_reading = Reading(speech)
        for other in other_reading.formulas:
            for m in other.members:
                text = unquoted(clean(m.text))
                if is_masked(text) or text in reading.whole or not _same_shape(text, own, head, tail):
                    continue
                same = other.canonical == formula.canonical
                if same and max(likeness(text, one) for one in own) > 0.7:
                    continue  # the same thing in other words is no wrong answer
                where = f"{named(speech)}“{other.canonical}”"
                note = f"“{text}”是{where}里的写法，本讲话没有这样写。"
                yield Wrong(text, note, rank(text) + (0.2 if same else 0))


def common(texts: list[str]) -> tuple[str, str]:
    """What all texts begin with and end in."""
    head = 0
    while head < min(map(len, texts)) - 1 and len({text[head] for text in texts}) == 1:
        head += 1
    tail = 0
    while tail < min(map(len, texts)) - 1 - head and len({text[-1 - tail] for text in texts}) == 1:
        tail += 1
    return texts[0][:head], texts[0][len(texts[0]) - tail :]


def _same_shape(text: str, own: list[str], head: str, tail: str) -> bool:
    """Whether the text could stand in the list by its looks: built like the members, about as long."""
    low, high = min(map(len, own)), max(map(len, own))
    if not 0.6 * low <= len(text) <= 1.5 * high:
        return False
    if head or tail:
        return text.startswith(head) and text.endswith(tail)
    return max(likeness(text, one) for one in own) >= 0.2


_NO_KIN = re.compile("是否|有没有|和|的|等|解决|不仅|不会监督|什么|怎么|^[一二三四五六七八九十两]|推动|加强|严守|强化")


def _kin(reading: Reading, own: list[str], head: str, tail: str) -> Iterator[Wrong]:
    """Words of any speech that are built like the members: 程序意识 for a list of 政治意识、大局意识."""
    if len(head) + len(tail) < 1 or (len(head) + len(tail) < 2 and head != "不"):
        return
    cores = [len(text) - len(head) - len(tail) for text in own]
    edge, stop = "[、，。；：“”和\"（]", "[、，。；：“”和等\"）]"
    pattern = re.compile(f"(?<={edge})({re.escape(head)}[一-鿿]{{{max(1, min(cores) - 1)},{max(cores) + 2}}}{re.escape(tail)})(?={stop})")
    for speech in (reading.speech, *reading.others):
        here = speech is reading.speech
        for block in speech.blocks:
            for hit in pattern.finditer(clean(block.text)):
                text = hit[1]
                if any(text in one or one in text or likeness(text, one) > 0.7 for one in own) or _NO_KIN.search(text):
                    continue
                where = f"本讲话 ¶{block.n}" if here else named(speech)
                yield Wrong(text, f"“{text}”是{where}里的话，没有列在这个提法里。", 2.5)


def _evidence(reading: Reading, formula: Formula) -> list[tuple[str, str]]:
    """The mention, and the members with what stands between them, block by block."""
    slug = reading.speech.slug
    blocks: dict[int, list[int]] = {}
    for m in formula.members:
        blocks.setdefault(m.n, []).extend([m.start, m.end])
    first = formula.mentions[0]
    out = []
    if first.n not in blocks:
        sentence = reading.sentence_at(first.n, first.start)
        text = sentence.text if sentence else reading.speech.block(first.n).text[max(0, first.start - 4) : first.end + 4]
        out.append((f"{slug}¶{first.n}", text))
    for n, ends in blocks.items():
        start = min([*ends, *(p.start for p in formula.mentions if p.n == n and p.start < min(ends) and min(ends) - p.start < 60)])
        out.append((f"{slug}¶{n}", reading.speech.block(n).text[start : max(ends)]))
    return out


def _filled(reading: Reading, formula: Formula) -> Iterator[Sketch]:
    """The sentence that lists the members, with the heart of one or two members left out."""
    if len({m.n for m in formula.members}) != 1:
        return
    block = reading.speech.block(formula.members[0].n)
    first, last = formula.members[0], formula.members[-1]
    sentence = reading.sentence_at(first.n, first.start)
    start = sentence.start if sentence and sentence.end >= last.end else first.start
    end = last.end
    while end < len(block.text) and not balanced(block.text[start:end]) and end - last.end < 3:
        end += 1
    if sentence and sentence.end - start <= 90 and sentence.end >= end:
        end = sentence.end
    if end - start > 150 or is_masked(block.text[start:end]) or not balanced(block.text[start:end]):
        return
    text = block.text[start:end]
    hearts = [(a - start, b - start) for a, b in map(lambda m: _heart(m.text, [x.text for x in formula.members], m.start), formula.members)]
    hearts = [(a, b) for a, b in hearts if 2 <= b - a <= 8]
    if not hearts:
        return
    chosen = hearts[1::2][:2] or hearts[:1]
    stem, answers = blanked(text, chosen)
    yield Sketch(
        "formulas",
        Blanks(answers),
        f"据{reading.named}填空：{clean(stem)}。",
        f"这几项在{reading.named}里是一口气说下来的，完整的写法是：{clean(text)}。",
        [(f"{reading.speech.slug}¶{block.n}", text)],
        "remember",
        f"这一句列出了“{formula.canonical}”的各项，适合考记得准不准。",
        0.75,
        tags=(f"formula:{formula.canonical}:cloze",),
    )


def _heart(text: str, all_texts: list[str], offset: int) -> tuple[int, int]:
    """Where the words of a member stand that its fellows do not have at the same end."""
    head = 0
    while head < len(text) and all(len(other) > head and other[head] == text[head] for other in all_texts):
        head += 1
    tail = 0
    while tail < len(text) - head and all(len(other) > tail and other[-1 - tail] == text[-1 - tail] for other in all_texts):
        tail += 1
    if head == 1 and text[0] not in "不看从以严查敢":
        head = 0  # one character in common is the first of a word: 重要, 重大
    return offset + head, offset + len(text) - tail


def _named_only(reading: Reading) -> Iterator[Sketch]:
    """Which formulas are named and not told; whether a formula that is only named is told."""
    bare = sorted((f for f in reading.formulas if _is_bare(reading, f)), key=lambda f: f.canonical in _EVERYWHERE)
    listed = [f for f in reading.formulas if f.members and not f.label_absent and f.count]
    for formula in [one for one in bare if one.canonical not in _EVERYWHERE][:2]:
        first = formula.mentions[0]
        sentence = reading.sentence_at(first.n, first.start)
        if sentence is None:
            continue
        name, count = called(reading, formula), formula.count
        yield Sketch(
            "formulas",
            Judged("错", f"提法带着数目，容易以为讲话把这 {count} 项都说了；原文只有名称。"),
            f"{reading.named}提到{name}，并且逐项列出了它的内容。",
            f"讲话只点了{name}的名，没有说是哪几项。引用本讲话时只能引名称，内容要另找依据。",
            [(f"{reading.speech.slug}¶{first.n}", _clause_of(sentence.text, formula.canonical))],
            "understand",
            f"{name}在讲话里只有名称，没有内容，是引用时容易出错的地方。",
            0.75,
            lesson=6 if formula.polarity == "prohibition" else 3,
            tags=(f"bare:{formula.canonical}",),
        )
    if listed and len(bare) >= 2:
        yield _which_are_bare(reading, bare[:3], listed[:2])


def _is_bare(reading: Reading, formula: Formula) -> bool:
    """Named, quoted, with a number and without a list anywhere near."""
    if len(formula.canonical) < 3 or formula.members or not formula.count or _NOT_ASKED.search(formula.canonical):
        return False
    for place in formula.mentions:
        text = reading.speech.block(place.n).text
        if not re.match(r"[”’\"]", text[place.end : place.end + 1] or " ") and not re.search(r"[”’\"]", text[place.start : place.end]):
            return False
        if _LISTED_AFTER.search(text[place.end : place.end + 8]):
            return False
    return True


def _which_are_bare(reading: Reading, bare: list[Formula], listed: list[Formula]) -> Sketch:
    slug = reading.speech.slug
    evidence = []
    for formula in [*bare, *listed]:
        first = formula.mentions[0]
        text = reading.speech.block(first.n).text
        evidence.append((f"{slug}¶{first.n}", _around(text, first.start, first.end)))
    wrong = [
        Wrong(f"“{f.canonical}”", f"“{f.canonical}”在 ¶{f.members[0].n} 列出了内容：{clean(f.members[0].text)}等。") for f in listed
    ]
    return Sketch(
        "formulas",
        Choice([f"“{f.canonical}”" for f in bare], wrong, size=len(bare) + len(wrong)),
        f"下列提法，哪些在{reading.named}里只有名称，没有列出内容？",
        f"{'、'.join(f'“{f.canonical}”' for f in bare)}只有名称；{'、'.join(f'“{f.canonical}”' for f in listed)}说了是哪几项。只有名称的，引用时不能替讲话补内容。",
        list(dict.fromkeys(evidence)),
        "analyse",
        "讲话里有的提法展开了，有的没有，分清才引得准。",
        0.85,
        lesson=3,
        tags=("bare-or-listed",),
    )


def _around(text: str, start: int, end: int) -> str:
    left = max([text.rfind(mark, 0, start) for mark in "，。；：、,;:"]) + 1
    rights = [at for mark in "，。；：、,;:" if (at := text.find(mark, end)) >= 0]
    return text[left : min(rights) if rights else len(text)]


def _clause_of(sentence: str, name: str) -> str:
    for clause in re.split(r"[，,；;：:。]", sentence):
        if fold(name) in fold(clause) and len(clause) >= 4:
            return clause
    return sentence
