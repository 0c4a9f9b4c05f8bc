"""PDF files: lines by position, paragraphs by indent and distance, pages, and files that cannot be read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_files import line, pdf_of

from corpus.errors import BadSource
from corpus.rebuild import sha256
from corpus.sources import extract, pdf
from corpus.sources.pdf_glyphs import plain

FILES = Path(__file__).parent / "data" / "files"
FULL = "根据工作安排今天召开动员会主要任务是安排部署本轮巡察"


def text_of(*pages):
    return extract(pdf_of(*pages), "稿.pdf").text


def column(*lines, x=80, top=760, pitch=28):
    """Lines under each other; (text, points to the right, points further down) moves one."""
    out, y = "", top
    for one in lines:
        text, right, down = one if isinstance(one, tuple) else (one, 0, 0)
        y -= down
        out += line(text, x + right, y)
        y -= pitch
    return out


def test_a_printed_page_is_read_with_its_indents_page_borders_and_watermark():
    data = (FILES / "printed.pdf").read_bytes()
    read = extract(data, "稿.pdf")
    assert read.source.kind == "pdf" and read.source.sha256 == sha256(data)
    assert read.source.text_sha256 == sha256(read.text.encode())
    pages = read.text.split("\f")
    assert len(pages) == 4
    assert pages[0].splitlines()[0] == "见行动"
    assert pages[0].splitlines()[2:5] == ["同心人：", "　　民生是民心所向，长期要有，干", "部要用心用力，见人见事见行动。民"]
    assert pages[1].startswith("心用力，")
    assert all(page.splitlines()[-1] == "人民心" and f"— {n} —" in page for n, page in enumerate(pages, 1))


def test_lines_are_told_by_their_baselines_whatever_order_they_are_drawn_in():
    page = line("第二行的文字在下面", 80, 700) + line("在上面", 176, 730) + line("第一行的文字", 80, 730)
    assert text_of(page) == "第一行的文字在上面\n第二行的文字在下面\n"


def test_a_first_line_indent_opens_a_paragraph():
    page = column((FULL[:24], 32, 0), FULL, FULL[:8], (FULL[:24], 32, 0), FULL)
    assert [one.startswith("　　") for one in text_of(page).splitlines()] == [True, False, False, True, False]


def test_a_page_of_nothing_but_first_lines_keeps_its_indents():
    pages = [column((FULL[:24], 32, 0), FULL, FULL), column((FULL[:20], 32, 0), (FULL[:19], 32, 0)), column(FULL, FULL, FULL[:9])]
    assert [one.startswith("　　") for one in text_of(*pages).split("\f")[1].splitlines()] == [True, True]


def test_the_distance_between_paragraphs_opens_them_and_a_larger_one_is_an_empty_line():
    page = column(FULL, FULL, (FULL, 0, 14), FULL, (FULL, 0, 14), FULL, (FULL, 0, 14), FULL, (FULL, 0, 60), FULL, FULL)
    found = text_of(page).splitlines()
    assert [one[:2] for one in found] == ["根据", "根据", "　　", "根据", "　　", "根据", "　　", "根据", "", "根据", "根据", "根据"]


def test_evenly_spaced_lines_have_no_gaps_between_them():
    assert text_of(column(*[FULL] * 12)) == (FULL + "\n") * 12


def test_no_blank_is_made_up_between_loosely_set_characters():
    loose = "".join(line(c, 80 + 30 * n, 700) for n, c in enumerate("坚持政治巡察定位"))
    assert text_of(loose + column(FULL, top=600)).splitlines()[0] == "坚持政治巡察定位"


def test_blanks_that_the_file_has_are_kept_inside_a_line_and_dropped_at_its_ends():
    assert text_of(line(" 会员群：  免费群：安排部署 ", 80, 700)) == "会员群：  免费群：安排部署\n"


def test_bold_type_printed_twice_is_read_once():
    bold = "".join(line(c, 80 + 16 * n + shift, 700) for n, c in enumerate("一、要要提高政治站位呀") for shift in (0, 0.4))
    assert text_of(bold) == "一、要要提高政治站位呀\n"


def test_text_aslant_stands_on_a_line_of_its_own():
    slanted = line("内部资料", 200, 690, 40, (0.7, 0.7, -0.7, 0.7))
    assert text_of(slanted + column(*[FULL] * 6)) == (FULL + "\n") * 6 + "内部资料\n"


def test_large_type_across_the_lines_does_not_mix_with_them():
    lines = text_of(line("水印", 200, 703, 48) + column(*[FULL] * 6)).splitlines()
    assert lines.count(FULL) == 6 and "水印" in [one.strip() for one in lines]


def test_what_lies_beside_the_page_is_not_read():
    assert text_of(column(FULL, FULL) + line("看不见", 700, 700)) == (FULL + "\n") * 2


def test_radicals_are_read_as_the_characters_they_look_like():
    assert text_of(line("⼈⺠⽴⾜⻓远，⼀⼆⼗⼤", 80, 700)) == "人民立足长远，一二十大\n"
    assert plain("ﬁ金⼾") == "fi金户"


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_characters_that_are_written_are_never_exchanged(text):
    assert plain(text) == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ((FILES / "locked.pdf").read_bytes(), "设有密码"),
        (pdf_of(""), "没有文字层"),
        (pdf_of(line("第1页", 80, 700), line("第2页", 80, 700)), "没有文字层"),
        (pdf_of(line("\ue001\ue002" * 20, 80, 700)), "乱码"),
        (pdf_of(*[line(FULL, 80, 700)] * 501), "超过 500 页"),
        (b"%PDF-1.7\n", "已损坏"),
        ((FILES / "printed.pdf").read_bytes()[:9_000], "已损坏|没有文字层"),
        (b"\x00\x01" * 50, "不是真正的 pdf"),
    ],
)
def test_a_pdf_without_a_usable_text_is_refused_with_a_reason(data, says):
    with pytest.raises(BadSource, match=says) as refused:
        extract(data, "稿.pdf")
    assert str(refused.value).startswith("稿.pdf") and "没有导入。请" in str(refused.value)


def test_drawing_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_SECONDS", 2.0)
    forms = ["", *("".join(f"/X{n} Do " for _ in range(20)) for n in range(12))]
    with pytest.raises(BadSource, match="没有读完"):
        extract(pdf_of("/X12 Do", forms=forms), "稿.pdf")


@settings(max_examples=8)
@given(st.integers(0, 58_000), st.binary(min_size=1, max_size=40))
def test_a_damaged_pdf_is_read_or_refused(at, junk):
    data = (FILES / "printed.pdf").read_bytes()
    try:
        assert extract(data[:at] + junk + data[at + len(junk) :], "稿.pdf").text.strip()
    except BadSource as refused:
        assert "没有导入。请" in str(refused)
