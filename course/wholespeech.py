"""A whole speech as the reader over a lesson shows it: plain data, no markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpus import store
from corpus.model import Block, Slip, Speech


def whole(slug: str, beside: Path) -> dict[str, Any]:
    """The speech called ``slug``, as seen by a notebook in the folder ``beside``.

    ``{short, about, notes, blocks: [{n, kind, level, heading, text, slips}]}``. Raises a
    CorpusError (Chinese) when there is no such speech or its file cannot be read.
    """
    source = _find(slug, beside)
    meta = source.meta
    dated = f"{meta.date.said}（推断）" if meta.date.inferred else meta.date.said
    lacking = "" if meta.complete else f"原文不完整。{meta.completeness_note}"
    return {
        "short": meta.short,
        "about": [words for words in (meta.title or "（原文无题目）", f"讲话人：{meta.speaker}", f"时间：{dated}") if words],
        "notes": [note for note in (lacking, *(f"原件上注有“{notice}”。" for notice in meta.notices)) if note],
        "blocks": [_block(source, block) for block in source.blocks],
    }


def _find(slug: str, beside: Path) -> Speech:
    if store.is_shipped(slug):
        return store.speech(slug)
    store.check_slug(slug)
    return store.read_local(store.local_folder(beside) / f"{slug}.md")


def _block(source: Speech, block: Block) -> dict[str, Any]:
    return {
        "n": block.n,
        "kind": block.kind,
        "level": block.heading.level if block.heading else 0,
        "heading": block.heading.text if block.heading else "",
        "text": block.text,
        "slips": [_said(slip) for slip in source.meta.slips if slip.n == block.n],
    }


def _said(slip: Slip) -> str:
    what = "此处提法少见" if slip.doubtful else "此处有疏误"
    return f"原文照录，{what}——“{slip.text}”：{slip.note}"
