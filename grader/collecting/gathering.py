"""Taking note of every paper there is: those that come, those of the exchange, those in place, those kept before."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from corpus.oserror import said
from grader.bulk import folders
from grader.bulk.reading import MAX_BYTES, BadPaper
from grader.bulk.run import ignored
from grader.classroom import Classroom
from grader.collecting import exchange
from grader.collecting.arrivals import TOO_LARGE, Arrival, Budget, Refused
from grader.collecting.choosing import Standing
from grader.collecting.exchange import HandIn
from grader.collecting.keeping import SECRET, Content, Store, digest_of
from grader.collecting.ledger import How, Sighting
from grader.collecting.matching import Matcher
from grader.collecting.paper import Paper, Released, look


class Gathering:
    """What is known of one quiz's papers; everything noted is kept first, unless it is only a preview."""

    def __init__(
        self,
        room: Classroom,
        face: Released,
        store: Store | None,
        kept: Store,
        matcher: Matcher,
        before: Sequence[Sighting],
        now: datetime,
    ) -> None:
        """Begin with the sightings ``before``; papers are kept in ``store``, and read again from ``kept``."""
        self._room, self._face, self._store, self._kept, self._matcher, self._now = room, face, store, kept, matcher, now
        self._ignore = ignored(room)
        self.sightings = [*before]
        self.facts: dict[str, Paper] = {}
        """What each paper says of itself, by digest."""
        self.budget = Budget()
        self.broken: dict[str, str] = {}
        """Submissions in place that cannot be read, and why, by trainee."""
        self.remarks: list[str] = []
        self._known = {(one.digest, one.how, one.parts) for one in before}
        self._digests = {one.digest for one in before}
        self._files = {one.paper: one.digest for one in before if one.how == "file"}

    def arrived(self, arrival: Arrival) -> None:
        """A file came."""
        try:
            facts = look(arrival.raw, self._face)
        except BadPaper as problem:
            whose = self._matcher.match(arrival.parts).student
            who = f"{self._matcher.who(whose)}的文件" if whose else ""
            self.budget.refuse(arrival.parts, f"{who}{problem}")
            return
        digest = digest_of(arrival.raw)
        self._note(digest, arrival.raw, "file", arrival.parts, facts, {}, stamp=arrival.modified, packed=arrival.packed)

    def exchange(self) -> None:
        """Everything that lies in the exchange. Raises OSError."""
        for one in exchange.handed_in(self._room, self._face.quiz, self._ignore):
            if isinstance(one, Refused):
                self.budget.refusals.append(one)
            else:
                self._handed_in(one, "exchange")

    def standing(self) -> dict[str, Standing]:
        """What is in place, by trainee; all of it is kept from here on."""
        standing = {}
        for one in exchange.submitted(self._room, self._face.quiz, self._ignore):
            if isinstance(one, Refused):
                self.broken[one.where.partition("／")[2]] = one.why
            elif digest := self._handed_in(one, "submitted"):
                standing[one.student] = Standing(digest, _sha(one.found.raw), one.moment)
        return standing

    def recall(self) -> None:
        """What the papers say that came before."""
        for digest in self._digests - self.facts.keys():
            try:
                self.facts[digest] = look(self._kept.read(digest), self._face, strict=False)
            except BadPaper as problem:
                self.facts[digest] = Paper(problem=str(problem))
            except OSError as error:
                self.remarks.append(f"存档里的 {self._kept.path(digest)} 读不了（{said(error)}），没有计入。")

    def _handed_in(self, one: HandIn, how: How) -> str:
        """Take note of one submission's folder; its digest, empty where it is not taken in."""
        raw = one.found.raw
        if len(raw) > MAX_BYTES:
            who = self._matcher.who(one.student)
            if how == "submitted":
                self.broken[one.student] = TOO_LARGE
            else:
                self.budget.refuse(("交换文件夹", one.folder.name), f"{who}的答卷{TOO_LARGE}")
            return ""
        try:
            facts = look(raw, self._face, strict=False)
        except BadPaper as problem:
            facts = Paper(problem=str(problem))
        if how == "submitted" and SECRET not in one.found.others and (ours := self._files.get(_sha(raw))):
            self._keep(ours, raw, facts, {})  # it was put there from what is kept, if that is still so
            return ours
        along = _along(one)
        secret = b"".join(along[SECRET]()) if SECRET in along else None
        digest = digest_of(raw, one.found.stamp, secret)
        parts = (one.folder.name if how == "exchange" else one.student,)
        if how == "submitted" and digest in self._digests:
            self._keep(digest, raw, facts, along)
            return digest
        self._note(digest, raw, how, parts, facts, along, stamp=one.moment, doubt=one.doubt, student=one.student)
        return digest

    def _note(
        self, digest: str, raw: bytes, how: How, parts: tuple[str, ...], facts: Paper, along: Content, **more: object
    ) -> None:
        self._keep(digest, raw, facts, along)
        clean = tuple(part.encode("utf-8", "replace").decode() for part in parts)
        if (digest, how, clean) in self._known:
            return
        about = {"digest": digest, "paper": _sha(raw), "how": how, "parts": clean, "seen": self._now}
        new = Sighting.model_validate(about | more)
        self.sightings.append(new)
        self._known.add((digest, how, clean))
        self._digests.add(digest)
        if how == "file":
            self._files[new.paper] = digest

    def _keep(self, digest: str, raw: bytes, facts: Paper, along: Content) -> None:
        self.facts[digest] = facts
        if self._store:
            self._store.keep(digest, raw, along)


def _along(one: HandIn) -> Content:
    """The files that come with a submission."""
    found = [*one.found.others, *([folders.TIMESTAMP] if one.found.stamp is not None else [])]
    return {name: _content(one.folder / name) for name in found}


def _content(path: Path) -> Callable[[], Iterable[bytes]]:
    return lambda: folders.pieces(os.fspath(path))


def _sha(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
