"""HTML from the templates beside this file; every value is escaped by the engine."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("course"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def render(template: str, **values: object) -> str:
    """HTML of ``templates/<template>.html.j2`` filled with ``values``."""
    return _environment().get_template(f"{template}.html.j2").render(**values)
