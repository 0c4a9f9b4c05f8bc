"""What passes between a bank and a file of another format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from exercises.items import Item


class InterchangeError(ValueError):
    """The file cannot be read or written as a whole; the message is Chinese and says what to do."""


@dataclass(frozen=True)
class Remark:
    """Something to be told about one place of a file, such as 第 5 行“分值”, or about one item."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message


@dataclass(frozen=True)
class Written:
    """A file's content, and everything of the items that it does not hold."""

    data: bytes
    remarks: tuple[Remark, ...] = ()
    left_out: tuple[str, ...] = ()
    """Ids of the items that are not in the file; a remark says of each why."""


@dataclass(frozen=True)
class Found:
    """One item as a file tells it: fields as in the bank's YAML, as many as there are, none judged yet."""

    place: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Unread:
    """Something in a file of which no item could be made, with its words."""

    place: str
    reason: str
    content: str


@dataclass
class Reading:
    """All that was found in a file."""

    found: list[Found] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, place: str, message: str) -> None:
        """Add one thing to be told."""
        self.remarks.append(Remark(place, message))


class Format(Protocol):
    """The verbs of a format; each is a module that has them."""

    LABEL: str
    """The format's name for people."""
    SUFFIX: str
    """How its files end."""

    def write(self, items: Sequence[Item]) -> Written:
        """The items as a file, keys and all."""

    def read(self, data: bytes) -> Reading:
        """What a file holds. Raises InterchangeError when it is no such file."""
