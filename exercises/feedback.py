"""What a trainee is told about an answer: the verdict, why, and the words of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exercises.evidence import mismatch, quotation
from exercises.items import Evidence, Item, kind
from exercises.marking import assess
from exercises.response import Answer, Blank, Literal
from exercises.ruling import Ruling, alternatives
from exercises.score import Verdict
from exercises.shuffle import as_seen, letters, relettered


@dataclass(frozen=True)
class Explanation:
    """One answer explained; all texts are plain Chinese text, no markup."""

    verdict: Verdict
    earned: float | None
    """None while a person has not marked it."""
    points: int
    note: str
    """How the score came about."""
    given: str
    right: str
    explanation: str
    why_wrong: str | None
    """Why the wrong options that were chosen are wrong, one a line."""
    quotations: tuple[tuple[str, str, str], ...]
    """(label of the place, the quoted words, the whole paragraph) of each piece of evidence."""
    ruling: str = ""
    """What was decided about the item after the paper had been handed out, and why; empty where nothing was."""


def explain(
    item: Item, answer: Answer, ids: Sequence[str] | None = None, ruling: Ruling | None = None
) -> Explanation:
    """The explanation of an answer that `response.read` or `response.read_prose` returned.

    With ``ids``, the order in which the trainee saw the options, they are called by the
    letters the trainee saw. Of a void item neither key nor explanation is told: they are in doubt.
    """
    score, response = assess(item, answer, ruling)
    keyed, original = alternatives(item, ruling), ruling.original if ruling else None
    if ids is not None:
        item, response = as_seen(item, ids), None if response is None else relettered(response, letters(ids))
        keyed, original = [as_seen(one, ids) for one in keyed], original and as_seen(original, ids)
    void = score.verdict == "void"
    return Explanation(
        verdict=score.verdict,
        earned=score.earned,
        points=score.points,
        note=score.note,
        given=_given(item, answer, response),
        right="" if void else "；或 ".join(dict.fromkeys(map(_right, keyed))),
        explanation="" if void else item.explanation,
        why_wrong=None if void else _why_wrong(item, response),
        quotations=() if void else tuple(map(_quoted, item.evidence)),
        ruling=_told(ruling, original) if ruling else "",
    )


def _right(item: Item) -> str:
    return kind(item).describe(item, kind(item).key(item))


def _told(ruling: Ruling, original: Item | None) -> str:
    changed = ruling.did == "rekey" and original is not None
    before = f"原答案：{_right(original)}。" if changed and original else ""
    return f"{ruling.note}{before}理由：{ruling.why}"


def _given(item: Item, answer: Answer, response: Any) -> str:
    if response is not None:
        return kind(item).describe(item, response)
    match answer:
        case Blank():
            return "未作答"
        case Literal(value):
            return str(value)
        case _:
            return "无法识别"


def _why_wrong(item: Item, response: Any) -> str | None:
    """Distractor notes of what was chosen; only types whose responses are option ids have such notes."""
    notes: dict[str, str] = getattr(item, "distractors", {})
    chosen = [name for name in notes if response is not None and name in response]
    if len(chosen) == 1:
        return notes[chosen[0]]
    return "\n".join(f"{name}. {notes[name]}" for name in chosen) or None


def _quoted(evidence: Evidence) -> tuple[str, str, str]:
    if mismatch(evidence):  # the paper is older than the corpus: what it quoted is still told
        return evidence.cite, evidence.quote, evidence.quote
    found = quotation(evidence)
    return found.label, found.text, found.block.text
