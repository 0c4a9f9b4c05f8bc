"""The process that reads one PDF: bytes on standard input, JSON on standard output.

A PDF is a program for drawing pages, and a hostile one can ask for any amount of
time and memory. So it is read in a process of its own (``corpus.sources.pdf``),
which gives up its memory and its time beyond the bounds.

The answer is ``{"text": …}`` or ``{"fault": …}`` with one of the faults that
``corpus.sources.pdf`` has a sentence for.
"""

from __future__ import annotations

import json
import logging
import sys
from io import BytesIO

from corpus.sources.limits import MAX_CHARACTERS, MAX_PAGES, MAX_SECONDS
from corpus.sources.pdf_glyphs import plain
from corpus.sources.pdf_lines import Glyph, text_of

MAX_MEMORY = 2_000_000_000
"""Bytes of address space the process may have, where the system can hold it to that."""
_MIN_PER_PAGE = 10
"""Fewer characters a page than this are a stamp or a page number on a scanned page."""
_MAX_UNKNOWN = 0.2
"""Share of glyphs without a character above which the text cannot be used."""


class Fault(Exception):
    """Why a PDF has no text for us; its argument is the fault's name."""


def read(data: bytes) -> str:
    """The text of the PDF ``data``; raises Fault, or whatever the libraries raise for a damaged file."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        document = pdfplumber.open(BytesIO(data))
    except PdfminerException as error:
        locked = error.args and isinstance(error.args[0], PDFPasswordIncorrect)
        raise Fault("locked" if locked else "damaged") from None
    if len(document.pages) > MAX_PAGES:
        raise Fault("long")
    pages: list[list[Glyph]] = []
    count = 0
    for page in document.pages:
        pages.append([_glyph(char, float(page.height)) for char in page.chars if char["x1"] > 0 and char["x0"] < page.width])
        page.close()
        count += len(pages[-1])
        if count > MAX_CHARACTERS:
            raise Fault("long")
    seen = [g.text for page in pages for g in page if not g.text.isspace()]
    if len(seen) < _MIN_PER_PAGE * len(pages):
        raise Fault("scanned")
    if sum(text == "\ufffd" for text in seen) > _MAX_UNKNOWN * len(seen):
        raise Fault("glyphs")
    return text_of(pages)


def _glyph(char: dict, height: float) -> Glyph:
    along, across, _, _, _, base = char["matrix"]
    upright = along > 0 and abs(across) < 0.05 * along
    return Glyph(_text(char["text"]), char["x0"], char["x1"], height - base, max(char["size"], 0.1), upright)


def _text(text: str) -> str:
    """The characters of one glyph; “\\ufffd” where the font does not say which they are."""
    if text.startswith("(cid:") or not text or "\ue000" <= text[0] <= "\uf8ff" or text[0] < " ":
        return "\ufffd"
    return plain(text)


def main() -> None:
    """Read standard input and answer on standard output."""
    _hold_to_bounds()
    # The libraries warn about every odd font; nobody reads it here.
    logging.disable(logging.CRITICAL)
    try:
        answer = {"text": read(sys.stdin.buffer.read())}
    except Fault as fault:
        answer = {"fault": fault.args[0]}
    # A damaged file makes the libraries raise anything at all.
    except Exception:
        answer = {"fault": "damaged"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _hold_to_bounds() -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such bounds; the waiting process ends this one when time is up.
        return
    seconds = int(MAX_SECONDS) + 1
    for bound, value in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CPU, seconds)):
        try:
            resource.setrlimit(bound, (value, resource.getrlimit(bound)[1]))
        except (OSError, ValueError):
            # macOS refuses the first; a lower bound set from outside stands.
            continue


if __name__ == "__main__":
    main()
