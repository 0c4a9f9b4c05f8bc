"""Notebooks of ours put into somebody's folder: signed as trusted, and never overwritten once changed.

A copy counts as unchanged while its cells' sources are those that were delivered;
outputs do not count. When we bring a newer version of a notebook that was changed, the
newer one is put beside it, under a name of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nbformat
from nbformat import NotebookNode
from nbformat.sign import NotebookNotary

from corpus.oserror import said
from corpus.wholefile import write_whole

Outcome = Literal["new", "kept", "updated", "beside"]


class DeliveryError(Exception):
    """The folder cannot be used; the message is Chinese and says what to do."""


@dataclass(frozen=True)
class Delivered:
    """What happened to one notebook."""

    file: str
    outcome: Outcome


def fingerprint(notebook: NotebookNode) -> str:
    """A hash of what a learner can change: the kinds and sources of the cells."""
    cells = [[cell.cell_type, cell.source] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()


def deliver(folder: Path, notebooks: Sequence[tuple[str, NotebookNode]], record: Path) -> list[Delivered]:
    """Bring ``folder`` up to date with these (file name, notebook) and sign what was written as trusted.

    Args:
        record: the JSON file that remembers what was delivered.

    Raises DeliveryError when the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        record.parent.mkdir(parents=True, exist_ok=True)
        manifest = _read_manifest(record)
        done = [_deliver(folder, file, notebook, manifest) for file, notebook in notebooks]
        write_whole(record, json.dumps(manifest, ensure_ascii=False, indent=1))
    except OSError as error:
        raise DeliveryError(f"文件夹 {folder} 无法写入：{said(error)}。请检查权限和磁盘空间，或换一个目录。") from None
    return done


def _read_manifest(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def _deliver(folder: Path, file: str, notebook: NotebookNode, manifest: dict[str, str]) -> Delivered:
    target = folder / file
    wanted = fingerprint(notebook)
    if not target.exists():
        _put(target, notebook)
        manifest[file] = wanted
        return Delivered(file, "new")
    present = _fingerprint_of(target)
    if present == wanted or manifest.get(file) == wanted:
        return Delivered(file, "kept")
    if present == manifest.get(file):
        _put(target, notebook)
        manifest[file] = wanted
        return Delivered(file, "updated")
    beside = target.with_name(f"{target.stem}（新版）{target.suffix}")
    number = 2
    while beside.exists():
        if _fingerprint_of(beside) == wanted:
            return Delivered(file, "kept")
        beside = target.with_name(f"{target.stem}（新版{number}）{target.suffix}")
        number += 1
    _put(beside, notebook)
    return Delivered(beside.name, "beside")


def _fingerprint_of(path: Path) -> str | None:
    """Fingerprint of a notebook on disk; None when it cannot be read as one."""
    try:
        return fingerprint(nbformat.read(path, as_version=4))
    except Exception:  # whatever a learner left there is theirs: unreadable means changed
        return None


def _put(target: Path, notebook: NotebookNode) -> None:
    write_whole(target, nbformat.writes(notebook))
    NotebookNotary().sign(notebook)
