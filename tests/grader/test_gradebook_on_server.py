"""A class whose gradebook is on a PostgreSQL server: making it, its password, and what a server refuses."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from postgresql import Server

from grader import address, classroom, roster
from grader.errors import GraderError, PasswordWanted
from grader.steps.result import why


@pytest.mark.parametrize("text", ["postgresql://li@db:5433/ban", "postgres://li@db:5433/ban", "postgresql+psycopg://li@db:5433/ban"])
def test_an_address_is_read_however_its_kind_is_written(text: str) -> None:
    assert str(address.read(text)) == "postgresql://li@db:5433/ban"


def test_a_password_is_parted_from_its_address_and_never_shown() -> None:
    for text in ("postgresql://li:p%40ss@db/ban", "postgresql://li@db/ban?password=p%40ss"):
        found = address.read(text)
        assert found.password == "p@ss" and "p@ss" not in f"{found} {found!r}" and "%40" not in str(found)


@pytest.mark.parametrize("text", ["mysql://db/ban", "ban", "postgresql://db", "postgresql://li:p@ss@db/ban", "sqlite:///x.db"])
def test_what_is_no_address_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(GraderError, match="[\u4e00-\u9fff]"):
        address.read(text)


def test_a_password_given_at_the_start_is_kept_where_its_owner_alone_reads_it(server: Server, tmp_path: Path) -> None:
    server.do("DROP ROLE IF EXISTS teacher")
    server.do("CREATE ROLE teacher LOGIN PASSWORD 'a:b\\c'")
    url = server.over_the_network(server.empty("OWNER teacher"), "teacher:a%3Ab%5Cc")
    classroom.init(tmp_path / "c", db=url)
    room = classroom.find(tmp_path / "c")
    assert stat.S_IMODE((room.folder / ".pgpass").stat().st_mode) == 0o600
    assert all("b\\c" not in path.read_text("utf-8") for path in room.folder.glob("*.py"))
    roster.add(room, [roster.Trainee("x01", "张三")])
    assert roster.trainees(room) == [roster.Trainee("x01", "张三")]
    assert classroom.init(room.folder, db=url).made == []


def test_one_database_holds_one_class(server: Server, tmp_path: Path) -> None:
    url = server.url(server.empty())
    classroom.init(tmp_path / "a", db=url)
    for folder, told in (("b", "别的班级（编号 a）"), ("elsewhere/a", "已有编号为 a")):
        with pytest.raises(GraderError, match=told):
            classroom.init(tmp_path / folder, db=url)
        assert not (tmp_path / folder).exists()
    with pytest.raises(GraderError, match="只在建班时选定"):
        classroom.init(tmp_path / "a", db=server.url(server.empty()))


def test_what_a_server_refuses_is_said_and_nothing_is_made(server: Server, tmp_path: Path) -> None:
    name = server.empty()
    foreign, latin = server.empty(), server.empty("TEMPLATE template0 ENCODING 'LATIN1'")
    server.do("CREATE TABLE goods (id int)", foreign)
    server.do("CREATE ROLE reader LOGIN")
    for url, told in {
        server.over_the_network(name, "xuncha:wrong"): "不认可用户“xuncha”的密码",
        server.over_the_network(name, "xuncha"): "要用户“xuncha”的密码",
        server.url("nowhere"): "没有找到.*“nowhere”",
        server.url(name, "reader"): "没有建表的权限",
        server.url(name, "nobody_here"): "没有用户“nobody_here”",
        server.url(foreign): "别的程序的表",
        server.url(latin): "编码是 LATIN1",
        f"postgresql://xuncha@127.0.0.1:1/{name}": "连不上数据库服务器 127.0.0.1:1",
    }.items():
        with pytest.raises(GraderError, match=told) as refusal:
            classroom.init(tmp_path / "c", db=url)
        assert isinstance(refusal.value, PasswordWanted) == ("要用户" in told)
        assert not (tmp_path / "c").exists()


def test_a_database_that_stops_nbgrader_is_told_from_its_log() -> None:
    log = "Traceback\nsqlalchemy.exc.OperationalError: (sqlite3.OperationalError) database is locked\n[SQL: x]"
    assert "成绩册正被别的程序使用" in why(log, {})
