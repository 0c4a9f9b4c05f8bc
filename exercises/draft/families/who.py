"""Who does what: bodies and roles with what the speech asks of each by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exercises.draft.reading import Reading
from exercises.draft.sketch import Choice, Pairs, Sketch, Wrong
from exercises.draft.wording import balanced, clean, is_masked, likeness, nested

_WHO = (
    r"(?:[市县区省局镇各]{0,2}(?:委|党委|党组)?(?:巡察|巡视)?(?:巡察组|巡视组|巡察办|巡察机构|工作领导小组|领导小组|领导小组办公室)"
    r"|县（区）巡察办|巡察干部|巡察组(?:成员|组长)|[^，。；]{0,6}组长|联络员|纪委监委|[市县区]?委?组织部|派驻纪检监察组|[^，。；]{0,4}(?:审计|信访|组织|宣传|财政|公安)(?:、[^，。；]{2,4})*(?:等)?部门"
    r"|有关部门|职能部门|相关部门|被巡[察视](?:党组织|单位|村|镇)(?:主要负责人|主要负责同志|党委|党组|领导班子|党员干部)?|党组织主要负责人|主要负责(?:人|同志)|党(?:委|组|支部)书记|班子(?:其他)?成员|[镇乡]党委|各级党组织|各支部|新闻媒体|机关纪委|派出单位)"
)
_CLAIM = re.compile(rf"^(?P<who>{_WHO})(?:都)?(?:要|必须|务必|应当)(?P<deed>[^，。；：]{{4,26}})$")
_VAGUE = re.compile(r"^(?:提高|加强|增强|切实|坚持|做到|以|充分认识|深刻认识|把|按照|牢固|统一|在|站在)")


@dataclass(frozen=True)
class Task:
    """What the speech asks of somebody by name."""

    who: str
    deed: str
    n: int
    quote: str


def tasks(reading: Reading) -> list[Task]:
    """The tasks whose doer stands right before them."""
    found: dict[str, Task] = {}
    for sentence in reading.sentences:
        for start, end in sentence.clauses():
            text = clean(sentence.text[start:end])
            hit = _CLAIM.match(text)
            if hit and not _VAGUE.match(hit["deed"]) and balanced(hit["deed"]) and not is_masked(text) and not re.search(r"自己|其", hit["deed"]):
                found.setdefault(hit["deed"], Task(hit["who"], hit["deed"], sentence.n, sentence.text[start:end]))
    return list(found.values())


def propose(reading: Reading) -> Iterator[Sketch]:
    """One matching of doers and deeds, and a question for each deed."""
    yield from duties_named(reading)
    own = tasks(reading)
    slug = reading.speech.slug
    by_who: dict[str, Task] = {}
    for task in own:
        by_who.setdefault(task.who, task)
    distinct = [t for i, t in enumerate(by_who.values()) if not any(_overlap(t.who, o.who) for o in list(by_who.values())[:i])]
    distinct = [t for t in distinct if t.who not in t.deed]
    if len(distinct) >= 3:
        chosen = distinct[:5]
        yield Sketch(
            "who",
            Pairs([(t.deed, t.who) for t in chosen]),
            f"据{reading.named}，下列事情各由谁做？请对应起来。",
            f"讲话给各方分了工：{'；'.join(f'{t.who}——{t.deed}' for t in chosen)}。看要求先看主语。",
            [(f"{slug}¶{t.n}", t.quote) for t in chosen],
            "understand",
            "讲话点名要求各方做的事不同，适合考谁做什么。",
            0.85,
            tags=("who-match", *(f"who:{t.deed}" for t in chosen)),
            about="".join(t.deed for t in chosen),
        )
    if len(distinct) >= 2:
        for task in distinct:
            rivals = [t for t in distinct if t.who not in task.deed and t.who != task.who and not _overlap(t.who, task.who)]
            wrong = [Wrong(t.who, f"讲话要求{t.who}做的是“{nested(t.deed)}”，不是这件事。", 1.0) for t in rivals]
            wrong += [Wrong(who, f"{who}也是讲话里常说到的一方，但这一句的主语不是它。", 0.3) for who in _OTHERS if not _overlap(who, task.who) and who not in task.deed and not (_SAME_SIDE.search(who) and _SAME_SIDE.search(task.who))]
            yield Sketch(
                "who",
                Choice([task.who], wrong),
                f"据{reading.named}，要“{nested(task.deed)}”的是哪一方？",
                f"这一句的主语写得清楚：{task.who}。分工不清，事情就会没有人做或者做过头。",
                [(f"{slug}¶{task.n}", task.quote)],
                "remember",
                f"讲话点名由{task.who}来做。",
                0.75,
                about=task.deed,
                tags=(f"who:{task.deed}",),
            )


_SAME_SIDE = re.compile("巡察组|巡察干部|组员|组长")
_OTHERS = ("巡察工作领导小组", "巡察办", "巡察组", "被巡察党组织", "派驻纪检监察组", "巡察干部")


_DUTY = re.compile(
    r"(?P<who>党委(?:（党组）)?书记|党组书记|书记|主要负责人|党委|党组|党（工）委|班子(?:其他)?成员|派驻纪检监察组|纪委|纪检监察机关)"
    r"的?(?P<duty>主体责任|第一责任人责任|第一责任人职责|第一责任|分管责任|监督责任|直接责任|“一岗双责”责任|“一岗双责”)"
)


def duties_named(reading: Reading) -> Iterator[Sketch]:
    """Who bears which duty, where the speech gives at least two in one sentence."""
    for sentence in reading.sentences:
        found = {hit["duty"]: hit["who"] for hit in _DUTY.finditer(sentence.text)}
        if len(found) < 2 or len(set(found.values())) != len(found):
            continue
        spare = next(duty for duty in ("监督责任", "分管责任", "直接责任") if duty not in found and duty not in sentence.text)
        yield Sketch(
            "who",
            Pairs([(who, duty) for duty, who in found.items()], [spare]),
            f"据{reading.named}，各方承担的是什么责任？请对应起来，右边多出一项。",
            f"讲话把责任分到各方：{'；'.join(f'{who}——{duty}' for duty, who in found.items())}。责任分清了，才知道该找谁、谁该做什么。",
            [(f"{reading.speech.slug}¶{sentence.n}", sentence.text)],
            "remember",
            "几种责任名称相近，承担的人不同，最容易记混。",
            0.85,
            lesson=8,
            tags=("duties-named",),
        )


def _overlap(a: str, b: str) -> bool:
    return a in b or b in a or likeness(a, b) >= 0.5
