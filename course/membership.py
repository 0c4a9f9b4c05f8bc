"""Which class the learner of this workspace belongs to; kept in the workspace itself."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.wholefile import write_whole
from course.catalog import STATE_FOLDER

_FILE = "class.json"


class Membership(BaseModel):
    """A trainee's place in a class."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    exchange: str = Field(min_length=1)
    """The shared folder in which the class hands out and collects."""
    course_id: str = Field(min_length=1)
    student_id: str = Field(min_length=1)
    name: str = ""


class MembershipError(Exception):
    """The class cannot be joined; the message is Chinese and says what to do."""


def read(workspace: Path) -> Membership | None:
    """The membership kept in ``workspace``; None if there is none or it cannot be read."""
    try:
        return Membership.model_validate_json((workspace / STATE_FOLDER / _FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def find_course(exchange: str) -> str:
    """The class that uses the shared folder ``exchange``.

    Raises MembershipError when the folder is missing, or holds no class or several.
    """
    root = Path(exchange).expanduser()
    if not exchange.strip() or not root.is_dir():
        raise MembershipError(f"找不到共享文件夹“{exchange}”。请检查路径是否写对、共享盘是否已连接。")
    courses = sorted(p.name for p in root.iterdir() if (p / "outbound").is_dir())
    if not courses:
        raise MembershipError("这个文件夹里还没有班级发放的试卷。请向教员核对共享文件夹，或等试卷发放后再来。")
    if len(courses) > 1:
        raise MembershipError(f"这个文件夹里有几个班级（{'、'.join(courses)}）。请教员给每个班级单独设一个共享文件夹。")
    return courses[0]


def join(workspace: Path, exchange: str, student_id: str, name: str) -> Membership:
    """Remember the class of ``exchange`` for this workspace and return it.

    Raises MembershipError when the folder or the number cannot be used.
    """
    if not student_id.strip():
        raise MembershipError("请填写编号。编号由教员登记，反馈按编号发还。")
    member = Membership(
        exchange=str(Path(exchange.strip()).expanduser()),
        course_id=find_course(exchange.strip()),
        student_id=student_id.strip(),
        name=name.strip(),
    )
    write_whole(workspace / STATE_FOLDER / _FILE, member.model_dump_json(indent=1))
    return member
