"""Several texts in one cell: parts between ｜, rows on lines of their own, a backslash before what is meant literally."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

BAR = "｜"
_SPECIAL = re.compile(r"[\\|｜\n]")
_PIECE = re.compile(r"\\(.)|([|｜\n])|([^\\|｜\n]+)|(\\)", re.DOTALL)


def pack(rows: Iterable[Sequence[str]]) -> str:
    """Rows of parts as the content of one cell."""
    return "\n".join(BAR.join(_SPECIAL.sub(_escape, part) for part in row) for row in rows)


def unpack(cell: str) -> list[list[str]]:
    """The rows of parts in a cell; blank lines are no rows, space around parts is not kept."""
    rows: list[list[str]] = [[""]]
    for escaped, mark, plain, slash in _PIECE.findall(cell.replace("\r\n", "\n").replace("\r", "\n")):
        if mark == "\n":
            rows.append([""])
        elif mark:
            rows[-1].append("")
        else:
            rows[-1][-1] += ("\n" if escaped == "n" else escaped) or plain or slash
    return [stripped for row in rows if any(stripped := [part.strip() for part in row])]


def _escape(found: re.Match[str]) -> str:
    return "\\n" if found[0] == "\n" else "\\" + found[0]
