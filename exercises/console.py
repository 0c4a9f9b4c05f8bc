"""The terminal that the room's commands speak to."""

from __future__ import annotations

from typing import NoReturn

import typer
from rich.console import Console

console = Console(highlight=False)


def say(text: str) -> None:
    """One line, folded only by the terminal itself."""
    console.print(text, markup=False, soft_wrap=True)


def fail(text: str) -> NoReturn:
    """Say what is wrong and leave with 1."""
    console.print(text, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(1)


def literally(text: str) -> str:
    """The text as it is to stand in a table, where square brackets would be marks."""
    return text.replace("[", r"\[")
