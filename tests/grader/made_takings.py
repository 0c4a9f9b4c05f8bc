"""Classes made up for reports: items by hand, answers by hand or by a seeded model of ability."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any

from exercises.items import Item, from_json
from exercises.items import kind as verbs
from exercises.quiz.keys import Question, placed
from grader.reports.model import Given, Sitting, Taken

EVIDENCE = [{"cite": "made-up¶1", "quote": "编造的引文"}]


def item(type: str = "single", id: str = "x-1", concept: str = "概念甲", lesson: int = 1, points: int = 2, **fields: Any) -> Item:
    """An item of any type with the least it needs."""
    import json

    own: dict[str, Any] = {
        "single": {"options": {"A": "甲", "B": "乙", "C": "丙", "D": "丁"}, "key": "B", "distractors": {"A": "x", "C": "x", "D": "x"}},
        "multiple": {"options": {"A": "甲", "B": "乙", "C": "丙", "D": "丁"}, "key": ["A", "C"], "distractors": {"B": "x", "D": "x"}},
        "judge": {"key": "对", "distractors": {"错": "x"}},
        "cloze": {"stem": "空 {1}，空 {2}", "blanks": {"1": ["政治监督"], "2": ["利剑", "宝剑"]}},
        "order": {"options": {"A": "甲", "B": "乙", "C": "丙"}, "key": ["C", "A", "B"]},
        "match": {"left": {"1": "子", "2": "丑"}, "right": {"A": "甲", "B": "乙", "C": "丙"}, "key": {"1": "B", "2": "A"}},
        "short": {"answer": "参考", "rubric": [{"point": "要点", "points": points, "words": ["词"]}]},
    }[type]
    shared = {
        "id": id, "type": type, "lesson": lesson, "concept": concept, "level": "remember", "stem": "题干", "points": points,
        "explanation": "解释", "evidence": EVIDENCE, "status": "reviewed", "pool": "exam",
    }
    return from_json(json.dumps(shared | own | fields))


def sitting(id: str, questions: Sequence[Question], responses: Sequence[Any], **fields: Any) -> Sitting:
    """One who answered so; None is a blank."""
    given, earned = {}, {}
    for question, response in zip(questions, responses, strict=True):
        number = question.number
        if response is None:
            given[number], earned[number] = Given("blank"), 0.0
            continue
        given[number] = Given("answered", response)
        score = verbs(question.item).score(question.item, response).earned
        if score is not None:
            earned[number] = score
    own = {"name": f"学员{id}", "state": "已评", "score": math.fsum(earned.values())} | fields
    return Sitting(id=id, given=given, earned=earned, **own)


def taken(items: Sequence[Item], responses: dict[str, Sequence[Any]], quiz: str = "quiz-m", **fields: Any) -> Taken:
    """A class of those who answered so."""
    questions = tuple(placed(n, one) for n, one in enumerate(items, 1))
    people = tuple(sitting(id, questions, given) for id, given in sorted(responses.items()))
    return whole(questions, people, quiz, **fields)


def whole(questions: Sequence[Question], people: Sequence[Sitting], quiz: str = "quiz-m", **fields: Any) -> Taken:
    own = {"title": "编造的测验", "class_name": "编造的班"} | fields
    return Taken(quiz=quiz, full=float(sum(q.item.points for q in questions)), questions=tuple(questions), sittings=tuple(people), **own)


def able_class(items: Sequence[Item], people: int, seed: int = 7, shift: float = 0.0, **fields: Any) -> Taken:
    """A class in which the able choose rightly more often: single-choice and judgement items only."""
    dice = random.Random(seed)
    ease = [dice.uniform(-1.5, 1.5) for _ in items]
    responses = {}
    for n in range(people):
        ability = dice.gauss(shift, 1)
        chosen = []
        for one, level in zip(items, ease, strict=True):
            key = getattr(one, "key")
            wrong = [name for name in getattr(one, "options", {"对": "", "错": ""}) if name != key]
            chosen.append(key if dice.random() < 1 / (1 + math.exp(-1.3 * (ability - level))) else dice.choice(wrong))
        responses[f"t{n:03d}"] = chosen
    return taken(items, responses, **fields)
