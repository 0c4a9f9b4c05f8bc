"""Stretches of a text: joining them, and finding those that stand in another text."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
"""From the first character to the one after the last."""


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same places in order, none touching another."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def covered(text: str, known: frozenset[str], length: int) -> list[bool]:
    """For each character of ``text``, whether it lies in a run of ``length`` characters that is among ``known``."""
    inside = [False] * len(text)
    end = 0
    for start in range(len(text) - length + 1):
        if text[start : start + length] in known:
            for place in range(max(start, end), start + length):
                inside[place] = True
            end = start + length
    return inside


def runs(text: str, length: int) -> frozenset[str]:
    """Every run of ``length`` characters in ``text``."""
    return frozenset(text[start : start + length] for start in range(len(text) - length + 1))
