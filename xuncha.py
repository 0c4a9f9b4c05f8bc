"""The console command ``xuncha``: a thin composition of the rooms' own commands."""

from __future__ import annotations

import typer

import corpus.cli
import course.cli
import exercises.cli
import grader.cli

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="巡察课堂：语料、题库、课程、班级。",
)
app.add_typer(corpus.cli.app, name="corpus")
app.add_typer(exercises.cli.bank_app, name="bank")
app.add_typer(exercises.cli.quiz_app, name="quiz")
app.add_typer(grader.cli.app, name="class")
app.add_typer(course.cli.app, name="course")


def main() -> None:
    """Entry point of the console script."""
    app()
