"""The trainee's side of nbgrader's exchange: fetch a paper, hand it in, get feedback.

nbgrader takes the system account for the trainee unless it is told an id, and knows
who handed in only from the name of the folder in ``inbound``
(``id+quiz+time+random``). So everything here names the trainee explicitly. The copy
that nbgrader keeps of each submission, and by whose secret feedback is found again,
is kept apart for each id, since several trainees may share one account.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from corpus.oserror import said

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class ExchangeProblem(Exception):
    """Fetching or handing in could not be done; the message is Chinese and says what to do next."""


@dataclass(frozen=True)
class Receipt:
    """Proof of one hand-in."""

    course_id: str
    quiz: str
    student_id: str
    moment: datetime
    """When it was handed in, aware, UTC."""
    digest: str
    """SHA-256 of the notebook that was handed in."""


@dataclass(frozen=True)
class Feedback:
    """One feedback page that came back."""

    path: Path
    moment: datetime
    """When the paper it belongs to was handed in, aware, UTC."""


def released(exchange: Path | str, course_id: str) -> list[str]:
    """Ids of the quizzes that the class has handed out, sorted.

    Raises:
        ExchangeProblem: the folder is missing or may not be read, or there is no such class in it.
    """
    outbound = _course(exchange, course_id) / "outbound"
    if not outbound.is_dir():
        return []
    with _plain_errors(outbound):
        return sorted(path.name for path in outbound.iterdir() if path.is_dir())


def fetch(notebook_dir: Path | str, quiz: str, exchange: Path | str, course_id: str) -> Path:
    """Copy ``quiz`` into ``notebook_dir/quiz`` and return that folder.

    A paper that is already there is never touched; files missing from it are added.

    Raises:
        ExchangeProblem: the quiz has not been handed out, or a folder cannot be read or written.
    """
    from nbgrader.exchange.default import ExchangeFetchAssignment

    if quiz not in released(exchange, course_id):
        raise ExchangeProblem(f"班级“{course_id}”没有发放测验“{quiz}”。请向教员核对测验编号。")
    folder = Path(notebook_dir).expanduser().resolve()
    with _plain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _run(ExchangeFetchAssignment, folder, quiz, "*", exchange, course_id, replace_missing_files=True)
    return folder / quiz


def submit(
    notebook_dir: Path | str,
    quiz: str,
    student_id: str,
    exchange: Path | str,
    course_id: str,
    cache: Path | None = None,
) -> Receipt:
    """Hand in the notebooks of ``notebook_dir/quiz`` under ``student_id``.

    May be called again; the instructor collects the newest.

    Args:
        notebook_dir: the folder that holds the quiz's folder.
        student_id: the id in the class's roster.
        cache: where to remember what was handed in, by default in Jupyter's data folder.

    Raises:
        ExchangeProblem: no such paper, an id that cannot be used, or a folder cannot be read or written.
    """
    from nbgrader.exchange.default import ExchangeSubmit
    from nbgrader.utils import parse_utc

    _check_student(student_id)
    folder = Path(notebook_dir).expanduser().resolve()
    notebook = folder / quiz / f"{quiz}.ipynb"
    if not notebook.is_file():
        raise ExchangeProblem(f"找不到答卷 {notebook}。请不要给答卷改名或移动它，再试一次。")
    _course(exchange, course_id)
    with _plain_errors(notebook):
        digest = hashlib.sha256(notebook.read_bytes()).hexdigest()
        done = _run(ExchangeSubmit, folder, quiz, student_id, exchange, course_id, cache=cache, strict=True)
    return Receipt(course_id, quiz, student_id, _aware(parse_utc(done.timestamp)), digest)


def feedback(
    notebook_dir: Path | str,
    quiz: str,
    student_id: str,
    exchange: Path | str,
    course_id: str,
    cache: Path | None = None,
) -> list[Feedback]:
    """Fetch the feedback on all hand-ins of ``quiz`` made from here, newest first; empty if there is none yet.

    Raises:
        ExchangeProblem: an id that cannot be used, or a folder cannot be read or written.
    """
    from nbgrader.exchange.default import ExchangeFetchFeedback

    _check_student(student_id)
    folder = Path(notebook_dir).expanduser().resolve()
    if not (_course(exchange, course_id) / "feedback").is_dir():
        return []
    with _plain_errors(folder):
        done = _run(ExchangeFetchFeedback, folder, quiz, student_id, exchange, course_id, cache=cache)
    return _pages(Path(done.dest_path), quiz)


def _pages(folder: Path, quiz: str) -> list[Feedback]:
    from nbgrader.utils import parse_utc

    found = [Feedback(path, _aware(parse_utc(path.parent.name))) for path in folder.glob(f"*/{quiz}.html")]
    return sorted(found, key=lambda page: page.moment, reverse=True)


def _run(
    action: Any,
    folder: Path,
    quiz: str,
    student_id: str,
    exchange: Path | str,
    course_id: str,
    cache: Path | None = None,
    **options: Any,
) -> Any:
    """Run one of nbgrader's exchange actions and return it."""
    from jupyter_core.paths import jupyter_data_dir
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeError

    if sys.platform == "win32":
        raise ExchangeProblem("本机系统不支持直接收发试卷。请把答卷文件交给教员，由教员代收。")
    coursedir = CourseDirectory(
        course_id=course_id, assignment_id=quiz, student_id=student_id, root=str(folder), include=["*.ipynb"]
    )
    step = action(
        coursedir=coursedir,
        authenticator=Authenticator(),
        root=str(Path(exchange).expanduser().resolve()),
        assignment_dir=str(folder),
        cache=str((cache or Path(jupyter_data_dir()) / "xuncha-exchange") / student_id.replace("*", "-")),
        **options,
    )
    try:
        step.start()
    except (ExchangeError, RuntimeError) as error:
        raise ExchangeProblem(f"收发试卷没有成功（{error}）。请把这句话告诉教员。") from error
    return step


def _course(exchange: Path | str, course_id: str) -> Path:
    """The class's folder in the exchange, if it can be used."""
    root = Path(exchange).expanduser().resolve()
    if not root.is_dir():
        raise ExchangeProblem(f"找不到收发试卷的文件夹 {root}。请检查共享文件夹是否已连接，路径是否写对。")
    if not os.access(root, os.R_OK | os.W_OK | os.X_OK):
        raise ExchangeProblem(f"没有权限使用收发试卷的文件夹 {root}。请教员把它设为所有人可读写。")
    course = root / course_id
    if not course.is_dir():
        raise ExchangeProblem(f"{root} 里没有班级“{course_id}”。请核对班级编号；教员发放测验后班级才会出现。")
    return course


def _check_student(student_id: str) -> None:
    if not _ID.fullmatch(student_id):
        raise ExchangeProblem(
            f"编号“{student_id}”不能用。编号只用英文字母、数字、连字符、下划线和点，请按教员登记的编号填写。"
        )


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=timezone.utc)


@contextmanager
def _plain_errors(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExchangeProblem(
            f"无法读写 {error.filename or place}（{said(error)}）。请检查磁盘空间和文件夹权限后重试。"
        ) from error
