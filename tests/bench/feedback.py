"""Milliseconds per feedback page: stock nbgrader, our two doors, and the writing alone.

    python tests/bench/feedback.py [--quiz quiz-01] [--submissions 1000] [--stock 6] [--runs 3]
    python tests/bench/feedback.py --sizes 1000 10000 100000

Contenders, run by turns so that a busy machine slows all alike:

- **stock**: ``NbGraderAPI.generate_feedback`` with nbgrader's own preprocessors and its
  HTML exporter, then ``release_feedback``. One at a time, one submission after the
  other; start-up is paid once before and not counted.
- **door**: the same with our preprocessor and exporter, as formgrader's button calls it.
- **ours**: ``grader.feedback.run``, all submissions in one call, opening and reading the
  key side included, and putting the pages into the exchange.
- **writing**: the very pages copied to where they belong, and nothing else.

All work on the same class, which was graded before. With ``--sizes`` only ours, each
size in a process of its own, with the most memory it took.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

from classes import hand_in, prepared, stock, tell
from rich.console import Console
from rich.table import Table

from grader import classroom
from grader.bulk.run import grade
from grader.classroom import Classroom
from grader.feedback.run import give


def graded(folder: Path, quiz: str, count: int) -> tuple[Classroom, list[str]]:
    """A class whose submissions came through the exchange and were graded."""
    room = prepared(folder, quiz)
    students = hand_in(room, quiz, count)
    for student in students:
        (room.paper("submitted", quiz, student) / "submission_secret.txt").write_text(f"secret of {student}")
    assert grade(room, quiz).graded == count
    return room, students


def one_by_one(room: Classroom, quiz: str, students: list[str]) -> float:
    """Milliseconds for each submission through nbgrader's API."""
    start = time.perf_counter()
    for student in students:
        for result in (room.api.generate_feedback(quiz, student), room.api.release_feedback(quiz, student)):
            assert result["success"], result
    return (time.perf_counter() - start) * 1000 / len(students)


def bulk(room: Classroom, quiz: str, count: int) -> float:
    """Milliseconds for each submission through our bulk door."""
    start = time.perf_counter()
    report = give(room, quiz)
    assert report.released == count, report
    return (time.perf_counter() - start) * 1000 / count


def writing(room: Classroom, quiz: str, students: list[str]) -> float:
    """Milliseconds for copying each page twice, into a folder of the trainee's and into one for all."""
    pages = {student: (room.paper("feedback", quiz, student) / f"{quiz}.html").read_bytes() for student in students}
    with tempfile.TemporaryDirectory(dir=room.folder) as scratch:
        start = time.perf_counter()
        os.mkdir(f"{scratch}/all")
        for student, page in pages.items():
            os.makedirs(f"{scratch}/{student}/{quiz}")
            for path in (f"{scratch}/{student}/{quiz}/{quiz}.html", f"{scratch}/all/{student}.html"):
                with open(path, "wb") as file:
                    file.write(page)
        return (time.perf_counter() - start) * 1000 / len(students)


def fresh(room: Classroom, count: int) -> Classroom:
    """The class without pages; those there were are moved aside, since removing them would slow the next run."""
    for name, folder in (("pages", room.folder / "feedback"), ("exchange", room.exchange / room.course_id / "feedback")):
        if folder.exists():
            folder.rename(room.folder / f"{name}-before-{count}")
    return classroom.find(room.folder)


def compare(console: Console, quiz: str, count: int, few: int, runs: int) -> None:
    """All by turns; prints the medians and the ratio that matters."""
    times: dict[str, list[float]] = {"stock": [], "door": [], "ours": [], "writing": []}
    with tempfile.TemporaryDirectory() as scratch:
        room, students = graded(Path(scratch) / "class", quiz, count)
        some = students[: few + 1]
        turn = 0
        for contender in (stock, lambda room: room):  # start-up
            one_by_one(contender(room), quiz, some[-1:])
        for _ in range(runs):
            for name, how in (
                ("stock", lambda room: one_by_one(stock(room), quiz, some[:few])),
                ("door", lambda room: one_by_one(room, quiz, some[:few])),
                ("ours", lambda room: bulk(room, quiz, count)),
            ):
                turn += 1
                times[name].append(how(fresh(room, turn)))
            times["writing"].append(writing(room, quiz, students))
    console.print(f"{quiz}, {runs} runs; stock and door {few} submissions each, ours and writing {count}; ms a submission")
    middle = tell(console, times, "ours")
    console.print(f"stock : ours = {middle['stock'] / middle['ours']:,.0f}   (wanted: 30 or more)")
    console.print(f"door : ours = {middle['door'] / middle['ours']:,.0f}")


def scale(console: Console, quiz: str, sizes: list[int]) -> None:
    """Ours over classes of different size."""
    table = Table(title=f"{quiz}: cost and memory of feedback by size of class", title_justify="left")
    for heading in ("submissions", "ms each", "MB"):
        table.add_column(heading, justify="right")
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            room, _ = graded(Path(scratch) / "class", quiz, size)
            command = [sys.executable, __file__, "--child", "--quiz", quiz, "--folder", str(room.folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            each, memory = json.loads(done.stdout)
            table.add_row(f"{size:,}", f"{each:.2f}", f"{memory:.0f}")
            shutil.rmtree(room.folder)
    console.print(table)


def child(quiz: str, folder: Path) -> None:
    """Ours alone in this process; prints ms a submission and the most memory in MB."""
    each = bulk(classroom.find(folder), quiz, len(list((folder / "autograded").glob(f"*/{quiz}"))))
    print(json.dumps([each, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quiz", default="quiz-01")
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--stock", type=int, default=6)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    warnings.filterwarnings("ignore", module=r"nbgrader\.|traitlets")
    if options.child:
        child(options.quiz, options.folder)
    elif options.sizes:
        scale(Console(), options.quiz, options.sizes)
    else:
        compare(Console(), options.quiz, options.submissions, options.stock, options.runs)


if __name__ == "__main__":
    main()
