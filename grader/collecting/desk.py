"""The desk 收卷台: the roster, what came from wherever, whose it is, what a person decides, and taking it in.

Until 收下 is pressed everything is a preview. After that a decision takes effect at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from corpus.oserror import said
from exercises import times
from exercises.deskpage import DeskPage, Said
from grader import classroom, marks
from grader.classroom import Classroom
from grader.collecting import archive, deciding, exchange, overview, run, sources
from grader.collecting.choosing import Row
from grader.collecting.deciding import Choice
from grader.collecting.run import Result, Source
from grader.desks import page
from grader.errors import GraderError
from grader.roster.part import SUFFIXES, RosterPart

MAX_PICKED = 500 * 1024 * 1024
"""Most bytes of picked files that wait on the desk."""
_MOST_LISTED = 300
_MOST_ASKED = 20
"""Doubtful papers shown at once, each with the whole roster to choose from."""


class CollectingDesk:
    """What lies on the desk and what is done there."""

    def __init__(self, room: Classroom) -> None:
        self._room = room
        self._roster = RosterPart(room)
        self._quiz = ""
        self._picked: list[tuple[str, bytes]] = []
        self._unread: list[str] = []
        """Picked files that were too much to be read."""
        self._folder = ""
        self._choices: dict[str, str] = {}
        """What was decided in the preview, by token."""
        self._result: Result | None = None
        self._preview = True
        """Whether ``_result`` is only what would be done."""

    # What lies there.

    def html(self) -> str:
        """The whole page as it stands now."""
        quizzes = self._quizzes()
        if not self._quiz and len(quizzes) == 1:
            self._quiz = quizzes[0]
        try:
            known, trouble = self._roster.values(), ""
        except GraderError as error:
            known, trouble = {"people": [], "table": None, "wants": frozenset(), "chosen": 0, "suffixes": SUFFIXES}, str(error)
        used = self._result.used if self._result else []
        return page.render(
            "collecting",
            roster=known,
            trouble=trouble,
            quizzes=quizzes,
            quiz=self._quiz,
            has_exchange=exchange.inbound(self._room).is_dir(),
            picked=[name for name, _ in self._picked],
            unread=self._unread,
            folder=self._folder,
            result=self._result,
            preview=self._preview,
            most=_MOST_LISTED,
            odd=[row for row in used if len(row.notes) > 1 or row.version.decided],
            plain=[row for row in used if len(row.notes) == 1 and not row.version.decided],
            most_asked=_MOST_ASKED,
            blanks=sum(row.asks == "blank" for row in self._result.pending) if self._result else 0,
            when=lambda row: times.chinese(row.version.moment, self._room.timezone),
            likely=self._likely,
            kept=self._room.folder / run.FOLDER / self._quiz,
        )

    def _quizzes(self) -> list[str]:
        try:
            known = marks.quizzes(self._room)
        except GraderError:
            return []
        return [quiz for quiz in known if (self._room.paper("release", quiz) / f"{quiz}.ipynb").is_file()]

    def _likely(self, row: Row) -> list[tuple[str, str]]:
        """Who a paper may belong to, the likely ones first, then everybody else."""
        people = self._result.people if self._result else {}
        first = [one for one in (*row.version.candidates, row.version.student) if one in people]
        order = dict.fromkeys([*first, *people])
        return [(id, f"{people[id].name}（{id}）{people[id].unit}".strip()) for id in order]

    # What is done.

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Do what was pressed."""
        self._folder = fields.get("folder", self._folder).strip()
        if name.startswith("roster-"):
            if name == "roster-enter":
                self._result = None
            return self._roster.act(name.removeprefix("roster-"), fields)
        acts: dict[str, Callable[[], Said]] = {
            "quiz": lambda: self._choose(fields.get("quiz", value)),
            "look": self._look,
            "take": self._take,
            "clear": self._clear,
            "list": self._list,
            "owner": lambda: self._decide(value, fields.get(f"owner-{value}", "")),
            "accept": lambda: self._decide(value, deciding.TAKE),
            "use": lambda: self._decide(value, deciding.USE),
            "timely": lambda: self._decide(value, deciding.ON_TIME),
            "refuse": lambda: self._decide(value, deciding.REFUSE),
            "undo": lambda: self._decide(value, deciding.UNDO),
            "blanks": lambda: self._decide_blanks(value),
        }
        return acts[name]()

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """A roster is read at once; papers wait until they are looked at."""
        if name.casefold().endswith(SUFFIXES):
            if data is None:
                return Said(f"{name} 太大，不像名册，没有读入。", "wrong")
            return self._roster.take_file(name, data)
        self._result = None
        if data is None or sum(len(other) for _, other in self._picked) + size > MAX_PICKED:
            self._unread.append(name)
            return Said(f"{name} 太大，没有读入。请把它放进文件夹，在下面写明文件夹的位置。", "wrong", "cl-folder")
        self._picked.append((name, data))
        return Said(f"已选 {len(self._picked)} 个文件，最后一个是 {name}。选好后点“看看收到了什么”。", "wait")

    def _choose(self, quiz: str) -> Said:
        self._quiz, self._result, self._choices = quiz, None, {}
        return Said()

    def _clear(self) -> Said:
        self._picked, self._unread, self._folder, self._choices, self._result = [], [], "", {}, None
        return Said("已清空所选的文件和文件夹。收下的答卷不受影响。", "wait", "cl-files")

    def _list(self) -> Said:
        path = self._room.folder / run.FOLDER / self._quiz / overview.FILE
        try:
            data = path.read_bytes()
        except OSError as error:
            raise GraderError(f"读不了 {path}（{said(error)}）。请再点一次“收下”，重新生成清单。") from error
        name = f"{self._quiz} {overview.FILE}"
        return Said(f"清单已下载（{name}），可用 Excel 打开。", download=(name, data))

    def _look(self) -> Said:
        if not self._quiz:
            return Said("请先选择测验。", "wrong", "cl-quiz")
        self._result, self._preview = self._run(dry=True), True
        result = self._result
        if not result.rows and not result.refused:
            return Said("没有收到答卷。请选择文件，或写明放答卷的文件夹。", "wait", "cl-files")
        return Said(f"预览：可收 {len(result.used)} 份，待定 {len(result.pending)} 份，没有收的文件 {len(result.refused)} 个。", "wait", "cl-result")

    def _take(self) -> Said:
        if not self._quiz:
            return Said("请先选择测验。", "wrong", "cl-quiz")
        result = self._run(dry=False)
        self._result, self._preview = result, False
        self._picked, self._unread, self._choices = [], [], {}
        waiting = f"，{len(result.pending)} 份待定" if result.pending else ""
        return Said(f"已收 {len(result.used)} 份，本次新收 {result.new} 份{waiting}。", focus="cl-result")

    def _decide(self, token: str, what: str) -> Said:
        if not what:
            return Said("请先在名单里选出学员。", "wrong", f"cl-owner-{token}")
        return self._settle({token: what})

    def _decide_blanks(self, what: str) -> Said:
        blanks = [row.version.token for row in self._result.pending if row.asks == "blank"] if self._result else []
        return self._settle(dict.fromkeys(blanks, what))

    def _settle(self, decided: Mapping[str, str]) -> Said:
        """Decide, in the preview or for good."""
        before = dict(self._choices)
        if self._preview:
            for token, what in decided.items():
                undone = what == deciding.UNDO and self._choices.pop(token, None) is not None
                if not undone:
                    self._choices[token] = what
            try:
                self._result = self._run(dry=True)
            except GraderError:
                self._choices = before
                raise
            return Said(f"已记下，点“收下”时生效。还有 {len(self._result.pending)} 份待定。", "wait", self._after())
        choices = [Choice(token, what) for token, what in decided.items()]
        self._result = run.collect(self._room, self._quiz, from_exchange=False, choices=choices)
        return Said(f"已处理。还有 {len(self._result.pending)} 份待定。", focus=self._after())

    def _after(self) -> str:
        return "cl-pending" if self._result and self._result.pending else "cl-result"

    def _run(self, dry: bool) -> Result:
        places = sources.check(self._room, [Path(self._folder)] if self._folder else [])
        zone = self._room.timezone
        wanted: list[Source] = [partial(sources.picked, name, data, zone) for name, data in self._picked]
        if places:
            wanted.append(lambda budget: sources.named(places, zone, budget))
        choices = [Choice(token, what) for token, what in self._choices.items()]
        return run.collect(
            self._room, self._quiz, wanted, from_exchange=exchange.inbound(self._room).is_dir(), choices=choices, dry=dry
        )


def open_desk() -> DeskPage:
    """The desk of the class whose folder this is, as the notebook shows it."""
    return page.shown(CollectingDesk(classroom.find(Path())), most=archive.MAX_FILE)
