"""What is asked: items and how they score, the item bank, quizzes, explanations.

Names are loaded when they are first used, since a check cell in stock nbgrader
imports this package once for every submission.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exercises.bank import Bank, BankError, Fault, bank_faults, load_bank
    from exercises.feedback import Explanation, explain
    from exercises.folding import fold
    from exercises.items import Evidence, Item, ResponseError, kind, stem_html
    from exercises.marking import assess
    from exercises.response import read, read_prose
    from exercises.score import Score

_HOMES = {
    "Bank": "bank",
    "BankError": "bank",
    "Evidence": "items",
    "Explanation": "feedback",
    "Fault": "bank",
    "Item": "items",
    "ResponseError": "items",
    "Score": "score",
    "assess": "marking",
    "bank_faults": "bank",
    "explain": "feedback",
    "fold": "folding",
    "kind": "items",
    "load_bank": "bank",
    "read": "response",
    "read_prose": "response",
    "stem_html": "items",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
