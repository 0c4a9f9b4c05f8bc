"""One collecting from beginning to end: look, keep, choose, put in place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path

from corpus.oserror import said
from grader import names
from grader.bulk import aside, database, folders, staging, tallies
from grader.bulk.reading import MAX_BYTES, BadPaper
from grader.bulk.run import ignored
from grader.classroom import Classroom, check_id
from grader.collecting import deciding, deadline, exchange, ledger, overview
from grader.collecting.arrivals import TOO_LARGE, Arrival, Budget, Refused, shown
from grader.collecting.choosing import Plan, Row, Standing, plan
from grader.collecting.deciding import Choice
from grader.collecting.exchange import HandIn
from grader.collecting.keeping import SECRET, Content, Store, digest_of
from grader.collecting.ledger import FOLDER, Decision, How, Sighting
from grader.collecting.matching import Matcher, Person
from grader.collecting.paper import Paper, look, released
from grader.collecting.versions import Version, versions
from grader.errors import GraderError
from grader.roster import units

Source = Callable[[Budget], Iterable[Arrival]]
"""Where papers come from; they are drawn within the budget."""
Step = Callable[[int], None]
"""Called with how many files have been looked at."""


@dataclass
class Result:
    """What a collecting came to, or would come to."""

    quiz: str
    rows: list[Row]
    """Every version of every paper there is, those that need a person first."""
    refused: list[Refused]
    system: int
    """Files of systems and programs that were passed over."""
    spent: str
    """Why not everything was looked at; empty when it was."""
    missing: list[Person]
    """Who of the roster has no paper."""
    people: dict[str, Person]
    remarks: list[str] = field(default_factory=list)
    """Anything else to be said (Chinese)."""

    @property
    def used(self) -> list[Row]:
        """The papers in place, by trainee."""
        return [row for row in self.rows if row.state == "used"]

    @property
    def pending(self) -> list[Row]:
        """What waits for a person."""
        return [row for row in self.rows if row.state == "pending"]

    @property
    def new(self) -> int:
        """How many papers were put in place."""
        return sum(row.moved for row in self.rows)


def collect(
    room: Classroom,
    quiz: str,
    sources: Sequence[Source] = (),
    *,
    from_exchange: bool = True,
    choices: Sequence[Choice] = (),
    dry: bool = False,
    step: Step = lambda done: None,
) -> Result:
    """Take in what lies in the exchange and in ``sources``, and put everyone's newest on-time paper in place.

    Everything that came is kept first, and so is what lay in ``submitted``. A run that is
    killed is completed by the next; a run without anything new changes nothing.

    Args:
        choices: what a person decides, by the tokens of versions.
        dry: only say what would be done.

    Raises:
        GraderError: the quiz was never handed out, a choice is at fault, or the class's
            folder cannot be read or written.
    """
    check_id(quiz, "测验编号")
    with _alone(room, dry):
        return _Run(room, quiz, dry, step).through(sources, from_exchange, choices)


@contextmanager
def _alone(room: Classroom, dry: bool) -> Iterator[None]:
    with staging.told(room.folder):
        if dry:
            yield
        else:
            with staging.only_one(room.folder / "autograded"):
                yield


class _Run:
    def __init__(self, room: Classroom, quiz: str, dry: bool, step: Step) -> None:
        self._room, self._quiz, self._dry, self._step = room, quiz, dry, step
        self._now = datetime.now(timezone.utc).replace(tzinfo=None)
        self._face = released(room, quiz)
        self._place = room.folder / FOLDER / quiz
        self._store = Store(self._place, room.folder / "submitted", quiz)
        self._ignore = ignored(room)
        with database.connected(room.database_url, writing=False) as db:
            self._deadline = deadline.deadline(db, quiz)
            people = tallies.people(db)
        of_unit = units.read(room)
        self._people = {id: Person(id, names.join(last, first), of_unit.get(id, "")) for id, last, first in sorted(people)}
        self._matcher = Matcher([*self._people.values()], self._face.quiz, self._face.title)
        self._facts: dict[str, Paper] = {}
        self._budget = Budget()
        self._remarks: list[str] = []
        self._broken: dict[str, str] = {}
        """Submissions in place that cannot be read, and why, by trainee."""

    def through(self, sources: Sequence[Source], from_exchange: bool, choices: Sequence[Choice]) -> Result:
        if not self._dry:
            self._store.mend()
        self._sightings = ledger.came(self._place)
        self._known = {(one.digest, one.how, one.parts) for one in self._sightings}
        before = len(self._sightings)
        decisions = ledger.decided(self._place)
        standing = self._standing()
        for number, arrival in enumerate(self._arrivals(sources), 1):
            self._arrived(arrival)
            self._step(number)
        if from_exchange:
            self._exchange(bool(sources))
        self._recall()
        found = self._versions(decisions)
        decided, freed = deciding.apply(decisions, found, choices, frozenset(self._people), self._now)
        if choices:
            found = self._versions(decided)
        made = plan(found, standing, self._deadline, self._matcher, freed)
        if not self._dry:
            if len(self._sightings) > before:
                ledger.write_came(self._place, self._sightings)
            if decided != decisions:
                ledger.write_decided(self._place, decided)
            self._carry_out(made)
        return self._result(made)

    # What came.

    def _arrivals(self, sources: Sequence[Source]) -> Iterator[Arrival]:
        for source in sources:
            yield from source(self._budget)

    def _arrived(self, arrival: Arrival) -> None:
        try:
            facts = look(arrival.raw, self._face)
        except BadPaper as problem:
            whose = self._matcher.match(arrival.parts).student
            who = f"{self._matcher.who(whose)}的文件" if whose else ""
            self._budget.refuse(arrival.parts, f"{who}{problem}")
            return
        self._note(arrival.raw, "file", arrival.parts, facts, None, stamp=arrival.modified, packed=arrival.packed)

    def _exchange(self, optional: bool) -> None:
        place = exchange.inbound(self._room)
        if not place.is_dir():
            if not optional:
                raise GraderError(f"本班还没有发放过测验。请先用 “xuncha class release {self._quiz}” 发放。")
            return
        for one in exchange.handed_in(self._room, self._quiz, self._ignore):
            if isinstance(one, Refused):
                self._budget.refusals.append(one)
            else:
                self._handed_in(one, "exchange")

    def _standing(self) -> dict[str, Standing]:
        """What is in place; all of it is kept from here on."""
        standing = {}
        for one in exchange.submitted(self._room, self._quiz, self._ignore):
            if isinstance(one, Refused):
                self._broken[one.where.partition("／")[2]] = one.why
            elif digest := self._handed_in(one, "submitted"):
                standing[one.student] = Standing(digest, _sha(one.found.raw), one.moment)
        return standing

    def _handed_in(self, one: HandIn, how: How) -> str:
        """Take in one submission's folder; its digest, empty where it is not taken in."""
        raw = one.found.raw
        where = f"{'交换文件夹' if how == 'exchange' else 'submitted'}／{shown((one.folder.name,) if how == 'exchange' else (one.student,))}"
        if len(raw) > MAX_BYTES:
            self._budget.refusals.append(Refused(where, f"{self._matcher.who(one.student)}的答卷{TOO_LARGE}"))
            return ""
        paper = _sha(raw)
        ours = next((s.digest for s in self._sightings if s.paper == paper and s.how == "file"), None)
        if how == "submitted" and ours and SECRET not in one.found.others:
            return ours
        try:
            facts = look(raw, self._face, strict=False)
        except BadPaper as problem:
            facts = Paper(problem=str(problem))
        parts = (one.folder.name if how == "exchange" else one.student,)
        return self._note(raw, how, parts, facts, one, stamp=one.moment, doubt=one.doubt, student=one.student)

    def _note(
        self, raw: bytes, how: How, parts: tuple[str, ...], facts: Paper, folder: HandIn | None, **more: object
    ) -> str:
        along, digest = self._along(folder), digest_of(raw)
        if folder:
            secret = b"".join(along[SECRET]()) if SECRET in along else None
            digest = digest_of(raw, folder.found.stamp, secret)
        self._facts[digest] = facts
        clean = tuple(part.encode("utf-8", "replace").decode() for part in parts)
        if (digest, how, clean) not in self._known:
            if how == "submitted" and any(one.digest == digest for one in self._sightings):
                return digest  # it was put there from what is kept
            self._known.add((digest, how, clean))
            sighting = {"digest": digest, "paper": _sha(raw), "how": how, "parts": clean, "seen": self._now}
            self._sightings.append(Sighting.model_validate(sighting | more))
        if not self._dry:
            self._store.keep(digest, raw, along)
        return digest

    def _along(self, folder: HandIn | None) -> Content:
        if folder is None:
            return {}
        found = [*folder.found.others, *([folders.TIMESTAMP] if folder.found.stamp is not None else [])]
        return {name: _content(folder.folder / name) for name in found}

    def _recall(self) -> None:
        """What the papers say that came before."""
        for digest in {one.digest for one in self._sightings} - self._facts.keys():
            try:
                self._facts[digest] = look(self._store.read(digest), self._face, strict=False)
            except BadPaper as problem:
                self._facts[digest] = Paper(problem=str(problem))
            except OSError as error:
                self._remarks.append(f"存档里的 {self._store.path(digest)} 读不了（{said(error)}），没有计入。")

    def _versions(self, decisions: Sequence[Decision]) -> list[Version]:
        return versions(self._sightings, self._facts, self._matcher, frozenset(self._people), decisions, self._now)

    # What is done.

    def _carry_out(self, made: Plan) -> None:
        for student, version in sorted(made.put.items()):
            if student in self._broken:
                folder = str(self._room.folder / "submitted" / student / self._quiz)
                aside.keep(self._room.folder, self._quiz, student, folder, self._broken.pop(student))
            self._store.put(student, version.digest, version.moment)
        for student in made.take_away:
            self._store.take_away(student)
        self._store.done()
        if made.rows:
            try:
                overview.write(self._place, made.rows, self._people, self._room.timezone)
            except OSError as error:
                self._remarks.append(f"清单 {self._place / overview.FILE} 没有更新（{said(error)}）；若正在 Excel 中打开，请关闭后再收一次。")

    def _result(self, made: Plan) -> Result:
        order = {"pending": 0, "used": 1, "kept": 2, "declined": 3}
        rows = sorted(made.rows, key=lambda row: (order[row.state], row.version.student, row.version.places))
        have = made.used.keys() | self._broken.keys()
        for student, why in sorted(self._broken.items()):
            self._remarks.append(f"{self._matcher.who(student)} 在 submitted 里的答卷{why}。")
        for row in rows:
            if row.state == "used" and self._people and row.version.student not in self._people:
                at = rows.index(row)
                rows[at] = replace(row, notes=(*row.notes, "不在名册，请核对"))
        return Result(
            quiz=self._quiz,
            rows=rows,
            refused=self._budget.refusals,
            system=self._budget.system,
            spent=self._budget.spent,
            missing=[person for id, person in self._people.items() if id not in have],
            people=self._people,
            remarks=self._remarks,
        )


def _sha(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _content(path: Path) -> Callable[[], Iterable[bytes]]:
    return lambda: folders.pieces(os.fspath(path))
