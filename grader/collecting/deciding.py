"""What people decide about versions, from their words to what is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from grader.collecting import ledger
from grader.collecting.ledger import Decision, Verdict
from grader.collecting.versions import Version
from grader.errors import GraderError

TAKE, USE, ON_TIME, REFUSE, UNDO = "收", "用", "按时", "不收", "撤回"
_VERDICTS: dict[str, Verdict] = {TAKE: "accept", USE: "prefer", ON_TIME: "timely", REFUSE: "refuse"}


@dataclass(frozen=True)
class Choice:
    """One decision as a person states it."""

    token: str
    """Of the version, as shown."""
    what: str
    """收, 用, 按时, 不收, 撤回, or the id of the trainee whose paper it is."""


def parse(text: str) -> Choice:
    """``TOKEN=what`` as typed on a command line. Raises GraderError."""
    token, equals, what = (part.strip() for part in text.partition("="))
    if not token or not equals or not what:
        raise GraderError(f"“{text}”不是一条处理决定。请写成 “记号=编号”，或 “记号={TAKE}”、“记号={REFUSE}”、“记号={USE}”、“记号={ON_TIME}”、“记号={UNDO}”。")
    return Choice(token, what)


def apply(
    decisions: Sequence[Decision], versions: Sequence[Version], choices: Sequence[Choice], roster: frozenset[str], now: datetime
) -> list[Decision]:
    """The decisions with the new ones.

    Raises GraderError when a choice names no version, or nobody of the roster.
    """
    decided = list(decisions)
    by_token = {version.token: version for version in versions}
    for choice in choices:
        version = by_token.get(choice.token)
        if version is None:
            raise GraderError(f"没有记号为“{choice.token}”的答卷，没有收卷。请用 “--dry-run” 看清记号后再写。")
        if choice.what == UNDO:
            decided = ledger.taken_back(decided, version.digest, version.claim, now)
            continue
        about = {"digest": version.digest, "claim": version.claim, "at": now}
        if choice.what in _VERDICTS:
            if not version.student and choice.what != REFUSE:
                raise GraderError(f"“{choice.token}”还不知道是谁的答卷。请写 “{choice.token}=编号” 指定，或写 “{choice.token}={REFUSE}”。")
            if choice.what == ON_TIME and not version.basis:
                raise GraderError(f"“{choice.token}”的交卷时间有据可查，不能认定为按时。")
            new = Decision.model_validate(about | {"verdict": _VERDICTS[choice.what]})
        elif choice.what in roster:
            new = Decision.model_validate(about | {"student": choice.what})
        else:
            raise GraderError(f"名册上没有编号“{choice.what}”，没有收卷。请核对编号，或先登记这名学员。")
        decided = ledger.with_decision(decided, new)
    return decided
