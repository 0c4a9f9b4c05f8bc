"""A speech comes out the same from a text, a Word file, a web page and a PDF made of it."""

from itertools import cycle

import pytest
from source_files import CHROMIUM, docx_of, html_of, printed

from corpus import speech, speeches
from corpus.clean import clean
from corpus.rebuild import NEWLINES, raw_text
from corpus.sources import extract

SLUGS = [one.slug for one in speeches()]
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="printing a PDF needs Debian's chromium, which is not installed")

SHEET = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm;
        @bottom-center { content: "— " counter(page) " —"; font: 14pt serif }
        @top-right { content: "内部资料 注意保存"; font: 10pt serif } }
"""
INDENTED = SHEET + "body { font: 16pt/28pt 'Noto Serif CJK SC' } p { margin: 0; text-indent: 2em } p:first-of-type { text-align: center }"
SPACED = SHEET + "body { font: 12pt/20pt 'Noto Sans CJK SC' } p { margin: 0 0 10pt } p:first-of-type { text-align: center }"


def blocks_of(text):
    return [(block.kind, block.text, block.opens_line) for block in clean(text).blocks]


def raw_lines(slug):
    one = speech(slug)
    return raw_text(one).split(NEWLINES[one.meta.source.newline])


def paragraphs(slug):
    """The speech's own paragraphs, without what was taken out."""
    found = []
    for block in speech(slug).blocks:
        if block.opens_line:
            found.append("")
        found[-1] += block.text
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_word_files_and_web_pages_of_the_raw_text_give_its_blocks(slug):
    lines = raw_lines(slug)
    wanted = blocks_of("\n".join(lines))
    assert blocks_of(extract(docx_of(lines), "稿.docx").text) == wanted
    assert blocks_of(extract(html_of(lines), "稿.html").text) == wanted


@needs_browser
@pytest.mark.parametrize("slug", SLUGS)
def test_a_pdf_of_the_raw_text_gives_its_blocks(slug, tmp_path):
    lines = raw_lines(slug)
    assert blocks_of(extract(printed(html_of(lines), tmp_path), "稿.pdf").text) == blocks_of("\n".join(lines))


@needs_browser
@pytest.mark.parametrize(("slug", "style"), [*zip(SLUGS, cycle([INDENTED, SPACED]))], ids=SLUGS)
def test_a_pdf_with_running_heads_and_page_numbers_gives_the_speech(slug, style, tmp_path):
    text = extract(printed(html_of(paragraphs(slug), style), tmp_path), "稿.pdf").text
    assert [block.text for block in clean(text).blocks] == [block.text for block in speech(slug).blocks]


@needs_browser
def test_no_common_character_is_changed_by_printing(tmp_path):
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    common = "".join(code.decode("gb2312", "ignore") for code in codes)
    rows = ["".join(common[n : n + 30]) for n in range(0, len(common), 30)]
    for start, font in enumerate(("Noto Serif CJK SC", "Noto Sans CJK SC")):
        some = rows[start::2]  # reading a PDF takes long: each font has every other line
        page = html_of(some, f"p {{ margin: 0; font: 12px '{font}'; white-space: pre }}")
        text = extract(printed(page, tmp_path), "字表.pdf").text
        assert text.replace("\f", "").split() == some
