"""The desk 语料检索: one question, six ways to look it up, every hit with its place.

All state is in this object; ``corpus.search``, ``corpus.glossary`` and the store do
the looking up. They are imported on first use where that costs time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from corpus import glossary, store
from corpus.errors import CorpusError, UnknownTerm
from corpus.model import Citation
from course import passages
from course.page import render
from course.passages import Hit
from exercises.deskpage import DeskPage, Said

WAYS = {
    "who": ("谁讲过什么", "写一个词、一句话，或几个词用空格隔开。列出哪些讲话讲了，哪些没有讲。"),
    "lines": ("逐条上下文", "写一个词或一句话，每处一行，看它左右的话。中间不定的部分用……代替，如：坚持……巡察。"),
    "words": ("用词比较", "选两篇讲话，看哪些词这一篇用得明显多，哪些明显少。"),
    "company": ("常与谁连用", "写一个词，看哪些词常出现在它前后。"),
    "variants": ("提法对照", "写一个提法，如：四个落实。看各篇怎样展开，差在哪里；不写则列出全部提法。"),
    "term": ("术语", "写一个术语，看释义、易混的词和出处；不写则列出全部词条。"),
}
"""The ways to look up: what each is called, and what to write."""
_WITHOUT_WORDS = ("words", "variants", "term")
ORDERS = {"place": "按出处", "left": "按左边的话", "right": "按右边的话"}
REST = ""
"""Stands for all other speeches where one is compared."""
_PER_PAGE = 50
_SILENT_SHOWN = 30
_AROUND = 18
"""Characters to the left and right of a concordance line: what fits a line of the page."""
_DIFFERENCES = {"none": "一致", "wording": "措辞不同", "order": "次序不同", "members": "成员不同"}


@dataclass(frozen=True)
class _Result:
    """What was found: its template and what fills it; made anew for each look."""

    template: str
    values: Mapping[str, object]


class SearchDesk:
    """What stands on the desk and what is looked up."""

    def __init__(self, way: str = "who", query: str = "") -> None:
        self._way = way
        self._query = query
        self._order = "place"
        self._within = ""
        self._one = store.shipped_speeches()[0].slug
        self._other = REST
        self._page = 0
        self._result: _Result | None = None
        self._opened: tuple[str, Hit] | None = None
        """The passage shown in its context, and the id of what opened it."""

    def html(self) -> str:
        """The whole page as it stands now."""
        values = {} if self._result is None else self._result.values
        return render(
            "search",
            ways=WAYS,
            way=self._way,
            query=self._query,
            orders=ORDERS,
            order=self._order,
            within=self._within,
            one=self._one,
            other=self._other,
            rest=REST,
            speeches=list(_names().items()),
            shipped=len(store.shipped_speeches()),
            result=self._result.template if self._result else "",
            opened=self._opened,
            **values,
        )

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Do what was pressed."""
        self._query = fields.get("query", self._query)
        self._order = fields.get("order", self._order)
        self._within = fields.get("within", self._within)
        self._one, self._other = fields.get("one", self._one), fields.get("other", self._other)
        acts: dict[str, Callable[[], Said]] = {
            "way": lambda: self._choose(value),
            "search": self._search,
            "look": lambda: self._look(*value.split("|", 1)),
            "page": lambda: self._turn(int(value)),
            "open": lambda: self._open(*value.split(" ")),
            "shut": self._shut,
        }
        return acts[name]()

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """Nothing is picked here."""
        raise CorpusError("这里不收文件。导入讲话请到“语料入库”。")

    def _choose(self, way: str) -> Said:
        """Take another way; what was asked is looked up that way at once."""
        self._way, self._page = way, 0
        self._result = self._opened = None
        if self._query.strip() or way in _WITHOUT_WORDS:
            return self._search()
        return Said(WAYS[way][1], "wait", "se-query")

    def _look(self, way: str, query: str) -> Said:
        """Follow a word that stands in a result."""
        self._way, self._query, self._within, self._page = way, query, "", 0
        return self._search()

    def _turn(self, page: int) -> Said:
        self._page = max(page, 0)
        return self._search(keep_page=True)

    def _search(self, keep_page: bool = False) -> Said:
        self._result = self._opened = None
        self._page = self._page if keep_page else 0
        if not self._query.strip() and self._way not in _WITHOUT_WORDS:
            return Said("还没有写要查的内容。请写一个词或一句话。", "wrong", "se-query")
        find = {
            "who": self._who,
            "lines": self._lines,
            "words": self._words,
            "company": self._company,
            "variants": self._variants,
            "term": self._term,
        }[self._way]
        self._result, said = find()
        return said

    # The six ways.

    def _who(self) -> tuple[_Result, Said]:
        from corpus.search import passages as best_passages
        from corpus.search import who_says

        found = who_says(self._query)
        sayings = [
            (saying.card, saying.paragraphs, [passages.hit(p.citation, p.spans) for p in saying.passages]) for saying in found.sayings
        ]
        near = () if sayings else best_passages(self._query).passages
        values = {
            "terms": found.terms,
            "literal": found.literal,
            "sayings": sayings,
            "saying": found.speeches,
            "silent": [card.short for card in found.silent[:_SILENT_SHOWN]],
            "silent_count": len(found.silent),
            "near": [passages.hit(p.citation, p.spans) for p in near],
        }
        total = found.speeches + len(found.silent)
        if not sayings:
            return _Result("search_who", values), Said(f"{total} 篇讲话都没有讲到“{self._query.strip()}”。", "wait")
        return _Result("search_who", values), Said(f"{total} 篇讲话里有 {found.speeches} 篇讲到。", focus="se-result")

    def _lines(self) -> tuple[_Result, Said]:
        from corpus.search import concordance

        first = self._page * _PER_PAGE
        where = {"within": self._within or None, "order": self._order, "offset": first, "limit": _PER_PAGE}
        found = concordance(self._query, left=_AROUND, right=_AROUND, **where)
        values = {"found": found, "first": first + 1, "page": self._page, "pages": -(-found.hits // _PER_PAGE)}
        if not found.hits:
            return _Result("search_lines", values), Said(f"没有找到“{found.query.text}”。", "wait")
        return _Result("search_lines", values), Said(f"共 {found.hits} 处，出自 {found.speeches} 篇讲话。", focus="se-result")

    def _words(self) -> tuple[_Result, Said]:
        from corpus.search import keyness

        found = keyness(self._one, self._other or None)
        names = _names()
        values = {
            "found": found,
            "more": [word for word in found.keywords if word.log_ratio > 0],
            "less": [word for word in found.keywords if word.log_ratio <= 0],
            "here": names[self._one],
            "there": names[self._other] if self._other else "其余各篇",
        }
        if not found.keywords:
            return _Result("search_words", values), Said("没有差别明显的词。", "wait")
        return _Result("search_words", values), Said(f"找到 {len(found.keywords)} 个差别明显的词。", focus="se-result")

    def _company(self) -> tuple[_Result, Said]:
        from corpus.search import collocations

        found = collocations(self._query)
        if not found.hits:
            return _Result("search_company", {"found": found}), Said(f"没有找到“{found.term}”。", "wait")
        if not found.collocates:
            return _Result("search_company", {"found": found}), Said("没有明显常连用的词。", "wait")
        return _Result("search_company", {"found": found}), Said(f"找到 {len(found.collocates)} 个常连用的词。", focus="se-result")

    def _variants(self) -> tuple[_Result, Said]:
        from corpus.search.variants import formula_variants

        asked = self._query.strip()
        found = formula_variants(name=asked or None)
        if asked and not found:
            return _Result("search_variants", {"found": (), "formula": None}), Said(f"没有找到“{asked}”这个提法。", "wait")
        if len(found) != 1:
            text = f"含“{asked}”的提法有 {len(found)} 个，请选一个。" if asked else f"共 {len(found)} 个提法，请选一个。"
            several = {"found": found, "formula": None, "differences": _DIFFERENCES}
            return _Result("search_variants", several), Said(text, "wait", "se-result")
        saying = {variant.slug for variant in found[0].variants}
        silent = [short for slug, short in _names().items() if slug not in saying]
        values = {
            "found": found,
            "formula": found[0],
            "differences": _DIFFERENCES,
            "silent": silent[:_SILENT_SHOWN],
            "silent_count": len(silent),
        }
        return _Result("search_variants", values), Said(f"“{found[0].canonical}”见于 {len(saying)} 篇讲话。", focus="se-result")

    def _term(self) -> tuple[_Result, Said]:
        asked = self._query.strip()
        listed = [(label, [one.name for one in glossary.glossary() if one.kind == kind]) for kind, label in glossary.KINDS.items()]
        everything = _Result("search_term", {"term": None, "listed": [group for group in listed if group[1]]})
        if not asked:
            return everything, Said(f"共 {len(glossary.glossary())} 个词条，请选一个。", "wait", "se-result")
        try:
            one = glossary.term(asked)
        except UnknownTerm:
            return everything, Said(f"术语表里没有“{asked}”。可从下面的词条里选，或改用“谁讲过什么”在原文里查。", "wait")
        names = _names()
        values = {"term": one, "kinds": glossary.KINDS, "names": names, "defined": [Citation.parse(cite) for cite in one.defined_at]}
        return _Result("search_term", values), Said(f"术语：{one.name}。", focus="se-result")

    # A passage in its context.

    def _open(self, opener: str, cite: str, start: str = "", end: str = "") -> Said:
        """Show the cited paragraph with those around it; the same button again folds it."""
        if self._opened and self._opened[0] == opener:
            return self._shut()
        span = ((int(start), int(end)),) if start else ()
        found = passages.hit(Citation.parse(cite), span)
        self._opened = (opener, found)
        return Said(f"已展开：{found.label}。")

    def _shut(self) -> Said:
        opener = self._opened[0] if self._opened else ""
        self._opened = None
        return Said("已收起。", focus=opener)


def _names() -> dict[str, str]:
    """The short name of every speech by its slug; from the index, which need not read them all."""
    from corpus.search import current

    return {card.slug: card.short for card in current().cards().values()}


def open_search(way: str = "who", query: str = "") -> DeskPage:
    """The desk, as the notebook shows it; a lesson writes down a way and a query to begin with."""
    return DeskPage(SearchDesk(way, query))
