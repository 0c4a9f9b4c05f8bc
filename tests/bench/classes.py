"""Made-up classes for the benches of grading and feedback, and how their figures are told."""

from __future__ import annotations

import random
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
from rich.console import Console
from rich.table import Table
from traitlets.config import Config

from exercises.bank import load_bank
from exercises.items import kind
from exercises.quiz import questions, read_blueprint
from exercises.quiz.blueprint import SHIPPED
from exercises.quiz.build import build
from grader import classroom
from grader.classroom import Classroom

VARIANTS = 200
"""Different papers; a larger class repeats them."""


def prepared(folder: Path, quiz: str) -> Classroom:
    """A class with the quiz handed out."""
    classroom.init(folder)
    room = classroom.find(folder)
    source = room.paper("source", quiz) / f"{quiz}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(build(read_blueprint(SHIPPED / f"{quiz}.yaml"), load_bank()), source)
    assert room.api.generate_assignment(quiz)["success"]
    return room


def hand_in(room: Classroom, quiz: str, count: int) -> list[str]:
    """Made-up answers of ``count`` trainees: right, blank, or one of a few others."""
    paper = nbformat.read(room.paper("source", quiz) / f"{quiz}.ipynb", as_version=4)
    asked = questions(paper)
    released = nbformat.read(room.paper("release", quiz) / f"{quiz}.ipynb", as_version=4)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in released.cells}
    chance = random.Random(7)
    variants = []
    for _ in range(min(count, VARIANTS)):
        for question in asked:
            right = kind(question.item).solution(question.item)
            others = ['answer = "A"', 'answer = ["A", "C"]', 'answer = ""', 'answer = {"1": "C", "2": "A"}']
            cells[question.answer_id].source = right if chance.random() < 0.6 else chance.choice(others)
        variants.append(nbformat.writes(released).encode())
    students = [f"s{n:06d}" for n in range(count)]
    for number, student in enumerate(students):
        target = room.paper("submitted", quiz, student)
        target.mkdir(parents=True)
        (target / f"{quiz}.ipynb").write_bytes(variants[number % len(variants)])
        (target / "timestamp.txt").write_text("2024-03-05 10:20:30.500000 UTC")
    return students


def stock(room: Classroom) -> Classroom:
    """The same class with nbgrader's own lists of preprocessors and exporters."""
    config = Config(room.config)
    for ours in ("Autograde", "GenerateFeedback", "Exporter"):
        config.pop(ours, None)
    plain = Classroom(room.folder)
    plain.__dict__["config"] = config
    return plain


def tell(console: Console, times: Mapping[str, Sequence[float]], against: str) -> dict[str, float]:
    """Print milliseconds by contender, each compared with ``against``; the medians."""
    table = Table()
    for heading in ("", "min", "median", "max", f"times {against}"):
        table.add_column(heading, justify="left" if not heading else "right")
    middle = {name: statistics.median(values) for name, values in times.items()}
    for name, values in times.items():
        shown = (f"{value:,.2f}" for value in (min(values), middle[name], max(values), middle[name] / middle[against]))
        table.add_row(name, *shown)
    console.print(table)
    return middle
