"""A class whose gradebook is on a PostgreSQL server: making it, its password, and what a server refuses."""

from __future__ import annotations

import stat
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import postgresql
import pytest
from made_classes import copied, on_server_alone, released, with_quiz
from made_papers import QUIZ, answered, hand_in, right
from postgresql import Server
from ptyprocess import PtyProcessUnicode
from whole_gradebook import whole

from exercises.deskpage import Said
from grader import address, classroom, roster
from grader.bulk.run import grade
from grader.classroom import Classroom
from grader.desks.classdesk import ClassDesk
from grader.errors import GraderError, Lost, PasswordWanted
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


@pytest.fixture
def teacher(server: Server) -> Iterator[str]:
    """A user who has to say a password, and the address of an empty database of theirs, without it."""
    server.do("DROP ROLE IF EXISTS keeper")
    server.do("CREATE ROLE keeper LOGIN PASSWORD 'first'")
    name = server.empty("OWNER keeper")
    yield server.over_the_network(name, "keeper")
    postgresql.drop(server.url(name))


@pytest.mark.slow
def test_the_command_asks_for_the_password_without_showing_it(teacher: str, tmp_path: Path) -> None:
    command = [str(Path(sysconfig.get_path("scripts")) / "xuncha"), "class", "init", str(tmp_path / "c"), "--db", teacher]
    terminal = PtyProcessUnicode.spawn(command, dimensions=(40, 200))
    shown = ""
    while "密码: " not in shown:
        shown += terminal.read()
    terminal.write("first\n")
    try:
        while True:
            shown += terminal.read()
    except EOFError:
        pass
    assert terminal.wait() == 0, shown
    assert "要用户“keeper”的密码" in shown and "first" not in shown
    assert (tmp_path / "c" / ".pgpass").read_text("utf-8") == "*:*:*:*:first\n"


def at(desk: ClassDesk, what: str, **fields: str) -> Said:
    """Press a button that stands on the desk."""
    assert f'data-act="{what}"' in desk.html()
    return desk.act(what, "", fields)


def test_a_class_is_put_on_a_server_from_the_desk(teacher: str, server: Server, tmp_path: Path) -> None:
    desk = ClassDesk(tmp_path / "c")
    for password, told in (("", "要用户“keeper”的密码"), ("wrong", "不认可用户“keeper”的密码"), ("a\nb", "看不见的字符")):
        with pytest.raises(GraderError, match=told):
            at(desk, "init", db=teacher, password=password)
    with pytest.raises(GraderError, match="没有写数据库地址"):
        at(desk, "init", db=" ", password="first")
    assert not (tmp_path / "c").exists()
    assert "已建好" in at(desk, "init", db=teacher, password="first").text
    room = classroom.find(tmp_path / "c")
    assert room.server and room.database is None and "first" not in desk.html()


def test_a_class_whose_password_was_changed_asks_for_the_new_one(teacher: str, server: Server, tmp_path: Path) -> None:
    desk = ClassDesk(tmp_path / "c")
    at(desk, "init", db=teacher, password="first")
    server.do("ALTER ROLE keeper PASSWORD 'second'")
    assert "不认可用户“keeper”的密码" in desk.html() and 'type="password"' in desk.html()
    with pytest.raises(GraderError, match="不认可"):
        at(desk, "password", password="third")
    assert (tmp_path / "c" / ".pgpass").read_text("utf-8") == "*:*:*:*:first\n"
    assert at(desk, "password", password="second").look == "right"
    assert "名册：0 人" in desk.html()


@pytest.fixture
def collected(new_class: Path, tmp_path: Path) -> Classroom:
    """A class on the server with one paper to be graded."""
    room = with_quiz(tmp_path / "class-a", new_class)
    hand_in(room.folder, "x01", answered(released(room), right))
    return room


@on_server_alone
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_a_connection_that_breaks_is_told_and_running_again_completes_the_work(
    collected: Classroom, server: Server, tmp_path: Path
) -> None:
    once = copied(collected, tmp_path / "once" / "class-a")
    grade(once, QUIZ)

    def cut(done: int, _all: int) -> None:
        if done:
            server.do(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(collected)}'")

    with pytest.raises(Lost, match="连接中断.*再执行一次"):
        grade(collected, QUIZ, step=cut)
    grade(collected, QUIZ)
    assert whole(collected.folder) == whole(once.folder)


def name_of(room: Classroom) -> str:
    """The class's database."""
    assert room.server and room.server.url.database
    return room.server.url.database


@on_server_alone
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_a_server_that_is_full_is_told_and_nothing_changes(collected: Classroom, server: Server) -> None:
    before = whole(collected.folder)
    server.do(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
        name_of(collected),
    )
    server.do("CREATE TRIGGER full_disk BEFORE INSERT ON grade EXECUTE FUNCTION full_disk()", name_of(collected))
    with pytest.raises(GraderError, match="服务器的磁盘已满，没有改动任何内容"):
        grade(collected, QUIZ)
    assert whole(collected.folder) == before
    assert not list((collected.folder / "autograded").glob("x*"))
    server.do("DROP TRIGGER full_disk ON grade", name_of(collected))
    assert grade(collected, QUIZ).graded == 1


@on_server_alone
def test_a_database_that_is_gone_is_told(collected: Classroom) -> None:
    postgresql.drop(str(collected.server))
    with pytest.raises(GraderError, match=f"没有找到.*“{name_of(collected)}”"):
        grade(collected, QUIZ)
    assert "没有找到" in ClassDesk(collected.folder).html()


def test_a_missing_driver_is_told_with_the_way_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(GraderError, match="make postgresql"):
        classroom.init(tmp_path / "c", db="postgresql://li@127.0.0.1/ban")
    assert not (tmp_path / "c").exists()


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
        assert isinstance(refusal.value, PasswordWanted) == ("密码" in told)
        assert not (tmp_path / "c").exists()


def test_a_database_that_stops_nbgrader_is_told_from_its_log() -> None:
    log = "Traceback\nsqlalchemy.exc.OperationalError: (sqlite3.OperationalError) database is locked\n[SQL: x]"
    assert "成绩册正被别的程序使用" in why(log, {})
