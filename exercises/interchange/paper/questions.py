"""The paper that is handed out: no keys."""

from __future__ import annotations

import re
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt

from exercises.interchange.paper import word
from exercises.interchange.paper.content import Content, Part

_BLANK = re.compile(r"\{([1-9][0-9]?)\}")
_STEM = Cm(0.85)
_ASKED = re.compile(r"[（(][\s　]*[)）]([。？?]?)$")
"""Brackets for the answer that a stem ends with; the paper sets its own at the margin."""
_SPACE = "_" * 5
"""Half a blank; no line may end between it and a number in brackets."""


def document(content: Content) -> bytes:
    """The Word file of the paper."""
    made = word.new(content.title, content.title)
    word.sealed_line(made)
    word.title(made, content.title, content.extent)
    for text in content.instructions:
        made.add_paragraph(text).paragraph_format.first_line_indent = Pt(21)
    made.add_paragraph("答案请写在答题卡上。").paragraph_format.first_line_indent = Pt(21)
    points_table(made, content)
    for part in content.parts:
        word.heading(made, part.heading)
        word.note(made, rules(part))
        for number, item in part.items:
            _question(made, number, item, part.each is None)
    return word.content(made)


def points_table(made: Any, content: Content) -> None:
    """题型分值表: what each type is worth, and room for the marks."""
    parts = content.parts
    rows = [
        ["题型", *(part.label for part in parts), "合计"],
        ["题数", *(str(len(part.items)) for part in parts), str(content.count)],
        ["分值", *(str(part.points) for part in parts), str(content.points)],
        ["得分", *([""] * (len(parts) + 1))],
        ["阅卷人", *([""] * (len(parts) + 1))],
    ]
    wide = word.WIDTH // (len(parts) + 2)
    word.table(made, rows, [wide] * (len(parts) + 2))


def rules(part: Part) -> str:
    """How the items of a part are scored, in one line."""
    return {
        "single": "每题只有一个正确选项，选对得满分，选错或不选得 0 分。",
        "multiple": "每题有两个或两个以上正确选项。全部选对得满分；选对但不全，按选对的项数占比得分（取到一位小数，余数舍去）；有错选或不选得 0 分。",
        "judge": "判断下列说法，对的写“对”，错的写“错”。判断正确得满分，判断错误或不答得 0 分。",
        "cloze": "各空分值相等，按填对的空数得分（取到一位小数，余数舍去）。引号、空格和全角半角不影响得分。",
        "order": "次序全对得满分；不全对时，按“前一项紧接着正确的后一项”的处数占比得分（取到一位小数，余数舍去）。",
        "match": "每组分值相等，按配对正确的组数得分（取到一位小数，余数舍去）。",
        "short": "由阅卷人按要点给分。",
    }[part.type]


def _question(made: Any, number: int, item: Any, points: bool) -> None:
    line = made.add_paragraph()
    word.hanging(line, _STEM, _STEM)
    line.paragraph_format.space_before = Pt(5)
    line.paragraph_format.tab_stops.add_tab_stop(_STEM)
    line.add_run(f"{number}.\t")
    _stem(line, item)
    if item.type in ("single", "multiple", "judge"):
        line.paragraph_format.tab_stops.add_tab_stop(word.WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        word.brackets(line)
    if points:
        line.add_run(f"（{item.points} 分）")
    line.paragraph_format.keep_together = True
    if item.type in ("single", "multiple", "order"):
        line.paragraph_format.keep_with_next = True
        _options(made, item.options)
    elif item.type == "match":
        line.paragraph_format.keep_with_next = True
        _sides(made, item)
    elif item.type == "short":
        line.add_run(f"（{item.limit} 字以内）")


def _stem(line: Any, item: Any) -> None:
    """The question; blanks as lines with their numbers."""
    for n, piece in enumerate(_BLANK.split(item.stem.strip()) if item.type == "cloze" else [_ASKED.sub(r"\1", item.stem.strip())]):
        if n % 2:
            line.add_run(f"{_SPACE}({piece}){_SPACE}")
        else:
            word.write(line, piece)


def _options(made: Any, options: dict[str, str]) -> None:
    """As many options a line as their length lets stand side by side."""
    longest = max(map(len, options.values()))
    by = 4 if longest <= 7 and len(options) == 4 else 2 if longest <= 16 else 1
    entries = list(options.items())
    step = (word.WIDTH - _STEM) // by
    for start in range(0, len(entries), by):
        line = made.add_paragraph()
        word.hanging(line, _STEM + (Cm(0.6) if by == 1 else 0), Cm(0.6) if by == 1 else 0)
        line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.keep_together = True
        line.paragraph_format.keep_with_next = start + by < len(entries)
        for n, (letter, text) in enumerate(entries[start : start + by]):
            if n:
                line.paragraph_format.tab_stops.add_tab_stop(_STEM + step * n, WD_TAB_ALIGNMENT.LEFT)
                line.add_run("\t")
            line.add_run(f"{letter}. ")
            word.write(line, text)


def _sides(made: Any, item: Any) -> None:
    left = [f"{number}. {text}" for number, text in item.left.items()]
    right = [f"{letter}. {text}" for letter, text in item.right.items()]
    rows = [(left[n] if n < len(left) else "", right[n] if n < len(right) else "") for n in range(max(len(left), len(right)))]
    made_table = word.table(made, rows, [(word.WIDTH - _STEM) // 2] * 2, head=False, center=False)
    for row in made_table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
