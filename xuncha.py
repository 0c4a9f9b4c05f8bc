"""The console command ``xuncha``: a thin composition of the rooms' own commands."""

from __future__ import annotations

import typer
from typer import rich_utils

import corpus.cli
import course.cli
import exercises.cli
import grader.cli

rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.ERRORS_PANEL_TITLE = "有误"
rich_utils.ABORTED_TEXT = "已中止。"
rich_utils.RICH_HELP = "用 [blue]“{command_path} {help_option}”[/] 查看说明。"

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
