"""Numbers of the round: how long the stay is, how many are inspected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exercises.draft.reading import Reading
from exercises.draft.sketch import Choice, Sketch, Wrong

_ASKED: tuple[tuple[re.Pattern[str], str, tuple[int, ...]], ...] = (
    (re.compile(r"(?:开展)?(?:为期|时间为|驻点时间为)(?P<n>[1-9]\d?)(?P<unit>个工作日|天|个月)"), "{visit}为期多长时间", (15, 20, 25, 30, 40, 45, 60)),
    (re.compile(r"对(?P<n>[1-9]\d?)(?P<unit>个(?:单位|党组织|部门|乡镇|镇|村))开展"), "本轮对多少个{what}开展{visit}", (3, 4, 5, 6, 8, 10, 12)),
    (re.compile(r"派出(?P<n>[1-9]\d?)(?P<unit>个巡[察视]组)"), "本轮派出多少个{what}", (2, 3, 4, 5, 6, 8)),
)


def propose(reading: Reading) -> Iterator[Sketch]:
    """One question for each such number."""
    for block in reading.speech.blocks:
        for pattern, question, rivals in _ASKED:
            for hit in pattern.finditer(block.text):
                if not reading.sound(block.n, hit.start(), hit.end()):
                    continue
                n, unit = int(hit["n"]), hit["unit"]
                what = unit.removeprefix("个")
                clause = _clause(block.text, hit.start(), hit.end())
                visit = next(iter(re.findall("巡[察视]", clause[clause.index(hit[0]) + len(hit[0]) :])), reading.visit)
                near = sorted((other for other in rivals if other != n), key=lambda other: abs(other - n))[:3]
                right = f"{n}{unit}"
                yield Sketch(
                    "numbers",
                    Choice([right], [Wrong(f"{other}{unit}", f"{other}{unit}在别的轮次里可能有，本讲话写的是{right}。") for other in near]),
                    f"据{reading.named}，{question.format(visit=visit, what=what)}？",
                    f"讲话写明是{right}。时间和范围由方案定，安排工作、核对进度都要以此为准。",
                    [(f"{reading.speech.slug}¶{block.n}", clause)],
                    "remember",
                    "本轮的时间和范围，参加的人都应当知道。",
                    0.7,
                    lesson=12,
                    tags=(f"number:{right}",),
                )


def _clause(text: str, start: int, end: int) -> str:
    left = max(text.rfind(mark, 0, start) for mark in "，。；,;") + 1
    rights = [at for mark in "，。；,;" if (at := text.find(mark, end)) >= 0]
    return text[left : min(rights) if rights else len(text)]
