"""The banks that papers are drawn from: what comes with the course, and an instructor's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from exercises.bank import SHIPPED, Bank, load_bank

LOCAL = "题库"
"""The folder of a class's own items, in the class's folder."""


def pooled(own: Iterable[Path] = (), only_own: bool = False) -> Bank:
    """The course's bank together with one's own files or folders; with ``only_own`` just these. Raises BankError."""
    paths = list(own)
    return load_bank(*paths) if paths and only_own else load_bank(SHIPPED, *paths)


def of_class(folder: Path) -> list[Path]:
    """The class's own item folder, if it has one with items in it."""
    local = folder / LOCAL
    return [local] if local.is_dir() and any(local.rglob("*.y*ml")) else []
