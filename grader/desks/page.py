"""A desk's page: its HTML from the templates beside this file, and what it tells of errors."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from corpus.errors import CorpusError
from exercises.deskpage import Desk, DeskPage
from grader import marks
from grader.errors import GraderError


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.desks"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["number"] = marks.number
    return environment


def render(template: str, **values: object) -> str:
    """HTML of ``templates/<template>.html.j2`` filled with ``values``, each escaped by the engine."""
    return _environment().get_template(f"{template}.html.j2").render(**values)


def shown(desk: Desk, **options: Any) -> DeskPage:
    """The page of a desk in a notebook; ``options`` are those of the page."""
    return DeskPage(desk, tells=(GraderError, CorpusError), **options)
