"""What a table of trainees means for the roster: who is new, who stays, which rows a person has to look at. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grader.classroom import usable_id
from grader.names import printable
from grader.roster.table import MAX_NAME, Line


@dataclass
class Plan:
    """What an import would do."""

    new: list[Line] = field(default_factory=list)
    same: list[Line] = field(default_factory=list)
    """In the roster already, by the same name."""
    renamed: list[tuple[Line, str]] = field(default_factory=list)
    """In the roster by another name, which stands beside: a correction, or a table whose numbers have slipped."""
    faults: list[tuple[int, str]] = field(default_factory=list)
    """Rows that cannot be entered, and why (Chinese, no full stop)."""
    notes: list[str] = field(default_factory=list)
    """What is good to know (Chinese, no full stop)."""
    unnumbered: list[Line] = field(default_factory=list)
    """Rows that lack nothing but a number."""
    absent: list[str] = field(default_factory=list)
    """Ids of the roster that the table does not have; they stay."""

    @property
    def good(self) -> list[Line]:
        """Rows that can be entered without a question."""
        return [*self.new, *self.same]


def plan(lines: Sequence[Line], roster: Mapping[str, str], units: Mapping[str, str]) -> Plan:
    """What entering ``lines`` would do.

    Args:
        roster: names by id; ``units`` where they come from, by id.
    """
    made = Plan()
    seen: dict[str, Line] = {}
    for line in lines:
        line = _recognised(line, roster, units, {one.id for one in lines})
        if why := _fault(line, seen):
            made.faults.append((line.row, why))
            if not line.id and line.name:
                made.unnumbered.append(line)
        elif line.id.casefold() in seen:
            made.notes.append(f"第 {line.row} 行与第 {seen[line.id.casefold()].row} 行重复，只登记一次")
        else:
            seen[line.id.casefold()] = line
            _sort(made, line, roster)
    named = Counter(line.name for line in seen.values())
    for name, count in named.items():
        if count > 1:
            ids = "、".join(line.id for line in seen.values() if line.name == name)
            made.notes.append(f"{name} 有 {count} 人（{ids}），只写姓名的答卷收卷时要由人指定")
    made.absent = sorted(id for id in roster if id.casefold() not in seen)
    return made


def numbered(lines: Iterable[Line], taken: Iterable[str], prefix: str = "x") -> list[Line]:
    """The rows with numbers given out after those ``taken``: x001, x002 …"""
    used = {id.casefold() for id in taken}
    out = []
    number = 1
    for line in lines:
        while f"{prefix}{number:03d}".casefold() in used:
            number += 1
        used.add(f"{prefix}{number:03d}".casefold())
        out.append(Line(line.row, f"{prefix}{number:03d}", line.name, line.unit))
    return out


def _recognised(line: Line, roster: Mapping[str, str], units: Mapping[str, str], listed: set[str]) -> Line:
    """A row without a number that can be only one trainee of the roster gets that number."""
    if line.id or not line.name:
        return line
    same = [id for id, name in roster.items() if _plain(name) == _plain(line.name) and id not in listed]
    if line.unit and len(same) > 1:
        same = [id for id in same if units.get(id) == line.unit]
    fits = len(same) == 1 and (not line.unit or units.get(same[0], line.unit) == line.unit)
    return Line(line.row, same[0], line.name, line.unit) if fits else line


def _fault(line: Line, seen: Mapping[str, Line]) -> str:
    before = seen.get(line.id.casefold())
    if not line.id:
        return f"{printable(line.name)} 没有编号" if line.name else "缺编号和姓名"
    if not line.name:
        return f"编号 {printable(line.id)} 没有姓名"
    if len(line.name) > MAX_NAME:
        return "姓名长得异常"
    if not usable_id(line.id):
        return f"编号“{printable(line.id)}”不能用（只用英文字母、数字、连字符、下划线和点，以字母或数字开头，不超过 64 个字符）"
    if before and before.id != line.id:
        return f"编号 {line.id} 与第 {before.row} 行的 {before.id} 只差大小写"
    if before and (_plain(before.name) != _plain(line.name) or before.unit != line.unit):
        return f"编号 {line.id} 与第 {before.row} 行的 {before.name} 重复"
    return ""


def _sort(made: Plan, line: Line, roster: Mapping[str, str]) -> None:
    name = roster.get(line.id)
    if name is None:
        made.new.append(line)
    elif not name or _plain(name) == _plain(line.name):
        made.same.append(line)
    else:
        made.renamed.append((line, name))


def _plain(name: str) -> str:
    return "".join(name.split())
