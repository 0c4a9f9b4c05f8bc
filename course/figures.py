"""What the charts show, as plain rows: counts, places and years of the five shipped speeches.

Everything here is pure: it takes speeches and gives rows, always in the order in which
the speeches were given. A length is in characters, marks included, as an office counts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.formulas import formulas
from corpus.model import Citation, Speech
from corpus.search import concordance

Way = Literal["listed", "unnamed", "named", "absent"]
"""How a speech has a formula: name and members, members only, name only, not at all."""

INSPECTION = ("巡察", "巡视", "巡视巡察")
"""The words for the two levels and for both; the last holds the second, so it is counted first."""


def by_year(speeches: Iterable[Speech]) -> list[Speech]:
    """The speeches in the order of the (first) year they are dated to; undated ones last."""
    return sorted(speeches, key=lambda speech: (first_year(speech), speech.slug))


def first_year(speech: Speech) -> int:
    """The first year its date names; 9999 where it names none."""
    found = re.search(r"\d{4}", speech.meta.date.said or "")
    return int(found[0]) if found else 9999


def length(speech: Speech) -> int:
    """Its characters, headings and marks included."""
    return sum(len(block.text) for block in speech.blocks)


@dataclass(frozen=True)
class Size:
    """How long a speech is."""

    short: str
    said: str
    """Its date as the corpus gives it."""
    inferred: bool
    characters: int
    paragraphs: int


def sizes(speeches: Iterable[Speech]) -> list[Size]:
    """The length of every speech."""
    return [
        Size(s.meta.short, s.meta.date.said or "不详", s.meta.date.inferred, length(s), len(s.blocks)) for s in by_year(speeches)
    ]


@dataclass(frozen=True)
class Count:
    """How often a speech says a word."""

    short: str
    word: str
    times: int
    per_thousand: float
    """Times in 1,000 characters."""


def counts(speeches: Sequence[Speech], word: str) -> list[Count]:
    """How often every speech says ``word``, letter by letter (not as a word of a dictionary)."""
    out = []
    for speech in by_year(speeches):
        times = concordance(word, speeches, within=speech.slug, limit=0).hits
        out.append(Count(speech.meta.short, word, times, 1000 * times / length(speech)))
    return out


def twins(speeches: Sequence[Speech]) -> list[Count]:
    """How often each of `INSPECTION` is said; within the joint name the two short ones do not count."""
    joint = {row.short: row.times for row in counts(speeches, INSPECTION[2])}
    sizes_of = {speech.meta.short: length(speech) for speech in speeches}
    out = []
    for word in INSPECTION:
        for row in counts(speeches, word):
            times = row.times - (joint[row.short] if word != INSPECTION[2] else 0)
            out.append(Count(row.short, word, times, 1000 * times / sizes_of[row.short]))
    return out


@dataclass(frozen=True)
class Spot:
    """One place where a word stands."""

    short: str
    word: str
    cite: Citation
    share: float
    """How much of the speech lies before it: 0 at the beginning, 100 at the end."""


def spots(speeches: Sequence[Speech], word: str) -> list[Spot]:
    """Every place where ``word`` stands."""
    out = []
    for speech in by_year(speeches):
        before, at = {}, 0
        for block in speech.blocks:
            before[block.n], at = at, at + len(block.text)
        for line in concordance(word, speeches, within=speech.slug, limit=at).lines:
            share = 100 * (before[line.citation.n] + line.start) / at
            out.append(Spot(speech.meta.short, word, line.citation, share))
    return out


@dataclass(frozen=True)
class Use:
    """How one speech has one formula."""

    short: str
    formula: str
    way: Way


def uses(speeches: Iterable[Speech], names: Sequence[str]) -> list[Use]:
    """For every formula in ``names`` and every speech, how the speech has it."""
    out = []
    for speech in by_year(speeches):
        found = {formula.canonical: formula for formula in formulas(speech)}
        for name in names:
            formula = found.get(name)
            way: Way = "absent"
            if formula:
                way = "unnamed" if formula.label_absent else "listed" if formula.members else "named"
            out.append(Use(speech.meta.short, name, way))
    return out


@dataclass(frozen=True)
class Clue:
    """Words of a speech that cannot have been said before something happened, or hardly long after."""

    cite: str
    words: str
    fact: str
    """What happened, in Chinese; from outside the speeches."""
    source: str
    year: float
    """When, as a point on the scale of years: 2020.5 is the middle of 2020."""


CLUES = (
    Clue(
        "xianwei-zhen¶10",
        "党的领导弱化、党的建设缺失、全面从严治党不力、党的观念淡漠、组织涣散、纪律松弛、管党治党宽松软",
        "2017年7月修改的《中国共产党巡视工作条例》第十五条写入这一组问题",
        "《中国共产党巡视工作条例》（2017年修改）",
        2017.5,
    ),
    Clue("shijiwei-2020¶6", "十九届四中全会", "会议于2019年10月召开", "党的十九届四中全会公报", 2019.8),
    Clue("shijiwei-2020¶6", "决战脱贫攻坚", "脱贫攻坚的目标年是2020年，2021年2月宣布全面胜利", "全国脱贫攻坚总结表彰大会", 2020.95),
    Clue("shiwei-2023¶3", "党的二十大精神", "大会于2022年10月召开", "党的二十大报告", 2022.8),
    Clue("shiwei-2023¶6", "第二批主题教育、第四季度", "这次主题教育的第二批自2023年9月开始", "中央关于主题教育的部署", 2023.75),
    Clue("shiju-2024¶1", "2024年", "标题写明年份", "讲话标题", 2024.5),
    Clue(
        "quwei-zhuanti¶3",
        "新修订的《中国共产党巡视工作条例》",
        "条例于2024年2月修订发布",
        "《中国共产党巡视工作条例》（2024年修订）",
        2024.1,
    ),
    Clue("quwei-zhuanti¶6", "横跨“十四五”规划的关键时期", "“十四五”规划期为2021年至2025年", "“十四五”规划纲要", 2025.95),
)
"""What each speech is dated by."""


@dataclass(frozen=True)
class Dated:
    """The years a speech is dated to, and the clues numbered through."""

    short: str
    said: str
    first: float
    last: float
    """The beginning of the first year and the end of the last; for “about a year” (前后) half a year more on each side."""
    clues: tuple[tuple[int, Clue], ...]


def dated(speeches: Iterable[Speech], clues: Sequence[Clue] = CLUES) -> list[Dated]:
    """When every speech is thought to have been given, and by what."""
    numbered = list(enumerate(clues, 1))
    out = []
    for speech in by_year(speeches):
        said = speech.meta.date.said or ""
        years = [int(year) for year in re.findall(r"\d{4}", said)] or [0]
        about = 0.5 if said.endswith("年前后") else 0.0
        own = tuple((n, clue) for n, clue in numbered if Citation.parse(clue.cite).slug == speech.slug)
        out.append(Dated(speech.meta.short, said, min(years) - about, max(years) + 1 + about, own))
    return out
