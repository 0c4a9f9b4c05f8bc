"""Word documents in the look of a printed examination: page, type, tables, the sealed line."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from exercises.interchange.steady import steady
from exercises.items.markup import spans

SONG, HEI = "宋体", "黑体"
SIZE = Pt(10.5)
ACCENT = RGBColor(0x9B, 0x1C, 0x1F)
WIDTH = Cm(16.2)
"""What the margins leave of the page."""


def new(title: str, footer: str) -> Any:
    """An empty A4 document with page numbers at its foot."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = document.core_properties.last_modified_by = "巡察课堂"
    document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.9), Cm(1.9)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.9)
    section.footer_distance = Cm(0.9)
    normal = document.styles["Normal"]
    font(normal, SONG, SIZE)
    normal.paragraph_format.space_after = Pt(2)
    normal.paragraph_format.line_spacing = 1.25
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(f"{footer}　第 ")
    _field(foot, "PAGE")
    foot.add_run(" 页　共 ")
    _field(foot, "NUMPAGES")
    foot.add_run(" 页")
    for run in foot.runs:
        run.font.size = Pt(9)
    return document


def font(style: Any, east_asian: str, size: Any) -> None:
    """Chinese and Latin type of a style or run."""
    style.font.name, style.font.size = "Times New Roman", size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), east_asian)


def content(document: Any) -> bytes:
    """The document as its file."""
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def title(document: Any, text: str, under: str = "") -> None:
    """The paper's name, and a line under it."""
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.paragraph_format.space_after = Pt(4)
    font(head.add_run(text), HEI, Pt(18))
    if under:
        line = document.add_paragraph(under)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_after = Pt(8)


def heading(document: Any, text: str) -> Paragraph:
    """A part's heading, never alone at the foot of a page."""
    line = document.add_paragraph()
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(12), Pt(4)
    line.paragraph_format.keep_with_next = True
    font(line.add_run(text), HEI, Pt(12))
    return line


def note(document: Any, text: str) -> Paragraph:
    """A small remark."""
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    run = line.add_run(text)
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor(0x55, 0x55, 0x55)
    return line


def write(line: Paragraph, text: str, **look: Any) -> None:
    """Add text to a paragraph, marked negations in bold with dots under them."""
    for piece, emphasised in spans(text):
        run = line.add_run(piece)
        if emphasised:
            run.bold = True
            dots = OxmlElement("w:em")
            dots.set(qn("w:val"), "underDot")
            run._r.get_or_add_rPr().append(dots)
        for name, value in look.items():
            setattr(run.font, name, value)


def brackets(line: Paragraph) -> None:
    """Brackets for an answer after a tab. They are wide by their type, not by spaces, at which a line could end."""
    opening = line.add_run("\t（")
    wide = OxmlElement("w:spacing")
    wide.set(qn("w:val"), "420")
    opening._r.get_or_add_rPr().append(wide)
    line.add_run("）")


def hanging(line: Paragraph, left: Any, first: Any) -> None:
    """Indent a paragraph by ``left``, its first line by ``first`` less."""
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = left, -first


def table(place: Any, rows: Sequence[Sequence[str]], widths: Sequence[Any], *, head: bool = True, center: bool = True) -> Table:
    """A ruled table; its first row is set as titles."""
    made = place.add_table(rows=len(rows), cols=len(widths))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for n, row in enumerate(rows):
        whole(made.rows[n])
        for m, text in enumerate(row):
            fill(made.cell(n, m), text, widths[m], bold=head and n == 0, center=center)
    return made


def fill(cell: _Cell, text: str, width: Any, *, bold: bool = False, center: bool = True) -> None:
    """Text in a cell."""
    cell.width = width
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(0)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if center else WD_ALIGN_PARAGRAPH.LEFT
    if text:
        run = line.add_run(text)
        run.bold = bold or None


def whole(row: Any) -> None:
    """Keep a row of a table on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _field(line: Paragraph, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = line.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


_STRIP = """\
<w:tbl {names}><w:tblPr><w:tblpPr w:horzAnchor="page" w:vertAnchor="page" w:tblpX="397" w:tblpY="1134"/>
<w:tblOverlap w:val="never"/><w:tblW w:w="1020" w:type="dxa"/><w:tblLayout w:type="fixed"/>
<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblGrid><w:gridCol w:w="600"/><w:gridCol w:w="420"/></w:tblGrid>
<w:tr><w:trPr><w:trHeight w:val="14400" w:hRule="exact"/></w:trPr>{cells}</w:tr></w:tbl>"""
_STRIP_CELL = (
    '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{border}<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/></w:tcPr>'
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:rPr><w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体"/><w:sz w:val="{size}"/></w:rPr>'
    '<w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
)
_CUT = '<w:tcBorders><w:right w:val="dashed" w:sz="8" w:space="0" w:color="1F2328"/></w:tcBorders>'
FIELDS = "　　　".join(f"{name}：{'＿' * length}" for name, length in (("单位", 14), ("姓名", 9), ("编号", 9)))


def sealed_line(document: Any) -> None:
    """The strip at the left of the first page: unit, name, number, and the line along which it is sealed."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for run in section.footer.paragraphs[0]._p:
        section.first_page_footer.paragraphs[0]._p.append(parse_xml(_xml(run)))
    section.first_page_footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    cells = _STRIP_CELL.format(width=600, border="", size=21, text=FIELDS)
    cells += _STRIP_CELL.format(width=420, border=_CUT, size=18, text="　　　　　　".join("密封线") + "　　　　（线内不要答题）")
    section.first_page_header._element.insert(0, parse_xml(_STRIP.format(names=nsdecls("w"), cells=cells)))


def _xml(element: Any) -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode"))
