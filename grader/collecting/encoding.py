"""Names that another system wrote in another encoding, made readable."""

from __future__ import annotations

from zipfile import ZipInfo

_UTF8 = 0x800


def file_name(name: str) -> str:
    """A file's name; one that is no UTF-8 on disk (unpacked from a Windows archive) is read as GBK."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return _chinese(name.encode("utf-8", "surrogateescape"))
    return name


def entry_name(entry: ZipInfo) -> str:
    """The name of an archive's entry.

    Windows writes GBK without saying so, macOS UTF-8 without saying so; the library takes
    both for the code page of the first PC.
    """
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    try:
        return _chinese(entry.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return entry.orig_filename


def _chinese(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
