"""The charts of the lessons: what the five speeches look like when counted and laid side by side.

A chart is drawn by JupyterLab's own renderer from the specification that altair makes,
with words before it that say what to see and the same figures as a table after it. Colours
are those of ``xuncha.css``, which exchanges them for the dark theme's; none is the only sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
from IPython.display import display

from corpus import quote, store
from corpus.model import Speech
from course import figures
from course.page import render

MIME = "application/vnd.vegalite.v5+json"
OPTIONS = {"renderer": "svg", "actions": False}
"""Drawn as SVG, so that the style sheet reaches it; without the English menu."""

INK, SOFT, LINE, ACCENT, TINT = "#1f2328", "#565b62", "#d9d2c3", "#9b1c1f", "#f7f2e8"
FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
SIZE = 14
WIDTH = 356
"""Width of what is plotted, beside names of two lines: every chart comes out about 450 wide, and the style
sheet brings it to the width of the page and the size of its text."""
ROW, LINE_HEIGHT = 40, 17
"""Heights of a speech's row and of a line of its name."""

FORMULAS = (
    *("两个维护", "四个意识", "四个自信", "中央八项规定", "后半篇文章", "四个落实", "五个对照"),
    *("三不", "十不准", "两个确立", "四个聚焦", "七个有之", "五个过硬"),
)
"""The formulas of the chart: those in most speeches first, then those of one speech."""
WAYS: Mapping[figures.Way, tuple[str, str]] = {
    "listed": ("列", "写出名称并逐项列出"),
    "unnamed": ("项", "列出各项，没有写出名称"),
    "named": ("名", "只写名称，没有展开"),
    "absent": ("", "没有提到"),
}
"""The sign of each way in the chart, and what it means."""


@dataclass(frozen=True)
class Table:
    """The figures of a chart as text."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: frozenset[int] = frozenset()
    """The columns that hold numbers."""


@dataclass(frozen=True)
class Figure:
    """A chart with its words; a notebook shows it as title, what to see, drawing and table."""

    name: str
    title: str
    see: tuple[str, ...]
    """What to see in it, in Chinese."""
    drawing: Any
    table: Table
    notes: tuple[str, ...] = field(default=())
    """How it was counted."""

    @property
    def spec(self) -> dict[str, Any]:
        """What the renderer draws; names no address."""
        drawn = self.drawing.properties(description=f"{self.title}。{''.join(self.see)}").configure(
            background="transparent", font=FONT, aria=False
        )
        drawn = (
            drawn.configure_view(stroke=None)
            .configure_axis(
                **{"labelFontSize": SIZE, "titleFontSize": SIZE, "titleFontWeight": "normal", "labelLimit": 260},
                **{"labelColor": INK, "titleColor": SOFT, "gridColor": LINE, "domainColor": LINE, "tickColor": LINE},
            )
            .configure_header(labelFontSize=SIZE + 1, labelColor=INK, labelFontWeight="bold", title=None)
        )
        spec: dict[str, Any] = drawn.to_dict()
        spec.pop("$schema", None)
        return spec

    @property
    def outputs(self) -> tuple[dict[str, Any], ...]:
        """What a notebook shows, in order, each by its MIME types."""
        return (
            {"text/html": render("chart_words", figure=self)},
            {MIME: self.spec, "text/plain": self.title},
            {"text/html": render("chart_table", figure=self)},
        )

    def _ipython_display_(self) -> None:
        for output in self.outputs:
            display(output, metadata={MIME: {"embed_options": OPTIONS}} if MIME in output else {}, raw=True)


def chart(name: str) -> Figure:
    """The chart called ``name`` (one of `CHARTS`), of the five speeches that come with the course."""
    return CHARTS[name](store.shipped_speeches())


def _rows(items: Sequence[Any]) -> alt.Data:
    return alt.Data(values=[item if isinstance(item, dict) else vars(item) for item in items])


def _names(shorts: Sequence[str]) -> str:
    """An expression that breaks these names into two lines, between words, as evenly as they allow."""
    return f"{({short: halves(short) for short in shorts})!r}[datum.label]"


_BREAKS = ("动员", "进驻", "专题会", "讲话")
"""The words before which the name of a speech may be broken."""


def halves(short: str) -> list[str]:
    """A name as two lines, neither longer than it must be."""
    cuts = [short.find(word) for word in _BREAKS if short.find(word) > 0] or [len(short)]
    best = min(cuts, key=lambda at: max(at, len(short) - at))
    return [short[:best], short[best:]]


def _speech_axis(shorts: Sequence[str], labels: bool = True) -> alt.Y:
    axis = alt.Axis(
        **{"title": None, "labels": labels, "ticks": False, "domain": False, "labelPadding": 10},
        **{"labelExpr": _names(shorts), "labelLineHeight": LINE_HEIGHT, "labelOffset": -LINE_HEIGHT // 2},
    )
    return alt.Y("short:N", sort=list(shorts), axis=axis)


def _bars(rows: list[dict[str, Any]], value: str, text: str, shorts: Sequence[str], title: str, most: float) -> Any:
    """One bar a speech with its figure written beside it; the greatest is set off and written bold."""
    base = alt.Chart(_rows(rows)).encode(y=_speech_axis(shorts))
    scale = alt.Scale(domain=[0, most])
    axis = alt.Axis(
        **{"title": title, "labels": False, "ticks": False, "grid": False, "domain": False, "orient": "top"},
        **{"titleAnchor": "start", "titleAlign": "left"},
    )
    greatest = f"datum.{value} == {max(row[value] for row in rows)}"
    bar = base.mark_bar(height=20).encode(
        x=alt.X(f"{value}:Q", scale=scale, axis=axis), color=alt.condition(greatest, alt.value(ACCENT), alt.value(SOFT))
    )
    words = base.mark_text(align="left", dx=6, fontSize=SIZE, color=INK).encode(x=alt.X(f"{value}:Q", scale=scale), text=f"{text}:N")
    return (bar + words).properties(width=WIDTH, height=ROW * len(shorts))


def _size(speeches: Sequence[Speech]) -> Figure:
    found = figures.sizes(speeches)
    rows = [{"short": s.short, "value": s.characters, "text": f"{s.characters}字，{s.paragraphs}段"} for s in found]
    return Figure(
        "size",
        "五篇讲话的篇幅",
        (
            "最长的市纪委书记动员讲话，字数是最短的县委巡察组进驻讲话的两倍半还多。",
            "同一个词在长的讲话里自然出现得多，所以比较用词时不能只看次数。",
            "再看段数：市委动员部署讲话（无题）字数排第二，却只有六段，每段都很长，引用时更要把原句写全。",
        ),
        _bars(rows, "value", "text", [s.short for s in found], "字数（含标点）", 6900),
        Table(
            ("讲话", "年份", "字数", "段数"),
            [(s.short, s.said + ("（推断）" if s.inferred else ""), str(s.characters), str(s.paragraphs)) for s in found],
            frozenset({2, 3}),
        ),
        ("自上而下按年份先后。字数含标点和小标题，不含来源里的广告和重复的导语。",),
    )


def _rate(speeches: Sequence[Speech]) -> Figure:
    found = figures.counts(speeches, "问题")
    shorts = [c.short for c in found]
    times = [{"short": c.short, "value": c.times, "text": f"{c.times}次"} for c in found]
    rates = [{"short": c.short, "value": round(c.per_thousand, 1), "text": f"{c.per_thousand:.1f}次"} for c in found]
    return Figure(
        "rate",
        "“问题”一词：次数与每千字次数",
        (
            "看上图，市纪委书记动员讲话说“问题”最多。",
            "看下图，换算成每千字，县委巡察组进驻讲话远远超过其他四篇，市纪委书记动员讲话退到第四，与区委书记专题会讲话几乎持平。",
            "两张图用的是同一批数据，结论相反，原因只有一个：篇幅不同。比较用词，先除以篇幅。",
        ),
        alt.vconcat(
            _bars(times, "value", "text", shorts, "出现次数", 48),
            _bars(rates, "value", "text", shorts, "每千字次数", 19),
            spacing=28,
        ),
        Table(
            ("讲话", "出现次数", "每千字次数"),
            [(c.short, str(c.times), f"{c.per_thousand:.1f}") for c in found],
            frozenset({1, 2}),
        ),
        ("按字面查找，凡写有“问题”两字的都算。",),
    )


def _twins(speeches: Sequence[Speech]) -> Figure:
    found = figures.twins(speeches)
    shorts = list(dict.fromkeys(c.short for c in found))
    panels = []
    for n, word in enumerate(figures.INSPECTION):
        rows = [{"short": c.short, "value": c.times, "text": str(c.times)} for c in found if c.word == word]
        base = alt.Chart(_rows(rows)).encode(y=_speech_axis(shorts, labels=n == 0))
        scale = alt.Scale(domain=[0, 125])
        axis = alt.Axis(
            **{"title": word, "labels": False, "ticks": False, "grid": False, "domain": False, "orient": "top"},
            **{"titleColor": INK, "titleFontWeight": "bold", "titleAnchor": "start", "titleAlign": "left"},
        )
        x = alt.X("value:Q", scale=scale, axis=axis)
        bar = base.mark_bar(height=20, color=ACCENT if word == "巡视" else SOFT).encode(x=x)
        text = base.mark_text(align="left", dx=5, fontSize=SIZE, color=INK).encode(x=x, text="text:N")
        panels.append((bar + text).properties(width=(WIDTH - 28) // 3, height=ROW * len(shorts)))
    by_place = {(c.short, c.word): c.times for c in found}
    return Figure(
        "twins",
        "“巡察”“巡视”“巡视巡察”各说了多少次",
        (
            "看中间一列：三篇讲话单用“巡视”的次数是零，只在合称“巡视巡察”里用到，或完全不用。",
            "区委书记专题会讲话有七次，都在引述论述、条例名称和“巡视是政治巡视”一类现成的话里。",
            "市委动员部署讲话（无题）却有四十八次，比“巡察”还多：一篇市一级的讲话，大半处把自己的工作称作“巡视”。",
        ),
        alt.hconcat(*panels, spacing=14),
        Table(
            ("讲话", *figures.INSPECTION),
            [(short, *(str(by_place[short, word]) for word in figures.INSPECTION)) for short in shorts],
            frozenset({1, 2, 3}),
        ),
        ("合称里的“巡视”“巡察”不重复计入前两列。",),
    )


def _spread(speeches: Sequence[Speech]) -> Figure:
    words = ("是否", "整改")
    shorts = [s.meta.short for s in figures.by_year(speeches)]
    found = {word: figures.spots(speeches, word) for word in words}
    panels = []
    for word in words:
        ticks = _rows([{"short": s.short, "share": round(s.share, 1)} for s in found[word]])
        lanes = _rows([{"short": short, "from": 0, "to": 100} for short in shorts])
        axis = alt.Axis(
            **{"title": f"“{word}”的位置", "values": [0, 50, 100], "grid": False, "ticks": False, "domain": False, "orient": "top"},
            labelExpr="{'0': '开头', '50': '中间', '100': '结尾'}[datum.label]",
            **{"titleColor": INK, "titleFontWeight": "bold", "titleAnchor": "start", "titleAlign": "left"},
        )
        y = _speech_axis(shorts, labels=True)
        lane = alt.Chart(lanes).mark_bar(height=24, color=LINE, opacity=0.45).encode(y=y, x=alt.X("from:Q", axis=axis), x2="to:Q")
        tick = alt.Chart(ticks).mark_tick(thickness=2.5, size=24, color=ACCENT, opacity=1).encode(y=y, x=alt.X("share:Q"))
        panels.append((lane + tick).properties(width=WIDTH, height=ROW * len(shorts)))
    rows = []
    for short in shorts:
        cells = []
        for word in words:
            own = [s for s in found[word] if s.short == short]
            places = "、".join(dict.fromkeys(f"¶{s.cite.n}" for s in own))
            cells.append(f"{len(own)}次：{places}" if own else "没有")
        rows.append((short, *cells))
    return Figure(
        "spread",
        "“是否”和“整改”出现在讲话的什么位置",
        (
            "每一条竖线是一次出现，左端是讲话开头，右端是结尾。",
            "“是否”只有三篇用，而且成片：市纪委书记动员讲话集中在第二部分，市委动员部署讲话（无题）集中在前两部分，区委书记专题会讲话只有一句。这些地方都在说巡察要看什么。",
            "“整改”各篇都有，位置各异：县委巡察组进驻讲话全部落在最后，那里对镇党委提要求；市纪委书记动员讲话成片落在中间，那里把整改情况列为监督重点；市委动员部署讲话（无题）从头到尾都有。",
        ),
        alt.vconcat(*panels, spacing=30),
        Table(("讲话", *(f"“{word}”" for word in words)), rows),
        ("位置按这个词前面的字数占全篇的比例计算。",),
    )


def _formulas(speeches: Sequence[Speech]) -> Figure:
    found = figures.uses(speeches, FORMULAS)
    shorts = [s.meta.short for s in figures.by_year(speeches)]
    rows = [{"short": u.short, "formula": u.formula, "sign": WAYS[u.way][0], "way": u.way} for u in found]
    head = alt.Axis(
        **{"title": None, "orient": "top", "ticks": False, "domain": False, "labelAngle": 0, "labelExpr": _names(shorts)},
        **{"labelLineHeight": LINE_HEIGHT, "labelPadding": 8 + LINE_HEIGHT, "labelFontSize": SIZE - 2},
    )
    base = alt.Chart(_rows(rows)).encode(
        x=alt.X("short:N", sort=shorts, axis=head),
        y=alt.Y("formula:N", sort=list(FORMULAS), axis=alt.Axis(title=None, ticks=False, domain=False, labelPadding=8)),
    )
    depth = {"listed": 0.28, "unnamed": 0.28, "named": 0.08, "absent": 0}
    cell = base.mark_rect(stroke=LINE, strokeWidth=1, fill=ACCENT, fillOpacity={"expr": f"{depth}[datum.way]"})
    text = base.mark_text(fontSize=SIZE, color=INK).encode(text="sign:N")
    by_place = {(u.formula, u.short): WAYS[u.way][1] for u in found}
    return Figure(
        "formulas",
        "十三个数字提法，各篇写到什么程度",
        (
            "格里写“列”的，既有名称又逐项列出；写“项”的，列出了各项而没有说名称；写“名”的，只有名称；空格是没有提到。",
            "横着看：“四个落实”有两篇列出，各项并不相同；“两个维护”四篇都用，没有一篇展开；“十不准”只有一篇提到名称。",
            "竖着看：县委巡察组进驻讲话几乎整列是空的，这也是它年份较早的一个旁证。",
            "写“名”的格和空格都不能由别的讲话来补。要写“包括哪几项”，只能用写着“列”或“项”的那一篇，并注明是哪一篇。",
        ),
        (cell + text).properties(width=len(shorts) * 72, height=len(FORMULAS) * 32),
        Table(("提法", *shorts), [(name, *(by_place[name, short] for short in shorts)) for name in FORMULAS]),
        ("“五个过硬”这一名称是课程为指称方便所加，讲话只写了五项。由程序查找，已与原文核对。",),
    )


def _years(speeches: Sequence[Speech]) -> Figure:
    found = figures.dated(speeches)
    shorts = [d.short for d in found]
    spans = [{"short": d.short, "first": d.first, "last": d.last} for d in found]
    marks = [{"short": d.short, "year": clue.year, "n": str(n)} for d in found for n, clue in d.clues]
    axis = alt.Axis(
        title=None, orient="top", values=list(range(2016, 2028)), labelExpr="datum.value < 2027 ? datum.value : ''", labelAlign="left",
        format="d", labelPadding=6, labelFontSize=SIZE - 1,
    )
    scale = alt.Scale(domain=[2016, 2027], nice=False)
    y = _speech_axis(shorts)
    span = alt.Chart(_rows(spans)).mark_bar(height=28, color=SOFT, opacity=0.3).encode(y=y, x=alt.X("first:Q", scale=scale, axis=axis), x2="last:Q")
    dot = alt.Chart(_rows(marks)).mark_circle(size=330, color=ACCENT, opacity=1).encode(y=y, x=alt.X("year:Q", scale=scale))
    number = alt.Chart(_rows(marks)).mark_text(color="#fffdf8", fontSize=SIZE - 1, fontWeight="bold").encode(y=y, x=alt.X("year:Q", scale=scale), text="n:N")
    rows = [
        (str(n), d.short, f"“{clue.words}”（¶{quote(clue.cite, clue.words).citation.n}）", f"{clue.fact}（{clue.source}）")
        for d in found
        for n, clue in d.clues
    ]
    return Figure(
        "years",
        "每篇讲话的年份和依据",
        (
            "灰条是这篇讲话的年份，圆点是文中线索所指的时间，编号对应下表。",
            "多数线索只给出“不早于”：提到一次会议，讲话就在会议之后。两条线索一前一后，年份才夹得住。",
            "五篇里只有市局党委动员部署讲话在标题里写明年份，其余四篇的年份都是推断，引用时不要写成定论。",
        ),
        (span + dot + number).properties(width=WIDTH, height=ROW * len(shorts)),
        Table(("编号", "讲话", "文中的话", "课外事实（来源）"), rows),
        ("课外事实不出自讲话，来源写在括号里。",),
    )


CHARTS: dict[str, Callable[[Sequence[Speech]], Figure]] = {
    "size": _size,
    "rate": _rate,
    "twins": _twins,
    "spread": _spread,
    "formulas": _formulas,
    "years": _years,
}
"""Every chart by its name."""
