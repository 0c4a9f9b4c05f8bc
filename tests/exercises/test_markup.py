"""Item text as Markdown: a renderer gives back the text itself."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from nbconvert.filters.markdown import markdown2html

from exercises.items.markup import html, markdown, plain


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.strong: list[str] = []
        self._bold = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in ("p", "strong"), tag
        self._bold = tag == "strong"

    def handle_endtag(self, tag: str) -> None:
        self._bold = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._bold:
            self.strong.append(data)


def shown(page: str) -> _Text:
    parser = _Text()
    parser.feed(page)
    parser.close()
    return parser


RENDERERS = {
    "commonmark": MarkdownIt("commonmark").enable(["table", "strikethrough"]).render,
    "nbconvert": markdown2html,
}


@pytest.mark.parametrize("name", RENDERERS)
@given(text=st.text(alphabet="甲不属于“”*_`~[]()<>#!|$&;:\\+-=.1) 的是"))
@example("**镇")
@example("***镇的**区")
@example("1. 甲")
@example("1) 甲")
@example("- 甲")
@example("=====")
@example("---")
@example("&lt;b&gt;&#42;")
@example("![甲](乙) <b>丙</b> `丁`")
@example("$甲$ $$乙$$ \\(丙\\)")
@example("_甲_ __乙__ ~~丙~~")
def test_a_renderer_shows_the_text_itself(name: str, text: str):
    wanted = " ".join(plain(text).split())
    assert " ".join(shown(RENDERERS[name](markdown(text))).text.split()) == wanted


@pytest.mark.parametrize("name", RENDERERS)
@pytest.mark.parametrize("text", ["下列做法**不属于**“三不”的是（ ）", "下列说法**错误的是**（ ）", "**镇的做法**不正确的是**："])
def test_a_marked_negation_is_bold_and_a_mask_is_not(name: str, text: str):
    parser = shown(RENDERERS[name](markdown(text)))
    assert len(parser.strong) == 1 and f"**{parser.strong[0]}**" in text
    assert parser.text.strip() == plain(text)


def test_html_escapes_all_but_the_marked_negation():
    assert html("<b>甲</b>**不属于**&**镇") == "&lt;b&gt;甲&lt;/b&gt;<strong>不属于</strong>&amp;**镇"
