"""Which unit each trainee comes from: a table 单位.csv in the class's folder, with 编号 and 单位.

Importing a roster writes it; people may also keep it by hand, with columns of their own.
"""

from __future__ import annotations

import csv
import io

from collections.abc import Mapping

from corpus.oserror import said
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.keeping import write_keeping
from grader.marks import safe

FILE = "单位.csv"
_MOST_BYTES = 5 * 1024 * 1024


def read(room: Classroom) -> dict[str, str]:
    """Units by trainee id; empty where the class has no such table. Raises GraderError."""
    path = room.folder / FILE
    raw = _raw(room)
    return {} if raw is None else parse(raw, str(path))


def update(room: Classroom, known: Mapping[str, str]) -> None:
    """Enter these units; all else in the table stays, and so does a copy of it when it changes. Raises GraderError."""
    path = room.folder / FILE
    raw = _raw(room)
    rows = [["编号", "单位"]] if raw is None else _rows(raw, str(path))
    id, unit = _columns(rows, str(path))
    before = {} if raw is None else parse(raw, str(path))
    changed = {student: text for student, text in known.items() if before.get(student) != text}
    if not changed:
        return
    left = dict(changed)
    for row in rows[1:]:
        if len(row) > id and row[id] in left:
            row += [""] * (unit + 1 - len(row))
            row[unit] = safe(left.pop(row[id]))
    for student, text in left.items():
        row = [""] * (max(id, unit) + 1)
        row[id], row[unit] = student, safe(text)
        rows.append(row)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    write_keeping(path, out.getvalue().encode("utf-8-sig", "replace"))


def _raw(room: Classroom) -> bytes | None:
    path = room.folder / FILE
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise GraderError(f"读不了 {path}：{said(error)}。请核对文件和权限。") from error
    if len(raw) > _MOST_BYTES:
        raise GraderError(f"{path} 超过 {_MOST_BYTES // 1024 // 1024} MB，没有读取。请核对文件。")
    return raw


def parse(raw: bytes, name: str) -> dict[str, str]:
    """The same from the file's bytes, in UTF-8 or GBK as Excel writes them. Raises GraderError."""
    rows = _rows(raw, name)
    id, unit = _columns(rows, name)
    return {row[id]: _unsafe(row[unit]) for row in rows[1:] if len(row) > max(id, unit) and row[id] and row[unit]}


def _rows(raw: bytes, name: str) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise GraderError(f"{name} 的文字编码无法识别。请在 Excel 中另存为 “CSV UTF-8”。")
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error as error:
        raise GraderError(f"{name} 不是完好的 CSV 表格。请在 Excel 中另存为 “CSV UTF-8”。") from error


def _columns(rows: list[list[str]], name: str) -> tuple[int, int]:
    head = next(iter(rows), [])
    try:
        return head.index("编号"), head.index("单位")
    except ValueError:
        raise GraderError(f"{name} 的第一行应有“编号”和“单位”两列。请改正后重试。") from None


def _unsafe(text: str) -> str:
    """A unit as it was before it was made safe for spreadsheets."""
    return text[1:] if text.startswith("'") and safe(text[1:]) == text else text
