"""What is answered to a response: activity and response in, verdict out. Pure; records nothing.

A response comes from a page and may be anything; what is no response to the activity counts as blank.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import singledispatch
from typing import Any

from corpus import Citation
from course.activities import Compare, Date, Mark, Question, Rewrite, Sort
from course.activities.compare import Statement
from course.activities.sort import Card
from course.verdicts import Row, Source, Verdict, blank, parts, source
from exercises.feedback import Explanation, explain
from exercises.items import Item, kind
from exercises.response import Literal, settle


def number(value: float | Fraction) -> str:
    """A score as people write it: 2, 1.5."""
    return f"{float(value):g}"


@singledispatch
def judge(asked: object, response: Any) -> Verdict:
    """The verdict on ``response`` to an item or an interaction."""
    raise TypeError(f"cannot judge {type(asked).__name__}")


@singledispatch
def solution(asked: object) -> Verdict:
    """Answer and reasons for whoever teaches."""
    raise TypeError(f"no solution to {type(asked).__name__}")


# ---- items ---------------------------------------------------------------------------------


@judge.register
def _(item: Item, response: Any) -> Verdict:
    found = explain(item, settle(response))
    if found.verdict in ("blank", "unreadable"):
        return Verdict(found.verdict, lines=("请先作答，再看结果。" if found.verdict == "blank" else found.note,))
    prose = found.verdict == "waiting"
    told = found.verdict in ("wrong", "part", "waiting")
    return Verdict(
        found.verdict,
        None if found.earned is None else found.earned / found.points,
        earned="" if found.earned is None or item.type in ("single", "judge") else f"得 {number(found.earned)} 分，满分 {found.points} 分",
        answers=(("参考答案" if prose else "正确答案", found.right),) if told else (),
        points=_rubric(item) if prose else (),
        lines=(*(found.why_wrong or "").splitlines(), found.explanation),
        sources=_sources(item, found),
    )


@solution.register
def _(item: Item) -> Verdict:
    found = explain(item, Literal(kind(item).key(item)))
    notes = getattr(item, "distractors", {})
    return Verdict(
        "shown",
        answers=(("答案", found.right),),
        points=_rubric(item),
        lines=(found.explanation, *(f"{name}. {note}" for name, note in notes.items())),
        sources=_sources(item, found),
    )


def _rubric(item: Item) -> tuple[str, ...]:
    return tuple(f"{part.point}（{part.points} 分）" for part in getattr(item, "rubric", ()))


def _sources(item: Item, found: Explanation) -> tuple[Source, ...]:
    sources = []
    for evidence, (label, text, whole) in zip(item.evidence, found.quotations, strict=True):
        before, _, after = whole.partition(text)
        sources.append(Source(Citation.parse(evidence.cite), label, text, before, after))
    return tuple(sources)


@judge.register
def _(question: Question, response: Any) -> Verdict:
    return judge(question.parsed, response)


@solution.register
def _(question: Question) -> Verdict:
    return solution(question.parsed)


# ---- mark ----------------------------------------------------------------------------------


def _indexes(response: Any, below: int) -> list[int]:
    given = response if isinstance(response, list) else []
    return sorted({i for i in given if type(i) is int and 0 <= i < below})


@judge.register
def _(mark: Mark, response: Any) -> Verdict:
    chosen = _indexes(response, len(mark.sentences))
    if not chosen:
        return Verdict("blank", word="还没有选句子", lines=("请先选出句子，再看结果。",))
    answers = [(mark.sentences[i], *mark.answer_to(i)) for i in chosen]
    hits, wanted = sum(right for _, right, _ in answers), len(mark.right)
    outcome = "right" if hits == wanted == len(answers) else "part" if hits else "wrong"
    missing = f"还有 {wanted - hits} 句没有找到，可以调整后再看。" if hits else "可以换一句再看。"
    return Verdict(
        outcome,
        hits / max(wanted, len(answers)),
        word={"right": "找准了", "part": "找到了一部分", "wrong": "不是这一句"}[outcome],
        rows=tuple(Row(words, (says,), right, mark.cite is not None) for words, right, says in answers),
        lines=(missing,) if hits < wanted else (),
    )


@solution.register
def _(mark: Mark) -> Verdict:
    rows = [
        Row(words, (says,), right, mark.cite is not None)
        for i, words in enumerate(mark.sentences)
        for right, says in [mark.answer_to(i)]
        if right or says != mark.otherwise
    ]
    return Verdict("shown", rows=tuple(sorted(rows, key=lambda row: not row.right)), lines=(f"其余各句：{mark.otherwise}",))


# ---- sort and compare: every row is given one of a few --------------------------------------


def _given(response: Any, rows: int, allowed: Callable[[str], bool]) -> dict[int, str]:
    given = response if isinstance(response, dict) else {}
    return {i: v for i in range(rows) if isinstance(v := given.get(str(i)), str) and allowed(v)}


def _lacking(rows: int, given: int, unit: str) -> Verdict:
    if given:
        return blank(f"还有 {rows - given} {unit}没有答，答完再看结果。")
    return blank("请先作答，再看结果。")


@judge.register
def _(task: Sort, response: Any) -> Verdict:
    given = _given(response, len(task.cards), task.bins.__contains__)
    if len(given) < len(task.cards):
        return _lacking(len(task.cards), len(given), "张卡片")
    right = [given[i] == card.bin for i, card in enumerate(task.cards)]
    rows = [_sorted(task, card, given[i]) for i, card in enumerate(task.cards)]
    return parts(right, rows, _cited(task.evidence), "张")


@solution.register
def _(task: Sort) -> Verdict:
    rows = []
    for card in task.cards:
        tempts = (f"易错归“{task.bins[name]}”：{why}" for name, why in card.tempts.items())
        says = (f"归“{task.bins[card.bin]}”。{card.why}", *tempts)
        rows.append(Row(card.text, says, None, card.cite is not None, _card_sources(card)))
    return Verdict("shown", rows=tuple(rows), sources=_cited(task.evidence))


def _sorted(task: Sort, card: Card, given: str) -> Row:
    right = given == card.bin
    says = (card.why,)
    if not right:
        tempts = (card.tempts[given],) if given in card.tempts else ()
        says = (f"归在了“{task.bins[given]}”，应归“{task.bins[card.bin]}”。", *tempts, card.why)
    return Row(card.text, says, right, card.cite is not None, _card_sources(card))


def _card_sources(card: Card) -> tuple[Source, ...]:
    own = (source(card.cite, card.text),) if card.cite else ()
    return own + _cited(card.evidence)


def _cited(evidence: Any) -> tuple[Source, ...]:
    return tuple(source(entry.cite, entry.quote) for entry in evidence)


SIDES = {"甲": "只有甲段有", "乙": "只有乙段有", "都": "两段都有", "无": "两段都没有"}


@judge.register
def _(task: Compare, response: Any) -> Verdict:
    given = _given(response, len(task.statements), SIDES.__contains__)
    if len(given) < len(task.statements):
        return _lacking(len(task.statements), len(given), "条说法")
    right = [given[i] == one.key for i, one in enumerate(task.statements)]
    rows = [_compared(task, one, given[i]) for i, one in enumerate(task.statements)]
    return parts(right, rows, unit="条")


@solution.register
def _(task: Compare) -> Verdict:
    rows = []
    for one in task.statements:
        tempts = (f"易错选“{SIDES[side]}”：{why}" for side, why in one.tempts.items())
        rows.append(Row(one.text, (f"{SIDES[one.key]}。{one.why}", *tempts), None, False, _deciding(task, one)))
    return Verdict("shown", rows=tuple(rows))


def _compared(task: Compare, one: Statement, given: str) -> Row:
    right = given == one.key
    wrong = f"选了“{SIDES[given]}”，应是“{SIDES[one.key]}”。{one.tempts.get(given, '')}"  # type: ignore[call-overload]
    return Row(one.text, (one.why,) if right else (wrong, one.why), right, False, _deciding(task, one))


def _deciding(task: Compare, one: Statement) -> tuple[Source, ...]:
    excerpts = {"甲": task.first, "乙": task.second}
    return tuple(source(excerpts[side].cite, words) for side, words in one.words.items())


# ---- rewrite -------------------------------------------------------------------------------


@judge.register
def _(task: Rewrite, response: Any) -> Verdict:
    text = response.strip() if isinstance(response, str) else ""
    if not text or text == task.draft.strip():
        return Verdict("blank", word="还没有改动", lines=("请先改写，再对照。",))
    kept = tuple(
        Row(f"仍有“{flaw.words}”", (flaw.why,), False, False, _flaw_source(flaw)) for flaw in task.faults if flaw.words in text
    )
    gone = tuple(Row(f"已改掉“{flaw.words}”", (flaw.why,), True, False, _flaw_source(flaw)) for flaw in task.faults if flaw.words not in text)
    found = tuple(Row(point.point, (), True) for point in task.points if point.stands_in(text))
    missing = tuple(Row(point.point, ("文中没有找到这一点的字样，请自己对照。",)) for point in task.points if not point.stands_in(text))
    return Verdict(
        "waiting",
        word="请对照参考改写自评",
        rows=(*kept, *gone, *found, *missing),
        answers=(("参考改写", task.model),),
        lines=("以上按字样比对，只作提示，不评分；换一种写法同样可以。",),
    )


@solution.register
def _(task: Rewrite) -> Verdict:
    return Verdict(
        "shown",
        answers=(("参考改写", task.model),),
        rows=tuple(Row(f"“{flaw.words}”", (flaw.why,), False, False, _flaw_source(flaw)) for flaw in task.faults),
        points=tuple(point.point for point in task.points),
    )


def _flaw_source(flaw: Any) -> tuple[Source, ...]:
    return (source(flaw.cite, flaw.quote),) if flaw.cite else ()


# ---- date ----------------------------------------------------------------------------------


@judge.register
def _(task: Date, response: Any) -> Verdict:
    given = response if isinstance(response, dict) else {}
    choice, marked = given.get("choice"), set(_indexes(given.get("marked"), len(task.clauses)))
    if not isinstance(choice, str) or choice not in task.choices:
        return blank("请先选出时间，再看结果。")
    if not marked:
        return blank("请再标出依据的词句，然后看结果。")
    clues = [(clue, bool(task.clauses_of(clue.words) & marked)) for clue in task.clues]
    decoys = [other for other in task.others if task.clauses_of(other.words) & marked]
    known = set().union(*(task.clauses_of(one.words) for one in (*task.clues, *task.others)))
    found, beside = sum(hit for _, hit in clues), len(decoys) + len(marked - known)
    right = choice == task.key
    share = (1 + found / (len(clues) + beside)) / 2 if right else 0.0
    rows = [_dated(clue, hit) for clue, hit in clues]
    rows += [Row(other.words, (other.says,), False, True) for other in decoys]
    rows += [Row(task.clauses[i], ("单凭这一处看不出时间。",), False, True) for i in sorted(marked - known)]
    return Verdict(
        "wrong" if not right else "right" if share == 1 else "part",
        share,
        word="" if right and share == 1 else "时间对了，依据还可以找得更准" if right else "时间不对",
        answers=() if right else (("正确答案", f"{task.key}. {task.choices[task.key]}"),),
        rows=(*(() if right else (Row(f"{choice}. {task.choices[choice]}", (task.wrong[choice],), False),)), *rows),
        sources=(source(task.cite, task.words),),
    )


@solution.register
def _(task: Date) -> Verdict:
    wrong = (f"{name}. {why}" for name, why in task.wrong.items())
    return Verdict(
        "shown",
        answers=(("答案", f"{task.key}. {task.choices[task.key]}"),),
        rows=(*(_dated(clue, None) for clue in task.clues), *(Row(o.words, (o.says,), False, True) for o in task.others)),
        lines=tuple(wrong),
        sources=(source(task.cite, task.words),),
    )


def _dated(clue: Any, hit: bool | None) -> Row:
    says = clue.why + (f"（课外资料 · {clue.outside}）" if clue.outside and "课外资料" not in clue.why else "")
    return Row(clue.words, (says,) if hit is not False else (f"没有标出的依据：{says}",), hit or None, True)
