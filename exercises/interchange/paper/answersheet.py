"""答题卡: where the trainee writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Cm, Pt

from exercises.interchange.paper import word
from exercises.interchange.paper.content import Content, Part
from exercises.interchange.paper.questions import points_table

_LINE = 34
"""Characters that fit on a line of handwriting."""


def document(content: Content) -> bytes:
    """The Word file of the answer sheet."""
    made = word.new(f"{content.title}　答题卡", f"{content.title}　答题卡")
    word.sealed_line(made)
    word.title(made, f"{content.title}　答题卡", content.extent)
    points_table(made, content)
    for part in content.parts:
        word.heading(made, part.heading)
        _WAYS[part.type](made, part)
    return word.content(made)


def _marks(made: Any, part: Part) -> None:
    word.note(made, "请在所选字母的方括号内涂黑，或画“√”。" if part.type != "judge" else "请在“对”或“错”的方括号内涂黑，或画“√”。")

    def choices(item: Any) -> str:
        return "　".join(f"[{one}]" for one in (item.options if part.type != "judge" else "对错"))

    most = max((len(item.options) for _, item in part.items), default=2) if part.type != "judge" else 2
    by = 2 if most > 4 else 3 if part.type != "judge" else 4
    _grid(made, [(str(number), choices(item)) for number, item in part.items], by)


def _grid(made: Any, entries: list[tuple[str, str]], by: int) -> None:
    """Entries side by side, running down each column."""
    down = -(-len(entries) // by)
    cells = [[""] * (2 * by) for _ in range(down)]
    for n, (number, text) in enumerate(entries):
        cells[n % down][n // down * 2 : n // down * 2 + 2] = [number, text]
    narrow = Cm(1.1)
    made_table = word.table(made, cells, [narrow, (word.WIDTH - narrow * by) // by] * by, head=False)
    for row in made_table.rows:
        _high(row, 0.75)


def _blanks(made: Any, part: Part) -> None:
    _listed(made, [[str(number), _lines(list(item.blanks))] for number, item in part.items])


def _lines(blanks: list[str]) -> str:
    """A line for each blank, three of them side by side at most."""
    long = 12 if len(blanks) < 3 else 7
    rows = [blanks[start : start + 3] for start in range(0, len(blanks), 3)]
    return "\n".join("　".join(f"（{blank}）{'＿' * long}" for blank in row) for row in rows)


def _orders(made: Any, part: Part) -> None:
    word.note(made, "请按先后把字母写在横线上。")
    _listed(made, [[str(number), " → ".join(["＿＿＿"] * len(item.options))] for number, item in part.items])


def _pairs(made: Any, part: Part) -> None:
    word.note(made, "请在左边编号后写右边的字母。")
    _listed(made, [[str(number), "　　".join(f"{n}—＿＿＿" for n in item.left)] for number, item in part.items])


def _listed(made: Any, rows: list[list[str]]) -> None:
    made_table = word.table(made, rows, [Cm(1.3), word.WIDTH - Cm(1.3)], head=False, center=False)
    for row in made_table.rows:
        _high(row, 0.95)


def _prose(made: Any, part: Part) -> None:
    for number, item in part.items:
        lines = max(4, min(18, round(item.limit / _LINE)))
        made_table = word.table(made, [[f"{number}. （{item.points} 分，{item.limit} 字以内）"]] + [[""]] * lines, [word.WIDTH], head=False, center=False)
        for row in made_table.rows:
            _high(row, 0.85)
        made_table.rows[0].cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        made.add_paragraph().paragraph_format.space_after = Pt(0)


def _high(row: Any, centimetres: float) -> None:
    row.height, row.height_rule = Cm(centimetres), WD_ROW_HEIGHT_RULE.AT_LEAST


_WAYS: dict[str, Callable[[Any, Part], None]] = {
    "single": _marks,
    "multiple": _marks,
    "judge": _marks,
    "cloze": _blanks,
    "order": _orders,
    "match": _pairs,
    "short": _prose,
}
