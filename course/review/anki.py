"""The learner's review cards as a deck for Anki.

Every note has an id of its own that depends on nothing but its subject, so that Anki
knows it again when a later export is taken in: texts are renewed, the history in Anki
stays. Anki keeps a schedule of its own; what was reviewed here is not carried over.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from markupsafe import Markup

from corpus import quote
from corpus.glossary import KINDS, Term
from course.page import render
from course.record import moments
from course.record.record import Record
from course.review import material, terms
from exercises.feedback import explain
from exercises.items import Item, kind
from exercises.items.markup import html
from exercises.response import Blank

SUFFIX = ".apkg"
_MODEL = 1_480_813_001
_DECK = 1_480_813_002
_CSS = """.card { font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; font-size: 19px;
  line-height: 1.7; max-width: 36em; margin: 0 auto; text-align: left; color: #1f2328; background: #fffdf8; }
.nightMode .card, .card.nightMode { color: #e6e6e6; background: #1c1f24; }
.kind, cite { font-size: 15px; opacity: 0.8; font-style: normal; }
.stem { font-weight: bold; } .option { margin: 0.2em 0; } .right::before { content: "答案："; font-weight: bold; }
blockquote { font-family: "Noto Serif CJK SC", "Songti SC", SimSun, serif; border-left: 3px solid #9b1c1f; margin: 0.8em 0; padding-left: 0.8em; }
"""


def anki_deck(record: Record, now: datetime | None = None) -> bytes:
    """The cards that are in the learner's review, as an .apkg file. Raises RecordError."""
    return package(subjects(record), now or moments.now(), material.practisable(record))


def subjects(record: Record) -> list[str]:
    """The items ever answered and the terms of finished lessons, in the order of bank and glossary. Raises RecordError."""
    seen = {attempt.subject for attempt in record.attempts(kind="item")} | {review.subject for review in record.reviews()}
    seen |= {subject for lesson in record.finished() for subject in terms.subjects(lesson)}
    return [subject for subject in (*material.practisable(record), *material.terms()) if subject in seen]


def package(wanted: Iterable[str], moment: datetime, items: Mapping[str, Item] | None = None) -> bytes:
    """The cards of these subjects as an .apkg file that says it was made at ``moment``; ``items`` default to the bank's."""
    import genanki

    model = genanki.Model(
        _MODEL,
        "巡察课堂",
        fields=[{"name": "编号"}, {"name": "正面"}, {"name": "背面"}],
        templates=[{"name": "卡片", "qfmt": "{{正面}}", "afmt": "{{FrontSide}}<hr id=answer>{{背面}}"}],
        css=_CSS,
    )
    deck = genanki.Deck(_DECK, "巡察课堂")
    for subject in wanted:
        front, back, tags = _card(subject, material.practice() if items is None else items)
        deck.add_note(genanki.Note(model, [subject, front, back], tags=tags, guid=genanki.guid_for("xuncha", subject)))
    # Not `write_to_file`, which leaves a copy of the database in the folder for temporary files.
    with closing(sqlite3.connect(":memory:")) as connection:
        stamp = moment.timestamp()
        genanki.Package(deck).write_to_db(connection.cursor(), stamp, itertools.count(int(stamp * 1000)))
        connection.commit()
        collection = connection.serialize()
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", collection)
        archive.writestr("media", "{}")
    return out.getvalue()


def _card(subject: str, items: Mapping[str, Item]) -> tuple[str, str, list[str]]:
    if subject.startswith(material.TERM):
        return _term(material.terms()[subject])
    return _item(items[subject])


def _item(item: Item) -> tuple[str, str, list[str]]:
    front = render(
        "anki_item",
        label=kind(item).LABEL,
        stem=Markup(html(_stem(item))),
        first=_lines(getattr(item, "left", None) or getattr(item, "options", {})),
        second=_lines(getattr(item, "right", {})),
    )
    back = render("anki_item_answer", e=explain(item, Blank()), distractors=getattr(item, "distractors", {}))
    return front, back, [f"第{item.lesson:02d}课", _tag(item.concept)]


def _stem(item: Item) -> str:
    """The question; the blanks of a cloze item as lines to write on."""
    parts = kind(item).form(item).get("parts", [item.stem])
    return "".join(part if isinstance(part, str) else f"＿＿（{part['blank']}）＿＿" for part in parts)


def _term(term: Term) -> tuple[str, str, list[str]]:
    places = "、".join(quote(cite).label for cite in term.defined_at)
    source = f"依据：{places}" if term.basis == "texts" else f"课外资料 · {term.source}"
    return (
        render("anki_term", term=term, kind=KINDS[term.kind]),
        render("anki_term_answer", term=term, source=source),
        ["术语", _tag(KINDS[term.kind])],
    )


def _lines(entries: dict[str, str]) -> list[str]:
    return [f"{name}. {text}" for name, text in entries.items()]


def _tag(text: str) -> str:
    return "".join(text.split())
