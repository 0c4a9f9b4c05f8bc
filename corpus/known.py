"""The fingerprints of all speeches in the corpus, kept beside a large local one.

A folder of ten thousand speeches takes some twenty seconds to read; what is needed
to recognise a copy takes two kilobytes a speech. So a large folder gets a hidden
SQLite file with the fingerprint of every speech file and the state in which the
file was read. It is a cache: it can be deleted, and is made anew when it is damaged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from corpus import store
from corpus.errors import CorpusError
from corpus.identity import Fingerprint, fingerprint

FILE_NAME = ".fingerprints.sqlite"
LARGE = 200
"""Speech files from which on a folder gets the hidden file; fewer are read in half a second."""
_VERSION = 1
"""Of the table and of what a fingerprint is; a file with another number is thrown away."""
_COLUMNS = "slug, exact, size, ceiling, sketch"
_TABLE = "CREATE TABLE IF NOT EXISTS mark (slug TEXT PRIMARY KEY, state TEXT, exact TEXT, size INTEGER, ceiling INTEGER, sketch BLOB)"


def fingerprints(folder: Path | None = None) -> list[Fingerprint]:
    """Of every shipped speech and every readable one in ``folder`` (the local one when None).

    Where ``folder`` is the package's own, its speeches are given once.
    """
    home = folder or store.local_folder()
    shipped = [] if home == store.SPEECHES else [fingerprint(speech) for speech in store.shipped_speeches()]
    files = {path.stem: path for path in store.speech_files(home)}
    if len(files) < LARGE:
        return [*shipped, *_computed(files.values())]
    try:
        return [*shipped, *_kept(home / FILE_NAME, files)]
    except (sqlite3.Error, OSError):
        return [*shipped, *_computed(files.values())]


def _computed(files: Iterable[Path]) -> Iterator[Fingerprint]:
    for path in files:
        try:
            yield fingerprint(store.read_local(path))
        except CorpusError:
            continue


def _kept(file: Path, files: dict[str, Path]) -> list[Fingerprint]:
    """The fingerprints of ``files`` by slug, from ``file`` as far as it has them in their present state."""
    states = {slug: _state(path) for slug, path in files.items()}
    try:
        return _brought_up_to_date(file, files, states)
    except sqlite3.OperationalError:  # in use, or the folder cannot be written: no damage
        raise
    except sqlite3.DatabaseError:
        file.unlink(missing_ok=True)
        return _brought_up_to_date(file, files, states)


def _brought_up_to_date(file: Path, files: dict[str, Path], states: dict[str, str]) -> list[Fingerprint]:
    with closing(sqlite3.connect(file, timeout=5)) as db, db:
        db.execute("PRAGMA trusted_schema = OFF")
        if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            db.execute("DROP TABLE IF EXISTS mark")
            db.execute(f"PRAGMA user_version = {_VERSION}")
        db.execute(_TABLE)
        kept = dict(db.execute("SELECT slug, state FROM mark"))
        stale = [slug for slug, state in states.items() if kept.get(slug) != state]
        db.executemany("DELETE FROM mark WHERE slug = ?", ((slug,) for slug in [*stale, *(kept.keys() - states.keys())]))
        made = _computed(files[slug] for slug in stale)
        rows = ((mark.slug, states[mark.slug], mark.exact, mark.size, mark.limit, mark.sketch) for mark in made)
        db.executemany("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)", rows)
        found = db.execute(f"SELECT {_COLUMNS} FROM mark ORDER BY slug").fetchall()
    return [Fingerprint(*row) for row in found if len(row[-1]) % 4 == 0]


def _state(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size}"
