"""The trainee's desk: join a class, fetch papers, hand them in, read feedback."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote as url_quote

import ipywidgets as widgets

from course import membership, papers
from course.catalog import MISTAKES_FILE
from course.membership import Membership, MembershipError
from course.page import render
from course.record import Record, RecordError, current
from course.review import mistakebook
from exercises import times
from exercises.exchange import ExchangeProblem, Feedback
from exercises.mistakes import MistakesError, Sheet


def _button(text: str, on_click: Callable[[], None], main: bool = False) -> widgets.Button:
    button = widgets.Button(description=text, tooltip=text)
    button.add_class("xc-button")
    if main:
        button.add_class("xc-button-main")
    button.on_click(lambda _: on_click())
    return button


def when(moment: datetime) -> str:
    """A moment (aware) as people write it, on this machine's clock: 2024年3月5日 14:05."""
    return times.chinese(moment, times.machine_zone())


class JoinForm(widgets.VBox):
    """Asks for the class's shared folder, number and name; calls ``done`` when joined."""

    def __init__(self, workspace: Path, done: Callable[[], None]) -> None:
        self._workspace = workspace
        self._done = done
        known = membership.read(workspace)
        self._exchange = self._field("共享文件夹", known.exchange if known else os.environ.get("XUNCHA_EXCHANGE", ""))
        self._student = self._field("编号", known.student_id if known else "")
        self._name = self._field("姓名", known.name if known else "")
        self._message = widgets.HTML()
        super().__init__(
            (
                widgets.HTML(render("join")),
                self._exchange,
                self._student,
                self._name,
                _button("加入班级", self._join, main=True),
                self._message,
            )
        )
        self.add_class("xc-card")
        self.add_class("xc-join")

    @staticmethod
    def _field(label: str, value: str) -> widgets.Text:
        return widgets.Text(value=value, description=label, layout=widgets.Layout(width="100%"))

    def _join(self) -> None:
        try:
            membership.join(self._workspace, self._exchange.value, self._student.value, self._name.value)
        except MembershipError as error:
            self._message.value = render("message", look="xc-wrong", sign="✗", text=str(error))
            return
        self._done()


class QuizDesk(widgets.VBox):
    """One row for each quiz of the class, with the step that comes next."""

    def __init__(
        self, workspace: Path, member: Membership, leave: Callable[[], None], record: Record | None = None
    ) -> None:
        self._workspace = workspace
        self._record = record or current()
        self._member = member
        self._leave = leave
        super().__init__()
        self.add_class("xc-desk")
        self.refresh()

    def refresh(self, message: str = "", look: str = "xc-right", sign: str = "✓") -> None:
        """Draw the desk anew, with ``message`` above the rows."""
        head = widgets.HTML(render("desk", member=self._member))
        said = widgets.HTML(render("message", look=look, sign=sign, text=message) if message else "")
        tools = widgets.HBox((_button("刷新", self.refresh), _button("换班级或编号", self._leave)))
        try:
            found = papers.papers(self._workspace, self._member)
            rows = [self._row(paper) for paper in found] or [widgets.HTML(render("message", look="xc-wait", sign="…", text="还没有发放试卷。"))]
        except ExchangeProblem as error:
            rows = [widgets.HTML(render("message", look="xc-wrong", sign="✗", text=str(error)))]
        self.children = (head, said, *rows, tools)

    def _row(self, paper: papers.Paper) -> widgets.VBox:
        link = url_quote(str(paper.file.relative_to(self._workspace))) if paper.file else None
        handed_in = when(paper.handed_in) if paper.handed_in else None
        text = widgets.HTML(render("paper", paper=paper, link=link, handed_in=handed_in))
        steps: list[widgets.Widget] = []
        if paper.file is None:
            steps.append(self._step("领取试卷", partial(self._fetch, paper.quiz), main=True))
        else:
            word = "再次交卷" if paper.handed_in else "交卷"
            steps.append(self._step(word, partial(self._ask, paper.quiz), main=not paper.handed_in))
        if paper.handed_in:
            steps.append(self._step("看反馈", partial(self._feedback, paper.quiz)))
        row = widgets.VBox((text, widgets.HBox(steps)))
        row.add_class("xc-card")
        return row

    def _step(self, text: str, action: Callable[[], None], main: bool = False) -> widgets.Button:
        """A button for a step that needs the shared folder; what goes wrong is said on the desk."""

        def attempt() -> None:
            try:
                action()
            except ExchangeProblem as error:
                self.refresh(str(error), "xc-wrong", "✗")

        return _button(text, attempt, main)

    def _fetch(self, quiz: str) -> None:
        papers.fetch(self._workspace, self._member, quiz)
        self.refresh("试卷已领取，点试卷标题打开。")

    def _ask(self, quiz: str) -> None:
        """Say what is still blank before handing in; the paper is counted as it is on disk now."""
        paper = next((p for p in papers.papers(self._workspace, self._member) if p.quiz == quiz), None)
        if paper is None:
            self.refresh("这份试卷已经收回，不再收卷。如有疑问请问教员。", "xc-wait", "…")
            return
        blank = paper.items - paper.answered
        text = f"还有 {blank} 题没有作答，确定交卷吗？" if blank else f"{paper.items} 题都已作答，确定交卷吗？"
        question = widgets.HTML(render("message", look="xc-wait", sign="…", text=text))
        sure = self._step("确定交卷", partial(self._hand_in, quiz), main=True)
        row = widgets.VBox((question, widgets.HBox((sure, _button("再看看", self.refresh)))))
        row.add_class("xc-card")
        self.children = (self.children[0], row)

    def _hand_in(self, quiz: str) -> None:
        receipt = papers.hand_in(self._workspace, self._member, quiz)
        self.refresh(f"已于 {when(receipt.moment)} 交卷，回执号 {receipt.digest[:8]}。再次交卷以最后一次为准。")

    def _feedback(self, quiz: str) -> None:
        found = papers.feedback(self._workspace, self._member, quiz)
        if not found:
            self.refresh("还没有反馈。教员批阅并发还以后，再来这里看。", "xc-wait", "…")
            return
        self.refresh("反馈已取回，从下面打开。")
        self._show(found)

    def _show(self, found: list[Feedback]) -> None:
        """Links to the pages that came back, newest first, and what can be done with the newest."""
        links = [(when(page.moment), url_quote(str(page.path.relative_to(self._workspace)))) for page in found]
        shown = (widgets.HTML(render("feedback_links", links=links)), *self._offer(found))
        self.children = (*self.children[:2], *shown, *self.children[2:])

    def _offer(self, found: list[Feedback]) -> list[widgets.Widget]:
        """The wrong answers of the newest feedback, to be taken into the learner's own book of mistakes."""
        try:
            sheet = papers.wrong_answers(found[0])
            if sheet is None:
                return []
            new = mistakebook.missing(self._record, sheet)
        except (MistakesError, RecordError) as error:
            return [widgets.HTML(render("message", look="xc-wrong", sign="✗", text=str(error)))]
        if not new:
            return [widgets.HTML(render("taken", book=url_quote(MISTAKES_FILE), total=len(sheet.mistakes)))]
        told = widgets.HTML(render("take", total=len(sheet.mistakes), new=new))
        return [told, _button("收入错题本", partial(self._take, found, sheet))]

    def _take(self, found: list[Feedback], sheet: Sheet) -> None:
        try:
            new = mistakebook.take(self._record, sheet)
        except RecordError as error:
            self.refresh(str(error), "xc-wrong", "✗")
            return
        except ValueError:
            self.refresh("反馈里有题目放不进学习记录，没有收入错题本。请把情况告诉教员。", "xc-wrong", "✗")
            return
        self.refresh(f"{new} 题已收入错题本。" if new else "这些错题先前已经收入，没有重复收入。")
        self._show(found)
