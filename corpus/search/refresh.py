"""Keeping the index equal to the speech files, and the one index of each thread."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from corpus import speechfile, store
from corpus.errors import CorpusError
from corpus.search.index import Index

FILE_NAME = ".index.sqlite"
_AT_ONCE = 200
"""Files read before they are written in one transaction: bounds memory and what a crash loses."""


def _files(folders: Sequence[Path]) -> Iterator[tuple[str, Path, str]]:
    """(slug, file, state) of every speech file; a slug of an earlier folder is not given again."""
    seen: set[str] = set()
    for folder in folders:
        try:
            entries = sorted((entry for entry in os.scandir(folder) if _is_speech(entry)), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            slug = entry.name.removesuffix(".md")
            if slug in seen:
                continue
            try:
                found = entry.stat()
                store.check_slug(slug)
            except (OSError, CorpusError):
                continue
            seen.add(slug)
            yield slug, Path(entry.path), f"{found.st_mtime_ns} {found.st_size} {entry.path}"


def _is_speech(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(".md") and not entry.name.startswith(".")


def refresh(index: Index, folders: Sequence[Path]) -> None:
    """Make ``index`` hold what the speech files in ``folders`` hold, and nothing else.

    Files whose time, size and place are as they were are not read again. A file that
    cannot be read is left out (``store.broken`` says why). A slug in two folders is
    taken from the first. Raises sqlite3.Error when the index cannot be written.
    """
    known = index.states()
    files = list(_files(folders))
    gone = known.keys() - {slug for slug, _, _ in files}
    changed = [(slug, path, state) for slug, path, state in files if known.get(slug) != state]
    if gone:
        with index.change():
            for slug in gone:
                index.remove(slug)
    for at in range(0, len(changed), _AT_ONCE):
        read = []
        for slug, path, state in changed[at : at + _AT_ONCE]:
            try:
                read.append((slug, speechfile.read(path), state))
            except CorpusError:
                read.append((slug, None, state))
        with index.change():
            for slug, speech, state in read:
                if speech is None:
                    index.remove(slug)
                else:
                    index.put(speech, state)
    index.cards()  # Read here, not in the first question.



class _Opened(threading.local):
    """An open index belongs to the thread that opened it, so every thread has its own."""

    def __init__(self) -> None:
        self.by_folder: dict[Path, Index] = {}
        """By the local folder it belongs to; one entry at most."""


_opened = _Opened()
_unusable: set[Path] = set()
"""Local folders in which this process could not keep an index file."""


def current() -> Index:
    """The index over the shipped and the local speeches, up to date; for the calling thread alone.

    It lies beside the local speeches; where there are none, or the folder cannot be
    written, or its index stays in use by others, it is kept in memory.
    """
    local = store.local_folder()
    folders = (store.SPEECHES, local)
    index = _opened.by_folder.get(local)
    try:
        if index is None or _misplaced(index, local):
            path = local / FILE_NAME if local.is_dir() and local not in _unusable else None
            index = Index(path, refill=partial(refresh, folders=folders))
        refresh(index, folders)
    except sqlite3.Error:
        _unusable.add(local)
        index = Index()
        refresh(index, folders)
    for folder, other in list(_opened.by_folder.items()):
        if other is not index:
            _opened.by_folder.pop(folder).close()
    _opened.by_folder[local] = index
    return index


def _misplaced(index: Index, local: Path) -> bool:
    """Whether the index's file has gone, or there is now a folder to keep one in."""
    if index.path is not None:
        return not index.path.is_file()
    return local.is_dir() and local not in _unusable
