"""From a raw text to numbered blocks and the record of what was removed.

``clean`` is pure: the same text always gives the same result, and the raw text can
be rebuilt from it (``corpus.rebuild``). It never changes a character of what was
said; slips stay for the editor to list.

The families of noise each have a module of finders over lines (``corpus.clean.noise``
is the table of them); title and salutation are found in ``front``, the source's
paragraphs in ``paragraphs``, headings in ``corpus.headings``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.clean import front as fronts
from corpus.clean import noise
from corpus.clean.genre import not_a_speech
from corpus.clean.lines import EDITOR, Found, Line, Span, layout, split, take
from corpus.clean.paragraphs import paragraphs
from corpus.clean.titles import glued_title
from corpus.errors import BadSource
from corpus.headings import outline
from corpus.model import Block, BlockKind, Removed
from corpus.rebuild import spans as removed_spans
from corpus.rebuild import take_out
from corpus.salutation import FRONT, is_salutation, opening

__all__ = ["Cleaned", "clean", "not_a_speech", "spans"]

MAX_CHARACTERS = 200_000
MAX_LINES = 20_000
_LEAST_CHINESE = 50
_LEAST_SHARE = 0.3


@dataclass(frozen=True)
class Cleaned:
    """A cleaned text: title (None if the source has none), blocks, and the record."""

    title: str | None
    blocks: tuple[Block, ...]
    line_breaks: tuple[int, ...]
    removed: tuple[Removed, ...]


def clean(raw: str, newline: str = "\n", keep: Sequence[Span] = (), drop: Sequence[Span] = ()) -> Cleaned:
    """Clean one raw speech; ``newline`` is its line break.

    ``keep`` and ``drop`` are an editor's word: raw (start, end) spans of which nothing
    is taken as noise, and spans that go as well. Raises BadSource when the text is
    too long, not Chinese, or has no paragraph.
    """
    _check_language(raw)
    lines = split(raw)
    if len(lines) > MAX_LINES:
        raise BadSource(f"全文超过 {MAX_LINES // 10_000} 万行，不像一篇讲话，没有导入。请只保留一篇讲话的正文后再试。")
    keep = sorted(keep)
    lines, cuts = take(raw, lines, _dropped(lines, drop))
    for finder in noise.FINDERS:
        lines, more = take(raw, lines, finder(lines), keep)
        cuts += more
    groups = _groups(lines, fronts.find(lines))
    texts = ["".join(lines[i].text for i in group) for _, group in groups]
    if not any(kind == "text" for kind, _ in groups) or _chinese("".join(texts)) < _LEAST_CHINESE:
        raise BadSource("没有找到讲话正文（汉字不足 50 个），没有导入。请确认选对了文件。")
    spoken, breaks, removed = take_out(raw, layout(raw, lines, cuts), newline)
    assert spoken == "".join(texts)
    blocks = _blocks([(kind, text) for (kind, _), text in zip(groups, texts)])
    title = next((block.text for block in blocks if block.kind == "title"), None)
    return Cleaned(title, tuple(blocks), breaks, removed)


def spans(cleaned: Cleaned, raw: str, newline: str = "\n") -> tuple[Span, ...]:
    """The (start, end) in ``raw`` of every removed piece of ``cleaned``, in order."""
    found = removed_spans(cleaned.line_breaks, cleaned.removed, newline)
    assert all(raw[a:b] == piece.text for (a, b), piece in zip(found, cleaned.removed))
    return found


def _chinese(text: str) -> int:
    return sum("一" <= c <= "鿿" for c in text)


def _check_language(raw: str) -> None:
    if len(raw) > MAX_CHARACTERS:
        raise BadSource(f"全文超过 {MAX_CHARACTERS // 10_000} 万字，不像一篇讲话，没有导入。请只保留一篇讲话的正文后再试。")
    chinese = _chinese(raw)
    words = sum(c.isalpha() for c in raw)
    if words >= _LEAST_CHINESE and chinese < _LEAST_SHARE * words:
        raise BadSource(
            f"这不是中文讲话（文字 {words} 个，其中汉字 {chinese} 个），没有导入。"
            "请换成中文原稿；如果显示为乱码，请另存为 UTF-8 编码后再试。"
        )


def _dropped(lines: Sequence[Line], drop: Sequence[Span]) -> list[Found]:
    found: list[Found] = []
    for i, line in enumerate(lines):
        at = 0
        for start, end in line.parts:
            found += [Found(i, at + max(a, start) - start, at + min(b, end) - start, EDITOR) for a, b in drop if a < end and start < b]
            at += end - start
    return found


def _groups(lines: Sequence[Line], front: fronts.Front) -> list[tuple[str, list[int]]]:
    """The lines that stay, grouped into title, salutation and paragraphs, in order."""
    kept = [i for i, line in enumerate(lines) if not line.blank]
    rest = [i for i in kept if i not in front.title and not (i == front.greeting and is_salutation(lines[i].text))]
    groups = [("title", list(front.title))] if front.title else []
    groups += [("salutation", [front.greeting])] if front.greeting is not None and front.greeting not in rest else []
    above = [i for i in rest if i < front.body and i != front.greeting]
    groups += [("text", [i]) for i in above]
    groups += [("text", group) for group in paragraphs(lines, [i for i in rest if i not in above])]
    return sorted(groups, key=lambda group: group[1][0])


def _blocks(groups: Sequence[tuple[str, str]]) -> list[Block]:
    """Numbered blocks for the groups' (kind, text)."""
    pieces = list(_pieces(groups))
    rows = iter(outline([text for kind, text, _ in pieces if kind == "text"]))
    blocks: list[Block] = []
    greeted = False
    for kind, text, opens in pieces:
        row = next(rows) if kind == "text" else [(text, None)]
        for j, (part, heading) in enumerate(row):
            if heading is not None and not opens:
                heading = replace(heading, run_in=True)
            greets = not greeted and kind != "title" and heading is None and len(blocks) < FRONT and is_salutation(part)
            greeted = greeted or greets
            name: BlockKind = "heading" if heading is not None and not heading.run_in else "paragraph"
            if greets or kind == "title":
                name = "salutation" if greets else "title"
            blocks.append(Block(len(blocks) + 1, name, part, heading, j == 0 and opens))
    return blocks


def _pieces(groups: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, bool]]:
    """(kind, text, whether it opens a line); a title or salutation glued to its text comes by itself."""
    for place, (kind, text) in enumerate(groups):
        cut = _glued(text, first=place == 0) if kind == "text" and place < FRONT else []
        for j, (name, part) in enumerate(cut):
            yield name, part, j == 0
        rest = text[sum(len(part) for _, part in cut) :]
        if rest:
            yield kind, rest, not cut


def _glued(text: str, first: bool) -> list[tuple[str, str]]:
    """Title and salutation that stand at the start of the text's own line; a title alone only in the ``first``."""
    both = fronts.glued(text)
    if both is not None:
        return [("title", text[: both[0]]), ("salutation", text[both[0] : both[1]])]
    end = opening(text)
    if end:
        return [("salutation", text[:end])]
    title = glued_title(text) if first else 0
    return [("title", text[:title])] if title else []
