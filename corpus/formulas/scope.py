"""What a mention governs: its sentence, its block, the section of its heading, the points that follow it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from corpus.formulas.model import Place
from corpus.formulas.numerals import value
from corpus.model import Block, Section, Speech

_NUMERAL = re.compile(r"[一二三四五六七八九十]+|[0-9０-９]+")


@dataclass(frozen=True)
class Outline:
    """A speech with its sections looked up once."""

    speech: Speech

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return self.speech.sections

    @cached_property
    def _headed(self) -> dict[int, int]:
        return {section.first: i for i, section in enumerate(self.sections)}

    def in_heading(self, place: Place) -> bool:
        """Whether the place lies in the heading of its block."""
        heading = self.speech.block(place.n).heading
        return heading is not None and place.end <= len(heading.text)

    def section_at(self, n: int) -> Section | None:
        """The section whose heading opens block ``n``."""
        i = self._headed.get(n)
        return None if i is None else self.sections[i]

    def points_after(self, n: int) -> list[Section]:
        """The numbered points that block ``n`` leads up to: those one level down that begin right after it.

        Empty when the next block opens no point, or one no deeper than block ``n`` itself.
        """
        first = self.section_at(n + 1)
        if first is None:
            return []
        own = self.speech.block(n).heading
        level = first.heading.level
        if own is not None and level <= own.level:
            return []
        return self._siblings(first)

    def points_of(self, section: Section) -> list[Section]:
        """The points one level below ``section``, in order."""
        i = self._headed[section.first] + 1
        if i >= len(self.sections) or self.sections[i].heading.level <= section.heading.level:
            return []
        return self._siblings(self.sections[i])

    def _siblings(self, first: Section) -> list[Section]:
        """``first`` and the points of its level that count on from it; a count that begins anew is another list."""
        found: list[Section] = []
        for section in self.sections[self._headed[first.first] :]:
            if section.heading.level < first.heading.level:
                break
            if section.heading.level == first.heading.level:
                if found and _number(section) <= _number(found[-1]):
                    break
                found.append(section)
        return found

    def blocks(self, section: Section) -> tuple[Block, ...]:
        """The blocks of ``section``, its heading's block first."""
        return self.speech.blocks[section.first - 1 : section.last]


def _number(section: Section) -> int:
    """The number in a heading's label (二要 → 2, （三） → 3), 0 if it has none."""
    found = _NUMERAL.search(section.heading.label)
    return (value(unicodedata.normalize("NFKC", found[0])) or 0) if found else 0
