"""Everything that a report says, put together from one quiz, or two."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from exercises.times import DEFAULT_ZONE
from grader.reports import choices, hiding, stats
from grader.reports.compare import Comparison, compare
from grader.reports.flags import Flag, flags
from grader.reports.groups import NO_UNIT, Band, Concept, Unit, bands, concepts, units
from grader.reports.items import Analysis, ItemResult, analyse
from grader.reports.model import LOST, Sitting, Taken, void
from grader.reports.standing import Line, lines, pass_rate
from grader.voiding.journal import Entry

PASSING = 60.0
FEW = 30
"""Below so many trainees figures on items are shaky, and the report says so."""


@dataclass(frozen=True)
class Report:
    """What stands in a report, in any format."""

    quiz: str
    title: str
    class_name: str
    full: float
    passing: float
    hidden: bool
    lines: tuple[Line, ...]
    summary: stats.Summary
    """Of the scores, in points."""
    pass_rate: float | None
    bands: tuple[Band, ...]
    concepts: tuple[Concept, ...]
    units: tuple[Unit, ...]
    """Empty where nobody has a unit."""
    analysis: Analysis
    flags: dict[int, tuple[Flag, ...]]
    """By question number; only those that have any."""
    against: Comparison | None = None
    zone: str = DEFAULT_ZONE
    """The zone of the dates."""
    decided: tuple[Entry, ...] = ()
    """What was decided about items after the paper had been handed out; without who decided it where names are hidden."""
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What everyone answered, in brief, by trainee id; empty where names are hidden: answers can give a person away."""

    @property
    def absent(self) -> int:
        """How many have not handed in."""
        return sum(line.state == "未交" for line in self.lines)

    @property
    def waiting(self) -> int:
        """How many papers a person has still to look at."""
        return sum(line.state == "待评阅" for line in self.lines)

    @property
    def flagged(self) -> tuple[ItemResult, ...]:
        """The items with more than a note, the grave ones first."""
        found = [item for item in self.analysis.items if self.weight(item) in ("grave", "look")]
        return tuple(sorted(found, key=lambda item: self.weight(item) != "grave"))

    @property
    def void(self) -> tuple[int, ...]:
        """Numbers of the void questions."""
        return tuple(item.question.number for item in self.analysis.items if item.void)

    def weight(self, item: ItemResult) -> str:
        """The gravest flag of an item; empty for none."""
        own = self.flags.get(item.question.number, ())
        return own[0].weight if own else ""


def report(taken: Taken, passing: float = PASSING, hidden: bool = False, earlier: Taken | None = None) -> Report:
    """The report of ``taken``; with ``earlier`` also what has changed since, or against the other form."""
    everyone = lines(taken, passing)
    by_unit = units(hiding.merged_units(everyone) if hidden else everyone)
    if hidden:
        by_unit = [unit for unit in by_unit if unit.name != NO_UNIT]
    named = any(unit.name != NO_UNIT for unit in by_unit)
    analysis = analyse(taken)
    found = {item.question.number: tuple(flags(item)) for item in analysis.items}
    return Report(
        quiz=taken.quiz,
        title=taken.title,
        class_name=taken.class_name,
        full=taken.full,
        passing=passing,
        hidden=hidden,
        lines=tuple(hiding.hide(everyone) if hidden else everyone),
        summary=stats.summary([one.score for one in taken.marked if one.score is not None]),
        pass_rate=pass_rate(everyone),
        bands=tuple(bands([line.percent for line in everyone if line.percent is not None])),
        concepts=tuple(concepts(taken)),
        units=tuple(by_unit) if named else (),
        analysis=hiding.without_own_words(analysis) if hidden else analysis,
        flags={number: own for number, own in found.items() if own},
        against=compare(earlier, taken) if earlier else None,
        zone=taken.zone,
        decided=tuple(replace(entry, who="") if hidden else entry for entry in taken.decided),
        answers={} if hidden else {one.id: _answers(taken, one) for one in taken.marked},
    )


def _answers(taken: Taken, one: Sitting) -> tuple[str, ...]:
    return tuple(
        choices.brief(q.item, one.given.get(q.number, LOST), one.earned.get(q.number), void(q)) for q in taken.questions
    )
