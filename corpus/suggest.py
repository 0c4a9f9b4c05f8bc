"""Slips a machine can see: each one a suggestion, for an editor to confirm or to drop.

Every detector is a pure function over the blocks. It names a place only where a
reader would agree at sight; what is merely unusual is marked doubtful. A detector
that cannot tell a slip from good Chinese stays silent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from corpus.clean.paywall import missing
from corpus.clean.titles import is_date_or_name
from corpus.headings import COUNTING, MAX_LEVEL, counted
from corpus.model import Block, Removed, Slip

Blocks = Sequence[Block]

_CONTEXT = 16
_CLAUSE_END = re.compile(r"[，。；：、！？,;:!?]")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}

# A character doubled by mistake, unless the words around it explain it: (before, after) that do.
_DOUBLED: dict[str, tuple[str, str]] = {
    "要": ("主重首必需次纪摘概紧想只提", "求素点领件害义么闻职旨塞道"),
    "的": ("目", "确士"),
    "和": ("饱总共温缓平", "气谐平睦善美缓解"),
    "在": ("存现正内实潜所", "场座职岗编册校家"),
    "了": ("为除", "解如然结"),
    "与": ("参给", "会其人"),
    "将": ("即必行", "军领士要来"),
    "并": ("合吞一兼", "购行轨列联非且"),
    "是": ("不但于还只就总凡若而求", "非否"),
    "也": ("", ""),
    "们": ("", ""),
    "这": ("", ""),
    "我": ("自", "们国市县区省党院校局"),
    "都": ("首成", "市会"),
    "向": ("方倾一转动", "上下前心往好"),
    "很": ("", ""),
    "由": ("自理缘", "于此来衷"),
}
# Verbs that are said twice on purpose (研究研究), and words said twice for weight.
_TWICE = frozenset(
    "研究 讨论 商量 考虑 学习 了解 反思 总结 琢磨 思考 掂量 比较 检查 体会 交流 走访 锻炼 考验 监督 管理 教育 领导 沟通 调研 整理 梳理"
    " 认识 活动 休息 非常 特别 很多 许多 谢谢 好好 慢慢 千万 更加 实在 感谢 同志 不断 永远".split()
)
_MOST_DOUBLED = 40
"""Different doubled words judged in one text; one with more is not a text."""
_COUNTED_TWICE = re.compile(r"^[一逐每某××Xx几两三]")
_WORD_TWICE = re.compile(r"([一-鿿]{2,10})\1")
_ITEM_TWICE = re.compile(r"(?<![一-鿿])([一-鿿]{2,8})、\1(?=[、，。；])")
_CHARACTER_TWICE = re.compile(r"([一-鿿])\1")
_PUNCTUATION_TWICE = re.compile(r"([，、；：])\1+|(?<!。)。。(?!。)|[，、；：][，、。；：]+|。[，、；：]+|[！？][。，、；]")
_ENDS_WELL = re.compile(r"[。！？!?…][”’）)》】]*$|^[（(].*[）)]$")
_CUT = re.compile(r"[，、：；,:;“‘（(《]$|(?:的|和|与|及|以及|在|对|把|将|要|为|是|从|向)$")
_ANNOUNCED = re.compile(
    r"(?:我|下面|现在?|接下来|在此|这里|借此)[^。；！？]{0,40}?(?:讲|谈|提|说|强调|提出|汇报|作|做|安排|部署)[^。；！？]{0,12}?"
    r"(?P<n>[一二两三四五六七八九十]|\d{1,2})(?:点|个方面|方面|个问题|条|件事|句话)(?P<what>[^，。；：:！]{0,10})(?:[。：:；！，]|$)"
)
_NEAR_END = 400
"""Characters at a paragraph's end in which points are announced."""
_TYPO = re.compile(r"巡查")
_TYPO_SURE = re.compile(r"被巡查|政治巡查|巡视巡查|[委组]巡查|巡查(?:组|办|机构|干部|对象|反馈|整改|报告|动员)")
_OTHER_PATROL = re.compile(
    r"(?:日常|安全|治安|网格|消防|河湖|夜间|值班|现场|巡护|林区|护林|卡口|路面|错时|防汛"
    r"|隐患|排查)[^，。]{0,4}巡查|巡查(?:员|排查|管护|巡护|值守|防控|频次|车)"
)
_SUPERVISION = {
    "政治督察": "“督察”疑为“巡察”。",
    "被督察单位": "“督察”疑为“巡察”。",
    "被督察党组织": "“督察”疑为“巡察”。",
    "纪检督察": "“纪检督察”疑为“纪检监察”。",
    "纪检检察": "“纪检检察”疑为“纪检监察”。",
}
_MASK = re.compile(r"(?P<mask>[*＊]{1,6}|[×]{1,6}|[Xx]{1,6}|[○〇]{1,6}|_{2,8})(?P<unit>镇|乡|县|区|市|省|局|街道|村|集团|公司|学院|医院)")
_LOWER_INSPECTION = re.compile(
    r"(?:市委|县委|区委|镇党委)(?:第[一二三四五六七八九十XＸ×\d]{1,3}轮)?(?:常规|专项|机动"
    r"|政治)?巡视(?=动员|组|办|机构|干部|工作(?:动员|会议|领导小组|进行|安排))"
)
_LEVEL = re.compile(r"(省|市|县|区|旗)委")
_PAIRS = {"”": "“", "’": "‘", "》": "《", "）": "（", "】": "【"}
_ALIKE = str.maketrans("()", "（）")
_ITEM_MARK = re.compile(r"(?:^|(?<=[。；，：:、\s]))(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])[)）]")
_HALF = re.compile(r"(?<=[一-鿿])[,:;!?()]|[,:;!?()](?=[一-鿿])")
_FULL = re.compile(r"[，：；！？（）]")
_LEAST_HALF = 10
_DOUBLE_NEGATION = re.compile(r"(?<![除并莫无若是])非[一-鿿]{2,8}(?:之外|以外)")
_MISSING_ONE = re.compile(r"[作提]出了系列(?:重要|重大|新)")
_USUAL: tuple[tuple[str, str], ...] = (("党章党纪党规", "通常次序为“党章党规党纪”。"),)


def suggest(blocks: Blocks, removed: Sequence[Removed] = ()) -> tuple[Slip, ...]:
    """Slips that may stand in ``blocks``, in reading order, each once.

    ``removed`` is the record of what cleaning took out: where a reader's page said
    that it shows only a part, text may be missing; such a slip has no block.
    """
    found = [slip for detector in DETECTORS for slip in detector(blocks)]
    found += [
        Slip(text=piece.text.strip(), note="来源在此处有预览或付费提示，其后可能缺文字。请找全文核对。", doubtful=True)
        for piece in missing(removed)
    ]
    order = {slip: place for place, slip in reversed(list(enumerate(found)))}
    return tuple(sorted(order, key=lambda slip: (slip.n or len(blocks) + 1, order[slip])))


def _around(text: str, start: int, end: int) -> str:
    """The clause in which ``text[start:end]`` stands; of a long one, what is near."""
    before = _CLAUSE_END.split(text[max(0, start - _CONTEXT) : start])[-1]
    after = _CLAUSE_END.split(text[end : end + _CONTEXT])[0]
    return before + text[start:end] + after


def doubled_characters(blocks: Blocks) -> Iterator[Slip]:
    """要要提高, but not 主要要求 or 人人."""
    for block in blocks:
        for match in _CHARACTER_TWICE.finditer(block.text):
            before, after = block.text[max(0, match.start() - 1) : match.start()], block.text[match.end() : match.end() + 1]
            explained = _DOUBLED.get(match[1])
            if explained is None or (before and before in explained[0]) or (after and after in explained[1]):
                continue
            yield Slip(n=block.n, text=_around(block.text, *match.span()), note=f"“{match[1]}”字重复。")


def doubled_words(blocks: Blocks) -> Iterator[Slip]:
    """总书记总书记, but not 一个问题一个问题, 研究研究 or 监督监督者."""
    everything = "".join(block.text for block in blocks)
    judged: dict[str, bool] = {}
    for block in blocks:
        for match in _WORD_TWICE.finditer(block.text):
            word = match[1]
            if len(set(word)) == 1 or _COUNTED_TWICE.match(word) or word in _TWICE or block.text[match.end() : match.end() + 1] == "者":
                continue
            if word not in judged and len(judged) < _MOST_DOUBLED:
                judged[word] = _is_word(word, everything)
            if not judged.get(word):
                continue
            yield Slip(n=block.n, text=_around(block.text, *match.span()), note=f"“{word}”重复。")
        for match in _ITEM_TWICE.finditer(block.text):
            yield Slip(n=block.n, text=_around(block.text, *match.span()), note=f"并列的“{match[1]}”重复。", doubtful=True)


def _is_word(word: str, text: str) -> bool:
    """False for 视巡, which 重视巡视巡察 holds twice: the word there is 巡视, and comes more often."""
    return text.count(word) > max(text.count(word[k:] + word[:k]) for k in range(1, len(word)))


def doubled_punctuation(blocks: Blocks) -> Iterator[Slip]:
    """、、 。。 ，。"""
    for block in blocks:
        for match in _PUNCTUATION_TWICE.finditer(block.text):
            yield Slip(n=block.n, text=_around(block.text, *match.span()), note=f"标点“{match[0]}”重复或连用。")


def cut_off(blocks: Blocks) -> Iterator[Slip]:
    """A last paragraph that stops in the middle of a sentence."""
    text = blocks[-1].text if blocks else ""
    if not text or _ENDS_WELL.search(text) or blocks[-1].kind in ("title", "salutation") or (is_date_or_name(text) and len(blocks) > 1):
        return
    tail = re.split(r"(?<=[。！？；])", text)[-1][-15:]
    sure = _CUT.search(text) is not None
    yield Slip(n=blocks[-1].n, text=tail, note="文本在此中断。" if sure else "末句没有句号，文本可能不完整。", doubtful=not sure)


def announced_points(blocks: Blocks) -> Iterator[Slip]:
    """我讲三点意见, where the headings that follow are two."""
    points = _main_points(blocks)
    if not points:
        return
    for block in reversed(blocks[: points[0]]):
        match = next(reversed(list(_ANNOUNCED.finditer(block.text[-_NEAR_END:]))), None)
        if match is None:
            continue
        number = int(match["n"]) if match["n"].isdigit() else _DIGITS[match["n"]]
        if len(points) != number:
            yield Slip(n=block.n, text=match[0][-30:].lstrip("，,、"), note=f"预告 {number} 项，正文找到 {len(points)} 项。")
        return


def _main_points(blocks: Blocks) -> list[int]:
    """Places of the level 1 headings of the first family; of 一是 and the like only if there is no other."""
    heads = [(i, counted(b.heading.label)[0]) for i, b in enumerate(blocks) if b.heading is not None and b.heading.level == 1]
    families = [family for _, family in heads]
    main = next((family for family in families if family != COUNTING), families[0] if families else "")
    return [i for i, family in heads if family == main]


def misnumbered(blocks: Blocks) -> Iterator[Slip]:
    """一、 三、 or 二、 二、 under one heading."""
    last: list[tuple[str, int] | None] = [None] * (MAX_LEVEL + 2)
    for block in blocks:
        if block.heading is None:
            continue
        level = block.heading.level
        here = counted(block.heading.label)
        before = last[level]
        if before is not None and before[0] == here[0] and here[1] != before[1] + 1 and not 1 == here[1] < before[1]:
            note = "序号重复。" if here[1] == before[1] else f"序号不连续：前一项是第 {before[1]} 项。"
            yield Slip(n=block.n, text=block.heading.text[:20], note=note)
        last[level] = here
        last[level + 1 :] = [None] * (len(last) - level - 1)


def lost_word(blocks: Blocks) -> Iterator[Slip]:
    """二切实做好, between 一是 and 三是."""
    for block in blocks:
        head = block.heading
        if head is not None and re.fullmatch("[一二三四五六七八九十]{1,3}", head.label):
            words = re.split("[，。；！？：]", head.words)[0][:12]
            yield Slip(n=block.n, text=head.label + words, note=f"“{head.label}”后缺“是”或“要”。")


def wrong_inspection(blocks: Blocks) -> Iterator[Slip]:
    """巡查 for 巡察, 政治督察 for 政治巡察."""
    about = sum(block.text.count("巡察") for block in blocks)
    for block in blocks:
        sure = [match.span() for match in _TYPO_SURE.finditer(block.text)]
        other = [match.span() for match in _OTHER_PATROL.finditer(block.text)]
        for match in _TYPO.finditer(block.text):
            if not about or any(a <= match.start() < b for a, b in other):
                continue
            certain = any(a <= match.start() < b for a, b in sure)
            yield Slip(n=block.n, text=_around(block.text, *match.span()), note="“巡查”疑为“巡察”。", doubtful=not certain)
        for words, note in _SUPERVISION.items():
            for match in re.finditer(words, block.text) if about else ():
                yield Slip(n=block.n, text=_around(block.text, *match.span()), note=note)


def mixed_levels(blocks: Blocks) -> Iterator[Slip]:
    """市委巡视组 (below the province it is 巡察), and 全县 in the speech of a city."""
    text = "".join(block.text for block in blocks)
    for block in blocks:
        for match in _LOWER_INSPECTION.finditer(block.text):
            yield Slip(
                n=block.n,
                text=_around(block.text, *match.span()),
                note="层级：市、县一级开展的是“巡察”（直辖市除外）。",
                doubtful="市委巡察" not in text and "县委巡察" not in text,
            )
    opening = _LEVEL.search("".join(block.text for block in blocks[:4]))
    if opening is None or opening[1] != "市" or len(re.findall("县委", text)) > 1 or len(re.findall("全县|我县", text)) > 2:
        return
    for block in blocks:
        for match in re.finditer("全县|我县", block.text):
            yield Slip(n=block.n, text=_around(block.text, *match.span()), note=f"层级前后不一：开头是市委，此处称“{match[0]}”。")


def uneven_masks(blocks: Blocks) -> Iterator[Slip]:
    """**镇 here and ***镇 there."""
    seen: dict[tuple[str, str], Counter[str]] = {}
    places: dict[tuple[str, str], tuple[int, str]] = {}
    for block in blocks:
        for match in _MASK.finditer(block.text):
            mark = (match["mask"][0], match["unit"])
            seen.setdefault(mark, Counter())[match["mask"]] += 1
            places.setdefault((match["mask"], match["unit"]), (block.n, match[0]))
    for (_, unit), masks in seen.items():
        most = masks.most_common(1)[0][0]
        for mask in masks:
            if mask != most:
                n, text = places[mask, unit]
                yield Slip(n=n, text=text, note=f"掩去的名称长短不一，别处作“{most}{unit}”，可能是同一单位。", doubtful=True)


def bare_salutation(blocks: Blocks) -> Iterator[Slip]:
    """同志们 without a colon."""
    for block in blocks:
        if block.kind == "salutation" and not re.search("[：:！!，,。]$", block.text):
            yield Slip(n=block.n, text=block.text, note="称呼后缺冒号。")


def unpaired(blocks: Blocks) -> Iterator[Slip]:
    """A quotation mark or bracket without its other half in the source's paragraph.

    A quotation may open several paragraphs in a row and close in the last one: an
    opening mark that the next paragraph opens again is no slip.
    """
    lines = _source_lines(blocks)
    for place, line in enumerate(lines):
        text = "".join(block.text for block in line)
        marks = list(_ITEM_MARK.finditer(text))
        waiting: list[tuple[str, int]] = []
        lost: list[int] = []
        nested = -1
        for at, character in enumerate(text.translate(_ALIKE)):
            if character in _PAIRS.values():
                nested = nested if character != "“" or not any(mark == "“" for mark, _ in waiting) else at
                waiting.append((character, at))
            elif character in _PAIRS and not any(m.end() - 1 == at for m in marks):
                if waiting and waiting[-1][0] == _PAIRS[character]:
                    waiting.pop()
                else:
                    lost.append(at)
        following = lines[place + 1][0].text[:1] if place + 1 < len(lines) else ""
        lost += [at for character, at in waiting if character != following]
        if lost and (place + 1 < len(lines) or not waiting):
            at = min(lost)
            block, start = _block_at(line, at)
            note = f"“{text[at]}”没有配对。" if text[at] not in "“”" else "引号没有配对。"
            yield Slip(n=block.n, text=_around(block.text, at - start, at - start + 1), note=note)
        elif nested >= 0:
            block, start = _block_at(line, nested)
            text = _around(block.text, nested - start, nested - start + 1)
            yield Slip(n=block.n, text=text, note="双引号里又有双引号，内层通常用单引号。", doubtful=True)


def _source_lines(blocks: Blocks) -> list[list[Block]]:
    out: list[list[Block]] = []
    for block in blocks:
        if block.opens_line or not out:
            out.append([])
        out[-1].append(block)
    return out


def _block_at(line: Sequence[Block], at: int) -> tuple[Block, int]:
    start = 0
    for block in line:
        if at < start + len(block.text):
            return block, start
        start += len(block.text)
    raise IndexError(at)


def half_width(blocks: Blocks) -> Iterator[Slip]:
    """Half-width commas and colons as the rule of the text."""
    half = [(block, match) for block in blocks for match in _HALF.finditer(block.text)]
    full = sum(len(_FULL.findall(block.text)) for block in blocks)
    if len(half) >= _LEAST_HALF and len(half) > full:
        block, match = half[0]
        text = _around(block.text, *match.span())
        yield Slip(n=block.n, text=text, note=f"通篇多用半角标点（{len(half)} 处）。", doubtful=True)


def odd_wording(blocks: Blocks) -> Iterator[Slip]:
    """非…之外, 作出了系列重要…, damaged characters, phrases in an unusual order."""
    for block in blocks:
        for match in _DOUBLE_NEGATION.finditer(block.text):
            yield Slip(n=block.n, text=match[0], note="“非”与“之外”双重否定，意思可能与本意相反。", doubtful=True)
        for match in _MISSING_ONE.finditer(block.text):
            yield Slip(n=block.n, text=match[0], note="“系列”前可能缺“一”。", doubtful=True)
        for match in re.finditer("\ufffd+", block.text):
            yield Slip(n=block.n, text=_around(block.text, *match.span()), note="有乱码，原字已失。请对照原件。")
        for words, note in _USUAL:
            if words in block.text:
                yield Slip(n=block.n, text=words, note=note, doubtful=True)


Detector = Callable[[Blocks], Iterator[Slip]]
DETECTORS: tuple[Detector, ...] = (
    bare_salutation,
    doubled_characters,
    doubled_words,
    doubled_punctuation,
    wrong_inspection,
    mixed_levels,
    lost_word,
    misnumbered,
    announced_points,
    uneven_masks,
    unpaired,
    half_width,
    odd_wording,
    cut_off,
)
