"""What came: files that may be papers, and files that cannot be, with what all of them together may cost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from grader.bulk.reading import MAX_BYTES
from grader.names import printable

MAX_ENTRIES = 20_000
"""Most files and folders looked at in one collecting, those inside archives included."""
MAX_PAPERS = 3_000
"""Most papers taken in at once."""
MAX_ALL_BYTES = 800 * 1024 * 1024
"""Most bytes read at once, unpacked."""
MAX_DEPTH = 8
"""Folders inside each other."""
TOO_LARGE = f"超过 {MAX_BYTES // 1024 // 1024} MB，不像一份答卷，没有收。请学员清除图片和运行结果后重新交"

_PAPER = re.compile(r"\.ipynb(\.txt|\.json)?$", re.IGNORECASE)
_PACKED = re.compile(r"\.(rar|7z|tar|gz|tgz|bz2|xz|iso|cab)$", re.IGNORECASE)
_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information"})


@dataclass(frozen=True)
class Arrival:
    """A file that may be a paper, as it came."""

    parts: tuple[str, ...]
    """Names from the place that was picked down to the file; an archive counts as a folder."""
    raw: bytes
    modified: datetime | None = None
    """What its folder or archive says of its age, naive UTC."""
    packed: bool = False
    """Whether that is the word of an archive."""


@dataclass(frozen=True)
class Refused:
    """A file that was not taken in."""

    where: str
    why: str
    """Chinese, without a full stop."""


@dataclass
class Budget:
    """How much may still be read in this collecting."""

    entries: int = MAX_ENTRIES
    papers: int = MAX_PAPERS
    size: int = MAX_ALL_BYTES
    system: int = 0
    """Files of systems and programs (~$x, ._x, .DS_Store) that were passed over."""
    spent: str = ""
    """Why nothing more is read (Chinese), once that is so."""
    refusals: list[Refused] = field(default_factory=list)

    def entry(self) -> bool:
        """Count one file or folder; False once there are too many."""
        self.entries -= 1
        if self.entries < 0 and not self.spent:
            self.spent = f"文件和文件夹超过 {MAX_ENTRIES} 个，其余没有看。请只选放答卷的文件夹"
        return not self.spent

    def take(self, size: int) -> bool:
        """Count the bytes of one paper or archive; False once there are too many."""
        self.size -= size
        if self.size < 0 and not self.spent:
            self.spent = f"内容合计超过 {MAX_ALL_BYTES // 1024 // 1024} MB，其余没有读。请分几次收"
        return not self.spent

    def paper(self) -> bool:
        """Count one paper; False once there are too many."""
        self.papers -= 1
        if self.papers < 0 and not self.spent:
            self.spent = f"答卷超过 {MAX_PAPERS} 份，其余没有收。请分几次收"
        return not self.spent

    def refuse(self, parts: tuple[str, ...], why: str) -> None:
        """Note that a file was not taken in."""
        self.refusals.append(Refused(shown(parts), why))


def shown(parts: tuple[str, ...]) -> str:
    """Where a file came from, as it may be printed."""
    return "／".join(printable(part) for part in parts)


def is_system(name: str) -> bool:
    """True for what systems and office programs leave beside people's files."""
    return name.startswith((".", "~$")) or name.casefold() in _SYSTEM


def kind(name: str) -> str:
    """``paper`` or ``zip`` by the file's name; otherwise why it is not taken in (Chinese)."""
    if _PAPER.search(name):
        return "paper"
    if name.casefold().endswith(".zip"):
        return "zip"
    if _PACKED.search(name):
        return "这种压缩包读不了，没有收。请先解压，再选解压出的文件夹"
    return "不是答卷文件（.ipynb），没有收"
