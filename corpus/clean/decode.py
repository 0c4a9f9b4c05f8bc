"""Bytes of a text file to text, remembering what is needed to get the bytes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.errors import BadSource

MAX_BYTES = 20_000_000
_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Decoded:
    """A source as text; ``newline`` is the file's prevailing line break."""

    text: str
    encoding: Literal["utf-8", "gb18030"]
    bom: bool
    newline: Literal["lf", "crlf"]


def decode(data: bytes, name: str) -> Decoded:
    """Text of a UTF-8 (with or without mark) or GB18030 file.

    Raises BadSource, in Chinese, when the file is empty, too large, binary or in
    another encoding. The bytes can always be had back from the result.
    """
    if len(data) > MAX_BYTES:
        raise BadSource(f"{name} 超过 20 MB，不像一篇讲话稿，没有导入。请只保留讲话正文后再试。")
    if not data.strip():
        raise BadSource(f"{name} 是空文件，没有导入。请确认选对了文件。")
    if b"\x00" in data:
        raise BadSource(f"{name} 不是纯文本文件，没有导入。请在 Word 或网页中另存为 UTF-8 编码的 txt 后再试。")
    bom = data.startswith(_UTF8_MARK)
    for encoding in ("utf-8", "gb18030"):
        payload = data[len(_UTF8_MARK) :] if bom and encoding == "utf-8" else data
        try:
            text = payload.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.encode(encoding) == payload:
            crlf = text.count("\r\n")
            newline = "crlf" if crlf * 2 > text.count("\n") else "lf"
            return Decoded(text, encoding, bom and encoding == "utf-8", newline)
    raise BadSource(f"{name} 的文字编码无法识别，没有导入。请另存为 UTF-8 编码的 txt 后再试。")
