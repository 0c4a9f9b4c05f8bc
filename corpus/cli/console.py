"""Where the corpus commands print; strangers' text is shown as text and does nothing else."""

from __future__ import annotations

import re
from typing import NoReturn

import typer
from rich.console import Console
from rich.text import Text

from corpus.errors import CorpusError

console = Console(highlight=False)
"""For results."""
notes = Console(highlight=False, stderr=True)
"""For progress, which must not get into a pipe."""

# Escape sequences whole, then every other control character but the line break, and the
# marks that turn the direction of writing or hide themselves.
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)?|\x9b[0-?]*[ -/]*[@-~]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def plain(text: str) -> str:
    """``text`` without anything that a terminal would obey or could not show."""
    shown = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub(lambda c: " " if c[0] in "\t\x0b\x0c\x85\u2028\u2029" else "", _ESCAPE.sub("", shown))


def one_line(text: str, most: int | None = None) -> str:
    """``text`` made plain and put on one line, cut after ``most`` characters if given."""
    line = re.sub(r"\s+", " ", plain(text)).strip()
    return line if most is None or len(line) <= most else line[: most - 1] + "…"


def cell(text: str, style: str = "", most: int | None = None) -> Text:
    """``text`` on one line for a table, where brackets are brackets."""
    return Text(one_line(text, most), style=style)


def say(text: str, style: str | None = None) -> None:
    """Print ``text`` as it is, without markup."""
    # The terminal folds Chinese anywhere; rich would fold it only at its few blanks.
    console.print(plain(text), style=style, markup=False, soft_wrap=True)


def give_up(error: CorpusError) -> NoReturn:
    """Print what went wrong and end the command with status 1."""
    say(str(error), "red")
    raise typer.Exit(1) from None
