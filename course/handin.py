"""Handing a paper in from the paper itself: through the class's exchange, else as a file.

The paper is handed in as it stands on disk. Where there is no class, no shared folder
or a system on which nbgrader's exchange does not work, a copy is written that carries
the trainee's number and name inside and in its name, to be given to the instructor by
whatever way there is.
"""

from __future__ import annotations

import hashlib
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Literal

import nbformat
from nbformat.reader import NotJSONError

from corpus.oserror import said
from corpus.wholefile import write_whole
from course import membership, papers
from course.membership import Membership
from exercises.exchange import ExchangeProblem
from exercises.filename import as_part

FOLDER = "交卷"
MAX_BYTES = 20_000_000
MAX_NAME = 40
PATIENCE = 2.0
"""Seconds to wait for a file that is just being saved."""
How = Literal["exchange", "file"]


class HandInProblem(Exception):
    """The paper was not handed in; the message is Chinese and says what to do."""


@dataclass(frozen=True)
class Prospect:
    """How the paper at hand would be handed in, and as whose."""

    how: How
    why_file: str
    """Why it would be a file, in Chinese; empty when it goes through the exchange."""
    student_id: str
    name: str
    """Number and name as known, each empty when unknown."""


@dataclass(frozen=True)
class HandedIn:
    """One hand-in that was made."""

    how: How
    moment: datetime
    """Aware, UTC."""
    digest: str
    """SHA-256 of the notebook handed in."""
    file: str | None
    """The file to pass on, relative to the root; None when it went through the exchange."""


def prospect(root: Path, path: str) -> Prospect:
    """How the paper at ``path`` (relative to ``root``) would be handed in.

    Raises HandInProblem when there is no paper of ours.
    """
    file = _paper_file(root, path)
    _read(file)
    member = membership.read(root)
    why = _why_not_exchange(root, file, member)
    return Prospect(
        "file" if why else "exchange", why, member.student_id if member else "", member.name if member else ""
    )


def hand_in(root: Path, path: str, student_id: str = "", name: str = "", now: datetime | None = None) -> HandedIn:
    """Hand in the paper at ``path`` as it stands on disk.

    ``student_id`` and ``name`` are used only where the class does not know them, which is
    when the paper goes as a file. Raises HandInProblem.
    """
    file = _paper_file(root, path)
    notebook = _read(file)
    member = membership.read(root)
    if member and not _why_not_exchange(root, file, member):
        try:
            receipt = papers.hand_in(root, member, file.parent.name)
        except ExchangeProblem as error:
            raise HandInProblem(str(error)) from error
        return HandedIn("exchange", receipt.moment, receipt.digest, None)
    number, called = (member.student_id, member.name) if member else (student_id.strip(), name.strip())
    if not number:
        raise HandInProblem("请填写编号。教员按编号收卷和发还反馈。")
    moment = now or datetime.now(timezone.utc)
    target = _write_file(root, file, notebook, number, called, moment)
    return HandedIn("file", moment, hashlib.sha256(target.read_bytes()).hexdigest(), str(target.relative_to(root)))


def _paper_file(root: Path, path: str) -> Path:
    """The file meant, inside ``root`` even when links are followed."""
    base = root.resolve()
    try:
        file = (base / path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise HandInProblem("找不到这份答卷。请不要给答卷改名或移动它，再试一次。") from None
    if not file.is_relative_to(base) or file.suffix != ".ipynb" or not file.is_file():
        raise HandInProblem("这个文件不是学习目录里的答卷，没有交卷。")
    return file


def _read(file: Path) -> Any:
    if file.stat().st_size > MAX_BYTES:
        raise HandInProblem("答卷超过 20 MB，不像一份答卷，没有交卷。请把情况告诉教员。")
    try:
        notebook = _whole(file)
        about = notebook.metadata.get("xuncha", {})
        ours = about.get("kind") == "quiz"
    except Exception:  # the file is the trainee's: whatever it holds, this is what can be said of it
        raise HandInProblem("答卷文件读不出来，没有交卷。请在页面上刷新后再试；仍不行时把文件交给教员。") from None
    if not ours:
        raise HandInProblem("这个文件不是试卷，没有交卷。")
    return notebook


def _whole(file: Path) -> Any:
    """The notebook; Jupyter writes files in place, so one that ends too soon is read again until it is whole."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return nbformat.read(file, as_version=4)
        except NotJSONError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _why_not_exchange(root: Path, file: Path, member: Membership | None) -> str:
    if member is None:
        return "还没有加入班级"
    if sys.platform == "win32":
        return "本机系统不支持直接收发试卷"
    place = file.relative_to(root.resolve())
    if place.parts != (papers.FOLDER, file.stem, file.name):
        return "这份试卷不是从班级领取的"
    if not (Path(member.exchange) / member.course_id).is_dir():
        return "班级的共享文件夹现在连不上"
    return ""


def _write_file(root: Path, file: Path, notebook: Any, number: str, name: str, moment: datetime) -> Path:
    """The hand-in file; an earlier one is never overwritten, for each is named by its moment."""
    about = notebook.metadata["xuncha"]
    about["trainee"] = {"id": number, "name": name}
    about["handed_in"] = {"moment": moment.isoformat(timespec="seconds")}
    parts = [part for part in (_safe(number), _safe(name), _safe(file.stem), f"{moment.astimezone():%Y%m%d-%H%M%S}") if part]
    target = root.resolve() / FOLDER / f"{'_'.join(parts)}.ipynb"
    count = 2
    while target.exists():
        target = target.with_name(f"{'_'.join(parts)}_{count}.ipynb")
        count += 1
    try:
        write_whole(target, nbformat.writes(notebook))
    except OSError as error:
        raise HandInProblem(f"交卷文件写不进 {target.parent}（{said(error)}）。请检查磁盘空间和权限后重试。") from error
    return target


def _safe(text: str) -> str:
    """``text`` as part of a file name on any system."""
    return as_part(text)[:MAX_NAME]
