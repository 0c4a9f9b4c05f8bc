"""What in a raw speech was never said: doubled leads, adverts, watermarks.

Each finder gets the lines of the text and answers which of them to take out and
why; nothing here changes a character inside a line that stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.clean.lines import Line

ADVERT = re.compile(
    r"仅供(个人)?学习|禁止(外传|转载)|内部资料|QQ\s*群|扫码|二维码|会员|VIP|倒卖|订阅|下载(本文|文档|积分)"
    r"|公众号|微信号|客服|付费|更多(范文|资料|材料)|免费(获取|领取|赠送)"
)
NOTICE = re.compile(r"仅供[^\s，。]*学习[^\s，。]*|禁止[^\s，。]*(外传|转载)|内部资料[^\s，。]*|注意保[密存]")
_SALUTATION = re.compile(r"(尊敬的)?(各位|同志们)[^。！？]{0,30}$")
_SPEECH_WORD = re.compile(r"讲话|致辞|发言|报告|表态|动员")
_CUT_OFF = re.compile(r"(\.{2,}|…+)$")
MIN_LEAD = 30
"""A doubled lead is longer than any title; in characters."""


def doubled_lead(lines: Sequence[Line]) -> int | None:
    """Index of a first line that only repeats, cut off, how the text below begins."""
    worded = [i for i, line in enumerate(lines) if not line.blank]
    if len(worded) < 2:
        return None
    first = lines[worded[0]].text
    if not _CUT_OFF.search(first):
        return None
    lead = _CUT_OFF.sub("", first)
    below = "".join(lines[i].text for i in worded[1:])
    return worded[0] if len(lead) >= MIN_LEAD and below.startswith(lead) else None


def salutation(lines: Sequence[Line]) -> int | None:
    """Index of the line 同志们： / 各位…： near the top, None if there is none."""
    worded = [i for i, line in enumerate(lines) if not line.blank][:40]
    return next((i for i in worded if _SALUTATION.fullmatch(lines[i].text.rstrip("：:"))), None)


def title(lines: Sequence[Line], greeting: int, taken: frozenset[int]) -> list[int]:
    """Indices of the title: the unbroken lines right above the salutation.

    Empty when nothing stands there, or what stands there does not read like the
    title of a speech. A wrapped title has more than one line.
    """
    found: list[int] = []
    for i in range(greeting - 1, -1, -1):
        if lines[i].blank and not found:
            continue
        if lines[i].blank or i in taken or ADVERT.search(lines[i].text):
            break
        found.insert(0, i)
    joined = "".join(lines[i].text for i in found)
    return found if len(joined) <= 80 and _SPEECH_WORD.search(joined) else []


def advert_block(lines: Sequence[Line], before: int, taken: frozenset[int]) -> dict[int, str]:
    """Lines above ``before`` (the title or salutation) that belong to the site, not the speech.

    A group of lines without a gap goes as a whole when one of them is an advert or
    a watermark: the site's name stands among them and has no mark of its own.
    """
    found: dict[int, str] = {}
    group: list[int] = []
    for i in range(before + 1):
        ends = i == before or lines[i].blank
        if not ends and i not in taken:
            group.append(i)
        if ends and group:
            if any(ADVERT.search(lines[j].text) for j in group):
                found.update({j: "水印" if NOTICE.search(lines[j].text) else "网站名称或广告" for j in group})
            group = []
    return found


def notices(removed_texts: Sequence[str]) -> tuple[str, ...]:
    """Restrictions stated in the source (仅供学习 禁止外传), in the source's words."""
    return tuple(dict.fromkeys(line.strip() for text in removed_texts for line in text.splitlines() if NOTICE.search(line)))
