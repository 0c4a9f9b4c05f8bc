"""A grading that is killed and run again ends where one run would have ended; two at once, or no room, do no harm."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from effort import times
from killing import in_a_child, killed_at, lines_of
from made_classes import LATE, ON_TIME, copied, on_sqlite_alone, released, with_quiz
from made_papers import QUIZ, answered, hand_in, part, right, wrong
from whole_gradebook import graded_files, whole

from grader import classroom
from grader.bulk import run as bulk
from grader.bulk.database import connected
from grader.bulk.run import Report, grade
from grader.classroom import Classroom
from grader.errors import GraderError

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child made by fork"),
]

KILLS = times(20)
"""For a class in SQLite; a third of them for one in PostgreSQL, where copying a class takes longer."""
OURS = Path(bulk.__file__).parent
STUDENTS = [f"s{n:02d}" for n in range(9)]


@pytest.fixture(scope="module")
def before(new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A class half graded: some papers graded, one handed in again since, one marked by hand, some new, one broken."""
    room = with_quiz(tmp_path_factory.mktemp("half") / "class-a", new_class)
    paper = released(room)
    for student in STUDENTS[:5]:
        hand_in(room.folder, student, answered(paper, part), ON_TIME)
    grade(room, QUIZ)
    with room.gradebook() as gradebook:
        mark = gradebook.find_grade("q01", QUIZ, QUIZ, "s01")
        mark.manual_score, mark.needs_manual_grade = 1.0, False
        gradebook.db.commit()
    for student in STUDENTS[1:3]:
        folder = room.paper("submitted", QUIZ, student)
        shutil.rmtree(folder)
        hand_in(room.folder, student, answered(paper, right), LATE)
    for student in STUDENTS[5:8]:
        hand_in(room.folder, student, answered(paper, wrong), ON_TIME)
    hand_in(room.folder, STUDENTS[8], b"{")
    return room


def state(room: Classroom) -> tuple[object, ...]:
    """Gradebook, graded papers, and what was kept aside."""
    kept = sorted(str(p.relative_to(room.folder)) for p in (room.folder / "无法评分").rglob("*"))
    return whole(room.folder), graded_files(room.folder), kept


@pytest.mark.slow
@pytest.mark.chance
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("again", [False, True])
def test_killed_anywhere_and_run_again_is_as_if_it_had_run_once(again: bool, before: Classroom, tmp_path: Path) -> None:
    once = copied(before, tmp_path / "once" / "class-a")
    grade(once, QUIZ, again)
    expected = state(once)
    total = lines_of(OURS, lambda: grade(copied(before, tmp_path / "count" / "class-a"), QUIZ, again))
    chance = random.Random(f"{again} {total}")
    ends = []
    kills = KILLS // 6 if before.server else KILLS // 2
    for kill in range(kills):
        room = copied(before, tmp_path / f"kill{kill}" / "class-a")
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            line = chance.randrange(1, total)
            ends.append(in_a_child(killed_at(OURS, line, lambda: grade(room, QUIZ, again))))
        grade(room, QUIZ, again)
        assert state(room) == expected, f"killed at line {line} of {total}"
        assert not list((room.folder / "autograded").glob(".grading/*"))
        shutil.rmtree(room.folder)
    assert {*ends} <= {-signal.SIGKILL, 0}
    assert ends.count(-signal.SIGKILL) >= kills  # a later kill may come after the work is done


@pytest.mark.slow
def test_a_regrading_that_was_killed_is_completed_by_a_plain_run(before: Classroom, tmp_path: Path) -> None:
    """Killed while the papers are put in place, after the gradebook was written."""
    room = copied(before, tmp_path / "class-a")
    once = copied(before, tmp_path / "once" / "class-a")
    grade(once, QUIZ, again=True)

    def stopped_while_placing() -> None:
        rename, count = os.rename, 0

        def slowly(source: str, target: str) -> None:
            nonlocal count
            count += 1
            if count == 4:
                os.kill(os.getpid(), signal.SIGKILL)
            rename(source, target)

        os.rename = slowly  # type: ignore[assignment]
        grade(room, QUIZ, again=True)

    assert in_a_child(stopped_while_placing) == -signal.SIGKILL
    assert whole(room.folder) == whole(once.folder)
    grade(room, QUIZ)
    assert state(room) == state(once)


def _grade_in_folder(folder: Path, start: object, results: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    try:
        results.put(grade(classroom.find(folder), QUIZ).graded)  # type: ignore[attr-defined]
    except GraderError as error:
        results.put(str(error))  # type: ignore[attr-defined]


@pytest.mark.slow
def test_two_graders_at_once_leave_what_one_leaves(before: Classroom, tmp_path: Path) -> None:
    once, room = copied(before, tmp_path / "once" / "class-a"), copied(before, tmp_path / "class-a")
    grade(once, QUIZ)
    fork = multiprocessing.get_context("fork")
    for _ in range(3):
        start, results = fork.Barrier(2), fork.Queue()
        both = [fork.Process(target=_grade_in_folder, args=(room.folder, start, results)) for _ in range(2)]
        for process in both:
            process.start()
        said = [results.get(timeout=60) for _ in both]
        for process in both:
            process.join()
        assert all(isinstance(one, int) or "正在另一个窗口里评分" in one for one in said)
        assert any(isinstance(one, int) for one in said)
        assert state(room) == state(once)


def unchanged(room: Classroom, work: Callable[[], Report]) -> str:
    """What the refusal says; gradebook and files are as they were."""
    earlier = state(room)
    with pytest.raises(GraderError) as refusal:
        work()
    assert state(room) == earlier
    assert not list((room.folder / "autograded").glob(".grading/*"))
    return str(refusal.value)


def test_a_busy_gradebook_is_told_and_nothing_changes(before: Classroom, tmp_path: Path) -> None:
    room = copied(before, tmp_path / "class-a")
    with room.gradebook() as other:
        other.find_grade("q01", QUIZ, QUIZ, "s01").manual_score = 0.5
        other.db.flush()  # as formgrader does while it saves
        assert "正被别的程序使用" in unchanged(room, lambda: grade(room, QUIZ, patience=0.1))
        other.db.rollback()
    assert grade(room, QUIZ).graded == 5


def test_a_second_writer_waits_and_readers_need_not(before: Classroom, tmp_path: Path) -> None:
    room = copied(before, tmp_path / "class-a")
    with connected(room.database_url, writing=True):
        assert whole(room.folder)["grades"]
        with pytest.raises(GraderError, match="正被别的程序使用"):
            with connected(room.database_url, writing=True, patience=0.1):
                pass
    with connected(room.database_url, writing=True, patience=0.1):
        pass


@pytest.mark.parametrize("room_left", [1, 8, 30])
def test_a_full_disk_is_told_and_nothing_changes(
    room_left: int, before: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = copied(before, tmp_path / "class-a")
    write, count = os.write, 0

    def full(handle: int, content: bytes) -> int:
        nonlocal count
        count += 1
        if count > room_left:
            raise OSError(28, "No space left on device")
        return write(handle, content)

    monkeypatch.setattr("os.write", full)
    if room_left < 30:
        assert "磁盘已满" in unchanged(room, lambda: grade(room, QUIZ, again=True))
    else:
        assert grade(room, QUIZ, again=True).graded == 8


@on_sqlite_alone
def test_a_gradebook_that_cannot_grow_is_told_and_nothing_changes(before: Classroom, tmp_path: Path) -> None:
    room = copied(before, tmp_path / "class-a")
    earlier = state(room)
    reader, writer = os.pipe()

    def without_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        most = room.database.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        try:
            grade(room, QUIZ, again=True)
            os.write(writer, b"graded")
        except GraderError as error:
            os.write(writer, str(error).encode())

    for student in range(100, 160):
        hand_in(room.folder, f"s{student}", answered(released(room), right), ON_TIME)
    assert in_a_child(without_room) == 0
    said = os.read(reader, 2000).decode()
    assert "没有改动任何内容" in said
    assert state(room) == earlier


@on_sqlite_alone
def test_a_damaged_or_missing_gradebook_is_told(before: Classroom, tmp_path: Path) -> None:
    room = copied(before, tmp_path / "class-a")
    room.database.write_bytes(b"x" * 8192)
    with pytest.raises(GraderError, match="已损坏"):
        grade(room, QUIZ)
    room.database.unlink()
    with pytest.raises(GraderError, match="找不到成绩册"):
        grade(room, QUIZ)
    assert not room.database.exists()


def test_papers_are_graded_again_when_the_gradebook_was_put_back_to_an_older_one(before: Classroom, tmp_path: Path) -> None:
    room, older = copied(before, tmp_path / "class-a"), copied(before, tmp_path / "older" / "class-a")
    grade(room, QUIZ)
    expected = whole(room.folder)
    name = room.database.name if room.database else classroom.CONFIG  # the settings name the database
    shutil.copyfile(older.folder / name, room.folder / name)
    assert whole(room.folder) == whole(older.folder) != expected
    grade(classroom.find(room.folder), QUIZ)
    assert {row[1] for row in whole(room.folder)["submissions"]} == {row[1] for row in expected["submissions"]}


def test_a_paper_is_readable_by_all_and_writable_by_none(before: Classroom, tmp_path: Path) -> None:
    room = copied(before, tmp_path / "class-a")
    grade(room, QUIZ)
    paper = room.paper("autograded", QUIZ, "s06") / f"{QUIZ}.ipynb"
    assert paper.stat().st_mode & 0o777 == 0o444
    nbformat.validate(nbformat.read(paper, as_version=4))
