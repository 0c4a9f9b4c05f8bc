"""Bounds on what a stranger's file may cost: bytes, characters, pages, depth, seconds."""

from __future__ import annotations

import lzma
import struct
import zlib
from io import BytesIO
from time import monotonic
from zipfile import BadZipFile, ZipFile

from corpus.errors import BadSource

MAX_BYTES = 20_000_000
"""Largest file that is read."""
MAX_CHARACTERS = 1_000_000
"""Longest text taken out of a docx, pdf or html file; a speech has some thousands."""
MAX_SECONDS = 20.0
"""Longest time one file may take; a speech takes less than two seconds."""
MAX_DEPTH = 5_000
"""Deepest nesting of elements in a web page; browsers give up earlier."""
MAX_ENTRIES = 5_000
"""Most files in a docx."""
MAX_UNPACKED = 200_000_000
"""Most bytes that all files of a docx may have together."""
MAX_RATIO = 100
"""How many times its own size a large docx may unpack to."""
MAX_PAGES = 500
"""Most pages of a PDF."""


class Deadline:
    """The moment until which one file may be read."""

    def __init__(self, name: str, seconds: float | None = None) -> None:
        self._name = name
        self._end = monotonic() + (MAX_SECONDS if seconds is None else seconds)

    def check(self) -> None:
        """Raises BadSource once the time is up."""
        if monotonic() > self._end:
            raise BadSource(f"{self._name} 结构异常，{MAX_SECONDS:.0f} 秒内没有读完，没有导入。请把正文另存为 UTF-8 编码的 txt 再试。")


def check_length(characters: int, name: str) -> None:
    """Raises BadSource when a text of so many ``characters`` is no speech."""
    if characters > MAX_CHARACTERS:
        raise BadSource(f"{name} 的文字超过 {MAX_CHARACTERS // 10_000} 万字，不像一篇讲话稿，没有导入。请只保留讲话正文后再试。")


def open_zip(data: bytes, name: str) -> ZipFile:
    """The zip archive ``data``, its directory inspected before anything is unpacked.

    Raises BadSource when it is damaged, locked, or would unpack to far more than it is.
    """
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        raise BadSource(f"{name} 已损坏（可能没有下载完整），没有导入。请重新取得该文件后再试。") from None
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    swells = unpacked > MAX_BYTES and unpacked > MAX_RATIO * len(data)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or swells:
        raise BadSource(f"{name} 解压后异常庞大（疑似压缩炸弹），没有导入。请确认文件来源，只取讲话正文后再试。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadSource(f"{name} 设有密码，没有导入。请取消密码后再试。")
    return archive


def unpack(archive: ZipFile, part: str, name: str) -> bytes | None:
    """The bytes of one ``part`` of an archive from ``open_zip``, None if it has no such part.

    No more is unpacked than the directory says. Raises BadSource when the part is damaged or too large.
    """
    try:
        if archive.getinfo(part).file_size > MAX_BYTES:
            raise BadSource(f"{name} 解压后异常庞大，没有导入。请只保留讲话正文后再试。")
        return archive.read(part)
    except KeyError:
        return None
    except (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, struct.error):
        raise BadSource(f"{name} 已损坏（可能没有下载完整），没有导入。请重新取得该文件后再试。") from None
