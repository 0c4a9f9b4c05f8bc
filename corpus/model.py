"""The nouns of the corpus: speech, block, section, citation, quotation.

A speech is a sequence of blocks (title, salutation, headings, paragraphs), numbered
from 1 in reading order; every block can be cited as ``slug¶n``. A long source
paragraph is cut where a run-in heading begins (一要…二要…), so that a citation
points at a passage a person can take in; ``opens_line`` says where the source's own
paragraphs begin, so nothing of the source's layout is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import BadCitation, UnknownParagraph

BlockKind = Literal["title", "salutation", "heading", "paragraph"]
SourceKind = Literal["text", "paste", "docx", "pdf", "html"]
_SHA256 = r"^[0-9a-f]{64}$"


@dataclass(frozen=True)
class Heading:
    """A numbered heading: its level (1 = outermost), label (“一、”) and words."""

    level: int
    label: str
    words: str
    run_in: bool
    """True when the source's line goes on after the heading."""

    @property
    def text(self) -> str:
        """Label and words together, verbatim."""
        return self.label + self.words


@dataclass(frozen=True)
class Block:
    """One numbered piece of a speech; ``text`` is verbatim, heading included."""

    n: int
    kind: BlockKind
    text: str
    heading: Heading | None = None
    opens_line: bool = True
    """False when the block continues the source line of the block before it."""


@dataclass(frozen=True)
class Section:
    """A heading and the blocks it governs, ``first`` to ``last`` inclusive."""

    heading: Heading
    first: int
    last: int


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """Where the cleaned text comes from and how to get its bytes back."""

    file: str
    sha256: str = Field(pattern=_SHA256)
    """Of the file's bytes; of the UTF-8 of the text where text was pasted."""
    kind: SourceKind = "text"
    encoding: Literal["utf-8", "utf-16-le", "utf-16-be", "gb18030"] = "utf-8"
    bom: bool = False
    newline: Literal["lf", "crlf"] = "lf"
    text_sha256: str | None = Field(default=None, pattern=_SHA256)
    """Of the UTF-8 of the text read out of a docx, pdf or html file: what can be rebuilt."""


class Removed(_Strict):
    """Characters taken out before offset ``at`` of the spoken text, and why."""

    at: int = Field(ge=0)
    why: str = Field(min_length=1)
    text: str = Field(min_length=1)
    by: Literal["machine", "editor"] = "machine"


class Slip(_Strict):
    """A slip of the source: kept in the text, listed here, never asked about.

    ``n`` is the block it stands in; None when it stands in what was removed.
    ``doubtful`` marks wording that is unusual rather than plainly wrong.
    """

    n: int | None = None
    text: str = Field(min_length=1)
    note: str = Field(min_length=1)
    doubtful: bool = False


class Dating(_Strict):
    """When the speech was given: as said (``inferred`` false) or from clues."""

    said: str = Field(min_length=1)
    inferred: bool
    clues: tuple[str, ...] = ()


class FrontMatter(_Strict):
    """Everything known about a speech besides its words."""

    title: str | None
    short: str = Field(min_length=1)
    level: str = Field(min_length=1)
    speaker: str = Field(min_length=1)
    audience: str = Field(min_length=1)
    date: Dating
    complete: bool
    completeness_note: str = ""
    notices: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = ()
    suggested: tuple[Slip, ...] = ()
    """Slips the machine sees, waiting for an editor to confirm or drop them."""
    source: Source
    line_breaks: tuple[int, ...] = ()
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True)
class Speech:
    """A cleaned speech: front matter and numbered blocks."""

    slug: str
    meta: FrontMatter
    blocks: tuple[Block, ...]

    def block(self, n: int) -> Block:
        """The block numbered ``n`` (from 1).

        Raises UnknownParagraph when the speech has no such block.
        """
        if 1 <= n <= len(self.blocks):
            return self.blocks[n - 1]
        raise UnknownParagraph(
            f"《{self.meta.short}》（{self.slug}）只有 1 到 {len(self.blocks)} 段，"
            f"没有第 {n} 段。请核对引文编号。"
        )

    @property
    def spoken(self) -> str:
        """All that was said, without line breaks, in reading order."""
        return "".join(block.text for block in self.blocks)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every headed section in reading order; a section ends before the next
        heading of its own or a higher level. The closing words after the last
        section (a line that opens without a heading) stay inside that section."""
        headed = [b for b in self.blocks if b.heading is not None]
        found = []
        for i, block in enumerate(headed):
            assert block.heading is not None
            level = block.heading.level
            later = (b.n for b in headed[i + 1 :] if b.heading and b.heading.level <= level)
            found.append(Section(block.heading, block.n, next(later, len(self.blocks) + 1) - 1))
        return tuple(found)


_CITATION = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)¶([1-9][0-9]{0,4})")


@dataclass(frozen=True, order=True)
class Citation:
    """A place in the corpus, written ``slug¶n``."""

    slug: str
    n: int

    def __str__(self) -> str:
        return f"{self.slug}¶{self.n}"

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read ``slug¶n``; raises BadCitation for anything else."""
        found = _CITATION.fullmatch(text.strip())
        if found is None:
            raise BadCitation(f"“{text}”不是引文编号。引文编号的写法是“讲话代号¶段号”，如 shijiwei-2020¶27。")
        return cls(found[1], int(found[2]))


@dataclass(frozen=True)
class Quotation:
    """Exact words of one block, with the place they stand in."""

    citation: Citation
    text: str
    block: Block
    short: str
    """Short name of the speech, as shown to people."""

    @property
    def label(self) -> str:
        """What stands under a quotation: “市纪委书记动员讲话 ¶27”."""
        return f"{self.short} ¶{self.citation.n}"
