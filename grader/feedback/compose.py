"""From an answered paper and its records to what stands on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from exercises import lessons, mistakes
from exercises.feedback import Explanation, explain
from exercises.items import kind
from exercises.items.markup import spans
from exercises.marking import assess
from exercises.mistakes import Mistake, Sheet
from exercises.quiz import Question as Asked
from exercises.response import read, read_prose
from exercises.shuffle import as_seen, seed, shown
from grader import names
from grader.bulk.key import Key
from grader.bulk.reading import BadPaper
from grader.feedback.page import VERDICTS, Again, Loss, Paper, Passage, Question, RubricLine, Verdict
from grader.feedback.records import Marked, Record

SHOWN = 300
"""What cannot be read as an answer is shown as it was typed, up to here."""
_MOST_KEPT = 4_096

_BLANK = re.compile(r"\{([1-9][0-9]?)\}")


@dataclass(frozen=True)
class Answered:
    """A graded copy as far as feedback needs it."""

    sources: Mapping[str, str]
    """What the answer cells hold, by nbgrader's id."""
    metadata: Mapping[str, Any]
    """The notebook's."""


class Composer:
    """Composes the papers of one quiz; an answer that many gave, and that was marked the same, is explained once."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._kept = lru_cache(_MOST_KEPT)(self._one)
        self._max_score = sum(slot.known.points for slot in key.slots if slot.known.points is not None)

    def paper(self, answered: Answered, marked: Marked | None, answers_from: datetime | None = None) -> Paper:
        """The paper of one trainee.

        Args:
            answered: what the trainee wrote, in the graded copy.
            marked: what the gradebook has on it.
            answers_from: answers are withheld until that moment (aware), which has not come yet.

        Raises:
            BadPaper: the gradebook has no marks on it, or not on every question.
        """
        key = self._key
        if marked is None:
            raise BadPaper("成绩册里没有这份答卷")
        if missing := [str(asked.number) for asked in key.questions if asked.grade_id not in marked.records]:
            raise BadPaper(f"成绩册里没有第 {'、'.join(missing)} 题的得分")
        about = _about(key.metadata) or _about(answered.metadata)
        title = str(about.get("title") or key.quiz)
        dealt = _dealt(key, answered, about, marked.student)
        pairs = [(asked, answered.sources[asked.answer_id], marked.records[asked.grade_id]) for asked in key.questions]
        questions = [self._question(n, source, record, dealt) for n, (_, source, record) in enumerate(pairs)]
        early = answers_from is not None
        places = [(asked.item.lesson, "" if early else asked.item.concept) for asked in key.questions]
        name = names.join(marked.last_name, marked.first_name)
        return Paper(
            title=title,
            trainee=f"{name}（{marked.student}）" if name else marked.student,
            submitted=marked.timestamp,
            score=marked.score - marked.penalty,
            max_score=self._max_score,
            penalty=marked.penalty,
            questions=tuple(map(withhold, questions, key.questions) if early else questions),
            again=_again(places, questions),
            answers_from=answers_from,
            mistakes="" if early else _mistakes(key, title, marked, pairs),
        )

    def _question(self, n: int, source: str, record: Record, dealt: str | None) -> Question:
        asked = self._key.questions[n]
        ids = shown(dealt, asked.number, asked.item) if dealt else None
        of_many = not record.comment and len(source) <= SHOWN
        return (self._kept if of_many else self._one)(n, source, record, None if ids is None else tuple(ids))

    def _one(self, n: int, source: str, record: Record, ids: tuple[str, ...] | None) -> Question:
        return compose(self._key.questions[n], source, record, ids)


def _about(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    about = metadata.get("xuncha")
    return about if isinstance(about, dict) else {}


def _dealt(key: Key, answered: Answered, about: Mapping[str, Any], student: str) -> str | None:
    """The seed of the trainee's own order of options; None for a paper that was not shuffled.

    It is worked out anew: what the paper says of it only tells that it was dealt so.
    """
    wanted = seed(key.course_id, student, str(about.get("id", "")))
    return wanted if _about(answered.metadata).get("shuffle") == wanted else None


def compose(asked: Asked, source: str, record: Record, ids: Sequence[str] | None = None) -> Question:
    """One question of the page.

    Args:
        asked: the question from the key side.
        source: what the trainee's answer cell holds.
        record: how it was marked.
        ids: the order in which the trainee saw the options, if it was another than the paper's.
    """
    item: Any = as_seen(asked.item, ids) if ids else asked.item
    short = item.type == "short"
    answer = (read_prose if short else read)(source)
    found = explain(asked.item, answer, ids, asked.ruling)
    verdict = decide(found, record, short)
    return Question(
        number=asked.number,
        kind=kind(item).LABEL,
        stem=tuple(spans(_BLANK.sub(r"＿＿（\1）＿＿", item.stem) if item.type == "cloze" else item.stem)),
        options=tuple(getattr(item, "options", {}).items()),
        points=item.points,
        earned=None if record.waiting else record.earned,
        verdict=verdict,
        given=_given(found, source),
        right="" if verdict.name == "right" and not short else found.right,
        right_label="参考答案" if short else "正确答案",
        tempted=tuple((found.why_wrong or "").splitlines()),
        explanation=found.explanation,
        passages=tuple(_passages(found)),
        rubric=tuple(RubricLine(line.point, line.points) for line in item.rubric) if short and found.verdict != "void" else (),
        ruling=found.ruling,
        note=found.note if found.verdict in ("part", "unreadable") else "",
        comment=record.comment,
        reread=lessons.place(item.lesson) if _lost(item.points, record) else "",
    )


def withhold(question: Question, asked: Asked) -> Question:
    """The question without anything that tells the answer.

    A comment may tell it too, and the reasons for a decision about the item; the note on
    a part mark says what was right about the answer.
    """
    return replace(
        question,
        right="",
        right_label="",
        tempted=(),
        explanation="",
        passages=(),
        rubric=(),
        comment="",
        note=question.note if question.verdict.name == "unreadable" else "",
        ruling=asked.ruling.note if asked.ruling else "",
    )


def decide(found: Explanation, record: Record, short: bool) -> Verdict:
    """The verdict: what the gradebook says goes before what the answer would earn now."""
    if found.verdict == "void" and not record.by_hand:
        return VERDICTS["void"]
    if record.waiting:
        return VERDICTS["waiting"]
    if found.verdict == "blank" and not record.by_hand:
        return VERDICTS["blank"]
    if short or record.by_hand or record.earned != found.earned:
        full, none = record.earned >= found.points, record.earned <= 0
        return VERDICTS["marked-full" if full else "marked-none" if none else "marked-part"]
    return VERDICTS[found.verdict]


def _lost(points: float, record: Record) -> bool:
    return not record.waiting and record.earned < points


def _given(found: Explanation, source: str) -> str:
    if found.verdict == "blank":
        return ""
    if found.verdict == "unreadable":
        typed = source.strip()
        return typed if len(typed) <= SHOWN else f"{typed[:SHOWN]}……（以下从略）"
    return found.given


def _passages(found: Explanation) -> Iterator[Passage]:
    for label, text, paragraph in found.quotations:
        before, _, after = paragraph.partition(text)
        yield Passage(text, label, before, after)


def _again(places: Sequence[tuple[int, str]], questions: Sequence[Question]) -> tuple[Again, ...]:
    """The lessons in whose questions points were lost, in their order; ``places`` are lesson and concept of each."""
    lost: dict[int, dict[str, list[Question]]] = {}
    for (lesson, concept), question in zip(places, questions, strict=True):
        if question.reread:
            lost.setdefault(lesson, {}).setdefault(concept, []).append(question)
    return tuple(Again(lessons.called(lesson), _losses(of_concepts)) for lesson, of_concepts in sorted(lost.items()))


def _losses(of_concepts: Mapping[str, Sequence[Question]]) -> tuple[Loss, ...]:
    found = [
        Loss(concept, tuple(one.number for one in those), sum(one.points - (one.earned or 0) for one in those))
        for concept, those in of_concepts.items()
    ]
    return tuple(sorted(found, key=lambda loss: -loss.points))


def _mistakes(key: Key, title: str, marked: Marked, pairs: Sequence[tuple[Asked, str, Record]]) -> str:
    """The wrong answers for the trainee's own book.

    A short answer cannot be practised without a marker, nor an item that has several keys by decision.
    """
    wrong = [
        _mistake(asked, source, record)
        for asked, source, record in pairs
        if asked.item.type != "short" and not (asked.ruling and asked.ruling.also) and _lost(asked.item.points, record)
    ]
    if not wrong:
        return ""
    moment = None if marked.timestamp is None else marked.timestamp.replace(tzinfo=timezone.utc)
    return Markup(mistakes.html(Sheet(key.course_id, key.quiz, title, marked.student, moment, tuple(wrong))))


def _mistake(asked: Asked, source: str, record: Record) -> Mistake:
    _, response = assess(asked.item, read(source))
    share = max(0.0, record.earned) / asked.item.points
    return Mistake(asked.number, asked.item, mistakes.plain(response), "part" if share else "wrong", share)
