"""`xuncha course …`: prepare the learner's folder and open the course."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from corpus import store
from course import study
from course.catalog import INTAKE_FILE

app = typer.Typer(no_args_is_help=True, help="课程：准备学习目录，打开课程，导入讲话。")
console = Console(highlight=False)

Workspace = Annotated[Path, typer.Option("--workspace", help="学习目录")]
DEFAULT = Path("~/xuncha")

_SAID = {"new": "已放入", "updated": "已更新", "beside": "已改动过，新版另存为"}


def prepare_desks(folder: Path) -> Path:
    """Put the desks that an instructor uses into a folder; says what was put there."""
    return _prepare(folder, desks_only=True)


def _prepare(folder: Path, desks_only: bool = False) -> Path:
    # nbformat takes a second, which no other command should pay
    from course import workspace
    from exercises.delivery import DeliveryError

    folder = folder.expanduser().resolve()
    try:
        done = workspace.prepare_desks(folder) if desks_only else workspace.prepare(folder)
    except DeliveryError as error:
        console.print(str(error), style="red", markup=False)
        raise typer.Exit(1) from None
    console.print(f"{'文件夹' if desks_only else '学习目录'}：{folder}", markup=False)
    for notebook in done:
        if notebook.outcome in _SAID:
            console.print(f"{_SAID[notebook.outcome]}：{notebook.file}", markup=False)
    return folder


@app.command("prepare")
def prepare(folder: Workspace = DEFAULT) -> None:
    """准备学习目录：放入课程，签为可信；改动过的课程不会被覆盖。"""
    _prepare(folder)


@app.command("open", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def open_course(context: typer.Context, folder: Workspace = DEFAULT) -> None:
    """准备学习目录，并在浏览器里打开课程；其余参数原样交给 JupyterLab。"""
    workspace = _prepare(folder)
    console.print("课程正在浏览器里打开。学完后回到这个窗口，按 Ctrl+C 结束。")
    raise typer.Exit(study.start(workspace, context.args))


@app.command("desk", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def open_desk(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="班级文件夹或学习目录；不写则取当前所在的那个，都不在时取 ~/xuncha", show_default=False),
    ] = None,
) -> None:
    """在浏览器里打开“语料入库”：导入讲话、核对、检索；其余参数原样交给 JupyterLab。"""
    where = prepare_desks(folder or store.work_folder())
    console.print("“语料入库”正在浏览器里打开。用完后回到这个窗口，按 Ctrl+C 结束。")
    raise typer.Exit(study.start(where, context.args, INTAKE_FILE))
