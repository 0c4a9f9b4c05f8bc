"""The desk 错题本: every item ever answered wrong, with the answer given and the reason, to be practised again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from course.answering import Answers
from course.cardrun import CardRun
from course.catalog import LessonEntry, lessons
from course.dates import chinese_day
from course.judging import judge, solution
from course.page import render
from course.record import Record, RecordError, current
from course.review import Mistake, mistakes
from course.review.mistakebook import take
from course.review.material import practisable
from course.verdicts import verdict_html
from course.widgets.card import Memory
from exercises.deskpage import Said
from exercises.feedback import explain
from exercises.items import Item
from exercises.items.markup import plain
from exercises.mistakes import MistakesError, from_page
from exercises.response import Blank, settle

STATES = {"open": "还没改正的", "mended": "已改正的", "all": "全部"}


@dataclass(frozen=True)
class Row:
    """One mistake as it is listed."""

    mistake: Mistake
    title: str
    entry: LessonEntry | None
    day: str
    given: str = ""
    """The answer that was given, in words; only where it is unfolded."""
    verdict: str = ""
    """HTML of why it was wrong; only where it is unfolded."""


@dataclass
class _Practice:
    """Mistakes that are practised again, one after the other."""

    subjects: list[str]
    at: int = 0
    answered: set[str] = field(default_factory=set)
    right: set[str] = field(default_factory=set)


def title(item: Item) -> str:
    """The question in one line, its blanks drawn."""
    return " ".join(re.sub(r"\{[1-9][0-9]?\}", "＿＿", plain(item.stem)).split())


class MistakesDeck:
    """The list and what is practised from it; see `course.cardrun.Deck`."""

    def __init__(self, record: Record | None = None) -> None:
        self._record = record or current()
        self.turn = 0
        self._trouble = ""
        self._found: list[Mistake] = []
        self._items: dict[str, Item] = {}
        self._lesson = self._concept = ""
        self._state = "open"
        self._open: set[str] = set()
        self._practice: _Practice | None = None
        self._verdict = ""
        self._done: _Practice | None = None
        """The practice that has just ended."""
        self._read()

    def _read(self) -> None:
        try:
            self._found = mistakes(self._record)
            self._items = practisable(self._record)
            self._trouble = ""
        except RecordError as error:
            self._trouble = str(error)

    # The list

    def chosen(self) -> list[Mistake]:
        """The mistakes that are listed."""
        return [
            m
            for m in self._found
            if self._lesson in ("", str(m.lesson))
            and self._concept in ("", m.concept)
            and (self._state == "all" or m.mended == (self._state == "mended"))
        ]

    def _row(self, mistake: Mistake) -> Row:
        item = self._items.get(mistake.subject)
        entry = _entries().get(mistake.lesson)
        day = chinese_day(mistake.wrong.day) if mistake.wrong.day else ""
        if item is None:
            return Row(mistake, "这道题已不在题库里", entry, day)
        if mistake.subject not in self._open:
            return Row(mistake, title(item), entry, day)
        if isinstance(settle(mistake.wrong.response), Blank):
            told = replace(solution(item), word="没有作答")
            return Row(mistake, title(item), entry, day, "没有作答，或作答没有识别出来", verdict_html(told))
        given = explain(item, settle(mistake.wrong.response)).given
        return Row(mistake, title(item), entry, day, given, verdict_html(judge(item, mistake.wrong.response)))

    def _again(self) -> list[str]:
        return [m.subject for m in self.chosen() if m.subject in self._items]

    # What is drawn

    def head(self) -> str:
        """The list; while practising, how far one is."""
        if self._practice:
            values = {"number": self._practice.at + 1, "of": len(self._practice.subjects)}
            return render("mistakes_head", item=self.item(), **values)
        of_lesson = [m for m in self._found if self._lesson in ("", str(m.lesson))]
        return render(
            "mistakes",
            trouble=self._trouble,
            any=bool(self._found),
            rows=[self._row(m) for m in self.chosen()],
            again=len(self._again()),
            counts={state: sum(state == "all" or m.mended == (state == "mended") for m in self._found) for state in STATES},
            states=STATES,
            state=self._state,
            lessons=[(str(n), _called(n)) for n in sorted({m.lesson for m in self._found})],
            lesson=self._lesson,
            concepts=sorted({m.concept for m in of_lesson}),
            concept=self._concept,
            done=self._done,
        )

    def item(self) -> Item | None:
        """The question that is practised."""
        return self._items[self._practice.subjects[self._practice.at]] if self._practice else None

    def memory(self, item: Item) -> Memory:
        """Answers go to the record as given in a review."""
        return Answers(self._record, item)

    def foot(self) -> str:
        """The way to the next question, once this one is answered."""
        if not self._practice or not self._verdict:
            return ""
        return render("mistakes_foot", last=self._practice.at + 1 == len(self._practice.subjects), right=self._verdict == "right")

    # What is done

    def answered(self, verdict: str) -> None:
        """The newest answer tells whether it is mended."""
        assert self._practice
        self._verdict = verdict
        subject = self._practice.subjects[self._practice.at]
        self._practice.answered.add(subject)
        (self._practice.right.add if verdict == "right" else self._practice.right.discard)(subject)

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Something was pressed, chosen or unfolded."""
        if name == "filter":
            self._filter(fields)
        elif name == "unfold":
            self._open.add(value)
        elif name == "look" and not self._practice:
            self._read()
        elif name == "practise" and (subjects := self._again()):
            self._practice, self._done = _Practice(subjects), None
            self.turn += 1
        elif name == "next" and self._practice:
            self._verdict = ""
            self._practice.at += 1
            self.turn += 1
            if self._practice.at == len(self._practice.subjects):
                self._end()
        elif name == "end" and self._practice:
            self.turn += 1
            self._end()
        return Said()

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """A feedback page that came by another way than the class's desk: its wrong answers are taken in."""
        ask = "请选教员发还的反馈页（.html）。"
        if data is None:
            return Said(f"{name} 太大，不像反馈页，没有收入。{ask}", "wrong")
        try:
            sheet = from_page(data.decode("utf-8-sig"))
            if sheet is None:
                return Said(f"{name} 里没有可收入的错题：全部答对，或答案还没有公布，或不是反馈页。", "wait")
            new = take(self._record, sheet)
        except UnicodeDecodeError:
            return Said(f"{name} 不是反馈页，没有收入。{ask}", "wrong")
        except (MistakesError, RecordError) as error:
            return Said(str(error), "wrong")
        except ValueError:
            return Said("反馈里有题目放不进学习记录，没有收入。请把情况告诉教员。", "wrong")
        self._read()
        return Said(f"{new} 题已收入错题本。" if new else "这份反馈里的错题先前已经收入，没有重复收入。")

    def _filter(self, fields: Mapping[str, str]) -> None:
        lesson = fields.get("lesson", "")
        self._concept = fields.get("concept", "") if lesson == self._lesson else ""
        self._lesson = lesson
        self._state = fields.get("state", self._state) if fields.get("state") in STATES else self._state
        self._done = None

    def _end(self) -> None:
        self._done = self._practice if self._practice and self._practice.answered else None
        self._practice, self._verdict = None, ""
        self._read()


def _entries() -> dict[int, LessonEntry]:
    return {entry.number: entry for entry in lessons()}


def _called(number: int) -> str:
    entry = _entries().get(number)
    return f"{entry.place}　{entry.title}" if entry else f"第 {number} 课"


def open_mistakes() -> CardRun:
    """The desk, as the notebook shows it."""
    return CardRun(MistakesDeck())
