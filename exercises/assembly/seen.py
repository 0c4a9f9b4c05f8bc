"""The list of items a class has seen, kept in the class's folder as a table that Excel opens.

Whoever hands out papers adds to it; whoever draws new ones leaves out what it names.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.oserror import said
from corpus.wholefile import write_whole

FILE = "已用题目.csv"
COLUMNS = ("测验", "题号", "发放时间")
MAX_BYTES = 2 * 1024 * 1024
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_QUIZ = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class SeenError(ValueError):
    """The list cannot be read or written; the message is Chinese."""


@dataclass(frozen=True)
class Use:
    """One item that was handed out."""

    quiz: str
    item: str
    moment: str
    """As the list says it, such as 2024-03-05 18:20; may be empty."""


def parse(text: str) -> list[Use]:
    """The uses in the text of a list. Raises SeenError naming the line that is wrong."""
    uses = []
    for n, row in enumerate(csv.reader(io.StringIO(text)), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (n == 1 and cells[0] == COLUMNS[0]):
            continue
        if len(cells) < 2 or not _QUIZ.fullmatch(cells[0]) or not _ID.fullmatch(cells[1]):
            raise SeenError(f"第 {n} 行应当依次是测验编号、题号、发放时间，现在是“{'，'.join(cells)[:40]}”。请改正或删去这一行。")
        uses.append(Use(cells[0], cells[1], cells[2] if len(cells) > 2 else ""))
    return uses


def render(uses: Iterable[Use]) -> bytes:
    """The list as a file's content, with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows((use.quiz, use.item, use.moment) for use in uses)
    return out.getvalue().encode("utf-8-sig")


def added(uses: Iterable[Use], quiz: str, items: Iterable[str], moment: datetime) -> list[Use]:
    """The list with the items of a quiz; what it has already stays as it is."""
    known = list(uses)
    there = {(use.quiz, use.item) for use in known}
    return known + [Use(quiz, item, f"{moment:%Y-%m-%d %H:%M}") for item in items if (quiz, item) not in there]


def read(path: Path) -> list[Use]:
    """The list in the file; empty when there is none yet. Raises SeenError."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SeenError(f"{path} 打不开（{said(error)}）。请检查权限；若正在 Excel 中打开，请先关闭。") from error
    if len(raw) > MAX_BYTES:
        raise SeenError(f"{path} 超过 {MAX_BYTES // 1024 // 1024} MB，没有读取。请核对是不是“{FILE}”。")
    try:
        return parse(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SeenError(f"{path} 不是 UTF-8 编码，没有读取。请在 Excel 里另存为“CSV UTF-8”。") from None
    except csv.Error:
        raise SeenError(f"{path} 不是完好的表格，没有读取。请检查引号和换行。") from None
    except SeenError as error:
        raise SeenError(f"{path} {error}") from None


def note(path: Path, quiz: str, items: Iterable[str], moment: datetime) -> None:
    """Add the items of a quiz that was handed out to the list. Raises SeenError; the list is then as it was."""
    before = read(path)
    after = added(before, quiz, items, moment)
    if after == before:
        return
    try:
        write_whole(path, render(after))
    except OSError as error:
        raise SeenError(f"{path} 写不进去（{said(error)}）。请检查权限；若正在 Excel 中打开，请先关闭。") from error
