"""Saved web pages: the lines that a reader sees, and pages that cannot be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_files import html_of

from corpus.errors import BadSource
from corpus.rebuild import sha256
from corpus.sources import extract, html, limits


def text_of(body, head=""):
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>网站</title>{head}</head><body>{body}</body></html>'
    return extract(page.encode(), "稿.html").text


def test_blocks_and_breaks_make_lines_and_inline_elements_do_not():
    body = "<div>甲<b>乙</b><span>丙</span><p>丁<br>戊<br/></p>己<ul><li>庚<li>辛</ul><table><tr><td>壬<td>癸</table></div>"
    assert text_of(body) == "甲乙丙\n丁\n戊\n己\n\n庚\n辛\n\n壬\n癸\n"


def test_empty_paragraphs_and_double_breaks_are_empty_lines():
    body = "<p>甲</p><p></p><p>乙</p><p>&nbsp;</p><p>丙</p><p><br></p><p>丁<br><br>戊</p><div></div><p>己</p>"
    assert text_of(body) == "甲\n\n乙\n\n丙\n\n丁\n\n戊\n己\n"


def test_headings_and_navigation_stand_apart():
    body = "<nav><a>首页</a> &gt; <a>讲话</a></nav><h1>关于巡察的讲话</h1>同志们："
    assert text_of(body) == "首页 > 讲话\n\n关于巡察的讲话\n\n同志们：\n"


def test_what_is_not_shown_is_not_read():
    tags = ("script", "style", "noscript", "template", "textarea", "select", "svg", "iframe")
    hidden = "".join(f"<{tag}>无</{tag}>" for tag in tags)
    hidden += "<!-- 无 --><i hidden>无</i><i style='DISPLAY : none'>无<b>无</b></i><!--[if mso]>无<![endif]-->"
    assert text_of(f"<p>甲{hidden}乙</p>") == "甲乙\n"


def test_a_page_that_shows_its_article_by_script_is_read():
    article = "<p>" + "各级党组织要提高政治站位。" * 5 + "</p>"
    assert "各级党组织" in text_of(f"<h1>标题</h1><div id='js_content' style='visibility: hidden; opacity: 0'>{article}</div>")
    assert text_of(f"{article}<p style='visibility:hidden'>水印</p>").count("\n") == 1


def test_no_blank_is_made_up_where_the_source_is_wrapped():
    body = "<p>各级党组织\n  要提高“站位”\r\n（一）2024\n年 5 月 red\nflag</p>"
    assert text_of(body) == "各级党组织要提高“站位”（一）2024年 5 月 red flag\n"


def test_entities_and_hard_blanks_are_read_and_preformatted_lines_kept():
    assert text_of("<p>&nbsp;&#12288;甲&amp;乙&hellip;&#x4e00;</p><pre>一\n二  三\n\n四</pre>") == "\xa0\u3000甲&乙…一\n一\n二 三\n\n四\n"


@pytest.mark.parametrize(
    "data",
    [
        "<p>巡察工作</p>".encode(),
        "\ufeff<p>巡察工作</p>".encode(),
        "<p>巡察工作</p>".encode("gb18030"),
        "<meta charset=gb2312><p>巡察工作</p>".encode("gbk"),
        '<meta http-equiv="Content-Type" content="text/html; charset=gbk"><p>巡察工作</p>'.encode("gbk"),
        "<meta charset=gbk><p>巡察工作</p>".encode(),
        "\ufeff<p>巡察工作</p>".encode("utf-16-le"),
        "\ufeff<p>巡察工作</p>".encode("utf-16-be"),
        "<meta charset=big5><p>巡察工作</p>".encode("big5"),
        b"<meta charset=utf-8>" + "<p>巡察工作</p>".encode("gb18030"),
    ],
)
def test_the_encoding_is_found_whatever_the_page_declares(data):
    read = extract(data, "稿.htm")
    assert read.text == "巡察工作\n"
    assert (read.source.kind, read.source.sha256, read.source.text_sha256) == ("html", sha256(data), sha256(read.text.encode()))


def test_a_page_is_told_by_its_content_and_a_text_with_an_angle_bracket_is_no_page():
    assert extract(html_of(["甲", "乙"]), "稿.txt").source.kind == "html"
    assert extract("<!-- a --><html><p>甲".encode(), "稿").source.kind == "html"
    assert extract("<通知>巡察工作动员会定于明天召开，请准时参加".encode(), "稿.txt").source.kind == "text"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<html><body><script>load()</script></body></html>", "由脚本载入"),
        (b"<div>" * 6_000 + "深".encode(), "嵌套过深"),
        (b"<p>" + b"\xff\xfe\xfd" * 400, "编码无法识别"),
        (("<p>" + "巡察" * 600_000).encode(), "超过 100 万字"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_with_a_reason(data, says):
    with pytest.raises(BadSource, match=says) as refused:
        extract(data, "稿.html")
    assert str(refused.value).startswith("稿.html") and "没有导入。请" in str(refused.value)


def test_a_page_with_very_many_tags_is_read_in_the_time_allowed(monkeypatch):
    assert extract(b"<b><p>" * 2_000 + "巡察".encode(), "稿.html").text == "巡察\n"
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.2)
    with pytest.raises(BadSource, match="没有读完"):
        html.read_html(b"<div>" * 4_000 + b"</b>" * 2_000_000, "稿.html")


@settings(max_examples=200)
@given(st.text(alphabet="<>/&;!-=\"' pdivbrstyle甲乙\n\x00", max_size=120))
def test_any_tag_soup_is_read_or_refused(soup):
    try:
        assert extract(f"<html>甲{soup}".encode(), "稿.html").text.strip()
    except BadSource as refused:
        assert "没有导入。请" in str(refused)
