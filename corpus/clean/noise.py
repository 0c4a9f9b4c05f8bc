"""The table of noise finders, in the order in which they run.

A finder gets the lines as the finders before it have left them, and answers which
characters of which lines to take out and why; nothing here changes a character
that stays. To know a new kind of noise, write a finder and put it into the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from corpus.clean import (
    adverts,
    chunks,
    front,
    leads,
    marks,
    pages,
    paywall,
    site,
    tail,
)
from corpus.clean.adverts import notices
from corpus.clean.lines import Found, Line

__all__ = ["FINDERS", "Finder", "notices"]

Finder = Callable[[Sequence[Line]], Iterable[Found]]


def _advert_groups(lines: Sequence[Line]) -> Iterator[Found]:
    return adverts.groups(lines, front.find(lines).first)


def _above_title(lines: Sequence[Line]) -> Iterator[Found]:
    return front.above_title(lines, front.find(lines))


def _between(lines: Sequence[Line]) -> Iterator[Found]:
    return front.between(lines, front.find(lines))


FINDERS: tuple[Finder, ...] = (
    marks.stray,
    pages.numbers,
    pages.running_heads,
    pages.watermarks,
    site.crumbs,
    site.fields,
    leads.file_names,
    paywall.gaps,
    adverts.everywhere,
    adverts.site_names,
    site.links,
    chunks.chunk_numbers,
    leads.doubled,
    _advert_groups,
    leads.titles,
    _above_title,
    _between,
    tail.imprint,
    tail.below,
    tail.link_lists,
    marks.blanks,
)
