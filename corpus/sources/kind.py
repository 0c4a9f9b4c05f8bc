"""What kind of file a source is: by its first bytes, then by its name's ending."""

from __future__ import annotations

import re
from typing import Literal

from corpus.errors import BadSource
from corpus.sources.html import looks_like_html
from corpus.sources.limits import open_zip
from corpus.sources.text import marked

Kind = Literal["text", "docx", "pdf", "html"]

SUFFIXES = (".txt", ".docx", ".pdf", ".html", ".htm")
"""Endings of the files that can be read, lower case."""

_START = 1_024
"""A kind shows itself within so many bytes; what stands before “%PDF-” counts with them."""
_SAVE_AS = "请用 Word 或 WPS 打开后另存为 docx 或 UTF-8 编码的 txt 再试。"
_OPENINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "RTF 文件", _SAVE_AS),
    (b"\xff\xd8\xff", "图片", "请先做文字识别（OCR），核对后另存为 UTF-8 编码的 txt 再试。"),
    (b"\x89PNG", "图片", "请先做文字识别（OCR），核对后另存为 UTF-8 编码的 txt 再试。"),
    (b"GIF8", "图片", "请先做文字识别（OCR），核对后另存为 UTF-8 编码的 txt 再试。"),
    (b"II*\x00", "图片", "请先做文字识别（OCR），核对后另存为 UTF-8 编码的 txt 再试。"),
    (b"MM\x00*", "图片", "请先做文字识别（OCR），核对后另存为 UTF-8 编码的 txt 再试。"),
    (b"Rar!", "压缩包", "请先解压，再导入里面的文件。"),
    (b"7z\xbc\xaf", "压缩包", "请先解压，再导入里面的文件。"),
    (b"\x1f\x8b", "压缩包", "请先解压，再导入里面的文件。"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "设有密码的文档", "请用 Word 或 WPS 输入密码打开，取消密码并另存为 docx 后再试。"),
    ("WordDocument", "旧格式的 Word 或 WPS 文档（.doc、.wps）", _SAVE_AS),
    ("Workbook", "电子表格", "请把讲话正文复制到 txt 或 docx 文件后再试。"),
    ("PowerPoint Document", "演示文稿", "请把讲话正文复制到 txt 或 docx 文件后再试。"),
)
_ZIP_PARTS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "电子表格", "请把讲话正文复制到 txt 或 docx 文件后再试。"),
    ("ppt/", "演示文稿", "请把讲话正文复制到 txt 或 docx 文件后再试。"),
    ("OFD.xml", "OFD 版式文件", "请用 OFD 阅读器转换为带文字层的 PDF，或复制正文后粘贴导入。"),
    ("META-INF/container.xml", "电子书", "请复制讲话正文后粘贴导入。"),
    ("mimetype", "OpenDocument 文档", _SAVE_AS),
)
_MHT = re.compile(rb"^(from|mime-version|content-type|subject|date|snapshot-content-location)\s*:[^\0]{0,4096}multipart/related", re.I)


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of the file called ``name``; raises BadSource for one that cannot be read."""
    start = data[:_START]
    for opening, what, advice in _OPENINGS:
        if data.startswith(opening):
            raise _refused(name, what, advice)
    if data.startswith(_OLE):
        raise _refused(name, *_ole(data))
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if b"%PDF-" in start:
        return "pdf"
    if _MHT.match(data[:8_192].lstrip()):
        raise _refused(name, "MHT 网页存档", "请在浏览器中另存为“网页，仅 HTML”（.html），或复制正文后粘贴导入。")
    suffix = name.lower().rpartition(".")[2]
    found = marked(data[: _START * 2])
    if suffix in ("html", "htm") or looks_like_html(found[0][1:] if found else start.decode("utf-8", "replace")):
        return "html"
    if suffix in ("docx", "pdf"):
        raise BadSource(f"{name} 已损坏，或不是真正的 {suffix} 文件，没有导入。请重新取得该文件，或{_SAVE_AS[1:]}")
    return "text"


def _zipped(data: bytes, name: str) -> Kind:
    parts = open_zip(data, name).namelist()
    if any(part.startswith("word/") for part in parts):
        return "docx"
    for opening, what, advice in _ZIP_PARTS:
        if any(part.startswith(opening) for part in parts):
            raise _refused(name, what, advice)
    raise _refused(name, "压缩包", "请先解压，再导入里面的文件。")


def _ole(data: bytes) -> tuple[str, str]:
    """What an old Office container holds, by the names in its directory, and what to do."""
    for stream, what, advice in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return what, advice
    return "旧格式的办公文档", _SAVE_AS


def _refused(name: str, what: str, advice: str) -> BadSource:
    return BadSource(f"{name} 是{what}，不能直接读取，没有导入。{advice}")
