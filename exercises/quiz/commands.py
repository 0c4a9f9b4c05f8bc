"""`xuncha quiz build`, `list` and `preview`: papers from blueprints."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from corpus.oserror import said
from exercises.assembly import labels
from exercises.assembly.exclusions import ExclusionError
from exercises.assembly.request import Answer, Request, fulfil
from exercises.assembly.summary import figures, in_common
from exercises.bank import BankError
from exercises.console import console, fail, literally, say
from exercises.items import TYPES
from exercises.quiz.blueprint import SHIPPED, Blueprint, BlueprintError, chosen, read_blueprint
from exercises.quiz.save import PaperExists, Saved, save, target

Name = Annotated[str, typer.Argument(metavar="BLUEPRINT", help="组卷蓝图：文件路径，或附带蓝图的编号（见 xuncha quiz list）")]
Seed = Annotated[str | None, typer.Option("--seed", help="抽题的种子，任意文字；同一种子、同一题库抽出同样的卷子", show_default="随机")]
Lessons = Annotated[list[int] | None, typer.Option("--lesson", metavar="N", help="课次，用于单课小测这类蓝图；可写多次")]
Excluded = Annotated[
    list[str] | None, typer.Option("--exclude", help="不抽的题：题号、蓝图、教师版试卷、班级文件夹或“已用题目.csv”；可写多次")
]
Own = Annotated[list[Path] | None, typer.Option("--bank", help="另从这个文件或文件夹抽题，如班级的“题库”文件夹；可写多次")]
OnlyOwn = Annotated[bool, typer.Option("--only-bank", help="只从 --bank 指明的题库抽题，不用随课程附带的")]
Class = Annotated[
    Path | None, typer.Option("--class", help="班级文件夹：试卷写进 source，避开这个班用过的题，也从班级的“题库”抽题")
]


def build_quiz(
    blueprint: Name,
    out: Annotated[Path, typer.Option(help="写到哪个 .ipynb 文件或哪个文件夹")] = Path("."),
    force: Annotated[bool, typer.Option("--force", help="替换已有的不同试卷（旧卷另存一份）")] = False,
    seed: Seed = None,
    forms: Annotated[int, typer.Option("--forms", metavar="N", help="平行卷的套数：A 卷、B 卷、C 卷……")] = 1,
    disjoint: Annotated[bool, typer.Option("--disjoint", help="平行卷之间不许有相同的题")] = False,
    lesson: Lessons = None,
    exclude: Excluded = None,
    bank: Own = None,
    only_bank: OnlyOwn = False,
    folder: Class = None,
    name: Annotated[str | None, typer.Option("--id", help="试卷编号，代替蓝图里的编号")] = None,
    save_as: Annotated[
        Path | None, typer.Option("--save-blueprint", metavar="DIR", help="把抽中的题另存为写明题目的蓝图，可以改动后再组卷")
    ] = None,
) -> None:
    """照蓝图组卷，写成教师版试卷（含答案，供 nbgrader 发布）。"""
    from exercises.quiz.build import build, to_bytes  # nbformat is slow to load, and only papers need it

    wanted = Request(seed, forms, disjoint, lesson or (), exclude or (), bank or (), only_bank, folder, name)
    try:
        answer = fulfil(read_blueprint(find(blueprint)), wanted)
        contents = [to_bytes(build(paper, answer.bank)) for paper in answer.papers]
        places = _places(answer.papers, out, folder)
        _may_be_written(places, contents, force)
        done = [save(content, place, replace=force, now=datetime.now()) for content, place in zip(contents, places, strict=True)]
        if save_as:
            _save_blueprints(answer.papers, save_as)
    except PaperExists as error:
        fail(f"{error} 已有一份不同的内容，没有覆盖。要替换请加 --force（旧卷会另存一份），或用 --out 换个位置。")
    except (BlueprintError, BankError, ExclusionError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename} 写不进去。请检查文件夹是否存在、有没有写入权限。")
    _report(answer, done)


def _places(papers: Sequence[Blueprint], out: Path, folder: Path | None) -> list[Path]:
    if folder is not None:
        source = folder / "source"
        if not source.is_dir():
            fail(f"{folder} 不是班级文件夹（其中没有 source）。请核对路径，或先用 xuncha class init 建班。")
        return [source / paper.id / f"{paper.id}.ipynb" for paper in papers]
    if len(papers) > 1 and out.suffix == ".ipynb":
        fail(f"要写 {len(papers)} 套卷子，--out 应当是文件夹，不是文件 {out}。")
    return [target(out, paper.id) for paper in papers]


def _may_be_written(places: Sequence[Path], contents: Sequence[bytes], force: bool) -> None:
    """Nothing is written unless all forms can be. Raises PaperExists."""
    for place, content in zip(places, contents, strict=True):
        if not force and place.exists() and place.read_bytes() != content:
            raise PaperExists(place)


def _save_blueprints(papers: Sequence[Blueprint], folder: Path) -> None:
    from exercises.quiz.save_blueprint import save_blueprint

    for paper in papers:
        say(f"抽中的题已写成蓝图 {save_blueprint(paper, folder, datetime.now())}。")


def _report(answer: Answer, done: Sequence[Saved]) -> None:
    for paper, saved in zip(answer.papers, done, strict=True):
        points = sum(item.points for item in chosen(paper, answer.bank))
        if not saved.changed:
            say(f"{saved.path} 已是最新，没有改动。")
            continue
        say(f"已组卷：{paper.title}，{len(paper.items)} 题，{points} 分，写入 {saved.path}。")
        if saved.copy:
            say(f"旧卷另存在 {saved.copy}。")
    if answer.seed is not None:
        console.print(_figures(answer))
        if answer.left_out:
            say(f"没有抽的题（已排除或班级用过）共 {answer.left_out} 题。")
        say(f"种子：{answer.seed}。用同一种子、同一题库和同样的要求再组一次，得到同样的卷子。")
    if any(saved.changed for saved in done):
        say("这是含答案的教师版，请勿直接发给学员。")


def _figures(answer: Answer) -> Table:
    """The figures of the papers drawn, one column a paper."""
    papers = [chosen(paper, answer.bank) for paper in answer.papers]
    told = [figures(items) for items in papers]
    table = Table(title="抽题结果")
    table.add_column("")
    for paper in answer.papers:
        table.add_column(literally(paper.id), justify="right")
    table.add_row("题数", *(str(one.items) for one in told))
    table.add_row("满分", *(str(one.points) for one in told))
    for name, kind in TYPES.items():
        if any(name in one.types for one in told):
            table.add_row(kind.LABEL, *(str(one.types.get(name, 0)) for one in told))
    for level, label in labels.LEVELS.items():
        table.add_row(f"{label}层次", *(str(one.levels.get(level, 0)) for one in told))
    table.add_row("预期难度", *(f"{one.difficulty:.2f}" for one in told))
    if len(papers) > 1:
        table.add_section()
        table.add_row("两两之间最多的同题", str(in_common(papers)), *[""] * (len(papers) - 1))
    return table


def list_quizzes() -> None:
    """列出随课程附带的组卷蓝图。"""
    table = Table(title="组卷蓝图")
    table.add_column("编号", no_wrap=True)
    table.add_column("标题")
    table.add_column("题数", justify="right")
    table.add_column("时间", justify="right")
    table.add_column("题目")
    for path in sorted(SHIPPED.glob("*.yaml")):
        try:
            plan = read_blueprint(path)
        except BlueprintError as error:
            fail(str(error))
        minutes = f"{plan.minutes} 分钟" if plan.minutes else ""
        table.add_row(plan.id, literally(plan.title), str(plan.count), minutes, _how(plan))
    console.print(table)


def _how(plan: Blueprint) -> str:
    if plan.draw is None:
        return "已写明"
    return f"从{labels.POOLS[plan.draw.pool]}题中抽" + ("，用 --lesson 指明课次" if plan.draw.for_lesson else "")


def preview(
    paper: Annotated[str, typer.Argument(metavar="BLUEPRINT|PAPER", help="组卷蓝图（文件或编号），或教师版试卷 .ipynb")],
    out: Annotated[Path | None, typer.Option(help="写到哪个 .html 文件", show_default="编号-预览.html")] = None,
    seed: Seed = None,
    lesson: Lessons = None,
    exclude: Excluded = None,
    bank: Own = None,
    only_bank: OnlyOwn = False,
    force: Annotated[bool, typer.Option("--force", help="替换已有的不同文件")] = False,
    show: Annotated[bool, typer.Option("--open/--no-open", help="是否用浏览器打开")] = True,
) -> None:
    """按学员看到的样子预览试卷，不含答案，写成网页。"""
    from exercises.preview import of_blueprint, of_paper
    from exercises.quiz.paperfile import PaperError

    try:
        if paper.endswith(".ipynb"):
            name, page, used = Path(paper).stem, of_paper(Path(paper)), None
        else:
            wanted = Request(seed, 1, False, lesson or (), exclude or (), bank or (), only_bank)
            answer = fulfil(read_blueprint(find(paper)), wanted)
            name, page, used = answer.papers[0].id, of_blueprint(answer.papers[0], answer.bank), answer.seed
    except (BlueprintError, BankError, ExclusionError, PaperError) as error:
        fail(str(error))
    place = out or Path(f"{name}-预览.html")
    try:
        if place.exists() and place.read_text("utf-8", errors="replace") != page and not (force or out is None):
            fail(f"{place} 已有不同的内容，没有覆盖。要替换请加 --force，或用 --out 换个位置。")
        from corpus.wholefile import write_whole

        write_whole(place, page)
    except OSError as error:
        fail(f"{place} 写不进去（{said(error)}）。请检查文件夹是否存在、有没有写入权限。")
    say(f"预览已写入 {place}，不含答案。" + (f"种子：{used}。" if used else ""))
    if show:
        webbrowser.open(place.resolve().as_uri())


def find(name: str) -> Path:
    """The blueprint file that ``name`` means; an existing file goes before a shipped id."""
    shipped = {file.stem: file for file in SHIPPED.glob("*.yaml")}
    if (path := Path(name)).is_file():
        return path
    if name in shipped:
        return shipped[name]
    fail(f"没有“{name}”这份蓝图。附带的有：{'、'.join(sorted(shipped))}；也可以写蓝图文件的路径。")
