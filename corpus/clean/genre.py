"""Whether a cleaned Chinese text is a speech at all. Its editor may know better and insist."""

from __future__ import annotations

import re
from typing import Protocol

from corpus.model import Block

_ADDRESSED = re.compile(r"同志们|各位(?:领导|同志|来宾|同事|委员|代表)|讲话|发言|动员|致辞|表态|我们要")
_FIRST_PERSON = re.compile(r"我(?:讲|再讲|强调|再强调|提|代表|受|就|完全同意|宣布|谈|们)|刚才|下面[，,]|今天(?:我们)?(?:召开|在这里|这次)")
_DEMANDS = re.compile(r"要(?:坚持|提高|深刻|切实|进一步|加强|认真|突出|紧盯|聚焦|把|以|严格|做到|抓)")
_INSPECTION = re.compile(r"巡[察视]")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]{1,5}[条章]")
_SHOP = re.compile(r"包邮|购物车|促销价|月销|库存|退换|正品|加入收藏|下单|亲们|价格[：:]|￥\s*\d|¥\s*\d|买家|卖家|客服")
_REPORTED = re.compile(
    r"(?:会议|全会|他|她|[一-鿿]{2,3})(?:强调|指出|要求|认为|提出|号召)[，,：]|本[报网]讯"
    r"|记者|据悉|(?:日前|近日)[，,]|通讯员|(?:参加|出席|主持|列席)(?:了)?(?:会议|座谈)"
)
_MOST_WORDS = 3
_PER_CHARACTERS = 400

_KINDS = {
    "rule": "这篇文字是一条一条的规定（第一条、第二条……），不像一篇讲话",
    "shop": "这篇文字像商品页面，不像一篇讲话",
    "news": "这篇文字通篇用转述的口吻（会议强调、会议指出……），像新闻报道或公报，不像一篇讲话",
    "none": "这篇文字里没有称呼，没有讲话人的口吻，也没有巡察的内容，不像一篇讲话",
}


class _Blocks(Protocol):
    @property
    def blocks(self) -> tuple[Block, ...]: ...


def not_a_speech(cleaned: _Blocks) -> str | None:
    """Why ``cleaned`` is no speech, as one Chinese sentence with what to do; None if it may be one.

    A text with a salutation, or with 讲话, 动员 … in its title, always may be. Another is
    refused when it is written as rules, as a shop's page or as a report of others' words,
    or when nothing in it is said in the first person, demanded, or about 巡察.
    """
    if any(block.kind == "salutation" or (block.kind == "title" and _ADDRESSED.search(block.text)) for block in cleaned.blocks):
        return None
    kind = _kind(cleaned.blocks)
    return f"{_KINDS[kind]}，没有导入。请确认选对了文件；如确为讲话，可以坚持导入。" if kind else None


def _kind(blocks: tuple[Block, ...]) -> str:
    """Which kind of text this is instead of a speech (a key of ``_KINDS``); '' if it may be a speech."""
    text = "".join(block.text for block in blocks)
    own_words = len(_FIRST_PERSON.findall(text))
    demands = len(_DEMANDS.findall(text))
    if sum(_ARTICLE.match(block.text) is not None for block in blocks) > _MOST_WORDS:
        return "rule"
    if len(_SHOP.findall(text)) > _MOST_WORDS:
        return "shop"
    if len(_REPORTED.findall(text)) > max(_MOST_WORDS, own_words):
        return "news"
    if own_words or _ADDRESSED.search(text) or _INSPECTION.search(text) or demands > max(_MOST_WORDS, len(text) // _PER_CHARACTERS):
        return ""
    return "none"
