"""Where headings begin: 一、 （一） 1. 第一， on a line, 一要 / 一是 … inside one.

Pure functions over the lines of a cleaned text. A label of its own opens a heading
at the start of a line. Anything that counts inside a line (一是…二是…, also （一）…
or 1.… after a sentence's end) is a heading only when it counts on from one to at
least two. So 第一责任人, 第一议题, 有一是一 and 一方面 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Heading

_NUMERAL = "[一二三四五六七八九十]"
_SMALL = _NUMERAL + "{1,3}"
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 一、二年级 and 三、四线 count things; they are no labels.
    ("一、", re.compile(rf"(?!一、二|二、三|三、四|四、五|五、六){_SMALL}[、．.](?![、\d])")),
    ("（一）", re.compile(rf"[（(]{_SMALL}[）)][、．.]?")),
    ("第一，", re.compile(rf"第{_SMALL}(?:个?方面|点|个问题|部分|件事)?[，,、：:]")),
    ("其一，", re.compile(rf"其{_NUMERAL}[，,、：:是]")),
    ("1.", re.compile(r"[0-9０-９]{1,2}[.．、](?![0-9０-９])")),
    ("1）", re.compile(r"[0-9０-９]{1,2}[)）]")),
    ("（1）", re.compile(r"[（(][0-9０-９]{1,2}[）)][、．.]?")),
    ("①", re.compile("[①-⑳]")),
)
_ANY_LABEL = re.compile("|".join(f"(?P<f{i}>{pattern.pattern})" for i, (_, pattern) in enumerate(_LABELS)))
_NUMERAL_IN = re.compile(rf"{_SMALL}|[0-9０-９]{{1,2}}|[①-⑳]")
_VERBS = "要是抓查看量讲学严强促"
_COUNTER = re.compile(rf"({_SMALL})([{_VERBS}])?")
_NOT_COUNTED = re.compile(rf"[、．.个年届次些位名点条项季月级类种轮批方]|(?<=是)(?:{_NUMERAL}[、，。是]|{_NUMERAL}$)")
_SENTENCE_END = re.compile(r"[。！？!?]")
_STARTS = re.compile(r"(?<=[。！？!?])[”’」』）)]?")
# The first of a count may follow 三点要求： in the same sentence; the second may not: 一是…；二是… are the items of a list.
_FIRST_STARTS = re.compile(r"(?<=[：:；;，,])(?=[一第其1１（(①])")
_STRONG = frozenset(("一、", "（一）", "第一，"))
"""Families that end every count of 一是 … begun above them."""
COUNTING = "一是"
"""The family of 一是, 二要, 三抓."""
MAX_HEADING = 150
"""Longest heading taken for one where the label stands at the start of a line, in characters."""
MAX_LEVEL = 5
_MOST_OPEN = 12


@dataclass(frozen=True)
class Counter:
    """一是, 二要 …: its value and verb (empty where the source lost it)."""

    value: int
    verb: str


@dataclass
class _Mark:
    """A place where a heading may begin."""

    line: int
    at: int
    family: str
    label: str
    value: int
    verb: str = ""
    alone: bool = False
    """It is all of its line."""
    chain: int | None = None
    """The count it belongs to; None for a label that stands by itself."""


def label_of(heading: str) -> str:
    """The label at the start of a heading's text (“第一，”, “二要”), or ''."""
    own = line_label(heading)
    if own is not None:
        return own[1]
    found = _COUNTER.match(heading)
    return found[0] if found else ""


def counted(label: str) -> tuple[str, int]:
    """(family, number) of a label: (“一、”, 3) of 三、; 一是, 二要 and a bare 二 are of one family."""
    own = line_label(label)
    numeral = _NUMERAL_IN.search(label)
    return (own[0] if own else COUNTING), _value(numeral[0]) if numeral else 0


def line_label(line: str) -> tuple[str, str] | None:
    """(family, label) when ``line`` opens with a heading label of its own, else None."""
    found = _ANY_LABEL.match(line)
    return None if found is None else (_LABELS[int(str(found.lastgroup)[1:])][0], found[0])


def counter(text: str) -> Counter | None:
    """The 一是 / 二要 that ``text`` opens with."""
    found = _COUNTER.match(text)
    if found is None or found[2] is None or _NOT_COUNTED.match(text, found.end()):
        return None
    value = _value(found[1])
    return Counter(value, found[2]) if value else None


def counters(line: str) -> Iterator[tuple[int, Counter]]:
    """(offset, counter) of every 一是 / 二要 at the start of a sentence of ``line``."""
    for at in _sentence_starts(line):
        found = counter(line[at : at + 8])
        if found is not None:
            yield at, found


def opens_heading(line: str) -> bool:
    """True when ``line`` opens with a label of its own or with 一是 / 二要 and so on."""
    return line_label(line) is not None or counter(line) is not None


def _sentence_starts(line: str) -> Iterator[int]:
    yield 0
    last = 0
    for found in _STARTS.finditer(line):
        if last < found.end() < len(line):
            yield found.end()
            last = found.end()


def _value(numeral: str) -> int:
    """The number a label counts: 一 to 九十九, 1 or ①; 0 for anything else."""
    if numeral.isdigit() and numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1 and "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    digits = "一二三四五六七八九"
    tens, ten, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or (ones and ones not in digits) or (tens and tens not in digits):
        return 0
    if not ten:
        return digits.index(tens) + 1
    return (digits.index(tens) + 1 if tens else 1) * 10 + (digits.index(ones) + 1 if ones else 0)


def _candidates(n: int, line: str) -> Iterator[_Mark]:
    """Every place of ``line`` that looks like the start of a heading."""
    starts = set(_sentence_starts(line))
    later = {found.end() for found in _FIRST_STARTS.finditer(line)} - starts
    for at in sorted(starts | later):
        mark = _candidate(n, line, at)
        if mark is not None and (at in starts or (mark.value == 1 and (mark.verb or mark.family != COUNTING))):
            yield mark


def _candidate(n: int, line: str, at: int) -> _Mark | None:
    label = _ANY_LABEL.match(line, at)
    alone = at == 0 and _first_sentence(line, 0) == len(line)
    if label is not None:
        family = _LABELS[int(str(label.lastgroup)[1:])][0]
        numeral = _NUMERAL_IN.search(label[0])
        return _Mark(n, at, family, label[0], _value(numeral[0]) if numeral else 0, alone=alone)
    found = _COUNTER.match(line, at)
    if found is None or _NOT_COUNTED.match(line, found.end()) or not _value(found[1]):
        return None
    return _Mark(n, at, COUNTING, found[0], _value(found[1]), found[2] or "", alone=alone)


def _marks(lines: Sequence[str]) -> list[_Mark]:
    """The marks that count: labels at a line's start, and members of a count of two or more."""
    out: list[_Mark] = []
    chains: list[list[_Mark]] = []
    open_chains: list[int] = []
    for n, line in enumerate(lines):
        for mark in _candidates(n, line):
            own = mark.family != COUNTING and mark.at == 0
            if own:
                if _first_sentence(line, 0) > MAX_HEADING:
                    continue
                if mark.family in _STRONG:
                    open_chains.clear()
                out.append(mark)
            joined = _joined(mark, [(c, chains[c][-1]) for c in open_chains])
            if joined is not None:
                if not own:
                    mark.chain = joined
                    out.append(mark)
                chains[joined].append(mark)
                del open_chains[open_chains.index(joined) + 1 :]
            elif mark.value == 1 and (mark.verb or mark.family != COUNTING):
                chains.append([mark])
                open_chains.append(len(chains) - 1)
                del open_chains[:-_MOST_OPEN]
                if not own:
                    mark.chain = len(chains) - 1
                    out.append(mark)
    return [mark for mark in out if mark.chain is None or len(chains[mark.chain]) > 1]


def _joined(mark: _Mark, last: Sequence[tuple[int, _Mark]]) -> int | None:
    """The open count that ``mark`` goes on, the innermost first: of its own verb, else of any.

    A count goes on in its own line, or at the start of a later one.
    """
    fits = [
        (chain, member)
        for chain, member in reversed(last)
        if member.family == mark.family and member.value + 1 == mark.value and (member.line == mark.line or mark.at == 0)
    ]
    same = [chain for chain, member in fits if mark.family != COUNTING or mark.verb in (member.verb, "")]
    other = [chain for chain, member in fits if mark.verb in ("是", "要") and member.verb in ("是", "要", "")]
    return next(iter([*same, *other]), None)


def _first_sentence(text: str, start: int) -> int:
    """End of the sentence that begins at ``start`` (its mark included)."""
    found = _SENTENCE_END.search(text, start)
    return found.end() if found else len(text)


def outline(lines: Sequence[str]) -> list[list[tuple[str, Heading | None]]]:
    """For each source line its (text, heading) pieces, levels assigned by nesting.

    The first family of labels met is level 1; a family met for the first time below
    an open one goes one deeper; a family met again keeps its level. A count inside
    a line (一是…二是…) that has ended holds nothing below it.
    """
    marks = _marks(lines)
    levels = _levels(marks)
    out: list[list[tuple[str, Heading | None]]] = []
    at = 0
    for n, line in enumerate(lines):
        here: list[tuple[_Mark, int]] = []
        while at < len(marks) and marks[at].line == n:
            here.append((marks[at], levels[at]))
            at += 1
        out.append(_pieces(line, here))
    return out


def _pieces(line: str, marks: Sequence[tuple[_Mark, int]]) -> list[tuple[str, Heading | None]]:
    """``line`` cut at its ``marks``; joined together the pieces give the line."""
    if not marks:
        return [(line, None)]
    row: list[tuple[str, Heading | None]] = []
    if marks[0][0].at:
        row.append((line[: marks[0][0].at], None))
    for (mark, level), following in zip(marks, [*(m.at for m, _ in marks[1:]), len(line)]):
        end = min(_first_sentence(line, mark.at), following)
        alone = mark.at == 0 and end == len(line)
        words = line[mark.at + len(mark.label) : end]
        row.append((line[mark.at : following], Heading(level, mark.label, words, not alone)))
    return row


def _levels(marks: Sequence[_Mark]) -> list[int]:
    """The level of each mark, from 1."""
    last_of: dict[int, int] = {mark.chain: i for i, mark in enumerate(marks) if mark.chain is not None}
    stack: list[tuple[object, _Mark]] = []
    out: list[int] = []
    for i, mark in enumerate(marks):
        key: object = mark.chain if mark.family == COUNTING else mark.family
        if key in (open_key for open_key, _ in stack):
            while stack[-1][0] != key:
                stack.pop()
            stack[-1] = (key, mark)
        else:
            while stack and _over(stack[-1][1], mark, last_of, i):
                stack.pop()
            stack.append((key, mark))
        out.append(min(len(stack), MAX_LEVEL))
    return out


def _over(top: _Mark, mark: _Mark, last_of: dict[int, int], i: int) -> bool:
    """Whether the count ``top`` belongs to has ended before ``mark`` and so cannot hold it."""
    if top.chain is None or last_of[top.chain] > i:
        return False
    if mark.chain is None:
        return True
    # A new count inside the last point of an old one: on the point's own line, or right below a point that is all of its line.
    inside = mark.line == top.line or (top.alone and mark.at == 0 and mark.line == top.line + 1)
    return mark.verb == top.verb and mark.family == top.family or not inside
