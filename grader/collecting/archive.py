"""Papers in a zip archive: anybody's, read in memory, nothing of it ever put on disk by its own name."""

from __future__ import annotations

import io
import stat
import struct
import zlib
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dateutil.tz import gettz

from grader.bulk.reading import MAX_BYTES
from grader.collecting.arrivals import TOO_LARGE, Arrival, Budget, is_system, kind
from grader.collecting.encoding import entry_name

MAX_FILE = 300 * 1024 * 1024
"""Largest archive."""
MAX_NESTED = 60 * 1024 * 1024
"""Largest archive inside an archive."""
_MAX_DIRECTORY = 8 * 1024 * 1024
_MAX_LAYERS = 2
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_DAMAGED = "压缩包已损坏，或者没有传完，没有收。请重新取得"
_FAULTS = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, struct.error)


def papers(file: BinaryIO, parts: tuple[str, ...], zone: str, budget: Budget, layer: int = 1) -> Iterator[Arrival]:
    """Every file in the archive that may be a paper, those in an archive inside it too.

    Args:
        parts: where the archive lies, its own name last.
        zone: of the clock by which archives tell their files' ages.
    """
    if layer > _MAX_LAYERS:
        return budget.refuse(parts, f"压缩包套了 {layer} 层，没有收。请解开后再收")
    if why := _unfit(file):
        return budget.refuse(parts, why)
    try:
        archive = ZipFile(file)
    except _FAULTS:
        return budget.refuse(parts, _DAMAGED)
    with archive:
        for entry in archive.infolist():
            if not budget.entry():
                return None
            if not entry.filename.endswith("/"):  # Python's own way stumbles over an entry without a name
                yield from _entry(archive, entry, parts, zone, budget, layer)
    return None


def _unfit(file: BinaryIO) -> str:
    """Why the archive is not opened; its directory is measured before it is read."""
    size = file.seek(0, io.SEEK_END)
    if size > MAX_FILE:
        return f"压缩包超过 {MAX_FILE // 1024 // 1024} MB，没有收。请分成几个，或者解压后选文件夹"
    file.seek(max(0, size - 66_000))
    tail = file.read(66_000)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return _DAMAGED
    (directory,) = struct.unpack_from("<I", tail, at + 12)
    if directory > _MAX_DIRECTORY or tail[max(0, at - 20) : at].startswith(_END_64):
        return "压缩包里的文件多得异常，没有收。请只打包答卷"
    file.seek(0)
    return ""


def _entry(
    archive: ZipFile, entry: ZipInfo, above: tuple[str, ...], zone: str, budget: Budget, layer: int
) -> Iterator[Arrival]:
    path = entry_name(entry).replace("\\", "/")
    if not path:
        return budget.refuse(above, "压缩包里有一个没有名字的文件，没有收")
    names = [name for name in path.split("/") if name not in ("", ".")]
    parts = (*above, *names)
    if any(is_system(name) for name in names if name != ".."):
        budget.system += 1
        return
    if path.startswith("/") or ".." in names or not names or ":" in names[0] or "\0" in path:
        return budget.refuse((*above, path), "压缩包里的路径指向别处，可疑，没有收")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return budget.refuse(parts, "是指向别处的链接，没有收")
    what = kind(names[-1])
    if what not in ("paper", "zip"):
        return budget.refuse(parts, what)
    raw = _read(archive, entry, parts, MAX_BYTES if what == "paper" else MAX_NESTED, budget)
    if raw is None or not budget.take(len(raw)):
        return
    if what == "zip":
        yield from papers(io.BytesIO(raw), parts, zone, budget, layer + 1)
    elif budget.paper():
        yield Arrival(parts, raw, _moment(entry, zone), packed=True)


def _read(archive: ZipFile, entry: ZipInfo, parts: tuple[str, ...], most: int, budget: Budget) -> bytes | None:
    """What an entry holds; None, and noted, where it holds too much or cannot be unpacked."""
    why, raw = "", b""
    if entry.flag_bits & 1:
        why = "压缩包设有密码，没有收。请去掉密码重新打包"
    elif entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        why = "压缩方式不常见，没有收。请用系统自带的压缩功能重新打包"
    else:
        try:
            with archive.open(entry) as file:
                raw = file.read(most + 1)
        except _FAULTS:
            why = "在压缩包里已损坏，没有收。请重新取得"
    if len(raw) > most:
        why = TOO_LARGE if most == MAX_BYTES else "压缩包里的压缩包太大，没有收。请解开后再收"
    if why:
        budget.refuse(parts, why)
        return None
    return raw


def _moment(entry: ZipInfo, zone: str) -> datetime | None:
    try:
        there = datetime(*entry.date_time, tzinfo=gettz(zone))
        return there.astimezone(timezone.utc).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
