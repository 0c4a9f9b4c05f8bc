"""From a raw text to numbered blocks and the record of what was removed.

``clean`` is pure: the same text always gives the same result, and the raw text can
be rebuilt from it (``corpus.rebuild``). It never changes a character of what was
said; slips stay for the editor to list.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.clean import noise
from corpus.clean.lines import Line, goes_on, split, wrap_width
from corpus.errors import BadSource
from corpus.headings import outline
from corpus.model import Block, Removed
from corpus.rebuild import take_out


@dataclass(frozen=True)
class Cleaned:
    """A cleaned text: title (None if the source has none), blocks, and the record."""

    title: str | None
    blocks: tuple[Block, ...]
    line_breaks: tuple[int, ...]
    removed: tuple[Removed, ...]


def clean(raw: str, newline: str = "\n") -> Cleaned:
    """Clean one raw speech; ``newline`` is its line break.

    Raises BadSource when no paragraph is left, or when the text is not Chinese.
    """
    lines = split(raw, newline)
    gone: dict[int, str] = {}
    lead = noise.doubled_lead(lines)
    if lead is not None:
        gone[lead] = "重复的导语（标题、称呼与开头连成一行并被截断）"
    greeting = noise.salutation(lines)
    heading_lines: list[int] = []
    if greeting is not None:
        heading_lines = noise.title(lines, greeting, frozenset(gone))
        top = heading_lines[0] if heading_lines else greeting
        gone |= noise.advert_block(lines, top, frozenset(gone))

    kept = [i for i, line in enumerate(lines) if not line.blank and i not in gone]
    rest = [i for i in kept if i not in heading_lines and i != greeting]
    groups = [heading_lines] if heading_lines else []
    groups += [[greeting]] if greeting is not None else []
    groups += _paragraphs(lines, rest)
    groups.sort(key=lambda group: group[0])
    texts = ["".join(lines[i].text for i in group) for group in groups]
    if not rest or sum("一" <= c <= "鿿" for t in texts for c in t) < 50:
        raise BadSource("没有找到讲话正文（汉字不足 50 个），没有导入。请确认选对了文件。")

    spoken, breaks, removed = take_out(raw, _cuts(raw, lines, kept, gone, newline), newline)
    assert spoken == "".join(texts)
    return Cleaned(
        title=texts[0] if heading_lines else None,
        blocks=tuple(_blocks(texts, has_title=bool(heading_lines), has_greeting=greeting is not None)),
        line_breaks=breaks,
        removed=removed,
    )


def _paragraphs(lines: list[Line], kept: list[int]) -> list[list[int]]:
    """Group the lines that stay into the source's paragraphs."""
    column = wrap_width([lines[i].text for i in kept])
    groups: list[list[int]] = []
    for i in kept:
        adjoining = bool(groups) and groups[-1][-1] == i - 1
        if column and adjoining and goes_on(lines[i - 1].text, lines[i].text, column):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _cuts(raw: str, lines: list[Line], kept: list[int], gone: dict[int, str], newline: str) -> list[tuple[int, int, str]]:
    """(start, end, reason) of everything that is not words of the speech, in order."""
    cuts: list[tuple[int, int, str]] = []
    staying = frozenset(kept)

    def cut(start: int, end: int, why: str) -> None:
        if start < end:
            cuts.append((start, end, why))

    for i, line in enumerate(lines):
        if i not in staying:
            cut(line.begin, line.stop, gone.get(i, "空行"))
            continue
        cut(line.begin, line.start, "行首空白")
        ending = raw[line.end : line.stop]
        if ending == newline:
            cut(line.end, line.stop, "换行")
        else:
            cut(line.end, line.stop, "行末空白")
    return cuts


def _blocks(texts: list[str], has_title: bool, has_greeting: bool) -> list[Block]:
    blocks: list[Block] = []
    front = int(has_title) + int(has_greeting)
    for i, text in enumerate(texts[:front]):
        kind = "title" if has_title and i == 0 else "salutation"
        blocks.append(Block(len(blocks) + 1, kind, text))
    for row in outline(texts[front:]):
        for j, (text, heading) in enumerate(row):
            alone = heading is not None and not heading.run_in
            blocks.append(Block(len(blocks) + 1, "heading" if alone else "paragraph", text, heading, j == 0))
    return blocks
