"""The console command ``xuncha``: a thin composition of the rooms' own commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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


@grader.cli.app.command("desk", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def class_desk(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="班级文件夹，没有则新建；默认是当前文件夹或其上级", show_default=False)
    ] = Path(),
) -> None:
    """在浏览器里打开“班级台”：不用命令，登记、发卷、收卷、评分、反馈、报告都在页面上办；其余参数原样交给 JupyterLab。"""
    from grader.desks import opening

    with grader.cli.told():
        where = opening.folder(folder)
        opening.prepare(where)
    course.cli.prepare_desks(where)
    typer.echo("“班级台”正在浏览器里打开。用完后回到这个窗口，按 Ctrl+C 结束。")
    raise typer.Exit(opening.start(where, context.args))


def main() -> None:
    """Entry point of the console script."""
    app()
