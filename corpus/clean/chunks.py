"""Numbers of text chunks left inside sentences (“…必须坚2、持问题导向…”)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.clean.lines import Found, Line

CHUNK = "句中的分块序号"

_NUMBER = re.compile(r"(?<=[一-鿿])(\d{1,2})[、.．](?=[一-鿿])")
# 第1、第2组; 附件1、附件2; 1、2月: a list, not a chunk.
_LIST = re.compile(r"第$|附件?$|[图表例题]$|[、\d]$")
_UNIT = re.compile(r"[月日号组个项条次轮年季类批%第附图表]")
_LEAST_GAP = 80


def chunk_numbers(lines: Sequence[Line]) -> Iterator[Found]:
    """Numbers in the middle of words that count on through the text, far apart."""
    places: list[tuple[int, int, Found]] = []
    done = 0
    for i, line in enumerate(lines):
        for match in _NUMBER.finditer(line.text):
            before, after = line.text[max(0, match.start() - 2) : match.start()], line.text[match.end() : match.end() + 1]
            if not _LIST.search(before) and not _UNIT.match(after):
                places.append((int(match[1]), done + match.start(), Found(i, match.start(), match.end(), CHUNK)))
        done += len(line.text)
    for at, (value, where, found) in enumerate(places):
        near = [places[j] for j in (at - 1, at + 1) if 0 <= j < len(places)]
        if any((v - value) * (w - where) > 0 and abs(v - value) == 1 and abs(w - where) >= _LEAST_GAP for v, w, _ in near):
            yield found
