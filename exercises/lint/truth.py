"""Is the key the only right answer? The item held against the speeches that it cites.

A wrong option may well be words of the speech, taken from elsewhere, and good wrong
options often are. It must not be true *of what is asked*: no member of the formula
that the stem names, no entry of the list in which the right option stands, no rule
for the very people the stem asks about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exercises.folding import fold
from exercises.items.markup import MARKED_NEGATION, plain
from exercises.lint.content import is_scene, right_options, stated, wrong_options
from exercises.lint.model import CHOICE, EVERY, Told, rule
from exercises.lint.speechfacts import Facts, cited, cited_blocks, every_speech, named_in, slug_of

_WHICH = re.compile(r"第[一二三四五六七八九十]+[项条个点句]|哪一[项条个]|首先|最后|最先|第一|其次|之前|之后|先后|对应")
_TO = re.compile(r"对(?:市委|县委|区委)?(巡察组|巡察干部|巡视组|巡察人员|被巡察)[^，。？]{0,10}(?:提出|要求|规定|说|讲)|(巡察组|巡察干部|巡视组|巡察人员|被巡察)[^，。？]{0,10}(?:不准|不得|严禁|不能|应当|必须|要)(?:做|有)?(?:哪|什么)")


def _alike(option: str, text: str) -> bool:
    """Whether one is the other, most of it, or its beginning or end."""
    short, long = sorted((option, text), key=len)
    if len(short) < 4:
        return False
    if len(short) >= 0.6 * len(long):
        return short in long or _covered(short, long) >= 0.9
    return long.startswith(short) or long.endswith(short)


def _asked(item: Any) -> list[Facts]:
    """The speeches the item is about: those that the stem names, else those it cites."""
    speeches = cited(item)
    return named_in(item.stem, speeches) or speeches


def _negative(item: Any) -> bool:
    return bool(MARKED_NEGATION.search(item.stem))


@rule("member-as-distractor", CHOICE, "stem", "options", "key", "evidence")
def member_as_distractor(item: Any) -> Iterator[Told]:
    """A wrong option that belongs to the formula the stem asks for; in a negative question, a key that does."""
    stem = fold(plain(item.stem))
    if is_scene(item) or _WHICH.search(item.stem):
        return
    wrong = {name: item.options[name] for name in item.options if (name in item.key) == _negative(item)}
    for one in _asked(item):
        for name, members in one.members.items():
            if fold(name) not in stem:
                continue
            for letter, text in wrong.items():
                if member := next((m for m in members if _alike(fold(text), m)), None):
                    what = "答案" if _negative(item) else "错误选项"
                    yield f"options.{letter}", f"{what} {letter} 就是{one.short}里“{name}”的一项（“{member}”）。请换一个选项，或核对答案。"


@rule("same-list", CHOICE, "stem", "options", "key", "evidence")
def same_list(item: Any) -> Iterator[Told]:
    """A wrong option that the cited speech puts on a par with a right one (甲、乙、丙)."""
    if is_scene(item) or _WHICH.search(item.stem) or _negative(item):
        return
    right = [fold(text) for text in right_options(item)]
    for one in _asked(item):
        for parts in one.lists:
            if not any(_alike(text, part) for text in right for part in parts):
                continue
            for letter, text in wrong_options(item).items():
                if any(_alike(fold(text), part) for part in parts) and fold(text) not in right:
                    yield f"options.{letter}", f"错误选项 {letter}（“{text}”）与正确选项在{one.short}的同一串并列里。请核对它是否也对。"


@rule("rule-as-distractor", CHOICE, "stem", "options", "key", "evidence")
def rule_as_distractor(item: Any) -> Iterator[Told]:
    """The stem asks what is demanded of somebody, and a wrong option is demanded of them too."""
    if is_scene(item) or _negative(item) or not (found := _TO.search(plain(item.stem))):
        return
    bound = "inspected" if (found[1] or found[2]) == "被巡察" else "inspectors"
    for one in _asked(item):
        for letter, text in wrong_options(item).items():
            option = fold(text)
            if len(option) >= 4 and (demand := next((r for r in one.rules.get(bound, ()) if option in r), None)):
                yield f"options.{letter}", f"错误选项 {letter} 也是{one.short}对同一方的要求（“{demand}”）。请换一个选项。"


@rule("wrong-verdict", ("judge",), "stem", "key", "evidence")
def wrong_verdict(item: Any) -> Iterator[Told]:
    """A statement to be judged wrong that the named speech says word for word."""
    statement = fold(re.sub(r"^[^，：]{0,24}讲话[^，：]{0,6}[，：]", "", plain(item.stem)))
    if item.key == "错" and len(statement) >= 6:
        for one in named_in(item.stem, cited(item)):
            if statement in one.spoken:
                yield "key", f"答案是“错”，而{one.short}原文就是这样说的。请核对答案。"


@rule("doubtful-key", ("single",), "options", "key", "evidence", "level")
def doubtful_key(item: Any) -> Iterator[Told]:
    """The evidence has the words of a wrong option and not those of the right one."""
    quoted = "|".join(fold(evidence.quote) for evidence in item.evidence)
    if item.level != "remember" or _negative(item) or any(_covered(fold(t), quoted) >= 0.4 for t in right_options(item)):
        return
    for letter, text in wrong_options(item).items():
        if len(fold(text)) >= 4 and fold(text) in quoted:
            yield "key", f"依据里有错误选项 {letter}（“{text}”）的原话，没有正确选项的。请核对答案和依据。"


def _covered(text: str, quoted: str) -> float:
    """The share of the text's pairs of characters that the quotations have."""
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return sum(pair in quoted for pair in pairs) / len(pairs) if pairs else float(text in quoted)


@rule("open-blank", ("cloze",), "stem", "blanks", "evidence")
def open_blank(item: Any) -> Iterator[Told]:
    """The same sentence goes on with other words elsewhere in a speech the stem allows."""
    parts = [re.sub(r"[“”‘’\"]", "", part) for part in re.split(r"\{([1-9][0-9]?)\}", plain(item.stem))]
    named = named_in(item.stem, every_speech()) or every_speech()
    for n in range(1, len(parts), 2):
        before, after = fold(_near(parts[n - 1], -1)), fold(_near(parts[n + 1], 0))
        if len(before) < 4 or len(after) < 2:
            continue
        accepted = {fold(text) for text in item.blanks.get(parts[n], [])}
        pattern = re.compile(f"{re.escape(before[-8:])}([^|.;]{{1,16}}?){re.escape(after[:4])}")
        for one in named:
            for found in pattern.finditer(one.spoken):
                if fold(found[1]) not in accepted:
                    yield f"blanks.{parts[n]}", f"第 {parts[n]} 空在{one.short}另一处是“{found[1]}”。请写明出处，或把它列为可接受的答案。"


def _near(text: str, which: int) -> str:
    """The clause that touches the blank."""
    return re.split(r"[，。；：？]", text)[which]


@rule("speech-not-cited", EVERY, "stem", "evidence")
def speech_not_cited(item: Any) -> Iterator[Told]:
    """The stem speaks of one speech, and no evidence is from it."""
    slugs = {slug_of(evidence) for evidence in item.evidence}
    for one in named_in(plain(item.stem), every_speech()):
        if one.slug not in slugs and not (is_scene(item) and not re.search(f"[据照按]{re.escape(one.short)}", item.stem)):
            yield "evidence", f"题干说到{one.short}，依据里没有这一篇的引文。请补上，或改正题干。"


@rule("built-on-slip", EVERY, "evidence")
def built_on_slip(item: Any) -> Iterator[Told]:
    """The quotation holds a slip of the source, and what is asked holds its words."""
    said = fold(stated(item))
    for n, evidence in enumerate(item.evidence, 1):
        for one in cited(item):
            for slip in one.slips:
                if one.slug == slug_of(evidence) and slip in evidence.quote and fold(slip) in said:
                    yield f"evidence[{n}]", f"题目用到了原文的笔误“{slip}”。请避开它出题。"


@rule("thin-evidence", EVERY, "evidence")
def thin_evidence(item: Any) -> Iterator[Told]:
    """A quotation too short to show anything, or given twice."""
    seen = set()
    for n, evidence in enumerate(item.evidence, 1):
        if len(fold(evidence.quote)) < 4:
            yield f"evidence[{n}]", f"第 {n} 条引文“{evidence.quote}”太短，看不出根据。请引完整的一句或半句。"
        if (evidence.cite, evidence.quote) in seen:
            yield f"evidence[{n}]", f"第 {n} 条引文与前面的相同。请删去一条。"
        seen.add((evidence.cite, evidence.quote))


@rule("unnamed-source", ("single", "multiple", "judge", "cloze", "order"), "stem")
def unnamed_source(item: Any) -> Iterator[Told]:
    """An item that asks for words of a speech and does not say of which."""
    if not is_scene(item) and not re.search(r"讲话|原句|原话|原文|本课|课程|本篇|[一二三四五两各几]篇", item.stem):
        yield "stem", "题目考的是讲话里的说法，题干没有写明据哪一篇。请写“据……讲话”。"
