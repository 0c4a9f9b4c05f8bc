"""The time a paper was handed in, read from its ``timestamp.txt`` as nbgrader reads it."""

from __future__ import annotations

import re
from datetime import datetime

import dateutil.parser
import dateutil.tz

_USUAL = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?) UTC")
MAX_BYTES = 200


def parse(raw: bytes) -> datetime | None:
    """The moment, naive UTC; None for an empty file.

    The same as ``nbgrader.utils.parse_utc``, which takes a second to import.

    Raises:
        ValueError: it is no time.
    """
    if len(raw) > MAX_BYTES:
        raise ValueError("too long")
    text = raw.decode("utf-8-sig").strip()
    if not text:
        return None
    if usual := _USUAL.fullmatch(text):
        return datetime.fromisoformat(_six_digits(usual[1]))
    try:
        moment = _any(text)
        return moment if moment.tzinfo is None else (moment - moment.utcoffset()).replace(tzinfo=None)  # type: ignore[operator]
    except (OverflowError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _any(text: str) -> datetime:
    parts = text.split(" ")
    if len(parts) != 3:
        return dateutil.parser.parse(text)
    zone = int(parts[2]) if re.fullmatch(r"[+-]?\d+", parts[2]) else dateutil.tz.gettz(parts[2])
    return dateutil.parser.parse(" ".join([*parts[:2], "TZ"]), tzinfos={"TZ": zone})


def _six_digits(text: str) -> str:
    whole, dot, fraction = text.partition(".")
    return f"{whole}.{fraction:0<6}" if dot else whole
