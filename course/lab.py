"""The corpus laboratory of lesson 11: a sentence cut into words, the lines of a word, the desk 语料检索.

What the prose around them speaks of must not change, so all but the desk look only in the
five speeches that come with the course.
"""

from __future__ import annotations

from IPython.display import HTML

from corpus import quote, segment, store
from corpus.search import concordance
from course.page import render
from course.searchdesk import open_search
from exercises.deskpage import DeskPage

_AROUND = 16
"""Characters on each side of a line: what fits the width of a lesson."""


def cut(cite: str, words: str) -> HTML:
    """Exact words of a paragraph, cut into words by the plain dictionary and with the field's terms."""
    quotation = quote(cite, words)
    ways = [("普通词典", segment.plain_words(words)), ("加入巡察术语", segment.words(words))]
    return HTML(render("lab_cut", label=quotation.label, ways=ways))


def lines(query: str, within: str | None = None) -> HTML:
    """Every place of a word, one a line, in all speeches or (``within``) one."""
    found = concordance(query, store.shipped_speeches(), within=within, left=_AROUND, right=_AROUND)
    return HTML(render("lab_lines", found=found))


def desk(way: str = "who", query: str = "") -> DeskPage:
    """The desk 语料检索 with a way of looking up and words to begin with, set off as a card of the lesson."""
    page = open_search(way, query)
    page.add_class("xc-card")  # and so its headings are none of the lesson's
    return page
