"""The text of a Word file, one line a paragraph, as its reader sees it.

Read are the paragraphs of the body, with those in tables and content controls, in
document order; inserted text counts, deleted and hidden text does not. Automatic
numbers are written out, since the reader sees them. A first-line indent becomes
“　　”, an empty paragraph an empty line. Headers, footers, notes, comments and text
boxes are no part of the body. Only the three parts that matter are unpacked, so a
damaged picture or a link to nowhere does no harm.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from zipfile import ZipFile

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import LxmlError
from lxml.etree import _Element as Element

from corpus.errors import BadSource
from corpus.sources.limits import check_length, open_zip, unpack
from corpus.sources.numbering import Numbering, first_line, value

INDENT = "　　"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HOLDERS = frozenset(
    qn(f"w:{name}")
    for name in "tbl tr tc sdt sdtContent customXml smartTag ins moveTo hyperlink fldSimple dir bdo rubyBase".split()
)
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_OFF = ("0", "false", "off", "none")


def read_docx(data: bytes, name: str) -> str:
    """The text of the Word file ``data``; lines end with ``\\n``.

    Raises BadSource, in Chinese, when it is damaged, locked, a zip bomb, or empty.
    """
    archive = open_zip(data, name)
    main = _target(archive, name, "", "officeDocument") or "word/document.xml"
    document = _xml(archive, name, main)
    body = document.find(qn("w:body")) if document is not None else None
    if body is None:
        raise _damaged(name)
    styles = _xml(archive, name, _target(archive, name, main, "styles"))
    numbering = _xml(archive, name, _target(archive, name, main, "numbering"))
    text = _Reader(_Styles(styles), Numbering(numbering)).text(body)
    check_length(len(text), name)
    if not text.strip():
        raise BadSource(f"{name} 里没有文字（可能只有图片或文本框），没有导入。请把正文放进文档正文后再试。")
    return text


class _Styles:
    """What the paragraph styles of a document say, parents included."""

    def __init__(self, part: Element | None) -> None:
        found = [] if part is None else [s for s in part.iterchildren(qn("w:style")) if s.get(qn("w:type")) == "paragraph"]
        self._styles = {str(s.get(qn("w:styleId"))): s for s in found}
        usual = (s for s in found if s.get(qn("w:default")) not in (None, *_OFF))
        self._default = next((str(s.get(qn("w:styleId"))) for s in usual), None)

    def chain(self, style: str | None) -> Iterator[tuple[str, Element]]:
        """(name, properties) of ``style`` (the default one if None or unknown) and of those it is based on."""
        at = style if style in self._styles else self._default
        seen: set[str] = set()
        while at is not None and at in self._styles and at not in seen:
            seen.add(at)
            properties = self._styles[at].find(qn("w:pPr"))
            if properties is not None:
                yield at, properties
            at = value(self._styles[at], "w:basedOn")


class _Reader:
    """Walks a body and writes its lines."""

    def __init__(self, styles: _Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def text(self, body: Element) -> str:
        lines: list[str] = []
        carried = ""
        for paragraph in _paragraphs(body):
            properties = paragraph.find(qn("w:pPr"))
            words = carried + _words(paragraph)
            if properties is not None and properties.find(f"{qn('w:rPr')}/{qn('w:del')}") is not None:
                # The paragraph mark is deleted: the next paragraph goes on here.
                carried = words
                continue
            carried = ""
            lines.append(self._front(properties, words) + words)
        return "".join(line + "\n" for line in [*lines, *filter(None, [carried])])

    def _front(self, properties: Element | None, words: str) -> str:
        """Indent and automatic number of a paragraph (an empty one is counted and stays empty)."""
        style = value(properties, "w:pStyle") if properties is not None else None
        chain = list(self._styles.chain(style))
        number, level = self._place(properties, chain)
        label = self._numbering.label(number, level) if number else ""
        if not words.strip():
            return ""
        own = self._numbering.level(number, level) if number else None
        said = (first_line(properties), own.indented if own else None, *(first_line(p) for _, p in chain))
        indented = next((one for one in said if one is not None), False)
        return (INDENT if indented else "") + label

    def _place(self, properties: Element | None, chain: list[tuple[str, Element]]) -> tuple[str, int]:
        """List (its number, '' for none) and level (from 0) of a paragraph."""
        for style, said in [("", properties), *chain]:
            found = said.find(qn("w:numPr")) if said is not None else None
            number = value(found, "w:numId") if found is not None else None
            if found is None or number is None:
                continue
            # 0 means that the paragraph has been taken off its list.
            level = _level(found) or self._numbering.level_of_style(number, style)
            return ("", 0) if number == "0" else (number, level)
        return "", 0


def _paragraphs(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == qn("w:p"):
            yield child
        elif child.tag in _HOLDERS and child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield from _paragraphs(child)


def _words(parent: Element) -> str:
    """The text of a paragraph or of what holds runs inside it."""
    return "".join(_run(child) if child.tag == qn("w:r") else _words(child) for child in parent if child.tag in (*_HOLDERS, qn("w:r")))


def _run(run: Element) -> str:
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    if hidden is not None and hidden.get(qn("w:val")) not in _OFF:
        return ""
    out: list[str] = []
    for child in run:
        if child.tag == qn("w:t"):
            text = child.text or ""
            keeps = child.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            out.append(re.sub(r"[\r\n]+", " ", text if keeps else text.strip(" \t\r\n")))
        elif child.tag == qn("w:br"):
            out.append("\n" if child.get(qn("w:type")) in (None, "textWrapping") else "")
        elif child.tag == qn("w:ruby"):
            out.append(_words(child))
        else:
            out.append(_SIGNS.get(child.tag, ""))
    return "".join(out)


def _level(properties: Element) -> int:
    level = value(properties, "w:ilvl") or "0"
    return int(level) if re.fullmatch("[0-8]", level) else 0


def _target(archive: ZipFile, name: str, part: str, kind: str) -> str | None:
    """The part to which ``part`` ('' for the package) has a relationship of ``kind``."""
    folder, file = posixpath.split(part)
    relations = _xml(archive, name, posixpath.join(folder, "_rels", file + ".rels"))
    for relation in relations if relations is not None else ():
        if str(relation.get("Type")).endswith("/" + kind) and relation.get("TargetMode") != "External":
            return posixpath.normpath(posixpath.join("/" + folder, str(relation.get("Target")))).lstrip("/")
    return None


def _xml(archive: ZipFile, name: str, part: str | None) -> Element | None:
    """Root of an XML part, None if there is none; no entity and no address is followed."""
    data = unpack(archive, part, name) if part else None
    if data is None:
        return None
    try:
        return parse_xml(data.replace(_STRICT, _TRANSITIONAL))
    except (LxmlError, ValueError):
        raise _damaged(name) from None


def _damaged(name: str) -> BadSource:
    return BadSource(f"{name} 已损坏，读不出正文，没有导入。请用 Word 或 WPS 打开，另存为 docx 后再试。")
