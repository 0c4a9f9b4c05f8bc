"""Terms that are easily taken for one another: which one stands in the sentence, and is the other one right?

The glossary says which terms are confused and what the difference is; its words go
into the explanation, so that a wrong answer teaches something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from exercises.draft.families.headings import FRAGMENT
from exercises.draft.reading import Reading, Sentence
from exercises.draft.sketch import Choice, Judged, Sketch, Wrong
from exercises.draft.wording import balanced, lead_off, nested
from exercises.folding import fold

if TYPE_CHECKING:
    from corpus.glossary import Term

_KINDS = ("duty", "method", "procedure", "discipline", "misconduct", "body", "concept")
_TOO_NEAR = frozenset(
    "巡视 巡察 政治巡视 巡视组 被巡察单位 被巡察党组织 巡察对象 全面从严治党 管党治党 党内监督 整改 整改责任 整改主体责任 整改监督责任 国之大者 利剑"
    " 巡察组 审查调查 个别谈话 查阅资料 走访调研 举一反三 就事论事 宽松软 软弱涣散 上下联动 以上带下、以下看上 贯通协同 巡视工作方针 把脉会诊 健康体检 政治体检 政治监督 震慑 主题教育 虚假整改"
    " 边改边犯 真改实改 泛化、简单化 不敢监督、不愿监督、不会监督 党之利器、国之利器 纪委监委 问责 执纪问责 一把手 关键少数 两个维护 四个意识 四个自信 两个确立 业务检查 定位 反馈 形式主义、官僚主义 督察 督查".split()
)
"""Terms that may stand for each other in a sentence, or that every speech has everywhere."""


@lru_cache(maxsize=1)
def _terms() -> dict[str, Term]:
    from corpus.glossary import glossary

    return {one.name: one for one in glossary() if one.kind in _KINDS and one.confused and one.name not in _TOO_NEAR and len(one.name) <= 8}


def propose(reading: Reading) -> Iterator[Sketch]:
    """One draft for each confusable term that the speech uses in a telling sentence."""
    from corpus.glossary import finder, glossary

    find = finder(glossary())
    best: dict[str, tuple[float, Sentence, str]] = {}
    for sentence in reading.sentences:
        used = [hit.name for hit in find(sentence.text)]
        for name in dict.fromkeys(used):
            if name not in _terms():
                continue
            words = _telling(sentence, name, used)
            if words:
                worth = len(words) if len(words) <= 40 else 80 - len(words)
                if name not in best or worth > best[name][0]:
                    best[name] = (worth, sentence, words)
    for name, (_, sentence, words) in best.items():
        yield from _asked(reading, _terms()[name], sentence, words)


def _telling(sentence: Sentence, name: str, used: list[str]) -> str:
    """The clause with the term and one beside it, where the term stands once and none that it is confused with."""
    rivals = {other.name for other in _terms()[name].confused}
    if rivals & set(used):
        return ""
    text = sentence.shown
    clauses = re.split(r"(?<=[，；：])", text)
    at = next((i for i, clause in enumerate(clauses) if name in clause), None)
    if at is None:
        return ""
    words = clauses[at].strip("，；：")
    if len(words) < 14 and at + 1 < len(clauses) and clauses[at].endswith("，"):
        words = f"{words}，{clauses[at + 1].strip('，；：')}"
    elif len(words) < 14 and at > 0 and clauses[at - 1].endswith("，"):
        words = f"{clauses[at - 1].strip('，；：')}，{words}"
    words = lead_off(words)
    fit = 14 <= len(words) <= 60 and balanced(words) and fold(words).count(fold(name)) == 1 and not FRAGMENT.match(words)
    return words if fit and not re.search(r"[、]$|等$|^[^，]{0,3}的|\d|是不是|是否|请大家|我们|^(?:通过|经过|努力|不断|继续)", words) else ""


def _asked(reading: Reading, term: Term, sentence: Sentence, words: str) -> Iterator[Sketch]:
    cite = [(f"{reading.speech.slug}¶{sentence.n}", sentence.text)]
    rivals = [other for other in term.confused if other.name not in words and other.name not in _TOO_NEAR]
    rivals = [other for other in rivals if not _said_with(reading, words.replace(term.name, other.name))]
    about = words
    tags = (f"term:{term.name}",)
    if len(rivals) >= 3:
        wrong = [Wrong(other.name, f"不是“{other.name}”：{_short(other.difference)}", 1.0 + crc32(other.name.encode()) % 100 / 200) for other in rivals]
        yield Sketch(
            "terms",
            Choice([term.name], wrong),
            f"据{reading.named}，“{nested(words).replace(term.name, '＿＿')}”，空缺处原文用的是哪个说法？",
            f"原文用的是“{term.name}”。{_short(term.definition)}",
            cite,
            "understand",
            f"“{term.name}”与几个相近的说法容易混用。",
            0.75,
            about=about,
            tags=tags,
        )
    elif rivals:
        other = rivals[0]
        true = crc32(words.encode()) % 3 == 0
        said = words if true else words.replace(term.name, other.name)
        note = (
            f"“{other.name}”与“{term.name}”相近，容易以为原文用的是它。"
            if true
            else f"“{other.name}”与“{term.name}”只差一点，换上去也读得通，容易看漏。"
        )
        yield Sketch(
            "terms",
            Judged("对" if true else "错", note),
            f"据{reading.named}，{said}。",
            f"原文用的是“{term.name}”，不是“{other.name}”。{_short(other.difference)}",
            cite,
            "understand",
            f"“{term.name}”容易与“{other.name}”混用。",
            0.75,
            about=about,
            tags=tags,
        )


def _said_with(reading: Reading, words: str) -> bool:
    return fold(words) in fold(reading.whole)


def _short(text: str) -> str:
    """The first sentence or two of the glossary's words."""
    parts = [part for part in text.split("。") if part]
    kept = parts[0] if len(parts[0]) > 18 or len(parts) == 1 else "。".join(parts[:2])
    return f"{kept}。"
