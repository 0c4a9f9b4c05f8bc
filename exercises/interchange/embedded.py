"""Moodle's embedded answers: ``{1:SHORTANSWER:=甲~=乙}`` in the text of a question, for the blanks of a cloze item."""

from __future__ import annotations

import re
from typing import Any

from exercises.interchange import rich
from exercises.items.cloze import BLANK

_SPECIAL = re.compile(r"[\\}#~/\"]")
_ANSWER = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^}\\])*)\}", re.DOTALL)
_OPENING = re.compile(r"\{\d*:(?:[A-Z_]+):")
_TEXTUAL = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}


def stem(item: Any) -> str:
    """The stem of a cloze item as HTML with its answers in place of the blanks."""
    share = item.points // len(item.blanks) if item.points % len(item.blanks) == 0 else 1
    pieces = BLANK.split(item.stem)
    return "".join(
        _answers(share, item.blanks[piece]) if n % 2 and piece in item.blanks else rich.fragment("{%s}" % piece if n % 2 else piece)
        for n, piece in enumerate(pieces)
    )


def _answers(share: int, accepted: list[str]) -> str:
    told = "~".join("=" + _SPECIAL.sub(lambda found: "\\" + found[0], text) for text in accepted)
    return rich.fragment("{%d:SHORTANSWER:%s}" % (share, told))


def taken_apart(text: str) -> tuple[str, dict[str, list[str]], list[str]]:
    """Stem, accepted answers by blank, and what could not be kept, of a text with embedded answers."""
    blanks: dict[str, list[str]] = {}
    notes: list[str] = []

    def blank(found: re.Match[str]) -> str:
        number = str(len(blanks) + 1)
        blanks[number] = _accepted(found[3], number, notes)
        if found[2] not in _TEXTUAL:
            notes.append(f"第 {number} 空原是“{found[2]}”，只收了正确的答案。")
        return f"{{{number}}}"

    stem = _ANSWER.sub(blank, text)
    if _OPENING.search(stem):
        notes.append("有一处内嵌的答案写法不完整，照文字留在题干里。")
    return stem, blanks, notes


def _accepted(told: str, number: str, notes: list[str]) -> list[str]:
    right = []
    for alternative in re.split(r"(?<!\\)~", told.replace("\\\\", "\x1e")):
        alternative = re.split(r"(?<!\\)#", alternative, maxsplit=1)[0]
        full = re.match(r"(?:=|%100%)", alternative)
        words = re.sub(r"\\(.)", r"\1", alternative[full.end() :] if full else alternative, flags=re.DOTALL).replace("\x1e", "\\").strip()
        if full and words:
            right.append(words)
        elif words:
            notes.append(f"第 {number} 空的“{words[:40]}”不是满分答案，没有导入。")
    return right
