"""Bringing a raw source in: bytes to a Speech that still waits for its editor."""

from __future__ import annotations

from corpus.clean import clean, noise
from corpus.errors import BadSource
from corpus.model import Dating, FrontMatter, Speech
from corpus.rebuild import NEWLINES, is_whole
from corpus.sources import extract

TO_CHECK = "待核"
"""Stands in the front matter where only a person can say what is right."""


def take_in(data: bytes, file_name: str, slug: str) -> Speech:
    """Clean ``data`` (a txt file called ``file_name``) into a speech called ``slug``.

    What the machine cannot know is left as 待核. Raises BadSource, in Chinese, when
    the file is no speech, or its bytes could not be rebuilt from the result.
    """
    raw = extract(data, file_name)
    try:
        cleaned = clean(raw.text, NEWLINES[raw.source.newline])
    except BadSource as error:
        raise BadSource(f"{file_name}：{error}") from None
    meta = FrontMatter(
        title=cleaned.title,
        short=cleaned.title or slug,
        level=TO_CHECK,
        speaker=TO_CHECK,
        audience=TO_CHECK,
        date=Dating(said=TO_CHECK, inferred=True),
        complete=True,
        notices=noise.notices([r.text for r in cleaned.removed]),
        source=raw.source,
        line_breaks=cleaned.line_breaks,
        removed=cleaned.removed,
    )
    speech = Speech(slug, meta, cleaned.blocks)
    if not is_whole(speech):
        raise BadSource(f"{file_name} 清理后无法还原为原文件，没有导入。请把该文件另存为 UTF-8 编码的 txt 后再试。")
    return speech
