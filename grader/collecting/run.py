"""One collecting from beginning to end: look, keep, choose, put in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone

from corpus.oserror import said
from grader import names
from grader.bulk import aside, database, staging, tallies
from grader.classroom import Classroom, check_id
from grader.collecting import deadline, deciding, exchange, ledger, overview, regrading
from grader.collecting.arrivals import Arrival, Budget, Refused
from grader.collecting.choosing import Plan, Row, Standing, plan
from grader.collecting.deciding import Choice
from grader.collecting.gathering import Gathering
from grader.collecting.keeping import Store
from grader.collecting.ledger import FOLDER
from grader.collecting.matching import Matcher, Person
from grader.collecting.paper import released
from grader.collecting.versions import Version, versions
from grader.errors import GraderError
from grader.roster import units

Source = Callable[[Budget], Iterable[Arrival]]
"""Where papers come from; they are drawn within the budget."""
Step = Callable[[int], None]
"""Called with how many files have been looked at."""
_ORDER = {"pending": 0, "used": 1, "kept": 2, "declined": 3}


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
        return _Run(room, quiz, dry).through(sources, from_exchange, choices, step)


@contextmanager
def _alone(room: Classroom, dry: bool) -> Iterator[None]:
    with staging.told(room.folder):
        if dry:
            yield
        else:
            with staging.only_one(room.folder / "autograded"):
                yield


class _Run:
    def __init__(self, room: Classroom, quiz: str, dry: bool) -> None:
        self._room, self._quiz, self._dry = room, quiz, dry
        self._now = datetime.now(timezone.utc).replace(tzinfo=None)
        face = released(room, quiz)
        self._place = room.folder / FOLDER / quiz
        self._store = Store(self._place, room.folder / "submitted", quiz)
        with database.connected(room.database_url, writing=False) as db:
            self._deadline = deadline.deadline(db, quiz)
            people = sorted(tallies.people(db))
        of_unit = units.read(room)
        self._people = {id: Person(id, names.join(last, first), of_unit.get(id, "")) for id, last, first in people}
        self._matcher = Matcher([*self._people.values()], quiz, face.title)
        if not dry:
            self._store.mend()
        self._before = ledger.came(self._place)
        self._found = Gathering(
            room, face, None if dry else self._store, self._store, self._matcher, self._before, self._now
        )

    def through(self, sources: Sequence[Source], from_exchange: bool, choices: Sequence[Choice], step: Step) -> Result:
        found = self._found
        decisions = ledger.decided(self._place)
        standing = found.standing()
        number = 0
        for source in sources:
            for number, arrival in enumerate(source(found.budget), number + 1):
                found.arrived(arrival)
                step(number)
        if from_exchange and self._has_exchange(optional=bool(sources)):
            found.exchange()
        found.recall()
        decided = deciding.apply(decisions, self._versions(decisions), choices, frozenset(self._people), self._now)
        made = plan(self._versions(decided), standing, self._deadline, self._matcher)
        made.rows.sort(key=lambda row: (_ORDER[row.state], row.version.student, row.version.places))
        if not self._dry:
            if len(found.sightings) > len(self._before):
                ledger.write_came(self._place, found.sightings)
            if decided != decisions:
                ledger.write_decided(self._place, decided)
            self._carry_out(made, standing)
        return self._result(made)

    def _has_exchange(self, optional: bool) -> bool:
        if exchange.inbound(self._room).is_dir():
            return True
        if not optional:
            raise GraderError(
                f"没有交换文件夹 {exchange.inbound(self._room)}。请先用 “xuncha class release {self._quiz}” 发放；"
                "学员交来的是文件时，用 --from 指明放在哪里。"
            )
        return False

    def _versions(self, decisions: Sequence[ledger.Decision]) -> list[Version]:
        found = self._found
        return versions(found.sightings, found.facts, self._matcher, frozenset(self._people), decisions, self._now)

    def _carry_out(self, made: Plan, standing: Mapping[str, Standing]) -> None:
        broken = self._found.broken
        for student, version in sorted(made.put.items()):
            if student in broken:
                folder = str(self._room.folder / "submitted" / student / self._quiz)
                aside.keep(self._room.folder, self._quiz, student, folder, broken.pop(student))
            before = standing[student].stamp if student in standing else None
            if student in standing and (before is None or version.moment <= before):
                regrading.forget_copy(self._room, self._quiz, student)
            self._store.put(student, version.digest, version.moment)
        for student in made.take_away:
            if not regrading.withdraw(self._room, self._quiz, student):
                self._found.remarks.append(
                    f"{self._matcher.who(student)} 的答卷已撤下，但成绩册里有人工给的分数、评语或延期，没有删除。请在评阅页中核对。"
                )
            self._store.take_away(student)
        self._store.done()
        if made.rows:
            try:
                overview.write(self._place, made.rows, self._people, self._missing(made), self._room.timezone)
            except OSError as error:
                where = self._place / overview.FILE
                self._found.remarks.append(f"清单 {where} 没有更新（{said(error)}）；若正在 Excel 中打开，请关闭后再收一次。")

    def _result(self, made: Plan) -> Result:
        found = self._found
        rows = [self._marked(row) for row in made.rows]
        broken = [f"{self._matcher.who(student)} 在 submitted 里的答卷{why}。" for student, why in sorted(found.broken.items())]
        unknown = [] if self._people or not rows else ["名册是空的，认不出是谁的答卷。请先用 “xuncha class roster import” 登记学员。"]
        return Result(
            quiz=self._quiz,
            rows=rows,
            refused=found.budget.refusals,
            system=found.budget.system,
            spent=found.budget.spent,
            missing=self._missing(made),
            people=self._people,
            remarks=[*unknown, *found.remarks, *broken],
        )

    def _missing(self, made: Plan) -> list[Person]:
        have = made.used.keys() | self._found.broken.keys()
        return [person for id, person in self._people.items() if id not in have]

    def _marked(self, row: Row) -> Row:
        stranger = row.state == "used" and self._people and row.version.student not in self._people
        return replace(row, notes=(*row.notes, "不在名册，请核对")) if stranger else row
