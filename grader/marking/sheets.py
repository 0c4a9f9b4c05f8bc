"""The answers to one question across the class, as sheets without names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from exercises.items import kind
from exercises.quiz.keys import Question
from grader.bulk.key import Key
from grader.marking import book
from grader.marking.answers import Papers
from grader.marking.book import Mark
from grader.marking.order import shuffled


@dataclass(frozen=True)
class Sheet:
    """One trainee's answer to one question."""

    number: int
    """Its place in the question's own order, from 1."""
    mark: Mark
    text: str
    """What was written, as it was written."""


@dataclass(frozen=True)
class Pile:
    """All answers to one question that a person has to see or has seen."""

    asked: Question
    sheets: tuple[Sheet, ...]
    """In their order."""
    blank: int
    """How many left a short answer blank; it earned 0 and nobody need look."""

    @property
    def done(self) -> int:
        """How many wait no longer."""
        return sum(not sheet.mark.waiting for sheet in self.sheets)

    @property
    def waiting(self) -> int:
        """How many wait for a person."""
        return len(self.sheets) - self.done

    @property
    def label(self) -> str:
        """What the question is called in a list."""
        return f"第 {self.asked.number} 题（{kind(self.asked.item).LABEL}）"


def is_void(asked: Question) -> bool:
    """Whether the question was declared void after it had been handed out."""
    return asked.ruling is not None and asked.ruling.did == "void"


def is_for_people(asked: Question, mark: Mark) -> bool:
    """Whether a person has to see this answer, or has marked it."""
    if mark.waiting or mark.manual is not None:
        return True
    return asked.item.type == "short" and not _is_blank(mark)


def _is_blank(mark: Mark) -> bool:
    return mark.auto is not None and mark.manual is None and not mark.waiting


def piles(db: Connection, papers: Papers, quiz: str, texts_of: str = "") -> list[Pile]:
    """The questions of a quiz that people mark, by number: short answers, and what could not be read.

    A question that was declared void is not among them: everyone has its full marks.

    Args:
        texts_of: the grade cell of the question whose answers are read from the graded
            papers; the others are counted only.

    Raises:
        GraderError: there is no such quiz, or it is none of ours.
    """
    sheet = book.key(db, quiz)
    found = [pile(db, papers, sheet, asked, asked.grade_id == texts_of) for asked in sheet.questions if not is_void(asked)]
    return [one for one in found if one.sheets or (one.asked.item.type == "short" and one.blank)]


def pile(db: Connection, papers: Papers, sheet: Key, asked: Question, with_texts: bool = True) -> Pile:
    """The answers to one question, in their order."""
    marks = book.marks(db, sheet, asked)
    chosen = [student for student, mark in marks.items() if is_for_people(asked, mark)]
    texts: Mapping[str, str] = papers.texts(sheet.quiz, chosen, asked) if with_texts else {}
    order = shuffled(chosen, sheet.course_id, sheet.quiz, asked.item.id)
    sheets = (Sheet(number, marks[student], texts.get(student, "")) for number, student in enumerate(order, 1))
    blank = len(marks) - len(chosen) if asked.item.type == "short" else 0
    return Pile(asked, tuple(sheets), blank)
