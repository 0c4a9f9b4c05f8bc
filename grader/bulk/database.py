"""Opening the gradebook, a file of SQLite or a database of PostgreSQL, for one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError

from grader import refusals
from grader.bulk import tables
from grader.errors import GraderError

PATIENCE = 10.0
"""Seconds to wait for another program that is writing to the gradebook."""

_BETWEEN = 0.05
"""Seconds from one try for PostgreSQL's locks to the next."""


@contextmanager
def connected(url: str, *, writing: bool, patience: float = PATIENCE) -> Iterator[Connection]:
    """The gradebook in one transaction: committed at the end, undone by any exception.

    What is read stays true until the end, and with ``writing`` nobody else changes the
    gradebook meanwhile; others may read it.

    Raises:
        GraderError: another program is writing to it, the disk is full, the file is
            damaged or missing, the server cannot be reached or does not let in. Nothing
            has been changed then; after `grader.errors.Lost` alone nobody knows.
    """
    place = make_url(url)
    _insist_on_file(place)
    with refusals.told(place, untouched=True):
        engine = _sqlite(place, writing, patience) if _is_sqlite(place) else _postgresql(place, writing)
        try:
            with engine.begin() as connection:
                if writing and not _is_sqlite(place):
                    _lock(connection, patience)
                yield connection
        finally:
            engine.dispose()


def _is_sqlite(place: URL) -> bool:
    return place.get_backend_name() == "sqlite"


def _insist_on_file(place: URL) -> None:
    """Raise a GraderError where a file of SQLite is gone, which opening would make anew and empty."""
    if _is_sqlite(place) and place.database and not Path(place.database).is_file():
        raise GraderError(f"找不到成绩册 {place.database}。请核对班级文件夹，或用备份恢复后重试。")


def _sqlite(place: URL, writing: bool, patience: float) -> Engine:
    """Transactions begin with SQLite's one lock where they write, so that what is read stays true."""
    engine = create_engine(place, connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _postgresql(place: URL, writing: bool) -> Engine:
    """Those who only read see one moment throughout; those who write hold locks instead."""
    engine = create_engine(place, isolation_level="READ COMMITTED" if writing else "REPEATABLE READ")
    return engine if writing else engine.execution_options(postgresql_readonly=True)


def _lock(connection: Connection, patience: float) -> None:
    """Keep others from writing to any table that grading reads or writes, as SQLite's lock does.

    Formgrader takes locks on a table at a time. Waiting for one of them while holding
    others could end in a deadlock, of which formgrader might be the one to be stopped;
    so all are taken at once or none.
    """
    names = ", ".join(table.name for table in tables.ALL)
    until = time.monotonic() + patience
    while True:
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE NOWAIT")
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != "55P03" or time.monotonic() > until:
                raise
            time.sleep(_BETWEEN)
        else:
            return
