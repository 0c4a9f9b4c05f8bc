"""Word's automatic numbering: the labels that a reader sees and the text does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from corpus.sources.numerals import numeral

LEVELS = 9
"""Word has nine levels of a list."""


@dataclass(frozen=True)
class Level:
    """One level of a list: how its label is made."""

    start: int
    style: str
    """Number format (``w:numFmt``)."""
    pattern: str
    """The label, with %1 to %9 for the counters."""
    restarts_after: int | None
    """Level (from 1) whose use sets this one back; 0 for never, None for any above it."""
    plain_digits: bool
    """Whether all counters of the label are written as Arabic digits."""
    paragraph_style: str | None
    """Style whose paragraphs stand on this level."""
    indented: bool | None
    """Whether its paragraphs' first lines are indented, None if it does not say."""


class Numbering:
    """The lists of one document, counting as its paragraphs go by."""

    def __init__(self, part: Element | None) -> None:
        """``part`` is the root of numbering.xml, None where the document has none."""
        root = part if part is not None else []
        self._abstract = {str(a.get(qn("w:abstractNumId"))): a for a in root if a.tag == qn("w:abstractNum")}
        self._styled = {value(a, "w:styleLink"): n for n, a in self._abstract.items() if value(a, "w:styleLink")}
        self._numbers = {str(n.get(qn("w:numId"))): n for n in root if n.tag == qn("w:num")}
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def level(self, number: str, level: int) -> Level | None:
        """The level (from 0) of the list numbered ``number``, None if there is no such."""
        return self._list(number)[1].get(level)

    def level_of_style(self, number: str, style: str) -> int:
        """The level (from 0) on which paragraphs of ``style`` stand; 0 if none is theirs."""
        levels = self._list(number)[1]
        return next((n for n, level in levels.items() if level.paragraph_style == style), 0)

    def label(self, number: str, level: int) -> str:
        """Count one paragraph on and return its label, '' for a bullet or an unknown list."""
        source, levels, overrides = self._list(number)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(source, {})
        if number not in self._begun:
            self._begun.add(number)
            # A list that says where it starts begins anew; any other goes on with its kin.
            for n in overrides:
                counts.pop(n, None)
        start = {n: overrides.get(n, one.start) for n, one in levels.items()}
        counts[level] = counts[level] + 1 if level in counts else start[level]
        for n in range(level + 1, LEVELS):
            after = levels[n].restarts_after if n in levels else None
            if after is None or 0 < after <= n and level < after:
                counts.pop(n, None)
        own = levels[level]
        if own.style == "bullet":
            return ""

        def counter(found: re.Match[str]) -> str:
            n = int(found[1]) - 1
            if n not in levels:
                return ""
            style = "decimal" if own.plain_digits and levels[n].style != "none" else levels[n].style
            return numeral(counts.setdefault(n, start[n]), style) if style != "bullet" else ""

        return re.sub(r"%([1-9])", counter, own.pattern)

    def _list(self, number: str) -> tuple[str, dict[int, Level], dict[int, int]]:
        """Counting identity, levels and start values set for the list ``number``."""
        if number not in self._lists:
            self._lists[number] = self._read(number)
        return self._lists[number]

    def _read(self, number: str) -> tuple[str, dict[int, Level], dict[int, int]]:
        found = self._numbers.get(number)
        source = value(found, "w:abstractNumId") if found is not None else None
        if found is None or source is None or source not in self._abstract:
            return "", {}, {}
        abstract = self._abstract[source]
        linked = self._styled.get(value(abstract, "w:numStyleLink"))
        levels = dict(_levels(self._abstract[linked] if linked else abstract))
        overrides: dict[int, int] = {}
        for override in found.iterchildren(qn("w:lvlOverride")):
            levels |= dict(_levels(override))
            start = value(override, "w:startOverride")
            if start is not None:
                overrides[_number(override.get(qn("w:ilvl")), 0)] = _number(start, 1)
        return source, levels, overrides


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for found in parent.iterchildren(qn("w:lvl")):
        hidden = found.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None
        restart = value(found, "w:lvlRestart")
        yield (
            _number(found.get(qn("w:ilvl")), 0),
            Level(
                start=_number(value(found, "w:start"), 0),
                style=value(found, "w:numFmt") or "decimal",
                pattern="" if hidden else value(found, "w:lvlText") or "",
                restarts_after=None if restart is None else _number(restart, 0),
                plain_digits=found.find(qn("w:isLgl")) is not None,
                paragraph_style=value(found, "w:pStyle"),
                indented=first_line(found.find(qn("w:pPr"))),
            ),
        )


def first_line(properties: Element | None) -> bool | None:
    """Whether paragraph ``properties`` (``w:pPr``) indent the first line; None if they do not say."""
    indent = properties.find(qn("w:ind")) if properties is not None else None
    if indent is None:
        return None
    said = [indent.get(qn(f"w:{name}")) for name in ("firstLineChars", "firstLine", "hangingChars", "hanging")]
    if all(one is None for one in said):
        return None
    return _number(said[0], 0) > 0 or _number(said[1], 0) > 0


def value(parent: Element, child: str) -> str | None:
    """``w:val`` of the first ``child`` of ``parent``, None if there is none."""
    found = parent.find(qn(child))
    return None if found is None else found.get(qn("w:val"))


def _number(text: str | None, otherwise: int) -> int:
    """A whole number from 0 up, ``otherwise`` where there is none or nonsense."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,6}", text) else otherwise
