"""Imported drafts put where drafts wait to be judged: with the speech that their evidence cites first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import ValidationError

from corpus import store
from corpus.errors import CorpusError
from exercises.draft.draw import Draft as Drawn
from exercises.draft.pool import Pool
from exercises.interchange.intake import Draft
from exercises.items import TYPES

FAMILY = "import"
"""What stands in place of a family of drafts for items that were not drawn but imported."""


def shelve(drafts: Iterable[Draft], source: str, pool: Pool, now: datetime) -> tuple[dict[str, int], list[Draft]]:
    """Put every draft that has all its fields into the pool.

    Returns how many went to which speech, and the drafts that did not: they lack
    fields, cite no speech that is here, or ask in the words of an item that the pool
    has. Raises CorpusError when the pool cannot be read or written.
    """
    by_speech: dict[str, list[Drawn]] = {}
    listed = list(drafts)
    for one in listed:
        if drawn := _drawn(one, source):
            by_speech.setdefault(drawn.item.evidence[0].cite.partition("¶")[0], []).append(drawn)
    placed: set[str] = set()
    counts = {}
    for slug, own in by_speech.items():
        if not _known(slug):
            continue
        before = {item.id for item in pool.shelf(slug).drafts}
        counts[slug] = pool.add(slug, own, now)
        placed |= {item.id for item in pool.shelf(slug).drafts} - before
    return {slug: count for slug, count in counts.items() if count}, [one for one in listed if one.data["id"] not in placed]


def _drawn(draft: Draft, source: str) -> Drawn | None:
    kind = TYPES.get(str(draft.data.get("type")))
    try:
        item = kind.Model.model_validate(draft.data) if kind else None
    except ValidationError:
        return None
    return Drawn(item, FAMILY, f"从 {source} {draft.place}导入。", 0.0) if item else None


def _known(slug: str) -> bool:
    try:
        store.speech(slug)
    except CorpusError:
        return False
    return True
