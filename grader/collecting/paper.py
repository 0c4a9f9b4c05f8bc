"""What a paper says of itself: which quiz it is, whose, when it was handed in, how much was answered. Never run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from exercises.response import MAX_LENGTH, Blank, read, read_prose
from grader.bulk.reading import BadPaper, parse, source
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.names import printable

DRIFT = timedelta(minutes=5)
"""How far a clock may be ahead of ours."""
EARLIEST = datetime(2020, 1, 1)
"""A clock that says an earlier time has lost it."""


@dataclass(frozen=True)
class Released:
    """A quiz as its class has it."""

    quiz: str
    """The class's name for it."""
    id: str
    """What its papers call it."""
    title: str
    ours: bool
    """Whether its papers carry the course's own metadata."""
    answers: Mapping[str, tuple[bool, str]]
    """By nbgrader's id of an answer cell: whether it is prose, and what it holds before it is answered."""


@dataclass(frozen=True)
class Paper:
    """What one paper says."""

    student: str = ""
    name: str = ""
    """Number and name as written into a hand-in file; empty where there are none."""
    moment: datetime | None = None
    """When it was handed in by its own word, naive UTC."""
    answered: int = 0
    asked: int = 0
    remark: str = ""
    """What is odd about it (Chinese)."""
    problem: str = ""
    """Why it cannot be read (Chinese); such a paper comes from the exchange only."""

    @property
    def blank(self) -> bool:
        """True where nothing at all was answered."""
        return bool(self.asked) and not self.answered and not self.problem


def released(room: Classroom, quiz: str) -> Released:
    """The quiz as it was released. Raises GraderError."""
    path = room.paper("release", quiz) / f"{quiz}.ipynb"
    try:
        notebook = parse(path.read_bytes())
        about = notebook["metadata"].get("xuncha", {})
        cells = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")]
        answers = {
            cell["metadata"]["nbgrader"]["grade_id"]: (cell["cell_type"] == "markdown", source(cell)) for cell in cells
        }
        ours = about.get("kind") == "quiz"
        return Released(quiz, str(about.get("id") or quiz), str(about.get("title") or quiz), ours, answers)
    except FileNotFoundError:
        raise GraderError(f"本班还没有发放过“{quiz}”。请核对测验编号，或先用 “xuncha class release {quiz}” 发放。") from None
    except (OSError, BadPaper, KeyError, TypeError, AttributeError) as error:
        raise GraderError(f"读不出发给学员的试卷 {path}。请用 “xuncha class release {quiz} --again” 重新生成。") from error


def look(raw: bytes, quiz: Released, strict: bool = True) -> Paper:
    """What the paper ``raw`` says. Raises BadPaper when it is none.

    Args:
        strict: also raise where it is a paper of another quiz, or of none.
    """
    notebook = parse(raw)
    about = _dict(_dict(notebook.get("metadata")).get("xuncha"))
    answered, held = _answered(notebook["cells"], quiz)
    remark = ""
    stated = about.get("id")
    if about.get("kind") == "quiz" and isinstance(stated, str) and stated != quiz.id:
        if strict:
            raise BadPaper(f"是测验“{printable(stated)}”的答卷，不是“{quiz.quiz}”的，没有收")
        remark = f"文件里写的是测验“{printable(stated)}”"
    elif about.get("kind") != "quiz":
        if strict and (not quiz.answers or held * 2 < len(quiz.answers)):
            raise BadPaper("是笔记本，但不是试卷，没有收")
        remark = "试卷信息丢失，按题目认出是本卷" if quiz.ours else ""
    trainee = _dict(about.get("trainee"))
    moment = _dict(about.get("handed_in")).get("moment")
    return Paper(_text(trainee.get("id")), _text(trainee.get("name")), _moment(moment), answered, len(quiz.answers), remark)


def plausible(moment: datetime, now: datetime) -> bool:
    """Whether a paper can have been handed in then (both naive UTC)."""
    return EARLIEST <= moment <= now + DRIFT


def _answered(cells: list[Any], quiz: Released) -> tuple[int, int]:
    """How many questions are answered, and how many there are at all."""
    held, answered = set(), set()
    for cell in cells:
        name = _dict(_dict(_dict(cell).get("metadata")).get("nbgrader")).get("grade_id")
        if isinstance(name, str) and name in quiz.answers:
            held.add(name)
            prose, before = quiz.answers[name]
            text = source(cell)
            if text != before and not _blank(text, prose):
                answered.add(name)
    return len(answered), len(held)


def _blank(text: str, prose: bool) -> bool:
    return not text.strip() if len(text) > MAX_LENGTH else _short_blank(text, prose)


@lru_cache(maxsize=4096)
def _short_blank(text: str, prose: bool) -> bool:
    return isinstance((read_prose if prose else read)(text), Blank)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return printable(value.strip()) if isinstance(value, str) else ""


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(timezone.utc).replace(tzinfo=None) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
