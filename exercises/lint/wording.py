"""How an item is worded: its question, its negations, its blanks, its explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exercises.folding import fold
from exercises.items.checks import texts
from exercises.items.fields import named
from exercises.items.markup import MARKED_NEGATION, plain
from exercises.lint.content import shared
from exercises.lint.model import CHOICE, EVERY, Told, rule

_NOT = "不能|不应当|不应该|不应|不得|不宜|不必|不需要|不会|不合|不算|没有|并非|不在"
_ASKS_NOT = re.compile(
    rf"({_NOT})[^，。；？：“”\n]{{0,20}}(?:的是|的有|的一[项句组种个条])[？（：]?"
    rf"|(?:哪些|哪一?[项句种个条组])[^，。；？：“”\n]{{0,14}}?({_NOT}|不是|不属于|不包括|不符合)"
    r"|除[^，。；？]{1,20}(?:外|以外|之外)[^。；？]{0,12}(?:哪|的是)"
)
_DOUBLE = re.compile(r"不是不|不能不|不得不|不会不|不可不|并非不|并非没有|无不|不无|没有不")
_ASKS = re.compile(r"[？?]|（\s*）|请|哪|什么|多少|几|：$|:$|的是$|的有$|＿")
_LETTER = re.compile(
    r"选项\s*[A-H](?![A-Za-z0-9])|(?<![A-Za-z0-9])[A-H](?:\s*[、和与]\s*[A-H])*\s*(?:[两三四各]?项|选项)"
    r"|(?:选|答案(?:是|为)?)\s*[A-H](?![A-Za-z0-9])"
)
_HAN = "\u4e00-\u9fff"
_HALF_WIDTH = re.compile(rf"(?<=[{_HAN}”》）])[,;:?!()](?=[{_HAN}“《（]|$)|(?<=[{_HAN}])\"|\"(?=[{_HAN}])")
_SHOWN = ("stem", "options", "left", "right", "explanation", "distractors", "answer", "rubric")
LONGEST_BLANK = 14
LONGEST_TEXT = 2000
LONGEST_ITEM = 12000
"""All texts of an item together, in characters."""
SHORTEST_EXPLANATION = 15
SHORTEST_NOTE = 6


@rule("overlong", EVERY)
def overlong(item: Any) -> Iterator[Told]:
    """A text that nobody reads to its end; such an item is not looked at further (see `exercises.lint`)."""
    total = 0
    for path, text in texts(item):
        total += len(text)
        if len(text) > LONGEST_TEXT:
            yield path, f"{named(path)}有 {len(text)} 字，太长。请写短一些；这一题没有再检查别的。"
    if total > LONGEST_ITEM:
        yield "", f"全题共 {total} 字，太长。请写短一些；这一题没有再检查别的。"


@rule("unmarked-negative", CHOICE, "stem")
def unmarked_negative(item: Any) -> Iterator[Told]:
    """A question for what is not so, its negation not marked (the common forms are found with the schema)."""
    if found := _ASKS_NOT.search(MARKED_NEGATION.sub("", item.stem)):
        word = found[1] or found[2] or "除……外"
        yield "stem", f"题干是否定式提问，“{word}”没有标出。请改成正面提问，或把否定词写成“**…**”。"


@rule("double-negative", ("single", "multiple", "judge"), "stem")
def double_negative(item: Any) -> Iterator[Told]:
    """Two negations in one sentence of the stem's own words, or a negative question with doubly negated options."""
    own = re.sub(r"“[^”]*”", "", plain(item.stem))
    if found := _DOUBLE.search(own):
        yield "stem", f"题干用了双重否定“{found[0]}”，容易读错。请改成正面的说法。"


@rule("no-question", CHOICE, "stem")
def no_question(item: Any) -> Iterator[Told]:
    """A stem that does not say what to do."""
    if not _ASKS.search(item.stem):
        yield "stem", "题干没有提出问题。请写成问句，或写明要选什么。"


@rule("blank-in-stem", ("cloze",), "stem", "blanks")
def blank_in_stem(item: Any) -> Iterator[Told]:
    """Most of a blank's answer stands in the stem."""
    stem = fold(plain(re.sub(r"\{[0-9]+\}", "｜", item.stem)))
    for number, accepted in item.blanks.items():
        answer = fold(accepted[0])
        run = shared(stem, answer)
        if run != answer and len(run) >= 3 and len(run) >= 0.6 * len(answer):
            yield f"blanks.{number}", f"第 {number} 空的答案“{accepted[0]}”有一大半（“{run}”）就在题干里。请换一处挖空。"


@rule("blank-given-by-blank", ("cloze",), "blanks")
def blank_given_by_blank(item: Any) -> Iterator[Told]:
    """Two blanks with the same answer: who knows one knows the other."""
    first: dict[str, str] = {}
    for number, accepted in item.blanks.items():
        if (twin := first.setdefault(fold(accepted[0]), number)) != number:
            yield f"blanks.{number}", f"第 {twin} 空和第 {number} 空的答案相同。请换一处挖空。"


@rule("bad-blank", ("cloze",), "stem", "blanks")
def bad_blank(item: Any) -> Iterator[Told]:
    """Blanks that nobody can fill for sure: too long, side by side, or most of the sentence."""
    if re.search(r"\}[\s、]?\{", item.stem):
        yield "stem", "两个空紧挨着，中间没有文字，答案无法确定。请在中间留下几个字。"
    for number, accepted in item.blanks.items():
        if len(fold(accepted[0])) > LONGEST_BLANK:
            yield f"blanks.{number}", f"第 {number} 空的答案有 {len(fold(accepted[0]))} 字，太长。请只挖关键词。"


@rule("key-printed", EVERY, "stem")
def key_printed(item: Any) -> Iterator[Told]:
    """The key in the stem, as copies of printed papers have it."""
    if found := re.search(r"[（(]\s*(?:[A-H]{1,8}|√|×)\s*[)）]|(?:正确|参考)?答案\s*[:：]", item.stem):
        yield "stem", f"题干里印着答案“{found[0].strip()}”。请删去。"


@rule("letter-named", EVERY)
def letter_named(item: Any) -> Iterator[Told]:
    """Explanations that speak of an option by its letter, which another order of options makes wrong."""
    for path, text in texts(item):
        if path.startswith(("explanation", "distractors")) and (found := _LETTER.search(text)):
            yield path, f"{named(path)}用字母称呼选项（“{found[0].strip()}”）。选项次序会打乱，请说出内容。"


@rule("half-width", EVERY)
def half_width(item: Any) -> Iterator[Told]:
    """Half-width punctuation between Chinese characters in the course's own words."""
    for path, text in texts(item):
        if path.split(".")[0].split("[")[0] in _SHOWN and (found := _HALF_WIDTH.search(text)):
            near = text[max(0, found.start() - 4) : found.end() + 4]
            yield path, f"{named(path)}有半角标点：“{near}”。请改成全角。"


@rule("thin-explanation", EVERY, "explanation")
def thin_explanation(item: Any) -> Iterator[Told]:
    """An explanation too short to teach."""
    if len(fold(item.explanation)) < SHORTEST_EXPLANATION:
        yield "explanation", f"解析只有 {len(fold(item.explanation))} 字，没有讲出道理。请先说理由，再说出处。"


@rule("thin-note", ("single", "multiple", "judge"), "distractors")
def thin_note(item: Any) -> Iterator[Told]:
    """Notes on wrong options that say nothing, or say the same of two options."""
    first: dict[str, str] = {}
    for name, note in item.distractors.items():
        if len(fold(note)) < SHORTEST_NOTE:
            yield f"distractors.{name}", f"对错误选项 {name} 的说明太短。请写明它为什么像对的、错在哪里。"
        elif (twin := first.setdefault(fold(note), name)) != name:
            yield f"distractors.{name}", f"对错误选项 {twin} 和 {name} 的说明相同。请分别写明各自错在哪里。"
