"""Which version is used: a rule over plain data, whatever came and in whatever order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grader.collecting.choosing import Plan, Standing, plan
from grader.collecting.deadline import Deadline
from grader.collecting.ledger import Decision, Sighting
from grader.collecting.matching import Matcher, Person
from grader.collecting.paper import Paper
from grader.collecting.versions import versions

NOW = datetime(2024, 3, 10)
DUE = datetime(2024, 3, 5)
PEOPLE = [Person("x01", "张三"), Person("x02", "李四")]
MATCHER = Matcher(PEOPLE, "q")


@dataclass(frozen=True)
class Came:
    """One file: whose by its name ('' for nobody's), when by its own word, and what it holds.

    A broken one came through the exchange, which takes anything.
    """

    number: int
    student: str
    day: int
    kind: str


FILES = st.lists(
    st.builds(
        Came,
        st.integers(0, 400),
        st.sampled_from(["x01", "x02", ""]),
        st.integers(-5, 9),
        st.sampled_from(["answered", "answered", "answered", "blank", "broken"]),
    ),
    max_size=8,
    unique_by=lambda came: came.number,
)


def moment(came: Came) -> datetime:
    return DUE + timedelta(days=came.day, seconds=came.number)


def planned(files: list[Came], standing: dict[str, Standing] | None = None, decisions: list[Decision] | None = None) -> Plan:
    sightings, facts = [], {}
    for came in files:
        digest = f"{came.number:032d}"
        how = "exchange" if came.kind == "broken" else "file"
        sightings.append(
            Sighting(
                digest=digest, paper=digest, how=how, parts=(f"{came.student or '新建'}.ipynb",), student=came.student or "z9",
                stamp=moment(came), seen=NOW,
            )
        )  # fmt: skip
        answered = 3 if came.kind == "answered" else 0
        facts[digest] = Paper(moment=moment(came), answered=answered, asked=3, problem="读不出" if came.kind == "broken" else "")
    roster = frozenset(person.id for person in PEOPLE)
    found = versions(sightings, facts, MATCHER, roster, decisions or [], NOW)
    return plan(found, standing or {}, Deadline(DUE), MATCHER)


def used(made: Plan) -> dict[str, str]:
    return {student: version.digest for student, version in made.used.items()}


@given(FILES)
def test_the_newest_on_time_answered_paper_is_used(files: list[Came]) -> None:
    made = planned(files)
    for student in ("x01", "x02"):
        answered = [came for came in files if came.student == student and came.kind == "answered"]
        on_time = [came for came in answered if moment(came) <= DUE]
        late = [came for came in answered if DUE < moment(came) <= NOW]
        if on_time:
            assert used(made)[student] == f"{max(on_time, key=moment).number:032d}"
        elif late and len(late) == len(answered):
            assert used(made)[student] == f"{max(late, key=moment).number:032d}"
        elif not answered:
            assert all(version.facts.problem for id, version in made.used.items() if id == student)


@given(FILES)
def test_every_version_is_told_of_once(files: list[Came]) -> None:
    rows = planned(files).rows
    assert sorted(row.version.digest for row in rows) == sorted(f"{came.number:032d}" for came in files)
    pending = [row for row in rows if row.state == "pending"]
    assert all(row.asks for row in pending)
    assert {row.version.digest for row in rows if not row.version.student} <= {row.version.digest for row in pending}


@given(FILES, st.randoms(use_true_random=False))
def test_the_order_in_which_papers_came_does_not_matter(files: list[Came], random: object) -> None:
    shuffled = list(files)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert used(planned(files)) == used(planned(shuffled))


@given(FILES)
def test_what_was_put_in_place_stays_when_nothing_new_came(files: list[Came]) -> None:
    made = planned(files)
    standing = {
        student: Standing(version.digest, version.paper, version.moment) for student, version in made.put.items()
    }
    again = planned(files, standing)
    assert not again.put and not again.take_away and used(again) == used(made)


@given(FILES, st.integers(0, 7))
def test_refusing_a_paper_lets_the_next_best_stand(files: list[Came], which: int) -> None:
    made = planned(files)
    chosen = sorted(made.used)[which % len(made.used)] if made.used else None
    if chosen is None:
        return
    version = made.used[chosen]
    standing = {chosen: Standing(version.digest, version.paper, version.moment)}
    refused = Decision(digest=version.digest, claim=version.claim, verdict="refuse", at=NOW)
    after = planned(files, standing, [refused])
    rest = planned([came for came in files if f"{came.number:032d}" != version.digest])
    assert used(after) == used(rest)
    assert (chosen in after.take_away) == (chosen not in rest.used)
