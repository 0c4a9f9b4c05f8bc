"""Which unit each trainee comes from: a table 单位.csv in the class's folder, with 编号 and 单位."""

from __future__ import annotations

import csv
import io

from corpus.oserror import said
from grader.classroom import Classroom
from grader.errors import GraderError

FILE = "单位.csv"
_MOST_BYTES = 5 * 1024 * 1024


def read(room: Classroom) -> dict[str, str]:
    """Units by trainee id; empty where the class has no such table. Raises GraderError."""
    path = room.folder / FILE
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise GraderError(f"读不了 {path}：{said(error)}。请核对文件和权限。") from error
    if len(raw) > _MOST_BYTES:
        raise GraderError(f"{path} 超过 {_MOST_BYTES // 1024 // 1024} MB，没有读取。请核对文件。")
    return parse(raw, str(path))


def parse(raw: bytes, name: str) -> dict[str, str]:
    """The same from the file's bytes, in UTF-8 or GBK as Excel writes them. Raises GraderError."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise GraderError(f"{name} 的文字编码无法识别。请在 Excel 中另存为 “CSV UTF-8”。")
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error as error:
        raise GraderError(f"{name} 不是完好的 CSV 表格。请在 Excel 中另存为 “CSV UTF-8”。") from error
    head = next(iter(rows), [])
    try:
        id, unit = head.index("编号"), head.index("单位")
    except ValueError:
        raise GraderError(f"{name} 的第一行应有“编号”和“单位”两列。请改正后重试。") from None
    return {row[id]: row[unit] for row in rows[1:] if len(row) > max(id, unit) and row[id] and row[unit]}
