"""The index over speeches: SQLite with FTS5, one row a paragraph.

It is a cache. A speech is put in or taken out in one transaction; a file of another
version is emptied, a damaged one is thrown away, and whoever opened it fills it again.
Its journal is SQLite's plain one, since a workspace may lie on a network drive, where
write-ahead logging does not work; two processes wait for each other for a while.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UnknownSpeech
from corpus.model import BlockKind, Citation, Speech
from corpus.search import grams, vocabulary

SCHEMA = 1
"""Number of the layout below and of the tokens; a file with another number is emptied."""
_WAIT = 5.0
"""Seconds to wait while another process writes."""
_SHIFT = 20
"""A paragraph's row number is speech × 2^20 + n: one range a speech, in reading order."""
_FEW, _MANY = 5000, 20_000
"""Matching paragraphs up to which their number is counted, not estimated; and grouped by speech in full."""
_CACHE = -32_000
"""Kilobytes of the file that SQLite keeps in memory."""
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TABLES = f"""
CREATE TABLE speech (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, short TEXT NOT NULL, title TEXT, level TEXT NOT NULL,
    speaker TEXT NOT NULL, said TEXT NOT NULL, paragraphs INTEGER NOT NULL, characters INTEGER NOT NULL,
    fingerprint TEXT NOT NULL, state TEXT NOT NULL
);
CREATE TABLE paragraph (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE pair USING fts5(text, content='', tokenize='ascii', prefix='1');
{vocabulary.TABLES}
PRAGMA user_version = {SCHEMA};
"""


@dataclass(frozen=True)
class Card:
    """What the index knows of a speech besides its words."""

    slug: str
    short: str
    title: str | None
    level: str
    speaker: str
    said: str
    """When it was given, as the front matter says it."""
    paragraphs: int
    characters: int


@dataclass(frozen=True)
class Paragraph:
    """One numbered block of a speech, as found."""

    card: Card
    n: int
    kind: BlockKind
    text: str

    @property
    def citation(self) -> Citation:
        """The place it stands in."""
        return Citation(self.card.slug, self.n)


def fingerprint(speech: Speech) -> str:
    """Changes whenever anything the index holds of ``speech`` changes."""
    digest = hashlib.sha256()
    meta = speech.meta
    fields = (speech.slug, meta.short, meta.title or "", meta.level, meta.speaker, meta.date.said)
    blocks = (part for block in speech.blocks for part in (str(block.n), block.kind, block.text))
    for part in (*fields, *blocks):
        data = part.encode()
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.hexdigest()


class Index:
    """Speeches made searchable, in the file ``path`` or in memory when it is None.

    Opening raises sqlite3.Error when the file cannot be used and cannot be replaced.
    ``refill`` fills an index that had to be emptied because its file was damaged.
    """

    def __init__(self, path: Path | None = None, refill: Callable[[Index], None] | None = None) -> None:
        self.path = path
        self._refill = refill
        self._cards: tuple[object, dict[int, Card]] = (None, {})
        self._own_changes = 0
        try:
            self.db = self._open()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            self._throw_away()
            self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        # Strangers may have written the file: nothing in its schema may call a function with effects.
        db = sqlite3.connect(self.path or ":memory:", timeout=_WAIT, isolation_level=None)
        try:
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute(f"PRAGMA cache_size = {_CACHE}")
            if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
                self._make_tables(db)
        except BaseException:
            db.close()
            raise
        return db

    @staticmethod
    def _make_tables(db: sqlite3.Connection) -> None:
        db.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have made them while this one waited.
            if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
                names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'").fetchall()
                names += db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
                for (name,) in names:
                    db.execute(f"DROP TABLE IF EXISTS {_quoted(name)}")
                for statement in _TABLES.split(";"):
                    db.execute(statement)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def _throw_away(self) -> None:
        if self.path is not None:
            for file in (self.path, self.path.with_name(self.path.name + "-journal")):
                try:
                    file.unlink(missing_ok=True)
                except OSError as error:
                    raise sqlite3.OperationalError(str(error)) from None

    def close(self) -> None:
        """Close the file; the index cannot be used afterwards."""
        self.db.close()

    def all(self, sql: str, values: Sequence[object] = ()) -> list[tuple]:
        """The rows of a query; where the file turns out damaged it is made anew first."""
        try:
            return self.db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error) or self.db.in_transaction:
                raise
            self._make_anew()
            return self.db.execute(sql, values).fetchall()

    def _make_anew(self) -> None:
        self.db.close()
        self._throw_away()
        self.db = self._open()
        self._own_changes += 1
        if self._refill is not None:
            self._refill(self)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all that is written inside it, or nothing."""
        if self.db.in_transaction:
            yield self.db
            return
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield self.db
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        finally:
            self._own_changes += 1

    def put(self, speech: Speech, state: str = "") -> None:
        """Add ``speech``, in place of the one that had its slug.

        ``state`` is what its file looked like (see ``refresh``); '' for none.
        """
        meta, mark = speech.meta, fingerprint(speech)
        with self.change() as db:
            old = db.execute("SELECT id, fingerprint FROM speech WHERE slug = ?", (speech.slug,)).fetchone()
            if old is not None and old[1] == mark:
                db.execute("UPDATE speech SET state = ? WHERE id = ?", (state, old[0]))
                return
            if old is not None:
                self._take_out(db, old[0])
            row = (
                old[0] if old is not None else None, speech.slug, meta.short, meta.title, meta.level, meta.speaker, meta.date.said,
                len(speech.blocks), sum(len(block.text) for block in speech.blocks), mark, state,
            )  # fmt: skip
            number = db.execute("INSERT INTO speech VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
            assert number is not None
            first = number << _SHIFT
            db.executemany("INSERT INTO paragraph VALUES (?, ?, ?)", ((first + b.n, b.kind, b.text) for b in speech.blocks))
            db.executemany("INSERT INTO pair (rowid, text) VALUES (?, ?)", ((first + b.n, grams.tokens(b.text)) for b in speech.blocks))

    def remove(self, slug: str) -> None:
        """Take the speech called ``slug`` out; nothing happens when there is none."""
        with self.change() as db:
            old = db.execute("SELECT id FROM speech WHERE slug = ?", (slug,)).fetchone()
            if old is not None:
                self._take_out(db, old[0])

    def _take_out(self, db: sqlite3.Connection, number: int) -> None:
        rows = db.execute("SELECT id, text FROM paragraph WHERE id BETWEEN ? AND ?", _range(number)).fetchall()
        db.executemany("INSERT INTO pair (pair, rowid, text) VALUES ('delete', ?, ?)", ((row, grams.tokens(text)) for row, text in rows))
        db.execute("DELETE FROM paragraph WHERE id BETWEEN ? AND ?", _range(number))
        vocabulary.forget(db, number)
        db.execute("DELETE FROM speech WHERE id = ?", (number,))

    def states(self) -> dict[str, str]:
        """For every slug what its file looked like when it was read."""
        return dict(self.all("SELECT slug, state FROM speech"))

    def cards(self) -> dict[int, Card]:
        """All speeches by their number in the index, in the order they came in."""
        version = (self.all("PRAGMA data_version")[0][0], self._own_changes)
        if self._cards[0] != version:
            rows = self.all("SELECT id, slug, short, title, level, speaker, said, paragraphs, characters FROM speech ORDER BY id")
            self._cards = (version, {row[0]: Card(*row[1:]) for row in rows})
        return self._cards[1]

    def number(self, slug: str) -> int:
        """The number of the speech called ``slug``; raises UnknownSpeech when there is none."""
        found = self.all("SELECT id FROM speech WHERE slug = ?", (slug,))
        if not found:
            raise UnknownSpeech(f"语料库里没有“{slug}”这篇讲话。现有讲话的代号见 xuncha corpus list。")
        return found[0][0]

    def texts(self, slug: str) -> list[Paragraph]:
        """All paragraphs of one speech; raises UnknownSpeech when there is none."""
        return self._paragraphs("SELECT id, kind, text FROM paragraph WHERE id BETWEEN ? AND ? ORDER BY id", _range(self.number(slug)))

    def _paragraphs(self, sql: str, values: Sequence[object]) -> list[Paragraph]:
        rows = self.all(sql, values)
        # Read after the rows: a speech that another process took out in between has no card any more.
        cards = self.cards()
        mask = (1 << _SHIFT) - 1
        return [Paragraph(cards[row >> _SHIFT], row & mask, kind, text) for row, kind, text in rows if row >> _SHIFT in cards]

    def count(self, expression: str, within: str | None = None) -> tuple[int, int]:
        """(paragraphs, speeches) that match an FTS5 expression made by ``grams``; exact."""
        where, values = self._where(expression, within)
        return self.all(f"SELECT count(*), count(DISTINCT rowid >> {_SHIFT}) FROM pair WHERE {where}", values)[0]

    def matches(self, expression: str, most: int, within: str | None = None, every: int = 1) -> list[Paragraph]:
        """Paragraphs that match, in reading order, at most ``most``.

        With ``every`` = k > 1 about one row in k is taken, evenly from the whole corpus.
        """
        where, values = self._where(expression, within)
        # An odd step meets another paragraph number in every speech, 2^20 being even.
        spread = f"AND pair.rowid % {int(every) | 1} = 0" if every > 1 else ""
        sql = f"""SELECT id, kind, paragraph.text FROM pair JOIN paragraph ON paragraph.id = pair.rowid
                  WHERE {where} {spread} ORDER BY pair.rowid LIMIT ?"""
        return self._paragraphs(sql, (*values, most))

    def roughly(self, expression: str, within: str | None = None) -> int:
        """Paragraphs that match: exact when few, else estimated from the first of them."""
        where, values = self._where(expression, within)
        sql = f"SELECT count(*), max(rowid) FROM (SELECT rowid FROM pair WHERE {where} LIMIT {_FEW})"
        count, last = self.all(sql, values)[0]
        if count < _FEW or within is not None:
            return count
        return max(count, count * max(self.cards()) // (last >> _SHIFT))

    def holding(self, expression: str) -> set[int]:
        """Numbers of all speeches with a paragraph that matches."""
        return {row[0] for row in self.all(f"SELECT DISTINCT rowid >> {_SHIFT} FROM pair WHERE pair MATCH ?", (expression,))}

    def fullest(self, expression: str, most: int) -> list[tuple[Card, int]]:
        """The ``most`` speeches with most matching paragraphs, and how many these are.

        Where very many paragraphs match, the speeches to be counted are chosen by an
        even part of them; the counts are exact.
        """
        every = self.roughly(expression) // _MANY | 1
        spread = f"AND rowid % {every} = 0" if every > 1 else ""
        sql = f"SELECT rowid >> {_SHIFT}, count(*) FROM pair WHERE pair MATCH ? {spread} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
        rows = self.all(sql, (expression, 3 * most if every > 1 else most))
        cards = self.cards()
        found = [(cards[number], count) for number, count in rows if number in cards]
        if every > 1:
            found = [(card, self.count(expression, card.slug)[0]) for card, _ in found]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].slug))[:most]

    def _where(self, expression: str, within: str | None) -> tuple[str, tuple[object, ...]]:
        if within is None:
            return "pair MATCH ?", (expression,)
        return "pair MATCH ? AND pair.rowid BETWEEN ? AND ?", (expression, *_range(self.number(within)))


def index_of(speeches: Index | Iterable[Speech]) -> Index:
    """``speeches`` as an index: itself, or one made in memory."""
    if isinstance(speeches, Index):
        return speeches
    index = Index()
    with index.change():
        for speech in speeches:
            index.put(speech)
    return index


def _range(number: int) -> tuple[int, int]:
    return number << _SHIFT, ((number + 1) << _SHIFT) - 1


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
