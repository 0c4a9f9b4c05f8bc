"""The Anki deck: made of the learner's own cards, and known again when it comes a second time."""

import json
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime, timezone
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from course.catalog import lessons
from course.record import Attempt, Record
from course.review import anki, anki_deck, material, terms

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=timezone.utc)
TUESDAY = datetime(2026, 3, 3, 1, 0, tzinfo=timezone.utc)


def collection(package, tmp_path):
    """The database of a deck, as Anki opens it."""
    with ZipFile(BytesIO(package)) as archive:
        assert archive.testzip() is None and json.loads(archive.read("media")) == {}
        path = tmp_path / "collection.anki2"
        path.write_bytes(archive.read("collection.anki2"))
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return closing(connection)


def notes(package, tmp_path):
    """guid → (subject, front, back, tags, model) of every note."""
    with collection(package, tmp_path) as connection:
        rows = connection.execute("SELECT guid, flds, tags, mid FROM notes").fetchall()
    return {guid: (*fields.split("\x1f"), tags.split(), model) for guid, fields, tags, model in rows}


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path / "r.sqlite")


@pytest.fixture(scope="module")
def whole():
    """Every card there can be."""
    return [*material.practice(), *material.terms()]


def answer(record, subject):
    item = material.practice()[subject]
    record.answered(Attempt(subject, "item", item.lesson, item.concept, "A", "wrong", 0.0))


def test_the_deck_has_what_was_answered_and_the_terms_of_finished_lessons(record):
    first = next(iter(material.practice()))
    assert anki.subjects(record) == []
    answer(record, first)
    record.answered(Attempt("item-that-is-gone", "item", 1, "x", "A", "wrong", 0.0))
    assert anki.subjects(record) == [first]
    number = lessons()[0].number
    record.finish(number)
    assert set(anki.subjects(record)) == {first, *terms.subjects(number)} and terms.subjects(number)


def test_a_later_export_has_the_same_ids_for_what_was_there_before(record, tmp_path):
    one, two = list(material.practice())[:2]
    answer(record, one)
    early = notes(anki_deck(record, MONDAY), tmp_path)
    answer(record, two)
    late = notes(anki_deck(record, TUESDAY), tmp_path)
    assert len(early) == 1 and len(late) == 2
    assert late.items() >= early.items()


def test_a_later_export_is_newer_so_that_anki_takes_its_texts(tmp_path):
    first = next(iter(material.practice()))
    moments = []
    for moment in (MONDAY, TUESDAY):
        with collection(anki.package([first], moment), tmp_path) as connection:
            moments.append(connection.execute("SELECT mod FROM notes").fetchone()[0])
    assert moments == [int(MONDAY.timestamp()), int(TUESDAY.timestamp())]


def test_every_card_of_the_course_can_go_into_a_deck_with_an_id_of_its_own(whole, tmp_path):
    package = anki.package(whole, MONDAY)
    found = notes(package, tmp_path)
    assert sorted(subject for subject, *_ in found.values()) == sorted(whole)
    with collection(package, tmp_path) as connection:
        assert connection.execute("SELECT count(*) FROM cards").fetchone()[0] == len(whole)
        models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
        decks = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    assert {model for *_, model in found.values()} == {anki._MODEL} and str(anki._MODEL) in models
    assert decks[str(anki._DECK)]["name"] == "巡察课堂"


def test_a_front_asks_and_does_not_tell_and_a_back_tells_and_quotes(whole, tmp_path):
    for subject, front, back, tags, _ in notes(anki.package(whole, MONDAY), tmp_path).values():
        assert "class=\"stem\"" in front and "答案" not in front and tags
        if not subject.startswith("term/"):
            item = material.practice()[subject]
            assert item.explanation not in front
            assert back.count("<blockquote>") == len(item.evidence)
            for text in getattr(item, "options", {}).values():
                assert _escaped(text) in front


def _escaped(text):
    from markupsafe import escape

    return str(escape(text))


def test_nothing_in_a_card_is_taken_for_markup(monkeypatch, tmp_path):
    item = next(i for i in material.practice().values() if i.type == "single")
    odd = item.model_copy(update={"stem": "<script>x</script> A & B", "explanation": "<img src=x>"})
    monkeypatch.setattr(material, "practice", lambda bank=None: {odd.id: odd})
    ((_, front, back, *_),) = notes(anki.package([odd.id], MONDAY), tmp_path).values()
    assert "&lt;script&gt;x&lt;/script&gt; A &amp; B" in front and "<script" not in front and "<img" not in back


def test_making_a_deck_leaves_nothing_in_the_folder_for_temporary_files(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    anki.package(list(material.practice())[:2], MONDAY)
    assert list(Path(tmp_path).iterdir()) == []
