"""A speech as the families of drafts read it: sentences and clauses with their places, what is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from exercises.draft.wording import clean, full_width, is_masked, plain_label

if TYPE_CHECKING:
    from corpus import Block, Speech
    from corpus.duties import Rule
    from corpus.formulas import Formula, Group

_SENTENCE = re.compile(r"[^。！？!?]+(?:[。！？!?]+[”’]?)?")
_CLAUSE = re.compile(r"[^，,；;：:。！？!?]+")
_CEREMONY = re.compile(r"同志们[，,]|最后[，,]希望|(?:今天|刚才)[，,我]|根据工作安排|按照[^，]{2,10}统一部署|经[^，]{2,8}批准")
"""How paragraphs begin that open or close the meeting."""
_OPENING = re.compile(r"(?:刚才|会前|下面|今天|在此|近年来|首先，我)[，,我就]")
_MASKED_SUBJECT = re.compile(r"[^，。；、]{0,4}[*＊]+[^，。；、]{0,3}(?=要|必须|务必)")
LONGEST_SENTENCE = 130


@dataclass(frozen=True)
class Sentence:
    """Part of a paragraph up to a full stop, without a heading's label; ``text`` is verbatim."""

    n: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def shown(self) -> str:
        """As it is shown in a question: full-width marks, no stop at the end."""
        return clean(self.text)

    def clauses(self) -> list[tuple[int, int]]:
        """(start, end) of each clause within ``text``."""
        return [found.span() for found in _CLAUSE.finditer(self.text)]


@dataclass(frozen=True)
class Part:
    """A heading with what belongs to it: its own block, and the blocks below it."""

    block: Block
    words: str
    """The heading's words as they are shown, without label or stop."""
    last: int
    parent: int
    """The number of the heading's own heading; 0 at the top."""
    level: int


class Reading:
    """One speech and the others it is held against."""

    def __init__(self, speech: Speech, others: tuple[Speech, ...] = ()) -> None:
        self.speech = speech
        self.others = tuple(other for other in others if other.slug != speech.slug)

    @property
    def named(self) -> str:
        """How a question speaks of the speech; always with the word 讲话."""
        return named(self.speech)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        from corpus.formulas import formulas

        return formulas(self.speech)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        from corpus.formulas import groups

        return tuple(group for group in groups(self.speech) if all(self.sound(m.n, m.start, m.end) for m in group.members))

    @cached_property
    def prohibitions(self) -> tuple[Rule, ...]:
        from corpus.duties import prohibitions

        return tuple(rule for rule in prohibitions(self.speech) if self.sound(rule.n, rule.start, rule.end))

    @cached_property
    def duties(self) -> tuple[Rule, ...]:
        from corpus.duties import duties

        return tuple(rule for rule in duties(self.speech) if self.sound(rule.n, rule.start, rule.end))

    @cached_property
    def _slips(self) -> list[tuple[int, int, int]]:
        """Where slips stand that an editor has confirmed or a machine sees: nothing is asked there."""
        out = []
        for slip in (*self.speech.meta.slips, *self.speech.meta.suggested):
            for block in self.speech.blocks:
                if slip.n in (None, block.n):
                    out += [(block.n, m.start(), m.end()) for m in re.finditer(re.escape(slip.text), block.text)]
        return out

    def sound(self, n: int, start: int, end: int) -> bool:
        """Whether the place touches no slip and no mask (XX, **)."""
        if any(n == m and start < stop and begin < end for m, begin, stop in self._slips):
            return False
        return not is_masked(self.speech.block(n).text[start:end])

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all paragraphs and run-in headings' bodies that touch no slip and no mask."""
        return tuple(piece for s in self._sentences() for piece in self._sound_pieces(s))

    def _sound_pieces(self, sentence: Sentence) -> Iterator[Sentence]:
        """The sentence if it is sound and short enough; else its runs of sound clauses, at best up to a semicolon."""
        if len(sentence.text) <= LONGEST_SENTENCE and self.sound(sentence.n, sentence.start, sentence.end):
            yield sentence
            return
        run: list[tuple[int, int]] = []
        for start, end in [*sentence.clauses(), (len(sentence.text), len(sentence.text))]:
            if masked := _MASKED_SUBJECT.match(sentence.text, start, end):
                start = masked.end()  # ***镇要认真履行…: the demand is sound, whoever has to meet it
            sound = end > start and self.sound(sentence.n, sentence.start + start, sentence.start + end)
            cut = bool(run) and (sentence.text[run[-1][1] : start].startswith(("；", ";")) or end - run[0][0] > LONGEST_SENTENCE)
            if run and (not sound or cut):
                yield Sentence(sentence.n, sentence.start + run[0][0], sentence.text[run[0][0] : run[-1][1]])
                run = []
            if sound:
                run.append((start, end))

    def _sentences(self) -> Iterator[Sentence]:
        for block in self.speech.blocks:
            if block.kind not in ("paragraph", "heading"):
                continue
            skip = len(block.heading.label) if block.heading else 0
            if _CEREMONY.match(block.text[skip:]):
                continue
            for found in _SENTENCE.finditer(block.text, skip):
                text = found[0].strip()
                if len(text) >= 4 and not _OPENING.match(text):
                    yield Sentence(block.n, found.start() + found[0].index(text[0]), text)

    def sentence_at(self, n: int, start: int) -> Sentence | None:
        """The sound sentence that holds the place."""
        return next((s for s in self.sentences if s.n == n and s.start <= start < s.end), None)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every heading of the speech with its extent."""
        found: list[Part] = []
        opened: list[Part] = []
        for section in self.speech.sections:
            block = self.speech.block(section.first)
            level = section.heading.level
            opened = [part for part in opened if part.level < level]
            words = plain_label(section.heading.words)
            part = Part(block, words, section.last, opened[-1].block.n if opened else 0, level)
            found.append(part)
            opened.append(part)
        return tuple(found)

    def under(self, n: int) -> list[Part]:
        """The headings directly below the heading at block ``n`` (0: the outermost)."""
        return [part for part in self.parts if part.parent == n]

    def heading_of(self, n: int) -> str:
        """The words of the nearest heading over block ``n``; empty where there is none."""
        over = [part for part in self.parts if part.block.n <= n <= part.last]
        return over[-1].words if over else ""

    @cached_property
    def visit(self) -> str:
        """What the speech is about: 巡视 or 巡察, whichever groups it speaks of more often."""
        return "巡视" if self.speech.spoken.count("巡视组") > self.speech.spoken.count("巡察组") else "巡察"

    @cached_property
    def whole(self) -> str:
        """Everything that was said, as it is shown."""
        return "|".join(clean(block.text) for block in self.speech.blocks)


def named(speech: Speech) -> str:
    """How a question speaks of a speech."""
    short = full_width(speech.meta.short)
    if "讲话" not in short:
        return f"《{short}》这篇讲话"
    return f"《{short}》" if short.startswith(("在", "关于")) else short
