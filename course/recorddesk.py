"""The desk 我的学习记录: what is kept, and taking it elsewhere, back, or away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from course.catalog import LessonEntry, lessons
from course.dates import chinese_day, duration
from course.page import render
from course.record import Attempt, Record, RecordError, current, moments
from course.record.transfer import MAX_BYTES, SUFFIX
from exercises.deskpage import DeskPage, Said

_DAYS = 7


@dataclass(frozen=True)
class Line:
    """One lesson of the record, summed up."""

    title: str
    entry: LessonEntry | None
    finished: str
    minutes: int
    answers: int
    right: int
    judged: int


@dataclass(frozen=True)
class Sum:
    """The record, summed up."""

    lines: tuple[Line, ...] = ()
    finished: int = 0
    minutes: int = 0
    answers: int = 0
    reviews: int = 0
    days: tuple[tuple[str, int], ...] = ()
    """The last days with the minutes studied on each, oldest first; none if there was no study on any."""
    notes: tuple[tuple[str, str], ...] = ()
    """(lesson, text)."""

    @property
    def empty(self) -> bool:
        """Whether there is anything to take away or to clear."""
        return not (self.lines or self.reviews or self.notes)


@dataclass
class _Counts:
    answers: int = 0
    right: int = 0
    judged: int = 0


@dataclass(frozen=True)
class _Known:
    finished: Mapping[int, date]
    seconds: Mapping[int, float]
    by_day: Mapping[date, float]
    notes: Mapping[int, str]
    attempts: tuple[Attempt, ...] = ()
    reviews: int = 0
    visits: frozenset[int] = field(default_factory=frozenset)


def summed(known: _Known, today: date) -> Sum:
    """What there is in the record, by lesson and day. Pure."""
    counts: dict[int, _Counts] = {}
    for attempt in known.attempts:
        one = counts.setdefault(attempt.lesson, _Counts())
        if attempt.verdict != "shown":
            one.answers += 1
        if attempt.verdict in ("right", "part", "wrong"):
            one.judged += 1
            one.right += attempt.verdict == "right"
    entries = {entry.number: entry for entry in lessons()}
    lines = []
    for number in sorted(known.finished.keys() | known.seconds.keys() | counts.keys() | known.visits):
        one, entry = counts.get(number, _Counts()), entries.get(number)
        ended = known.finished.get(number)
        minutes = int(known.seconds.get(number, 0) // 60)
        lines.append(
            Line(_called(number, entry), entry, chinese_day(ended) if ended else "", minutes, one.answers, one.right, one.judged)
        )
    last = [today - timedelta(back) for back in range(_DAYS - 1, -1, -1)]
    minutes_of = [(f"{day.month}月{day.day}日", round(known.by_day.get(day, 0) / 60)) for day in last]
    return Sum(
        tuple(lines),
        finished=sum(bool(line.finished) for line in lines),
        minutes=int(sum(known.seconds.values()) // 60),
        answers=sum(line.answers for line in lines),
        reviews=known.reviews,
        days=tuple(minutes_of) if any(minutes for _, minutes in minutes_of) else (),
        notes=tuple((_called(n, entries.get(n)), text) for n, text in known.notes.items()),
    )


def notes_text(found: Sum) -> str:
    """All notes as one plain text."""
    return "\n\n".join(f"{title}\n\n{text.strip()}" for title, text in found.notes) + "\n"


def _called(number: int, entry: LessonEntry | None) -> str:
    return f"{entry.place}　{entry.title}" if entry else f"第 {number} 课"


def _read(record: Record) -> _Known:
    return _Known(
        finished={number: moments.day(moment) for number, moment in record.finished().items()},
        seconds=record.time_spent(),
        by_day=record.time_by_day(),
        notes=record.notes(),
        attempts=tuple(record.attempts()),
        reviews=len(record.reviews()),
        visits=frozenset(record.visits()),
    )


class RecordDesk:
    """What stands on the page and what is done there."""

    def __init__(self, record: Record | None = None) -> None:
        self._record = record or current()
        self._asking = False
        """Whether it is being asked if the record is to be cleared."""

    def html(self) -> str:
        """The page as it stands now."""
        trouble = ""
        try:
            found = summed(_read(self._record), moments.day(moments.now()))
        except RecordError as error:
            found, trouble = Sum(), str(error)
        return render(
            "record",
            trouble=trouble,
            sum=found,
            lessons=len(lessons()),
            spent=duration(found.minutes),
            longest=max([minutes for _, minutes in found.days], default=0),
            duration=duration,
            path=self._record.path,
            asking=self._asking,
            suffix=SUFFIX,
        )

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Do what was pressed."""
        acts: dict[str, Callable[[], Said]] = {
            "export": self._export,
            "notes": self._notes,
            "anki": self._anki,
            "ask": self._ask,
            "keep": self._keep,
            "clear": self._clear,
        }
        try:
            return acts[name]() if name in acts else Said()
        except RecordError as error:
            return Said(str(error), "wrong")

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """A record from elsewhere joins this one."""
        if data is None:
            return Said(f"{name} 超过 {MAX_BYTES // 1_000_000} MB，不像学习记录，没有导入。请选从课程里导出的文件（{SUFFIX}）。", "wrong")
        try:
            return Said(str(self._record.take_in(data)))
        except RecordError as error:
            return Said(str(error), "wrong")

    def _export(self) -> Said:
        name = self._record.export_name()
        return Said(f"已导出：{name}，在浏览器的下载文件夹里。", download=(name, self._record.export()))

    def _notes(self) -> Said:
        found = summed(_read(self._record), moments.day(moments.now()))
        name = f"学习笔记-{moments.day(moments.now())}.txt"
        data = notes_text(found).replace("\n", "\r\n").encode("utf-8-sig")  # as Notepad on Windows reads it
        return Said(f"已导出：{name}，在浏览器的下载文件夹里。", download=(name, data))

    def _anki(self) -> Said:
        from course.review.anki import SUFFIX as APKG
        from course.review.anki import anki_deck, subjects  # no other page should wait for these

        count = len(subjects(self._record))
        if not count:
            return Said("还没有可以做成卡片的内容。答过题，或者学完一课以后再来。", "wait")
        name = f"巡察课堂-{moments.day(moments.now())}{APKG}"
        said = f"已做成 {count} 张卡片：{name}，在浏览器的下载文件夹里。用 Anki 打开它就能导入。"
        return Said(said, download=(name, anki_deck(self._record)))

    def _ask(self) -> Said:
        self._asking = True
        return Said(focus="re-sure")

    def _keep(self) -> Said:
        self._asking = False
        return Said("没有清除，记录都在。", focus="re-ask")

    def _clear(self) -> Said:
        if not self._asking:  # a press of a page that is no longer what stands there
            return Said()
        self._asking = False
        copy = self._record.clear()
        if copy is None:
            return Said("本来就没有记录。", "wait")
        return Said(f"已清除。清除前的记录另存为 {copy}，导入它可以找回。", focus="re-sum")


def open_record() -> DeskPage:
    """The desk, as the notebook shows it."""
    return DeskPage(RecordDesk(), most=MAX_BYTES)
