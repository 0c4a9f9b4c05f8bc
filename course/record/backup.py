"""A second copy beside the record, at most an hour old while one studies: what a damaged file is mended from."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

EVERY = 3600
"""Seconds between two copies; one takes some milliseconds."""


def place(path: Path) -> Path:
    """Where the copy of the record at ``path`` lies."""
    return path.with_name(f"{path.stem}（备份）{path.suffix}")


def keep(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the open record, unless that was done lately.

    No transaction is open yet. A copy that cannot be made is not missed: only a damaged
    record is told (sqlite3.DatabaseError), which is found out early in this way.
    """
    copy = place(path)
    with suppress(OSError):
        if time.time() - copy.stat().st_mtime < EVERY:
            return
    fresh = copy.with_name(f".{copy.name}.{uuid4().hex}")
    try:
        if path.stat().st_size:
            connection.execute("VACUUM INTO ?", (str(fresh),))
            os.replace(fresh, copy)
    except OSError:
        pass
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def forget(path: Path) -> None:
    """Remove the copy: what the learner has cleared must not come back from it. Raises OSError."""
    place(path).unlink(missing_ok=True)
