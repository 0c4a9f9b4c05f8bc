"""The marking that stock nbgrader runs in a check cell.

Whatever this module imports is imported once for every submission, and anything on
stderr would cost the trainee the points; so it needs little and says nothing.
"""

from __future__ import annotations

from exercises.items import from_json
from exercises.marking import assess
from exercises.response import settle
from exercises.ruling import loads


def mark(spec: str, value: object, ruling: str = "") -> float:
    """The points that ``value``, the trainee's ``answer``, earns.

    ``spec`` is the item as JSON, ``ruling`` what was decided about it later, also as JSON. Raises ValueError when it is none, or a short
    answer, which a person marks.
    """
    score, _ = assess(from_json(spec), settle(value), loads(ruling) if ruling else None)
    if score.earned is None:
        raise ValueError("简答题由人工阅卷，没有自动得分。")
    return score.earned
