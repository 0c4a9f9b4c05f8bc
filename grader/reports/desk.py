"""The desk 班级报告: a quiz's figures, the files of them, and what is decided about its items afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from exercises import keytext
from exercises.deskpage import DeskPage, Said
from exercises.items import TYPES
from exercises.items.markup import plain
from grader import classroom, marks
from grader.classroom import Classroom
from grader.desks.page import render, shown
from grader.errors import GraderError
from grader.reports import files, page
from grader.reports.gather import gather, title
from grader.reports.model import Taken
from grader.reports.report import PASSING, Report
from grader.reports.report import report as make
from grader.reports.standing import Line
from grader.voiding import act, amend, words
from grader.voiding.amend import ACTS, Act, Order
from grader.voiding.effect import Effect

STATES = ("及格", "不及格", "待定", "未交")
_KINDS = {"html": "成绩报告.html", "xlsx": "成绩报告.xlsx", "marks": "成绩单.csv", "items": "题目分析.csv"}


class ReportDesk:
    """What stands on the desk and what is done on it; ``start`` lies in the class's folder."""

    def __init__(self, start: Path = Path()) -> None:
        self._start = start
        self._hidden, self._passing = False, PASSING
        self._titles: dict[str, str] = {}
        self._open("")

    def _open(self, quiz: str) -> None:
        """Lay that quiz open, with nothing chosen or begun about it."""
        self._quiz, self._against, self._unit, self._state = quiz, "", "", ""
        self._taken: dict[str, Taken] = {}
        self._number = 0
        """The question that is being decided about; 0 for none."""
        self._form: dict[str, str] = {}
        self._previewed: tuple[Order, Effect] | None = None

    # What stands there.

    def html(self) -> str:
        """The whole page as it stands now."""
        try:
            room = classroom.find(self._start)
            quizzes = marks.quizzes(room)
            self._quiz = self._quiz or (quizzes[0] if len(quizzes) == 1 else "")
            found = self._report(room) if self._quiz else None
        except GraderError as error:
            return render("report", trouble=str(error), quizzes=[], quiz=self._quiz, r=None)
        return render(
            "report",
            trouble="",
            class_name=room.name,
            quizzes=[(one, self._named(room, one)) for one in quizzes],
            quiz=self._quiz,
            against=self._against,
            hidden=self._hidden,
            passing=self._passing,
            r=found,
            kinds=_KINDS,
            css=page.css(),
            sections=page.sections(found) if found else [],
            body=page.fragment(found, self._lines(found), self._filters(found)) if found else "",
            **(self._deciding(found) if found else {"number": 0}),
        )

    def _named(self, room: Classroom, quiz: str) -> str:
        """A quiz as it is listed: 结业测验（quiz-02）."""
        if quiz not in self._titles:
            self._titles[quiz] = title(room, quiz)
        found = self._titles[quiz]
        return found if found == quiz else f"{found}（{quiz}）"

    def _room(self) -> Classroom:
        return classroom.find(self._start)

    def _report(self, room: Classroom) -> Report:
        earlier = self._gathered(room, self._against) if self._against else None
        return make(self._gathered(room, self._quiz), self._passing, self._hidden, earlier)

    def _gathered(self, room: Classroom, quiz: str) -> Taken:
        if quiz not in self._taken:
            self._taken[quiz] = gather(room, quiz)
        return self._taken[quiz]

    def _lines(self, found: Report) -> list[Line]:
        def wanted(line: Line) -> bool:
            return (not self._unit or line.unit == self._unit) and self._state in ("", line.verdict, line.state)

        return [line for line in found.lines if wanted(line)]

    def _filters(self, found: Report) -> str:
        units = sorted({line.unit for line in found.lines if line.unit})
        return render("report_filters", units=units, unit=self._unit, states=STATES, state=self._state, hidden=found.hidden)

    def _deciding(self, found: Report) -> dict[str, object]:
        question = next((one.question for one in found.analysis.items if one.question.number == self._number), None)
        if question is None:
            return {"number": 0}
        preview = self._previewed
        return {
            "number": self._number,
            "question": question,
            "stem": plain(question.item.stem),
            "label": TYPES[question.item.type].LABEL,
            "options": getattr(question.item, "options", {}),
            "key": amend.key_text(question),
            "how": keytext.HOW.get(question.item.type, ""),
            "acts": [(name, text) for name, text in ACTS.items() if self._possible(question.item.type, name, question.ruling)],
            "form": self._form,
            "why_full_marks": words.WHY_FULL_MARKS,
            "effect": words.effect(preview[1], not self._hidden) if preview else [],
            "changes": preview[1].changes if preview and not self._hidden else (),
            "asked": ACTS[preview[0].act] if preview else "",
            "new_key": preview[0].key if preview and preview[0].act == "rekey" else "",
        }

    def _possible(self, type: str, name: Act, ruling: object) -> bool:
        if name == "restore":
            return ruling is not None
        if name == "void":
            return getattr(ruling, "did", "") != "void"
        return type in keytext.HOW

    # What is done.

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Do what was pressed."""
        if self._number:
            self._form |= {name: fields[name] for name in ("do", "key", "explanation", "who", "why") if name in fields}
        acts: dict[str, Callable[[], Said]] = {
            "quiz": lambda: self._choose(fields.get("quiz", value)),
            "set": lambda: self._set(fields),
            "filter": lambda: self._filter(fields),
            "look": lambda: self._look(Said()),
            "refresh": lambda: self._look(Said("已重新读取成绩册。")),
            "download": lambda: self._download(value),
            "save": self._save,
            "decide": lambda: self._decide(int(value)),
            "drop": self._drop,
            "preview": self._preview,
            "carry": self._carry,
        }
        return acts[name]()

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """No file is asked for here."""
        return Said(f"{name} 没有读入。这一页不需要文件。", "wrong")

    def _choose(self, quiz: str) -> Said:
        self._open("")
        if quiz:
            self._gathered(self._room(), quiz)
            self._quiz = quiz
        return Said("", focus="report-title" if quiz else "report-quiz")

    def _set(self, fields: Mapping[str, str]) -> Said:
        try:
            passing = float(fields.get("passing", "").strip() or PASSING)
        except ValueError:
            passing = -1.0
        if not 0 <= passing <= 100:
            raise GraderError("及格线应当是 0 到 100 的数，没有改动。")
        against = fields.get("against", "")
        if against:
            self._gathered(self._room(), against)
        self._passing, self._hidden, self._against = passing, "hidden" in fields, against
        self._previewed, self._unit = None, "" if self._hidden else self._unit
        return Said("已按新的设置重新计算。")

    def _filter(self, fields: Mapping[str, str]) -> Said:
        self._unit, self._state = fields.get("unit", ""), fields.get("state", "")
        return Said("")

    def _look(self, said: Said) -> Said:
        self._taken.clear()
        return said

    def _contents(self) -> dict[str, bytes]:
        room = self._room()
        return files.contents(self._report(room), files.today(room.timezone))

    def _download(self, kind: str) -> Said:
        for name, data in self._contents().items():
            if name.endswith(_KINDS[kind]):
                return Said(f"“{name}”已交给浏览器下载。", download=(name, data))
        raise GraderError("没有这种文件。")

    def _save(self) -> Said:
        folder = self._room().folder / files.FOLDER
        written = files.save(self._contents(), folder)
        kept = sum(old is not None for _, old in written)
        more = f"原有的 {kept} 个文件与此不同，已另存。" if kept else ""
        return Said(f"{len(written)} 个文件已存到班级文件夹的“{files.FOLDER}”里。{more}")

    def _decide(self, number: int) -> Said:
        question = amend.find(self._gathered(self._room(), self._quiz).questions, number)
        who = self._form.get("who", "")
        first: Act = "restore" if question.ruling else "void"
        self._number, self._previewed = number, None
        key, explanation = amend.key_text(question), question.item.explanation
        self._form = {"do": first, "key": key, "explanation": explanation, "who": who, "why": ""}
        return Said("", focus="decide-title")

    def _drop(self) -> Said:
        number, self._number, self._previewed = self._number, 0, None
        return Said("没有改动任何内容。", "wait", f"decide-{number}")

    def _order(self) -> Order:
        question = amend.find(self._gathered(self._room(), self._quiz).questions, self._number)
        form, chosen = self._form, self._form.get("do", "")
        if chosen not in ACTS:
            raise GraderError("请先选择怎样处理。")
        explanation = form.get("explanation", "").strip()
        rekey = chosen == "rekey"
        return amend.checked(
            Order(
                self._number,
                chosen,  # type: ignore[arg-type]
                form.get("who", ""),
                form.get("why", ""),
                form.get("key", "") if rekey else "",
                explanation if rekey and explanation != question.item.explanation else "",
            )
        )

    def _preview(self) -> Said:
        self._previewed = None
        order = self._order()
        self._previewed = order, act.preview(self._room(), self._quiz, order, self._passing)
        return Said("这是试算，还没有改动。", "wait", "effect-title")

    def _carry(self) -> Said:
        order = self._order()
        if self._previewed is None or self._previewed[0] != order:
            self._preview()
            return Said("内容改过了，影响已重新试算，请再看一遍。", "wait", "effect-title")
        entry, _ = act.carry_out(self._room(), self._quiz, order, self._passing)
        self._taken.clear()
        self._number, self._previewed = 0, None
        told = words.asked(order, entry.key_before, entry.key_after)
        return Said(f"已执行：{told}反馈页和已导出的报告请重新生成。", focus=f"decide-{order.number}")


def open_desk() -> DeskPage:
    """The desk, as the notebook shows it."""
    return shown(ReportDesk())
