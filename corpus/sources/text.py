"""Bytes of a text file to text, remembering what is needed to get the bytes back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.errors import BadSource

Encoding = Literal["utf-8", "utf-16-le", "utf-16-be", "gb18030"]

_MARK = "\ufeff"
_MARKS: tuple[tuple[bytes, Encoding], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_SAVE_AS_TEXT = "请用记事本或 WPS 打开，确认文字无误后另存为 UTF-8 编码的 txt 再试。"
_MIN_FAMILIAR = 0.5
"""Share of everyday characters below which a decoding is a wrong guess; Chinese prose
read rightly has more than 0.9, read in a wrong encoding less than 0.2."""


@dataclass(frozen=True)
class Decoded:
    """A source as text; ``newline`` is the file's prevailing line break."""

    text: str
    encoding: Encoding
    bom: bool
    newline: Literal["lf", "crlf"]


def decode(data: bytes, name: str) -> Decoded:
    """Text of a UTF-8, UTF-16 or GB18030 file, with or without byte order mark.

    ``corpus.rebuild.encode`` gives ``data`` back from the result, byte for byte:
    a lone carriage return or a line break unlike the others stays in the text.
    Raises BadSource, in Chinese, when the file is empty, binary, damaged or in
    another encoding.
    """
    text, encoding = marked(data) or _unmarked(data) or (None, "utf-8")
    if text is None:
        raise BadSource(f"{name} {_unreadable(data)}")
    return from_text(text, name, encoding)


def from_text(text: str, name: str, encoding: Encoding = "utf-8") -> Decoded:
    """``text`` as a source in ``encoding``; a byte order mark in front is taken off.

    Raises BadSource when there is nothing to read, or when it holds characters that
    no text has.
    """
    bom = text.startswith(_MARK)
    text = text[len(_MARK) :] if bom else text
    if not text.strip():
        raise BadSource(f"{name} 是空文件，没有导入。请确认选对了文件。")
    if "\x00" in text or len(_CONTROL.findall(text)) * 100 > len(text):
        raise BadSource(f"{name} 不是纯文本文件，没有导入。请用 Word 或 WPS 打开后另存为 docx 或 UTF-8 编码的 txt 再试。")
    crlf = text.count("\r\n")
    return Decoded(text, encoding, bom, "crlf" if crlf * 2 > text.count("\n") else "lf")


def marked(data: bytes) -> tuple[str, Encoding] | None:
    """Text (mark included) and encoding of bytes that open with a byte order mark, else None."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strictly(data, encoding)
            # No text has these two; bytes that only happen to open like a mark do.
            return None if text is None or "\ufffe" in text or "\uffff" in text else (text, encoding)
    return None


def _unmarked(data: bytes) -> tuple[str, Encoding] | None:
    """Text and encoding of bytes without a mark, told by how they read; None if no way fits."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return None
    text = _strictly(data, "utf-8")
    if text is not None and "\x00" not in text:
        return text, "utf-8"
    # A line break or a Latin letter in UTF-16 has one NUL byte, which no other text has.
    guesses: tuple[Encoding, ...] = ("utf-16-le", "utf-16-be") if b"\x00" in data else ("gb18030",)
    read = [(guess, encoding) for encoding in guesses if (guess := _strictly(data, encoding)) is not None]
    best = max(read, key=lambda pair: familiar(pair[0]), default=None)
    if best is not None and familiar(best[0]) >= _MIN_FAMILIAR:
        return best
    return (text, "utf-8") if text is not None else None


def _strictly(data: bytes, encoding: Encoding) -> str | None:
    """``data`` decoded, None unless encoding it again gives the same bytes."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None


def familiar(text: str) -> float:
    """Share (0 to 1) of everyday characters among those that are neither blank nor digit."""
    counted = [c for c in text if not c.isspace() and not c.isdigit()]
    if not counted:
        return 0.0
    everyday = _everyday()
    return sum(c in everyday for c in counted) / len(counted)


@cache
def _everyday() -> frozenset[str]:
    """The 3755 commonest Chinese characters (first level of GB 2312), letters and marks."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    common = "".join(pair.decode("gb2312", "ignore") for pair in rows)
    latin = "".join(map(chr, range(0x21, 0x7F)))
    full_width = "".join(map(chr, range(0xFF01, 0xFF5F)))
    return frozenset(common + latin + full_width + "，。、；：？！“”‘’（）《》【】—…·　")


def _unreadable(data: bytes) -> str:
    """What is wrong with bytes that no encoding fits, and what to do."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "ignore")
        letters = sum(unicodedata.category(c) == "Lo" for c in before)
        if letters >= 20 and familiar(before) >= _MIN_FAMILIAR:
            return f"在第 {error.start + 1} 字节处损坏（可能没有下载完整），没有导入。请重新取得该文件，或{_SAVE_AS_TEXT[1:]}"
    if b"\x00" in data:
        return "不是纯文本文件，没有导入。请用 Word 或 WPS 打开后另存为 docx 或 UTF-8 编码的 txt 再试。"
    return f"的文字编码无法识别，没有导入。{_SAVE_AS_TEXT}"
