"""Orders and their effects in words, the same on the terminal and on the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exercises import times
from grader.marks import number
from grader.voiding.amend import ACTS, Order
from grader.voiding.effect import Change, Effect
from grader.voiding.journal import Entry

MOST_NAMED = 20

WHY_FULL_MARKS = (
    "作废的题，交了卷的人都得满分，没答的也一样：试卷总分、及格线和已公布的百分制不变，没有人因此降分，"
    "名次与把这道题从总分里拿掉完全相同。"
)


def asked(order: Order, key_before: str, key_after: str) -> str:
    """What is to be done, in one line."""
    if order.act == "rekey":
        return f"第 {order.number} 题更正答案：由“{key_before}”改为“{key_after}”。"
    return f"第 {order.number} 题{ACTS[order.act]}。"


def effect(found: Effect, named: bool = True) -> list[str]:
    """What comes of an order, in sentences; without anybody's name unless ``named``."""
    if not found.people:
        return ["还没有评过分的答卷，以后评分照此办理。"]
    told = [_scores(found)]
    before, after = found.mean
    if before is not None and after is not None:
        told.append(f"全班平均由 {number(round(before, 2))} 分变为 {number(round(after, 2))} 分（满分 {number(found.full)} 分）。")
    told.append(_passes(found, named))
    told += _cautions(found, named)
    return told


def _scores(found: Effect) -> str:
    moved = [f"{found.raised} 人加分"] if found.raised else []
    moved += [f"{found.lowered} 人减分"] if found.lowered else []
    if not moved:
        return f"{found.people} 人的得分都不变。"
    return f"{found.people} 人中，{'，'.join(moved)}，变动最多 {number(found.most)} 分。"


def _passes(found: Effect, named: bool) -> str:
    before, after = found.passed
    line = f"百分制 {number(found.passing)} 分及格"
    text = f"及格（{line}）由 {before} 人变为 {after} 人。" if before != after else f"及格（{line}）仍是 {after} 人。"
    if found.now_passing and named:
        text += f"新及格：{people(found.now_passing)}。"
    if found.no_longer_passing and named:
        text += f"不再及格或改为待定：{people(found.no_longer_passing)}。"
    return text


def _cautions(found: Effect, named: bool) -> list[str]:
    told = []
    if found.newly_graded:
        told.append(f"另有 {found.newly_graded} 份新收的答卷一并评分。")
    if found.set_aside:
        told.append(f"这道题上 {len(found.set_aside)} 人有人工分数，作废后不再计算，恢复时放回。")
    if found.by_hand:
        told.append(f"这道题上 {len(found.by_hand)} 人有人工分数，仍以人工分数为准，请到评阅页核看。")
    if found.lost:
        who = f"：{_some(found.lost)}" if named else ""
        told.append(f"{len(found.lost)} 人的答卷已找不到或读不出，没有重新评分的依据，请核看{who}。")
    return told


def people(changes: Sequence[Change]) -> str:
    """Those people by name, at most `MOST_NAMED` of them."""
    return _some([f"{one.name}（{one.id}）" if one.name else one.id for one in changes])


def _some(named: Sequence[str]) -> str:
    rest = len(named) - MOST_NAMED
    return "、".join(named[:MOST_NAMED]) + (f" 等 {len(named)} 人" if rest > 0 else "")


def key_change(entry: Entry) -> str:
    """What became of the key; empty for an order that did not touch it."""
    return f"{entry.key_before} → {entry.key_after}" if entry.key_before != entry.key_after else ""


def outcome(told: Mapping[str, Any]) -> str:
    """The figures that the record keeps of an effect, in one line."""
    if not told.get("people"):
        return "当时还没有评过分的答卷"
    before, after = told["passed"]
    return f"加分 {told['raised']} 人，减分 {told['lowered']} 人，及格 {before} → {after} 人"


def when(entry: Entry, zone: str) -> str:
    """The moment of an order as people read it."""
    return times.chinese(entry.moment, zone)
