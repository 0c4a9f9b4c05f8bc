"""What an editor does to a speech that was brought in; each step gives a new Speech.

Putting back and taking out start from the raw text again, so that titles, headings
and paragraphs are found anew and the raw text can still be rebuilt. What the editor
decided before holds: it is read off the record, as the difference between what is
removed and what the machine alone would remove.

Numbers of removed pieces and suggested slips count from 1, as people see them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from corpus import proposals
from corpus.clean import Cleaned, clean, noise
from corpus.clean.lines import EDITOR
from corpus.diff import Piece, block_at, block_starts, pieces
from corpus.errors import CorpusError
from corpus.model import Dating, Removed, Slip, Speech
from corpus.rebuild import NEWLINES, is_whole, raw_text
from corpus.suggest import suggest

Span = tuple[int, int]
"""Begin and end (exclusive), in characters."""
_MOST_ROUNDS = 4


def put_back(speech: Speech, which: Collection[int]) -> Speech:
    """``speech`` with the removed pieces numbered ``which`` (from 1) put back.

    Raises CorpusError, in Chinese, when there is no such piece or it is only blank.
    """
    removed = [piece for piece in pieces(speech) if piece.kind == "removed"]
    for number in sorted(which):
        if not 1 <= number <= len(removed):
            raise CorpusError(f"《{speech.meta.short}》删去的内容共 {len(removed)} 处，没有第 {number} 处。请核对编号。")
        if not removed[number - 1].text.strip():
            raise CorpusError(f"第 {number} 处删去的只是空白，没有可放回的文字。")
    return _recleaned(speech, [piece.span for piece in removed if piece.number not in which])


def take_out_more(speech: Speech, spans: Collection[Span]) -> Speech:
    """``speech`` without ``spans``, given as (begin, end) in the spoken text (all blocks joined).

    Raises CorpusError, in Chinese, when a span is empty, blank or outside the text, or
    when no speech would be left.
    """
    if not all(0 <= begin < end <= len(speech.spoken) for begin, end in spans):
        raise CorpusError(f"要删去的范围不在正文里（正文共 {len(speech.spoken)} 字）。请重新选择。")
    if not all(speech.spoken[begin:end].strip() for begin, end in spans):
        raise CorpusError("要删去的只是空白。请选择文字。")
    parts = pieces(speech)
    more = [raw for begin, end in spans for raw in _raw_spans(parts, begin, end)]
    return _recleaned(speech, [*(p.span for p in parts if p.kind == "removed"), *more])


def spoken_span(speech: Speech, n: int, words: str) -> Span:
    """Where ``words`` stand in block ``n``, as (begin, end) in the spoken text.

    Raises UnknownParagraph, or CorpusError when they do not stand there.
    """
    at = speech.block(n).text.find(words) if words else -1
    if at < 0:
        raise CorpusError(f"{speech.slug}¶{n} 里没有“{words}”。请逐字核对。")
    begin = block_starts(speech.blocks)[n - 1] + at
    return begin, begin + len(words)


def describe(
    speech: Speech,
    *,
    short: str | None = None,
    level: str | None = None,
    speaker: str | None = None,
    audience: str | None = None,
    date: str | Dating | None = None,
    complete: bool | None = None,
    completeness_note: str | None = None,
) -> Speech:
    """``speech`` with what a person knows of it; what is None stays.

    A ``date`` given as text is taken as said in the source; give a Dating for one
    that is inferred. A speech marked complete loses its note of what is missing.
    Raises CorpusError, in Chinese, for an empty field, or when a speech is marked
    incomplete without a note of what is missing.
    """
    meta = speech.meta
    given = {"short": short, "level": level, "speaker": speaker, "audience": audience}
    changes: dict[str, object] = {name: value.strip() for name, value in given.items() if value is not None}
    empty = [proposals.FIELD_NAMES[name] for name, value in changes.items() if not value]
    if date is not None:
        changes["date"] = date if isinstance(date, Dating) else Dating(said=date.strip() or "-", inferred=False, clues=meta.date.clues)
        empty += ["时间"] if isinstance(date, str) and not date.strip() else []
    if empty:
        raise CorpusError(f"{'、'.join(empty)}不能留空。不知道的请填“{proposals.TO_CHECK}”。")
    whole = meta.complete if complete is None else complete
    note = "" if whole else (meta.completeness_note if completeness_note is None else completeness_note.strip())
    if not whole and not note:
        raise CorpusError("标为不完整时，请写明缺什么。")
    changes |= {"complete": whole, "completeness_note": note}
    return replace(speech, meta=meta.model_copy(update=changes))


def settle(speech: Speech, accepted: Collection[int], dismissed: Collection[int]) -> Speech:
    """``speech`` with the suggested slips numbered ``accepted`` (from 1) confirmed and ``dismissed`` dropped.

    Both number the suggestions as they stand now. Raises CorpusError, in Chinese,
    when there is no such suggestion, or one is to be both.
    """
    suggested = speech.meta.suggested
    for number in (*accepted, *dismissed):
        if not 1 <= number <= len(suggested):
            raise CorpusError(f"《{speech.meta.short}》的疑似疏误共 {len(suggested)} 处，没有第 {number} 处。请核对编号。")
        if number in accepted and number in dismissed:
            raise CorpusError(f"第 {number} 处疑似疏误不能既属实又不属实。请只选一样。")
    numbered = list(enumerate(suggested, 1))
    slips = [*speech.meta.slips, *(slip for i, slip in numbered if i in accepted)]
    slips.sort(key=lambda slip: slip.n or len(speech.blocks) + 1)
    waiting = tuple(slip for i, slip in numbered if i not in accepted and i not in dismissed)
    return replace(speech, meta=speech.meta.model_copy(update={"slips": tuple(slips), "suggested": waiting}))


def accept(speech: Speech, *which: int) -> Speech:
    """``speech`` with the suggested slips numbered ``which`` (from 1) confirmed; see ``settle``."""
    return settle(speech, which, ())


def dismiss(speech: Speech, *which: int) -> Speech:
    """``speech`` without the suggested slips numbered ``which`` (from 1); see ``settle``."""
    return settle(speech, (), which)


def _recleaned(speech: Speech, gone: Iterable[Span]) -> Speech:
    """``speech`` cleaned anew from its raw text, so that just ``gone`` (raw spans) is not spoken.

    Blanks and line breaks follow from the rest. Raises CorpusError when that cannot be.
    """
    raw = raw_text(speech)
    newline = NEWLINES[speech.meta.source.newline]
    wanted = _worded(raw, gone)
    keep: set[int] = set()
    drop: set[int] = set()
    # What stays can change what the rules make of the lines around it, so look again.
    for _ in range(_MOST_ROUNDS):
        cleaned = clean(raw, newline, keep=_runs(raw, keep), drop=_runs(raw, drop))
        done = _with(speech, cleaned)
        parts = pieces(done)
        left = _worded(raw, (p.span for p in parts if p.kind == "removed"))
        if left == wanted:
            break
        keep |= left - wanted
        drop |= wanted - left
    else:
        raise CorpusError("这样改动后正文的结构无法重新识别，没有改动。请换一个范围再试。")
    done = _signed(done, parts, pieces(speech))
    if not is_whole(done):
        raise CorpusError("这样改动后无法还原为原文，没有改动。请换一个范围再试。")
    return _with_front_matter(speech, done, parts)


def _worded(raw: str, spans: Iterable[Span]) -> set[int]:
    """Raw positions inside ``spans`` that are not blank."""
    return {i for begin, end in spans for i in range(begin, end) if not raw[i].isspace()}


def _runs(raw: str, positions: set[int]) -> list[Span]:
    """``positions`` as spans; blanks between two of them on one line are bridged."""
    found: list[Span] = []
    for i in sorted(positions):
        between = raw[found[-1][1] : i] if found else "?"
        if found and not between.strip(" \t　"):
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def _signed(done: Speech, parts: Sequence[Piece], before: Sequence[Piece]) -> Speech:
    """``done`` with every removed character under the name and reason it had ``before``, new ones under the editor's."""
    known = {i: (p.by, p.why) for p in before if p.kind == "removed" for i in range(*p.span)}
    out: list[Removed] = []
    for part in parts:
        if part.kind != "removed":
            continue
        if not part.text.strip():
            out.append(Removed(at=part.spoken, why=part.why, text=part.text, by=part.by))
            continue
        for (by, why), text in _runs_of_one_name(part, known):
            last = out[-1] if out else None
            if last is not None and (last.at, last.by, last.why) == (part.spoken, by, why):
                out[-1] = last.model_copy(update={"text": last.text + text})
            else:
                out.append(Removed(at=part.spoken, why=why, text=text, by=by))
    return replace(done, meta=done.meta.model_copy(update={"removed": tuple(out)}))


_Name = tuple[Literal["machine", "editor"], str]


def _runs_of_one_name(part: Piece, known: dict[int, _Name]) -> list[tuple[_Name, str]]:
    """The text of a removed piece, cut where who removed it, or why, changes; blanks go with what is before them."""
    found: list[tuple[_Name, str]] = []
    blank = ""
    for i, character in enumerate(part.text, part.raw):
        if character.isspace():
            blank += character
            continue
        name = known.get(i, ("editor", EDITOR))
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + blank + character)
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + blank)
            found.append((name, character))
        else:
            found.append((name, blank + character))
        blank = ""
    found[-1] = (found[-1][0], found[-1][1] + blank)
    return found


def _raw_spans(parts: Sequence[Piece], begin: int, end: int) -> Iterator[Span]:
    """The raw spans of the spoken words from ``begin`` to ``end``."""
    for piece in parts:
        first, last = max(begin, piece.spoken), min(end, piece.spoken + piece.said)
        if first < last:
            yield piece.raw + first - piece.spoken, piece.raw + last - piece.spoken


def _with(speech: Speech, cleaned: Cleaned) -> Speech:
    changes = {"title": cleaned.title, "line_breaks": cleaned.line_breaks, "removed": cleaned.removed}
    return Speech(speech.slug, speech.meta.model_copy(update=changes), cleaned.blocks)


def _with_front_matter(before: Speech, after: Speech, parts: Sequence[Piece]) -> Speech:
    """``after`` with slips at their new places; proposals that nobody has changed are made anew."""
    old, new = before.meta, after.meta
    proposed = proposals.front_matter(old.source.file, before)
    anew = proposals.front_matter(old.source.file, after)
    changes = {name: anew[name] for name, value in proposed.items() if getattr(old, name) == value}
    move = _Mover(before, after, parts)
    decided = {_key(move(slip)) for slip in suggest(before.blocks, old.removed) if slip not in old.suggested}
    changes["slips"] = tuple(move(slip) for slip in old.slips)
    changes["suggested"] = tuple(slip for slip in suggest(after.blocks, new.removed) if _key(slip) not in decided)
    dropped = "".join(r.text for r in new.removed)
    still = [notice for notice in old.notices if notice in dropped]
    changes["notices"] = tuple(dict.fromkeys([*still, *noise.notices([r.text for r in new.removed])]))
    return replace(after, meta=new.model_copy(update=changes))


def _key(slip: Slip) -> tuple[int | None, str, str]:
    return slip.n, slip.text, slip.note


class _Mover:
    """Finds for a slip of one cleaning its block in another cleaning of the same raw text."""

    def __init__(self, before: Speech, after: Speech, after_pieces: Sequence[Piece]) -> None:
        self._before = before
        self._starts = block_starts(before.blocks)
        self._pieces = pieces(before)
        self._after = after_pieces
        self._after_starts = block_starts(after.blocks)

    def __call__(self, slip: Slip) -> Slip:
        raw = self._raw_place(slip)
        if raw is None:
            return slip
        for piece in self._after:
            if piece.raw <= raw < piece.raw + piece.said:
                return slip.model_copy(update={"n": block_at(self._after_starts, piece.spoken + raw - piece.raw)})
        return slip.model_copy(update={"n": None})

    def _raw_place(self, slip: Slip) -> int | None:
        """Where the slip's words begin in the raw text; None when they stand nowhere."""
        if slip.n is None:
            found = ((p, p.text.find(slip.text)) for p in self._pieces if p.kind == "removed")
            return next((p.raw + at for p, at in found if at >= 0), None)
        if slip.n > len(self._before.blocks):
            return None
        at = self._before.blocks[slip.n - 1].text.find(slip.text)
        if at < 0:
            return None
        begin = self._starts[slip.n - 1] + at
        return next(_raw_spans(self._pieces, begin, begin + 1))[0]
