"""From a paper to its page: one HTML document that needs nothing else; every text in it is escaped."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from exercises import style, times
from grader import marks
from grader.feedback import withheld
from grader.feedback.page import Paper, Question

_MOST_KEPT = 1_024
_TEMPLATES = Path(__file__).parents[1] / "templates"


def render(paper: Paper, class_name: str, zone: str) -> str:
    """The page, with its dates on the clock of ``zone``."""
    text = _environment().get_template("feedback.html.j2").render(
        paper=paper,
        class_name=class_name,
        submitted=times.chinese(paper.submitted, zone),
        answers_from=withheld.chinese(paper.answers_from, zone) if paper.answers_from else "",
        css=_css(),
        drawn=_drawn,
    )
    return text.encode(errors="replace").decode()  # half a surrogate pair can be typed, but not be written


@lru_cache(_MOST_KEPT)
def _drawn(question: Question) -> Markup:
    """One question of the page; many trainees have the same."""
    return Markup(_environment().get_template("feedback_question.html.j2").render(q=question))


@cache
def _css() -> Markup:
    return Markup(f"{style.css()}\n{(_TEMPLATES / 'feedback.css').read_text('utf-8')}")


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
    environment.filters["number"] = marks.number
    return environment
