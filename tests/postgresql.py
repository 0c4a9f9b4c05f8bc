"""A PostgreSQL server of the tests' own, on a private port and socket in a temporary folder; nothing it writes lasts."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

MISSING = "there is no PostgreSQL here (on Debian: apt-get install postgresql)"

#: Speed instead of lasting: the server is thrown away with its folder.
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=64MB", "jit=off")
_LET_IN = "local all stranger scram-sha-256\nlocal all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


@dataclass
class Server:
    """A running server. ``xuncha`` may do everything, and over the socket needs no password."""

    folder: Path
    port: int
    password: str
    _count: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str, user: str = "xuncha") -> str:
        """As an instructor writes it; over the socket."""
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def over_the_network(self, database: str, login: str) -> str:
        """The same over the port, where a password is asked for; ``login`` is user:password."""
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}"

    def do(self, statement: str, database: str = "postgres", user: str = "xuncha") -> list[tuple[Any, ...]]:
        """Run one statement."""
        with psycopg.connect(self.url(database, user), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def empty(self, more: str = "") -> str:
        """The name of a new database; ``more`` as CREATE DATABASE takes it."""
        name = f"c{next(self._count)}"
        self.do(f"CREATE DATABASE {name} {more}")
        return name


KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Gradebooks:
    """Where a class's gradebook may be: in a file of the class, or on a server."""

    kind: str
    server: Server | None

    def new(self) -> str | None:
        """An empty database, as ``class init --db`` takes it; None for a file."""
        return self.server and self.server.url(self.server.empty())


def _binaries() -> Path | None:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    found = debian[-1] if debian else Path(on_path) if on_path else None
    return found.parent if found else None


@contextmanager
def running() -> Iterator[Server | None]:
    """A server; None where PostgreSQL is not installed. It never runs as root, which PostgreSQL refuses."""
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    other: dict[str, Any] = {}
    folder = Path(tempfile.mkdtemp(prefix="xuncha-pg-"))
    if os.geteuid() == 0:
        other = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")

    def run(program: str, *arguments: str) -> None:
        # Its output goes nowhere rather than into a pipe, which the server would hold open.
        command = [str(binaries / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **other)

    try:
        run("initdb", "--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C", "--username=xuncha")
        (folder / "data" / "pg_hba.conf").write_text(_LET_IN)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            server = Server(folder, free.getsockname()[1], secrets.token_hex(8))
        settings = [f"port={server.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *_QUICK]
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", " ".join(f"-c {setting}" for setting in settings), "start")
        try:
            server.do(f"ALTER ROLE xuncha PASSWORD '{server.password}'")
            yield server
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy(url: str) -> str:
    """The name of a new database like the one at ``url``, which nobody may have open."""
    place = make_url(url)
    name = f"copy_{secrets.token_hex(6)}"  # copies are also made in forks, which share no count
    with _beside(url) as connection:
        connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{place.database}'")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {place.database} STRATEGY file_copy")
    return name


def drop(url: str) -> None:
    """Remove a database, whoever has it open."""
    with _beside(url) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def _beside(url: str) -> psycopg.Connection:
    """A connection to the same server, to another of its databases."""
    query = make_url(url).query
    return psycopg.connect(host=query["host"], port=query["port"], user="xuncha", dbname="postgres", autocommit=True)
