"""Whether a cleaned Chinese text is a speech at all. Its editor may know better and insist."""

from __future__ import annotations

import re
from typing import Protocol

from corpus.model import Block

_SPOKEN = re.compile(
    r"同志们|各位(?:领导|同志|来宾|同事|委员|代表)|大家|我(?:讲|再讲|强调|再强调|提|代表|受|想|就|完全同意|宣布|谈|说)|刚才|下面[，,]|今天(?:我们)?(?:召开|在这里|这次)|讲话|发言|动员|致辞|表态|我们要"
)
_DEMANDS = re.compile(r"要(?:坚持|提高|深刻|切实|进一步|加强|认真|突出|紧盯|聚焦|把|以|严格|做到|抓)")
_INSPECTION = re.compile(r"巡[察视]")
_PER_CHARACTERS = 400
_LEAST_DEMANDS = 3


class _Blocks(Protocol):
    @property
    def blocks(self) -> tuple[Block, ...]: ...


def not_a_speech(cleaned: _Blocks) -> str | None:
    """Why ``cleaned`` is no speech, as one Chinese sentence with what to do; None if it may be one.

    A text is refused only when nothing of a speech is in it: nobody is addressed,
    nothing is said in the first person, nothing is demanded, and 巡察 does not occur.
    """
    if any(block.kind in ("title", "salutation") and _SPOKEN.search(block.text) for block in cleaned.blocks):
        return None
    text = "".join(block.text for block in cleaned.blocks)
    demands = len(_DEMANDS.findall(text))
    if _SPOKEN.search(text) or _INSPECTION.search(text) or demands >= max(_LEAST_DEMANDS, len(text) // _PER_CHARACTERS):
        return None
    return "这篇文字里没有称呼，没有讲话人的口吻，也没有巡察的内容，不像一篇讲话，没有导入。请确认选对了文件；如确为讲话，可以坚持导入。"
