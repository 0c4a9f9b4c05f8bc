"""Small speeches made by hand, whose answers can be counted by eye."""

from corpus.model import Block, Dating, FrontMatter, Heading, Source, Speech


def speech(slug, *paragraphs, level="县委", speaker="县委书记"):
    """A speech of plain paragraphs; one that begins with # is a heading (`# 一、|要求`)."""
    blocks = []
    for n, text in enumerate(paragraphs, 1):
        if text.startswith("#"):
            label, words = text[1:].strip().split("|")
            blocks.append(Block(n, "heading", label + words, Heading(1, label, words, False)))
        else:
            blocks.append(Block(n, "paragraph", text))
    meta = FrontMatter(
        title=None,
        short=f"简称{slug}",
        level=level,
        speaker=speaker,
        audience="巡察组",
        date=Dating(said="2024年", inferred=False),
        complete=True,
        source=Source(file=f"{slug}.txt", sha256="0" * 64),
    )
    return Speech(slug, meta, tuple(blocks))
