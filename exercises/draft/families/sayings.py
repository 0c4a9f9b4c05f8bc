"""Sayings: what the speech calls the nature, the lifeline, the aim of inspection; pairs of calls that can be mixed up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exercises.draft.reading import Reading, Sentence, named
from exercises.draft.sketch import Blanks, Choice, Judged, Sketch, Wrong
from exercises.draft.wording import balanced, clean, is_masked, likeness, nested, pairs
from exercises.folding import fold

_OWNER = r"(?:巡视巡察|政治巡察|政治巡视|巡察工作|巡视工作|巡视巡察工作|巡察监督|巡察整改|巡察|巡视|整改|队伍建设|[巡察视]{2}发现问题|做好[^，。]{2,10})"
_SLOT = (
    r"本质|根本任务|根本目的|最终目的|根本定位|基本定位|核心任务|首要任务|主要任务|中心任务|生命线|最终落脚点|落脚点|出发点|着力点|政治担当|政治责任"
    r"|关键环节|关键所在|重要标志|重要手段|重要载体|重要途径|重要方式|有力抓手|重要抓手|主要目的|目的|价值所在|核心要义|基本要求|重中之重|重要保障|有力保障|制度安排|战略性制度安排"
)
_BEHIND = re.compile(rf"^(?P<value>[^，。；：]{{2,26}}?)(?:，)?(?:就|才)?是(?P<owner>{_OWNER})的?(?P<slot>(?:{_SLOT}))$")
_BEFORE = re.compile(rf"^(?P<owner>{_OWNER})(?:工作)?的?(?P<slot>(?:{_SLOT}))(?:就|才)?(?:是|在于)(?:为了|要)?(?P<value>[^，。；：]{{2,26}})$")
_START = re.compile(r"^(?:而|但|同时|因此|所以|其中|并且)")
_PLAIN = re.compile(r"^(?P<a>[^是，。、；：]{2,14}?)(?:才|就|都)?是(?P<b>[^是，。；：]{2,12})$")
_NOT_BUT = re.compile(r"不(?:只|仅)?是(?P<no>[^，。；]{2,14})，(?:而是|更是)(?P<yes>[^，。；]{2,16})$")
_VAGUE = re.compile(r"^(?:这|那|此|其|它|他|我|大家|今年|当前|目前|今天|关键|实践|刚才)|^.$")
_LEXICON = ("生命线", "落脚点", "政治担当", "根本任务", "出发点", "重要抓手", "核心任务", "关键环节", "有力保障", "首要任务")


@dataclass(frozen=True)
class Saying:
    """“value is the slot of owner”, and where it is said."""

    value: str
    owner: str
    slot: str
    sentence: Sentence
    clause: tuple[int, int]

    @property
    def words(self) -> str:
        return self.sentence.text[slice(*self.clause)]


def sayings(reading: Reading) -> list[Saying]:
    """Every saying of the speech of which the words are known."""
    found = []
    for sentence in reading.sentences:
        spans = [*sentence.clauses(), *_doubled(sentence)]
        for start, end in spans:
            text = clean(_START.sub("", sentence.text[start:end]))
            hit = _BEHIND.match(text) or _BEFORE.match(text)
            if not hit or _VAGUE.match(hit["value"]) or is_masked(hit["value"]) or not balanced(hit["value"]):
                continue
            found.append(Saying(hit["value"], hit["owner"], hit["slot"], sentence, (start, end)))
    return list({(one.value, one.slot): one for one in found}.values())


def _doubled(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Two clauses taken together where the second begins with 是: 推动改革、促进发展，是…的落脚点."""
    clauses = sentence.clauses()
    for (a, b), (c, d) in zip(clauses, clauses[1:]):
        if sentence.text[c:d].startswith("是") and sentence.text[b] in "，,":
            yield a, d


def propose(reading: Reading) -> Iterator[Sketch]:
    """Drafts about sayings and about pairs of plain “甲是乙”."""
    found = sayings(reading)
    elsewhere = [(speech, one) for speech in reading.others for one in sayings(Reading(speech))]
    taken: set[tuple[int, int]] = set()
    for one in found:
        place = (one.sentence.n, one.sentence.start)
        if place in taken:
            continue  # one question on a sentence that has two such sayings; the other is asked for by the pair
        sketches = list(_what_is(reading, one, found, elsewhere)) if len(one.value) > 4 else []
        sketches = sketches or list(_called_what(reading, one, found, elsewhere))
        if sketches:
            taken.add(place)
        yield from sketches
    yield from _as_what(reading)
    yield from _paired(reading)
    yield from _rather(reading)


def _asked_slot(one: Saying) -> str:
    return f"{one.owner}的{one.slot}"


def _what_is(reading: Reading, one: Saying, found: list[Saying], elsewhere: list) -> Iterator[Sketch]:
    same_slot = [other for other in found if other.slot == one.slot and other.value != one.value]
    if same_slot or one.slot in ("制度安排", "重要手段", "有力保障", "重要抓手", "有力抓手", "重要载体", "重要途径", "重要方式", "政治责任"):
        return  # such things are said of many subjects: the question would have several right answers
    wrong: list[Wrong] = []
    for other in found:
        if other.slot != one.slot:
            note = f"“{nested(other.value)}”也在本讲话里，讲话称它为{_asked_slot(other)}，不是{one.slot}。"
            wrong.append(Wrong(other.value, note, 1.0 + 0.5 * (other.sentence.n == one.sentence.n)))
    for speech, other in elsewhere:
        if likeness(other.value, one.value) < 0.5 and not is_masked(other.value):
            note = f"“{nested(other.value)}”是{named(speech)}说的{_asked_slot(other)}，本讲话这一句不是这样说的。"
            wrong.append(Wrong(other.value, note, 0.5 if other.slot == one.slot else 0.2))
    yield Sketch(
        "sayings",
        Choice([one.value], wrong),
        f"据{reading.named}，{_asked_slot(one)}是什么？",
        f"讲话这一句把{_asked_slot(one)}说成“{nested(one.value)}”。同一类说法有好几个，要分清哪个配哪个：原句是“{nested(clean(one.words))}”。",
        [(f"{reading.speech.slug}¶{one.sentence.n}", one.sentence.text)],
        "remember",
        f"讲话对“{one.slot}”有明确的说法。",
        0.85,
        about=one.words,
        lesson=_lesson(one),
        tags=(f"saying:{one.slot}", f"term:{one.slot.removeprefix('最终')}"),
    )


_AS = re.compile(r"^(?P<who>巡[察视]工作|巡[察视]|开展巡[察视]|政治巡察|巡视巡察)(?:也)?是(?P<what>[^，。；、]{6,26}的)(?P<slot>[^的，。；、]{3,6})$")
_SLOTS_AS = ("制度安排", "重要手段", "有力保障", "创新之举", "重要途径", "有力抓手", "重要载体", "重要方式", "具体体现", "重要标志")


def _as_what(reading: Reading) -> Iterator[Sketch]:
    """“巡察是……的有力保障”: what it is of that; the wrong options are what it is called elsewhere in the speech."""
    hits = []
    for sentence in reading.sentences:
        for start, end in sentence.clauses():
            hit = _AS.match(clean(sentence.text[start:end]))
            if hit and balanced(hit["what"]) and not is_masked(hit[0]) and hit["slot"] in _SLOTS_AS:
                hits.append((sentence, hit))
    for sentence, hit in hits:
        wrong = [
            Wrong(h["slot"], f"“{h['slot']}”在 ¶{s.n}，讲话说的是“{nested(h[0])}”。", 1.0) for s, h in hits if h["slot"] != hit["slot"]
        ]
        wrong += [
            Wrong(slot, f"“{slot}”是这类讲话里常见的说法，本讲话这一句没有用它。", 0.3) for slot in _SLOTS_AS if slot not in reading.whole
        ]
        yield Sketch(
            "sayings",
            Choice([hit["slot"]], wrong),
            f"据{reading.named}，{hit['who']}是{hit['what']}什么？",
            f"讲话这样说明{hit['who']}的作用：“{nested(hit[0])}”。同一篇里还有别的说法，各对着一件事。",
            [(f"{reading.speech.slug}¶{sentence.n}", sentence.text)],
            "remember",
            "讲话说明巡察是什么，用语各有所指。",
            0.75,
            lesson=1,
            tags=(f"as:{hit['slot']}",),
        )


def _lesson(one: Saying) -> int | None:
    return 9 if "整改" in one.owner else 10 if "队伍" in one.owner else 1


def _called_what(reading: Reading, one: Saying, found: list[Saying], elsewhere: list) -> Iterator[Sketch]:
    """What the speech calls a thing; the wrong options are other calls."""
    own = {other.slot for other in found if other.value == one.value}
    if len(own) > 1 or one.slot in ("目的", "制度安排", "关键"):
        return
    wrong = []
    for slot in dict.fromkeys([other.slot for other in found] + [other.slot for _, other in elsewhere] + list(_LEXICON)):
        if slot in one.slot or one.slot in slot or slot in own:
            continue
        there = next((other for other in found if other.slot == slot), None)
        if there:
            note = f"讲话说“{slot}”的是另一句：“{nested(clean(there.words))}”。"
        else:
            note = f"“{slot}”是这类讲话里常见的说法，本讲话没有用它来说这件事。"
        wrong.append(Wrong(slot, note, 1.0 if there else 0.3))
    yield Sketch(
        "sayings",
        Choice([one.slot], wrong),
        f"据{reading.named}，“{nested(one.value)}”被称作{one.owner}的什么？",
        f"讲话把“{nested(one.value)}”称作{_asked_slot(one)}，原句是“{clean(one.words)}”。换一个称呼，轻重和位置就变了。",
        [(f"{reading.speech.slug}¶{one.sentence.n}", one.sentence.text)],
        "remember",
        f"“{one.value}”和“{one.slot}”是固定搭配，容易与别的称呼相混。",
        0.8,
        about=one.words,
        lesson=_lesson(one),
        tags=(f"called:{one.value}", f"term:{one.slot.removeprefix('最终')}"),
    )


def _paired(reading: Reading) -> Iterator[Sketch]:
    """“甲是乙，丙是丁” in one sentence: to fill in, and to judge when the calls are exchanged."""
    for sentence in reading.sentences:
        hits = []
        for start, end in sentence.clauses():
            hit = _PLAIN.match(sentence.text[start:end])
            hits.append((start, end, hit))
        for (a, b, first), (c, d, second) in zip(hits, hits[1:]):
            if not first or not second or _VAGUE.match(first["a"]) or _VAGUE.match(second["a"]):
                continue
            if ("不" in first["a"]) != ("不" in second["a"]) or not _alike_in_form(first, second) or not pairs(first["a"]) & pairs(second["a"]) or min(len(first["a"]), len(second["a"])) < 3:
                continue
            yield from _pair(reading, sentence, (a, b, first), (c, d, second))


def _alike_in_form(first: re.Match[str], second: re.Match[str]) -> bool:
    return abs(len(first["b"]) - len(second["b"])) <= 4 and abs(len(first["a"]) - len(second["a"])) <= 4 and first["b"] != second["b"]


def _pair(reading: Reading, sentence: Sentence, one: tuple, other: tuple) -> Iterator[Sketch]:
    (a, _, first), (_, d, second) = one, other
    words = sentence.text[a:d]
    lead = re.match(r"^(?:[^“]*“)?", first["a"])
    subject, other_subject = clean(first["a"][lead.end() :] if lead and "“" in first["a"] else first["a"]), clean(second["a"])
    call, other_call = clean(first["b"]), clean(second["b"])
    evidence = [(f"{reading.speech.slug}¶{sentence.n}", words if balanced(words) else sentence.text)]
    base = f"{subject}是{call}，{other_subject}是{other_call}"
    whole = f"讲话的原话是“{base}”。两句成对，各有所指，不能调换。"
    if not balanced(subject) or not balanced(other_call):
        return
    short = _split_tail(call, other_call)
    if len(base) % 2:
        yield _pair_judged(reading, subject, other_subject, call, other_call, short, whole, evidence)
        return
    yield Sketch(
        "sayings",
        Blanks({"1": [short[0]], "2": [short[1]]}),
        f"据{reading.named}填空：{subject}是{call[: len(call) - len(short[0])]}{{1}}，{other_subject}是{other_call[: len(other_call) - len(short[1])]}{{2}}。",
        whole,
        evidence,
        "remember",
        "成对的两个判断，容易张冠李戴。",
        0.85,
        tags=(f"pair:{subject}",),
    )


def _pair_judged(
    reading: Reading, subject: str, other_subject: str, call: str, other_call: str, short: tuple[str, str], whole: str, evidence: list[tuple[str, str]]
) -> Sketch:
    """The pair with its calls exchanged."""
    return Sketch(
        "sayings",
        Judged("错", "两个说法成对出现，用词相近，调换了也顺口；原文恰好相反。"),
        f"据{reading.named}，{subject}是{call[: len(call) - len(short[0])]}{short[1]}，{other_subject}是{other_call[: len(other_call) - len(short[1])]}{short[0]}。",
        whole,
        evidence,
        "remember",
        "把成对的两个判断对调，考是否分得清。",
        0.85,
        tags=(f"pair-judge:{subject}",),
    )


def _split_tail(call: str, other: str) -> tuple[str, str]:
    """The parts of both that differ: after the words they begin with in common, up to 的."""
    head = 0
    while head < min(len(call), len(other)) and call[head] == other[head]:
        head += 1
    cut = [at + 1 for text in (call, other) if (at := text.rfind("的")) >= 0]
    if len(cut) == 2 and call[: cut[0]][:2] == other[: cut[1]][:2]:
        return call[cut[0] :], other[cut[1] :]
    return call[head:], other[head:]


def _rather(reading: Reading) -> Iterator[Sketch]:
    """“不是甲，而是乙”: what it is rather."""
    for sentence in reading.sentences:
        text = clean(sentence.text)
        for found in re.finditer(r"[^。；]*?" + _NOT_BUT.pattern[:-1] + r"(?=[。；]|$)", text):
            words = found[0].lstrip("，")
            clauses = words.split("，")
            lead = "，".join(clauses[-3:]) if len(words) > 60 else words
            yes = found["yes"]
            if not 2 <= len(yes) <= 10 or yes not in lead or fold(yes) in fold(lead.replace(yes, "", 1)):
                continue
            yield Sketch(
                "sayings",
                Blanks({"1": [yes]}),
                f"据{reading.named}填空：{lead[: lead.rindex(yes)]}{{1}}。",
                f"讲话用“不是……而是……”把两种看法分开，肯定的是“{yes}”，否定的是“{found['no']}”。",
                [(f"{reading.speech.slug}¶{sentence.n}", sentence.text)],
                "remember",
                "先否定后肯定的句子，讲的是容易有的误解。",
                0.8,
                tags=(f"rather:{yes}",),
            )
