"""Which items may not meet on one paper."""

from __future__ import annotations

from collections.abc import Sequence

from exercises.items import Item
from exercises.lint import check_form


def pairs(items: Sequence[Item]) -> frozenset[frozenset[str]]:
    """Pairs of ids of which one tells the other's answer, or asks nearly the same (`exercises.lint.check_form`)."""
    return frozenset(frozenset((finding.item, finding.other)) for finding in check_form(items) if finding.other)
