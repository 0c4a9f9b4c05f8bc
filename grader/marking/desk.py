"""The desk 阅卷台: one question across the class, sheet after sheet, without names.

Each save is written to the gradebook at once. What was entered and not saved stays with
its sheet as long as the page is open, also when the gradebook is busy or somebody else
has marked the sheet meanwhile.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path

from exercises.deskpage import DeskPage, Said
from exercises.items import kind
from grader import classroom, marks
from grader.bulk.database import PATIENCE, connected
from grader.classroom import Classroom
from grader.desks import page
from grader.errors import GraderError
from grader.marking import aid, book
from grader.marking.answers import Papers, visible
from grader.marking.book import Changed, Mark
from grader.marking.entry import Entry, entered, ticked
from grader.marking.sheets import Pile, Sheet, piles
from grader.marking.similar import Likeness


class MarkingDesk:
    """What lies on the desk and what is done there."""

    def __init__(self, room: Classroom, patience: float = PATIENCE) -> None:
        self._room = room
        self._patience = patience
        self._papers = Papers(room)
        self._session = secrets.token_bytes(16)
        self._quiz = ""
        self._question = ""
        """Grade cell of the question that is marked."""
        self._student = ""
        """Whose sheet lies open; it never leaves this object."""
        self._seen: dict[str, Mark] = {}
        """The marks as they were last shown, by trainee."""
        self._entries: dict[str, Entry] = {}
        """What was entered and not saved, by trainee."""
        self._like: tuple[tuple[str, ...], Likeness] | None = None

    # What lies there.

    def html(self) -> str:
        """The whole page as it stands now."""
        try:
            listed = self._piles()
        except GraderError as error:
            return page.render("marking", quizzes=self._quizzes(), quiz=self._quiz, trouble=str(error), piles=[], pile=None)
        pile = self._pile(listed)
        sheet = self._open(pile)
        values = self._opened(pile, sheet) if pile and sheet else {}
        return page.render(
            "marking", quizzes=self._quizzes(), quiz=self._quiz, trouble="", piles=listed, pile=pile, sheet=sheet, **values
        )

    def _quizzes(self) -> list[str]:
        try:
            return marks.quizzes(self._room)
        except GraderError:
            return []

    def _piles(self) -> list[Pile]:
        if not self._quiz:
            return []
        with connected(self._room.database_url, writing=False, patience=self._patience) as db:
            return piles(db, self._papers, self._quiz, self._question)

    def _pile(self, listed: list[Pile]) -> Pile | None:
        return next((pile for pile in listed if pile.asked.grade_id == self._question), None)

    def _open(self, pile: Pile | None) -> Sheet | None:
        if pile is None or not pile.sheets:
            return None
        sheet = next((one for one in pile.sheets if one.mark.student == self._student), None)
        if sheet is None:
            sheet = next((one for one in pile.sheets if one.mark.waiting), pile.sheets[0])
            self._student = sheet.mark.student
        return sheet

    def _opened(self, pile: Pile, sheet: Sheet) -> dict[str, object]:
        entry = self._entries.get(self._student)
        if entry is None:  # what was entered is held against what was shown when it was entered
            self._seen[self._student] = sheet.mark
            entry = Entry.of(sheet.mark)
            unsaved = False
        else:
            unsaved = True
        item = pile.asked.item
        return {
            "token": self._token(self._student),
            "entry": entry,
            "unsaved": unsaved,
            "others_unsaved": len(self._entries.keys() - {self._student}),
            "view": self._view(pile, sheet),
            "written": visible(sheet.text[: aid.MOST_SHOWN]),
            "right": kind(item).describe(item, kind(item).key(item)),
        }

    def _view(self, pile: Pile, sheet: Sheet) -> aid.View | None:
        item = pile.asked.item
        if item.type != "short":
            return None
        texts = tuple(one.text for one in pile.sheets)
        if self._like is None or self._like[0] != (self._question, *texts):
            self._like = ((self._question, *texts), aid.likeness(item, texts))
        return aid.view(item, sheet.text, sheet.number - 1, self._like[1])

    def _token(self, student: str) -> str:
        """What a sheet's fields are named by on the page: nothing can be told from it."""
        return blake2b(student.encode("utf-8", "surrogatepass"), key=self._session, digest_size=8).hexdigest()

    # What is done.

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Do what was pressed; what stands in the form of the sheet is kept first."""
        if name == "quiz":
            return self._choose(fields.get("quiz", value), "")
        if name == "question":
            return self._choose(self._quiz, fields.get("question", value))
        listed = self._piles()
        pile = self._pile(listed)
        sheet = self._sheet(pile, fields)
        if pile is None or sheet is None:
            return Said("请先选择测验和题目。", "wrong", "mk-quiz")
        self._keep(sheet, fields)
        acts: dict[str, Callable[[], Said]] = {
            "tick": lambda: self._tick(pile, sheet, fields),
            "save": lambda: self._save(pile, sheet, onward=True),
            "stay": lambda: self._save(pile, sheet, onward=False),
            "back": lambda: self._take_back(pile, sheet),
            "drop": lambda: self._drop(sheet),
            "flag": lambda: self._flag(pile, sheet),
            "step": lambda: self._step(pile, self._open(pile) or sheet, int(value)),
            "waiting": lambda: self._next_waiting(pile, self._open(pile) or sheet),
            "go": lambda: self._go(pile, fields.get("go", "")),
        }
        return acts[name]()

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """No file is asked for here."""
        return Said(f"{name} 没有读入。阅卷台不需要选文件。", "wrong")

    def _choose(self, quiz: str, question: str) -> Said:
        self._quiz, self._question, self._student = quiz, question, ""
        self._seen.clear()
        unsaved = len(self._entries)
        self._entries.clear()
        lost = f"上一题有 {unsaved} 份填了没有保存，已放弃。" if unsaved else ""
        if not quiz:
            return Said(lost, "wait")
        listed = self._piles()
        pile = self._pile(listed)
        if pile is None:
            told = "请选择题目。" if listed else "这个测验没有要人工评阅的作答。"
            return Said(lost + told, "wait", "mk-question" if listed else "mk-quiz")
        told = f"还有 {pile.waiting} 份待阅。" if pile.waiting else "这一题已全部阅完。"
        return Said(lost + told, "wait", "mk-score")

    def _sheet(self, pile: Pile | None, fields: Mapping[str, str]) -> Sheet | None:
        """The sheet that the fields belong to, which may no longer be the open one."""
        wanted = fields.get("sheet", "")
        return next((one for one in (pile.sheets if pile else ()) if self._token(one.mark.student) == wanted), None)

    def _keep(self, sheet: Sheet, fields: Mapping[str, str]) -> None:
        student = sheet.mark.student
        seen = self._seen.setdefault(student, sheet.mark)
        entry = entered(fields, self._token(student))
        if entry is not None and (entry.score, entry.comment) != (Entry.of(seen).score, Entry.of(seen).comment):
            self._entries[student] = entry
        else:
            self._entries.pop(student, None)

    def _tick(self, pile: Pile, sheet: Sheet, fields: Mapping[str, str]) -> Said:
        student = sheet.mark.student
        entry = entered(fields, self._token(student)) or Entry.of(sheet.mark)
        self._entries[student] = ticked(entry, [point.points for point in getattr(pile.asked.item, "rubric", ())])
        return Said(f"勾选的要点合计 {self._entries[student].score} 分，还没有保存。", "wait")

    def _save(self, pile: Pile, sheet: Sheet, onward: bool) -> Said:
        student = sheet.mark.student
        entry = self._entries.get(student) or Entry.of(self._seen[student])
        score = entry.points(pile.asked.item)
        self._entries[student] = entry  # until it is written
        self._write(pile, sheet, score, entry.comment)
        told = f"第 {sheet.number} 份已记 {marks.number(score)} 分。"
        if not onward:
            return Said(told, focus="mk-score")
        self._student = student
        after = self._next_waiting(self._pile(self._piles()) or pile, sheet)
        return Said(f"{told}{after.text}", focus=after.focus)

    def _write(self, pile: Pile, sheet: Sheet, score: float | None, comment: str) -> None:
        student = sheet.mark.student
        try:
            now = book.give(
                self._room.database_url, self._quiz, pile.asked, self._seen[student], score, comment, self._patience
            )
        except Changed as changed:
            before = self._seen[student]
            self._seen[student] = changed.now  # pressed once more it goes through
            self._student = student
            raise GraderError(_meanwhile(sheet.number, before, changed.now)) from None
        except GraderError as error:
            self._student = student
            raise GraderError(f"第 {sheet.number} 份没有保存，填写的内容还在。{error}") from error
        self._seen[student] = now
        self._entries.pop(student, None)

    def _take_back(self, pile: Pile, sheet: Sheet) -> Said:
        self._entries.pop(sheet.mark.student, None)
        self._write(pile, sheet, None, self._seen[sheet.mark.student].comment)
        return Said(f"第 {sheet.number} 份的评分已撤回，重新待阅。", "wait", "mk-score")

    def _drop(self, sheet: Sheet) -> Said:
        self._entries.pop(sheet.mark.student, None)
        return Said("已放弃没有保存的内容，以成绩册里的为准。", "wait", "mk-score")

    def _flag(self, pile: Pile, sheet: Sheet) -> Said:
        flagged = not sheet.mark.flagged
        book.flag(self._room.database_url, self._quiz, pile.asked, sheet.mark, flagged, self._patience)
        return Said("已做标记，评阅页中也能看到。" if flagged else "已取消标记。", focus="mk-flag")

    def _step(self, pile: Pile, sheet: Sheet, by: int) -> Said:
        at = sheet.number - 1 + by
        if not 0 <= at < len(pile.sheets):
            return Said("已经是第一份。" if at < 0 else "已经是最后一份。", "wait", "mk-score")
        self._student = pile.sheets[at].mark.student
        return Said("", focus="mk-score")

    def _next_waiting(self, pile: Pile, sheet: Sheet) -> Said:
        rest = [*pile.sheets[sheet.number :], *pile.sheets[: sheet.number]]
        found = next((one for one in rest if one.mark.waiting and one.mark.student != sheet.mark.student), None)
        if found is None:
            left = "本题已全部阅完。" if not pile.waiting else "其余各份都已阅完。"
            return Said(left, "right", "mk-title")
        self._student = found.mark.student
        return Said(f"还有 {pile.waiting} 份待阅。", "wait", "mk-score")

    def _go(self, pile: Pile, wanted: str) -> Said:
        number = int(wanted) if wanted.strip().isdecimal() and len(wanted.strip()) < 7 else 0
        if not 1 <= number <= len(pile.sheets):
            return Said(f"请填 1 到 {len(pile.sheets)} 之间的序号。", "wrong", "mk-go")
        self._student = pile.sheets[number - 1].mark.student
        return Said("", focus="mk-score")


def _meanwhile(number: int, before: Mark, now: Mark) -> str:
    told = []
    if (now.score, now.waiting) != (before.score, before.waiting):
        told.append("得分改为待阅" if now.waiting else f"得分改为 {marks.number(now.score)} 分")
    if now.comment != before.comment:
        told.append(f"评语改为“{now.comment[:100]}”" if now.comment else "评语已删去")
    return (
        f"第 {number} 份在您打开以后被别人改过（{'，'.join(told) or '重新评分'}），没有写入，您填写的内容还在。"
        "要以您填写的为准，请再按一次“保存”；要以现有的为准，请按“放弃改动”。"
    )


def open_desk() -> DeskPage:
    """The desk of the class whose folder this is, as the notebook shows it."""
    return page.shown(MarkingDesk(classroom.find(Path())))
