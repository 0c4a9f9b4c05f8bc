"""Rules: what is forbidden or demanded, and who has to keep it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.draft.reading import Reading
from exercises.draft.sketch import Blanks, Choice, Judged, Pairs, Sketch, Wrong
from exercises.draft.wording import balanced, clean, is_masked, likeness, nested
from exercises.folding import fold

if TYPE_CHECKING:
    from corpus.duties import Rule

_INSPECTORS = re.compile(r"全组|巡[察视](?:组(?!织)|干部|机构|人员|工作人员|队伍)|各[巡]?[察视]?组|组长|组员|抽调")
_INSPECTED = re.compile(r"被巡[察视]|[镇乡]党委|[局校院部厅]党(?:组(?!织)|委)|各级党组织|各级干部|广大干部|各单位|各部门|党组（党委）|贵单位|领导班子")
_INSPECTORS_SIDE, _INSPECTED_SIDE = "巡察干部", "被巡察的一方"
_SIDES = {"inspectors": _INSPECTORS_SIDE, "inspected": _INSPECTED_SIDE}
_DISCIPLINE = re.compile(r"严[守明]?(?P<what>(?:政治|组织|廉洁|群众|工作|生活|保密|财经)纪律(?:和[^，。；、]{2,4}纪律)?)(?P<rest>[^；。]{4,60})")
MOST_FILLED = 3
_BAN = re.compile(r"(?:不得|不准|不能|严禁|决不能|绝不能|不许|决不允许|绝不允许)(?P<deed>[^，。；、]{3,14})$")


@dataclass(frozen=True)
class Sided:
    """A rule whose side the paragraph itself names."""

    text: str
    rule: Rule
    side: str


def propose(reading: Reading) -> Iterator[Sketch]:
    """Drafts about prohibitions, their sides, and kinds of discipline."""
    sided = [one for rule in reading.prohibitions if (one := _sided(reading, rule))]
    yield from _whose(reading, sided)
    yield from _which_bans(reading, sided)
    yield from _filled(reading)
    yield from _disciplines(reading)


def _sided(reading: Reading, rule: Rule) -> Sided | None:
    """The rule, where the words before it in its paragraph or the headings name the side and no other."""
    text = clean(rule.text)
    if rule.bound not in _SIDES or is_masked(text) or not balanced(text) or not 6 <= len(text) <= 30:
        return None
    block = reading.speech.block(rule.n)
    before = block.text[: rule.start]
    sentence_start = max(before.rfind(mark) for mark in "。！？") + 1
    said = before[sentence_start:] or before
    own, other = (_INSPECTORS, _INSPECTED) if rule.bound == "inspectors" else (_INSPECTED, _INSPECTORS)
    for scope in (said, before, reading.heading_of(rule.n)):
        if own.search(scope):
            last_own = list(own.finditer(scope))[-1].start()
            others = [m.start() for m in other.finditer(scope)]
            if not others or (rule.bound == "inspected") or max(others) < last_own:
                return Sided(text, rule, _SIDES[rule.bound])
        if other.search(scope):
            return None
    return None


def _cite(reading: Reading, n: int) -> str:
    return f"{reading.speech.slug}¶{n}"


def _context(reading: Reading, rule: Rule) -> str:
    """The sentence of the rule, or as much of it as is near."""
    sentence = reading.sentence_at(rule.n, rule.start)
    return sentence.text if sentence else rule.text


def _whose(reading: Reading, sided: list[Sided]) -> Iterator[Sketch]:
    """Whose rule it is, to be judged."""
    spread = [one for side in _SIDES.values() for one in [o for o in sided if o.side == side][:2]]
    for number, one in enumerate(spread):
        true = number % 2 == 0
        claimed = one.side if true else next(side for side in _SIDES.values() if side != one.side)
        key = "对" if true else "错"
        note = f"这类话对双方都可能说，容易看成对{'被巡察的一方' if one.side == '巡察干部' else '巡察干部'}的要求；要看前面的主语。"
        yield Sketch(
            "rules",
            Judged(key, note),
            f"据{reading.named}，“{nested(one.text)}”是对{claimed}提出的要求。",
            f"先看这段话对谁说：“{nested(one.text)}”约束的是{one.side}。见到带“不”的话，先分清约束谁，再谈怎样执行。",
            [(_cite(reading, one.rule.n), _context(reading, one.rule))],
            "understand",
            f"讲话里带“不”的要求有的对巡察干部，有的对被巡察的一方，这一条对{one.side}。",
            0.8,
            about=one.text,
            lesson=None if one.side == "巡察干部" else 8,
            tags=(f"whose:{fold(one.text)}", f"said:{nested(one.text)}"),
        )


def _which_bans(reading: Reading, sided: list[Sided]) -> Iterator[Sketch]:
    """Which of these are rules for the inspectors; the wrong options bind the inspected."""
    own = [one for one in sided if one.side == "巡察干部"]
    theirs = [one for one in sided if one.side != "巡察干部"]
    if len(own) < 2 or not theirs:
        return
    right = [one.text for one in own[:3]]
    wrong = [Wrong(one.text, f"“{nested(one.text)}”在 ¶{one.rule.n}，约束的是被巡察的一方。") for one in theirs]
    yield Sketch(
        "rules",
        Choice(right, wrong, size=len(right) + min(2, len(wrong))),
        f"下列要求，哪些是{reading.named}对巡察干部提出的？",
        f"对巡察干部说的是：{'；'.join(right)}。其余的是要被巡察的一方做到的。分清对象，才不会把要求用错人。",
        [(_cite(reading, one.rule.n), _context(reading, one.rule)) for one in [*own[:3], *theirs[:1]]],
        "analyse",
        "同一篇里对双方都有“不”的要求，适合考约束谁。",
        0.85,
        lesson=6,
        tags=("bans-for-inspectors",),
    )


def _filled(reading: Reading) -> Iterator[Sketch]:
    """The deed that is forbidden, left out of its sentence."""
    asked = 0
    for rule in sorted(reading.prohibitions, key=lambda rule: rule.bound != "inspectors"):
        if asked >= MOST_FILLED:
            return
        sentence = reading.sentence_at(rule.n, rule.start)
        found = _BAN.search(clean(rule.text))
        if sentence is None or not found or rule.bound == "others":
            continue
        shown = sentence.shown
        deed = found["deed"]
        if quoted := re.search(r"“([^”]{2,6})”$", deed):
            deed = quoted[1]
        if len(deed) > 8 or shown.count(deed) != 1 or not balanced(deed):
            continue
        clauses = re.split(r"(?<=[，；])", shown)
        at = next((i for i, clause in enumerate(clauses) if deed in clause), None)
        if at is None or at == 0:
            continue
        asked += 1
        kept = "".join(clauses[max(0, at - 2) : at + 1]).strip("，；")
        yield Sketch(
            "rules",
            Blanks({"1": [deed]}),
            f"据{reading.named}填空：{kept.replace(deed, '{1}')}。",
            f"讲话明确不许做的是“{deed}”，完整的一句是“{kept}”。前半句说应当怎样，后半句说不许怎样。",
            [(_cite(reading, rule.n), sentence.text)],
            "remember",
            "明确的禁止，应当记准。",
            0.75,
            tags=(f"ban:{deed}", f"term:{deed}"),
        )


def _disciplines(reading: Reading) -> Iterator[Sketch]:
    """Kinds of discipline and what each forbids or demands here."""
    found: dict[str, tuple[str, int, str]] = {}
    for sentence in reading.sentences:
        for hit in _DISCIPLINE.finditer(sentence.text):
            parts = [clean(part) for part in re.split(r"[，,；]", hit["rest"]) if 4 <= len(clean(part)) <= 22]
            parts = [part for part in parts if not _DISCIPLINE.search(part) and "纪律" not in part and balanced(part)]
            best = next((part for part in parts if re.match(r"不|严禁|该|决不|绝不", part)), None)
            if best and hit["what"] not in found:
                found[hit["what"]] = (best, sentence.n, hit[0])
    if len(found) < 3:
        return
    chosen = list(found.items())[:5]
    if any(likeness(a[1][0], b[1][0]) > 0.5 for i, a in enumerate(chosen) for b in chosen[i + 1 :]):
        return
    yield Sketch(
        "rules",
        Pairs([(text, what) for what, (text, _, _) in chosen]),
        f"据{reading.named}，下列要求各写在哪一种纪律下？请对应起来。",
        f"讲话把要求分到几种纪律里说：{'；'.join(f'{what}——{text}' for what, (text, _, _) in chosen)}。",
        list(dict.fromkeys((_cite(reading, n), quote) for _, (_, n, quote) in chosen)),
        "understand",
        "讲话按纪律的种类提出要求，容易归错类。",
        0.85,
        lesson=10,
        tags=("disciplines",),
    )
