"""Cues by which an option can be told right or wrong without knowing the answer.

The rules follow the usual guidelines for writing choice items (Haladyna, Downing and
Rodriguez 2002): options alike in length and form, no word of the stem in the right
option alone, no absolute words that mark the wrong ones, none of “all of the above”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exercises.folding import fold
from exercises.items.markup import plain
from exercises.lint.content import right_options, shared, wrong_options
from exercises.lint.model import CHOICE, Told, rule

ABSOLUTE = re.compile(r"一律|必须|只能|只要|只有|只是|只准|所有|全部|一定|任何|从不|从来|永远|完全|唯一|凡是|一切|总是|无论|绝对|绝不|决不|丝毫|无需|不必|根本不")
HEDGE = re.compile(r"一般|通常|主要|往往|可以|可能|原则上|适当|有时|大多|基本上|相对|尽量|视情况|根据情况")
_MARKS = re.compile(r"[，；。]")
_NONE = re.compile(
    r"^(?:[两三四五几]|这[两三四五几])?[者项条个种类点句].{0,4}(?:都|均|全)(?:没有|没|不|未|是|对|有|触及|属于|符合)"
    r"|^(?:都|均|全)(?:没有|没|不|未)|^没有(?:正确|合适|一[项个句])|^无法(?:判断|确定)|^说不清|^不确定$"
)
_TOLD_OFTEN = frozenset(("巡察组", "被巡察", "党组织", "巡察工", "察工作", "巡察党", "察党组"))


def _length(text: str) -> int:
    return len(fold(text))


@rule("longest-key", CHOICE, "options", "key")
def longest_key(item: Any) -> Iterator[Told]:
    """Every right option clearly longer, or clearly shorter, than every wrong one."""
    right, wrong = [_length(t) for t in right_options(item)], [_length(t) for t in wrong_options(item).values()]
    if not right or not wrong:
        return
    if min(right) >= max(wrong) + 3 and min(right) >= 1.2 * max(wrong):
        yield "options", f"正确选项（{min(right)} 字）比每个错误选项都长（最长 {max(wrong)} 字），会提示答案。请把长短写得接近。"
    if max(right) <= min(wrong) - 3 and 1.4 * max(right) <= min(wrong):
        yield "options", f"正确选项（{max(right)} 字）比每个错误选项都短（最短 {min(wrong)} 字），会提示答案。请把长短写得接近。"


@rule("unlike-length", ("single",), "options")
def unlike_length(item: Any) -> Iterator[Told]:
    """Options of very different length."""
    lengths = {name: _length(text) for name, text in item.options.items()}
    shortest, longest = min(lengths.values()), max(lengths.values())
    if longest > 2 * shortest and longest - shortest > 6:
        yield "options", f"选项长短悬殊（最短 {shortest} 字，最长 {longest} 字）。请把各选项写得长短相近。"


@rule("stem-word-in-key", CHOICE, "options", "key", "stem")
def stem_word_in_key(item: Any) -> Iterator[Told]:
    """Words of the stem that come back in the right option and in no wrong one."""
    stem = fold(plain(item.stem))
    wrong = [fold(text) for text in wrong_options(item).values()]
    right = [fold(text) for text in right_options(item)]
    if len(right) > 1 and any(_echo(stem, text) for text in wrong):
        return
    echoes = [_echo(stem, text) for text in right]
    if all(echoes) and not any(echo in text for echo in echoes for text in wrong):
        told = "、".join(f"“{echo}”" for echo in dict.fromkeys(echoes))
        yield "options", f"题干里的{told}只在正确选项里重复，会提示答案。请换一种说法，或让错误选项也用上。"


def _echo(stem: str, option: str) -> str:
    """The longest run of at least three characters, not one that the whole course uses."""
    run = shared(stem, option)
    return run if len(run) >= 3 and run[:3] not in _TOLD_OFTEN else ""


@rule("absolute-words", CHOICE, "options", "key")
def absolute_words(item: Any) -> Iterator[Told]:
    """Absolute words in wrong options only."""
    wrong = {name: found[0] for name, text in wrong_options(item).items() if (found := ABSOLUTE.search(text))}
    if len(wrong) >= 2 and not any(ABSOLUTE.search(text) for text in right_options(item)):
        words = "、".join(f"{name} 的“{word}”" for name, word in wrong.items())
        yield "options", f"只有错误选项用了绝对的词（{words}），会提示答案。请去掉，或让正确选项也这样说。"


@rule("hedged-key", CHOICE, "options", "key")
def hedged_key(item: Any) -> Iterator[Told]:
    """A qualifying word in the right options only."""
    right = right_options(item)
    if right and all(map(HEDGE.search, right)) and not any(map(HEDGE.search, wrong_options(item).values())):
        word = HEDGE.search(right[0])
        yield "options", f"只有正确选项留有余地（“{word[0] if word else ''}”），会提示答案。请去掉，或让错误选项也这样说。"


@rule("unlike-form", CHOICE, "options", "key")
def unlike_form(item: Any) -> Iterator[Told]:
    """One option typed unlike all others, or the right ones told by a mark of their own."""
    for what, has in _TYPED.items():
        with_it = {name for name, text in item.options.items() if has(text.strip())}
        for odd, how in ((with_it, what), (set(item.options) - with_it, f"不{what}")):
            if len(odd) == 1 and len(item.options) > 2:
                yield f"options.{min(odd)}", f"只有选项 {min(odd)} {how}，会显得突出。请把各选项写成同一种形式。"
    for what, has in _MARKED.items():
        with_it = {name for name, text in item.options.items() if has(text.strip())}
        right = set(item.options) & set(item.key)
        for odd, how in ((with_it, f"有{what}"), (set(item.options) - with_it, f"没有{what}")):
            if odd == right and len(item.options) > 2:
                yield "options", f"只有正确选项（{'、'.join(sorted(odd))}）{how}，会提示答案。请让错误选项也这样写。"


_TYPED = {
    "以句号结尾": lambda text: text.endswith(("。", "；")),
    "整个加引号": lambda text: text.startswith(("“", "《")) and text.endswith(("”", "》")),
}
_MARKED = {
    "逗号": lambda text: bool(_MARKS.search(text)),
    "括号": lambda text: "（" in text,
    "数字": lambda text: bool(re.search(r"[0-9]", text)),
}


@rule("none-of-these", CHOICE, "options")
def none_of_these(item: Any) -> Iterator[Told]:
    """“None of the three” and its like, which ask about the other options."""
    for name, text in item.options.items():
        if _NONE.search(text.strip()):
            yield f"options.{name}", f"选项 {name}（“{text}”）是“以上都不对”一类的选项。请改成独立的内容。"
