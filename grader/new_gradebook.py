"""Looking at a server's database before a class's gradebook is made in it: one database holds one class."""

from __future__ import annotations

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url

from grader import refusals
from grader.errors import GraderError

#: nbgrader's steps enter this course beside the class's own.
_NBGRADERS = "default_course"


def look(url: str, course_id: str, expected: bool) -> bool:
    """True if the class's gradebook is in the database at ``url`` already, False if the database is empty.

    Args:
        expected: the class has been made before, with this database.

    Raises:
        GraderError: the database cannot be used, or holds something else.
    """
    place = make_url(url)
    with refusals.told(place, untouched=True):
        engine = create_engine(place)
        try:
            with engine.connect() as connection:
                return _look(connection, course_id, expected)
        finally:
            engine.dispose()


def _look(connection: Connection, course_id: str, expected: bool) -> bool:
    name = f"数据库“{connection.execute(text('SELECT current_database()')).scalar_one()}”"
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise GraderError(
            f"{name}的编码是 {encoding}，放不下所有汉字。请管理员另建一个 UTF8 编码的空数据库"
            "（createdb -T template0 -E UTF8 数据库）后重试。"
        )
    tables = set(inspect(connection).get_table_names())
    if not tables:
        if not connection.execute(text("SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)")).scalar_one():
            raise GraderError(
                f"在{name}里没有建表的权限。请管理员把数据库的所有者设为连接用的用户（ALTER DATABASE 数据库 OWNER TO 用户）后重试。"
            )
        return False
    if not {"course", "assignment", "student", "grade"} <= tables:
        listed = "、".join(sorted(tables)[:3])
        raise GraderError(f"{name}里已有别的程序的表（{listed} 等）。每个班级要有自己的空数据库，请另建一个后重试。")
    courses = set(connection.execute(text("SELECT id FROM course")).scalars()) - {_NBGRADERS}
    courses |= set(connection.execute(text("SELECT DISTINCT course_id FROM assignment")).scalars())
    if others := sorted(courses - {course_id}):
        raise GraderError(f"{name}里是别的班级（编号 {'、'.join(others)}）的成绩册。每个班级要有自己的空数据库，请另建一个后重试。")
    if courses and not expected:
        raise GraderError(
            f"{name}里已有编号为 {course_id} 的成绩册，而 --db 是用来建新班的。请另建一个空数据库；"
            "要找回原来的班级，请用备份恢复它的文件夹。"
        )
    return True
