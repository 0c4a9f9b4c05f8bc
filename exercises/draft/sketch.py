"""A sketch: what a family of drafts proposes to ask, before options are chosen and the item is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Wrong:
    """A wrong option and why it tempts and is false."""

    text: str
    note: str
    rank: float = 0.0
    """The higher, the rather it is taken."""


@dataclass(frozen=True)
class Choice:
    """One right option or several, and wrong ones to choose from."""

    right: Sequence[str]
    wrong: Sequence[Wrong]
    size: int = 4
    """How many options there are to be."""


@dataclass(frozen=True)
class Judged:
    """A statement that is right or wrong, and why the wrong verdict tempts."""

    key: Literal["对", "错"]
    note: str


@dataclass(frozen=True)
class Blanks:
    """The stem has ``{1}`` …; the accepted answers by number."""

    answers: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Steps:
    """Options in their right order."""

    steps: Sequence[str]


@dataclass(frozen=True)
class Pairs:
    """Left and right sides that belong together, and right sides that belong nowhere."""

    pairs: Sequence[tuple[str, str]]
    spare: Sequence[str] = ()


@dataclass(frozen=True)
class Essay:
    """A model answer and what it must say: point, and words by which it may be found."""

    answer: str
    points: Sequence[tuple[str, Sequence[str]]]


Asked = Choice | Judged | Blanks | Steps | Pairs | Essay


@dataclass(frozen=True)
class Sketch:
    """What is to be asked about one place of a speech."""

    family: str
    """Which family drew it; one of `exercises.draft.families.FAMILIES`."""
    asked: Asked
    stem: str
    explanation: str
    evidence: Sequence[tuple[str, str]]
    """Citations with their exact quotations."""
    level: Literal["remember", "understand", "apply", "analyse"]
    reason: str
    """Why it was drawn, in Chinese, for the one who reviews it."""
    confidence: float
    """How likely it is to be accepted as it is: a figure from reading the family's drafts, not from this one."""
    about: str = ""
    """Words that say what it is about, for finding its lesson; the evidence when empty."""
    lesson: int | None = None
    tags: tuple[str, ...] = field(default=())
    """What it asks for in short; of two drafts with one tag in common only the first is kept."""
