"""The Excel bank as instructors fill it in: one sheet for the items, one that explains it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exercises.assembly.labels import LEVELS, POOLS
from exercises.interchange.columns import COLUMNS
from exercises.interchange.steady import steady
from exercises.items import TYPES

SHEET = "题目"
GUIDE = "填写说明"
TEXT = "@"
"""The number format of text: Excel leaves dates, leading zeros and long numbers as they are typed."""
ROWS = 1000
"""How many rows of the template are prepared."""
MAX_CELL = 32_767
"""Most characters that a cell of Excel holds."""

_LISTS = {
    "type": [kind.LABEL for kind in TYPES.values()],
    "level": list(LEVELS.values()),
    "pool": list(POOLS.values()),
}
_WHOLE = {"lesson": (0, 99), "points": (1, 100), "limit": (20, 5000)}
_HEAD = Font(name="微软雅黑", bold=True, color="FFFDF8")
_FILL = PatternFill("solid", fgColor="9B1C1F")
_BODY = Font(name="微软雅黑", size=10.5, color="1F2328")
_LINE = Border(bottom=Side("thin", color="D9D2C3"))
_WRAP = Alignment(vertical="top", wrap_text=True)


def workbook(rows: Sequence[dict[str, str]]) -> bytes:
    """The Excel file with these rows (field name → text), or the empty template."""
    book = Workbook()
    book.properties.creator = "巡察课堂"
    sheet: Worksheet = book.active
    sheet.title = SHEET
    _head(sheet)
    for n, row in enumerate(rows, 2):
        for m, column in enumerate(COLUMNS, 1):
            put(sheet, n, m, row.get(column.name, ""))
        sheet.row_dimensions[n].height = _height((row.get(column.name, ""), column.width) for column in COLUMNS)
    for n in range(len(rows) + 2, 0 if rows else 202):
        for m in range(1, len(COLUMNS) + 1):
            _dress(sheet.cell(n, m))
    _validate(sheet, max(ROWS, len(rows) + 200))
    _guide(book.create_sheet(GUIDE))
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Text in a cell, never a formula, whatever it begins with."""
    cell = sheet.cell(row, column)
    _dress(cell)
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@\t"


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """Points that the longest of these texts needs in its column; programs do not all work it out themselves."""
    lines = max(sum(-(-(2 * len(part) + 2) // width) for part in text.split("\n")) for text, width in cells)
    return min(16.0 * max(1, lines) + 3, 400.0)


def _dress(cell: object) -> None:
    setattr(cell, "number_format", TEXT)
    setattr(cell, "alignment", _WRAP)
    setattr(cell, "font", _BODY)
    setattr(cell, "border", _LINE)


def _head(sheet: Worksheet) -> None:
    for m, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, m, column.title)
        cell.font, cell.fill = _HEAD, _FILL
        cell.alignment = Alignment(horizontal="center", vertical="center")
        if column.note:
            cell.comment = Comment(column.note, "填写说明", width=320, height=140)
        dimension = sheet.column_dimensions[get_column_letter(m)]
        dimension.width = column.width
        dimension.number_format = TEXT
    sheet.row_dimensions[1].height = 26
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}1"
    sheet.sheet_view.zoomScale = 90
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _validate(sheet: Worksheet, last: int) -> None:
    for m, column in enumerate(COLUMNS, 1):
        where = f"{get_column_letter(m)}2:{get_column_letter(m)}{last}"
        if column.name in _LISTS:
            allowed = _LISTS[column.name]
            rule = DataValidation("list", formula1=f'"{",".join(allowed)}"', allow_blank=True)
            rule.error = f"请从下拉框里选：{'、'.join(allowed)}。"
        elif column.name in _WHOLE:
            least, most = _WHOLE[column.name]
            letter = get_column_letter(m)
            # The cells are text, so a rule for numbers has to look at their value.
            rule = DataValidation(
                "custom", formula1=f"AND(ISNUMBER(VALUE({letter}2)),VALUE({letter}2)>={least},VALUE({letter}2)<={most})", allow_blank=True
            )
            rule.error = f"请填 {least} 至 {most} 的整数。"
        else:
            continue
        rule.errorTitle = column.title
        rule.showErrorMessage = True
        sheet.add_data_validation(rule)
        rule.add(where)


_EXAMPLES = (
    ("单选题", "选项A 至 选项D 各填一项，答案写 B，干扰项说明写 A、C、D 各一行。"),
    ("多选题", "答案写 ACE，至少两项，至少一个错误选项。"),
    ("判断题", "题干写一句陈述，答案写 对 或 错，选项不填。"),
    ("填空题", "题干里写 {1}、{2}；答案一行一空：第一行 1｜政治监督，第二行 2｜政治巡察。"),
    ("排序题", "选项按打乱的次序填，答案写正确的次序，如 CADB。"),
    ("配对题", "配对左边写 1｜…、2｜…，选项里填右边的内容，答案写 1C 2A。"),
    ("简答题", "答案写参考答案，评分点一行一点：要点｜2｜关键词｜关键词。"),
)
_RULES = (
    "每题一行，从第 2 行填起。标题行不要改名、不要删列；列的先后可以调整。",
    "所有单元格都是文本格式，日期、前导零、长数字照原样保存。从别处粘贴时请选“只粘贴值”。",
    "一个单元格里写几项时，一行一项（Alt+Enter 换行），项内各部分用竖线“｜”隔开。文字里本来就有竖线或反斜杠时，前面加一个反斜杠。",
    "导入后全部是草稿，要在审题台逐题审过，才能用于考试。",
    "填错的地方，导入时会按行和列一一列出，其余的题照常导入。",
)


def _guide(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 100
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    rows = [("怎样填写", ""), *(("", rule) for rule in _RULES), ("各列", ""), *((column.title, column.note) for column in COLUMNS if column.note)]
    rows += [("各题型", ""), *_EXAMPLES]
    for n, (title, text) in enumerate(rows, 1):
        put(sheet, n, 1, title)
        put(sheet, n, 2, text)
        sheet.row_dimensions[n].height = _height([(text, 100)])
        if title and not text:
            sheet.cell(n, 1).font = Font(name="微软雅黑", bold=True, size=12, color="9B1C1F")
