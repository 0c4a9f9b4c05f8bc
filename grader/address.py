"""The address of a gradebook on a PostgreSQL server, as an instructor writes it and as SQLAlchemy takes it.

A class's settings are readable by others, so the password is never written there. It
stands in a file of its own beside them, readable by its owner alone, in PostgreSQL's own
format; or where PostgreSQL's programs look for it anyway (``PGPASSWORD``, ``~/.pgpass``,
a connection service).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.wholefile import write_whole
from grader.errors import GraderError

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

PASSWORD_FILE = ".pgpass"
EXAMPLE = "postgresql://用户@服务器:5432/数据库"

_WRITTEN = "postgresql"
_DRIVEN = "postgresql+psycopg"
_USUAL = {"client_encoding": "utf8", "connect_timeout": "10"}
"""Text as text whatever the server's default is; and no waiting for minutes where nobody answers."""


@dataclass(frozen=True)
class Address:
    """A database on a server, who connects to it, and the password if one was written."""

    url: URL
    """Without password."""
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """As it may stand in a file that others read."""
        return self.url.render_as_string(hide_password=False)

    def with_password(self, password: str) -> Address:
        """The same with this password. Raises GraderError for one that the password file cannot hold."""
        if not password.isprintable():
            raise GraderError("数据库密码不能用：里面有换行等看不见的字符。请重新填写。")
        return replace(self, password=password)

    def connecting(self, folder: Path | None = None) -> str:
        """What SQLAlchemy connects with; without a password of its own, by the password file in ``folder``."""
        extra = dict(_USUAL)
        if self.password is None and folder is not None and (folder / PASSWORD_FILE).is_file():
            extra["passfile"] = str(folder / PASSWORD_FILE)
        url = self.url.set(drivername=_DRIVEN, password=self.password, query={**extra, **self.url.query})
        return url.render_as_string(hide_password=False)

    def save_password(self, folder: Path) -> None:
        """Write the password, if one was given, into a file in ``folder`` that its owner alone can read."""
        if self.password is not None:
            escaped = self.password.replace("\\", "\\\\").replace(":", "\\:")
            write_whole(folder / PASSWORD_FILE, f"*:*:*:*:{escaped}\n", private=True)


def of_class(url: str, folder: Path) -> Address:
    """The address from which `Address.connecting` made ``url`` for the class in ``folder``."""
    found = read(url)
    added = {**_USUAL, "passfile": str(folder / PASSWORD_FILE)}
    own = {name: value for name, value in found.url.query.items() if added.get(name) != value}
    return Address(found.url.set(query=own), found.password)


def read(text: str) -> Address:
    """The address in ``text``: ``postgresql://`` or ``postgres://``, with or without a password.

    Raises:
        GraderError: it is no such address.
    """
    from sqlalchemy.engine import URL, make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise GraderError(f"读不懂成绩册的地址。请写成 {EXAMPLE}。") from None
    if url.drivername not in (_WRITTEN, "postgres", _DRIVEN):
        raise GraderError(f"成绩册不能放在“{url.drivername}”上。请写 PostgreSQL 的地址，如 {EXAMPLE}。")
    if "@" in (url.host or ""):
        raise GraderError("成绩册的地址里有多余的 @。密码里的 @ 要写成 %40；也可不写密码，执行时再输入。")
    query = dict(url.query)
    password = url.password if url.password is not None else query.pop("password", None)
    if isinstance(password, tuple):
        raise GraderError("成绩册的地址里有几个密码。请只写一个。")
    if not url.database and not {"dbname", "service"} & query.keys():
        raise GraderError(f"成绩册的地址里没有数据库的名字。请写成 {EXAMPLE}。")
    without = URL.create(_WRITTEN, url.username, None, url.host, url.port, url.database, query)
    return Address(without) if password is None else Address(without).with_password(str(password))
