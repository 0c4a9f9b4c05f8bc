"""Whether a speech file keeps its promises; all faults in one pass."""

from __future__ import annotations

import re

from corpus.model import Speech
from corpus.proposals import FIELD_NAMES, TO_CHECK
from corpus.rebuild import is_whole

_GAP = re.compile(r"[一-鿿，。、；：“”][ \t　]+[一-鿿，。、；：“”]")


def faults(speech: Speech) -> list[str]:
    """Every fault of ``speech`` as a Chinese sentence; empty when all holds.

    Holds means: the raw source can be rebuilt and has the recorded SHA-256, no
    blank is left inside a sentence, every slip and notice stands where the front
    matter says, an incomplete text says so, and no field waits for its editor.
    """
    found: list[str] = []
    meta = speech.meta
    if not is_whole(speech):
        found.append("正文与删除记录合起来还原不出原文件（SHA-256 不符）。请恢复正文，错字只记录、不改动。")
    for block in speech.blocks:
        gap = _GAP.search(block.text)
        if gap:
            found.append(f"¶{block.n} 句中有空白：“{gap[0]}”。")
    dropped = "".join(r.text for r in meta.removed)
    for slip in meta.slips:
        home = dropped if slip.n is None else _text(speech, slip.n)
        if slip.text not in home:
            place = "已删除的内容" if slip.n is None else f"¶{slip.n}"
            found.append(f"记录的疏误“{slip.text}”不在{place}里。")
    found += [f"记录的声明“{notice}”不在已删除的内容里。" for notice in meta.notices if notice not in dropped]
    if not meta.complete and not meta.completeness_note:
        found.append("标为不完整，但没有说明缺什么。")
    if meta.suggested:
        found.append(f"还有 {len(meta.suggested)} 处疑似疏误没有核对。请逐条对照原文，属实的确认，不属实的删去。")
    waiting = [label for name, label in FIELD_NAMES.items() if getattr(meta, name) == TO_CHECK]
    waiting += ["时间"] if meta.date.said == TO_CHECK else []
    if waiting:
        found.append(f"还有待核的说明信息：{'、'.join(waiting)}。请对照原文填写。")
    return found


def _text(speech: Speech, n: int) -> str:
    return speech.blocks[n - 1].text if 1 <= n <= len(speech.blocks) else ""
