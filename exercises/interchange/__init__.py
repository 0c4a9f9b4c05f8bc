"""Banks in and out of other formats: one module a format, each with `write` and `read`.

Whatever comes in is a draft; what a format cannot hold, and what could not be taken
in, is said and never dropped silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exercises.interchange import excel, gift, jsonbank, moodle, qti
from exercises.interchange.clean import cleaned
from exercises.interchange.model import Format, Found, InterchangeError, Reading, Remark, Unread, Written
from exercises.items import Item

__all__ = ["FORMATS", "Found", "InterchangeError", "Reading", "Remark", "Unread", "Written", "told_by", "write"]

FORMATS: dict[str, Format] = {"excel": excel, "json": jsonbank, "moodle": moodle, "gift": gift, "qti": qti}

_SUFFIXES = {".xlsx": "excel", ".xlsm": "excel", ".xls": "excel", ".csv": "excel", ".tsv": "excel", ".json": "json"}
_SUFFIXES |= {".gift": "gift", ".txt": "gift", ".zip": "qti"}


def told_by(path: Path, start: bytes = b"") -> str | None:
    """The format that a file's name, and for .xml its first bytes, tell."""
    suffix = path.suffix.lower()
    if suffix == ".xml":
        return "qti" if b"assessmentItem" in start else "moodle"
    return _SUFFIXES.get(suffix)


def write(name: str, items: Sequence[Item]) -> Written:
    """The items in the format of that name, with everything it does not hold."""
    sound, remarks = cleaned(items)
    written = FORMATS[name].write(sound)
    return Written(written.data, (*remarks, *written.remarks), written.left_out)
