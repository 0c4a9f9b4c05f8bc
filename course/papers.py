"""The quizzes of the learner's class: handed out, fetched, handed in, given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

from corpus.wholefile import write_whole
from course.catalog import STATE_FOLDER
from course.membership import Membership
from exercises import exchange, mistakes
from exercises.exchange import Feedback, Receipt
from exercises.mistakes import MistakesError, Sheet
from exercises.response import Blank, read, read_prose
from exercises.shuffle import deal, seed

FOLDER = "测验"
_RECEIPTS = "receipts.json"


class _Receipt(BaseModel):
    quiz: str
    student_id: str
    moment: datetime
    digest: str


_ALL: TypeAdapter[list[_Receipt]] = TypeAdapter(list[_Receipt])


@dataclass(frozen=True)
class Paper:
    """One quiz of the class as its trainee sees it."""

    quiz: str
    title: str
    file: Path | None
    """The paper in the workspace; None until it is fetched."""
    answered: int
    items: int
    handed_in: datetime | None
    """When it was last handed in."""


def papers(workspace: Path, member: Membership) -> list[Paper]:
    """The quizzes handed out to the class, by id. Raises ExchangeProblem (Chinese)."""
    receipts = _receipts(workspace)
    out = []
    for quiz in exchange.released(member.exchange, member.course_id):
        file = workspace / FOLDER / quiz / f"{quiz}.ipynb"
        outbound = Path(member.exchange) / member.course_id / "outbound" / quiz / f"{quiz}.ipynb"
        title, answered, items = _about(file if file.exists() else outbound, quiz)
        mine = [r.moment for r in receipts if (r.quiz, r.student_id) == (quiz, member.student_id)]
        out.append(Paper(quiz, title, file if file.exists() else None, answered, items, max(mine, default=None)))
    return out


def _about(path: Path, quiz: str) -> tuple[str, int, int]:
    """(title, items answered, items) of a paper; a paper that cannot be read counts none."""
    import nbformat  # takes a second, which who has no paper need not wait for

    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception:  # the file is the trainee's: whatever it holds must not hide the others
        return quiz, 0, 0
    answers = [c for c in notebook.cells if c.metadata.get("xuncha", {}).get("role") == "answer"]
    blank = sum(isinstance((read if c.cell_type == "code" else read_prose)(c.source), Blank) for c in answers)
    title = str(notebook.metadata.get("xuncha", {}).get("title") or quiz)
    return title, len(answers) - blank, len(answers)


def fetch(workspace: Path, member: Membership, quiz: str) -> Path:
    """Bring a quiz into the workspace; a paper already there is never touched.

    Where the paper says so, its options are put in this trainee's own order.
    """
    import nbformat

    file = workspace / FOLDER / quiz / f"{quiz}.ipynb"
    new = not file.exists()
    exchange.fetch(workspace / FOLDER, quiz, member.exchange, member.course_id)
    if new:
        paper = nbformat.read(file, as_version=4)
        about = paper.metadata.get("xuncha", {})
        if about.get("shuffled"):
            deal(paper, seed(member.course_id, member.student_id, str(about.get("id", ""))))
            write_whole(file, nbformat.writes(paper))
    return file


def hand_in(workspace: Path, member: Membership, quiz: str) -> Receipt:
    """Hand a paper in as it stands on disk and keep the receipt."""
    receipt = exchange.submit(workspace / FOLDER, quiz, member.student_id, member.exchange, member.course_id)
    kept = [
        *_receipts(workspace),
        _Receipt(quiz=quiz, student_id=member.student_id, moment=receipt.moment, digest=receipt.digest),
    ]
    write_whole(workspace / STATE_FOLDER / _RECEIPTS, _ALL.dump_json(kept, indent=1))
    return receipt


def feedback(workspace: Path, member: Membership, quiz: str) -> list[Feedback]:
    """Feedback that has come back for a quiz, newest first."""
    return exchange.feedback(workspace / FOLDER, quiz, member.student_id, member.exchange, member.course_id)


def wrong_answers(page: Feedback) -> Sheet | None:
    """The wrong answers that a feedback page carries; None where it carries none. Raises MistakesError."""
    try:
        with page.path.open("rb") as file:
            raw = file.read(4 * mistakes.MAX_PAGE + 1)
        return mistakes.from_page(raw.decode())
    except (OSError, UnicodeDecodeError):
        raise MistakesError("这份反馈打不开，没有读到其中的错题。请再取一次反馈。") from None


def _receipts(workspace: Path) -> list[_Receipt]:
    try:
        return _ALL.validate_json((workspace / STATE_FOLDER / _RECEIPTS).read_bytes())
    except (OSError, ValidationError):
        return []
