"""What stands on a feedback page, as plain data; no notebook, database or HTML here."""

from __future__ import annotations

from dataclasses import dataclass


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
        Verdict("part", "✗", "部分正确", "xc-wrong"),
        Verdict("wrong", "✗", "不正确", "xc-wrong"),
        Verdict("blank", "✗", "未作答", "xc-wrong"),
        Verdict("waiting", "…", "待评阅", "xc-wait"),
        Verdict("marked", "✓", "已评阅", "xc-right"),
    )
}


@dataclass(frozen=True)
class Passage:
    """A quotation and the paragraph around it."""

    text: str
    label: str
    before: str
    after: str

    @property
    def has_context(self) -> bool:
        return bool(self.before or self.after)


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
    stem: str
    points: float
    earned: float | None
    verdict: Verdict
    given: str
    """The trainee's answer in words; empty for a blank."""
    right: str
    right_label: str
    tempted: tuple[str, ...]
    """Why each wrong choice of this trainee is wrong."""
    explanation: str
    passages: tuple[Passage, ...]
    rubric: tuple[RubricLine, ...] = ()
    note: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Paper:
    """One trainee's paper."""

    title: str
    class_name: str
    trainee: str
    submitted: str
    score: float
    max_score: float
    penalty: float
    questions: tuple[Question, ...]

    @property
    def waiting(self) -> int:
        """How many questions a person has still to mark."""
        return sum(question.verdict.name == "waiting" for question in self.questions)
