"""What the learner did, as rows of the record."""

from __future__ import annotations

import json
from typing import Any

from course.record import moments
from course.record.model import Attempt
from course.record.rows import AttemptRow, ItemRow
from exercises.items import Item


def item_row(subject: str, item: Item, source: str, stamp: int) -> ItemRow:
    """An item from a class. Raises ValueError."""
    return ItemRow(subject=subject, item=json_text(item.model_dump()), source=source, changed=stamp)


def attempt_row(done: Attempt) -> AttemptRow:
    """An answer that has its moment, day and uid. Raises ValueError."""
    assert done.moment is not None
    return AttemptRow(
        uid=done.uid,
        moment=moments.stamp(done.moment),
        day=str(done.day),
        subject=done.subject,
        kind=done.kind,
        lesson=done.lesson,
        concept=done.concept,
        response=json_text(done.response),
        verdict=done.verdict,
        share=None if done.share is None else float(done.share),
        place=done.place,
    )


def json_text(value: Any) -> str:
    """A value as the record keeps it. Raises ValueError."""
    return storable(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def storable(text: str) -> str:
    """The text without half characters, which a browser may send and no file can hold."""
    return text.encode(errors="replace").decode()
