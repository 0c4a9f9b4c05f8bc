"""Milliseconds per graded submission: stock nbgrader, our two doors, and the floor.

    python tests/bench/autograde.py [--quiz quiz-01] [--submissions 1000] [--stock 6] [--runs 3]
    python tests/bench/autograde.py --sizes 1000 10000 100000

Contenders, run by turns so that a busy machine slows all alike:

- **stock**: ``NbGraderAPI.autograde`` with nbgrader's own preprocessors, which starts a
  kernel for each submission. One at a time; start-up is paid once before and not counted.
- **door**: the same with our preprocessors, as formgrader's button calls it.
- **ours**: ``grader.bulk``, all submissions in one call, opening and reading the key side included.
- **floor**: what no grader can leave out, in a plain script: read each file, parse the
  JSON, read the literals, compare, put the scores in, write the copy, and one SQLite
  transaction over nbgrader's own tables. It checks nothing, and its copies are compact.

With ``--sizes`` only ours and the floor, each size in a process of its own, with the
most memory it took.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
import warnings
from pathlib import Path
from typing import Any

import nbformat
from classes import hand_in, prepared, stock, tell
from rich.console import Console
from rich.table import Table

from exercises.items import kind
from exercises.quiz import questions
from grader import classroom
from grader.bulk.run import grade
from grader.classroom import Classroom


def one_by_one(room: Classroom, quiz: str, students: list[str]) -> float:
    """Milliseconds for each submission through nbgrader's API."""
    start = time.perf_counter()
    for student in students:
        result = room.api.autograde(quiz, student)
        assert result["success"], result
    return (time.perf_counter() - start) * 1000 / len(students)


def bulk(room: Classroom, quiz: str, count: int) -> float:
    """Milliseconds for each submission through our bulk door."""
    start = time.perf_counter()
    report = grade(room, quiz)
    assert report.graded == count, report
    return (time.perf_counter() - start) * 1000 / count


def floor(folder: Path, quiz: str, key: dict[str, Any], students: list[str]) -> float:
    """Milliseconds for each submission in a script that does only what must be done."""
    start = time.perf_counter()
    database = sqlite3.connect(folder / "gradebook.db")
    [(assignment, notebook)] = database.execute(
        "SELECT a.id, n.id FROM assignment a JOIN notebook n ON n.assignment_id = a.id WHERE a.name = ?", (quiz,)
    )
    ids: dict[str, str] = dict(database.execute("SELECT name, id FROM base_cell WHERE type = 'GradeCell'"))
    comments: dict[str, str] = dict(database.execute("SELECT name, id FROM base_cell WHERE type = 'SolutionCell'"))
    for student in students:
        raw = (folder / "submitted" / student / quiz / f"{quiz}.ipynb").read_bytes()
        stamp = (folder / "submitted" / student / quiz / "timestamp.txt").read_text()
        paper = json.loads(raw)
        cells = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in paper["cells"]}
        scores = {}
        for name, (answer, right, points) in key.items():
            source = "".join(cells[answer]["source"])
            value = ast.literal_eval(source.partition("=")[2].strip()) if source.startswith("answer") else source
            scores[name] = float(points) if value == right else 0.0
            if "outputs" in cells[name]:
                data = {"text/plain": [repr(scores[name])]}
                cells[name]["outputs"] = [
                    {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}
                ]
        target = folder / "autograded" / student / quiz
        target.mkdir(parents=True)
        (target / f"{quiz}.ipynb").write_text(json.dumps(paper, ensure_ascii=False))
        (target / "timestamp.txt").write_text(stamp)
        submission, held = uuid.uuid4().hex, uuid.uuid4().hex
        database.execute("INSERT INTO student (id) VALUES (?)", (student,))
        database.execute(
            "INSERT INTO submitted_assignment (id, assignment_id, student_id, timestamp) VALUES (?, ?, ?, ?)",
            (submission, assignment, student, stamp.removesuffix(" UTC")),
        )
        database.execute(
            "INSERT INTO submitted_notebook (id, notebook_id, assignment_id) VALUES (?, ?, ?)", (held, notebook, submission)
        )
        database.executemany(
            "INSERT INTO grade (id, cell_id, notebook_id, auto_score, needs_manual_grade) VALUES (?, ?, ?, ?, 0)",
            [(uuid.uuid4().hex, cell, held, scores.get(name, 0.0)) for name, cell in ids.items()],
        )
        database.executemany(
            "INSERT INTO comment (id, cell_id, notebook_id) VALUES (?, ?, ?)",
            [(uuid.uuid4().hex, cell, held) for cell in comments.values()],
        )
    database.commit()
    database.close()
    return (time.perf_counter() - start) * 1000 / len(students)


def key_of(room: Classroom, quiz: str) -> dict[str, Any]:
    """What the floor compares with: answer cell, right literal and points by grade cell."""
    paper = nbformat.read(room.paper("source", quiz) / f"{quiz}.ipynb", as_version=4)
    key = {}
    for question in questions(paper):
        source = kind(question.item).solution(question.item)
        right = ast.literal_eval(source.partition("=")[2].strip()) if source.startswith("answer") else source
        key[question.grade_id] = (question.answer_id, right, question.item.points)
    return key


class Fresh:
    """Gives the class back ungraded; what was graded is moved aside, since removing it would slow the next run."""

    def __init__(self, room: Classroom) -> None:
        self.room, self.clean, self.count = room, room.database.read_bytes(), 0

    def __call__(self) -> Classroom:
        self.count += 1
        graded = self.room.folder / "autograded"
        if graded.exists():
            graded.rename(self.room.folder / f"graded-before-{self.count}")
        self.room.database.write_bytes(self.clean)
        return classroom.find(self.room.folder)


def compare(console: Console, quiz: str, count: int, few: int, runs: int) -> None:
    """All four by turns; prints the medians and the two ratios that matter."""
    times: dict[str, list[float]] = {"stock": [], "door": [], "ours": [], "floor": []}
    with tempfile.TemporaryDirectory() as scratch:
        room = prepared(Path(scratch) / "class", quiz)
        small = Path(scratch) / "small"
        shutil.copytree(room.folder, small)
        key, students = key_of(room, quiz), hand_in(room, quiz, count)
        some = hand_in(classroom.find(small), quiz, few + 1)
        fresh, fresh_small = Fresh(room), Fresh(classroom.find(small))
        for contender in (stock, lambda room: room):  # start-up
            one_by_one(contender(fresh_small()), quiz, some[-1:])
        for _ in range(runs):
            times["stock"].append(one_by_one(stock(fresh_small()), quiz, some[:few]))
            times["door"].append(one_by_one(fresh_small(), quiz, some[:few]))
            times["ours"].append(bulk(fresh(), quiz, count))
            times["floor"].append(floor(fresh().folder, quiz, key, students))
    console.print(f"{quiz}, {runs} runs; stock and door {few} submissions each, ours and floor {count}; ms a submission")
    middle = tell(console, times, "floor")
    console.print(f"stock : ours = {middle['stock'] / middle['ours']:,.0f}   (wanted: 500 or more)")
    console.print(f"ours : floor = {middle['ours'] / middle['floor']:.2f}   (wanted: 2 or less)")


def scale(console: Console, quiz: str, sizes: list[int]) -> None:
    """Ours and the floor over classes of different size."""
    table = Table(title=f"{quiz}: cost and memory by size of class", title_justify="left")
    for heading in ("submissions", "ours ms each", "ours MB", "floor ms each", "floor MB"):
        table.add_column(heading, justify="right")
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            room = prepared(Path(scratch) / "class", quiz)
            hand_in(room, quiz, size)
            fresh, figures = Fresh(room), []
            for name in ("ours", "floor"):
                fresh()
                command = [sys.executable, __file__, "--child", name, "--quiz", quiz, "--folder", room.folder]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                each, memory = json.loads(done.stdout)
                figures += [f"{each:.2f}", f"{memory:.0f}"]
        table.add_row(f"{size:,}", *figures)
    console.print(table)


def child(name: str, quiz: str, folder: Path) -> None:
    """One contender alone in this process; prints ms a submission and the most memory in MB."""
    room = classroom.find(folder)
    students = sorted(os.listdir(folder / "submitted"))
    each = bulk(room, quiz, len(students)) if name == "ours" else floor(folder, quiz, key_of(room, quiz), students)
    print(json.dumps([each, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quiz", default="quiz-01")
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--stock", type=int, default=6)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--child", choices=("ours", "floor"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    warnings.filterwarnings("ignore", module=r"nbgrader\.|traitlets")
    if options.child:
        child(options.child, options.quiz, options.folder)
    elif options.sizes:
        scale(Console(), options.quiz, options.sizes)
    else:
        compare(Console(), options.quiz, options.submissions, options.stock, options.runs)


if __name__ == "__main__":
    main()
