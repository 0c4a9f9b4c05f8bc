"""How well key points are found: the rule against what a person found in made-up answers.

Run as a script to see the figures: ``python tests/grader/key_point_figures.py``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from exercises.bank import load_bank
from grader.marking.keypoints import Finder

LETTERS = {"found": "f", "partly": "p", "missing": "m"}


@dataclass(frozen=True)
class Judged:
    """One point of one answer: by a person and by the rule."""

    item: str
    answer: str
    point: str
    person: str
    rule: str


def judged(kind: str) -> list[Judged]:
    """All points of the answers of a kind."""
    bank = load_bank()
    found = []
    for entry in yaml.safe_load((Path(__file__).parent / "data" / "key_points.yaml").read_text("utf-8")):
        if entry["kind"] != kind:
            continue
        item = bank[entry["item"]]
        finder = Finder(item)
        for answer in entry["answers"]:
            points = finder.find(answer["text"]).points
            assert len(points) == len(answer["points"]), answer
            pairs = zip(points, answer["points"], strict=True)
            found += [Judged(item.id, answer["text"], p.text, person, LETTERS[p.status]) for p, person in pairs]
    return found


def share(of: int, all: int) -> float:
    return of / all if all else 1.0


def figures(points: list[Judged]) -> dict[str, float]:
    """Precision and recall of 找到, and of something having been found at all; share of equal verdicts."""
    table = Counter((one.person, one.rule) for one in points)
    both = table["f", "f"]
    some = sum(n for (person, rule), n in table.items() if person != "m" and rule != "m")
    return {
        "precision": share(both, sum(n for (_, rule), n in table.items() if rule == "f")),
        "recall": share(both, sum(n for (person, _), n in table.items() if person == "f")),
        "precision of some": share(some, sum(n for (_, rule), n in table.items() if rule != "m")),
        "recall of some": share(some, sum(n for (person, _), n in table.items() if person != "m")),
        "found where nothing is": share(table["m", "f"], sum(n for (person, _), n in table.items() if person == "m")),
        "equal": share(sum(n for (person, rule), n in table.items() if person == rule), len(points)),
    }


if __name__ == "__main__":
    import sys

    for kind in ("tuned", "unseen"):
        points = judged(kind)
        print(kind, len(points), {name: round(value, 2) for name, value in figures(points).items()})
        if kind in sys.argv:
            for one in points:
                if one.person != one.rule:
                    print(f"  {one.item} person {one.person} rule {one.rule}  {one.point}\n      {one.answer}")
