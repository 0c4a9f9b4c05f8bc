"""A paper as the trainee will see it, as one page that needs nothing else; without keys."""

from __future__ import annotations

from pathlib import Path

from exercises.bank import Bank
from exercises.preview.page import Page, from_blueprint, from_notebook, html
from exercises.quiz.blueprint import Blueprint
from exercises.quiz.paperfile import PaperError, read_paper

__all__ = ["Page", "of_blueprint", "of_paper"]


def of_blueprint(blueprint: Blueprint, bank: Bank) -> str:
    """The page of a blueprint with explicit items, as HTML. Raises BlueprintError."""
    return html(from_blueprint(blueprint, bank))


def of_paper(path: Path) -> str:
    """The page of a paper with its key, as HTML. Raises PaperError, also for a paper as trainees get it."""
    try:
        return html(from_notebook(read_paper(path)))
    except PaperError:
        raise
    except ValueError as error:
        raise PaperError(f"{path}：{error}") from None
    except (KeyError, TypeError, AttributeError):
        raise PaperError(f"{path} 不是完好的试卷。请使用教师版试卷。") from None
