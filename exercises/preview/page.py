"""What stands on a preview, and the page itself.

Questions are drawn from what an answer cell carries for its form (`ItemType.form`),
which never holds the key; so the page cannot hold it either.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from exercises.bank import Bank
from exercises.items import Item, kind
from exercises.items.markup import spans
from exercises.quiz.blueprint import Blueprint, chosen
from exercises.quiz.heading import extent
from exercises.quiz.keys import questions
from exercises.style import css


@dataclass(frozen=True)
class Asked:
    """One question as it is asked."""

    number: int
    label: str
    points: int
    stem: tuple[tuple[str, bool], ...]
    """Pieces of text, each with whether it is emphasised; empty for a cloze item, whose form holds its text."""
    form: dict[str, Any]


@dataclass(frozen=True)
class Page:
    """All that the page says."""

    title: str
    paragraphs: tuple[str, ...]
    shuffled: bool
    questions: tuple[Asked, ...]


def from_blueprint(blueprint: Blueprint, bank: Bank) -> Page:
    """The preview of a blueprint with explicit items. Raises BlueprintError."""
    items = chosen(blueprint, bank)
    points = sum(item.points for item in items)
    told = extent(len(items), points, blueprint.minutes, blueprint.limited)
    paragraphs = (blueprint.instructions, told) if blueprint.instructions else (told,)
    return Page(blueprint.title, paragraphs, blueprint.shuffle, _asked(items))


def from_notebook(notebook: Mapping[str, Any]) -> Page:
    """The preview of a paper with its key, read as plain data. Raises QuizError."""
    found = [question.item for question in questions(notebook)]
    about = notebook.get("metadata", {}).get("xuncha", {})
    heads = [cell for cell in notebook["cells"] if cell.get("metadata", {}).get("xuncha", {}).get("role") == "head"]
    head = "".join(heads[0]["source"]) if heads else ""
    paragraphs = tuple(_unmarked(part) for part in head.split("\n\n") if part.strip() and not part.startswith("# "))
    return Page(str(about.get("title", "")), paragraphs, bool(about.get("shuffled")), _asked(found))


def _asked(items: Iterable[Item]) -> tuple[Asked, ...]:
    return tuple(
        Asked(n, kind(item).LABEL, item.points, () if item.type == "cloze" else tuple(spans(item.stem)), kind(item).form(item))
        for n, item in enumerate(items, 1)
    )


def _unmarked(text: str) -> str:
    """The text that `markup.markdown` made into Markdown."""
    return entities.unescape(re.sub(r"\\([^\w\s])", r"\1", text)).replace("**", "")


ASKS = {
    "single": "请选出一项",
    "multiple": "请选出全部正确选项",
    "judge": "请判断对错",
    "cloze": "请填空",
    "order": "请排出正确顺序",
    "match": "请为每一项选出对应的内容",
    "short": "请用自己的话作答",
}
"""What each form asks for, as in JupyterLab."""


def html(page: Page) -> str:
    """The page as a whole HTML document: style inside, nothing fetched."""
    return _template().render(page=page, css=css(), asks=ASKS)


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # needed only here

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2")
