"""The banks that papers are drawn from: what comes with the course, and an instructor's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from exercises.bank import SHIPPED, Bank, BankError, load_bank, survey

LOCAL = "题库"
"""The folder of a class's own items, in the class's folder."""
DRAFTS = "草稿"
"""The folder below it with items that nobody has judged yet; nothing is drawn from it."""


def pooled(own: Iterable[Path] = (), only_own: bool = False) -> Bank:
    """The course's bank together with one's own files or folders; with ``only_own`` just these.

    A draft that something is wrong with is left out, since it could not be drawn anyway.
    Raises BankError for any other fault.
    """
    paths = list(own)
    if not paths:
        return load_bank()
    found = survey(*paths) if only_own else survey(SHIPPED, *paths)
    drafts = {item.id for item, _ in found.items if item.status == "draft"}
    if grave := [fault for fault in found.faults if fault.item not in drafts]:
        raise BankError(grave)
    faulty = {fault.item for fault in found.faults}
    return Bank({item.id: item for item, _ in found.items if item.status != "draft" or item.id not in faulty})


def of_class(folder: Path) -> list[Path]:
    """The class's own item folder, if it has one with items in it."""
    local = folder / LOCAL
    return [local] if local.is_dir() and any(local.rglob("*.y*ml")) else []
