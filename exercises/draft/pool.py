"""The local pool: drafts waiting to be judged, and the items an instructor has accepted.

In the folder 题库 of a class or workspace lie the accepted items (``<speech>.yaml``,
status reviewed, pool exam) and any other files of the instructor's own; below it in
草稿 the drafts (status draft, which no paper takes), each speech with a second file
(JSON, so that no bank reads it as items) that says why every draft was drawn, which
were rejected and why.

What was judged is written first, then taken from the drafts; where a crash comes
between, the draft is left out at the next reading.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from corpus.store import check_slug, work_folder
from exercises.assembly.pools import DRAFTS, LOCAL
from exercises.bank import SHIPPED, survey
from exercises.draft.draw import Draft, draft
from exercises.draft.files import PoolError, dumped, put, read_items
from exercises.evidence import mismatch
from exercises.folding import fold
from exercises.items import TYPES, Item
from exercises.items.base import Strict, Text

if TYPE_CHECKING:
    from corpus import Speech

_HEAD = "审题台写入的题目。可以手工改动；改后用 xuncha bank check 检查。"
_DRAFT_HEAD = "草稿，还没有审定，不会抽进试卷。请在“审题台”里逐题审定。"
MAX_BYTES = 4_000_000


class Note(Strict):
    """Why a draft was drawn and how sure that is."""

    family: str
    reason: str
    confidence: float


class Rejected(Strict):
    """A draft that was turned down; the item is kept so that it can be taken back."""

    reason: Text
    item: dict[str, Any]


class _Sidecar(Strict):
    schema_: int = Field(default=1, alias="schema")
    notes: dict[str, Note] = Field(default_factory=dict)
    rejected: dict[str, Rejected] = Field(default_factory=dict)


@dataclass(frozen=True)
class Shelf:
    """Everything in the pool that comes from one speech."""

    slug: str
    drafts: list[Item] = field(default_factory=list)
    accepted: list[Item] = field(default_factory=list)
    rejected: Mapping[str, Rejected] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)

    def draft(self, name: str) -> Item:
        """The waiting draft with this id. Raises PoolError."""
        for item in self.drafts:
            if item.id == name:
                return item
        raise PoolError(f"草稿里没有 {name}。可能已经审定，请刷新后再看。")


class Pool:
    """The local pool in one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """``folder``: the 题库 folder; that of the nearest class or workspace when None."""
        self.folder = folder if folder is not None else work_folder() / LOCAL

    def accepted_file(self, slug: str) -> Path:
        """Where the accepted items of a speech lie."""
        check_slug(slug)
        return self.folder / f"{slug}.yaml"

    def drafts_file(self, slug: str) -> Path:
        """Where the drafts of a speech lie."""
        check_slug(slug)
        return self.folder / DRAFTS / f"{slug}.yaml"

    def _sidecar_file(self, slug: str) -> Path:
        return self.drafts_file(slug).with_suffix(".json")

    def shelf(self, slug: str) -> Shelf:
        """What the pool has of a speech. Raises PoolError."""
        sidecar = self._sidecar(slug)
        accepted = read_items(self.accepted_file(slug))
        judged = {item.id for item in accepted} | sidecar.rejected.keys()
        drafts = [item for item in read_items(self.drafts_file(slug)) if item.id not in judged]
        return Shelf(slug, drafts, accepted, sidecar.rejected, sidecar.notes)

    def add(self, slug: str, drawn: Iterable[Draft], now: datetime) -> int:
        """Put new drafts beside those that wait; returns how many are new. What was judged does not come back."""
        shelf = self.shelf(slug)
        known = {item.id for item in (*shelf.drafts, *shelf.accepted)} | shelf.rejected.keys()
        known_stems = {fold(item.stem) for item in self.items()}
        new = [one for one in drawn if one.item.id not in known and fold(one.item.stem) not in known_stems]
        if not new:
            return 0
        notes = dict(shelf.notes) | {one.item.id: Note(family=one.family, reason=one.reason, confidence=one.confidence) for one in new}
        self._write(replace(shelf, drafts=[*shelf.drafts, *(one.item for one in new)], notes=notes), shelf, now)
        return len(new)

    def keep(self, slug: str, item: Item, now: datetime) -> Shelf:
        """Put an amended draft in the place of the old one; it stays a draft."""
        shelf = self.shelf(slug)
        shelf.draft(item.id)
        amended = item.model_copy(update={"status": "draft"})
        if twin := self._twin(amended):
            raise PoolError(f"题干与 {twin} 相同，没有保存。请改写题干。")
        new = replace(shelf, drafts=[amended if one.id == item.id else one for one in shelf.drafts])
        self._write(new, shelf, now)
        return new

    def accept(self, slug: str, item: Item, now: datetime) -> Shelf:
        """Make a draft, as amended, a reviewed item of the exam pool. Raises PoolError when it is not sound."""
        shelf = self.shelf(slug)
        shelf.draft(item.id)
        item = item.model_copy(update={"status": "reviewed", "pool": "exam"})
        if faults := self.faults(item):
            raise PoolError(f"还有 {len(faults)} 处要改，没有收入题库：{''.join(faults)}")
        new = replace(shelf, drafts=[one for one in shelf.drafts if one.id != item.id], accepted=[*shelf.accepted, item])
        self._write(new, shelf, now)
        return new

    def reject(self, slug: str, name: str, reason: str, now: datetime) -> Shelf:
        """Turn a draft down for a reason; it does not come back when drafts are drawn again."""
        if not reason.strip():
            raise PoolError("还没有写不采用的理由。请选一条或写一句，再按“不采用”。")
        shelf = self.shelf(slug)
        item = shelf.draft(name)
        rejected = dict(shelf.rejected) | {name: Rejected(reason=reason.strip()[:200], item=item.model_dump(mode="json"))}
        new = replace(shelf, drafts=[one for one in shelf.drafts if one.id != name], rejected=rejected)
        self._write(new, shelf, now)
        return new

    def take_back(self, slug: str, name: str, now: datetime) -> Shelf:
        """Make an accepted or rejected item a waiting draft again. Raises PoolError."""
        shelf = self.shelf(slug)
        if item := next((one for one in shelf.accepted if one.id == name), None):
            new = replace(shelf, accepted=[one for one in shelf.accepted if one.id != name])
        elif name in shelf.rejected:
            item = _revived(shelf.rejected[name].item)
            new = replace(shelf, rejected={key: value for key, value in shelf.rejected.items() if key != name})
        else:
            raise PoolError(f"没有审定过的题目 {name}。请刷新后再看。")
        new = replace(new, drafts=[*new.drafts, item.model_copy(update={"status": "draft"})])
        self._write(new, shelf, now)
        return new

    def faults(self, item: Item) -> list[str]:
        """What keeps an item out of the pool: a wrong key, a quotation that is not there, a stem in use."""
        found = [fault if fault.endswith("。") else f"{fault}。" for fault in TYPES[item.type].faults(item)]
        found += [f"引文不符：{wrong}" for evidence in item.evidence if (wrong := mismatch(evidence))]
        if twin := self._twin(item):
            found.append(f"题干与 {twin} 相同。")
        return found

    def _twin(self, item: Item) -> str:
        """The id of another item with the same stem, for which no bank would load; empty when there is none."""
        stem = fold(item.stem)
        return next((other.id for other in self.items() if other.id != item.id and fold(other.stem) == stem), "")

    def items(self) -> list[Item]:
        """All items, drafts included, of this pool and of the shipped bank, as far as they can be read."""
        own = survey(self.folder).items if self.folder.is_dir() else []
        return [*_shipped(), *(item for item, _ in own)]

    def _sidecar(self, slug: str) -> _Sidecar:
        path = self._sidecar_file(slug)
        if not path.exists():
            return _Sidecar()
        try:
            if path.stat().st_size > MAX_BYTES:
                raise PoolError(f"{path} 超过 {MAX_BYTES // 1_000_000} MB，没有读取。请确认文件没有放错。")
            return _Sidecar.model_validate_json(path.read_bytes())
        except (ValidationError, OSError):
            raise PoolError(f"{path} 读不出来，没有改动。请恢复这个文件，或把它移到别处后重新抽取草稿（不采用的记录会丢失）。") from None

    def _write(self, new: Shelf, old: Shelf, now: datetime) -> None:
        """What was judged first, then the drafts, so that nothing is ever in neither place."""
        sidecar = _Sidecar(notes=dict(new.notes), rejected=dict(new.rejected)).model_dump(mode="json", by_alias=True)
        slug = new.slug
        if new.accepted != old.accepted:
            put(self.accepted_file(slug), dumped(new.accepted, _HEAD), dumped(old.accepted, _HEAD), now)
        text = json.dumps(sidecar, ensure_ascii=False, indent=1) + "\n"
        was = _Sidecar(notes=dict(old.notes), rejected=dict(old.rejected)).model_dump(mode="json", by_alias=True)
        put(self._sidecar_file(slug), text, json.dumps(was, ensure_ascii=False, indent=1) + "\n", now)
        put(self.drafts_file(slug), dumped(new.drafts, _DRAFT_HEAD), dumped(old.drafts, _DRAFT_HEAD), now)


@cache
def _shipped() -> tuple[Item, ...]:
    """The items that come with the course; they do not change while it runs."""
    return tuple(item for item, _ in survey(SHIPPED).items)


def _revived(data: dict[str, Any]) -> Item:
    kind = TYPES.get(str(data.get("type")))
    try:
        if kind is None:
            raise ValueError
        item: Item = kind.Model.model_validate(data)
    except ValueError:
        raise PoolError("这道题的记录不完整，不能取回。") from None
    return item


def draw_into(pool: Pool, speech: Speech, others: Iterable[Speech], now: datetime) -> tuple[int, int]:
    """Draw drafts from a speech into the pool; returns how many were drawn and how many of them are new."""
    drawn = draft(speech, others)
    return len(drawn), pool.add(speech.slug, drawn, now)
