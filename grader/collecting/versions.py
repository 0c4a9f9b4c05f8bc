"""From what came and what was decided to the versions of everyone's paper. Pure: no file is touched here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from grader.collecting.arrivals import shown
from grader.collecting.ledger import Decision, Sighting, Verdict
from grader.collecting.matching import Match, Matcher
from grader.collecting.paper import Paper, plausible


RECEIVED = "收到时间"
"""By whose word a paper has its time where nobody else has one."""


@dataclass(frozen=True)
class Version:
    """One paper of one trainee, or one whose trainee is not told yet."""

    digest: str
    paper: str
    """SHA-256 of the notebook."""
    claim: str
    """Whose it is by its own signs; empty where they do not say."""
    student: str
    """Whose it is, with what a person decided; empty where nobody has."""
    reason: str
    candidates: tuple[str, ...]
    places: tuple[str, ...]
    """Where it was found, each as it may be printed."""
    exchange: bool
    """Whether it came through the exchange or lay in ``submitted``: handed in under an id on purpose."""
    moment: datetime
    """When it was handed in, as far as can be told, naive UTC."""
    basis: str
    """By whose word (Chinese); empty for the paper's own or the exchange's."""
    trusted: bool
    """Whether it can have been handed in then."""
    first: datetime
    """When it was first found."""
    facts: Paper
    doubts: tuple[str, ...] = ()
    verdict: Verdict | None = None
    decided: datetime | None = None
    """When a person last decided about it."""
    given: bool = False
    """Whether a person said whose it is."""
    open: bool = False
    """Whether a decision about it was taken back."""

    @property
    def token(self) -> str:
        """A short name by which people and pages can mean it."""
        return token(self.digest, self.claim)


def token(digest: str, claim: str) -> str:
    """A short name of a paper and whose it is by its own signs."""
    return hashlib.sha256(f"{digest}|{claim}".encode()).hexdigest()[:8]


def versions(
    sightings: Iterable[Sighting],
    facts: Mapping[str, Paper],
    matcher: Matcher,
    roster: frozenset[str],
    decisions: Sequence[Decision],
    now: datetime,
) -> list[Version]:
    """Every version of every paper, in the order in which they were found.

    Args:
        facts: what each paper says of itself, by digest.
        roster: the ids in it; nobody can be unknown to an empty one.
    """
    groups: dict[tuple[str, str], list[Sighting]] = {}
    matches: dict[tuple[str, str], Match] = {}
    for one in sightings:
        if one.digest not in facts:
            continue
        match = _match(one, facts[one.digest], matcher, roster)
        key = (one.digest, match.student)
        groups.setdefault(key, []).append(one)
        matches.setdefault(key, match)
    _join(groups, matches)
    by_subject: dict[tuple[str, str, bool], Decision] = {(d.digest, d.claim, bool(d.student)): d for d in decisions}
    made = [_version(key, found, matches[key], facts[key[0]], by_subject, now) for key, found in groups.items()]
    return _merged(made)


def _match(one: Sighting, paper: Paper, matcher: Matcher, roster: frozenset[str]) -> Match:
    if one.how == "file":
        return matcher.match(one.parts, paper.student, paper.name)
    if one.how == "exchange" and roster and one.student not in roster:
        return Match("", f"编号“{one.student}”不在名册", ())
    said = matcher.match(("",), paper.student, paper.name)
    whom = {said.student} if said.student else set(said.candidates)
    if one.how == "exchange" and whom and one.student not in whom:
        why = f"交在{matcher.who(one.student)}名下，文件内写的却是{'、'.join(matcher.who(other) for other in sorted(whom))}"
        return Match("", why, tuple(sorted({one.student, *whom})))
    return Match(one.student, "按交换文件夹" if one.how == "exchange" else "原已收下")


def _join(groups: dict[tuple[str, str], list[Sighting]], matches: dict[tuple[str, str], Match]) -> None:
    """A copy that does not say whose it is belongs with the one that does, where there is just one that it may be."""
    claims: dict[str, list[str]] = {}
    for digest, claim in groups:
        if claim:
            claims.setdefault(digest, []).append(claim)
    for digest, whose in claims.items():
        doubtful = matches.get((digest, ""))
        if len(whose) == 1 and doubtful and (not doubtful.candidates or whose[0] in doubtful.candidates):
            groups[digest, whose[0]] += groups.pop((digest, ""))


def _version(
    key: tuple[str, str],
    found: Sequence[Sighting],
    match: Match,
    facts: Paper,
    decisions: Mapping[tuple[str, str, bool], Decision],
    now: datetime,
) -> Version:
    digest, claim = key
    owner = decisions.get((digest, claim, True))
    student, reason = (owner.student, "已指定归属") if owner else (claim, match.reason)
    verdict = decisions.get((digest, claim, False))
    moment, basis, trusted, doubts = _moment(found, facts, now)
    is_open = verdict is not None and verdict.verdict == "open"
    decided = [one.at for one in (owner, None if is_open else verdict) if one]
    return Version(
        digest=digest,
        paper=found[0].paper,
        claim=claim,
        student=student,
        reason=reason,
        candidates=match.candidates,
        places=tuple(dict.fromkeys(_place(one) for one in found)),
        exchange=any(one.how != "file" for one in found),
        moment=moment,
        basis=basis,
        trusted=trusted,
        first=min(one.seen for one in found),
        facts=facts,
        doubts=tuple(dict.fromkeys([*doubts, *(one.doubt for one in found if one.doubt), *([facts.remark] if facts.remark else [])])),
        verdict=verdict.verdict if verdict and not is_open else None,
        given=owner is not None,
        open=is_open,
        decided=max(decided, default=None),
    )


def _place(one: Sighting) -> str:
    return shown(one.parts) if one.how == "file" else f"{'交换文件夹' if one.how == 'exchange' else 'submitted'}／{shown(one.parts)}"


def _moment(found: Sequence[Sighting], facts: Paper, now: datetime) -> tuple[datetime, str, bool, list[str]]:
    """When it was handed in, by whose word, whether that can be, and what is odd about it."""
    official = [one.stamp for one in found if one.how != "file" and one.stamp]
    if official:
        moment = min(official)
        trusted = plausible(moment, now)
        return moment, "", trusted, [] if trusted else [_odd(moment, now)]
    doubts = []
    if facts.moment is not None:
        if plausible(facts.moment, now):
            return facts.moment, "", True, []
        doubts.append(f"文件内的{_odd(facts.moment, now)}")
    dated = [(one.stamp, one.packed) for one in found if one.stamp and plausible(one.stamp, now)]
    if dated:
        moment, packed = min(dated)
        return moment, "压缩包里的文件时间" if packed else "文件修改时间", True, doubts
    if any(one.stamp for one in found):
        doubts.append("文件时间不可信")
    return min(one.seen for one in found), RECEIVED, True, doubts


def _odd(moment: datetime, now: datetime) -> str:
    return "交卷时间晚于现在，请核对" if moment > now else "交卷时间早得不可信"


def _merged(made: Sequence[Version]) -> list[Version]:
    """The same paper that a person gave to whom another copy already belonged is one version."""
    kept: dict[tuple[str, str], Version] = {}
    out: list[Version] = []
    for one in made:
        key = (one.digest, one.student)
        if one.student and key in kept:
            other = kept[key]
            out[out.index(other)] = kept[key] = replace(other, places=tuple(dict.fromkeys([*other.places, *one.places])))
        else:
            kept[key] = one
            out.append(one)
    return out
