"""The desk 审题台: draw drafts from a speech, see each with its passage and findings, amend, accept, reject.

What is judged lies in the pool's files at once, so that one can stop at any item and
go on later. What was written into the form is saved with every act; while it cannot
be saved it stands in the form and is told as such.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from corpus import Citation, quote, store
from corpus.errors import CorpusError
from course.page import render
from course.passages import Hit, hit
from course.reviewform import Form, from_form, to_form
from exercises.deskpage import DeskPage, Said
from exercises import lint
from exercises.assembly.labels import LEVELS
from exercises.draft.families import FAMILIES
from exercises.draft.pool import Pool, Shelf, draw_into
from exercises.items import TYPES, Item
from exercises.items.options import LETTERS

REASONS = ("考点没有价值", "答案不唯一或有争议", "错误选项不像样", "题干读不通", "与别的题重复", "不适合本班")
MOST_PASSAGES = 6
_MOST_LISTED = 60


class ReviewBench:
    """What stands on the bench and what is done on it."""

    def __init__(self, pool: Pool | None = None, clock: Callable[[], datetime] = datetime.now) -> None:
        self._pool = pool or Pool()
        self._clock = clock
        self._slug = ""
        self._current = ""
        """The id of the draft that lies open."""
        self._form: Form | None = None
        """The form as it was written where it cannot be saved."""
        self._shape: list[str] = []
        self._trouble = ""

    # What stands there.

    def html(self) -> str:
        """The whole page as it stands now."""
        shelf = self._shelf()
        item = self._open(shelf)
        return render(
            "review_bench",
            speeches=[(one.slug, one.meta.short) for one in store.speeches()],
            slug=self._slug,
            shelf=shelf,
            trouble=self._trouble,
            folder=self._pool.folder,
            reasons=REASONS,
            labels={name: kind.LABEL for name, kind in TYPES.items()},
            most=_MOST_LISTED,
            **self._opened(shelf, item),
        )

    def _shelf(self) -> Shelf | None:
        if not self._slug:
            return None
        try:
            shelf = self._pool.shelf(self._slug)
        except CorpusError as error:
            self._trouble = str(error)
            return None
        self._trouble = ""
        return shelf

    def _open(self, shelf: Shelf | None) -> Item | None:
        if shelf is None or not shelf.drafts:
            return None
        found = next((one for one in shelf.drafts if one.id == self._current), shelf.drafts[0])
        self._current = found.id
        return found

    def _opened(self, shelf: Shelf | None, item: Item | None) -> dict[str, object]:
        if shelf is None or item is None:
            return {"item": None}
        note = shelf.notes.get(item.id)
        return {
            "item": item,
            "at": shelf.drafts.index(item) + 1,
            "form": self._form or to_form(item),
            "rows": _rows(item, self._form or to_form(item)),
            "levels": LEVELS,
            "letters": LETTERS,
            "note": note,
            "family": FAMILIES[note.family][0] if note and note.family in FAMILIES else "",
            "passages": _passages(item),
            "shape": self._shape,
            "findings": [] if self._form else self._findings(item),
        }

    def _findings(self, item: Item) -> list[str]:
        """What stands in the way of the item, then what is weak in it, against everything in the pool and the course's bank."""
        others = [one for one in self._pool.items() if one.id != item.id]
        return [*self._pool.faults(item), *(finding.message for finding in lint.check_item(item, others))]

    # What is done.

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Do what was pressed; what stands in the form is saved first, if it can be."""
        unsaved = self._save(fields) if fields.get("item") == self._current and name not in ("reject", "drop") else ""
        acts: dict[str, Callable[[], Said]] = {
            "speech": lambda: self._choose(fields.get("speech", value)),
            "draw": self._draw,
            "save": lambda: Said("已保存，仍是草稿。", focus="rb-save"),
            "accept": self._accept,
            "reject": lambda: self._reject(fields.get("reason", ""), fields.get("why", "")),
            "step": lambda: self._step(int(value)),
            "go": lambda: self._go(value or fields.get("go", "")),
            "back": lambda: self._back(value),
            "drop": self._drop,
        }
        if unsaved and name != "drop":
            return Said(unsaved, "wrong", "rb-shape")
        return acts[name]()

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """No file is asked for here."""
        return Said(f"{name} 没有读入。新讲话请先用“语料入库”写入语料。", "wrong")

    def _save(self, fields: Mapping[str, str]) -> str:
        """Save what is in the form; returns why it could not be, or nothing."""
        old = self._pool.shelf(self._slug).draft(self._current)
        form = {name: text for name, text in fields.items() if name not in ("item", "speech", "go", "reason", "why")}
        item, self._shape = from_form(old, form)
        if self._shape:
            self._form = form
            return f"改动还有 {len(self._shape)} 处填写不全，没有保存。请看右边的提示，或点“放弃改动”。"
        self._form = None
        if item != old:
            try:
                self._pool.keep(self._slug, item, self._clock())
            except CorpusError as error:
                self._form, self._shape = form, [str(error)]
                return str(error)
        return ""

    def _choose(self, slug: str) -> Said:
        if slug and slug not in {one.slug for one in store.speeches()}:
            raise CorpusError(f"语料里没有“{slug}”这篇讲话。请重新选择。")
        self._slug, self._current, self._form, self._shape = slug, "", None, []
        if not slug:
            return Said()
        shelf = self._pool.shelf(slug)
        if shelf.drafts:
            return Said(f"还有 {len(shelf.drafts)} 题待审，从第 1 题接着审。", "wait", "rb-title")
        return Said("这篇讲话没有待审的草稿。请点“抽取草稿”。", "wait", "rb-draw")

    def _draw(self) -> Said:
        if not self._slug:
            return Said("请先选一篇讲话。", "wrong", "rb-speech")
        chosen = store.speech(self._slug)
        drawn, new = draw_into(self._pool, chosen, store.speeches(), self._clock())
        if not drawn:
            return Said("没有抽出草稿。讲话太短，或没有能成题的内容。", "wait")
        told = f"抽出 {drawn} 题，新放入 {new} 题" + ("。" if new == drawn else f"，其余 {drawn - new} 题以前抽过，或题库里已有。")
        return Said(told, focus="rb-title")

    def _accept(self) -> Said:
        shelf = self._pool.shelf(self._slug)
        item = shelf.draft(self._current)
        after = self._next(shelf)
        shelf = self._pool.accept(self._slug, item, self._clock())
        self._current = after
        return Said(f"已采用，收入题库。{_left(shelf)}", focus="rb-title")

    def _reject(self, reason: str, why: str) -> Said:
        shelf = self._pool.shelf(self._slug)
        after = self._next(shelf)
        told = "；".join(part for part in (reason.strip(), why.strip()) if part)
        if not told:
            return Said("还没有写不采用的理由。请选一条或写一句，再按“不采用”。", "wrong", "rb-reason")
        shelf = self._pool.reject(self._slug, self._current, told, self._clock())
        self._current, self._form, self._shape = after, None, []
        return Said(f"没有采用，理由已记下。{_left(shelf)}", focus="rb-title")

    def _next(self, shelf: Shelf) -> str:
        names = [one.id for one in shelf.drafts]
        at = names.index(self._current) if self._current in names else 0
        rest = [*names[at + 1 :], *names[:at]]
        return rest[0] if rest else ""

    def _step(self, by: int) -> Said:
        drafts = self._pool.shelf(self._slug).drafts
        names = [one.id for one in drafts]
        at = (names.index(self._current) if self._current in names else 0) + by
        if not 0 <= at < len(names):
            return Said("已经是第一题。" if at < 0 else "已经是最后一题。", "wait")
        self._current = names[at]
        return Said("", focus="rb-title")

    def _go(self, name: str) -> Said:
        self._current = self._pool.shelf(self._slug).draft(name).id
        return Said("", focus="rb-title")

    def _back(self, name: str) -> Said:
        self._pool.take_back(self._slug, name, self._clock())
        self._current = name
        return Said("已取回，重新成为草稿。", focus="rb-title")

    def _drop(self) -> Said:
        self._form, self._shape = None, []
        return Said("已放弃没有保存的改动。", "wait", "rb-title")


def _left(shelf: Shelf) -> str:
    return f"还有 {len(shelf.drafts)} 题待审。" if shelf.drafts else "这篇讲话的草稿都审完了。"


def _rows(item: Item, form: Form) -> dict[str, list[str]]:
    """The keys of the lists in the form, each list with room for one entry more."""
    evidence = max((int(name[5:]) for name in form if name.startswith("cite-")), default=0)
    options = [name for name in LETTERS if form.get(f"option-{name}")]
    lefts = [n for n in "123456789" if form.get(f"left-{n}")]
    blanks = [name[6:] for name in form if name.startswith("blank-")]
    return {
        "options": list(LETTERS[: len(options) + 1]),
        "lefts": list("123456789"[: len(lefts) + 1]),
        "blanks": sorted({*blanks, str(len(blanks) + 1)}, key=int) if item.type == "cloze" else [],
        "evidence": [str(n) for n in range(1, min(evidence + 1, 12) + 1)],
    }


def _passages(item: Item) -> list[Hit | str]:
    """The cited paragraphs, each once with all that is quoted of it marked; where a quotation does not stand, why not."""
    found: list[Hit | str] = []
    quoted: dict[str, list[str]] = {}
    for evidence in item.evidence:
        quoted.setdefault(evidence.cite, []).append(evidence.quote)
    for cite, quotes in islice(quoted.items(), MOST_PASSAGES):
        try:
            text = [quote(cite, words).block.text for words in quotes][0]
            found.append(hit(Citation.parse(cite), _spans(text, quotes)))
        except CorpusError as error:
            found.append(str(error))
    return found


def _spans(text: str, quotes: Sequence[str]) -> list[tuple[int, int]]:
    """Where the quotations stand, in order, none overlapping another."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((text.index(words), text.index(words) + len(words)) for words in quotes):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def open_bench() -> DeskPage:
    """The bench, as the notebook shows it."""
    return DeskPage(ReviewBench())
