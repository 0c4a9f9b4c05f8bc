"""`xuncha bank export`, `import` and `template`, `xuncha quiz paper`: banks and papers in other formats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from corpus.oserror import said
from corpus.wholefile import write_whole
from exercises.assembly.exclusions import ExclusionError
from exercises.bank import BankError, load_bank
from exercises.console import console, fail, literally, say
from exercises.interchange.model import Reading, Remark
from exercises.items import Item
from exercises.quiz.blueprint import BlueprintError
from exercises.quiz.commands import Excluded, Lessons, OnlyOwn, Own, Seed, find

if TYPE_CHECKING:
    from exercises.draft.pool import Pool
    from exercises.interchange.intake import Draft

Format = Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="格式：excel、json、moodle、gift 或 qti；不写则看文件名")]
Force = Annotated[bool, typer.Option("--force", help="替换已有的不同文件（旧文件另存一份）")]


def export(
    file: Annotated[Path, typer.Argument(help="写到哪个文件，如 题库.xlsx、bank.json、bank.xml、bank.gift、bank.zip")],
    name: Format = None,
    bank: Annotated[list[Path] | None, typer.Option("--bank", help="题目文件或文件夹，可写多次；不写则为随课程附带的题库")] = None,
    pool: Annotated[str | None, typer.Option("--pool", help="只导出一个题池：practice（练习）或 exam（考试）")] = None,
    lesson: Annotated[list[int] | None, typer.Option("--lesson", metavar="N", help="只导出这些课次，可写多次")] = None,
    only: Annotated[list[str] | None, typer.Option("--id", help="只导出这些题，可写多次")] = None,
    force: Force = False,
) -> None:
    """把题库导出为 Excel、JSON、Moodle XML、GIFT 或 QTI 2.1，含答案。"""
    from exercises.interchange import FORMATS, told_by, write

    known = name or told_by(file)
    if known not in FORMATS:
        fail(f"看不出“{known or file.suffix or file.name}”是哪种格式。请用 --format 指明：{'、'.join(FORMATS)}。")
    if pool not in (None, "practice", "exam"):
        fail(f"没有“{pool}”这个题池。请写 practice（练习）或 exam（考试）。")
    try:
        whole = load_bank(*bank or ())
    except BankError as error:
        fail(str(error))
    items = [item for item in whole if _wanted(item, pool, lesson or [], only or [])]
    if missing := [one for one in only or [] if one not in whole]:
        fail(f"题库里没有 {'、'.join(missing)}。请核对题号。")
    if not items:
        fail("没有符合条件的题，没有写文件。请放宽条件。")
    written = write(known, items)
    _save(file, written.data, force)
    say(f"已导出 {len(items) - len(written.left_out)} 题（{FORMATS[known].LABEL}），写入 {file}。文件含答案，请勿发给学员。")
    if written.remarks:
        say("这种格式装不下的内容：")
        for message, ids in _grouped(written.remarks):
            say(f"  {message}" + (f"（{len(ids)} 题：{'、'.join(ids)}）" if ids else ""))
    if written.left_out:
        say(f"没有写入的题共 {len(written.left_out)} 题：{'、'.join(written.left_out)}。")


def _grouped(remarks: Iterable[Remark]) -> list[tuple[str, list[str]]]:
    """Each message once, with the items it is about."""
    found: dict[str, list[str]] = {}
    for remark in remarks:
        found.setdefault(remark.message, []).extend([remark.place] if remark.place else [])
    return list(found.items())


def _wanted(item: Item, pool: str | None, lessons: list[int], only: list[str]) -> bool:
    return (not only or item.id in only) and (pool is None or item.pool == pool) and (not lessons or item.lesson in lessons)


def template(
    file: Annotated[Path, typer.Argument(help="写到哪个 .xlsx 文件")] = Path("题库模板.xlsx"),
    force: Force = False,
) -> None:
    """写出空白的 Excel 题库模板，有下拉框和填写说明。"""
    from exercises.interchange.excel import template as content

    _save(file, content(), force)
    say(f"模板已写入 {file}。填好后用 xuncha bank import {file} 导入。")


def import_bank(
    file: Annotated[Path, typer.Argument(help="要导入的文件：.xlsx、.csv、.json、Moodle .xml、.gift 或 QTI .zip")],
    name: Format = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="字段=列名", help="表格里哪一列是哪个字段，如 --map 题干=试题内容；可写多次")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="写到哪个 .yaml 文件", show_default="原文件名-草稿.yaml")] = None,
    lesson: Annotated[int | None, typer.Option("--lesson", metavar="N", help="没有写课次的题归入哪一课")] = None,
    to_pool: Annotated[bool, typer.Option("--to-pool", help="各项齐全的草稿放进班级或学习文件夹的“题库/草稿”，在审题台里审")] = False,
    force: Force = False,
) -> None:
    """导入别处的题库。全部作为草稿，列出每一处问题；草稿不能用于考试，要在审题台审过。"""
    from exercises.interchange import FORMATS, InterchangeError, told_by
    from exercises.interchange.bounds import read_bounded
    from exercises.interchange.intake import take_in, yaml_of
    from exercises.interchange.report import csv_of, lines

    try:
        data = read_bounded(file)
        known = name or told_by(file, data[:2000])
        if known not in FORMATS:
            fail(f"看不出 {file.name} 是哪种格式。请用 --format 指明：{'、'.join(FORMATS)}。")
        reading = _read(known, data, mapping or [])
    except InterchangeError as error:
        fail(f"{file.name}：{error}")
    pool = _pool() if to_pool else None
    intake = take_in(reading, pool.items() if pool else load_bank(), lesson)
    rest = intake.drafts
    if pool:
        rest = _shelved(intake.drafts, file.name, pool)
    place = out or file.with_name(f"{file.stem}-草稿.yaml")
    report = place.with_name(f"{place.stem}-导入情况.csv")
    told = list(lines(intake))
    if rest:
        _save(place, yaml_of(rest).encode(), force)
    if told:
        _save(report, csv_of(intake), True)
        console.print(_table(told))
    broken = sum(bool(draft.faults) for draft in intake.drafts)
    say(f"读到 {len(intake.drafts)} 题，没有导入的内容 {len(intake.unread)} 处。" + (f"{'其余 ' if pool else ''}{len(rest)} 题的草稿写入 {place}。" if rest else ""))
    if told:
        say(f"问题共 {len(told)} 处，全部列在 {report}（可用 Excel 打开）。")
    if broken:
        say(f"有 {broken} 题须先补正（缺依据、解析等），补正前这份草稿不能作为题库载入。")
    if intake.drafts:
        say("这些题都是草稿，审题通过前不会进入任何试卷。")
    if not intake.drafts:
        raise typer.Exit(1)


def _pool() -> Pool:
    from exercises.draft.pool import Pool

    return Pool()


def _shelved(drafts: list[Draft], source: str, pool: Pool) -> list[Draft]:
    """Put into the pool what can be put there; the drafts that are left."""
    from corpus.errors import CorpusError
    from exercises.interchange.shelve import shelve

    try:
        counts, rest = shelve(drafts, source, pool, datetime.now())
    except CorpusError as error:
        fail(str(error))
    for slug, count in counts.items():
        say(f"放进 {pool.drafts_file(slug)}：{count} 题。请打开“审题台”逐题审定。")
    return rest


def _read(known: str, data: bytes, mapping: list[str]) -> Reading:
    from exercises.interchange import FORMATS, InterchangeError, table
    from exercises.interchange.columns import field_named, normal
    from exercises.interchange.gridfile import grids

    if known != "excel":
        if mapping:
            raise InterchangeError("--map 只用于表格（.xlsx、.csv）。")
        return FORMATS[known].read(data)
    chosen = {}
    for pair in mapping:
        field, equals, title = pair.partition("=")
        name = field_named(field.strip())
        if not equals or name is None or not title.strip():
            raise InterchangeError(f"--map 的“{pair}”不对。请写成 字段=列名，如 题干=试题内容。")
        chosen[normal(title)] = name
    return table.reading(grids(data), chosen)


def _table(told: list[tuple[str, str, str, str, str]]) -> Table:
    """Each message once, with all the places it is about."""
    places: dict[tuple[str, str], list[str]] = {}
    for place, item, kind, message, _ in told:
        places.setdefault((kind, message), []).append(item or place)
    table = Table(title="导入情况")
    table.add_column("类别", no_wrap=True)
    table.add_column("问题", overflow="fold", ratio=3)
    table.add_column("哪些题", overflow="fold", ratio=2)
    for (kind, message), where in places.items():
        shown = "、".join(where) if len(where) < 4 else f"{len(where)} 处：{'、'.join(where)}"
        table.add_row(*map(literally, (kind, message, shown)))
    return table


def paper(
    name: Annotated[str, typer.Argument(metavar="BLUEPRINT|PAPER", help="组卷蓝图（文件或编号），或教师版试卷 .ipynb")],
    out: Annotated[Path, typer.Option(help="写到哪个文件夹")] = Path("."),
    seed: Seed = None,
    lesson: Lessons = None,
    exclude: Excluded = None,
    bank: Own = None,
    only_bank: OnlyOwn = False,
    force: Force = False,
) -> None:
    """写成 Word：试卷、答题卡、参考答案与评分标准，各一个文件。"""
    from exercises.assembly.request import Request, fulfil
    from exercises.interchange.paper import documents
    from exercises.interchange.paper.content import of_blueprint, of_notebook
    from exercises.quiz.blueprint import read_blueprint
    from exercises.quiz.paperfile import PaperError

    used = None
    try:
        if name.endswith(".ipynb"):
            content = of_notebook(Path(name))
        else:
            answer = fulfil(read_blueprint(find(name)), Request(seed, 1, False, lesson or (), exclude or (), bank or (), only_bank))
            content, used = of_blueprint(answer.papers[0], answer.bank), answer.seed
    except (BlueprintError, BankError, ExclusionError, PaperError) as error:
        fail(str(error))
    for title, data in documents(content).items():
        place = out / f"{content.id}-{title}.docx"
        _save(place, data, force)
        say(f"{title}已写入 {place}。")
    if used is not None:
        say(f"种子：{used}。用同一种子、同一题库再写一次，得到同样的卷子。")
    say("参考答案与评分标准含答案，请勿发给学员。")


def _save(place: Path, data: bytes, force: bool) -> None:
    """Write the file whole. Another file at the place stays, or with ``force`` is kept beside it under another name."""
    try:
        if place.exists():
            old = place.read_bytes()
            if old == data:
                return
            if not force:
                fail(f"{place} 已有不同的内容，没有覆盖。要替换请加 --force（旧文件会另存一份），或换个文件名。")
            copy = place.with_name(f"{place.stem}（{datetime.now():%Y%m%d-%H%M%S-%f} 前）{place.suffix}")
            write_whole(copy, old)
            say(f"旧文件另存在 {copy}。")
        write_whole(place, data)
    except OSError as error:
        fail(f"{place} 写不进去（{said(error)}）。请检查文件夹是否存在、有没有写入权限。")
