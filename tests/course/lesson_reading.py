"""Reading a lesson as data: its cells, the calls in them, the quotations in its prose."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import nbformat

from course import catalog
from course.activities import Activity, Scene
from corpus import quote, speeches

SHORTS = {speech.meta.short: speech.slug for speech in speeches()}
_SHORT = "|".join(re.escape(short) for short in sorted(SHORTS, key=len, reverse=True))
_NUMBERS = r"¶\d+(?:(?:、| 至 )¶\d+)*"
_PLACE = rf"(?:(?:{_SHORT}) ?)?{_NUMBERS}"
PLACE = re.compile(rf"(?P<short>{_SHORT})|(?P<numbers>{_NUMBERS})")
INLINE = re.compile(rf"“(?P<words>[^“”]*)”（(?P<places>{_PLACE}(?:[；、]{_PLACE})*)）")
"""“原句”（市纪委书记动员讲话 ¶27、¶32）; marks within the words are written ‘ ’.

Where a text has just named the speech, “原句”（¶27） is enough.
"""


@dataclass(frozen=True)
class Call:
    """``lesson.name(…)`` of one cell."""

    name: str
    args: list[Any]


class Reader:
    """One lesson notebook."""

    def __init__(self, number: int) -> None:
        self.entry = next(entry for entry in catalog.lessons() if entry.number == number)
        self.notebook = nbformat.read(self.entry.source, as_version=4)
        self.cells = self.notebook.cells

    @property
    def calls(self) -> list[Call]:
        """The calls on the lesson, in order."""
        return [call for cell in self.cells if (call := called(cell))]

    def called(self, name: str) -> list[list[Any]]:
        """The arguments of each call of that name."""
        return [call.args for call in self.calls if call.name == name]

    @property
    def headings(self) -> list[str]:
        """The sections, by their headings of the second rank."""
        return [line[3:] for cell in self.cells if cell.cell_type == "markdown" for line in cell.source.splitlines() if line.startswith("## ")]


def is_teacher(cell: Any) -> bool:
    return cell.cell_type == "markdown" and cell.metadata.get("xuncha", {}).get("role") == "teacher"


def called(cell: Any) -> Call | None:
    """The one call of a code cell, its arguments plain data; None for another cell. Raises ValueError if they are not."""
    if cell.cell_type != "code" or cell.source.startswith("from course."):
        return None
    body = ast.parse(cell.source).body
    if len(body) != 1 or not isinstance(body[0], ast.Expr) or not isinstance(call := body[0].value, ast.Call):
        raise ValueError(f"not one call: {cell.source}")
    if not (isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and call.func.value.id == "lesson"):
        raise ValueError(f"not a call on the lesson: {cell.source}")
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return Call(call.func.attr, [ast.literal_eval(value) for value in given])


def steps(activity: Activity) -> tuple[Any, ...]:
    return activity.steps if isinstance(activity, Scene) else (activity,)


def texts(value: Any) -> Iterator[str]:
    """Every text in nested data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)


def misquotations(text: str) -> list[str]:
    """What is wrong with the quotations and places named in a text; a place belongs to the speech named last."""
    cites = dict(_cites(text))
    faults = [f"认不出的出处：{text[max(0, at - 16) : at + 5]}" for at, c in enumerate(text) if c == "¶" and at not in cites]
    faults += [f"没有 {cite}" for cite in cites.values() if not stands(None, cite)]
    for found in INLINE.finditer(text):
        words = found["words"].replace("‘", "“").replace("’", "”")
        here = [cite for at, cite in cites.items() if found.start("places") <= at < found.end("places")]
        faults += [f"{cite} 没有“{words}”" for cite in here if not stands(words, cite)]
    return faults


def _cites(text: str) -> Iterator[tuple[int, str]]:
    """Where each ¶ stands whose speech has been named, and what it cites."""
    slug = None
    for found in PLACE.finditer(text):
        if found["short"]:
            slug = SHORTS[found["short"]]
        elif slug:
            for n in re.finditer(r"¶(\d+)", found["numbers"]):
                yield found.start("numbers") + n.start(), f"{slug}¶{n[1]}"


def stands(words: str | None, cite: str) -> bool:
    try:
        return bool(quote(cite, words))
    except ValueError:
        return False


def without_quotations(text: str) -> str:
    """The course's own words: a speech may be set as it likes."""
    return INLINE.sub("“”", text)
