"""A learner to test with: a record whose clock the test sets, and answers to items."""

import json
from datetime import datetime, timedelta, timezone

from course.record import Attempt, Record
from course.review.material import practice
from exercises.items import kind

SHARES = {"right": 1.0, "part": 0.5, "wrong": 0.0, "waiting": None}


class Learner:
    """Keeps a record at ``path``; what is done counts as done ``days_ago``."""

    def __init__(self, path):
        self.days_ago = 0.0
        self.record = Record(path, now=lambda: datetime.now(timezone.utc) - timedelta(days=self.days_ago))

    def answers(self, item_id, verdict="right", response="A", days_ago=0.0):
        self.days_ago = days_ago
        item = practice()[item_id]
        self.record.answered(Attempt(item_id, "item", item.lesson, item.concept, response, verdict, SHARES[verdict]))
        self.days_ago = 0.0

    def finishes(self, lesson, days_ago=0.0):
        self.days_ago = days_ago
        self.record.visited(lesson)
        self.record.finish(lesson)
        self.days_ago = 0.0


def key(item):
    """The right answer, as a page would send it."""
    found = kind(item).key(item)
    return sorted(found) if isinstance(found, (set, frozenset)) else list(found) if isinstance(found, tuple) else found


def of_type(type_, lesson=None):
    """The first practice item of a type."""
    return next(item for item in practice().values() if item.type == type_ and lesson in (None, item.lesson))


def ten_thousand_answers(learner):
    """A year of answers to all that can be practised, a third of them wrong, brought in at once."""
    items = list(practice().values())
    learner.answers(items[0].id)
    document = json.loads(learner.record.export())
    [row] = document["attempt"]
    for n in range(10_000):
        item = items[n % len(items)]
        moment = datetime.now(timezone.utc) - timedelta(hours=n % 8_000)
        document["attempt"].append(
            row
            | {"uid": f"{n:032x}", "moment": round(moment.timestamp() * 1000), "day": str(moment.date())}
            | {"subject": item.id, "lesson": item.lesson, "concept": item.concept}
            | {"verdict": ("wrong", "right", "right")[n % 7 % 3], "place": ("lesson", "review")[n % 2]}
        )
    learner.record.take_in(json.dumps(document, ensure_ascii=False).encode())
