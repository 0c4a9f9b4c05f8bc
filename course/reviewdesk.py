"""The desk 今日复习: what is due, one card after another, each rated by how it was answered or as the learner says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from corpus import Citation, quote
from corpus.glossary import Term
from course.answering import Answers
from course.cardrun import CardRun
from course.catalog import lessons
from course.dates import chinese_day
from course.keeping import tried
from course.page import render
from course.record import Record, RecordError, current, moments
from course.review import A_SESSION, RATINGS, Due, due, inferred
from course.review.material import practisable, terms
from course.review.schedule import Rating, rated
from course.widgets.card import Memory
from exercises.deskpage import Said
from exercises.items import Item

_HALF_MINUTES = 2
"""Cards in a minute."""


@dataclass
class _Rated:
    """A card that was done, and how."""

    due: Due
    rating: Rating


@dataclass
class _Sitting:
    """One review: its cards, and how far it is."""

    cards: list[Due]
    more: int = 0
    """Cards that are due beyond these."""
    done: list[_Rated] = field(default_factory=list)
    ended: bool = False


class ReviewDeck:
    """The cards that are due, and the one that is being asked; see `course.cardrun.Deck`."""

    def __init__(self, record: Record | None = None) -> None:
        self._record = record or current()
        self.turn = 0
        self.trouble = ""
        """Why something could not be read or kept; '' when all went well."""
        self._verdict = ""
        """How the question was answered, the first time; '' before."""
        self._open = False
        """Whether the meaning of the term is shown."""
        self._items: dict[str, Item] = {}
        self._sitting = self._begin()

    def _begin(self) -> _Sitting:
        try:
            found = due(self._record, limit=None)
            self._items = practisable(self._record)
        except RecordError as error:
            self.trouble = str(error)
            return _Sitting([])
        return _Sitting(found[:A_SESSION], max(0, len(found) - A_SESSION))

    # Where it stands

    @property
    def _now(self) -> Due | None:
        sitting = self._sitting
        left = not sitting.ended and len(sitting.done) < len(sitting.cards)
        return sitting.cards[len(sitting.done)] if left else None

    def item(self) -> Item | None:
        """The question to draw, if the card is one."""
        now = self._now
        return self._items[now.subject] if now and now.kind == "item" else None

    def term(self) -> Term | None:
        """The term to ask for, if the card is one."""
        now = self._now
        return terms()[now.subject] if now and now.kind == "term" else None

    def memory(self, item: Item) -> Memory:
        """Answers go to the record as given in a review."""
        return Answers(self._record, item)

    @property
    def suggested(self) -> Rating | None:
        """The rating that the answer stands for."""
        return inferred(self._verdict)

    def intervals(self) -> dict[Rating, int]:
        """In how many days the card comes back, by its rating."""
        now = self._now
        if now is None:
            return {}
        today = moments.day(moments.now())
        return {rating: (rated(now.card, now.subject, rating, today).due - today).days for rating in RATINGS}

    # What is drawn

    def head(self) -> str:
        """How far one is; at the end, what it came to."""
        sitting = self._sitting
        now = self._now
        values = {"trouble": self.trouble}
        if now is None:
            return render("review_end", sitting=sitting, **values, **self._summary())
        left = len(sitting.cards) - len(sitting.done)
        lesson = {entry.number: entry for entry in lessons()}.get(self._lesson_of(now))
        return render(
            "review_head",
            number=len(sitting.done) + 1,
            of=len(sitting.cards),
            minutes=max(1, round(left / _HALF_MINUTES)),
            lesson=lesson,
            new=now.card is None,
            **values,
        )

    def foot(self) -> str:
        """The term that is asked for; the ratings, once there is something to rate."""
        if self._now is None:
            return ""
        term = self.term()
        return render(
            "review_foot",
            term=term,
            open=self._open,
            passages=[quote(Citation.parse(cite)) for cite in term.defined_at] if term and self._open else [],
            rate=self._open or bool(self._verdict),
            ratings=RATINGS,
            suggested=self.suggested,
            days=self.intervals(),
        )

    def _lesson_of(self, card: Due) -> int | None:
        return self._items[card.subject].lesson if card.kind == "item" else None

    def _summary(self) -> dict[str, object]:
        counts = Counter(done.rating for done in self._sitting.done)
        again = list(dict.fromkeys(self._title(done.due) for done in self._sitting.done if done.rating == 1))
        upcoming = ""
        if not self._sitting.more:
            found: list[str] = []
            tried(lambda: found.extend(self._upcoming()))
            upcoming = found[0] if found else ""
        rows = [(name, counts[rating]) for rating, name in RATINGS.items() if counts[rating]]
        return {"rows": rows, "again": again, "upcoming": upcoming}

    def _upcoming(self) -> list[str]:
        today = moments.day(moments.now())
        days = [card.due for card in self._record.cards().values() if card.due > today]
        return [chinese_day(min(days))] if days else []

    def _title(self, card: Due) -> str:
        if card.kind == "term":
            return f"术语：{terms()[card.subject].name}"
        item = self._items[card.subject]
        return f"第 {item.lesson} 课：{item.concept}" if item.lesson else f"课前：{item.concept}"

    # What is done

    def answered(self, verdict: str) -> None:
        """The first answer counts; one that is given after the explanation shows nothing."""
        self._verdict = self._verdict or verdict

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Something was pressed."""
        if name == "show" and self.term():
            self._open = True
            return Said(focus="rv-meaning")
        if name == "rate" and self._now and value in {str(rating) for rating in RATINGS}:
            self._rate(cast(Rating, int(value)))
        elif name == "end":
            self._sitting.ended = True
            self.turn += 1
        elif name == "more" or (name == "look" and not self._sitting.cards):
            self.trouble = ""
            self._sitting = self._begin()
            self.turn += name == "more" or bool(self._sitting.cards)
        return Said()

    def _rate(self, rating: Rating) -> None:
        now = self._now
        assert now is not None
        self.trouble = tried(lambda: self._record.reviewed(now.subject, rating))
        self._sitting.done.append(_Rated(now, rating))
        self._verdict, self._open = "", False
        self.turn += 1


def open_review() -> CardRun:
    """The desk, as the notebook shows it."""
    return CardRun(ReviewDeck())
