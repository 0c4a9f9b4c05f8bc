"""Lines of a reader that shows only a part: 还剩3页未读, 点击展开全文. Where they stand, text may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.clean.lines import Found, Line
from corpus.model import Removed

GAP = "预览或付费提示（此处可能缺文字）"

_AMOUNT = r"\d{1,7}(?:\.\d{1,2})?\s{0,4}(?:页|字|%|％|千字|万字)"
_INSIDE = re.compile(
    r"[（(【\[]?(?:本?文档|本文|全文|正文|后面|下面)?(?:还剩|剩余|还有|余下|隐藏|未读)(?:部分)?(?:约|共)?\s*" + _AMOUNT
    + r"(?:内容)?[，,]?\s*(?:未读|未显示|未展示|待阅读|需?付费|隐藏|继续阅读|点击[^，。；]{0,10}"
    r"|下载[^，。；]{0,10}|开通[^，。；]{0,12}|登录[^，。；]{0,12})[^。；\n]{0,20}?[）)】\]]?(?=[。；，]"
    r"|$|[一-鿿])"
    r"|[（(【\[][^（(【\[）)】\]]{0,20}(?:还剩|剩余|未读|预览(?:已)?结束|试读(?:已)?结束"
    r"|展开全文|阅读全文|查看(?:全文|更多)|点击(?:下载|阅读|查看))[^（(【\[）)】\]]{0,20}[）)】\]]"
)
_LINE = re.compile(
    r"[.…\s*—>》»【\[（(]*(?:"
    r"(?:本?文档|本文|全文|正文|该文档)?(?:共|还剩|剩余|还有|余下|隐藏|未读)(?:内容|部分|约)?\s*" + _AMOUNT + r".{0,30}"
    r"|.{0,10}(?:预览|试读|试看|免费阅读|阅读)(?:部分)?(?:已|到此|至此)?(?:结束|完毕|完).{0,40}"
    r"|以上(?:为|是)?(?:内容)?(?:为|是)?(?:试读|预览|部分内容).{0,30}"
    r"|(?:点击|点此|点我|单击|轻触|上滑|下滑|向下滑动)?(?:此处|这里|按钮|下方)?(?:展开|查看"
    r"|阅读|加载|显示|浏览|获取|打开)(?:全文|全部|更多|剩余|余下|后续|完整|原文|余文|下文)(?:内容"
    r"|阅读|部分|版|文档|文章)?.{0,12}"
    r"|(?:余下|剩余|其余|后续|以下|更多)(?:全文|内容|部分|文字|正文).{0,6}(?:请|需|下载|付费|登录|购买|开通|隐藏|省略|略).{0,20}"
    r"|(?:继续|免费|在线|立即|全文|完整)阅读(?:全文|本文)?|未完(?:待续)?(?:[，,].{0,14})?"
    r"|.{0,8}(?:登[录陆]|注册|付费|购买|支付|开通\S{0,6}|充值|下载\S{0,6}|扫码|关注\S{0,8})(?:后"
    r"|之后)?[，,]?(?:即可|可以|可|才能|方可|继续)(?:免费)?(?:继续)?(?:查看|阅读|浏览|显示"
    r"|下载|获取|解锁|预览|打印|编辑|复制).{0,24}"
    r"|.{0,8}(?:下载|购买)(?:本文|本?文档|原文|全文|源文件)(?:到电脑)?[，,].{0,20}"
    r")[.…\s*—》»】\]）)>]*[。！!]?"
)
_MOST_LINE = 70


def gaps(lines: Sequence[Line]) -> Iterator[Found]:
    """Lines and bracketed remarks that hide the rest of a text."""
    for i, line in enumerate(lines):
        if 0 < len(line.text) <= _MOST_LINE and _LINE.fullmatch(line.text):
            yield Found(i, 0, len(line.text), GAP)
        else:
            yield from (Found(i, m.start(), m.end(), GAP) for m in _INSIDE.finditer(line.text))


def missing(removed: Sequence[Removed]) -> tuple[Removed, ...]:
    """Those of the removed pieces that say that text is missing where they stood."""
    return tuple(piece for piece in removed if piece.why == GAP)
