"""Which terms of the glossary a lesson speaks of: they come up for review once it is finished."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from corpus.glossary import finder, glossary
from course.catalog import lessons
from course.review.material import TERM


def mentioned(notebook: Mapping[str, Any]) -> tuple[str, ...]:
    """The terms in a lesson's own words and on its concept cards, in the order they come up.

    Notes for the instructor do not count, nor do the speeches' words on passage cards: a
    quoted paragraph uses many terms that the lesson is not about.
    """
    text = "\n".join("".join(cell["source"]) for cell in notebook["cells"] if _speaks(cell))
    return tuple(dict.fromkeys(hit.name for hit in _finder()(text)))


def _speaks(cell: Mapping[str, Any]) -> bool:
    if cell["cell_type"] == "markdown":
        return bool(cell["metadata"].get("xuncha", {}).get("role") != "teacher")
    return "".join(cell["source"]).startswith("lesson.concept(")


@cache
def _finder() -> Any:
    return finder(glossary())


@cache
def subjects(lesson: int) -> tuple[str, ...]:
    """The subjects of the cards of all terms that the lesson mentions; none for a lesson that does not exist."""
    found = [entry.source for entry in lessons() if entry.number == lesson]
    return tuple(TERM + name for path in found for name in mentioned(json.loads(path.read_text(encoding="utf-8"))))
