"""Item text in formats that hold HTML: marked negations in bold, line breaks, evidence as quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree, html

from exercises.items import Evidence
from exercises.items.markup import MARKED_NEGATION, spans

_BLOCKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "dd", "dt"}
_EDGE = "\x1e"
"""Stands for the edge of a block while text is gathered; no XML or HTML can hold it."""
_CITE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*¶[1-9][0-9]*")


def fill(parent: etree._Element, text: str, namespace: str = "") -> None:
    """Append ``text`` to an element."""
    for piece, emphasised in spans(text):
        if emphasised:
            etree.SubElement(parent, f"{namespace}strong").text = piece
            continue
        first, *rest = piece.split("\n")
        _append(parent, first)
        for line in rest:
            etree.SubElement(parent, f"{namespace}br").tail = line


def _append(parent: etree._Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def fragment(text: str) -> str:
    """The text as an HTML fragment."""
    return _inner(_filled("span", text))


def explained(explanation: str, evidence: Iterable[Evidence]) -> str:
    """An explanation with its evidence as an HTML fragment; `split` takes it apart again."""
    parts = [_outer(_filled("p", explanation))]
    for one in evidence:
        quotation = _filled("blockquote", one.quote)
        quotation.set("cite", one.cite)
        source = etree.Element("p")
        source.text = f"——{one.cite}"
        parts += [_outer(quotation), _outer(source)]
    return "".join(parts)


def parsed(text: str) -> etree._Element:
    """An HTML fragment of a stranger as an element; it is read, never shown."""
    if "<" not in text and "&" not in text:
        root = html.Element("div")
        root.text = text
        return root
    try:
        return html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = html.Element("div")
        root.text = re.sub(r"<[^>]*>", "", text)
        return root


def plain(element: etree._Element) -> str:
    """The text of an element: blocks on lines of their own, marked negations marked again."""
    return re.sub(f"[ {_EDGE}]*{_EDGE}[ {_EDGE}]*", "\n", "".join(_text(element))).strip()


def split(element: etree._Element) -> tuple[str, list[dict[str, str]]]:
    """Explanation and evidence of what `explained` wrote; without quotations all of it is explanation."""
    evidence = []
    for child in element:
        cite = child.get("cite") or ""
        if _name(child) == "blockquote" and _CITE.fullmatch(cite):
            evidence.append({"cite": cite, "quote": plain(child)})
    if not evidence:
        return plain(element), []
    words = [element.text or ""]
    for child in element:
        if not (_name(child) == "blockquote" and child.get("cite")) and not re.fullmatch(rf"——{_CITE.pattern}", plain(child)):
            words.append("\n" + plain(child))
    return "".join(words).strip(), evidence


def pictures(element: etree._Element) -> bool:
    """Whether something is there that text cannot hold."""
    return any(_name(child) in {"img", "audio", "video", "object", "embed", "iframe", "table", "math", "svg"} for child in element.iter())


def _text(element: etree._Element) -> Iterator[str]:
    yield _run(element.text)
    for child in element:
        name = _name(child)
        if name in {"script", "style"}:
            pass
        elif name == "br":
            yield "\n"
        elif name in {"strong", "b"}:
            words = "".join(_text(child))
            marked = f"**{words}**"
            yield marked if MARKED_NEGATION.fullmatch(marked) else words
        else:
            edge = _EDGE if name in _BLOCKS else ""
            yield edge
            yield from _text(child)
            yield edge
        yield _run(child.tail)


def _run(text: str | None) -> str:
    """Running text, in which a line break of the file is only a space."""
    text = text or ""
    if "\n" in text and not text.strip():
        return ""
    return re.sub(r"[ \t\r]*\n[ \t\r\n]*", " ", text).replace(_EDGE, "")


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _filled(tag: str, text: str) -> etree._Element:
    element = etree.Element(tag)
    fill(element, text)
    return element


def _outer(element: etree._Element) -> str:
    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def _inner(element: etree._Element) -> str:
    return re.sub(r"^<span/?>|</span>$", "", _outer(element))
