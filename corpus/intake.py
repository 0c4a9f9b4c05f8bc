"""Bringing a raw source in: bytes or pasted text to a Speech that waits for its editor."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus import proposals, speechfile
from corpus.clean import clean, noise
from corpus.editing import accept, describe, dismiss, put_back, spoken_span, take_out_more
from corpus.errors import BadSource, BadSpeechFile
from corpus.model import Dating, FrontMatter, Speech
from corpus.proposals import TO_CHECK
from corpus.rebuild import NEWLINES, is_whole
from corpus.sources import Extracted, extract, pasted
try:
    from corpus.suggest import suggest
except ImportError:
    def suggest(blocks): return ()

__all__ = ["accept", "describe", "dismiss", "put_back", "spoken_span", "take_in", "take_in_text", "take_out_more"]

MAX_SPOKEN = 200_000
"""Characters; the longest speeches have some tens of thousands."""
_ABOUT_INSPECTION = re.compile("巡察|巡视|巡查|纪检|从严治党")
_SPOKEN_TO = re.compile("同志们|各位|大家|我讲|我代表|刚才")


def take_in(data: bytes, file_name: str, slug: str) -> Speech:
    """Clean ``data`` (a file called ``file_name``) into a speech called ``slug``.

    Title, level, date, completeness and slips are proposed as far as the text shows
    them (``corpus.proposals``, ``corpus.suggest``); what only a person can know is
    left as 待核. Raises BadSource, in Chinese, when the file cannot be read, is no
    speech, or its text could not be rebuilt from the result.
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
    bare = FrontMatter(
        title=cleaned.title,
        short=slug,
        level=TO_CHECK,
        speaker=TO_CHECK,
        audience=TO_CHECK,
        date=Dating(said=TO_CHECK, inferred=True),
        complete=True,
        notices=noise.notices([r.text for r in cleaned.removed]),
        suggested=suggest(cleaned.blocks),
        source=raw.source,
        line_breaks=cleaned.line_breaks,
        removed=cleaned.removed,
    )
    speech = Speech(slug, bare, cleaned.blocks)
    _refuse_what_is_no_speech(speech, name)
    speech = replace(speech, meta=bare.model_copy(update=proposals.front_matter(name, speech)))
    if not is_whole(speech) or not _survives_writing(speech):
        raise BadSource(f"{name} 清理后无法还原为原文，没有导入。请把该文件另存为 UTF-8 编码的 txt 后再试。")
    return speech


def _refuse_what_is_no_speech(speech: Speech, name: str) -> None:
    spoken = speech.spoken
    if len(spoken) > MAX_SPOKEN:
        raise BadSource(f"{name} 的正文有 {len(spoken)} 字，不像一篇讲话，没有导入。请只保留讲话正文后再试。")
    if not _ABOUT_INSPECTION.search(spoken) and not _SPOKEN_TO.search(spoken):
        raise BadSource(f"{name} 不像巡察讲话（没有称呼，也没有提到巡察），没有导入。请确认选对了文件。")


def _survives_writing(speech: Speech) -> bool:
    """Whether the speech file, once written, reads as the same speech."""
    try:
        return speechfile.loads(speech.slug, speechfile.dumps(speech)) == speech
    except (BadSpeechFile, UnicodeError):
        return False
