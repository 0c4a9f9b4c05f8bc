"""Short names in letters and digits for speeches whose files have Chinese names."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePath

from corpus.model import Speech
from corpus.proposals import LEVELS

UNKNOWN_LEVEL = "bendi"
"""本地: stands where the text does not show whose inspection it is."""
_MOST_LETTERS = 40
_WORD = re.compile(r"[a-z]+|[0-9]+")
# Words that say what kind of file it is or that it was copied, not which speech.
_GENERIC = frozenset("doc docx pdf txt html htm new copy final file download untitled document text paste word wps index tmp temp".split())
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_CHINESE_YEAR = re.compile("二[〇○零]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}


def propose(speech: Speech, file_name: str, taken: Collection[str]) -> str:
    """A free slug that a person can read: the file's own Latin name, else level, year and a counter.

    ``xianwei-2025-01`` is the first speech of 县委 from 2025; the year is left out
    where neither title, date nor file name gives one.
    """
    own = _latin(file_name)
    if own:
        return own if own not in taken else _counted(own, taken)
    level = next((slug for word, slug in LEVELS if word in speech.meta.level), UNKNOWN_LEVEL)
    year = _year(speech.meta.title or "", speech.meta.date.said, file_name)
    return _counted(f"{level}-{year}" if year else level, taken)


def _latin(file_name: str) -> str:
    """The name without suffix when it is a readable Latin one (``Shiwei_2023.docx``), else ''."""
    stem = PurePath(file_name).stem.lower()
    if not stem.isascii():
        return ""
    words = _WORD.findall(stem)
    letters = [w for w in words if w.isalpha() and w not in _GENERIC and len(w) > 1]
    # Names that machines give (e28f40a2e7b37eb7) change between letters and digits all the time.
    changes = len(re.findall(r"[a-z][0-9]|[0-9][a-z]", stem))
    if not letters or changes > 2:
        return ""
    return "-".join(words)[:_MOST_LETTERS].strip("-")


def _year(*sources: str) -> str:
    for text in sources:
        found = _YEAR.search(text)
        if found:
            return found[1]
        chinese = _CHINESE_YEAR.search(text)
        if chinese:
            return f"20{_DIGITS[chinese[1]]}{_DIGITS[chinese[2]]}"
    return ""


def _counted(name: str, taken: Collection[str]) -> str:
    count = 1
    while f"{name}-{count:02d}" in taken:
        count += 1
    return f"{name}-{count:02d}"
