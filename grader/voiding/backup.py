"""What stood there before an order: the source paper and the whole gradebook, each copied into a folder of its own."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import make_url

from corpus.oserror import said
from corpus.wholefile import write_whole
from grader.bulk import database
from grader.bulk import tables as t
from grader.classroom import Classroom
from grader.errors import GraderError


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
            write_whole(folder / "成绩册.json", json.dumps(_rows(room), ensure_ascii=False, default=str))
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


def _rows(room: Classroom) -> dict[str, list[dict[str, object]]]:
    """All tables that grading writes to, row by row."""
    with database.connected(room.database_url, writing=False) as db:
        return {table.name: [dict(row._mapping) for row in db.execute(select(table))] for table in t.ALL}
