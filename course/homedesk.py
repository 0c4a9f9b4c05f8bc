"""What the home page says of the learner: read from the record at a glance, drawn anew when one comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.errors import CorpusError
from course import catalog
from course.catalog import lessons
from course.dates import chinese_day, duration
from course.mocksitting import PAST, past
from course.page import render
from course.path import Way, way
from course.record import Record, RecordError, current, moments
from course.review import A_SESSION, LEVELS, Mastery, due, mastery, mistakes
from exercises.deskpage import Said

_SIGNS = {"ahead": "○", "begun": "…", "right": "✓", "lasting": "✓✓"}


@dataclass(frozen=True)
class Waiting:
    """What is to be reviewed: how many cards today, and when the next ones come if none does."""

    total: int = 0
    next: date | None = None

    @property
    def count(self) -> int:
        """The cards of one review."""
        return min(self.total, A_SESSION)

    @property
    def minutes(self) -> int:
        """What they take, at half a minute a card."""
        return max(1, round(self.count / 2))


@dataclass(frozen=True)
class Glance:
    """All that the home page says of one learner."""

    way: Way
    waiting: Waiting = Waiting()
    mistakes: int = 0
    """Those not answered rightly since."""
    mended: int = 0
    mocks: int = 0
    minutes: int = 0
    """Spent in lessons altogether."""
    mastery: tuple[Mastery, ...] = ()
    """The concepts of lessons in which something was answered."""
    trouble: str = ""
    news: tuple[str, ...] = ()
    """What is to be said once, such as that the record was damaged and mended."""


def glance(record: Record) -> Glance:
    """What the record says; of a record that cannot be read, only that."""
    try:
        return _read(record)
    except RecordError as error:
        return Glance(way(lessons()), trouble=str(error))


def _read(record: Record) -> Glance:
    spent = record.time_spent()
    concepts = mastery(record)
    practised = {one.lesson for one in concepts if one.answered}
    begun = practised | record.visits().keys()
    today = moments.day(moments.now())
    waiting = due(record, limit=None)
    upcoming = [] if waiting else [card.due for card in record.cards().values() if card.due > today]
    wrong = mistakes(record)
    return Glance(
        way(lessons(), begun, record.finished(), spent, record.last_lesson()),
        Waiting(len(waiting), min(upcoming, default=None)),
        mistakes=sum(not one.mended for one in wrong),
        mended=sum(one.mended for one in wrong),
        mocks=len(past(record.state(PAST))),
        minutes=int(sum(spent.values()) // 60),
        mastery=tuple(one for one in concepts if one.lesson in practised),
        news=tuple(record.news()),
    )


def notes(seen: Glance) -> dict[str, str]:
    """What is said of each practice desk, by its file; nothing where there is nothing to say."""
    said = {}
    if seen.waiting.total:
        more = f"，先做 {seen.waiting.count} 张" if seen.waiting.total > seen.waiting.count else ""
        said[catalog.REVIEW_FILE] = f"今天有 {seen.waiting.total} 张{more}。"
    if seen.mistakes or seen.mended:
        said[catalog.MISTAKES_FILE] = f"还没改正的 {seen.mistakes} 题，已改正的 {seen.mended} 题。"
    if seen.mocks:
        said[catalog.MOCK_FILE] = f"做过 {seen.mocks} 次。"
    if seen.minutes:
        said[catalog.RECORD_FILE] = f"已学完 {seen.way.done} / {len(seen.way.steps)} 课，共用 {duration(seen.minutes)}。"
    return said


def by_lesson(found: Sequence[Mastery]) -> list[tuple[int, list[Mastery]]]:
    """The concepts under their lessons, in the order of the lessons."""
    groups: dict[int, list[Mastery]] = {}
    for one in found:
        groups.setdefault(one.lesson, []).append(one)
    return sorted(groups.items())


class HomeDesk:
    """The learner's part of the home page."""

    def __init__(self, record: Record | None = None) -> None:
        self._record = record or current()

    def html(self) -> str:
        """The page as it stands now."""
        seen = glance(self._record)
        return render(
            "home",
            seen=seen,
            entries={entry.number: entry for entry in lessons()},
            finished={s.entry.number: chinese_day(moments.day(s.finished)) for s in seen.way.steps if s.finished},
            next=chinese_day(seen.waiting.next) if seen.waiting.next else "",
            desks=catalog.desks("practice"),
            notes=notes(seen),
            groups=by_lesson(seen.mastery),
            levels=LEVELS,
            signs=_SIGNS,
            review=catalog.REVIEW_FILE,
        )

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """The reader is back: the page is drawn anew."""
        return Said()

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """Nothing is picked here."""
        raise CorpusError("这里不收文件。")
