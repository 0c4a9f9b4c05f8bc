"""Who is bound by a rule: the nearest word that says whose doing is spoken of."""

from __future__ import annotations

import re
from bisect import bisect_right

from corpus.duties.model import Bound
from corpus.formulas import marks
from corpus.model import Speech

_VISIT = "巡[察视查]"
ORGAN = rf"(?:{_VISIT}(?:组|干部|机构|办|(?:工作)?人员|队伍)|[各该]组(?!织)|检查组)"
UNIT = rf"(?:被{_VISIT}(?:党组织|党组|党委|单位|对象|地区|部门|地方|镇|乡|村)?+|[各该本贵](?:单位|部门|地区|镇|乡|科室|支部))"
_TOWARDS = (
    "(?:对|向|(?<![办构组])(?:与|和|同)|给|为|把|将|被|让|配合|支持|协助|接受|服从|干扰|阻挠|妨碍|干预|代替|依靠|了解|督促|推动|检查|帮助|紧盯|聚焦|围绕"
    "|约谈|提供|反映|关于|深入|进驻|问责)"
)
_MUST = "(?:[也都]?(?:要|必须|务必|应|敢于))"
_SENDER = "(?:派出|选派|抽调|派员|选送|原)(?:单位|部门)"

_SIGNS: tuple[tuple[re.Pattern[str], Bound], ...] = (
    # 对巡察组提三点要求, 对巡察干部的教育管理: whom the words are for, and whom its own office looks after.
    (re.compile(rf"[对向给][^，。]{{0,10}}?{ORGAN}(?:[^。]{{0,12}}?提[^，。]{{0,6}}(?:要求|希望)|[^，。]{{0,12}}?(?:要求|希望|管理|教育|考核|培训|约束))"), "inspectors"),
    (re.compile(rf"[对向给][^，。]{{0,10}}?{UNIT}(?:[^。]{{0,12}}?提[^，。]{{0,6}}(?:要求|希望)|[^，。]{{0,12}}?的(?:要求|希望))"), "inspected"),
    (re.compile(r"对[^，。]{2,12}(?:局|公司|集团|镇|乡|校|医院|党组|党委)[^，。]{0,4}提[^，。]{0,6}(?:要求|希望|建议)"), "inspected"),
    # Who reports to the office of inspection or the leading group is of it; what an organ points out is for the unit to do.
    (re.compile(rf"向[一-鿿]{{0,6}}(?:{_VISIT}办|领导小组)[^，。；]{{0,6}}(?:请示|报告|汇报)"), "inspectors"),
    (re.compile(rf"{ORGAN}(?:(?:调阅|指出|移交|反馈|提出|交办|通知|布置)[^，。；要]{{0,4}}的|需?要的)"), "inspected"),
    (re.compile(r"对[^，。]{0,10}整改[^，。]{0,12}的，"), "inspected"),
    (re.compile(rf"(?:(?<=[，。；])|^)各?{_SENDER}(?:{_MUST}|[都也一不]|对)"), "others"),
    # Spoken of as the other party, an organ or a unit points at its counterpart.
    (re.compile(rf"{_TOWARDS}(?:好|了|到)?[一-鿿]{{0,4}}?{ORGAN}"), "inspected"),
    (re.compile(rf"{_TOWARDS}(?:好|了|到)?[一-鿿]{{0,2}}?{UNIT}"), "inspectors"),
    # 被巡察单位的群众, 各单位派出的同志 are spoken of; 被巡察单位的主要负责人 are addressed.
    (re.compile(rf"{UNIT}(?!的(?!主要|领导|党|班子|负责)|派出|选派|抽调)"), "inspected"),
    (re.compile(rf"党(?:委|工委|组织|组|支部)(?:[（(]党组[）)])?(?:书记|主要负责人|班子|领导班子|成员)?{_MUST}"), "inspected"),
    (re.compile(rf"领导(?:干部|班子)(?:[一-鿿]{{0,8}})?{_MUST}|主要负责(?:人|同志)(?:{_MUST}|是(?!不是|否))|班子成员{_MUST}|[镇乡]党委"), "inspected"),
    (re.compile(r"(?:领导(?:干部|人员|班子)|支部|党委|党组)(?=[^，。；]{0,4}不[得准能许])"), "inspected"),
    (re.compile(r"抓好[^，。；]{0,6}整改|认真整改|整改(?:主体)?责任|整改方案|整改清单|立行立改|(?:参加|接受)谈话的"), "inspected"),
    (re.compile(r"请[^，。；]{0,8}(?:党组|党委|党组织|单位|公司)|(?:提供|报送)[^，。；]{0,8}(?:资料|材料)"), "inspected"),
    (re.compile(rf"(?<![与向和同])(?:职能|相关|有关|协作|成员|组织|审计|财政|信访|宣传|政法)(?:部门|单位){_MUST}"), "others"),
    (re.compile(rf"(?:各级|广大|全体)(?:党员|干部|群众)[^，。]{{0,6}}{_MUST}"), "inspected"),
    (re.compile(rf"{ORGAN}|抽调的?(?:人员|干部|同志)|参加(?:此次|本轮|这次)?{_VISIT}(?:工作)?的"), "inspectors"),
    (re.compile(rf"全组|副?组长(?:{_MUST}|负责)|{_VISIT}(?:中|时|过程中)，?要|要了解|重点(?:看|了解|检查)|(?:检查|谈话|查账|下沉)时|着力发现|问题底稿|{_VISIT}报告"), "inspectors"),
)
_TOPIC = re.compile(r"贯彻落实[^，。；]{0,24}(?:决策部署|部署要求)")
_AIMED_AT_UNIT = re.compile(
    rf"被{_VISIT}|{_VISIT}之机|{_VISIT}(?:掌握|情况|信息|成果|内容|身份|秘密)|审查调查|执纪审查|办案|跑风漏气|通风报信"
    r"|(?:接受|收受)[^，。]{0,20}(?:宴请|馈赠|礼|服务|安排)|吃请|以巡谋私|(?:擅自|随意|轻易|个人)[^，。]{0,4}表态"
    rf"|[把将]{_VISIT}(?:干|办|搞|做)成"
)
_AIMED_AT_ORGAN = re.compile(
    rf"(?:干扰|阻挠|妨碍|对抗|抵制|应付|打听[^，。]*){_VISIT}|向{_VISIT}组|打击报复|设置障碍|诬告|串供|瞒报|隐瞒不报|谎报"
)
_DEED: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (
        re.compile(
            rf"发挥[^，。]{{0,14}}(?:{_VISIT}|监督)[^，。]{{0,20}}作用|(?:精准|着力|深入|善于|注重)(?:发现|查找|揭示)|了解[^，。]{{2,60}}情况"
            rf"|加强对[^，。]*监督检查|{_VISIT}(?:本领|质量)"
        ),
        "inspectors",
    ),
    (re.compile(rf"(?:支持|配合|接受|服从)[^，。]{{0,6}}(?:{_VISIT}|监督)|整改|如实(?:反映|提供)|自查自纠"), "inspected"),
)
_OFFICE = re.compile(
    rf"[把将]{_VISIT}(?!组|[干办搞做]成)|[把将]{_VISIT}组[^，。]{{0,2}}当[成作]|{_VISIT}(?:机构|队伍)|只能[一-鿿]+不能"
    r"|(?:抽|召|撤|调)回|抽调[^，。]{0,6}(?:安排|布置)"
)
"""What the units that choose and lend inspectors do with them, or nobody in particular."""
_THREAT = re.compile("[决绝]不(?:能|会)?(?:姑息|手软|放过|轻饶|留情)")
_OWN_SUBJECT: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(rf"[各该]?{ORGAN}[^，。]{{0,4}}?不"), "inspectors"),
    (re.compile(rf"{UNIT}[^，。]{{0,4}}?不"), "inspected"),
    # A vow of those who lead the inspection (县委决不姑息), and what spares nobody, bind no side.
    (re.compile(rf"各?{_SENDER}[^，。]{{0,4}}?不|(?:[省市县区州旗]委|党组|党委|组织部门?|纪委监?委?)[^，。]{{0,4}}[决绝]不|(?:谁|任何人)?[都也]?不能例外"), "others"),
)
_FIRST_PERSON = re.compile(r"(?:我们|我|全组同志|全组)[都也]?\Z")
_HEADINGS: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(r"接受[一-鿿]*监督|配合|支持|整改|协调服务|主体责任|工作态度|自觉接受"), "inspected"),
    (
        re.compile(
            rf"队伍|铁军|纪律|本领|监督方法|监督重点|定位|{_VISIT}(?:干部|方式|方法|质量|工作质)|监督检查|较真碰硬|依规依纪|履行监督|自身|形象|质效"
            r"|精准发现|发现问题|利剑|工作方式|工作边界"
        ),
        "inspectors",
    ),
)
_SPOKEN_BY_UNIT = re.compile(r"我代表[^。]{0,40}(?:表态|承诺)|(?:我|本人)[^，。]{0,8}[作做][^，。]{0,6}表态")
_FOR_ORGAN = re.compile(rf"{_VISIT}(?:干部|人员|组长|机构)|{_VISIT}[^，。]{{0,12}}(?:培训|整训|调度)")
_GREETS_ORGAN = re.compile(rf"(?:{_VISIT}(?:干部|战线|工作者)|各(?:{_VISIT})?组(?:的|组长)?|各位组长)[^，。]{{0,16}}[：:]$")
_GIVES_OFFICE = re.compile(r"我[来]?宣布[^。]{0,30}授权任职")
MAX_GREETING = 30
"""Longest salutation, in characters."""
_SPOKEN_BY_ORGAN = re.compile(rf"我代表[^，。]{{0,10}}{_VISIT}组|^[一-鿿]*{_VISIT}组副?组长[ 　]*[^，。]{{0,8}}$")


REACH = 800
"""How far back in its block a rule's side is looked for, in characters."""
_BLOCKS_BACK = 8


class Sides:
    """Who is bound by the rules of one speech; what concerns the whole speech is looked up once."""

    def __init__(self, speech: Speech) -> None:
        self._blocks = speech.blocks
        self._speaker = _speaker(speech)
        self._headings = _headings(speech)
        self._signs: dict[int, list[_Sign]] = {}
        self._audience = _audience(speech)

    def of(self, n: int, start: int, end: int) -> Bound:
        """Who is bound by the rule at ``start``–``end`` of block ``n``.

        Asked in turn: the rule's own subject and object; the speaker, where a unit
        pledges itself or the rule says 我们 (else 决不姑息 threatens, and binds nobody); the nearest sign before it in its sentence,
        then in the sentences before; the headings above it, innermost first; the
        audience, where title or opening say that it is inspectors; the blocks before it
        under the same heading. Without any sign: the inspected side, whom such a speech
        mostly addresses.
        """
        text = self._blocks[n - 1].text
        own = text[start:end]
        by_itself = _by_subject(own) or (self._speaker if self._speaker == "inspected" else None) or _by_object(own)
        if by_itself:
            return by_itself
        opening = marks.sentence_around(text, start)[0]
        if self._speaker and _FIRST_PERSON.search(text, max(opening, start - 6), start):
            return self._speaker
        if _THREAT.search(own):
            return "others"
        found = self._nearest(n, opening, start)
        if found is None and _TOPIC.search(text, opening, start):
            found = "inspected"
        heading = self._blocks[n - 1].heading
        after_heading = len(heading.text) if heading else 0
        found = found or self._nearest(n, max(after_heading, opening - REACH), opening)
        return found or self._headings[n - 1] or self._audience or self._by_blocks(n) or "inspected"

    def _nearest(self, n: int, start: int, end: int) -> Bound | None:
        """What the sign says that ends last in that part of block ``n``."""
        if n not in self._signs:
            self._signs[n] = _signs(self._blocks[n - 1].text)
        signs = self._signs[n]
        for i in range(bisect_right(signs, (end, 1)) - 1, -1, -1):
            if signs[i][0] <= start:
                return None
            if signs[i][2] >= start:
                return signs[i][3]
        return None

    def _by_blocks(self, n: int) -> Bound | None:
        for block in reversed(self._blocks[max(0, n - 1 - _BLOCKS_BACK) : n - 1]):
            found = self._nearest(block.n, max(0, len(block.text) - REACH), len(block.text))
            if found or block.heading is not None:
                return found
        return None


_Sign = tuple[int, int, int, Bound]
"""Where a sign ends, how specific it is, where it begins, and whom it points at."""


def _signs(text: str) -> list[_Sign]:
    """All signs of ``text`` by their ends; of two that end together the more specific one comes last."""
    return sorted(
        (found.end(), -rank, found.start(), who)
        for rank, (pattern, who) in enumerate(_SIGNS)
        for found in pattern.finditer(text)
    )


def _by_subject(own: str) -> Bound | None:
    return next((who for pattern, who in _OWN_SUBJECT if pattern.match(own)), None)


def _by_object(own: str) -> Bound | None:
    if _OFFICE.search(own):
        return "others"
    if _AIMED_AT_ORGAN.search(own):
        return "inspected"
    if _AIMED_AT_UNIT.search(own):
        return "inspectors"
    return next((who for pattern, who in _DEED if pattern.search(own)), None)


def _speaker(speech: Speech) -> Bound | None:
    """On whose behalf the speech is given, as its title and first words say; None for a leader's."""
    for block in speech.blocks[:6]:
        if block.heading is not None:
            break
        if _SPOKEN_BY_ORGAN.search(block.text):
            return "inspectors"
        # That others have pledged themselves (刚才…作了表态发言) tells nothing about the speaker.
        if _SPOKEN_BY_UNIT.search(block.text) or (block.kind == "title" and "表态" in block.text):
            return "inspected"
    return None


def _audience(speech: Speech) -> Bound | None:
    """Whom the whole speech is for, when its title, salutation or first words say that it is inspectors."""
    opening = [block.text for block in speech.blocks[:4] if block.heading is None]
    greeted = any(len(text) <= MAX_GREETING and _GREETS_ORGAN.search(text) for text in opening)
    for_organ = _FOR_ORGAN.search(speech.meta.title or "") or greeted or any(_GIVES_OFFICE.search(text) for text in opening)
    return "inspectors" if for_organ else None


def _headings(speech: Speech) -> list[Bound | None]:
    """For each block what the headings above it say, the innermost that says anything."""
    open_ones: list[tuple[int, Bound | None]] = []
    out: list[Bound | None] = []
    for block in speech.blocks:
        if block.heading is not None:
            words = block.heading.words
            signs = _signs(words)
            says = signs[-1][3] if signs else next((who for pattern, who in _HEADINGS if pattern.search(words)), None)
            open_ones = [*(one for one in open_ones if one[0] < block.heading.level), (block.heading.level, says)]
        out.append(next((says for _, says in reversed(open_ones) if says), None))
    return out
