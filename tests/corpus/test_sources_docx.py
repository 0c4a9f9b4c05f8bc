"""Word files: what their reader sees, and files that are damaged, locked or hostile."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_files import docx_of, saved, word

from corpus.errors import BadSource
from corpus.rebuild import sha256
from corpus.sources import extract
from corpus.sources.numerals import numeral

FILES = Path(__file__).parent / "data" / "files"
OPENINGS = [b"", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<html>", b"<p>", b"{\\rtf"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def lines_of(document):
    return extract(saved(document), "稿.docx").text.splitlines()


def repacked(data, changes):
    """A zip file with some of its files replaced, added, or left out (None)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()} | changes
        for name, content in kept.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def test_every_paragraph_is_a_line_in_document_order():
    document = docx.Document()
    document.add_paragraph("同志们：")
    document.add_paragraph("")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲\n乙", "丙"
    document.add_paragraph("最后")
    read = extract(saved(document), "稿.docx")
    assert read.text == "同志们：\n\n甲\n乙\n丙\n最后\n"
    assert (read.source.kind, read.source.text_sha256) == ("docx", sha256(read.text.encode()))


def test_inserted_text_counts_and_deleted_hidden_and_noted_text_does_not():
    document = docx.Document()
    runs = [
        "<w:r><w:t>坚持</w:t></w:r>",
        '<w:ins w:id="1" w:author="a"><w:r><w:t>政治</w:t></w:r></w:ins>',
        '<w:del w:id="2" w:author="a"><w:r><w:delText>业务</w:delText></w:r></w:del>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>水印</w:t></w:r>",
        "<w:hyperlink><w:r><w:t>巡察</w:t></w:r></w:hyperlink>",
        '<w:r><w:footnoteReference w:id="2"/><w:instrText>PAGE</w:instrText></w:r>',
        "<w:sdt><w:sdtContent><w:r><w:t>定位</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:tab/><w:t>不动摇</w:t><w:br/><w:t>第二行</w:t><w:br w:type=\"page\"/></w:r>",
    ]
    paragraph = document.add_paragraph()._p
    for run in runs:
        paragraph.append(word(run))
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.element.body.insert(1, word("<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>"))
    assert lines_of(document) == ["坚持政治巡察定位\t不动摇", "第二行", "控件"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    document = docx.Document()
    document.add_paragraph("提高")._p.get_or_add_pPr().append(word('<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'))
    document.add_paragraph("站位")
    assert lines_of(document) == ["提高站位"]


def test_a_first_line_indent_is_written_whether_set_here_or_by_the_style():
    document = docx.Document()
    document.add_paragraph("标题")
    document.add_paragraph("一").paragraph_format.first_line_indent = docx.shared.Pt(32)
    document.add_paragraph("二")._p.get_or_add_pPr().append(word('<w:ind w:firstLineChars="200" w:firstLine="640"/>'))
    style = document.styles.add_style("正文缩进", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.paragraph_format.first_line_indent = docx.shared.Pt(32)
    child = document.styles.add_style("子样式", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    child.base_style = style
    document.add_paragraph("三", style=child)
    document.add_paragraph("四", style=child).paragraph_format.first_line_indent = docx.shared.Pt(0)
    document.add_paragraph(" ", style=child)
    assert lines_of(document) == ["标题", "　　一", "　　二", "　　三", "四", " "]


def numbered(levels, paragraphs, more=""):
    """A Word file with one list; ``levels`` are (format, text) pairs, ``paragraphs`` (level, text, number of the list)."""
    document = docx.Document()
    root = document.part.numbering_part.element
    root.clear()
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text) in enumerate(levels)
    )
    root.append(word(f'<w:abstractNum w:abstractNumId="5">{inner}</w:abstractNum>'))
    root.append(word('<w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num>'))
    root.append(word(f'<w:num w:numId="8"><w:abstractNumId w:val="5"/>{more}</w:num>'))
    for level, text, number in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(word(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    return lines_of(document)


def test_automatic_numbers_are_written_out_and_restart_below_a_higher_level():
    levels = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("bullet", "·")]
    first = [(0, "甲", 7), (1, "子", 7), (1, "丑", 7), (2, "寅", 7)]
    second = [(0, "乙", 7), (1, "卯", 7), (3, "辰", 7), (0, "", 7), (0, "丙", 7), (0, "丁", 0)]
    labelled = ["一、甲", "（一）子", "（二）丑", "1.寅", "二、乙", "（一）卯", "辰", "", "四、丙", "丁"]
    assert numbered(levels, first + second) == labelled


def test_a_label_may_hold_the_counters_of_higher_levels():
    levels = [("chineseCounting", "第%1，"), ("decimal", "%1.%2")]
    assert numbered(levels, [(0, "甲", 7), (1, "子", 7), (1, "丑", 7)]) == ["第一，甲", "一.1子", "一.2丑"]


def test_a_list_goes_on_under_another_number_unless_that_starts_anew():
    levels = [("decimal", "%1．")]
    given_ = [(0, "甲", 7), (0, "乙", 7), (0, "丙", 8), (0, "丁", 8)]
    assert numbered(levels, given_) == ["1．甲", "2．乙", "3．丙", "4．丁"]
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert numbered(levels, given_, anew) == ["1．甲", "2．乙", "1．丙", "2．丁"]


def test_a_number_may_come_from_the_style():
    document = docx.Document()
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    assert lines_of(document) == ["1.甲", "2.乙"]


@pytest.mark.parametrize(
    ("style", "value", "text"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCounting", 0, "零"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedParen", 1, "⑴"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 10, "１０"),
        ("ideographDigital", 10, "一〇"),
        ("none", 4, ""),
        ("ordinalText", 4, "4"),
    ],
)
def test_numbers_are_written_as_word_does(style, value, text):
    assert numeral(value, style) == text


def test_a_link_to_nowhere_and_another_name_of_the_main_part_do_no_harm():
    data = docx_of(["巡察"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations, document = archive.read("_rels/.rels"), archive.read("word/document.xml")
        inner = archive.read("word/_rels/document.xml.rels")
    broken = inner.replace(b"</Relationships>", b'<Relationship Id="x9" Type="http://x/image" Target="NULL"/></Relationships>')
    changed = {
        "_rels/.rels": relations.replace(b"word/document.xml", b"/word/document2.xml"),
        "word/document.xml": None,
        "word/document2.xml": document,
        "word/_rels/document.xml.rels": None,
        "word/_rels/document2.xml.rels": broken,
    }
    assert extract(repacked(data, changed), "稿.docx").text == "巡察\n"


def bomb():
    return repacked(docx_of(["巡察"]), {"word/media/a.bin": b"\0" * 30_000_000})


def test_entities_and_deep_nesting_do_no_harm():
    entity = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    with zipfile.ZipFile(io.BytesIO(docx_of(["巡察"]))) as archive:
        document = archive.read("word/document.xml")
    attacked = document.replace(b"?>", b"?>" + entity, 1).replace("巡察".encode(), "巡察&a;&f;".encode())
    assert extract(repacked(docx_of([""]), {"word/document.xml": attacked}), "稿.docx").text == "巡察\n"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    deep = f"<w:document {space}><w:body>{'<w:sdt><w:sdtContent>' * 50_000}"
    with pytest.raises(BadSource, match="已损坏"):
        extract(repacked(docx_of([""]), {"word/document.xml": deep}), "稿.docx")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (bomb(), "压缩炸弹"),
        (docx_of([""] * 3), "没有文字"),
        (docx_of(["巡察"])[:-500], "已损坏"),
        (repacked(docx_of(["巡察"]), {"word/document.xml": b"<w:"}), "已损坏"),
        (repacked(docx_of(["巡察"]), {"word/document.xml": None}), "已损坏"),
        ((FILES / "locked.docx").read_bytes(), "设有密码"),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "旧格式的 Word 或 WPS 文档"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "电子表格"),
        (OLE + b"\0" * 600, "旧格式"),
        (repacked(docx_of(["巡察"]), {"word/document.xml": b"\0" * 19_000_000}), "异常庞大|已损坏"),
        (b"\x00\x01" * 50, "不是真正的 docx"),
    ],
)
def test_a_word_file_that_cannot_be_read_is_refused_with_a_reason(data, says):
    with pytest.raises(BadSource, match=says) as refused:
        extract(data, "稿.docx")
    assert str(refused.value).startswith("稿.docx") and "没有导入。请" in str(refused.value)


def archive_of(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (archive_of("xl/workbook.xml"), "电子表格"),
        (archive_of("ppt/presentation.xml"), "演示文稿"),
        (archive_of("OFD.xml"), "OFD"),
        (archive_of("mimetype", "content.xml"), "OpenDocument"),
        (archive_of("讲话.txt"), "压缩包.*请先解压"),
        (archive_of(*(f"{n}.txt" for n in range(5_001))), "压缩炸弹"),
        (b"{\\rtf1 x}", "RTF.*另存为 docx"),
        (b"\xff\xd8\xff\xe0", "图片.*OCR"),
        (b"Rar!\x1a", "压缩包"),
        (b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n', "MHT"),
    ],
)
def test_other_kinds_of_files_are_named_whatever_they_are_called(data, says):
    for name in ("稿.docx", "稿.txt", "稿"):
        with pytest.raises(BadSource, match=says):
            extract(data, name)


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_word_file_is_read_or_refused(data):
    whole = bytearray(docx_of(["一、提高认识", "各级党组织要提高政治站位。"]))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(1, 30))] = data.draw(st.binary(max_size=30))
    try:
        assert extract(bytes(whole), "稿.docx").text.strip()
    except BadSource as refused:
        assert "没有导入。请" in str(refused)


@settings(max_examples=200)
@given(st.sampled_from(OPENINGS), st.binary(max_size=200))
def test_any_bytes_under_any_name_are_read_or_refused(opening, rest):
    for name in ("稿.txt", "稿.docx", "稿.html", "稿"):
        try:
            assert extract(opening + rest, name).text.strip()
        except BadSource as refused:
            assert "请" in str(refused)
