"""The desk 语料入库: pick files, review what the machine made of them, write them.

Nothing is written before 写入语料. All state is in this object; ``course.draft`` does
the editing, ``corpus`` the reading, cleaning and writing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import batch, identity, known, store
from corpus.batch import Pasted, Planned, Upload
from corpus.errors import CorpusError
from corpus.model import Block, Heading, Speech
from corpus.sources import SUFFIXES
from corpus.sources.limits import MAX_BYTES
from course import draft as drafts
from course.catalog import SEARCH_FILE
from course.draft import Draft
from course.page import render
from exercises.deskpage import DeskPage, Said

_KINDS = {"text": "纯文本", "paste": "", "docx": "Word 文档", "pdf": "PDF 文件", "html": "网页"}
_LABELS = {
    "short": "简称",
    "level": "层级",
    "speaker": "讲话人",
    "audience": "对象",
    "said": "时间",
    "inferred": "时间是怎么知道的",
    "clues": "时间的依据",
    "complete": "原文是否完整",
    "completeness_note": "缺什么",
    "slug": "代号",
}
_MOST_ROWS = 50
"""Files on the desk at once; each keeps its whole text."""
_PER_PAGE = 200
"""Blocks shown at once; the longest of the five speeches has fewer."""
_MOST_SHOWN = 4000
"""Characters of one block that are shown."""


@dataclass
class Row:
    """A file that was read in: refused, known already, under review, or written."""

    id: int
    name: str
    planned: Planned | None = None
    """What reading gave; None for a file that was not even read."""
    refusal: str = ""
    draft: Draft | None = None
    written: bool = False


@dataclass(frozen=True)
class _Shown:
    """A block as it is shown for review."""

    n: int
    kind: str
    heading: Heading | None
    rest: str
    """What follows the heading; the whole text where there is none."""
    cut: int
    """Characters of the whole block when it is not shown to its end; else 0."""


@dataclass(frozen=True)
class _Written:
    short: str
    slug: str
    path: Path
    left: int


class IntakeDesk:
    """What stands on the desk and what is done on it."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._ids = 0
        self._current: int | None = None
        """The row under review; None when none is, or a speech of the corpus is."""
        self._opened: Draft | None = None
        """The speech of the local corpus that is being looked at."""
        self._asked = False
        """Whether writing was tried, so that what is missing is shown."""
        self._page = 0
        self._paste = ""
        self._written: _Written | None = None

    # What stands there.

    def html(self) -> str:
        """The whole page as it stands now."""
        draft = self._draft
        review = {} if draft is None else self._review(draft)
        folder = store.local_folder()
        return render(
            "intake",
            suffixes=SUFFIXES,
            most=MAX_BYTES // 1_000_000,
            paste=self._paste,
            rows=[self._row(row) for row in self._rows],
            written=self._written,
            search_file=SEARCH_FILE,
            labels=_LABELS,
            folder=folder,
            own=store.local_speeches(),
            removed=[(file.stem, name) for file, name in store.removed()],
            broken=[(item.path.name, item.why) for item in store.broken()],
            **{"draft": draft, "faults": {}, **review},
        )

    def _review(self, draft: Draft) -> dict[str, object]:
        found = drafts.doubts(draft)
        joined, blanks = drafts.layout(draft)
        blocks = draft.speech.blocks
        pages = -(-len(blocks) // _PER_PAGE)
        self._page = min(self._page, pages - 1)
        return {
            "doubts": found,
            "open_doubts": sum(doubt.verdict is None for doubt in found),
            "taken": drafts.taken(draft),
            "joined": joined,
            "blanks": blanks,
            "blocks": [_shown(block) for block in blocks[self._page * _PER_PAGE : (self._page + 1) * _PER_PAGE]],
            "page": self._page,
            "pages": pages,
            "per_page": _PER_PAGE,
            "offers": drafts.clues(draft),
            "faults": drafts.faults(draft, self._taken_slugs(draft)) if self._asked else {},
        }

    def _row(self, row: Row) -> dict[str, object]:
        speech = row.draft.speech if row.draft else row.planned.speech if row.planned else None
        note, look = row.refusal and f"✗ {row.refusal}", "wrong"
        if row.written:
            note, look = "✓ 已写入", "right"
        elif row.planned and row.planned.match:
            note, look = f"… {self._same(row.planned)}", "wait"
        counts = ()
        if speech is not None:
            draft = row.draft or drafts.begin(speech)
            counts = (len(speech.blocks), len(speech.sections), len(drafts.taken(draft)), len(drafts.doubts(draft)))
        doubtful = row.draft is None and row.planned is not None and not row.planned.will_write
        return {
            "id": row.id,
            "name": row.name,
            "kind": _KINDS[speech.meta.source.kind] if speech else "",
            "title": speech.meta.title if speech else None,
            "counts": counts,
            "note": note,
            "look": look,
            "review": "" if speech is None or row.written else "仍要核对" if doubtful else "核对",
            "current": row.id == self._current,
        }

    def _same(self, planned: Planned) -> str:
        """That the corpus, or this very list, has the speech already."""
        match = planned.match
        assert match is not None
        other = next((r for r in self._rows if r.draft and not r.written and r.draft.speech.slug == match.slug), None)
        where = f"同批的 {other.name} " if other else f"语料里的《{self._short(match.slug)}》（{match.slug}）"
        more = {"same": "", "longer": f"，这一份多出约 {match.extra} 字", "shorter": f"，这一份少约 {match.extra} 字"}[match.relation]
        advice = "写入会另存一篇，核对后可移除较短的一篇。" if match.relation == "longer" else "不必重复写入。"
        return f"与{where}是同一讲话{more}。{advice}"

    @staticmethod
    def _short(slug: str) -> str:
        try:
            return store.speech(slug).meta.short
        except CorpusError:
            return slug

    # What is done.

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Do what was pressed; what stands in the form is kept, whatever it was."""
        self._paste = fields.get("paste", "")
        if self._draft is not None:
            self._draft = drafts.fill(self._draft, fields)
        acts = {
            "paste": self._read_paste,
            "review": lambda: self._show(int(value)),
            "forget": lambda: self._forget(int(value)),
            "judge": lambda: self._judge(*value.split()),
            "back": lambda: self._back(int(value)),
            "out": lambda: self._out(int(value)),
            "page": lambda: self._turn(int(value)),
            "offer": lambda: self._offer(*value.split()),
            "write": self._write,
            "close": self._close,
            "open": lambda: self._open(value),
            "remove": lambda: self._remove(value),
            "return": lambda: self._return(value),
        }
        return acts[name]()

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """Read a picked file in; one that is too large is refused unread."""
        if data is None:
            why = f"超过 {MAX_BYTES // 1_000_000} MB，不像一篇讲话稿，没有读入。请只保留讲话正文后再试。"
            return self._add(Row(self._next_id(), name, refusal=why))
        return self._read(Upload(name, data))

    def _read(self, given: Upload | Pasted) -> Said:
        pending = [identity.fingerprint(row.draft.speech) for row in self._pending if row.draft]
        promised = self._taken_slugs()
        planned = batch.plan([given], known=[*known.fingerprints(), *pending], promised=promised)[0]
        row = Row(self._next_id(), planned.name, planned)
        if planned.outcome == "refused":
            # What can be read but does not look like a speech is for its editor to decide.
            insisted = batch.plan([given], known=(), promised=promised, insist=True)[0]
            row = Row(row.id, row.name, replace(planned, speech=insisted.speech), planned.message)
        elif planned.will_write and planned.speech:
            row.draft = drafts.begin(planned.speech)
        said = self._add(row)
        if row.draft and row in self._rows and self._draft is None:
            self._show(row.id)
        return said

    def _add(self, row: Row) -> Said:
        if len(self._rows) >= _MOST_ROWS:
            return Said(f"表里已有 {_MOST_ROWS} 个文件，{row.name} 没有读入。请先把不用的移出此表。", "wrong")
        self._rows.append(row)
        if row.refusal:
            return Said(f"{row.name} 不能采用，原因见表。{self._tally()}", "wrong")
        if row.draft is None:
            return Said(f"{row.name} 已经有了，见表。{self._tally()}", "wait")
        return Said(f"已读入 {row.name}，请在下面核对。{self._tally()}")

    def _tally(self) -> str:
        """How the files in the table stand, where there are several."""
        if len(self._rows) == 1:
            return ""
        counts = (
            (len(self._pending), "待核对"),
            (sum(row.draft is None and not row.refusal for row in self._rows), "重复"),
            (sum(bool(row.refusal) and row.draft is None for row in self._rows), "不能采用"),
            (sum(row.written for row in self._rows), "已写入"),
        )
        return f"表里 {len(self._rows)} 个文件：{'，'.join(f'{n} 个{what}' for n, what in counts if n)}。"

    def _next_id(self) -> int:
        self._ids += 1
        return self._ids

    def _read_paste(self) -> Said:
        if not self._paste.strip():
            return Said("还没有粘贴文字。请把讲话全文粘贴到框里。", "wrong", "in-paste-text")
        said = self._read(Pasted(self._paste))
        if said.look == "right":
            self._paste = ""
        return said

    def _show(self, row_id: int) -> Said:
        row = self._find(row_id)
        if row.draft is None:
            assert row.planned is not None and row.planned.speech is not None
            row.draft = drafts.begin(row.planned.speech)
        self._start_review()
        self._current = row_id
        return Said(f"请核对：{row.name}。", "wait", "in-review-title")

    def _start_review(self) -> None:
        self._current, self._opened, self._asked, self._page, self._written = None, None, False, 0, None

    def _forget(self, row_id: int) -> Said:
        row = self._find(row_id)
        self._rows.remove(row)
        if self._current == row_id:
            self._start_review()
        return Said(f"已把 {row.name} 移出此表。{'' if row.written else '没有写入语料。'}", focus="" if self._rows else "in-files-title")

    def _judge(self, index: str, word: str) -> Said:
        draft = self._reviewed
        at, wanted = int(index), word == "yes"
        doubt = drafts.doubts(draft)[at]
        verdict = None if doubt.verdict is wanted else wanted
        self._draft = drafts.judge(draft, at, verdict)
        said = {True: "已记为疏误", False: "已记为不属实", None: "已改回待核"}[verdict]
        return Said(f"“{doubt.slip.text}”{said}。")

    def _back(self, number: int) -> Said:
        draft = self._reviewed
        text = next(piece.text for piece in drafts.taken(draft) if piece.number == number)
        self._draft = drafts.back(draft, number)
        first = text.strip().splitlines()[0]
        place = drafts.block_of(self._draft, first)
        where = f"，见 ¶{place.n}" if place else ""
        return Said(f"已放回“{first[:20]}”{where}。")

    def _out(self, n: int) -> Said:
        draft = self._reviewed
        text = draft.speech.block(n).text
        self._draft = drafts.out(draft, n)
        return Said(f"已删去 ¶{n}“{text[:12]}{'……' if len(text) > 12 else ''}”，后面的段号前移。可在“删去的内容”里放回。")

    def _turn(self, page: int) -> Said:
        self._page = max(page, 0)
        return Said(f"现在从第 {self._page * _PER_PAGE + 1} 段看起。", focus="in-body")

    def _offer(self, name: str, index: str) -> Said:
        draft = self._reviewed
        words, _ = drafts.clues(draft)[name][int(index)]
        self._draft = drafts.fill(draft, {name: words})
        return Said(f"已填入“{words}”，可以再改。", focus=f"in-{name}")

    def _write(self) -> Said:
        draft = self._reviewed
        self._asked = True
        missing = drafts.faults(draft, self._taken_slugs(draft))
        if missing:
            return Said(f"还有 {len(missing)} 处没有填好，没有写入。", "wrong", "in-faults")
        speech = drafts.finish(draft)
        path = store.rewrite(speech) if draft.saved else _put(speech)
        row = next((row for row in self._rows if row.id == self._current), None)
        self._start_review()
        if row is not None:
            row.draft, row.written = replace(draft, speech=speech), True
        self._written = _Written(speech.meta.short, speech.slug, path, len(speech.meta.suggested))
        return Said(f"已写入《{speech.meta.short}》。", focus="in-written-title")

    def _close(self) -> Said:
        saved = self._reviewed.saved
        self._start_review()
        return Said("已收起，没有改动。" if saved else "已收起，没有写入；从表里点“核对”可以接着做。", "wait", "in-files-title")

    def _open(self, slug: str) -> Said:
        self._start_review()
        self._opened = drafts.begin(store.speech(slug), saved=True)
        return Said(f"已打开《{self._opened.speech.meta.short}》。", "wait", "in-review-title")

    def _remove(self, slug: str) -> Said:
        short = store.speech(slug).meta.short
        store.remove(slug)
        if self._opened and self._opened.speech.slug == slug:
            self._start_review()
        return Said(f"已移除《{short}》，检索时不再出现。需要时可从“已移除的”里取回。", focus="in-own-title")

    def _return(self, file: str) -> Said:
        path = store.bring_back(file)
        return Said(f"已取回《{self._short(path.stem)}》。", focus="in-own-title")

    # What is under review.

    @property
    def _draft(self) -> Draft | None:
        if self._opened is not None:
            return self._opened
        return self._find(self._current).draft if self._current is not None else None

    @_draft.setter
    def _draft(self, draft: Draft) -> None:
        if self._opened is not None:
            self._opened = draft
        elif self._current is not None:
            self._find(self._current).draft = draft

    @property
    def _reviewed(self) -> Draft:
        draft = self._draft
        if draft is None:
            raise CorpusError("没有正在核对的讲话。请先在表里点“核对”。")
        return draft

    def _find(self, row_id: int) -> Row:
        found = next((row for row in self._rows if row.id == row_id), None)
        if found is None:
            raise CorpusError("这个文件已经移出此表。请重新选择文件。")
        return found

    @property
    def _pending(self) -> list[Row]:
        return [row for row in self._rows if row.draft is not None and not row.written]

    def _taken_slugs(self, draft: Draft | None = None) -> set[str]:
        """Slugs in use in the corpus or promised to other drafts on the desk."""
        return store.taken_slugs() | {row.draft.form["slug"] for row in self._pending if row.draft and row.draft is not draft}


def _shown(block: Block) -> _Shown:
    rest = block.text[len(block.heading.text) :] if block.heading else block.text
    return _Shown(block.n, block.kind, block.heading, rest[:_MOST_SHOWN], len(block.text) if len(rest) > _MOST_SHOWN else 0)


def _put(speech: Speech) -> Path:
    """Write a new speech into the local corpus; raises CorpusError when it cannot be."""
    target = store.local_folder() / f"{speech.slug}.md"
    done = batch.carry_out([Planned(speech.slug, "new", speech=speech, target=target)])[0]
    if done.outcome == "refused":
        raise CorpusError(done.message)
    return target


def open_intake() -> DeskPage:
    """The desk, as the notebook shows it."""
    return DeskPage(IntakeDesk())
