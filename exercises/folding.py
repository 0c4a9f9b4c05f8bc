"""One form for texts that differ only in how they were typed.

Full-width and half-width characters, the various commas, stops and dashes, quotation
and title marks, white space and letter case carry no meaning in an answer. Words do:
two different terms never fold together.
"""

from __future__ import annotations

import unicodedata

_DROPPED = "\"'`“”‘’„‟‚‛«»‹›「」『』〈〉《》〝〞〟﹁﹂﹃﹄"
_SAME = {
    "。": ".",
    "｡": ".",
    "、": ",",
    "﹑": ",",
    "､": ",",
    "‧": "·",
    "•": "·",
    "・": "·",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
}
_TABLE = str.maketrans(_SAME | {mark: None for mark in _DROPPED})
_ENDS = ".,;:!?·-"


def fold(text: str) -> str:
    """``text`` in the form in which answers are compared; folding twice changes nothing.

    NFKC, case folded, punctuation brought to one form each (which NFKC leaves undone
    for 。、“”《》), quotation marks, white space and invisible characters dropped, and
    punctuation at the two ends dropped.
    """
    folded = _once(text)
    while (again := _once(folded)) != folded:  # dropping a mark can bring letters together that compose
        folded = again
    return folded


def fold_places(text: str) -> tuple[str, list[int]]:
    """``text`` folded character by character, and for each character of that the place it comes from.

    To show where something was found. Marks at the ends stay, and letters that stand
    apart are not composed; all else is as in `fold`.
    """
    found: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for c in unicodedata.normalize("NFKC", character).casefold().translate(_TABLE):
            if not c.isspace() and unicodedata.category(c) != "Cf":
                found.append(c)
                places.append(place)
    return "".join(found), places


def _once(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().translate(_TABLE)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf").strip(_ENDS)
