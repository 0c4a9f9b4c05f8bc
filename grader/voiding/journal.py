"""The record of orders: who did what to which item, when, why, and what came of it. Lines are only ever added.

An order is one line, written just before the gradebook is; a second line says that all of
it is done, or that it was not done after all. An order without the second line was
interrupted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Literal

from corpus.oserror import said
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.voiding.amend import Act

FOLDER = "作废与更正"
"""In the class's folder: the record, and what stood there before each order."""
FILE = "记录.jsonl"

State = Literal["open", "done", "undone"]


@dataclass(frozen=True)
class Entry:
    """One order in the record."""

    id: str
    at: str
    """When, ISO 8601 in UTC."""
    quiz: str
    number: int
    item: str
    """The item's id."""
    act: Act
    who: str
    why: str
    key_before: str
    key_after: str
    was: str
    """The source of the item's check cell before."""
    now: str
    """The same after."""
    backup: str
    """The folder with what stood there before, below the class's folder."""
    effect: Mapping[str, Any] = field(default_factory=dict)
    manual: Mapping[str, tuple[float, bool]] = field(default_factory=dict)
    """A person's marks set aside by declaring the item void, and whether they waited for another look."""
    auto: Mapping[str, tuple[float | None, bool]] = field(default_factory=dict)
    """The computer's marks of papers that could not be read again."""
    state: State = "open"

    @property
    def moment(self) -> datetime:
        """When, naive UTC."""
        return datetime.fromisoformat(self.at).astimezone(timezone.utc).replace(tzinfo=None)


def path(room: Classroom) -> Path:
    """The record's file."""
    return room.folder / FOLDER / FILE


def entries(room: Classroom, quiz: str | None = None) -> list[Entry]:
    """All orders, the oldest first. Raises GraderError when the record cannot be read."""
    try:
        raw = path(room).read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise GraderError(f"读不了 {path(room)}：{said(error)}。请核对文件和权限。") from error
    found: dict[str, Entry] = {}
    for line in raw.decode("utf-8", "replace").split("\n"):
        try:
            about = json.loads(line)
            if about["line"] == "order":
                fields = {name: value for name, value in about.items() if name != "line"}
                pairs = {name: {who: tuple(two) for who, two in fields[name].items()} for name in ("manual", "auto")}
                found[about["id"]] = Entry(**fields | pairs)
            else:
                found[about["id"]] = replace(found[about["id"]], state=about["line"])
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # the end of a line that a crash cut off
    return [entry for entry in found.values() if quiz in (None, entry.quiz)]


def order(room: Classroom, entry: Entry) -> None:
    """Write the order down. Raises GraderError."""
    about = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if name != "state"}
    _add(room, {"line": "order", **about})


def end(room: Classroom, id: str, state: State) -> None:
    """Write down how an order ended. Raises GraderError."""
    _add(room, {"line": state, "id": id, "at": datetime.now(timezone.utc).isoformat(timespec="seconds")})


def _add(room: Classroom, about: Mapping[str, Any]) -> None:
    file = path(room)
    line = json.dumps(about, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab+") as out:
            if out.tell():
                out.seek(-1, os.SEEK_END)
                if out.read(1) != b"\n":
                    line = b"\n" + line
            out.write(line)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise GraderError(f"无法写入记录 {file}：{said(error)}。请核对磁盘空间和权限后重试。") from error
