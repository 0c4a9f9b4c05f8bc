"""Quiz papers: a blueprint, the notebook built from it, and its key side read back.

Building needs nbformat and is imported from `exercises.quiz.build`; what a grader
needs is light and stands here.
"""

from __future__ import annotations

from exercises.quiz.blueprint import Blueprint, BlueprintError, Pick, chosen, read_blueprint
from exercises.quiz.keys import Question, QuizError, key_of, question, questions

__all__ = [
    "Blueprint",
    "BlueprintError",
    "Pick",
    "Question",
    "QuizError",
    "chosen",
    "key_of",
    "question",
    "questions",
    "read_blueprint",
]
