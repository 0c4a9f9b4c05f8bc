"""The desk 模拟测验: choose, answer, hand in, read the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from secrets import randbelow
from typing import Any

import ipywidgets as widgets

from corpus.errors import CorpusError
from course import mocksitting
from course.catalog import MISTAKES_FILE, LessonEntry, lessons
from course.dates import chinese_day
from course.judging import judge, number, solution
from course.keeping import tried
from course.mistakesdesk import title
from course.mocksitting import NOW, PAST
from course.page import render
from course.record import Record, current, moments
from course.review import Form, MockBlueprint, Report, mock, report
from course.review.material import practice
from course.review.mocktest import attempts
from course.verdicts import LOOKS, verdict_html
from exercises.deskpage import DeskPage, Said
from course.widgets.mock import MockPaper
from exercises.feedback import explain
from exercises.response import settle

LENGTHS = (10, 20, 30)
_SAID = {"blank": ("xc-wait", "—", "没有作答"), "unreadable": ("xc-wait", "—", "作答无法识别")}
"""How a report shows what was not answered."""


class MockDesk:
    """What is chosen and what came of it; the paper between is `course.widgets.mock.MockPaper`."""

    def __init__(self, record: Record | None = None) -> None:
        self._record = record or current()
        self.trouble = ""
        self.form: Form | None = None
        """The paper that is to be answered."""
        self.responses: dict[str, Any] = {}
        self.seconds = 0
        self._report: Report | None = None
        self._chosen: set[int] = set()
        self._length = 20
        self._waiting: tuple[Form, dict[str, Any], int] | None = None
        self._past: list[mocksitting.Past] = []
        self._read()
        self._chosen = self._begun() & self._offered().keys() or set(self._offered())

    def _read(self) -> None:
        def read() -> None:
            self._waiting = mocksitting.taken_up(self._record.state(NOW), practice())
            self._past = mocksitting.past(self._record.state(PAST))

        self.trouble = tried(read)

    def _begun(self) -> set[int]:
        """The lessons from which questions come unless others are chosen: those that are finished."""
        found: set[int] = set()
        tried(lambda: found.update(self._record.finished()))
        return found

    def _offered(self) -> dict[int, tuple[str, int]]:
        """The lessons that have questions for a mock test: what each is called, and how many."""
        entries = {entry.number: entry for entry in lessons()}
        counts: dict[int, int] = {}
        for item in practice().values():
            if item.type != "short":
                counts[item.lesson] = counts.get(item.lesson, 0) + 1
        return {n: (_called(n, entries.get(n)), count) for n, count in sorted(counts.items())}

    # What is drawn

    def html(self) -> str:
        """What is chosen; the report; while a paper is answered, a word on how it goes."""
        if self.form is not None:
            return render("mock_head", form=self.form, trouble=self.trouble)
        if self._report is not None:
            return self._report_html(self._report)
        return render(
            "mock",
            trouble=self.trouble,
            waiting=self._waiting,
            offered=self._offered(),
            chosen=self._chosen,
            lengths=LENGTHS,
            length=self._length,
            past=list(reversed(self._past)),
            number=number,
        )

    def _report_html(self, found: Report) -> str:
        entries = {entry.number: entry for entry in lessons()}
        rows = []
        for n, one in enumerate(found.marked, 1):
            look, sign, word = _SAID.get(one.score.verdict, LOOKS[one.score.verdict])
            given = explain(one.item, settle(one.response)).given
            # What was left open is told what would have been right, like a wrong answer.
            told = replace(solution(one.item), word="答案") if one.score.verdict in _SAID else judge(one.item, one.response)
            rows.append((n, one, title(one.item), look, sign, word, given, verdict_html(told)))
        return render(
            "mock_report",
            trouble=self.trouble,
            report=found,
            minutes=self.seconds // 60,
            suggested=2 * len(found.marked),
            rows=rows,
            called={n: _called(n, entries.get(n)) for n in {row.lesson for row in found.by_lesson}},
            entries=entries,
            number=number,
            several=len(found.by_lesson) > 1,
            mistakes=MISTAKES_FILE,
        )

    # What is done

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Something was pressed."""
        if name == "start":
            return self._start(fields)
        if name == "resume" and self._waiting:
            self.form, self.responses, self.seconds = self._waiting
        elif name == "again":
            self._report = None
            self._read()
        return Said(focus="mo-head")

    def _start(self, fields: Mapping[str, str]) -> Said:
        offered = self._offered()
        self._chosen = {n for n in offered if f"lesson-{n}" in fields}
        if fields.get("length", "") in map(str, LENGTHS):
            self._length = int(fields["length"])
        if not self._chosen:
            return Said("还没有选课。请至少选一课。", "wrong", "mo-lessons")
        self.form = mock(MockBlueprint(tuple(sorted(self._chosen)), self._length), randbelow(2**31))
        self.responses, self.seconds = {}, 0
        self.keep({}, 0)
        return Said(focus="mo-head")

    def keep(self, responses: Mapping[str, Any], seconds: int) -> None:
        """Keep the paper as far as it is answered."""
        if self.form is not None:
            self.responses, self.seconds = dict(responses), seconds
            state = mocksitting.kept(self.form, self.responses, seconds)
            self.trouble = tried(lambda: self._record.keep_state(NOW, state))

    def hand_in(self, responses: Mapping[str, Any], seconds: int) -> None:
        """Mark the paper and keep what it came to."""
        assert self.form is not None
        self.seconds = seconds
        found = report(self.form, mocksitting.by_id(self.form, responses))
        self._report, self.form, self._waiting = found, None, None
        day = chinese_day(moments.day(moments.now()))

        def keep() -> None:
            for attempt in attempts(found):
                self._record.answered(attempt)
            done = mocksitting.entry(day, found, seconds)
            self._record.keep_state(PAST, mocksitting.with_entry(self._record.state(PAST), done))
            self._record.keep_state(NOW, None)

        self.trouble = tried(keep)

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """Nothing is picked here."""
        raise CorpusError("这里不收文件。")


def _called(number: int, entry: LessonEntry | None) -> str:
    return f"{entry.place}　{entry.title}" if entry else f"第 {number} 课"


class MockRoom(widgets.VBox):
    """The desk in a notebook: its page, and the paper while there is one."""

    def __init__(self, desk: MockDesk) -> None:
        self._desk = desk
        self._page = DeskPage(desk, then=self._follow, quiet=True)
        self._paper: MockPaper | None = None
        super().__init__((self._page,))
        self.add_class("xc-run")

    def _follow(self, _page: DeskPage) -> None:
        """Lay out the paper when one has been begun, take it away when it has been handed in."""
        form = self._desk.form
        if (form is None) == (self._paper is None):
            return
        if form is None:
            assert self._paper is not None
            self._paper.close()
            self._paper = None
            self.children = (self._page,)
            return
        self._paper = MockPaper(
            form.items, form.minutes, self._desk.responses, self._desk.seconds, on_change=self._keep, on_hand_in=self._hand_in
        )
        self.children = (self._page, self._paper)

    def _keep(self) -> None:
        if self._paper is not None:
            before = self._desk.trouble
            self._desk.keep(self._paper.responses, self._paper.seconds)
            if self._desk.trouble != before:
                self._page.draw()

    def _hand_in(self) -> None:
        assert self._paper is not None
        self._desk.hand_in(self._paper.responses, self._paper.seconds)
        self._follow(self._page)
        self._page.draw(lambda: Said(focus="mo-head"))


def open_mock() -> MockRoom:
    """The desk, as the notebook shows it."""
    return MockRoom(MockDesk())
