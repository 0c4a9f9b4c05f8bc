"""The desk 班级台: a class made, its people entered, papers built and handed out, graded, given back.

Collecting, marking and reports have desks of their own, to which this one leads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from pathlib import Path

from exercises import times
from exercises.deskpage import DeskPage, Said
from grader import address, classroom, marks, progress
from grader.address import Address
from grader.bulk import run as grading
from grader.classroom import Classroom
from grader.desks import page
from grader.desks.building import Offer, free_name, offers
from grader.errors import GraderError, PasswordWanted
from grader.feedback import run as giving
from grader.feedback import withheld
from grader.feedback.packing import packed
from grader.names import printable
from grader.progress import Progress
from grader.reports.gather import title
from grader.roster.part import SUFFIXES, RosterPart
from grader.steps import give_back, hand_out

_MOST_LISTED = 60


class ClassDesk:
    """What stands on the desk and what is done on it; ``start`` is the class's folder, or is to become it."""

    def __init__(self, start: Path = Path(), clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc)) -> None:
        self._start = start.resolve()
        self._clock = clock
        self._roster: RosterPart | None = None
        self._blueprint = ""
        self._quiz = ""
        self._graded: grading.Report | None = None
        self._given: giving.Report | None = None

    # What stands there.

    def html(self) -> str:
        """The whole page as it stands now."""
        if not (self._start / classroom.CONFIG).is_file():
            suggested = classroom.default_course_id(self._start)
            return page.render("class_new", folder=self._start, suggested=suggested, example=address.EXAMPLE)
        try:
            return self._page(classroom.find(self._start))
        except GraderError as error:
            return page.render("class_trouble", trouble=str(error), wants_password=isinstance(error, PasswordWanted))

    def _page(self, room: Classroom) -> str:
        quizzes = progress.of_class(room)
        names = [one.quiz for one in quizzes]
        if self._quiz not in names:
            self._quiz = names[0] if len(names) == 1 else ""
        offered = offers(room)
        offer = next((one for one in offered if one.name == self._blueprint), None)
        return page.render(
            "class",
            room=room,
            roster=self._part(room).values(),
            trouble="",
            quizzes=[(one, title(room, one.quiz)) for one in quizzes],
            quiz=next((one for one in quizzes if one.quiz == self._quiz), None),
            title=title(room, self._quiz) if self._quiz else "",
            offers=offered,
            offer=offer,
            suggested=free_name(offer, names) if offer else "",
            graded=self._graded,
            given=self._given,
            names={row.id: row.name for row in marks.rows(room, self._quiz)} if self._quiz else {},
            printable=printable,
            said_day=lambda moment: withheld.chinese(moment, room.timezone),
            written_day=lambda moment: f"{times.local(moment, room.timezone):%Y-%m-%d %H:%M}",
            answers_open=self._answers_open(quizzes),
            has_bank=(room.folder / "题库").is_dir(),
            most=_MOST_LISTED,
        )

    def _answers_open(self, quizzes: list[Progress]) -> bool:
        moment = next((one.answers_from for one in quizzes if one.quiz == self._quiz), None)
        return withheld.still(moment, self._clock()) is None

    def _part(self, room: Classroom) -> RosterPart:
        self._roster = self._roster or RosterPart(room)
        return self._roster

    # What is done.

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Do what was pressed. Raises GraderError."""
        if name == "init":
            return self._init(fields)
        room = classroom.find(self._start)
        if name == "password":
            return self._save_password(room, fields)
        if name.startswith("roster-"):
            return self._part(room).act(name.removeprefix("roster-"), fields)
        acts: dict[str, Callable[[], Said]] = {
            "seen": Said,
            "blueprint": lambda: self._choose_blueprint(fields.get("blueprint", value)),
            "build": lambda: self._build(room, fields),
            "quiz": lambda: self._choose(fields.get("quiz", value)),
            "preview": lambda: self._preview(room),
            "release": lambda: self._release(room),
            "grade": lambda: self._grade(room, again=False),
            "grade-again": lambda: self._grade(room, again=True),
            "feedback": lambda: self._feedback(room, fields),
            "marks": lambda: self._marks(room),
            "pages": lambda: self._pages(room),
        }
        return acts[name]()

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """A roster is the only file that is asked for here."""
        if not name.casefold().endswith(SUFFIXES):
            return Said(f"{name} 不是名册，没有读入。请选择 .xlsx 或 .csv 文件。", "wrong", "cl-roster-file")
        if data is None:
            return Said(f"{name} 太大，不像名册，没有读入。", "wrong", "cl-roster-file")
        return self._part(classroom.find(self._start)).take_file(name, data)

    def _init(self, fields: Mapping[str, str]) -> Said:
        shared = fields.get("exchange", "").strip()
        name, course_id = fields.get("name", "").strip(), fields.get("course-id", "").strip()
        exchange = Path(shared) if shared else None
        classroom.init(self._start, course_id or None, name or None, exchange, times.machine_zone(), _server(fields))
        return Said(f"班级“{classroom.find(self._start).name}”已建好。接着登记学员。", focus="cl-roster")

    def _save_password(self, room: Classroom, fields: Mapping[str, str]) -> Said:
        if room.server:
            classroom.init(room.folder, db=room.server.with_password(fields.get("password", "")))
        return Said("密码已保存。", focus="cd-class")

    def _choose_blueprint(self, name: str) -> Said:
        self._blueprint = name
        return Said()

    def _choose(self, quiz: str) -> Said:
        self._quiz, self._graded, self._given = quiz, None, None
        return Said()

    def _build(self, room: Classroom, fields: Mapping[str, str]) -> Said:
        offer: Offer | None = next((one for one in offers(room) if one.name == self._blueprint), None)
        if offer is None or offer.plan is None:
            return Said(offer.fault if offer else "请先选择蓝图。", "wrong", "cd-blueprint")
        lesson = fields.get("lesson", "").strip()
        if offer.wants_lesson and not lesson.isdecimal():
            return Said("这份蓝图要写明是第几课。请填课次。", "wrong", "cd-lesson")
        quiz = fields.get("name", "").strip() if offer.draws else offer.plan.id
        seed, only_own = fields.get("seed", "").strip() or None, bool(fields.get("only-own"))
        lessons = [int(lesson)] if offer.wants_lesson else []
        built = hand_out.build(room, quiz, offer.file, seed if offer.draws else None, lessons, only_own)
        if built is None:
            return Said(f"本班已有编号为 {quiz} 的试卷，没有改动它。请换一个编号。", "wrong", "cd-name")
        self._blueprint = ""
        self._choose(quiz)
        how = f"种子：{built.seed}。" if built.seed else ""
        if built.left_out:
            how += f"避开了本班用过的 {built.left_out} 题。"
        return Said(f"试卷 {quiz} 已组好，还没有发放。{how}请先预览。", focus="cd-quiz-title")

    def _preview(self, room: Classroom) -> Said:
        from exercises.preview import of_paper
        from exercises.quiz.paperfile import PaperError

        try:
            shown = of_paper(room.paper("source", self._quiz) / f"{self._quiz}.ipynb")
        except PaperError as error:
            raise GraderError(str(error)) from error
        name = f"{self._quiz}-预览.html"
        return Said(f"预览已下载（{name}），在浏览器里打开即可，不含答案。", download=(name, shown.encode()))

    def _release(self, room: Classroom) -> Said:
        hand_out.release(room, self._quiz)
        return Said(f"{self._quiz} 已发放。学员在“巡察课堂”首页领取；也可以把 release/{self._quiz}/{self._quiz}.ipynb 发给学员。", focus="cd-collect")

    def _grade(self, room: Classroom, again: bool) -> Said:
        self._given = None
        self._graded = found = grading.grade(room, self._quiz, again)
        failed = f"，未能评分 {len(found.problems)} 份" if found.problems else ""
        kept = f"，以前评过 {found.unchanged} 份" if found.unchanged else ""
        return Said(f"本次评分 {found.graded} 份{failed}{kept}。", "wait" if failed else "right", "cd-grade")

    def _feedback(self, room: Classroom, fields: Mapping[str, str]) -> Said:
        wanted = fields.get("answers", "now")
        day = fields.get("answers-from", "").strip() if wanted == "later" else ""
        if wanted == "later" and not day:
            return Said("请写明从哪天起公布答案。", "wrong", "cd-answers-from")
        self._graded = None
        self._given = found = give_back.feedback(room, self._quiz, day, answers_now=not day, now=self._clock())
        failed = len(found.problems) + len(found.unreleased)
        told = f"已生成 {found.made} 份反馈页，其中 {found.released} 份学员可以领取。"
        return Said(told + (f"有 {failed} 份没有办成，见下面。" if failed else ""), "wait" if failed else "right", "cd-feedback")

    def _marks(self, room: Classroom) -> Said:
        table = marks.rows(room, self._quiz)
        name = f"{self._quiz}-成绩.csv"
        return Said(f"成绩表已下载（{name}），可用 Excel 打开。", download=(name, marks.to_csv(table, room.timezone)))

    def _pages(self, room: Classroom) -> Said:
        data = packed(room, self._quiz, {row.id: row.name for row in marks.rows(room, self._quiz)})
        name = f"{self._quiz}-反馈页.zip"
        return Said(f"反馈页已下载（{name}），每人一个文件，文件名里有编号和姓名。请只发给本人。", download=(name, data))


def _server(fields: Mapping[str, str]) -> Address | None:
    """The database server that was written down; None where the gradebook is to be a file."""
    written, password = fields.get("db", "").strip(), fields.get("password", "")
    if password and not written:
        raise GraderError("写了数据库密码，没有写数据库地址。请写上地址；不用数据库服务器的，请把密码清空。")
    server = address.read(written) if written else None
    return server.with_password(password) if server and password else server


def open_class() -> DeskPage:
    """The desk of the class whose folder this is, or is to be, as the notebook shows it."""
    return page.shown(ClassDesk())
