"""What the cells of a lesson call: one line each, everything shown comes from here."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import ipywidgets as widgets
from IPython.display import HTML

from corpus import quote
from course.activities import activities
from course.keeping import Shelf, tried
from course.page import render
from course.passages import passage
from course.progress import Progress, progress
from course.record import current
from course.widgets.ends import BeginCard, FinishCard, NotesCard
from course.widgets.question import QuestionCard
from course.widgets.scene import card
from exercises.bank import SHIPPED, Bank, load_bank


class Lesson:
    """One lesson: its passages, comparisons, interactions and self-test, and the learner's way through it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._record = current()
        self._shelf = Shelf(self._record, number)

    @cached_property
    def _bank(self) -> Bank:
        return load_bank(SHIPPED / "practice" / f"lesson-{self.number:02d}.yaml")

    # What is read

    def passage(self, cite: str, words: str | None = None) -> HTML:
        """A passage card: the exact words, their citation, the context on request."""
        return HTML(render("passage", p=passage(cite, words)))

    def variants(self, caption: str, *rows: list[tuple[str, str]]) -> HTML:
        """A table of how speeches word one thing; each row holds (citation, words) of one speech."""
        return HTML(render("variants", caption=caption, rows=[[quote(c, w) for c, w in row] for row in rows]))

    def concept(self, term: str, meaning: str, confused: str = "") -> HTML:
        """A concept card in the course's own words."""
        return HTML(render("concept", term=term, meaning=meaning, confused=confused))

    def outside(self, text: str, source: str) -> HTML:
        """A fact from outside the speeches, with its source."""
        return HTML(render("outside", text=text, source=source))

    def chart(self, name: str) -> Any:
        """The chart of that name, drawn from the speeches."""
        from course.charts import chart  # only lessons with a chart wait for what draws it

        return chart(name)

    def lines(self, query: str) -> HTML:
        """Every place of a word in the five speeches, one a line."""
        from course.lab import lines

        return lines(query)

    def cut(self, cite: str, words: str) -> HTML:
        """A passage cut into words, without and with the field's terms."""
        from course.lab import cut

        return cut(cite, words)

    def search(self, way: str, query: str) -> widgets.DOMWidget:
        """The desk 语料检索 inside the lesson, with a way of looking up and words to begin with."""
        from course.lab import desk

        return desk(way, query)

    def local_rules(self, title: str) -> Any:
        """The local text of a set of rules, if an instructor has entered it."""
        from course.localrules import show

        return show(title)

    # What is answered

    def activity(self, name: str) -> widgets.DOMWidget:
        """The interaction called ``name`` in this lesson's activities file."""
        return card(activities(self.number)[name], self._shelf.for_activity)

    def question(self, item_id: str, caption: str = "") -> QuestionCard:
        """A self-test item from the practice pool of the bank."""
        if item_id not in self._bank:
            raise ValueError(f"{item_id} 不在第 {self.number} 课的练习题里")
        item = self._bank[item_id]
        return QuestionCard(item, caption, memory=self._shelf.for_item(item))

    # The learner's way through it

    def begin(self) -> BeginCard:
        """How far one is in this lesson; from here on the time is kept."""
        trouble = self._shelf.trouble or tried(lambda: self._record.visited(self.number))
        shown = BeginCard(lambda: self._begin_html(trouble), lambda: tried(lambda: self._record.beat(self.number)))
        self._shelf.heard.append(shown.refresh)
        return shown

    def notes(self) -> NotesCard:
        """The learner's notes on this lesson."""
        read: list[str] = []
        trouble = tried(lambda: read.append(self._record.note(self.number)))
        return NotesCard("".join(read), lambda text: tried(lambda: self._record.keep_note(self.number, text)), trouble)

    def finish(self) -> FinishCard:
        """Where one stands at the end, and the button that says the lesson is done."""
        shown = FinishCard(self._finish_html, lambda: bool(self._finished()), self._done)
        self._shelf.heard.append(shown.refresh)
        return shown

    def _done(self) -> str:
        trouble = tried(lambda: self._record.finish(self.number))
        self._shelf.tell()
        return trouble

    def _progress(self) -> Progress:
        items = self._bank.select(lesson=self.number, pool="practice")
        return progress(self.number, activities(self.number).values(), items, self._shelf.is_answered)

    def _minutes(self) -> int:
        spent: dict[int, float] = {}
        tried(lambda: spent.update(self._record.time_spent()))
        return int(spent.get(self.number, 0) // 60)

    def _finished(self) -> str:
        """The day on which the lesson was finished; '' before."""
        found: dict[int, Any] = {}
        tried(lambda: found.update(self._record.finished()))
        moment = found.get(self.number)
        if moment is None:
            return ""
        day = moment.astimezone()
        return f"{day.year}年{day.month}月{day.day}日"

    def _begin_html(self, trouble: str) -> str:
        values = {"minutes": self._minutes(), "finished": self._finished(), "trouble": trouble}
        return render("begin", p=self._progress(), **values)

    def _finish_html(self) -> str:
        return render("finish", p=self._progress(), minutes=self._minutes(), finished=self._finished())


def open_lesson(number: int) -> Lesson:
    """The lesson whose cells are about to run."""
    return Lesson(number)
