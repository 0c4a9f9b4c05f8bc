"""``xuncha class …``: the steps of a class in Chinese, over nbgrader."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exercises import times
from grader import address, classroom, marks, progress, roster
from grader.address import EXAMPLE, Address
from grader.classroom import Classroom
from grader.collecting import commands as collecting
from grader.errors import GraderError, PasswordWanted
from grader.feedback import commands as give_back
from grader.keeping import write_keeping
from grader.names import printable
from grader.reports import commands as reports
from grader.roster import commands as rosters
from grader.terminal import HERE, LISTED, Dir, Quiz, Verbose, bar, console, listing, person, say, told
from grader.voiding import commands as voiding

if TYPE_CHECKING:
    from grader.bulk.run import Report, Said

app = typer.Typer(no_args_is_help=True, help="班级：建班、发卷、收卷、评分、反馈、成绩。")
app.add_typer(rosters.app, name="roster")


@app.command("init")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="班级文件夹，没有则新建")],
    course_id: Annotated[str | None, typer.Option("--course-id", help="班级编号，英文；默认用文件夹名")] = None,
    name: Annotated[str | None, typer.Option("--name", help="班级名称，印在反馈页上；默认用文件夹名")] = None,
    exchange: Annotated[
        Path | None, typer.Option("--exchange", help="发卷和收卷的共享文件夹；默认放在班级文件夹内")
    ] = None,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="地址", help=f"成绩册放在 PostgreSQL 的空数据库里，如 {EXAMPLE}；默认是班级文件夹里的文件"),
    ] = None,
) -> None:
    """建立班级文件夹。再次执行不会改动已有的内容。"""
    with told():
        done = _made(partial(classroom.init, folder, course_id, name, exchange, times.machine_zone()), db)
        room = classroom.find(folder)
        for path in done.made:
            say(f"✓ 已建立　{_under(path, room)}", "green")
        for path in done.kept:
            say(f"… 已存在，未改动　{_under(path, room)}", "dim")
        if not done.made:
            say("班级早已建好，没有任何改动。")
            return
        say(f"班级“{room.name}”（编号 {room.course_id}）已建好。")
        if exchange is None:
            say("收发试卷的文件夹在班级文件夹内，适合一台电脑一个账户；多人各用账户或各用电脑时，请用 --exchange 指定共享文件夹。")
        say(f"下一步：进入 {room.folder}，用 “xuncha class roster add 编号 姓名” 登记学员；五个步骤见 {classroom.NOTES}。")


def _made(init: Callable[[Address | None], classroom.Made], db: str | None) -> classroom.Made:
    """Make the class; the database's password is asked for where the server wants one and a person sits here."""
    server = address.read(db) if db else None
    try:
        return init(server)
    except PasswordWanted as wanted:
        if server is None or not sys.stdin.isatty():
            raise
        say(f"{str(wanted).partition('，')[0]}。输入时不显示，保存在班级文件夹里只有您能读的文件中。")
        return init(server.with_password(typer.prompt("密码", hide_input=True)))


def _under(path: Path | str, room: Classroom) -> str:
    if isinstance(path, str):
        return path
    return str(path.relative_to(room.folder)) if path != room.folder and path.is_relative_to(room.folder) else str(path)


@app.command("release")
def release(
    quiz: Quiz,
    blueprint: Annotated[Path | None, typer.Option("--blueprint", help="没有试卷原件时，按此蓝图组卷")] = None,
    seed: Annotated[str | None, typer.Option("--seed", help="蓝图要抽题时的种子，任意文字", show_default="随机")] = None,
    lesson: Annotated[list[int] | None, typer.Option("--lesson", metavar="N", help="蓝图要指明课次时的课次；可写多次")] = None,
    only_bank: Annotated[bool, typer.Option("--only-bank", help="只从本班的“题库”抽题")] = False,
    again: Annotated[bool, typer.Option("--again", help="已发放过也重新发放")] = False,
    dir: Dir = HERE,
    verbose: Verbose = False,
) -> None:
    """发放测验：生成不含答案的试卷，放进交换文件夹。"""
    from grader.steps import hand_out

    with told(verbose):
        room = classroom.find(dir)
        if built := hand_out.build(room, quiz, blueprint, seed, lesson or (), only_bank):
            say(f"✓ 已组卷　source/{quiz}/{quiz}.ipynb", "green")
            if built.seed:
                used = f"，避开本班用过的 {built.left_out} 题" if built.left_out else ""
                say(f"题目是抽取的{used}。种子：{built.seed}。")
        hand_out.release(room, quiz, again)
        say(f"✓ 已发放　{room.exchange / room.course_id / 'outbound' / quiz}", "green")
        say(f"学员交卷后，用 “xuncha class collect {quiz}” 收卷。")


app.command("collect")(collecting.collect)
app.command("report")(reports.report)
app.command("void")(voiding.void)


@app.command("grade")
def grade(
    quiz: Quiz,
    again: Annotated[bool, typer.Option("--again", help="已评过的也重新评分（人工给的分数保留）")] = False,
    dir: Dir = HERE,
    verbose: Verbose = False,
) -> None:
    """评分：逐份读取作答并计分，不运行学员写的任何内容。"""
    from grader.bulk.run import grade as grade_all

    with told(verbose):
        room = classroom.find(dir)
        with bar() as progressing:
            task = progressing.add_task("正在评分", total=None)
            report = grade_all(room, quiz, again, lambda done, all: progressing.update(task, completed=done, total=all))
        people = {row.id: row for row in marks.rows(room, quiz) if row.handed_in}
        _show_graded(quiz, report, people)
        if report.problems:
            raise typer.Exit(1)


def _show_graded(quiz: str, report: Report, people: Mapping[str, marks.Row]) -> None:
    """What a grading came to: marks where they fit on a screen, then whoever needs a look, by name."""
    problems = {problem.student for problem in report.problems}
    if len(people) <= LISTED:
        table = listing(f"{quiz}　评分", "编号", "姓名", ">得分", ">待评阅", "情况")
        for row in people.values():
            if row.id in problems:
                table.add_row(printable(row.id), row.name, "", "", "✗ 未评分")
            else:
                table.add_row(row.id, row.name, _score(row), str(len(row.waiting) or ""), _remark(row))
        console.print(table)
    counts = f"本次评分 {report.graded} 份，未能评分 {len(problems)} 份"
    unchanged = f"，以前评过、未再交卷 {report.unchanged} 份" if report.unchanged else ""
    say(f"共 {report.seen} 份：{counts}{unchanged}。")
    _each("✗", report.problems, people, "red", len(report.problems))
    if report.kept:
        say(f"未能评分的答卷已原样另存到 {report.kept}。")
    _each("…", report.remarks, people, "yellow")
    if len(people) > LISTED:
        _each("…", report.unreadable, people, "yellow")
    if report.waiting:
        say(f"{report.waiting} 份有题目待人工评阅：逐题评阅用“阅卷台”（“xuncha class desk”），逐份评阅用 “xuncha class formgrader”。")
    say(f"下一步：“xuncha class feedback {quiz}”。")


def _each(sign: str, said: Sequence[Said], people: Mapping[str, marks.Row], style: str, most: int = LISTED) -> None:
    for one in said[:most]:
        name = people[one.student].name if one.student in people else ""
        say(f"{sign} {person(printable(one.student), name)}：{one.text}", style)
    if len(said) > most:
        say(f"{sign} 另有 {len(said) - most} 份同样需要留意，评阅页中可逐份查看。", style)


def _remark(row: marks.Row) -> str:
    remark = "… 待人工评阅" if row.waiting else "✓ 已评"
    if row.unreadable:
        remark = f"… 第 {'、'.join(_number(cell) for cell in row.unreadable)} 题作答读不出，请人工核看"
    return remark if row.name else f"{remark}；名册上没有姓名，请核对编号"


def _score(row: marks.Row) -> str:
    return "" if row.score is None else f"{marks.number(row.score)} / {marks.number(row.max_score)}"


def _number(grade_id: str) -> str:
    """The question's number in its grade cell's id: q07 is 7."""
    return grade_id.lstrip("q").lstrip("0") or grade_id


app.command("feedback")(give_back.feedback)


@app.command("marks")
def show_marks(
    quiz: Annotated[str | None, typer.Argument(metavar="QUIZ", help="测验编号")] = None,
    everything: Annotated[bool, typer.Option("--all", help="全部测验")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="写入 CSV 文件，可用 Excel 打开")] = None,
    dir: Dir = HERE,
) -> None:
    """成绩：列出或导出。"""
    with told():
        room = classroom.find(dir)
        if everything == (quiz is not None):
            raise GraderError("请写明一个测验编号，或用 --all 列出全部测验。")
        wanted = marks.quizzes(room) if everything else [str(quiz)]
        table = [row for name in wanted for row in marks.rows(room, name)]
        if not table:
            raise GraderError("没有可列的成绩。请核对测验编号；测验发放并登记学员之后才有成绩表。")
        if out is not None:
            kept = write_keeping(out, marks.to_csv(table, room.timezone))
            say(f"✓ 已写入 {out}，共 {len(table)} 行。", "green")
            if kept:
                say(f"原有的 {out.name} 与此不同，已另存为 {kept.name}。")
            return
        shown = listing("成绩", "测验", "编号", "姓名", ">得分", "状态", "交卷时间")
        for row in table:
            shown.add_row(
                row.quiz, row.id, row.name, _score(row), row.state, times.chinese(row.submitted, room.timezone)
            )
        console.print(shown)


@app.command("status")
def status(dir: Dir = HERE) -> None:
    """进度：每个测验走到了哪一步。"""
    with told():
        room = classroom.find(dir)
        people = len(roster.trainees(room))
        say(f"班级“{room.name}”（编号 {room.course_id}），名册 {people} 人。")
        table = listing("进度", "测验", "发放", ">已交", ">已评", ">待评阅", ">反馈页")
        for one in progress.of_class(room):
            counts = (one.handed_in, one.marked, one.waiting, one.pages)
            table.add_row(one.quiz, "✓ 已发放" if one.released else "未发放", *map(str, counts))
        if table.row_count:
            console.print(table)
        else:
            say("还没有测验。用 “xuncha class release QUIZ --blueprint 蓝图.yaml” 组卷并发放。")


@app.command("formgrader")
def formgrader(
    dir: Dir = HERE,
    port: Annotated[int | None, typer.Option("--port", help="端口")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="是否打开浏览器")] = True,
) -> None:
    """人工评阅：在浏览器中打开 nbgrader 的评阅页面。"""
    with told():
        room = classroom.find(dir)
    say("正在打开评阅页面。评阅完毕后，回到这里按 Ctrl+C 结束。")
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={room.folder}"]
    # Formgrader would set the login cookie for its own page only, and the page's requests would be turned away.
    command += ["--LabApp.default_url=/formgrader/gradebook", "--IdentityProvider.cookie_options=path=/"]
    command += [] if port is None else [f"--port={port}"]
    command += [] if browser else ["--no-browser"]
    os.chdir(room.folder)
    os.execv(sys.executable, command)
