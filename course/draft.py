"""A speech on its way into the corpus: what the machine made of it, what its editor has said.

Pure: a draft is a value, and every act of the editor gives another. Nothing is
written here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from corpus import proposals, store
from corpus.diff import block_at, block_starts, pieces
from corpus.editing import put_back, take_out_more
from corpus.errors import CorpusError
from corpus.model import Block, Dating, FrontMatter, Slip, Speech
from corpus.proposals import TO_CHECK

FIELDS = ("title", "short", "level", "speaker", "audience", "said", "inferred", "clues", "complete", "completeness_note", "slug")
"""Names of the form's fields, in the order in which they are asked."""
_NEEDED = {
    "short": "请填写简称，引文下面用它称呼这篇讲话。",
    "level": "请填写层级，如“市委”“县委”。",
    "speaker": "请填写讲话人的身份，如“县委书记”。",
    "audience": "请填写讲话对象，如“进驻动员会参会人员”。",
    "said": "请填写时间；拿不准时写大致的年份，并选“由线索推断”。",
    "inferred": "请选择时间是原文写明的，还是由线索推断的。",
    "complete": "请选择原文是否完整。",
}
_MOST_OFFERS = 4
Key = tuple[str, str, int]


@dataclass(frozen=True)
class Draft:
    """One speech under review."""

    speech: Speech
    form: Mapping[str, str]
    """What stands in the form, by the names in FIELDS; '' where nobody knows yet."""
    judged: Mapping[Key, bool] = field(default_factory=dict)
    """The editor's word on slips: they are (True) or are not (False)."""
    saved: bool = False
    """Whether it is in the local corpus already and is being changed there."""

    @property
    def name(self) -> str:
        """What to call it in lists: its title, else its short name."""
        return self.form["title"] or self.form["short"] or self.speech.meta.source.file


@dataclass(frozen=True)
class Doubt:
    """A slip the machine or an editor has seen, in its sentence, with the editor's word on it."""

    slip: Slip
    before: str
    after: str
    verdict: bool | None


@dataclass(frozen=True)
class Taken:
    """A piece that was taken out: its number among all, why, by whom, its words, and where it stood."""

    number: int
    why: str
    by_editor: bool
    text: str
    n: int
    """The block it stood in or before; one more than there are when it stood at the end."""
    inside: bool


def begin(speech: Speech, saved: bool = False) -> Draft:
    """The draft of ``speech`` with the form filled in as far as the machine knows."""
    meta = speech.meta
    known = {
        "title": meta.title or "",
        "short": meta.short,
        "level": _known(meta.level),
        "speaker": _known(meta.speaker),
        "audience": _known(meta.audience),
        "said": _known(meta.date.said),
        "inferred": "" if meta.date.said == TO_CHECK else "yes" if meta.date.inferred else "no",
        "clues": "\n".join(meta.date.clues),
        # That a source stops short the machine can see; that it is whole, it cannot.
        "complete": "no" if not meta.complete else "yes" if saved else "",
        "completeness_note": meta.completeness_note,
        "slug": speech.slug,
    }
    return Draft(speech, known, dict.fromkeys(_keys(meta.slips), True), saved)


def _known(value: str) -> str:
    return "" if value == TO_CHECK else value


def _keys(slips: Collection[Slip]) -> list[Key]:
    """What tells slips apart when paragraphs have been renumbered: words, note, how many such came before."""
    seen: dict[tuple[str, str], int] = {}
    keys = []
    for slip in slips:
        same = (slip.text, slip.note)
        seen[same] = seen.get(same, -1) + 1
        keys.append((*same, seen[same]))
    return keys


def _slips(draft: Draft) -> tuple[Slip, ...]:
    return (*draft.speech.meta.slips, *draft.speech.meta.suggested)


def fill(draft: Draft, fields: Mapping[str, str]) -> Draft:
    """The draft with what stands in the form now; names that are no fields of it are passed over.

    A field that is not given is kept, but for a choice nobody has made: it stays open.
    """
    return replace(draft, form={name: fields.get(name, draft.form[name]) for name in FIELDS})


def doubts(draft: Draft) -> list[Doubt]:
    """Every slip seen, in the order of the text, with the editor's word on it."""
    slips = _slips(draft)
    return [Doubt(slip, *_around(draft.speech, slip), draft.judged.get(key)) for slip, key in zip(slips, _keys(slips), strict=True)]


def _around(speech: Speech, slip: Slip, width: int = 24) -> tuple[str, str]:
    if slip.n is None or not 1 <= slip.n <= len(speech.blocks):
        return "", ""
    before, found, after = speech.block(slip.n).text.partition(slip.text)
    if not found:
        return "", ""
    return ("…" if len(before) > width else "") + before[-width:], after[:width] + ("…" if len(after) > width else "")


def judge(draft: Draft, index: int, verdict: bool | None) -> Draft:
    """Say of the slip at ``index`` of ``doubts`` that it is one, is none, or leave it open again (None)."""
    keys = _keys(_slips(draft))
    judged = {key: word for key, word in draft.judged.items() if key != keys[index]}
    return replace(draft, judged=judged if verdict is None else judged | {keys[index]: verdict})


def taken(draft: Draft) -> list[Taken]:
    """What was taken out and has words in it, in order."""
    starts = [*block_starts(draft.speech.blocks), len(draft.speech.spoken)]
    return [
        Taken(
            piece.number, piece.why, piece.by == "editor", piece.text.strip(), block_at(starts, piece.spoken), piece.spoken not in starts
        )
        for piece in pieces(draft.speech)
        if piece.kind == "removed" and piece.number is not None and piece.text.strip()
    ]


def layout(draft: Draft) -> tuple[int, int]:
    """(line breaks rejoined, blank runs dropped): changes of layout that touch no word."""
    found = pieces(draft.speech)
    return sum(p.kind == "joined" for p in found), sum(p.kind == "removed" and not p.text.strip() for p in found)


def back(draft: Draft, number: int) -> Draft:
    """Put the removed piece with this number back. Raises CorpusError when that cannot be done."""
    return replace(draft, speech=put_back(draft.speech, [number]))


def out(draft: Draft, n: int) -> Draft:
    """Take block ``n`` out. Raises CorpusError when that cannot be done."""
    starts = [*block_starts(draft.speech.blocks), len(draft.speech.spoken)]
    return replace(draft, speech=take_out_more(draft.speech, [(starts[n - 1], starts[n])]))


def block_of(draft: Draft, text: str) -> Block | None:
    """The first block that holds ``text``."""
    return next((block for block in draft.speech.blocks if text in block.text), None)


def clues(draft: Draft) -> dict[str, list[tuple[str, str]]]:
    """Who may be speaking and who may be addressed, as the text has it: (words, place of the first)."""
    title, blocks = draft.speech.meta.title, draft.speech.blocks
    found = {"speaker": proposals.speakers(title, blocks), "audience": proposals.audiences(title, blocks)}
    return {name: _once(offers) for name, offers in found.items()}


def _once(offers: Collection[str]) -> list[tuple[str, str]]:
    places: dict[str, str] = {}
    for offer in offers:
        words, _, place = offer.rpartition("（")
        places.setdefault(words or offer, place.rstrip("）") if words else "")
    return list(places.items())[:_MOST_OFFERS]


def faults(draft: Draft, taken_slugs: Collection[str]) -> dict[str, str]:
    """By field, one Chinese sentence on what is still to be filled in or put right."""
    form = {name: value.strip() for name, value in draft.form.items()}
    found = {name: sentence for name, sentence in _NEEDED.items() if not form[name]}
    if form["inferred"] == "yes" and not form["clues"]:
        found["clues"] = "时间是推断的，请写出依据，一行一条。"
    if form["complete"] == "no" and not form["completeness_note"]:
        found["completeness_note"] = "请写明缺什么，如“来源在第三点中断”。"
    if not draft.saved:
        try:
            store.check_slug(form["slug"])
        except CorpusError as error:
            found["slug"] = str(error)
        else:
            if form["slug"] in taken_slugs:
                found["slug"] = f"代号“{form['slug']}”已有讲话在用，请换一个，如“{form['slug']}-2”。"
    return {name: found[name] for name in FIELDS if name in found}


def finish(draft: Draft) -> Speech:
    """The speech as its editor wants it; only for a draft without ``faults``."""
    form = {name: value.strip() for name, value in draft.form.items()}
    meta = draft.speech.meta
    slips = _slips(draft)
    judged = [(slip, draft.judged.get(key)) for slip, key in zip(slips, _keys(slips), strict=True)]
    whole = form["complete"] == "yes"
    edited: FrontMatter = meta.model_copy(
        update={
            "title": form["title"] or None,
            "short": form["short"],
            "level": form["level"],
            "speaker": form["speaker"],
            "audience": form["audience"],
            "date": Dating(
                said=form["said"],
                inferred=form["inferred"] == "yes",
                clues=tuple(line.strip() for line in form["clues"].splitlines() if line.strip()),
            ),
            "complete": whole,
            "completeness_note": "" if whole else form["completeness_note"],
            "slips": tuple(slip for slip, verdict in judged if verdict),
            "suggested": tuple(slip for slip, verdict in judged if verdict is None),
        }
    )
    return Speech(draft.speech.slug if draft.saved else form["slug"], edited, draft.speech.blocks)
