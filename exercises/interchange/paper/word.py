"""Word documents in the look of a printed examination: page, type, tables, the sealed line."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
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


def hanging(line: Paragraph, left: Any, first: Any) -> None:
    """Indent a paragraph by ``left``, its first line by ``first`` less."""
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = left, -first


def table(place: Any, rows: Sequence[Sequence[str]], widths: Sequence[Any], *, head: bool = True, center: bool = True) -> Table:
    """A ruled table; its first row is set as titles."""
    made = place.add_table(rows=len(rows), cols=len(widths))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
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


_SEAL = """\
<w:r {names} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>252000</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>720000</wp:posOffset></wp:positionV>
<wp:extent cx="684000" cy="9252000"/><wp:wrapNone/>
<wp:docPr id="1" name="密封线"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="684000" cy="9252000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent>{lines}</w:txbxContent></wps:txbx>
<wps:bodyPr vert="vert270" lIns="0" tIns="0" rIns="0" bIns="0" wrap="square" anchor="t"/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></w:r>"""
_SEAL_LINE = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="{after}" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:rPr><w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体"/><w:sz w:val="{size}"/></w:rPr>'
    "<w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
)
SEALED = ("单位＿＿＿＿＿＿＿＿＿＿＿＿　姓名＿＿＿＿＿＿＿＿　编号＿＿＿＿＿＿＿＿", "…………………………密…………………………封…………………………线…………………………")


def sealed_line(document: Any) -> None:
    """The strip at the left of the first page: unit, name, number, and the line along which it is sealed."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for run in section.footer.paragraphs[0]._p:
        section.first_page_footer.paragraphs[0]._p.append(parse_xml(_xml(run)))
    section.first_page_footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    lines = _SEAL_LINE.format(after=120, size=21, text=SEALED[0]) + _SEAL_LINE.format(after=0, size=18, text=SEALED[1])
    section.first_page_header.paragraphs[0]._p.append(parse_xml(_SEAL.format(names=nsdecls("w"), lines=lines)))


def _xml(element: Any) -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode"))
