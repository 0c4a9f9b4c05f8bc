"""Ids that say one thing while the fields say another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exercises.lint.model import EVERY, Told, rule

_ID = re.compile(r"l([0-9]{2})-([pe])[0-9]+")
_POOLS = {"p": "practice", "e": "exam"}


@rule("id-at-odds", EVERY, "lesson", "pool")
def id_at_odds(item: Any) -> Iterator[Told]:
    """An id of the course's own pattern (l05-e3: lesson 5, exam pool) that names another lesson or pool."""
    if found := _ID.fullmatch(item.id):
        if int(found[1]) != item.lesson:
            yield "lesson", f"编号 {item.id} 说的是第 {int(found[1])} 课，课次写的是 {item.lesson}。请改成一致。"
        if _POOLS[found[2]] != item.pool:
            yield "pool", f"编号 {item.id} 说的是 {_POOLS[found[2]]} 题池，题池写的是 {item.pool}。请改成一致。"
