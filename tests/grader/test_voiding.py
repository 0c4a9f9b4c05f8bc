"""Declaring an item void or re-keying it, through a real gradebook: who gets what, at every door, and back again."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
from datetime import datetime, timezone
from pathlib import Path

import nbformat
import pytest
from effort import times
from killing import in_a_child, killed_at, lines_of
from made_classes import WAYS, copied, graded_class, released, with_quiz
from made_papers import QUIZ, answered, asked, hand_in
from nbgrader.api import Gradebook
from typer.testing import CliRunner
from whole_gradebook import graded_files, whole, whole_at

from exercises.items import Item
from grader.bulk import run as bulk
from grader.bulk.run import grade
from grader.classroom import Classroom
from grader.cli import app
from grader.errors import GraderError
from grader.voiding import act, backup, journal, settling
from grader.voiding.act import carry_out, preview
from grader.voiding.amend import Order

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
]

SINGLE, SHORT = asked()[0], asked()[-1]
GRADER = Path(act.__file__).parents[1]
KILLS = times(20)
VOID = Order(1, "void", "王主任", "两个选项都说得通")


def other(item: Item) -> str:
    """The first option that the paper's key does not name."""
    return next(name for name in item.options if name != item.key)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def graded(new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A class of seven, six of whom have handed in; a person has marked two short answers and looked at one item."""
    return graded_class(tmp_path_factory.mktemp("void") / "class-a", new_class)


@pytest.fixture
def mine(graded: Classroom, tmp_path: Path) -> Classroom:
    return copied(graded, tmp_path / "class-a")


def marks(room: Classroom, grade_id: str) -> dict[str, tuple[object, object, object]]:
    """By trainee: the computer's mark, a person's, and whether a person must look."""
    return {row[0]: (row[4], row[5], bool(row[7])) for row in whole(room.folder)["grades"] if row[2] == grade_id}


def copy_says(room: Classroom, student: str, check_id: str) -> str:
    """The result that stands in the graded copy's check cell."""
    paper = nbformat.read(room.paper("autograded", QUIZ, student) / f"{QUIZ}.ipynb", as_version=4)
    cell = next(c for c in paper.cells if c.metadata.get("nbgrader", {}).get("grade_id") == check_id)
    return cell.outputs[0]["data"]["text/plain"]


def test_a_void_item_gives_everyone_its_full_marks_and_changes_no_other_mark(mine: Classroom) -> None:
    before = whole(mine.folder)
    entry, effect = carry_out(mine, QUIZ, VOID)
    points = float(SINGLE.item.points)
    assert marks(mine, SINGLE.grade_id) == {student: (points, None, False) for student in WAYS}
    after = whole(mine.folder)
    assert [row for row in after["grades"] if row[2] != SINGLE.grade_id] == [
        row for row in before["grades"] if row[2] != SINGLE.grade_id
    ]
    assert copy_says(mine, "x04", SINGLE.check_id) == repr(points)
    late = {row[1]: row[6] for row in after["submissions"]}
    assert late["x06"] == points and effect.people == len(WAYS)
    assert {c.id: (c.before, c.after) for c in effect.changes if c.id in ("x02", "x04", "x05")} == {
        "x02": (2.0, 2.0 + points), "x04": (0.0, points), "x05": (0.5, points)
    }  # fmt: skip
    assert not {"x01", "x06"} & {c.id for c in effect.changes}  # right anyway, and late for nothing
    assert effect.set_aside == {"x05": 0.5} and (effect.raised, effect.lowered) == (len(effect.changes), 0)
    assert entry.state == "done" and entry.who == "王主任"


def test_a_preview_tells_what_then_happens_and_changes_nothing(mine: Classroom) -> None:
    before = {path: path.read_bytes() for path in mine.folder.rglob("*") if path.is_file() and path.suffix != ".lock"}
    told = preview(mine, QUIZ, VOID, passing=10)
    assert {p: p.read_bytes() for p in mine.folder.rglob("*") if p.is_file() and p.suffix != ".lock"} == before
    _, effect = carry_out(mine, QUIZ, VOID, passing=10)
    assert effect == told and effect.changes


@pytest.mark.parametrize("number", [SINGLE.number, SHORT.number])
def test_all_doors_agree_on_a_void_item(mine: Classroom, tmp_path: Path, number: int) -> None:
    carry_out(mine, QUIZ, Order(number, "void", "王主任", "超出授课范围"))
    theirs = copied(mine, tmp_path / "theirs" / "class-a")
    before = whole(mine.folder)
    grade(mine, QUIZ)  # nothing new has come
    assert whole(mine.folder) == before
    grade(mine, QUIZ, again=True)
    for folder in sorted((theirs.folder / "submitted").iterdir()):
        assert theirs.api.autograde(QUIZ, folder.name, force=True)["success"]
    assert whole(theirs.folder) == whole(mine.folder)
    question = asked()[number - 1]
    assert {row[:2] for row in marks(mine, question.grade_id).values()} == {(float(question.item.points), None)}
    mine_copies, their_copies = graded_files(mine.folder), graded_files(theirs.folder)
    assert nbformat.reads(mine_copies[f"x04/{QUIZ}/{QUIZ}.ipynb"].decode(), 4) == nbformat.reads(
        their_copies[f"x04/{QUIZ}/{QUIZ}.ipynb"].decode(), 4
    )


def test_handing_out_again_keeps_what_was_decided(mine: Classroom) -> None:
    carry_out(mine, QUIZ, VOID)
    assert mine.api.generate_assignment(QUIZ)["success"]
    grade(mine, QUIZ, again=True)
    assert {row[:2] for row in marks(mine, SINGLE.grade_id).values()} == {(float(SINGLE.item.points), None)}
    assert "作废" not in (mine.paper("release", QUIZ) / f"{QUIZ}.ipynb").read_text("utf-8")


def test_a_new_key_marks_everyone_along_it(mine: Classroom) -> None:
    new = other(SINGLE.item)
    _, effect = carry_out(mine, QUIZ, Order(1, "rekey", "王主任", "答案录错", key=new))
    points = float(SINGLE.item.points)
    found = marks(mine, SINGLE.grade_id)
    assert found["x01"] == (0.0, None, False) and found["x02"] == (points, None, False)
    assert found["x05"] == (0.0, 0.5, True) and effect.by_hand == ("x05",)  # a person's mark stays and is to be looked at
    assert marks(mine, SHORT.grade_id)["x01"] == (None, 2.0, False)
    assert (effect.raised, effect.lowered) == (1, 2)  # x06 is late and keeps nothing
    text = (mine.paper("source", QUIZ) / f"{QUIZ}.ipynb").read_text("utf-8")
    assert "rekey" in text


def test_two_options_may_both_be_right(mine: Classroom) -> None:
    both = f"{SINGLE.item.key} 或 {other(SINGLE.item)}"  # type: ignore[attr-defined]
    carry_out(mine, QUIZ, Order(1, "rekey", "王主任", "两项都对", key=both))
    points = float(SINGLE.item.points)
    found = marks(mine, SINGLE.grade_id)
    assert (found["x01"][0], found["x02"][0], found["x04"][0], found["x05"][0]) == (points, points, 0.0, 0.0)


def test_everything_comes_back(mine: Classroom) -> None:
    source = mine.paper("source", QUIZ) / f"{QUIZ}.ipynb"
    before, paper = whole(mine.folder), source.read_bytes()
    copies = graded_files(mine.folder)
    carry_out(mine, QUIZ, VOID)
    carry_out(mine, QUIZ, Order(1, "rekey", "王主任", "还是改答案", key=other(SINGLE.item)))
    carry_out(mine, QUIZ, Order(1, "void", "王主任", "又作废"))
    carry_out(mine, QUIZ, Order(1, "restore", "李副主任", "复核后原题无误"))
    after = whole(mine.folder)
    flagged = [row for row in after["grades"] if row not in before["grades"]]
    assert [(row[0], row[2], row[5], row[7]) for row in flagged] == [("x05", SINGLE.grade_id, 0.5, 1)]  # re-keying asked to look
    assert after["submissions"] == before["submissions"] and after["comments"] == before["comments"]
    assert source.read_bytes() == paper
    assert graded_files(mine.folder) == copies
    assert [(e.act, e.state) for e in journal.entries(mine)] == [(n, "done") for n in ("void", "rekey", "void", "restore")]


def test_the_record_says_who_when_and_why_and_what_stood_there_is_kept(mine: Classroom) -> None:
    source = (mine.paper("source", QUIZ) / f"{QUIZ}.ipynb").read_bytes()
    before = whole(mine.folder)
    entry, effect = carry_out(mine, QUIZ, VOID, clock=lambda: datetime(2024, 3, 8, 1, 2, 3, tzinfo=timezone.utc))
    [found] = journal.entries(mine)
    assert found == entry and found.effect == json.loads(json.dumps(effect.told()))
    assert (found.who, found.why, found.item, found.moment) == (
        "王主任", "两个选项都说得通", SINGLE.item.id, datetime(2024, 3, 8, 1, 2, 3)
    )  # fmt: skip
    kept = mine.folder / found.backup
    assert (kept / f"{QUIZ}.ipynb").read_bytes() == source
    assert whole_at(f"sqlite:///{kept / 'gradebook.db'}") == before
    with Gradebook(f"sqlite:///{kept / 'gradebook.db'}", mine.course_id) as opened:
        assert {one.id for one in opened.assignment_submissions(QUIZ)} and opened.find_submission(QUIZ, "x04").score is not None


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (Order(99, "void", "王", "错题"), "没有第 99 题"),
        (Order(1, "void", " ", "错题"), "经办人"),
        (Order(1, "void", "王", "\n"), "理由"),
        (Order(1, "restore", "王", "复核"), "不用恢复"),
        (Order(1, "rekey", "王", "录错", key="Z"), "读不出"),
        (Order(1, "rekey", "王", "录错", key=SINGLE.item.key), "原来的答案"),  # type: ignore[attr-defined]
        (Order(SHORT.number, "rekey", "王", "录错", key="甲"), "简答题由人评阅"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(graded: Classroom, order: Order, told: str) -> None:
    before = whole(graded.folder)
    for do in (preview, carry_out):
        with pytest.raises(GraderError, match=told):
            do(graded, QUIZ, order)
    assert whole(graded.folder) == before and not journal.entries(graded)


def test_a_paper_that_is_gone_has_full_marks_too_and_gets_its_own_back(mine: Classroom) -> None:
    shutil.rmtree(mine.folder / "submitted" / "x02")
    (mine.paper("submitted", QUIZ, "x04") / f"{QUIZ}.ipynb").write_text("{")
    _, effect = carry_out(mine, QUIZ, VOID)
    assert effect.lost == ("x02", "x04")
    assert {row[0] for row in marks(mine, SINGLE.grade_id).values()} == {float(SINGLE.item.points)}
    carry_out(mine, QUIZ, Order(1, "restore", "王主任", "复核"))
    found = marks(mine, SINGLE.grade_id)
    assert found["x02"] == (0.0, None, True) and found["x04"] == (0.0, None, True)  # a person is asked to look


def test_an_item_can_be_void_before_anybody_has_handed_in(new_class: Path, tmp_path: Path) -> None:
    room = with_quiz(tmp_path / "class-a", new_class)
    _, effect = carry_out(room, QUIZ, VOID)
    assert effect.people == 0
    hand_in(room.folder, "x01", answered(released(room), lambda item: None))
    grade(room, QUIZ)
    assert marks(room, SINGLE.grade_id) == {"x01": (float(SINGLE.item.points), None, False)}


class Killed(BaseException):
    pass


def die(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.parametrize("where", ["paper", "commit", "place", "source"])
def test_an_order_that_was_killed_is_whole_after_the_next_one(
    mine: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Killed outright: nothing that would clean up runs. What a second try leaves is what one would have left."""
    once = copied(mine, tmp_path / "once" / "class-a")
    carry_out(once, QUIZ, VOID)

    with monkeypatch.context() as patch:
        patch.setattr(settling, "end", die)
        patch.setattr(bulk.staging.Staging, "discard", lambda self: None)
        if where == "paper":
            patch.setattr(bulk.staging.Staging, "put", die)
        elif where == "commit":
            patch.setattr(journal, "order", die)
        elif where == "place":
            patch.setattr(bulk.staging.Staging, "place", die)
        else:
            patch.setattr(settling.source, "write", die)
        with pytest.raises(Killed):
            carry_out(mine, QUIZ, VOID)
    reached = where in ("place", "source")
    if reached:
        assert [e.act for e in settling.settle(mine)] == ["void"]
    else:
        carry_out(mine, QUIZ, VOID)
    assert whole(mine.folder) == whole(once.folder)
    assert graded_files(mine.folder) == graded_files(once.folder)
    source = Path("source") / QUIZ / f"{QUIZ}.ipynb"
    assert (mine.folder / source).read_bytes() == (once.folder / source).read_bytes()
    assert [(e.act, e.state) for e in journal.entries(mine)] == [("void", "done")]


def test_a_line_cut_off_in_the_record_costs_that_line_only(mine: Classroom) -> None:
    carry_out(mine, QUIZ, VOID)
    with journal.path(mine).open("ab") as file:
        file.write(b'{"line": "order", "id": "x", "who": "\xe7')
    carry_out(mine, QUIZ, Order(1, "restore", "王主任", "复核"))
    assert [(e.act, e.state) for e in journal.entries(mine)] == [("void", "done"), ("restore", "done")]




def run(room: Classroom, *arguments: str, typed: str = "", fails: bool = False) -> str:
    result = CliRunner().invoke(app, ["void", *arguments, "--dir", str(room.folder)], input=typed, env={"COLUMNS": "160"})
    assert (result.exit_code != 0) == fails, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


def test_the_command_shows_the_effect_and_asks_before_it_does_anything(mine: Classroom) -> None:
    order = (QUIZ, "1", "--who", "王主任", "--why", "两个选项都说得通")
    before = whole(mine.folder)
    assert "人加分" in run(mine, *order, "--preview") and "没有改动" in run(mine, *order, typed="n\n")
    assert whole(mine.folder) == before and "没有作废" in run(mine, QUIZ)
    said = run(mine, *order, typed="y\n")
    assert "已执行" in said and "xuncha class feedback" in said and "题库里的原题" in said
    listed = run(mine, QUIZ)
    assert "王主任" in listed and "两个选项都说得通" in listed and "作废" in listed
    assert "已经作废" in run(mine, *order, "--yes", fails=True)
    assert "由“" in run(mine, QUIZ, "1", "--who", "王", "--why", "改", "--key", other(SINGLE.item), "--yes")
    assert "已执行" in run(mine, QUIZ, "1", "--who", "王", "--why", "复核", "--restore", "--yes")
    assert "不能一起用" in run(mine, QUIZ, "1", "--restore", "--key", "A", fails=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child made by fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.chance
@pytest.mark.timeout(1200)
def test_killed_at_any_line_and_ordered_again_is_as_if_it_had_been_ordered_once(mine: Classroom, tmp_path: Path) -> None:
    once = copied(mine, tmp_path / "once" / "class-a")
    carry_out(once, QUIZ, VOID)
    expected = whole(once.folder), graded_files(once.folder)
    counted = copied(mine, tmp_path / "count" / "class-a")
    total = lines_of(GRADER, lambda: carry_out(counted, QUIZ, VOID))
    chance = random.Random(total)
    lines = [*chance.sample(range(1, total), KILLS // 2), *range(total - 2 * (KILLS - KILLS // 2), total, 2)]
    for line in lines[::4] if mine.server else lines:
        room = copied(mine, tmp_path / f"kill{line}" / "class-a")
        assert in_a_child(killed_at(GRADER, line, lambda: carry_out(room, QUIZ, VOID))) == -signal.SIGKILL
        reached = settling.settle(room) or [e for e in journal.entries(room) if e.state == "done"]
        if not reached:
            carry_out(room, QUIZ, VOID)
        assert (whole(room.folder), graded_files(room.folder)) == expected, f"killed at line {line} of {total}"
        assert (room.paper("source", QUIZ) / f"{QUIZ}.ipynb").read_bytes() == (once.paper("source", QUIZ) / f"{QUIZ}.ipynb").read_bytes()
        assert [e.act for e in journal.entries(room) if e.state == "done"] == ["void"]
        shutil.rmtree(room.folder)


def test_whoever_orders_again_what_was_interrupted_is_told_that_it_is_done(mine: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(settling.source, "write", die)
        with pytest.raises(Killed):
            carry_out(mine, QUIZ, VOID)
    assert [e.state for e in journal.entries(mine)] == ["open"]
    with pytest.raises(GraderError, match="已经补完"):
        carry_out(mine, QUIZ, VOID)
    assert [(e.act, e.state) for e in journal.entries(mine)] == [("void", "done")]


def test_two_orders_at_once_are_done_one_after_the_other(mine: Classroom) -> None:
    with settling.alone(mine), pytest.raises(GraderError, match="另一个窗口"):
        carry_out(mine, QUIZ, VOID)
    assert not journal.entries(mine) and {row[1] for row in marks(mine, SINGLE.grade_id).values()} == {None, 0.5}


def test_any_letters_in_a_reason_come_back_from_the_record(mine: Classroom) -> None:
    why = '"引号"\u2028分行\x0b与 \\n、{}、😀'
    carry_out(mine, QUIZ, Order(1, "void", "王主任", why))
    assert [entry.why for entry in journal.entries(mine)] == [why]


def test_the_copy_is_made_whatever_the_folder_is_called(graded: Classroom, tmp_path: Path) -> None:
    room = copied(graded, tmp_path / "一班 #1" / "class-a")
    backup.keep(room, QUIZ, tmp_path / "kept")
    assert whole_at(f"sqlite:///{tmp_path / 'kept' / 'gradebook.db'}") == whole(graded.folder)
