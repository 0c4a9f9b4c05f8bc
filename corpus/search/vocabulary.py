"""How often every word stands in every speech, kept in the index once it has been counted.

Counting needs the segmenter and takes some milliseconds a speech, so it is done when
a question about words is first asked, speech by speech, and kept.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping

TABLES = """
CREATE TABLE counted (speech INTEGER PRIMARY KEY, counts BLOB NOT NULL);
CREATE TABLE word (word TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def is_word(token: str) -> bool:
    """Whether a token of the segmenter is a word, not punctuation or a mask (XX)."""
    return any(character.isalnum() for character in token) and token.strip("xX") != ""


def count(tokens: Iterable[str]) -> Counter[str]:
    """How often each word stands among ``tokens``."""
    return Counter(token for token in tokens if is_word(token))


def keep(db: sqlite3.Connection, counts: Mapping[int, Counter[str]]) -> None:
    """Keep the counts of speeches, by their numbers, that have none yet."""
    together: Counter[str] = Counter()
    for speech, words in counts.items():
        blob = zlib.compress(json.dumps(words, ensure_ascii=False).encode(), 1)
        db.execute("INSERT INTO counted VALUES (?, ?)", (speech, blob))
        together.update(words)
    _add(db, together, 1)


def forget(db: sqlite3.Connection, speech: int) -> None:
    """Drop the counts of a speech, if there are any."""
    counts = of_speech(db, speech)
    if counts is not None:
        _add(db, counts, -1)
        db.executemany("DELETE FROM word WHERE word = ? AND n <= 0", ((word,) for word in counts))
        db.execute("DELETE FROM counted WHERE speech = ?", (speech,))


def forget_all(db: sqlite3.Connection) -> None:
    """Drop all counts."""
    db.execute("DELETE FROM counted")
    db.execute("DELETE FROM word")


def _add(db: sqlite3.Connection, counts: Counter[str], sign: int) -> None:
    db.executemany(
        "INSERT INTO word VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET n = n + excluded.n",
        ((word, sign * n) for word, n in sorted(counts.items())),
    )


def of_speech(db: sqlite3.Connection, speech: int) -> Counter[str] | None:
    """The counts of a speech, None when it has not been counted."""
    row = db.execute("SELECT counts FROM counted WHERE speech = ?", (speech,)).fetchone()
    return None if row is None else Counter(json.loads(zlib.decompress(row[0])))
