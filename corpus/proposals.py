"""What of a speech's front matter stands in its words, for an editor to confirm.

Pure functions over a cleaned speech. They propose only what the text itself shows,
each with its place; where the text is silent or says two things they say nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.clean import paywall
from corpus.diff import block_at, block_starts
from corpus.model import Block, Dating, Removed, Speech
from corpus.sources import PASTED
from corpus.suggest import cut_off

TO_CHECK = "待核"
"""Stands in the front matter where only a person can say what is right."""

FIELD_NAMES = {"short": "简称", "level": "层级", "speaker": "讲话人", "audience": "听众"}
"""What the fields that a person fills in are called before people."""

LEVELS: tuple[tuple[str, str], ...] = (
    ("市局党委", "shiju"),
    ("县局党委", "xianju"),
    ("省局党委", "shengju"),
    ("集团党委", "jituan"),
    ("公司党委", "gongsi"),
    ("大学党委", "daxue"),
    ("学院党委", "xueyuan"),
    ("学校党委", "xuexiao"),
    ("医院党委", "yiyuan"),
    ("街道党工委", "jiedao"),
    ("师市党委", "shishi"),
    ("区党工委", "quwei"),
    ("局党委", "juwei"),
    ("镇党委", "zhenwei"),
    ("乡党委", "xiangwei"),
    ("党组", "dangzu"),
    ("省委", "shengwei"),
    ("市委", "shiwei"),
    ("县委", "xianwei"),
    ("区委", "quwei"),
    ("州委", "zhouwei"),
    ("地委", "diwei"),
    ("盟委", "mengwei"),
    ("旗委", "qiwei"),
)
"""Committees that inspect, and the word that stands for each in a slug; the longer names first."""

_LEVEL = "|".join(re.escape(word) for word, _ in LEVELS)
_IN_TITLE = re.compile(_LEVEL)
# 市纪委书记 speaks for 市委; the discipline organ itself does not inspect.
_DISCIPLINE = re.compile(r"([省市县区州盟旗])纪委")
# The committee that acts, as against one whose plans are quoted: 市委巡察组, 县委决定, 经区委批准, 我代表区委.
_ACTING = re.compile(
    rf"(?:(?:代表|届|根据|按照|经)(?P<by>{_LEVEL})|(?P<does>{_LEVEL})(?:第[^，。]{{1,4}}轮|第[^，。]{{1,3}}巡察组|(?:决定|组织|派出|统一)?(?:开展)?巡[察视]|统一部署|研究?决定|书记))"
)
_SPEAKER_IN_TITLE = re.compile(r"^(?P<who>[^在，。]{2,20})在.{4,}(?:讲话|发言|致辞|报告|表态)")
_SPEAKER_IN_TEXT = re.compile(r"我代表(?P<who>[^，。；、,;]{2,20}?)(?=[，。；、,;]|就|对|向|作|讲|宣布)")
_AUDIENCE_IN_TITLE = re.compile(r"(?:组|轮)(?:进驻|巡察|对)(?P<who>[^，。在]{1,12}?)(?:工作)?(?:动员|进驻|见面|反馈)")
_AUDIENCE_IN_TEXT = re.compile(
    r"(?:参加|出席|列席)(?:今天|这次|本次)?(?:的)?(?:会议|大会|动员会)的(?:还)?(?:有|是)?[：:]?(?P<who>[^。；]{4,80})"
)

_NUMERAL = "[一二三四五六七八九十]"
_YEAR = "(?:(?:19|20)[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年"
_DAY = rf"{_YEAR}(?:(?:[0-9]{{1,2}}|{_NUMERAL}{{1,2}})月(?:(?:[0-9]{{1,2}}|{_NUMERAL}{{1,3}})日)?)?"
_DATE = re.compile(_DAY)
_DATE_LINE = re.compile(rf"[（(]?(?:时间[：:])?(?P<date>{_DAY}|(?:19|20)\d{{2}}[-./]\d{{1,2}}[-./]\d{{1,2}})[）)]?")
_CLUES: tuple[re.Pattern[str], ...] = (
    _DATE,
    re.compile(rf"(?:党的)?(?:十[六七八九]|二十一?)(?:大|届{_NUMERAL}中全会)"),
    re.compile(rf"(?:[省市县区州]委?)?第{_NUMERAL}{{1,3}}次(?:党代会|党员代表大会|代表大会)"),
    re.compile(r"第[一二三]批主题教育|(?:“不忘初心、牢记使命”)?主题教育|党史学习教育|党纪学习教育|群众路线教育实践活动|“?三严三实”?|“?两学一做”?"),
    re.compile(rf"“?十{_NUMERAL}五”?(?:规划|时期|期间|末期|开局|收官)?"),
    re.compile(r"新?修[订改](?:后)?的《[^》]{4,30}》"),
    re.compile(r"新冠(?:肺炎)?(?:病毒)?疫情|疫情防控|脱贫攻坚|全面建成小康社会"),
    re.compile(r"第[一二三四]季度|上半年|下半年|岁末年初|年终岁尾"),
)
_MOST_CLUES = 15
_MOST_PLACES = 3
_LEAST_NAME, _MOST_NAME, _OPENING = 4, 60, 12

_MOST_HINT = 30


def front_matter(file_name: str, speech: Speech) -> dict[str, object]:
    """Field name and proposed value of what ``speech`` (its title, blocks, removed pieces) shows."""
    title, blocks = speech.meta.title, speech.blocks
    note = missing(blocks, speech.meta.removed)
    return {
        "short": title or name_without_title(file_name, blocks),
        "level": level(title, blocks),
        "date": dating(title, blocks),
        "complete": not note,
        "completeness_note": note,
    }


def name_without_title(file_name: str, blocks: Sequence[Block]) -> str:
    """What to call a speech that has no title: its file's name, else how it begins."""
    stem = file_name.rpartition(".")[0] or file_name
    words = re.sub(r"[\s_]+", " ", stem).strip()
    if len(re.findall("[一-鿿]", words)) >= _LEAST_NAME and words != PASTED:
        return words[:_MOST_NAME]
    first = next((b.text for b in blocks if b.kind == "paragraph"), "")
    return f"无题讲话（{first[:_OPENING]}……）"


def level(title: str | None, blocks: Sequence[Block]) -> str:
    """The committee whose inspection the speech is about (“县委”), or 待核.

    The title's word decides; else the committee that acts in the text, if no other
    acts nearly as often.
    """
    if title:
        found = _IN_TITLE.search(title)
        if found:
            return found[0]
        discipline = _DISCIPLINE.search(title)
        if discipline:
            return discipline[1] + "委"
    acting = Counter(match["by"] or match["does"] for block in blocks for match in _ACTING.finditer(block.text))
    ranked = acting.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[1][1] * 2 > ranked[0][1]):
        return TO_CHECK
    return ranked[0][0]


def speakers(title: str | None, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Who may be speaking, as the title or “我代表……” has it, each with its place."""
    found: dict[str, None] = {}
    in_title = _SPEAKER_IN_TITLE.search(title or "")
    if in_title:
        found[f"{in_title['who']}（标题）"] = None
    for block in blocks:
        for match in _SPEAKER_IN_TEXT.finditer(block.text):
            found[f"代表{match['who']}讲话的人（¶{block.n}）"] = None
    return tuple(found)


def audiences(title: str | None, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Who may be addressed, as title, salutation or opening words have it, each with its place."""
    found: dict[str, None] = {}
    in_title = _AUDIENCE_IN_TITLE.search(title or "")
    if in_title:
        found[f"{in_title['who']}（标题）"] = None
    for block in blocks:
        if block.kind == "salutation":
            found[f"{block.text.rstrip('：:')}（¶{block.n} 称呼）"] = None
        for match in _AUDIENCE_IN_TEXT.finditer(block.text):
            found[f"{match['who']}（¶{block.n}）"] = None
    return tuple(found)


def dating(title: str | None, blocks: Sequence[Block]) -> Dating:
    """When the speech was given: said where the title or a line of its own gives a date.

    Otherwise 待核, with every word of the text that helps to date it as a clue.
    """
    clues = _clues(title, blocks)
    in_title = _DATE.search(title or "")
    line = next(_date_lines(blocks), None)
    if line is not None:
        return Dating(said=line, inferred=False, clues=clues)
    if in_title:
        return Dating(said=in_title[0], inferred=False, clues=clues)
    return Dating(said=TO_CHECK, inferred=True, clues=clues)


def _date_lines(blocks: Sequence[Block]) -> Iterator[str]:
    """Dates that stand alone under the title or below the text."""
    edge = [*blocks[:4], *blocks[-3:]]
    for block in edge:
        found = _DATE_LINE.fullmatch(block.text.replace(" ", ""))
        if found and block.heading is None and block.kind == "paragraph":
            yield found["date"]


def _clues(title: str | None, blocks: Sequence[Block]) -> tuple[str, ...]:
    places: dict[str, list[str]] = {}
    for block in blocks:
        place = "标题" if block.kind == "title" and block.text == title else f"¶{block.n}"
        for pattern in _CLUES:
            for match in pattern.finditer(block.text):
                at = places.setdefault(match[0], [])
                if place not in at:
                    at.append(place)
    return tuple(f"{words}（{_listed(at)}）" for words, at in list(places.items())[:_MOST_CLUES])


def _listed(places: Sequence[str]) -> str:
    return "、".join(places[:_MOST_PLACES]) + ("等" if len(places) > _MOST_PLACES else "")


def missing(blocks: Sequence[Block], removed: Sequence[Removed]) -> str:
    """What the source seems to lack, in Chinese; empty when it seems complete."""
    notes = [f"来源的结尾是“{slip.text}”：{slip.note}" for slip in cut_off(blocks)]
    gaps = paywall.missing(removed)
    if gaps:
        where = _listed([f"¶{n}" for n in sorted({block_at(block_starts(blocks), piece.at) for piece in gaps})])
        notes.append(f"来源在 {where} 处有付费或预览提示（“{' '.join(gaps[0].text.split())[:_MOST_HINT]}”），该处可能缺文字。")
    return "".join(notes)
