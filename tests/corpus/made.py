"""Speeches made for a test from a few sentences."""

from corpus.clean import clean
from corpus.model import Dating, FrontMatter, Source, Speech
from corpus.proposals import TO_CHECK

OPENING = "根据工作安排，今天召开会议，主要任务是安排部署本轮工作。请大家认真听、认真记，会后抓好传达和落实，有什么意见随时反映。"


def speech_of(*lines: str, title: str = "在动员会上的讲话") -> Speech:
    """A speech with a title, a salutation, an opening paragraph without formulas or rules, and ``lines``."""
    cleaned = clean("\n".join([title, "同志们：", OPENING, *lines]) + "\n")
    meta = FrontMatter(
        title=cleaned.title,
        short="made",
        level=TO_CHECK,
        speaker=TO_CHECK,
        audience=TO_CHECK,
        date=Dating(said=TO_CHECK, inferred=True),
        complete=True,
        source=Source(file="made.txt", sha256="0" * 64),
    )
    return Speech("made", meta, cleaned.blocks)
