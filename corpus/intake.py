"""Bringing a raw source in: bytes or pasted text to a Speech that waits for its editor."""

from __future__ import annotations

from dataclasses import replace

from corpus import proposals, speechfile
from corpus.clean import clean, noise, not_a_speech
from corpus.errors import BadSource
from corpus.model import Dating, FrontMatter, Speech
from corpus.proposals import TO_CHECK
from corpus.rebuild import NEWLINES, is_whole
from corpus.sources import Extracted, extract, pasted
from corpus.suggest import suggest


def take_in(data: bytes, file_name: str, slug: str, insist: bool = False) -> Speech:
    """Clean ``data`` (a file called ``file_name``) into a speech called ``slug``.

    Title, level, date, completeness and slips are proposed as far as the text shows
    them (``corpus.proposals``, ``corpus.suggest``); what only a person can know is
    left as 待核. ``insist`` takes in even what does not read like a speech. Raises
    BadSource, in Chinese, when the file cannot be read, is no speech, or its text
    could not be rebuilt from the result.
    """
    return _take_in(extract(data, file_name), slug, insist)


def take_in_text(text: str, slug: str, insist: bool = False) -> Speech:
    """The same for text that a person pasted."""
    return _take_in(pasted(text), slug, insist)


def _take_in(raw: Extracted, slug: str, insist: bool) -> Speech:
    name = raw.source.file
    try:
        cleaned = clean(raw.text, NEWLINES[raw.source.newline])
    except BadSource as error:
        raise BadSource(f"{name}：{error}") from None
    doubt = None if insist else not_a_speech(cleaned)
    if doubt:
        raise BadSource(f"{name}：{doubt}")
    bare = FrontMatter(
        title=cleaned.title,
        short=slug,
        level=TO_CHECK,
        speaker=TO_CHECK,
        audience=TO_CHECK,
        date=Dating(said=TO_CHECK, inferred=True),
        complete=True,
        notices=noise.notices([r.text for r in cleaned.removed]),
        suggested=suggest(cleaned.blocks, cleaned.removed),
        source=raw.source,
        line_breaks=cleaned.line_breaks,
        removed=cleaned.removed,
    )
    speech = Speech(slug, bare, cleaned.blocks)
    speech = replace(speech, meta=bare.model_copy(update=proposals.front_matter(name, speech)))
    file = speechfile.dumps(speech)
    if len(file.encode()) > speechfile.MAX_BYTES:
        raise BadSource(f"{name} 的正文有 {len(speech.spoken)} 字，不像一篇讲话，没有导入。请只保留讲话正文后再试。")
    # What could not be rebuilt, or would read otherwise once written, must not come to be.
    if not is_whole(speech) or speechfile.loads(slug, file) != speech:
        raise BadSource(f"{name} 清理后无法还原为原文，没有导入。请把该文件另存为 UTF-8 编码的 txt 后再试。")
    return speech
