"""What stands on a feedback page, as plain data; no notebook, database or HTML here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Verdict:
    """How a question came out: always a sign and a word, and a class for the colour."""

    name: str
    sign: str
    word: str
    css: str


VERDICTS = {
    verdict.name: verdict
    for verdict in (
        Verdict("right", "✓", "正确", "xc-right"),
        Verdict("part", "◐", "部分正确", "xc-part"),
        Verdict("wrong", "✗", "不正确", "xc-wrong"),
        Verdict("blank", "✗", "未作答", "xc-wrong"),
        Verdict("unreadable", "✗", "无法识别", "xc-wrong"),
        Verdict("waiting", "…", "待评阅", "xc-wait"),
        Verdict("void", "○", "已作废，计满分", "xc-wait"),
        Verdict("marked-full", "✓", "满分", "xc-right"),
        Verdict("marked-part", "◐", "部分得分", "xc-part"),
        Verdict("marked-none", "✗", "未得分", "xc-wrong"),
    )
}


@dataclass(frozen=True)
class Passage:
    """A quotation and the paragraph around it."""

    text: str
    label: str
    before: str
    """The paragraph up to the quotation."""
    after: str
    """The paragraph after it."""


@dataclass(frozen=True)
class RubricLine:
    """One point a marker looks for."""

    point: str
    points: float


@dataclass(frozen=True)
class Question:
    """One question as the trainee sees it afterwards."""

    number: int
    kind: str
    stem: tuple[tuple[str, bool], ...]
    """Pieces of text, each with whether it is emphasised."""
    options: tuple[tuple[str, str], ...]
    """Letter and text of each option; empty for types without."""
    points: float
    earned: float | None
    verdict: Verdict
    given: str
    """The trainee's answer in words; empty for a blank."""
    right: str
    """The right answer in words; empty where the trainee has just given it."""
    right_label: str
    tempted: tuple[str, ...]
    """Why each wrong choice of this trainee is wrong."""
    explanation: str
    passages: tuple[Passage, ...]
    rubric: tuple[RubricLine, ...] = ()
    ruling: str = ""
    """What was decided about the item after the paper had been handed out, and why."""
    note: str = ""
    comment: str = ""
    reread: str = ""
    """The lesson to reread, by its number; empty where nothing was lost."""


@dataclass(frozen=True)
class Loss:
    """Where points were lost."""

    concept: str
    """Empty while answers are withheld: a concept's name may be the answer."""
    numbers: tuple[int, ...]
    """The questions it was asked in."""
    points: float


@dataclass(frozen=True)
class Again:
    """A lesson to look at again, and why; the greater loss first."""

    lesson: str
    """Number and title."""
    losses: tuple[Loss, ...]


@dataclass(frozen=True)
class Paper:
    """One trainee's paper."""

    title: str
    trainee: str
    submitted: datetime | None
    """Naive UTC."""
    score: float
    max_score: float
    penalty: float
    questions: tuple[Question, ...]
    again: tuple[Again, ...] = ()
    answers_from: datetime | None = None
    """From when the answers are to be seen, aware; None when they are on the page."""
    mistakes: str = ""
    """The wrong answers as a block of HTML that the trainee's course reads; empty where there are none."""

    @property
    def waiting(self) -> int:
        """How many questions a person has still to mark."""
        return sum(question.verdict.name == "waiting" for question in self.questions)
