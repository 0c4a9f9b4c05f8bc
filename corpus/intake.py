"""Bringing a raw source in: bytes or pasted text to a Speech that waits for its editor."""

from __future__ import annotations

from corpus import proposals
from corpus.clean import clean, noise
from corpus.errors import BadSource
from corpus.model import FrontMatter, Speech
from corpus.proposals import TO_CHECK
from corpus.rebuild import NEWLINES, is_whole
from corpus.sources import Extracted, extract, pasted


def take_in(data: bytes, file_name: str, slug: str) -> Speech:
    """Clean ``data`` (a file called ``file_name``) into a speech called ``slug``.

    Title, level, date clues and completeness are proposed as far as the text shows
    them (``corpus.proposals``); what only a person can know is left as 待核. Raises
    BadSource, in Chinese, when the file cannot be read, is no speech, or its text
    could not be rebuilt from the result.
    """
    return _take_in(extract(data, file_name), slug)


def take_in_text(text: str, slug: str) -> Speech:
    """The same for text that a person pasted."""
    return _take_in(pasted(text), slug)


def _take_in(raw: Extracted, slug: str) -> Speech:
    name = raw.source.file
    try:
        cleaned = clean(raw.text, NEWLINES[raw.source.newline])
    except BadSource as error:
        raise BadSource(f"{name}：{error}") from None
    note = proposals.missing(cleaned.blocks, cleaned.removed)
    meta = FrontMatter(
        title=cleaned.title,
        short=cleaned.title or proposals.name_without_title(name, cleaned.blocks),
        level=proposals.level(cleaned.title, cleaned.blocks),
        speaker=TO_CHECK,
        audience=TO_CHECK,
        date=proposals.dating(cleaned.title, cleaned.blocks),
        complete=not note,
        completeness_note=note,
        notices=noise.notices([r.text for r in cleaned.removed]),
        source=raw.source,
        line_breaks=cleaned.line_breaks,
        removed=cleaned.removed,
    )
    speech = Speech(slug, meta, cleaned.blocks)
    if not is_whole(speech):
        raise BadSource(f"{name} 清理后无法还原为原文，没有导入。请把该文件另存为 UTF-8 编码的 txt 后再试。")
    return speech
