"""Reading a raw source, whatever kind of file it is: bytes to text.

Each reader gets the bytes and the name for messages, and answers text or raises
BadSource with one Chinese sentence or two: what is wrong, what to do. Nothing in a
file is executed or fetched, and every reader is bounded (``corpus.sources.limits``).
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import BadSource
from corpus.model import Source
from corpus.rebuild import sha256
from corpus.sources.kind import SUFFIXES, Kind, kind_of
from corpus.sources.limits import MAX_BYTES
from corpus.sources.text import decode, from_text

__all__ = ["PASTED", "SUFFIXES", "Extracted", "extract", "pasted"]

PASTED = "粘贴的文字"
"""Stands for the file name of pasted text."""


@dataclass(frozen=True)
class Extracted:
    """The raw text of a source and where it comes from."""

    text: str
    source: Source


def extract(data: bytes, name: str) -> Extracted:
    """The raw text of the file called ``name`` with the bytes ``data``.

    In the text of a PDF “\\f” opens a page. “　　” opens a paragraph of a PDF or Word
    file whose first line is indented, or of a PDF that keeps its paragraphs apart.
    Raises BadSource, in Chinese, when the file cannot be read.
    """
    if len(data) > MAX_BYTES:
        raise BadSource(f"{name} 超过 20 MB，不像一篇讲话稿，没有导入。请只保留讲话正文后再试。")
    if not data.strip():
        raise BadSource(f"{name} 是空文件，没有导入。请确认选对了文件。")
    kind = kind_of(data, name)
    if kind == "text":
        read = decode(data, name)
        source = Source(file=name, sha256=sha256(data), encoding=read.encoding, bom=read.bom, newline=read.newline)
        return Extracted(read.text, source)
    text = _read(kind, data, name)
    return Extracted(text, Source(file=name, sha256=sha256(data), kind=kind, text_sha256=sha256(text.encode())))


def _read(kind: Kind, data: bytes, name: str) -> str:
    # The libraries take longer to load than a text takes to read: load only what is needed.
    if kind == "docx":
        from corpus.sources.docx import read_docx as read
    elif kind == "pdf":
        from corpus.sources.pdf import read_pdf as read
    else:
        from corpus.sources.html import read_html as read
    return read(data, name)


def pasted(text: str) -> Extracted:
    """Text that a person pasted, as a source.

    Raises BadSource when it is empty, too long, or holds characters no text has.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise BadSource(f"{PASTED}里有残缺的字符，没有导入。请重新复制后再试。") from None
    if len(data) > MAX_BYTES:
        raise BadSource(f"{PASTED}超过 20 MB，不像一篇讲话稿，没有导入。请只保留讲话正文后再试。")
    read = from_text(text, PASTED)
    return Extracted(read.text, Source(file=PASTED, sha256=sha256(data), kind="paste", bom=read.bom, newline=read.newline))
