"""Which version of everyone's paper is used. Pure: no file is touched here.

The newest on-time version. One that can be read goes before one that cannot, an answered
one before a blank one, one whose time can be true before one whose time cannot; a late
one is used only where none is on time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from grader.collecting.deadline import Deadline
from grader.collecting.matching import Matcher
from grader.collecting.versions import RECEIVED, Version

State = Literal["used", "kept", "pending", "declined"]
Asked = Literal["", "whose", "same", "blank", "tie"]


@dataclass(frozen=True)
class Standing:
    """One submission that is in place."""

    digest: str
    """As which it is kept."""
    paper: str
    """SHA-256 of its notebook."""
    stamp: datetime | None


@dataclass(frozen=True)
class Row:
    """What becomes of one version."""

    version: Version
    state: State
    notes: tuple[str, ...] = ()
    """Chinese, without full stops."""
    asks: Asked = ""
    """What a person has to decide, of a pending one."""
    moved: bool = False
    """Whether it is put in place now."""
    guessed: bool = False
    """Whether it counts as late by a time that need not be that of handing in."""


@dataclass
class Plan:
    """What is to be done."""

    rows: list[Row] = field(default_factory=list)
    put: dict[str, Version] = field(default_factory=dict)
    """By trainee, the version to be put in place."""
    take_away: list[str] = field(default_factory=list)
    """Trainees whose submission is in place against what a person decided."""
    used: dict[str, Version] = field(default_factory=dict)
    """By trainee, the version in place in the end."""


def plan(
    versions: Sequence[Version],
    standing: Mapping[str, Standing],
    deadline: Deadline,
    matcher: Matcher,
) -> Plan:
    """What is to be done with all versions.

    Args:
        standing: what is in place, by trainee.
    """
    made = Plan()
    loose = {one.paper for one in versions if one.open}
    firm = {student: place for student, place in standing.items() if place.paper not in loose}
    everything = [*versions, *_held(versions, firm)]
    by_paper: dict[str, set[str]] = {}
    for one in everything:
        if one.student and one.verdict != "refuse" and not one.facts.blank and not one.facts.problem:
            by_paper.setdefault(one.paper, set()).add(one.student)
    of_student: dict[str, list[Version]] = {}
    for one in everything:
        row = _apart(one, firm, by_paper, matcher)
        if row:
            made.rows.append(row)
        else:
            others = sorted(by_paper.get(one.paper, set()) - {one.student})
            doubts = (f"与{'、'.join(map(matcher.who, others))}的答卷完全相同，请核对",) if others and one.verdict != "accept" else ()
            of_student.setdefault(one.student, []).append(replace(one, doubts=(*one.doubts, *doubts)))
    for student, theirs in of_student.items():
        _settle(made, student, theirs, standing.get(student), deadline.of(student), student in firm)
    unwanted = {one.paper for one in versions if one.open or one.verdict == "refuse"}
    made.take_away = sorted(
        student
        for student, place in standing.items()
        if student not in made.used and (place.paper in unwanted or _is_anothers(student, place, versions))
    )
    return made


def _held(versions: Sequence[Version], firm: Mapping[str, Standing]) -> list[Version]:
    """Papers in place that no sign gives to their trainee any more, as after a change of the roster: they stay."""
    held = []
    for student, place in firm.items():
        same = [one for one in versions if one.paper == place.paper]
        if same and not _is_anothers(student, place, same) and not any(one.student == student for one in same):
            held.append(replace(same[0], claim=student, student=student, reason="原已收下", exchange=True, verdict=None))
    return held


def _is_anothers(student: str, place: Standing, versions: Sequence[Version]) -> bool:
    """Whether a person said that what is in place is somebody else's."""
    return any(one.given and one.student != student for one in versions if one.paper == place.paper)


def _apart(
    one: Version, firm: Mapping[str, Standing], by_paper: Mapping[str, set[str]], matcher: Matcher
) -> Row | None:
    """What becomes of a version that does not compete; None for one that does."""
    if one.verdict == "refuse":
        return Row(one, "declined", ("按决定不收",))
    if not one.student:
        return Row(one, "pending", (one.reason,), "whose")
    others = sorted(by_paper.get(one.paper, set()) - {one.student})
    place = firm.get(one.student)
    if others and not one.exchange and one.verdict is None and not (place and place.paper == one.paper):
        return Row(one, "pending", (f"内容与{'、'.join(map(matcher.who, others))}交来的完全相同",), "same")
    return None


def _settle(
    made: Plan, student: str, theirs: Sequence[Version], place: Standing | None, due: datetime | None, firm: bool
) -> None:
    """Choose among one trainee's versions. ``firm`` says that what is in place does not hang on a decision taken back."""

    theirs = [_timed(one, due) for one in theirs]

    def in_place(one: Version) -> bool:
        return place is not None and one.paper == place.paper

    def rank(one: Version) -> tuple[bool, bool, bool, bool, datetime]:
        on_time = due is None or one.moment <= due
        return not one.facts.problem, not one.facts.blank, one.trusted, on_time, one.moment

    def unasked(one: Version) -> bool:
        return one.facts.blank and not one.exchange and one.verdict is None and not (firm and in_place(one))

    open_blanks = [one for one in theirs if unasked(one)]
    able = [one for one in theirs if one not in open_blanks]
    ordered = sorted(able, key=lambda one: (_preferred(one, theirs), rank(one), in_place(one)), reverse=True)
    best = ordered[0] if ordered else None
    if best:
        tied = [one for one in ordered if rank(one) == rank(best) and one.paper != best.paper]
        if tied and not in_place(best) and not _preferred(best, theirs):
            asked = [best, *tied]
            made.rows += [Row(one, "pending", ("交卷时间相同而内容不同的不止一份，请指定用哪一份",), "tie") for one in asked]
            able = [one for one in able if one not in asked]
            best = next((one for one in able if in_place(one)), None)
    for one in open_blanks:
        asks = best is None
        notes = ("一题未答",) if asks else ("一题未答，没有采用",)
        made.rows.append(Row(one, "pending" if asks else "kept", notes, "blank" if asks else ""))
    if best is None:
        made.rows += [Row(one, "kept", ("要先决定用哪一份",)) for one in able]
        return
    stays = place is not None and best.paper == place.paper
    if not stays or _redated(best, place):
        made.put[student] = best
    late = due is not None and best.moment > due
    notes = _notes(best, able, late, stays, place)
    made.used[student] = best
    made.rows.append(Row(best, "used", notes, moved=not stays, guessed=late and bool(best.basis)))
    for one in able:
        if one is not best:
            same = one.paper == best.paper
            made.rows.append(Row(one, "kept", ("与采用的一份内容相同" if same else _why_not(one, best, due),)))


def _timed(one: Version, due: datetime | None) -> Version:
    """A version that a person takes for handed in on time, where its own time is only a guess."""
    if one.verdict != "timely" or not one.basis or due is None or one.moment <= due:
        return one
    return replace(one, moment=due, basis="教员认定按时")


def _redated(best: Version, place: Standing | None) -> bool:
    """Whether the paper in place is the right one with another time than it has by now."""
    if place is None or place.stamp is None:
        return False
    return best.moment > place.stamp if best.exchange else best.moment != place.stamp


def _preferred(one: Version, theirs: Sequence[Version]) -> bool:
    """Whether a person chose it before the others, and nothing has come since."""
    return one.verdict == "prefer" and one.decided is not None and all(other.first <= one.decided for other in theirs)


def _notes(best: Version, able: Sequence[Version], late: bool, stays: bool, place: Standing | None) -> tuple[str, ...]:
    notes = ["未变" if stays else "新收" if place is None else "换成这一份"]
    if late:
        notes.append(f"迟交（按{best.basis}，未必是交卷的时间）" if best.basis else "迟交")
    if best.facts.blank:
        notes.append("一题未答")
    if best.facts.problem:
        notes.append(f"答卷{best.facts.problem}")
    different = len({one.paper for one in able})
    if different > 1:
        notes.append(f"交来 {different} 份不同的，{'按决定用这一份' if best.verdict == 'prefer' else '用这一份'}")
    if best.basis == RECEIVED:
        notes.append("没有可信的交卷时间，按收到的时间算")
    return (*notes, *best.doubts)


def _why_not(one: Version, best: Version, due: datetime | None) -> str:
    if one.facts.problem:
        return "读不出，没有采用"
    if one.facts.blank and not best.facts.blank:
        return "一题未答，没有采用"
    if one.trusted != best.trusted:
        return "交卷时间不可信，没有采用"
    if due is not None and one.moment > due >= best.moment:
        return "迟交，用了按时的一份"
    return "较早的一份" if one.moment < best.moment else "按决定用了另一份"
