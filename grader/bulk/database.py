"""Opening the gradebook: one transaction, and what the database refuses, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from grader.errors import GraderError

PATIENCE = 10.0
"""Seconds to wait for another program that is writing to the gradebook."""


@contextmanager
def connected(url: str, *, writing: bool, patience: float = PATIENCE) -> Iterator[Connection]:
    """The gradebook in one transaction: committed at the end, undone by any exception.

    Raises:
        GraderError: another program is writing to it, the disk is full, the file is
            damaged or missing. Nothing has been changed then.
    """
    place = make_url(url)
    is_sqlite = place.get_backend_name() == "sqlite"
    if is_sqlite and place.database and not Path(place.database).is_file():
        raise GraderError(f"找不到成绩册 {place.database}。请核对班级文件夹，或用备份恢复后重试。")
    engine = create_engine(url, connect_args={"timeout": patience} if is_sqlite else {})
    if is_sqlite:
        _begin_with(engine, "BEGIN IMMEDIATE" if writing else "BEGIN")
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise GraderError(_said(error)) from error
    finally:
        engine.dispose()


def _begin_with(engine: Any, command: str) -> None:
    """Begin transactions so. SQLite's lock taken at once keeps what is read true until the end."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(command)


_SIGNS = {
    "locked": "成绩册正被别的程序使用（例如正在评阅或另一次评分），没有改动任何内容。请稍候重试",
    "disk is full": "磁盘已满，没有改动任何内容。请腾出空间后重试",
    "readonly": "成绩册是只读的，没有改动任何内容。请核对文件和文件夹的权限",
    "unable to open": "打不开成绩册，没有改动任何内容。请核对文件和文件夹的权限",
    "disk I/O": "读写磁盘出错，没有改动任何内容。请检查磁盘后重试",
    "malformed": "成绩册文件已损坏，没有改动任何内容。请用备份恢复",
    "not a database": "成绩册文件已损坏，没有改动任何内容。请用备份恢复",
    "no such table": "成绩册里没有 nbgrader 的表，没有改动任何内容。请核对班级文件夹",
}


def _said(error: DBAPIError) -> str:
    words = str(error.orig)
    for sign, reason in _SIGNS.items():
        if sign in words:
            return f"{reason}。"
    return f"成绩册报告错误，没有改动任何内容：{words}"
