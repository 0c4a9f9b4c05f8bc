"""Adverts and watermarks, as a line, a sentence, a bracket or an address inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.clean.lines import Found, Line, whole
from corpus.headings import opens_heading

ADVERT = "网站名称或广告"
WATERMARK = "水印"

_NOTICE = re.compile(
    r"仅供[^\s，。]{0,20}?(?:学习|参考|交流)[^\s，。]{0,20}|(?:禁止|严禁|请勿|不得)[^\s，。]{0,20}?(?:外传"
    r"|转载|翻印)|内部(?:资料|文件|材料)[^\s，。]{0,20}|注意保[密存]"
)
_SITE = (
    r"(?:第一|中国|全国|党政|机关)?(?:范文|公文|文秘|文库|文档|课件|资料|论文|应届毕业生"
    r"|秘书|写作|写作素材|素材|材料|工作总结|豆丁|道客|百度|人人|原创力|学习|笔杆子|老秘"
    r"|讲话稿)[^\s，。、；：（()《》“”]{0,4}(?:网站?|文库|巴巴|之家|大全|资料库|平台)"
)
_URL = (
    r"(?:https?\s{0,4}[:：]\s{0,4}//|(?<![A-Za-z0-9])[wWｗ]{3}\s?[.．。])[A-Za-z0-9._/?=&%#:~+\-．]+"
    r"|(?<![A-Za-z0-9@.])[A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{1,40}){0,2}\.(?:com|cn|net"
    r"|org|cc|vip|top|xyz|info)(?![A-Za-z0-9])(?:/[A-Za-z0-9._/?=&%#-]*)?"
)
_MORE = (
    r"(?:更多|查看|获取|下载)[^，。；！？\s]{0,14}(?:请|尽在|可)?(?:关注|访问|点击|登[录陆]"
    r"|浏览|上|到|加|搜索|百度|见)?\s{0,4}[:：]?\s{0,4}"
)
# An address, with the site's name and “更多…请访问” before it, is never part of a sentence.
_ADDRESS = re.compile(
    rf"(?:{_MORE})?(?:(?:来源|来自|转自|网址|原文|出处|本文链接|链接|地址)\s{{0,4}}[:：]?\s{{0,4}})?(?:{_SITE})?\s{{0,4}}[（(【\[:：-]?\s{{0,4}}(?:{_URL})(?:\s{{0,4}}[）)】\]])?(?:\s{{0,4}}(?:{_SITE}))?"
)
_CONTACT = re.compile(
    r"(?:[（(【])?(?:请?加)?(?:免费|交流|会员|写作|材料|客服|站长)?(?:[QqＱ][QqＱ]|微信"
    r"|[Vv]信|weixin)\s{0,4}(?:交流|会员)?(?:群|号|号码|群号)?\s{0,4}[:：]?\s{0,4}[A-Za-z]{0,3}[-_]?\d{5,12}(?:[）)】])?"
)
_FOLLOW = re.compile(
    r"(?:[（(【])?(?:想|如需|需要)?[^，。；！？\s（(【]{0,14}(?:请|欢迎|可|点击|长按|微信)?(?:关注"
    r"|搜索|扫码关注|扫描)(?:微信)?(?:公众号|公号|服务号)\s{0,4}[:：]?\s{0,4}(?:[“\"「【《][^”\"」】》]{1,16}[”\"」】》]"
    r"|[A-Za-z0-9_一-鿿]{2,12}?)?"
    r"[，,]?\s{0,4}(?:回复[^，。；]{1,10})?[，,]?(?:可|即可|免费|马上)?(?:获取|领取|下载"
    r"|查看|阅读|免费看)[^，。；！？\s）)】]{0,14}(?:[）)】])?"
)
_INSIDE = (_ADDRESS, _CONTACT, _FOLLOW)

# Words said to a reader of the page, not to a meeting.
_SENTENCE = re.compile(
    r"扫(?:一扫|码|描)[^。]{0,10}(?:关注|下载|加群|加好友|进群|入群|领取|获取)|长按[^。]{0,8}(?:识别"
    r"|关注)|(?:关注|搜索)[^，。]{0,10}公众号[^。]{0,24}(?:获取|领取|下载|查看|回复)|公众号\s{0,4}[:：]"
    r"|会员群|[QqＱ][QqＱ]\s{0,4}(?:交流)?群|微信(?:号|群)\s{0,4}[:：]|(?:开通|成为|升级"
    r"|加入|购买|办理)(?:本站)?(?:VIP|vip|会员)|VIP(?:会员|专享|免费|用户|下载|特权|资料)"
    r"|会员(?:免费|专享|下载|材料|权益|特权|资料)"
    r"|(?:免费|立即|点击|马上|高速|打包|本地|一键)下载|下载(?:本文|本?文档|积分|券|地址"
    r"|链接|后(?:可|即|打印|编辑|使用)|全文|完整版|原文|[Ww]ord|WORD|PDF|PPT|次数|APP|客户端)"
    r"|付费(?:文档|阅读|下载|内容|资料)|(?:免费|限时)(?:获取|领取|赠送)|充值|所需积分|\d{1,5}\s{0,4}(?:积分"
    r"|金币|下载券)"
    r"|(?:更多|海量|大量|精品|优质)(?:精彩|优质|同类|相关|原创|免费|最新|公文|写作)?(?:范文"
    r"|资料|材料|文章|讲话稿?|公文|写作素材|素材|文稿|文档)[^，。]{0,8}(?:请|尽在|可?关注"
    r"|访问|点击|登[录陆]|搜索|下载|加|就在|[:：])"
    r"|转载(?:请|自|于|须)|本文(?:由|来自|来源|转自|转载|摘自|档)[^。]{0,30}(?:网|库|站"
    r"|整理|提供|首发|发布|收集|上传)|(?:文章|资料|内容|本文|材料)来源于?(?:网络|互联网)"
    r"|版权(?:归|所有)|侵权[^。]{0,8}(?:删除|联系|必究)|(?:原创|独家)(?:首发|出品|力荐)"
    r"|(?:加微|加[Vv]信|客服(?:微信|QQ|电话))|立享|本站(?:资源|会员|提供)|小编"
)
_WEAK = re.compile(
    r"扫码|二维码|公众号|微信号|会员|VIP|下载|付费|积分|客服|QQ|订阅|范文|文库|禁止外传"
    r"|自建平台|倒卖|盗版|代写|代笔|APP|app"
)
_SITE_LINE = re.compile(
    rf"[【\[（(\s—-]*(?:{_SITE}|[一-鿿A-Za-z0-9]{{1,8}}(?:文库|范文网|公文网|文秘网|文档网"
    rf"|资料网|写作网|豆丁网|道客巴巴|材料网|秘书网|范文大全))[】\]）)\s—-]*"
)
# No sentence of a speech has these words; what stands before them may be part of the name.
_SITE_CORES = ("范文网", "公文网", "文秘网", "文秘站", "文档网", "范文大全", "百度文库", "道客巴巴", "豆丁网", "人人文库", "原创力文档")
_SITE_PREFIX = re.compile(r"(?:第一|中国|天下|无忧|好|公文|党政|办公)$")
_MOST_COMMON = 8
_CONTENT = re.compile(r"同志|党组织|党委|干部|群众|线索|举报|整改|宣传|要[^求素点闻]|公布|公开|渠道|工作|责任")
_PIECES = re.compile(r"[^。！？!?；;（(【\[）)】\]]+[。！？!?；;]?")
_BRACKETS = re.compile(r"[（(【\[][^（(【\[）)】\]]{2,80}[）)】\]]")
_MOST_SENTENCE = 120
_MOST_LINE = 40
_MOST_LEFT = 25


def notices(removed_texts: Sequence[str]) -> tuple[str, ...]:
    """Restrictions stated in the source (仅供学习 禁止外传), in the source's words."""
    return tuple(dict.fromkeys(line.strip() for text in removed_texts for line in text.splitlines() if _NOTICE.search(line)))


def is_advert(text: str) -> bool:
    """True for a line that is an advert, a watermark or a site's name."""
    if len(text) > _MOST_SENTENCE:
        return False
    if _NOTICE.match(text) and len(_NOTICE.sub("", text).strip("，。！、 　*★（）()【】[]-—")) <= 6:
        return True
    if _SITE_LINE.fullmatch(text):
        return True
    if _SENTENCE.search(text):
        return not (_CONTENT.search(text) and "。" in text)
    short = len(text) <= _MOST_LINE and not re.search(r"[，、；。：]$|、", text)
    return short and _WEAK.search(text) is not None and not _CONTENT.search(text)


def everywhere(lines: Sequence[Line]) -> Iterator[Found]:
    """Whole lines, and what stands in the middle of a line that stays."""
    for i, line in enumerate(lines):
        if not line.text:
            continue
        parts = list(_inside(i, line.text))
        if is_advert(line.text) and not (parts and _goes_on(line.text, parts)):
            yield from whole(lines, [i], WATERMARK if _NOTICE.search(line.text) else ADVERT)
        else:
            yield from parts


def site_names(lines: Sequence[Line]) -> Iterator[Found]:
    """Names of document sites dropped into sentences, with the words that come with them every time."""
    for core in _SITE_CORES:
        places = [(i, at) for i, line in enumerate(lines) for at in _finds(line.text, core)]
        if not places:
            continue
        before, after = _common(lines, places, len(core)) if len(places) > 1 else (_prefix(lines, *places[0]), 0)
        for i, at in places:
            yield Found(i, at - before, at + len(core) + after, ADVERT)


def _finds(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _common(lines: Sequence[Line], places: Sequence[tuple[int, int]], size: int) -> tuple[int, int]:
    """How many characters before and after a word are the same at all its ``places``."""
    before = after = 0
    while before < _MOST_COMMON and all(at > before for _, at in places):
        if len({lines[i].text[at - before - 1] for i, at in places}) > 1:
            break
        before += 1
    while after < _MOST_COMMON and all(at + size + after < len(lines[i].text) for i, at in places):
        if len({lines[i].text[at + size + after] for i, at in places}) > 1:
            break
        after += 1
    return before, after


def _prefix(lines: Sequence[Line], i: int, at: int) -> int:
    found = _SITE_PREFIX.search(lines[i].text, max(0, at - 4), at)
    return at - found.start() if found else 0


def _goes_on(text: str, parts: Sequence[Found]) -> bool:
    """Whether ``text`` without its adverts still reads like a part of a speech."""
    rest = list(text)
    for part in parts:
        rest[part.start : part.end] = [""] * (part.end - part.start)
    left = "".join(rest).strip()
    return len(left) > _MOST_LEFT or opens_heading(left) or _CONTENT.search(left) is not None


def _inside(i: int, text: str) -> Iterator[Found]:
    """Addresses, contacts, brackets and sentences in the ``text`` of line ``i``."""
    yield from (Found(i, m.start(), m.end(), ADVERT) for pattern in _INSIDE for m in pattern.finditer(text))
    for match in _BRACKETS.finditer(text):
        words = match[0][1:-1]
        if is_advert(words) or _SENTENCE.search(words):
            yield Found(i, match.start(), match.end(), WATERMARK if _NOTICE.search(words) else ADVERT)
    if _SENTENCE.search(text):
        for match in _PIECES.finditer(text):
            if _SENTENCE.search(match[0]) and len(match[0]) <= _MOST_SENTENCE // 2 and not _CONTENT.search(match[0]):
                yield Found(i, match.start(), match.end(), ADVERT)


def groups(lines: Sequence[Line], before: int) -> Iterator[Found]:
    """Lines above line ``before`` (the title or salutation) that stand in one group with an advert.

    A group without a gap goes as a whole: the site's name stands among the adverts
    and has no mark of its own.
    """
    group: list[int] = []
    hit = False
    for i, line in enumerate(lines[:before]):
        if line.cleared:
            hit = hit or line.cleared in (ADVERT, WATERMARK)
        elif not line.blank:
            group.append(i)
        else:
            yield from whole(lines, group if hit else (), ADVERT)
            group, hit = [], False
    yield from whole(lines, group if hit else (), ADVERT)
