"""Sequences: steps that the speech itself puts in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exercises.draft.reading import Reading
from exercises.draft.sketch import Pairs, Sketch, Steps
from exercises.draft.wording import balanced, clean, is_masked, likeness

_STAGES = re.compile(r"(巡察前|巡察中|巡察后|进驻前|进驻后|进驻期间|巡察期间|巡察结束后|整改期间|反馈后|巡前|巡中|巡后)，(?P<deed>[^。；]{6,60})")
_RANK = {"巡察前": 0, "巡前": 0, "进驻前": 0, "进驻后": 1, "巡察中": 1, "巡中": 1, "进驻期间": 1, "巡察期间": 1, "巡察结束后": 2, "巡察后": 2, "巡后": 2, "反馈后": 2, "整改期间": 3}
_CHAIN = re.compile(r"(?:首先|先)(?P<a>[^。；，]{4,20})[，；](?:其次|再|然后|接着)(?P<b>[^。；，]{4,20})[，；](?:最后|再次|再)(?P<c>[^。；，]{4,20})")


def propose(reading: Reading) -> Iterator[Sketch]:
    """Stages of inspection with what is done in each; chains of first, then, last."""
    yield from _stages(reading)
    yield from _chains(reading)


def _stages(reading: Reading) -> Iterator[Sketch]:
    by_block: dict[int, dict[int, tuple[str, str, int, str]]] = {}
    for sentence in reading.sentences:
        for hit in _STAGES.finditer(sentence.text):
            deed = _deed([clean(part) for part in re.split("[，,]", hit["deed"])])
            rank = _RANK[hit[1]]
            if deed:
                by_block.setdefault(sentence.n, {}).setdefault(rank, (hit[1], deed, sentence.n, hit[0]))
    for found in by_block.values():
        yield from _staged(reading, [found[rank] for rank in sorted(found)])


def _staged(reading: Reading, steps: list[tuple[str, str, int, str]]) -> Iterator[Sketch]:
    if len(steps) < 2 or any(likeness(a[1], b[1]) > 0.6 for a, b in zip(steps, steps[1:])):
        return
    told = "；".join(f"{when}，{deed}" for when, deed, _, _ in steps)
    if len(steps) >= 3:
        asked: Steps | Pairs = Steps([deed for _, deed, _, _ in steps])
        stem = f"据{reading.named}，下列事情在一轮巡察里谁先谁后？请排出先后。"
    else:
        spare = next(when for when in ("巡察结束后", "巡察前", "巡察期间") if when not in [step[0] for step in steps])
        asked = Pairs([(deed, when) for when, deed, _, _ in steps], [spare])
        stem = f"据{reading.named}，下列事情各在哪个阶段做？请对应起来，右边多出一项。"
    yield Sketch(
        "sequences",
        asked,
        stem,
        f"讲话按阶段提出要求：{told}。",
        [(f"{reading.speech.slug}¶{n}", quote) for _, _, n, quote in steps],
        "understand",
        "讲话写明了各在什么时候做。",
        0.8,
        lesson=4,
        tags=(f"stages:{steps[0][2]}",),
    )


def _deed(clauses: list[str]) -> str | None:
    """The first thing done: a clause, with the one before it where that only says to what (对发现的问题)."""
    for first, second in zip(clauses, [*clauses[1:], ""]):
        text = f"{first}，{second}" if re.match(r"对|根据|按照|针对|围绕", first) else first
        text = re.sub(r"^(?:要|应|必须|将|也|都)?(?:注意)?", "", text)
        if re.match(r"被巡|巡察组|我们|大家|既要", text):
            continue
        if 5 <= len(text) <= 30 and balanced(text) and not is_masked(text):
            return text
    return None


def _chains(reading: Reading) -> Iterator[Sketch]:
    for sentence in reading.sentences:
        for hit in _CHAIN.finditer(sentence.text):
            steps = [clean(hit[name]) for name in "abc"]
            if any(is_masked(step) or not balanced(step) for step in steps):
                continue
            yield Sketch(
                "sequences",
                Steps(steps),
                f"{reading.named}里有一句说到几件事的先后。请按原文先后排列。",
                f"讲话的次序是：{'——'.join(steps)}。",
                [(f"{reading.speech.slug}¶{sentence.n}", hit[0])],
                "understand",
                "讲话自己说了先后。",
                0.75,
                tags=(f"chain:{steps[0]}",),
            )
