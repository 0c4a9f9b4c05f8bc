"""A class on disk: making it, finding it, and opening nbgrader on it."""

from __future__ import annotations

import json
import os
import re
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from string import Template

from traitlets.config import Config, PyFileConfigLoader

from corpus.oserror import said
from corpus.wholefile import write_whole
from exercises.times import DEFAULT_ZONE
from grader import address
from grader.address import Address
from grader.errors import GraderError

CONFIG = "nbgrader_config.py"
NOTES = "说明.txt"
DEFAULT_COURSE_ID = "xuncha"

_TEMPLATES = Path(__file__).parent / "templates"
_COURSE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
#: Ids become folder names between "+" signs and parts of glob patterns in nbgrader.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def usable_id(value: str) -> bool:
    """True for an id that nbgrader can carry in paths."""
    return _ID.fullmatch(value) is not None


def check_id(value: str, what: str) -> str:
    """``value`` if nbgrader can carry it in paths; otherwise a GraderError naming ``what``."""
    if not usable_id(value):
        raise GraderError(
            f"{what}“{value}”不能用。请只用英文字母、数字、连字符、下划线和点，以字母或数字开头，不超过 64 个字符。"
        )
    return value


def default_course_id(folder: Path) -> str:
    """The folder's own name where it can be a course id, otherwise ``xuncha``."""
    return folder.name if _COURSE_ID.fullmatch(folder.name) else DEFAULT_COURSE_ID


@dataclass
class Made:
    """What ``init`` did, as paths shown to the instructor; a gradebook on a server is shown by its address."""

    made: list[Path | str] = field(default_factory=list)
    kept: list[Path | str] = field(default_factory=list)

    def note(self, what: Path | str, *, existed: bool) -> None:
        (self.kept if existed else self.made).append(what)


def init(
    folder: Path,
    course_id: str | None = None,
    name: str | None = None,
    exchange: Path | None = None,
    timezone: str = DEFAULT_ZONE,
    db: str | Address | None = None,
) -> Made:
    """Make ``folder`` an nbgrader course directory; whatever is there stays as it is.

    Args:
        course_id: defaults to the folder's name where that is ASCII.
        name: the class's name as people say it; defaults to the folder's name.
        exchange: a shared folder for handing out and in; default ``exchange`` inside ``folder``.
        timezone: IANA name, written into the settings.
        db: an empty PostgreSQL database for the gradebook (`grader.address`); default a file in ``folder``.
            A password in it goes into a file of its own; for a class made before, it replaces the one there.

    Raises:
        GraderError: the course id cannot be used, the database does not let in or holds
            something else, or a path cannot be written.
    """
    folder = folder.expanduser().resolve()
    course_id = check_id(course_id or default_course_id(folder), "班级编号")
    server = address.read(db) if isinstance(db, str) else db
    values = {
        "course_id": _literal(course_id),
        "name": _literal(name or folder.name),
        "exchange": _literal(str(exchange.expanduser().resolve()) if exchange else "exchange"),
        "timezone": _literal(timezone),
        "db": _literal(str(server)) if server else "None",
    }
    done = Made()
    try:
        held = _gradebook_on_server(folder, course_id, server) if server else False
        for path in (folder, folder / "source"):
            done.note(path, existed=path.is_dir())
            path.mkdir(parents=True, exist_ok=True)
        for target, template in ((CONFIG, "nbgrader_config.py.txt"), (NOTES, "notes.txt")):
            _write_once(folder / target, (_TEMPLATES / template).read_text("utf-8"), values, done)
        if server:
            server.save_password(folder)
        room = Classroom(folder)
        _make_exchange(room.exchange, done)
        if room.database:
            done.note(room.database, existed=room.database.exists())
        elif server:
            done.note(f"成绩册　{server}", existed=held)
        with room.gradebook():
            pass  # opening it creates the tables and the course's record
    except OSError as error:
        raise GraderError(f"无法写入 {error.filename or folder}：{said(error)}。请换一个可写的文件夹后重试。") from error
    return done


def _gradebook_on_server(folder: Path, course_id: str, server: Address) -> bool:
    """True if the class's gradebook is on the server already; GraderError where it must not be made there."""
    from grader.new_gradebook import look

    made = (folder / CONFIG).is_file()
    if made:
        room = Classroom(folder)
        course_id, now = room.course_id, room.server
        if now is None or now.url != address.of_class(server.connecting(), folder).url:
            where = f"在 {now}" if now else f"是文件 {room.database}"
            raise GraderError(f"本班早已建好，成绩册{where}，没有改动任何内容。--db 只在建班时选定成绩册放在哪里；要换，请另建一个班级。")
    return look(server.connecting(folder), course_id, expected=made)


def _literal(text: str) -> str:
    """A double-quoted Python literal that leaves Chinese readable."""
    return json.dumps(text, ensure_ascii=False)


def _write_once(path: Path, text: str, values: dict[str, str], done: Made) -> None:
    existed = path.exists()
    done.note(path, existed=existed)
    if not existed:
        write_whole(path, Template(text).substitute(values))


def _make_exchange(root: Path, done: Made) -> None:
    """The exchange's root: writable by all and sticky, so that nobody can rename another's course."""
    existed = root.is_dir()
    done.note(root, existed=existed)
    if not existed:
        root.mkdir(parents=True)
        root.chmod(0o1777)


def _own_scripts_on_path() -> None:
    """nbgrader calls ``alembic`` by name when it makes a gradebook, also in an environment nobody activated."""
    scripts = sysconfig.get_path("scripts")
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", "")])


def find(start: Path) -> Classroom:
    """The class that ``start`` lies in: the nearest folder upwards with our settings file.

    Raises:
        GraderError: there is none.
    """
    start = start.expanduser().resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return Classroom(folder)
    raise GraderError(
        f"{start} 不是班级文件夹（其中和上级都没有 {CONFIG}）。"
        "请先进入班级文件夹，或用 --dir 指明；尚未建班时用 “xuncha class init 文件夹” 建立。"
    )


@dataclass(frozen=True)
class Classroom:
    """One class: its folder, its settings, its gradebook.

    nbgrader is imported only where it is used, since importing it takes a second.
    """

    folder: Path

    @cached_property
    def config(self) -> Config:
        """The settings as nbgrader itself reads them from the class's file."""
        try:
            return PyFileConfigLoader(CONFIG, path=str(self.folder)).load_config()
        except Exception as error:
            raise GraderError(
                f"读不出班级设置 {self.folder / CONFIG}：{type(error).__name__}: {error}。请改正该文件，或删去后重新 init。"
            ) from error

    @property
    def course_id(self) -> str:
        return self.config.CourseDirectory.course_id

    @property
    def name(self) -> str:
        return self.config.FeedbackExporter.get("class_name", self.course_id)

    @property
    def timezone(self) -> str:
        return self.config.NbGraderAPI.get("timezone", DEFAULT_ZONE)

    @property
    def exchange(self) -> Path:
        return Path(self.config.Exchange.root)

    @property
    def database(self) -> Path | None:
        """The gradebook's file; None where it is on a server."""
        from sqlalchemy.engine import make_url

        place = make_url(self.database_url)
        return Path(place.database or "") if place.get_backend_name() == "sqlite" else None

    @property
    def server(self) -> Address | None:
        """Where on a server the gradebook is; None where it is a file."""
        return None if self.database else address.of_class(self.database_url, self.folder)

    @cached_property
    def api(self) -> NbGraderAPI:  # noqa: F821
        """nbgrader's own high-level API on this class."""
        from nbgrader.apps import NbGraderAPI

        _own_scripts_on_path()
        return NbGraderAPI(config=self.config)

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:  # noqa: F821
        """The gradebook, open through nbgrader. Raises GraderError for what its database refuses."""
        from nbgrader.api import Gradebook
        from sqlalchemy.engine import make_url

        from grader import refusals

        _own_scripts_on_path()
        with refusals.told(make_url(self.database_url)), Gradebook(self.database_url, self.course_id) as gradebook:
            yield gradebook

    @property
    def database_url(self) -> str:
        return self.config.CourseDirectory.get("db_url", f"sqlite:///{self.folder / 'gradebook.db'}")

    def paper(self, step: str, quiz: str, student: str = ".") -> Path:
        """Where nbgrader keeps ``quiz`` of ``student`` at ``step`` (source, release, submitted …)."""
        return self.folder / step / student / quiz
