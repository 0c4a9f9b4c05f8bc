"""What a gradebook's database refuses, in Chinese: what happened, where, what to do next.

PostgreSQL's reports come in the server's language, so what has an error class is known
by that; only what a server says to someone not let in yet has none, and is known by its
words, English and Chinese (those of PostgreSQL's own translation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from grader.errors import GraderError, Lost, PasswordWanted


@dataclass(frozen=True)
class Refusal:
    """A sign by which one refusal is known, and what is said of it."""

    sign: str
    """A regular expression for SQLAlchemy's "(driver.ErrorClass) message"."""
    what: str
    advice: str
    kind: type[GraderError] = GraderError


_BUSY = "成绩册正被别的程序使用（例如正在评阅或另一次评分）"
_DAMAGED = "成绩册文件已损坏"
_FULL = "磁盘已满"

REFUSALS = (
    # SQLite
    Refusal(r"^\(sqlite3.*locked", _BUSY, "请稍候重试"),
    Refusal(r"^\(sqlite3.*disk is full", _FULL, "请腾出空间后重试"),
    Refusal(r"^\(sqlite3.*readonly", "成绩册是只读的", "请核对文件和文件夹的权限"),
    Refusal(r"^\(sqlite3.*unable to open", "打不开成绩册", "请核对文件和文件夹的权限"),
    Refusal(r"^\(sqlite3.*disk I/O", "读写磁盘出错", "请检查磁盘后重试"),
    Refusal(r"^\(sqlite3.*(malformed|not a database)", _DAMAGED, "请用备份恢复"),
    Refusal(r"^\(sqlite3.*no such table", "成绩册里没有 nbgrader 的表", "请核对班级文件夹"),
    # PostgreSQL, by class
    Refusal(r"^\(psycopg\.errors\.(LockNotAvailable|DeadlockDetected|SerializationFailure|QueryCanceled)", _BUSY, "请稍候重试"),
    Refusal(r"^\(psycopg\.errors\.DiskFull", "数据库服务器的磁盘已满", "请管理员腾出空间后重试"),
    Refusal(r"^\(psycopg\.errors\.ReadOnlySqlTransaction", "{place}是只读的（例如备用服务器）", "请改连主服务器"),
    Refusal(
        r"^\(psycopg\.errors\.InsufficientPrivilege",
        "{user}在{place}里没有足够的权限",
        "请管理员把数据库的所有者设为该用户（ALTER DATABASE 数据库 OWNER TO 用户）后重试",
    ),
    Refusal(r"^\(psycopg\.errors\.UndefinedTable", "{place}里没有 nbgrader 的表", "请核对班级设置中的数据库，或用备份恢复"),
    Refusal(r"^\(psycopg\.errors\.StringDataRightTruncation", "有一项文字太长，数据库放不下", "请缩短（姓名不超过 128 个字）后重试"),
    Refusal(r"^\(psycopg\.DataError.*NUL", "有一项文字里有空字符，数据库不收", "请改正后重试"),
    Refusal(
        r"^\(psycopg\.(errors\.(AdminShutdown|CrashShutdown|IdleInTransactionSessionTimeout)"
        r"|OperationalError.*(server closed the connection|connection is (closed|lost)|consuming input failed|EOF detected))",
        "与数据库服务器的连接中断",
        "请确认服务器正常后，把刚才的命令再执行一次",
        Lost,
    ),
    # PostgreSQL, by the words of a server that does not let in
    Refusal(
        r"no password supplied",
        "{server}要{user}的密码，而没有找到",
        "请把密码填在“班级台”里，或再执行一次建班命令，--db 写同一地址，按提示输入",
        PasswordWanted,
    ),
    Refusal(
        r"password authentication failed|Password 认证失败",
        "{server}不认可{user}的密码",
        "请核对用户和密码，把对的密码填在“班级台”里，或再执行一次建班命令，--db 写同一地址，按提示输入",
        PasswordWanted,
    ),
    Refusal(r"[Pp]eer authentication failed|Ident authentication failed|对等认证失败|Ident 认证失败",
            "{server}只让同名的系统用户连接，不让{user}从这里连接", "请用同名的系统账户，或请管理员在 pg_hba.conf 中放行"),
    Refusal(r"no pg_hba\.conf entry|pg_hba\.conf 记录", "{server}没有允许{user}从本机连接{place}", "请管理员在 pg_hba.conf 中放行"),
    Refusal(r'role ".*" does not exist|角色 ?".*" 不存在', "{server}上没有{user}", "请核对地址里的用户名，或请管理员建立（createuser）"),
    Refusal(r'role ".*" is not permitted to log in|不允许角色', "{server}不许{user}登录", "请管理员放行（ALTER ROLE 用户 LOGIN）"),
    Refusal(
        r'database ".*" does not exist|数据库 ?".*" 不存在',
        "没有找到{place}",
        "请核对地址，或请管理员先建一个空数据库（createdb -T template0 -E UTF8 -O 用户 数据库）",
    ),
    Refusal(r'permission denied for database|访问数据库.*的权限不够', "{user}无权连接{place}", "请管理员授权（GRANT CONNECT）后重试"),
    Refusal(r"too many (clients|connections)|太多的(客户|连接)|remaining connection slots", "{server}的连接已满", "请稍候重试"),
    Refusal(r"the database system is (starting|shutting|in recovery|not yet)|数据库系统(启动|停止|恢复)", "{server}正在启动或停止", "请稍候重试"),
    Refusal(r"definition of service .* not found", "没有找到地址里写的连接服务", "请核对 service 的名字和 pg_service.conf"),
    Refusal(r"certificate|SSL|TLS", "与{server}建不起加密连接", "请核对地址里的 sslmode 和证书，或请管理员查看"),
    Refusal(
        r"\(psycopg\.(OperationalError|errors\.ConnectionTimeout)\) (connection (failed|timeout|is bad)|failed to resolve"
        r"|.*(refused|timed? ?out|timeout expired|could not translate|No such file|not known|unreachable|No route))",
        "连不上{server}",
        "请核对地址和端口，确认服务器已启动、网络可达，再重试",
    ),
)  # fmt: skip


def known(words: str) -> Refusal | None:
    """The refusal that is meant by a driver's report, "(driver.ErrorClass) message"."""
    return next((one for one in REFUSALS if re.search(one.sign, words, re.DOTALL)), None)


_REPORT = re.compile(r"\((?:sqlite3|psycopg)\.[\w.]+\) .*?(?=\n\[SQL:|\n\(Background|\Z)", re.DOTALL)


def in_log(log: str) -> str | None:
    """Why a database stopped nbgrader, from nbgrader's log; None if it was not that, or nothing we know."""
    report = _REPORT.search(log)
    refusal = known(report[0]) if report else None
    return refusal and f"{refusal.what}。{refusal.advice}。".format(**_names(None))


@contextmanager
def told(url: URL, untouched: bool = False) -> Iterator[None]:
    """Whatever the database at ``url`` refuses inside becomes a GraderError.

    Args:
        untouched: all inside is one transaction, so that a refusal has changed nothing.
    """
    try:
        yield
    except (DBAPIError, ValueError) as error:
        # nbgrader packs what the database says into a ValueError of its own.
        source = error if isinstance(error, DBAPIError) else error.__context__
        if not isinstance(source, DBAPIError):
            raise
        raise said(source, url, untouched) from error
    except ImportError as error:
        if "psycopg" not in (error.name or "") and "pq wrapper" not in str(error):
            raise
        raise GraderError(
            "还没有安装连接 PostgreSQL 的驱动程序 psycopg。请在课程的文件夹里执行 make postgresql"
            "（自管环境的用 pip install \"psycopg[binary]\"），再重试。"
        ) from error


def said(error: DBAPIError, url: URL, untouched: bool) -> GraderError:
    """One refusal in Chinese."""
    report = _REPORT.search(str(error))
    refusal = known(report[0]) if report else None
    if refusal is None and error.connection_invalidated:
        refusal = next(one for one in REFUSALS if one.kind is Lost)
    if refusal is None:
        words = " ".join(str(error.orig).split())
        return GraderError(f"成绩册报告错误{'，没有改动任何内容' if untouched else ''}：{words}")
    nothing_changed = "，没有改动任何内容" if untouched and refusal.kind is not Lost else ""
    return refusal.kind(f"{refusal.what}{nothing_changed}。{refusal.advice}。".format(**_names(url)))


def _names(url: URL | None) -> dict[str, Any]:
    """How server, database and user are called in a sentence."""
    if url is None:
        return {"server": "数据库服务器", "place": "成绩册的数据库", "user": "班级设置中的用户"}
    query = {name: value if isinstance(value, str) else value[0] for name, value in url.query.items()}
    host, port = url.host or query.get("host", ""), url.port or query.get("port")
    if host and not host.startswith("/"):  # a path is that of a socket
        server = f"数据库服务器 {host}{f':{port}' if port else ''}"
    else:
        server = f"连接服务“{query['service']}”的数据库服务器" if "service" in query else "本机的数据库服务器"
    name, user = url.database or query.get("dbname"), url.username or query.get("user")
    return {
        "server": server,
        "place": f"{server}上的数据库“{name}”" if name else f"{server}上的数据库",
        "user": f"用户“{user}”" if user else "当前系统用户",
    }
