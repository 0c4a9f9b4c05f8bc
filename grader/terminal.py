"""What the commands of a class share: their options, and how they speak."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from grader.errors import GraderError

console = Console(highlight=False)

Quiz = Annotated[str, typer.Argument(metavar="QUIZ", help="测验编号，如 quiz-01")]
Dir = Annotated[Path, typer.Option("--dir", help="班级文件夹；默认是当前文件夹或其上级", show_default=False)]
Verbose = Annotated[bool, typer.Option("--verbose", help="同时显示 nbgrader 的英文记录")]
HERE = Path()
LISTED = 60
"""Up to so many papers are listed one by one."""


@contextmanager
def told(verbose: bool = False) -> Iterator[None]:
    """Say a GraderError in plain words and leave with 1; nbgrader's own words only if ``verbose``."""
    if verbose:
        _show_log()
    else:
        warnings.filterwarnings("ignore", module=r"nbgrader\.")
    try:
        yield
    except GraderError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None


def _show_log() -> None:
    import logging

    from traitlets.log import get_logger

    get_logger().addHandler(logging.StreamHandler())


def say(text: str, style: str | None = None) -> None:
    """One line, whatever characters it holds."""
    console.print(text, style=style, markup=False, soft_wrap=True)


def listing(title: str, *headings: str) -> Table:
    """A table; a heading that starts with > has its column aligned right."""
    made = Table(title=title, title_justify="left")
    for heading in headings:
        justify = "right" if heading.startswith(">") else "left"
        made.add_column(heading.lstrip(">"), justify=justify, no_wrap=heading != "情况", overflow="fold")
    return made


def person(student: str, name: str) -> str:
    """张三（x01）, or the id where there is no name."""
    return f"{name}（{student}）" if name else student


def bar() -> Progress:
    """A progress bar for so many papers; it is gone when they are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)
