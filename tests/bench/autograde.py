"""Milliseconds per autograded submission, stock nbgrader against ours.

    python tests/bench/autograde.py [--submissions 20] [--quiz quiz-01]

Both run in this process through ``NbGraderAPI.autograde``, the door of formgrader's
button, one submission stock, the next ours, and so on, so that a busy machine slows
both alike. Start-up (imports, opening the class) is paid once before and not counted.
Stock runs the hidden tests in a kernel; both grade the same right answers.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
import warnings
from pathlib import Path

import nbformat
from rich.console import Console
from rich.progress import track
from rich.table import Table
from traitlets.config import Config

from exercises.bank import load_bank
from exercises.items import kind
from exercises.quiz import questions, read_blueprint
from exercises.quiz.blueprint import SHIPPED
from exercises.quiz.build import build
from grader import classroom
from grader.classroom import Classroom


def prepared(folder: Path, quiz: str, students: list[str]) -> Classroom:
    """A class with ``students``' right answers collected."""
    classroom.init(folder)
    room = classroom.find(folder)
    paper = build(read_blueprint(SHIPPED / f"{quiz}.yaml"), load_bank())
    source = room.paper("source", quiz) / f"{quiz}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(paper, source)
    assert room.api.generate_assignment(quiz)["success"]
    released = nbformat.read(room.paper("release", quiz) / source.name, as_version=4)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in released.cells}
    for question in questions(paper):
        cells[question.answer_id].source = kind(question.item).solution(question.item)
    for student in students:
        target = room.paper("submitted", quiz, student)
        target.mkdir(parents=True)
        nbformat.write(released, target / source.name)
    return room


def stock(room: Classroom) -> Classroom:
    """The same class with nbgrader's own lists of preprocessors."""
    config = Config(room.config)
    del config["Autograde"]
    del config["Exporter"]
    plain = Classroom(room.folder)
    plain.__dict__["config"] = config
    return plain


def timed(room: Classroom, quiz: str, student: str) -> float:
    """Milliseconds that autograding one submission takes."""
    start = time.perf_counter()
    result = room.api.autograde(quiz, student)
    elapsed = (time.perf_counter() - start) * 1000
    assert result["success"], result
    return elapsed


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument("--quiz", default="quiz-01")
    options = parser.parse_args()
    warnings.filterwarnings("ignore", module=r"nbgrader\.|traitlets")

    students = [f"s{n:03d}" for n in range(options.submissions)]
    with tempfile.TemporaryDirectory() as scratch:
        first = prepared(Path(scratch) / "stock", options.quiz, students)
        second = Path(scratch) / "ours"
        shutil.copytree(first.folder, second)
        rooms = {"stock": stock(first), "ours": classroom.find(second)}
        times: dict[str, list[float]] = {name: [] for name in rooms}
        for student in track(students, "autograding", transient=True):
            for name, room in rooms.items():
                times[name].append(timed(room, options.quiz, student))

    console = Console()
    console.print(f"autograde, {len(students)} submissions of {options.quiz}, ms each")
    table = Table()
    for heading in ("", "min", "median", "max"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, values in times.items():
        table.add_row(name, *(f"{f(values):,.0f}" for f in (min, statistics.median, max)))
    console.print(table)
    ratio = statistics.median(times["stock"]) / statistics.median(times["ours"])
    console.print(f"ratio of the medians: stock / ours = {ratio:.1f}")


if __name__ == "__main__":
    main()
