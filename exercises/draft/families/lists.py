"""Lists: what is put on a par in one sentence, asked as a choice or to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from exercises.draft.compose import blanked
from exercises.draft.reading import Reading, Sentence
from exercises.draft.sketch import Blanks, Choice, Sketch, Wrong
from exercises.draft.wording import balanced, clean, is_masked, likeness, unquoted
from exercises.folding import fold

_PROBLEMS = re.compile(
    r"(?P<lead>是否存在|有没有|有无|严查|揭示|防止|杜绝|纠治|克服)(?P<list>[^。；：]{8,90}?)等?(?P<tail>[^，。；、等]{0,8}?(?:问题|现象|行为|情况|倾向))(?=[，。；]|$)"
)
_WAYS = re.compile(r"通过(?P<list>[^，。；：]{4,60}?)等(?P<tail>方式|形式|办法|措施|手段|途径|渠道|方法)，(?P<end>[^。；]{4,60})")
_USE = re.compile(r"综合运用(?P<list>[^，。；：]{6,60}?)等(?P<tail>方式|形式|办法|措施|手段|途径|渠道|方法|方式方法)，?(?P<end>[^。；]{4,60})")
_SEPARATORS = re.compile(r"、|，|以及|和(?=[^、，]{2,12}$)")
_OPEN = re.compile(r"什么|哪|^(?:上|中|下|其|等)$")
_CEREMONIAL = re.compile(r"大家讲得|希望大家|衷心|再接再厉|不辱使命|凝心聚力|希望各|通盘考虑|好中选好")
LONGEST_ENTRY = 16


@dataclass(frozen=True)
class Listed:
    """A list, what leads to it, and where it stands."""

    entries: tuple[str, ...]
    question: str
    sentence: Sentence
    kind: str


def propose(reading: Reading) -> Iterator[Sketch]:
    """Choices from lists of problems and of ways, and blanks in parallel groups."""
    found = [*_problems(reading), *_ways(reading)]
    for one in found:
        yield from _asked(reading, one, found)
    yield from _filled(reading)


def _entries(text: str) -> tuple[str, ...]:
    text = re.sub(r"(?:特别是|以及|尤其是)", "、", text)
    parts = tuple(unquoted(clean(part)) for part in _SEPARATORS.split(text))
    return tuple(part for part in parts if part)


def _fit(entries: tuple[str, ...]) -> bool:
    return (
        3 <= len(entries) <= 8
        and all(2 <= len(entry) <= LONGEST_ENTRY and not is_masked(entry) and balanced(entry) and not _OPEN.search(entry) for entry in entries)
        and len(set(entries)) == len(entries)
    )


def _problems(reading: Reading) -> Iterator[Listed]:
    for sentence in reading.sentences:
        for found in _PROBLEMS.finditer(sentence.text):
            entries = _entries(found["list"])
            if not _fit(entries) or re.match(r"在|对|把|从", entries[0]):
                continue
            before = clean(sentence.text[: found.start()])
            context = re.split(r"[，。；]", before)
            about = "，".join(part for part in context[-2:] if part)
            about = re.sub(r"^(?:要|还要|必须)", "", about)
            if "是否" in about or re.fullmatch(r"[^，]{0,4}(?:重点看|着力|坚决|深入)?", about) or not 8 <= len(about) <= 40 or not balanced(about):
                continue
            yield Listed(entries, f"{about}{found['lead']}哪些{found['tail'][-2:]}", sentence, "problem")


def _ways(reading: Reading) -> Iterator[Listed]:
    for sentence in reading.sentences:
        for pattern in (_WAYS, _USE):
            for found in pattern.finditer(sentence.text):
                entries = _entries(found["list"])
                before = re.split(r"[，。；]", clean(sentence.text[: found.start()]))[-1]
                about = before if len(before) >= 6 else re.split(r"[，。；]", clean(found["end"]))[0]
                about = re.sub(r"^(?:要|还要|必须)", "", about)
                if _fit(entries) and 6 <= len(about) <= 30 and not is_masked(about) and balanced(about):
                    yield Listed(entries, f"{about}，讲话举出了哪些{found['tail']}", sentence, "way")


def _asked(reading: Reading, one: Listed, found: list[Listed]) -> Iterator[Sketch]:
    right = list(one.entries[:3] if len(one.entries) > 4 else one.entries)
    right = right[:4]
    wrong = []
    for other in found:
        if other is not one and other.kind == one.kind:
            for entry in other.entries:
                if entry not in one.entries and entry not in one.sentence.shown:
                    note = f"“{entry}”在 ¶{other.sentence.n}，讲话说的是另一件事，不在这一句里。"
                    wrong.append(Wrong(entry, note, 1.0 + _jitter(one.question, entry)))
    for speech in reading.others:
        other_reading = Reading(speech)
        for other in [*_problems(other_reading), *_ways(other_reading)]:
            if other.kind == one.kind:
                for entry in other.entries:
                    if entry not in reading.whole and max(likeness(entry, mine) for mine in one.entries) < 0.5:
                        note = f"“{entry}”出自{Reading(speech).named}，本讲话没有说到。"
                        wrong.append(Wrong(entry, note, 0.4))
    yield Sketch(
        "lists",
        Choice(right, wrong, size=min(6, len(right) + 2)),
        f"据{reading.named}，{one.question}？",
        f"讲话在这一句里点到的是：{'、'.join(one.entries)}。其余选项也是这类讲话里的话，但不在这一句，说的是别的事。",
        [(f"{reading.speech.slug}¶{one.sentence.n}", one.sentence.text)],
        "remember",
        "讲话把几样并列着说，适合考是否记得全、分得清。",
        0.75,
        about=one.question,
        tags=(f"list:{one.entries[0]}",),
    )


def _jitter(question: str, entry: str) -> float:
    """A little luck, always the same, so that not every question has the same wrong options."""
    return crc32(f"{question}|{entry}".encode()) % 100 / 200


def _filled(reading: Reading) -> Iterator[Sketch]:
    """A parallel group with one or two of its entries left out."""
    for group in reading.groups:
        members = group.members
        sentence = reading.sentence_at(members[0].n, members[0].start)
        if sentence is None or _CEREMONIAL.search(sentence.text) or not _frame(members) or not 3 <= len(members) <= 6 or members[-1].end > sentence.end:
            continue
        start, end = _window(sentence, members[0].start - sentence.start, members[-1].end - sentence.start)
        text = sentence.text[start:end]
        spans = [_core(m.text, [x.text for x in members], m.start - sentence.start - start) for m in members]
        if all(m.text.endswith("一个") for m in members):
            continue
        after = sentence.text[members[-1].end - sentence.start :][:1]
        if after and after not in "，。；、,;等的”’":
            spans = spans[:-1]  # the last entry goes on beyond what was found of it
        if max(b - a for a, b in spans) - min(b - a for a, b in spans) > 1:
            continue
        fit = [(a, b) for a, b in spans if 2 <= b - a <= 6 and fold(text).count(fold(text[a:b])) == 1]
        if not fit or not balanced(text) or is_masked(text) or len(text) < 12:
            continue
        chosen = fit if len(fit) < 3 else [fit[0], fit[-1]] if members[0].text[:2] != members[1].text[:2] else [fit[1], fit[-1]]
        if any(b == c or text[b:c] in ("、", "") for (_, b), (c, _) in zip(chosen, chosen[1:])):
            chosen = chosen[-1:]
        stem, answers = blanked(text, chosen)
        shown = re.sub(r"^(?:因此|所以|同时|而且|另外|从而|要)，?", "", clean(stem))
        yield Sketch(
            "lists",
            Blanks(answers),
            f"据{reading.named}填空：{shown}。",
            f"这几项是并列着说的，完整的一句是“{clean(text)}”。",
            [(f"{reading.speech.slug}¶{sentence.n}", text)],
            "remember",
            "句子整齐，几项并列，适合考记得准不准。",
            0.75,
            tags=(f"group:{sentence.n}:{sentence.start}",),
        )


def _frame(members: tuple) -> bool:
    """Whether the entries are built alike, so that the blank is bounded by its frame."""
    texts = [m.text for m in members]
    return len({t[0] for t in texts}) == 1 or len({t[-1] for t in texts}) == 1


def _core(text: str, fellows: list[str], offset: int) -> tuple[int, int]:
    """Where the words of an entry stand that it does not share with its fellows' beginnings and ends."""
    head = 0
    while head < len(text) - 1 and all(len(other) > head and other[head] == text[head] for other in fellows):
        head += 1
    tail = 0
    while tail < len(text) - head - 1 and all(len(other) > tail and other[-1 - tail] == text[-1 - tail] for other in fellows):
        tail += 1
    if "看" in text[1:-2]:
        head = text.index("看") + 1
    elif min(len(other) - head - tail for other in fellows) < 2:
        head = tail = 0
    return offset + head, offset + len(text) - tail


def _window(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The clauses around a list, at most about seventy characters."""
    clauses = sentence.clauses()
    at = next((i for i, (a, b) in enumerate(clauses) if a <= first < b), 0)
    to = next((i for i, (a, b) in enumerate(clauses) if a < last <= b), len(clauses) - 1)
    while clauses[to][1] - clauses[at][0] < 70:
        if at > 0 and clauses[to][1] - clauses[at - 1][0] <= 70:
            at -= 1
        elif to + 1 < len(clauses) and clauses[to + 1][1] - clauses[at][0] <= 60 and at == 0:
            to += 1
        else:
            break
    return clauses[at][0], clauses[to][1]


