"""Somebody who has a trainee's files and wants the keys of the exam.

Everything in a file is read in as many ways as one might hide a text in: as UTF-8,
UTF-16 or GB 18030, unescaped, decompressed, from base64, base32, hexadecimal or
per cent escapes, with letters shifted by 13, backwards, one in the other. Digests
of guessed keys are looked for too.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import codecs
import gzip
import hashlib
import html
import io
import json
import lzma
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from exercises.folding import fold
from exercises.items import Item, kind, to_json

DEPTH = 4
SHORTEST = 8
"""Shorter texts stand in files by chance."""
DIGEST = 16
"""So many characters of a digest are no chance."""
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_BASE32 = re.compile(rb"[A-Z2-7]{24,}={0,6}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){8,}")
_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s")


def readings(data: bytes, depth: int = DEPTH) -> Iterator[bytes]:
    """The data itself and whatever it can be decoded to."""
    yield data
    if depth:
        for inner in set(_decoded(data)):
            if inner and inner != data:
                yield from readings(inner, depth - 1)


def _decoded(data: bytes) -> Iterator[bytes]:
    yield from _unpacked(data)
    for pattern, decode in ((_HEX, _hex), (_BASE32, _base32), (_BASE64, _base64)):
        for found in pattern.finditer(data):
            yield from decode(found[0])
    try:
        text = data.decode()
    except UnicodeDecodeError:
        for encoding in ("utf-16", "gb18030"):
            try:
                yield data.decode(encoding).encode()
            except UnicodeError:
                pass
        return
    if "\\" in text:
        yield _unescaped(text).encode(errors="ignore")
    if "%" in text:
        yield urllib.parse.unquote_to_bytes(text)
    if "&" in text:
        yield html.unescape(text).encode()


def _unpacked(data: bytes) -> Iterator[bytes]:
    for unpack in (gzip.decompress, zlib.decompress, bz2.decompress, lzma.decompress, lambda raw: zlib.decompress(raw, -15)):
        try:
            yield unpack(data)
        except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError):
            pass
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from map(archive.read, archive.namelist())


def _unescaped(text: str) -> str:
    return re.sub(r"\\+u([0-9a-fA-F]{4})|\\+x([0-9a-fA-F]{2})", lambda m: chr(int(m[1] or m[2], 16)), text)


def _hex(found: bytes) -> Iterator[bytes]:
    yield binascii.unhexlify(found)


def _base32(found: bytes) -> Iterator[bytes]:
    try:
        yield base64.b32decode(found.rstrip(b"=") + b"=" * (-len(found.rstrip(b"=")) % 8))
    except binascii.Error:
        pass


def _base64(found: bytes) -> Iterator[bytes]:
    plain = found.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    try:
        yield base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except binascii.Error:
        pass


@dataclass(frozen=True)
class Hay:
    """Everything that could be read out of some files."""

    text: str
    """Folded as answers are."""
    windows: frozenset[str]
    """Every run of `DIGEST` characters of what might be a digest."""

    def around(self, name: str) -> str:
        """What stands near each place of the name."""
        return "\n".join(self.text[max(0, m.start() - 300) : m.end() + 300] for m in re.finditer(re.escape(_flat(name)), self.text))


def haystack(files: Iterable[bytes]) -> Hay:
    """What can be read out of the files, forwards and backwards and with letters shifted."""
    seen: set[bytes] = set()
    parts = []
    for file in files:
        for turned in (file, file[::-1], codecs.encode(file.decode("latin-1"), "rot13").encode("latin-1"), _backwards(file)):
            for reading in readings(turned):
                if (digest := hashlib.sha256(reading).digest()) not in seen:
                    seen.add(digest)
                    parts.append(_flat(reading.decode(errors="ignore")))
    text = "\n".join(parts)
    runs = re.findall(rf"[0-9a-z+/]{{{DIGEST},}}", text)
    return Hay(text, frozenset(run[n : n + DIGEST] for run in runs for n in range(len(run) - DIGEST + 1)))


def _backwards(file: bytes) -> bytes:
    """The text of a file from its last character to its first."""
    return file.decode(errors="ignore")[::-1].encode()


def _flat(text: str) -> str:
    """Folded without what YAML and JSON may put between the words of a text."""
    return re.sub(r"[\\|]", "", fold(text))


def recovered(item: Item, hay: Hay, public: Hay | None = None) -> list[str]:
    """What of the item's key side can be found; ``public`` is what trainees may read anyway."""
    near = hay.around(item.id)
    return [
        *(
            text
            for text in hidden(item)
            if len(_flat(text)) >= SHORTEST and _flat(text) in hay.text and not (public and _flat(text) in public.text)
        ),
        *(text for text in beside_the_id(item) if _flat(text) in near),
        *(f"{name}({guess})" for guess in guesses(item) for name, digest in digests(guess) if digest in hay.windows),
    ]


def hidden(item: Any) -> Iterator[str]:
    """The texts of an item that tell its key."""
    yield item.explanation
    yield from getattr(item, "distractors", {}).values()
    if item.type == "short":
        yield item.answer
        yield from (part.point for part in item.rubric)
    if item.type == "cloze":
        yield json.dumps(item.blanks, ensure_ascii=False)
        yield json.dumps({number: accepted[0] for number, accepted in item.blanks.items()}, ensure_ascii=False)
    yield to_json(item)


def beside_the_id(item: Item) -> Iterator[str]:
    """The key as a table of keys would have it."""
    for key in keys(item):
        for mark in ("", ":", '":"', '":', "=", ",", "|", "-", " "):
            yield f"{item.id}{mark}{key}"


def keys(item: Any) -> list[str]:
    """The right answer in the ways in which one writes it."""
    value = kind(item).key(item)
    written = [kind(item).solution(item), json.dumps(getattr(item, "key", value) if item.type != "short" else value, ensure_ascii=False, default=sorted)]
    match item.type:
        case "single":
            written += [item.key, item.options[item.key]]
        case "judge":
            written += [item.key, str(item.key == "对"), str(item.key == "对").lower()]
        case "multiple" | "order":
            letters = sorted(item.key) if item.type == "multiple" else item.key
            written += ["".join(letters), ",".join(letters), "、".join(letters), json.dumps(letters), str(letters)]
        case "match":
            written += ["".join(item.key.values()), ",".join(item.key.values()), json.dumps(item.key, separators=(",", ":"))]
        case "cloze":
            written += [*value.values(), ",".join(value.values()), "|".join(value.values())]
    return list(dict.fromkeys(written))


def guesses(item: Item) -> Iterator[str]:
    """What a digest might be of: the key, alone or with what is known of the item."""
    for key in keys(item):
        yield key
        for known in (item.id, item.stem):
            for mark in ("", ":", "|", "-", "/", ",", "\n", "=", " "):
                yield f"{known}{mark}{key}"
                yield f"{key}{mark}{known}"


def digests(guess: str) -> Iterator[tuple[str, str]]:
    """The beginnings of its digests, hexadecimal and base64, folded like the haystack."""
    for name in _ALGORITHMS:
        raw = hashlib.new(name, guess.encode(), usedforsecurity=False).digest()
        yield name, raw.hex()[:DIGEST]
        yield name, _flat(base64.b64encode(raw[:12]).decode())[:DIGEST]
