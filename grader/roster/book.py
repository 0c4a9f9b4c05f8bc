"""The class's roster, kept in nbgrader's own student table."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from corpus.oserror import said
from grader import names
from grader.classroom import Classroom, check_id
from grader.errors import GraderError

#: What Excel writes in China: UTF-8 with a mark, or GBK.
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class Trainee:
    """One line of the roster."""

    id: str
    name: str


def trainees(room: Classroom) -> list[Trainee]:
    """Everyone in the roster, by id."""
    with room.gradebook() as gradebook:
        found = [Trainee(s.id, names.join(s.last_name, s.first_name)) for s in gradebook.students]
    return sorted(found, key=lambda trainee: trainee.id)


def add(room: Classroom, people: list[Trainee]) -> list[Trainee]:
    """Enter ``people``; those already there get the name given here. Returns the new ones.

    Raises:
        GraderError: an id cannot be used; nothing has been entered then.
    """
    for person in people:
        check_id(person.id, "编号")
    before = {trainee.id for trainee in trainees(room)}
    with room.gradebook() as gradebook:
        for person in people:
            last, first = names.split(person.name)
            gradebook.update_or_create_student(person.id, last_name=last, first_name=first)
    return [person for person in people if person.id not in before]


def read_file(path: Path) -> list[Trainee]:
    """The people in a CSV file of two columns, 编号 and 姓名, with or without that heading line.

    Raises:
        GraderError: the file cannot be read, or a line has no id, no name, or an id twice.
    """
    try:
        return parse(_decode(path.read_bytes()))
    except OSError as error:
        raise GraderError(f"读不了名册 {path}：{said(error)}。请核对路径。") from error
    except ValueError as error:
        raise GraderError(f"名册 {path} 有误：{error}。请改正后重新导入，本次没有登记任何人。") from error


def parse(text: str) -> list[Trainee]:
    """The people in the text of such a file; ValueError (Chinese) names all faulty lines."""
    people: list[Trainee] = []
    faults: list[str] = []
    for number, row in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0] in ("编号", "学号", "id")):
            continue
        if len(cells) < 2 or not all(cells[:2]):
            faults.append(f"第 {number} 行缺编号或姓名")
        elif cells[0] in {person.id for person in people}:
            faults.append(f"第 {number} 行编号 {cells[0]} 重复")
        else:
            people.append(Trainee(*cells[:2]))
    if not people and not faults:
        faults.append("没有一行学员")
    if faults:
        raise ValueError("；".join(faults))
    return people


def _decode(raw: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("文字编码无法识别，请在 Excel 中另存为 “CSV UTF-8”")
