"""The roster's part of a desk: a table is picked, looked through, and entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exercises.deskpage import Said
from grader import roster
from grader.classroom import Classroom
from grader.roster import enter, table, template, units
from grader.roster.plan import Plan, numbered
from grader.roster.table import Line

SUFFIXES = (".xlsx", ".csv", ".xls")
"""The last is not read, but told how to save it anew."""
TEMPLATE = "名册.xlsx"


@dataclass
class _Open:
    """A table that was picked and is not entered yet."""

    name: str
    lines: Sequence[Line]
    plan: Plan


class RosterPart:
    """What is known of the roster and of the table that lies open."""

    def __init__(self, room: Classroom) -> None:
        self._room = room
        self._open: _Open | None = None
        self._wants: frozenset[str] = frozenset()
        """Which of its questions were answered with yes: ``rename``, ``number``."""

    def values(self) -> dict[str, object]:
        """What the template needs."""
        of_unit = units.read(self._room)
        people = [(one.id, one.name, of_unit.get(one.id, "")) for one in roster.trainees(self._room)]
        return {"people": people, "table": self._open, "wants": self._wants, "chosen": len(self._chosen()), "suffixes": SUFFIXES}

    def take_file(self, name: str, data: bytes) -> Said:
        """Read a picked table. Raises GraderError."""
        self._open, self._wants = None, frozenset()
        lines = table.read(data, name)
        self._open = _Open(name, lines, enter.planned(self._room, lines))
        plan = self._open.plan
        if plan.faults or plan.renamed:
            return Said(f"{name} 里有 {len(plan.faults) + len(plan.renamed)} 行要先看一看，见下面。", "wait", "cl-table")
        return Said(f"{name} 里的 {len(plan.good)} 人都可以登记。", focus="cl-table")

    def act(self, name: str, fields: Mapping[str, str]) -> Said:
        """Do what was pressed."""
        if name == "template":
            return self._template()
        if self._open is None:
            return Said("请先选择名册。", "wrong", "cl-roster-file")
        if name == "wants":
            self._wants = frozenset(want for want in ("rename", "number") if fields.get(want))
            return Said()
        if name == "drop":
            self._open = None
            return Said("已收起，没有登记。", "wait", "cl-roster")
        chosen = self._chosen()
        if not chosen:
            return Said("没有可以登记的学员。请改正名册后重新选择。", "wrong", "cl-table")
        new = enter.enter(self._room, chosen)
        self._open = None
        return Said(f"已登记 {len(chosen)} 人，其中新学员 {len(new)} 人。", focus="cl-roster")

    def _chosen(self) -> list[Line]:
        """The rows that would be entered as things stand."""
        if self._open is None:
            return []
        plan = self._open.plan
        chosen = [*plan.good]
        if "rename" in self._wants:
            chosen += [line for line, _ in plan.renamed]
        if "number" in self._wants:
            taken = [*(one.id for one in roster.trainees(self._room)), *(line.id for line in self._open.lines)]
            chosen += numbered(plan.unnumbered, taken)
        return chosen

    def _template(self) -> Said:
        people = roster.trainees(self._room)
        data = template.workbook(people, units.read(self._room))
        return Said(f"名册表格已下载（{TEMPLATE}）。填好后在这里选择它。", download=(TEMPLATE, data))
