"""Carrying out an order: in one transaction the check cell is rewritten and everyone graded again, or nothing is done.

A preview is the same, undone at its end: what it tells is what would come of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone

from sqlalchemy import Connection

from exercises.quiz.keys import Question
from grader.bulk import database, folders, master, staging
from grader.bulk.key import Key
from grader.bulk.late import LatePenalty
from grader.bulk.run import Report, Step, grade
from grader.bulk.store import Book, Record
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.reports.report import PASSING
from grader.voiding import backup, book, effect, journal, settling
from grader.voiding.amend import ACTS, Order, amended, checked, find, key_text
from grader.voiding.book import Mark
from grader.voiding.effect import Effect
from grader.voiding.journal import Entry

Clock = Callable[[], datetime]


def _silent(done: int, all: int) -> None:
    """Tell nobody how far it is."""


class _Undone(Exception):
    """Ends a preview."""


def preview(room: Classroom, quiz: str, order: Order, passing: float = PASSING, step: Step = _silent) -> Effect:
    """What the order would change; nothing is changed. Raises GraderError."""
    _once(settling.settle(room), quiz, order)
    run = _Act(room, quiz, checked(order), passing)
    try:
        run.through(step, stop=True)
    except _Undone:
        pass
    return run.effect


def carry_out(
    room: Classroom, quiz: str, order: Order, passing: float = PASSING, step: Step = _silent, clock: Clock | None = None
) -> tuple[Entry, Effect]:
    """Do what is ordered; returns its record and its effect.

    Source paper and gradebook are copied first. Killed at any moment, it is completed
    or forgotten by the next order, as the gradebook had been written or not.

    Raises:
        GraderError: the order cannot be carried out; nothing has changed then.
    """
    _once(settling.settle(room), quiz, order)
    run = _Act(room, quiz, checked(order), passing)
    with settling.alone(room):
        at = (clock or _now)()
        run.id, run.at = _new_id(room, at, quiz, order.number), at.isoformat(timespec="seconds")
        run.check()
        backup.keep(room, quiz, room.folder / journal.FOLDER / "备份" / run.id)
        try:
            run.through(step)
        except BaseException:
            if run.entry is not None:
                settling.end(room, run.entry)
            raise
        assert run.entry is not None
        settling.finish(room, run.entry)
        return replace(run.entry, state="done"), run.effect


def _once(settled: list[Entry], quiz: str, order: Order) -> None:
    """Say so where the order is the one that was interrupted and has just been completed."""
    if any((entry.quiz, entry.number, entry.act) == (quiz, order.number, order.act) for entry in settled):
        raise GraderError(f"上次被打断的处理（第 {order.number} 题{ACTS[order.act]}）刚才已经补完，不用再执行。请看报告里的“作废与更正”。")


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _new_id(room: Classroom, at: datetime, quiz: str, number: int) -> str:
    name = f"{at:%Y%m%d-%H%M%S}-{quiz}-{number}"
    taken = {entry.id for entry in journal.entries(room)}
    base = room.folder / journal.FOLDER / "备份"
    n, free = 2, name
    while free in taken or (base / free).exists():
        free, n = f"{name}-{n}", n + 1
    return free


@dataclass
class _Act:
    """One order on its way through a transaction."""

    room: Classroom
    quiz: str
    order: Order
    passing: float
    id: str = ""
    at: str = ""
    entry: Entry | None = None
    effect: Effect = field(init=False)

    def check(self) -> None:
        """See that the order can be carried out, before anything is copied. Raises GraderError."""
        with database.connected(self.room.database_url, writing=False) as db:
            key = master.load(db, self.quiz, None)
        amended(find(key.questions, self.order.number), self.order)

    def through(self, step: Step, stop: bool = False) -> None:
        """Grade everyone again, with the order at the transaction's beginning; a preview stops before its end."""

        def within(db: Connection, report: Report) -> object:
            return self._around(db, report, stop)

        if folders.students(self.room.folder / "submitted", self.quiz):
            grade(self.room, self.quiz, True, step, within=within)  # type: ignore[arg-type]
            return
        autograded = self.room.folder / "autograded"
        with staging.told(autograded), staging.only_one(autograded):
            with database.connected(self.room.database_url, writing=True) as db, self._around(db, Report(), stop):
                pass

    @contextmanager
    def _around(self, db: Connection, report: Report, stop: bool) -> Iterator[None]:
        key = master.load(db, self.quiz, None)
        old = find(key.questions, self.order.number)
        new = amended(old, self.order)
        cell = book.graded_cell(key, old)
        before = effect.standing(db, self.quiz, key.questions, self.passing)
        marks = book.marks(db, key, cell)
        was, now = book.rewrite(db, key, new)
        void, was_void = _void(new), _void(old)
        aside = {who: mark for who, (_, mark) in marks.items() if void and mark[1] is not None}
        book.put(db, {marks[who][0]: (auto, None, False) for who, (auto, _, _) in aside.items()})
        back = self._back(old, marks) if was_void and not void else {}
        book.put(db, back)
        as_it_was = void or (was_void and new.ruling is None)
        with book.looked_at(db, key, but=() if as_it_was else {cell}):
            yield
        listed = set(folders.students(self.room.folder / "submitted", self.quiz)) - {one.student for one in report.problems}
        lost = {who: row for who, row in marks.items() if who not in listed}
        self._without_paper(db, key, new, cell, lost)
        by_hand = [who for who, (_, mark) in marks.items() if not void and (mark[1] is not None or marks[who][0] in back)]
        self.effect = effect.compared(
            before,
            effect.standing(db, self.quiz, key.questions, self.passing),
            sum(slot.known.points or 0.0 for slot in key.slots),
            self.passing,
            set_aside={who: manual for who, (_, manual, _) in aside.items() if manual is not None},
            by_hand=tuple(sorted(by_hand)),
            lost=tuple(sorted(lost)),
        )
        if stop:
            raise _Undone
        self.entry = self._entry(old, new, was, now, aside, {who: mark for who, (_, mark) in lost.items()})
        journal.order(self.room, self.entry)

    def _back(self, old: Question, marks: Mapping[str, tuple[str, Mark]]) -> dict[str, Mark]:
        """A person's marks that voiding had set aside, where nobody has given another since; by row."""
        entry = self._voided(old)
        kept = entry.manual if entry else {}
        return {
            marks[who][0]: (marks[who][1][0], manual, needs)
            for who, (manual, needs) in kept.items()
            if who in marks and marks[who][1][1] is None
        }

    def _voided(self, old: Question) -> Entry | None:
        """The order that declared the question void."""
        found = [e for e in journal.entries(self.room, self.quiz) if e.number == old.number and e.act == "void" and e.state == "done"]
        return found[-1] if found else None

    def _without_paper(
        self, db: Connection, key: Key, new: Question, cell: str, lost: Mapping[str, tuple[str, Mark]]
    ) -> None:
        """Marks of those whose paper cannot be read again: full marks for a void item, else a person must look."""
        if not lost:
            return
        now = book.marks(db, key, cell)
        if _void(new):
            rows: dict[str, Mark] = {now[who][0]: (float(new.item.points), now[who][1][1], False) for who in lost}
        else:
            entry = self._voided(new)
            before = entry.auto if entry else {}
            rows = {now[who][0]: (before.get(who, now[who][1])[0], now[who][1][1], True) for who in lost}
        book.put(db, rows)
        shelf = Book(db)
        entries = shelf.entries(key, [*lost])
        shelf.write(key, [Record(who, entries[who], None, (), ()) for who in lost if who in entries], LatePenalty(self.room.config))

    def _entry(
        self, old: Question, new: Question, was: str, now: str, aside: Mapping[str, Mark], lost: Mapping[str, Mark]
    ) -> Entry:
        return Entry(
            id=self.id,
            at=self.at,
            quiz=self.quiz,
            number=old.number,
            item=old.item.id,
            act=self.order.act,
            who=self.order.who,
            why=self.order.why,
            key_before=key_text(old),
            key_after=key_text(new),
            was=was,
            now=now,
            backup=f"{journal.FOLDER}/备份/{self.id}",
            effect=self.effect.told(),
            manual={who: (manual, needs) for who, (_, manual, needs) in aside.items() if manual is not None},
            auto={who: (auto, needs) for who, (auto, _, needs) in lost.items()},
        )


def _void(question: Question) -> bool:
    return question.ruling is not None and question.ruling.did == "void"
