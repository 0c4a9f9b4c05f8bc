"""Bounds on what a stranger's bank may cost, and the ways in that keep them."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from corpus.errors import BadSource
from corpus.oserror import said
from corpus.sources.limits import open_zip, unpack
from exercises.interchange.model import InterchangeError

MAX_BYTES = 20 * 1024 * 1024
"""Largest file that is read."""
MAX_ITEMS = 5_000
"""Most items, or rows, of one file."""
MAX_COLUMNS = 100
"""Most columns of a table."""
MAX_TEXT = 20_000
"""Longest text of one field."""

_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_bounded(path: Path) -> bytes:
    """The file's content. Raises InterchangeError when it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InterchangeError(f"{path} 打不开（{said(error)}）。请检查路径和权限。") from None
    if len(data) > MAX_BYTES:
        raise InterchangeError(f"{path} 超过 {MAX_BYTES // 1024 // 1024} MB，没有读取。请拆成几个文件。")
    return data


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, or in the encoding that Excel in China saves as. Raises InterchangeError."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InterchangeError("文件的文字编码无法识别。请另存为 UTF-8 后再导入。")


def xml(data: bytes) -> etree._Element:
    """The root of an XML document that declares nothing of its own. Raises InterchangeError.

    A document type could declare entities that unfold into gigabytes or fetch other files.
    """
    if b"\x00" in data[:4096] or _DECLARES.search(data):
        raise InterchangeError("XML 里有文档类型声明（DOCTYPE）或不是 UTF-8 编码，可能有害，没有读取。请从原系统重新导出。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise InterchangeError("文件不是完好的 XML，没有读取。请从原系统重新导出。") from None
    if root is None:
        raise InterchangeError("文件不是完好的 XML，没有读取。请从原系统重新导出。")
    return root


def archive(data: bytes) -> ZipFile:
    """A zip file whose directory promises no more than is read here. Raises InterchangeError."""
    try:
        return open_zip(data, "文件")
    except BadSource:
        raise InterchangeError("压缩文件已损坏、设有密码，或解压后异常庞大，没有读取。请确认文件来源，重新取得后再试。") from None


def member(files: ZipFile, name: str) -> bytes | None:
    """One file of an archive, None if it is not there. Raises InterchangeError."""
    try:
        return unpack(files, name, name)
    except BadSource:
        raise InterchangeError(f"压缩文件里的 {name[:80]} 已损坏或过大，没有读取。请重新取得文件后再试。") from None


def sound_parts(files: ZipFile) -> None:
    """Raises InterchangeError when an XML part of the archive declares a document type."""
    for name in files.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")) and (part := member(files, name)) is not None:
            if b"\x00" in part[:4096] or _DECLARES.search(part):
                raise InterchangeError(f"文件里的 {name[:80]} 有文档类型声明（DOCTYPE），可能有害，没有读取。请确认文件来源。")


def check_count(number: int, what: str) -> None:
    """Raises InterchangeError when a file has more items or rows than are read."""
    if number > MAX_ITEMS:
        raise InterchangeError(f"文件有 {number} {what}，超过 {MAX_ITEMS}，没有读取。请拆成几个文件。")
