"""The visible text of a saved web page, one line for each line a reader sees.

The page is read as a stream of tags, so its nesting costs no recursion. What only a
style sheet or a script would hide or number is unknown here: hidden is what says so
itself (``hidden``, ``style="display:none"``). An empty line stands where the page
has one, and around headings, lists, tables and navigation, which a reader sees apart
from the text. No blank is invented where the source breaks a line between Chinese
characters.
"""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

from corpus.errors import BadSource
from corpus.sources.limits import MAX_CHARACTERS, MAX_DEPTH, Deadline, check_length
from corpus.sources.text import marked

_CHUNK = 16_384
_SKIPPED = frozenset(
    "head script style noscript template title select datalist textarea svg math iframe frameset object embed applet"
    " audio video canvas map rt rp".split()
)
_APART = frozenset("h1 h2 h3 h4 h5 h6 hr nav header footer aside table ul ol dl form".split())
_BLOCKS = _APART | frozenset(
    "address article blockquote body button caption center dd details dialog dir div dt fieldset figcaption figure"
    " hgroup html legend li main menu p pre section summary tbody td tfoot th thead tr".split()
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.I)
_VEILED = re.compile(r"visibility\s*:\s*hidden", re.I)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_EDGE = " \t\n\r\f"
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_LOOKS_LIKE = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*|<\?xml[^>]*>\s*)*"
    r"<(!doctype\s+html|html|head|body|meta|div|p|title|table|article|section)\b",
    re.I | re.S,
)


def looks_like_html(start: str) -> bool:
    """Whether ``start``, the beginning of a text, is a web page's."""
    return _LOOKS_LIKE.match(start) is not None


def read_html(data: bytes, name: str) -> str:
    """The text of the page ``data``; lines end with ``\\n``.

    Raises BadSource, in Chinese, when its encoding cannot be told, it is nested or
    large beyond any page, or it has no text of its own.
    """
    page = _decoded(data, name).encode()
    deadline = Deadline(name)
    text, veiled = _read(page, name, deadline, unveil=False)
    # A page that hides nearly all its words shows them later by script (as WeChat articles do).
    if veiled > len(text):
        text, _ = _read(page, name, deadline, unveil=True)
    if not text.strip():
        raise BadSource(f"{name} 是网页，但里面没有文字（正文可能由脚本载入），没有导入。请在浏览器中打开，复制正文后粘贴导入。")
    return text


def _read(page: bytes, name: str, deadline: Deadline, unveil: bool) -> tuple[str, int]:
    """Text of a page in UTF-8, and how many characters its veil keeps out."""
    lines = _Lines(name, unveil)
    parser = etree.HTMLParser(target=lines, encoding="utf-8", huge_tree=True, no_network=True)
    # In pieces: the parser notices what its target raises only at the end of a piece.
    try:
        for start in range(0, len(page), _CHUNK):
            parser.feed(page[start : start + _CHUNK])
            deadline.check()
        return parser.close()
    except etree.LxmlError:
        return lines.close()


class _Lines:
    """Parser target that turns tags and text into lines."""

    def __init__(self, name: str, unveil: bool) -> None:
        self._name = name
        self._unveil = unveil
        self._open: list[tuple[bool, bool, bool]] = [(False, False, False)]
        """For each open element: not shown, veiled, preformatted."""
        self._lines: list[str] = []
        self._line: list[str] = []
        self._length = self._veiled = 0
        self._paragraph_began = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        hidden, veiled, verbatim = self._open[-1]
        if len(self._open) > MAX_DEPTH:
            raise BadSource(f"{self._name} 的网页结构嵌套过深，没有导入。请在浏览器中打开，复制正文后粘贴导入。")
        style = attributes.get("style") or ""
        hidden = hidden or tag in _SKIPPED or "hidden" in attributes or bool(_NOT_SHOWN.search(style))
        veiled = veiled or (not self._unveil and bool(_VEILED.search(style)))
        self._open.append((hidden, veiled, verbatim or tag == "pre"))
        if hidden:
            return
        if tag == "br":
            self._end_line(shown=True)
        elif tag in _BLOCKS:
            self._end_line()
            if tag in _APART:
                self._gap()
            self._paragraph_began = len(self._lines)

    def end(self, tag: str) -> None:
        hidden = self._open.pop()[0] if len(self._open) > 1 else False
        if hidden or tag not in _BLOCKS:
            return
        self._end_line()
        if tag in _APART or (tag == "p" and self._paragraph_began == len(self._lines)):
            self._gap()

    def data(self, data: str) -> None:
        hidden, veiled, verbatim = self._open[-1]
        if hidden:
            return
        if veiled:
            self._veiled += len(data)
        elif verbatim:
            first, *more = re.split(r"\r\n|\n|\r", data)
            self._line.append(first.replace("\t", " "))
            for line in more:
                self._end_line(shown=True)
                self._line.append(line)
        else:
            self._line.append(data)
        self._length += len(data)
        if self._length > 4 * MAX_CHARACTERS:
            check_length(self._length, self._name)

    def comment(self, text: str) -> None:
        """Comments say nothing to a reader."""

    def close(self) -> tuple[str, int]:
        self._end_line()
        while self._lines and not self._lines[-1]:
            self._lines.pop()
        text = "".join(line + "\n" for line in self._lines)
        check_length(len(text), self._name)
        return text, self._veiled

    def _end_line(self, shown: bool = False) -> None:
        """End the line; an empty one counts only where it is ``shown``."""
        text = _BLANKS.sub(_joint, "".join(self._line).strip(_EDGE))
        self._line.clear()
        if text.strip():
            self._lines.append(text)
        elif text or shown:
            self._gap()

    def _gap(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append("")


def _joint(blank: re.Match[str]) -> str:
    """What a run of blanks is on the page: nothing at a line break beside a wide character, else one blank."""
    text = blank.string
    broken = "\n" in blank[0] or "\r" in blank[0]
    return "" if broken and (_wide(text[blank.start() - 1]) or _wide(text[blank.end()])) else " "


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—·"


def _decoded(data: bytes, name: str) -> str:
    """The page's source by its byte order mark, as UTF-8, as Big5 where it says so, or as GB18030.

    A few bytes that fit no character are let through as “\\ufffd”, as browsers do.
    """
    found = marked(data)
    if found is not None:
        return found[0][1:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:8_192])
    big5 = declared is not None and declared[1].lower().startswith(b"big5")
    for encoding in ("big5hkscs",) if big5 else ("gb18030", "utf-8"):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * 1_000 <= len(text):
            return text
    raise BadSource(f"{name} 的文字编码无法识别，没有导入。请在浏览器中打开，复制正文后粘贴导入。")
