"""What the types with lettered options share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from exercises.items.base import ResponseError
from exercises.items.checks import consecutive, distinct, reads
from exercises.items.markup import markdown

LETTERS = "ABCDEFGH"


def listed(options: Mapping[str, str]) -> list[dict[str, str]]:
    """Options as a form wants them."""
    return [{"id": name, "text": text} for name, text in options.items()]


def lines(options: Mapping[str, str]) -> list[str]:
    """Options as Markdown paragraphs."""
    return [f"{name}. {markdown(text)}" for name, text in options.items()]


def named(options: Mapping[str, str], name: str) -> str:
    """An option as people are told it: “B. 政治监督”."""
    return f"{name}. {options[name]}"


def letters(value: object, ids: Collection[str]) -> list[str]:
    """The option letters that ``value`` names, in its order.

    A text may hold several letters with or without marks between them (“A、C”, “ac”);
    a list, tuple or set holds one letter in each text. Raises ResponseError.
    """
    if isinstance(value, str):
        return _letters(value, ids)
    if isinstance(value, list | tuple | set | frozenset):
        found = []
        for part in value:
            one = _letters(part, ids) if isinstance(part, str) else []
            if len(one) != 1:
                raise ResponseError(f"“{part}”不是一个选项字母。")
            found += one
        if found:
            return found
    raise ResponseError(f"“{value}”不是选项字母。")


def _letters(text: str, ids: Collection[str]) -> list[str]:
    found = []
    for c in unicodedata.normalize("NFKC", text).upper():
        if c in ids:
            found.append(c)
        elif unicodedata.category(c)[0] not in "PSZ":
            raise ResponseError(f"“{text.strip()[:20]}”不是选项字母。可选的字母：{'、'.join(ids)}。")
    if not found:
        raise ResponseError(f"“{text.strip()[:20]}”里没有选项字母。")
    return found


def repeated(names: list[str]) -> Iterator[str]:
    """Names that stand in the list more than once, each once."""
    yield from dict.fromkeys(name for name in names if names.count(name) > 1)


_ALL_OR_NONE = re.compile(
    r"^(?:以上|上述|前述|上面|前面).{0,8}(?:都|均|皆|全)|^(?:都|均|皆|全)(?:部|不)?(?:对|是|正确|错误?|不对|不是)[。.]?$"
    r"|[A-H]\s*[、,，和与及]\s*[A-H].{0,6}(?:都|均|皆|全)"
)


@reads("options")
def sound_options(item: Any) -> Iterator[str]:
    """Letters from A without a gap, no two options alike, none about the other options."""
    yield from consecutive(item.options, LETTERS, "选项")
    yield from distinct(item.options, "选项")
    for name, text in item.options.items():
        if _ALL_OR_NONE.search(text):
            yield f"选项 {name}（“{text}”）是“以上都对”一类的选项。请改成独立的内容。"


def wrong_noted(distractors: Collection[str], wrong: Collection[str]) -> Iterator[str]:
    """One distractor note for every wrong option, and for no other."""
    if missing := [name for name in wrong if name not in distractors]:
        yield f"缺少干扰项说明：{'、'.join(missing)}。"
    if surplus := [name for name in distractors if name not in wrong]:
        yield f"干扰项说明多出了 {'、'.join(surplus)}，那不是错误选项。"


def longest_cue(right: Collection[str], wrong: Collection[str]) -> Iterator[str]:
    """A right option much longer than every wrong one gives itself away."""
    if right and wrong:
        shortest, longest = min(map(len, right)), max(map(len, wrong))
        if shortest > 1.6 * longest and shortest - longest >= 8:
            yield f"正确选项（{shortest} 字）明显长于所有干扰项（最长 {longest} 字），会提示答案。请把长短写得接近。"
