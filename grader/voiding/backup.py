"""What stood there before an order: the source paper and the whole gradebook, each copied into a folder of its own.

The copy of a gradebook is a file of SQLite wherever the gradebook is, which nbgrader opens.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import Column, MetaData, String, Table, create_engine, insert, select
from sqlalchemy.engine import make_url

from corpus.oserror import said
from grader.bulk import database
from grader.classroom import Classroom
from grader.errors import GraderError

_AT_ONCE = 1000
"""Rows fetched from a server at a time."""


def keep(room: Classroom, quiz: str, folder: Path) -> None:
    """Copy source paper and gradebook into ``folder``. Raises GraderError; nothing else has been touched then."""
    try:
        folder.mkdir(parents=True)
        paper = room.paper("source", quiz) / f"{quiz}.ipynb"
        if paper.is_file():
            shutil.copy2(paper, folder / paper.name)
        place = make_url(room.database_url)
        if place.get_backend_name() == "sqlite" and place.database:
            _copy(Path(place.database), folder / "gradebook.db")
        else:
            _fetch(room, folder / "gradebook.db")
    except (OSError, sqlite3.Error) as error:
        why = said(error) if isinstance(error, OSError) else str(error)
        raise GraderError(f"改动之前要先备份，但无法写入 {folder}：{why}。没有改动任何内容。请核对磁盘空间和权限后重试。") from error


def _copy(database: Path, copy: Path) -> None:
    """A consistent copy, also while others write."""
    source = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()


def _fetch(room: Classroom, copy: Path) -> None:
    """All tables of a gradebook on a server as they stood at one moment, in a new gradebook that is a file."""
    from nbgrader.api import Base

    version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
    target = create_engine(f"sqlite:///{copy}")
    try:
        with database.connected(room.database_url, writing=False) as source, target.begin() as db:
            for table in (version, *Base.metadata.sorted_tables):
                table.create(db)
                rows = source.execution_options(yield_per=_AT_ONCE).execute(select(table))
                for some in rows.mappings().partitions():
                    db.execute(insert(table), [dict(row) for row in some])
    finally:
        target.dispose()
