"""From the bytes of a submitted notebook to the answers in it; anybody's file, bounded and never run.

Cells are paired with the quiz's by nbgrader's id, never by place. What a submission
says about itself (points, locks, types, sources of locked cells, outputs) is compared
with the key side so that it can be told, and then dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exercises.shuffle import SHUFFLED
from grader.bulk.key import Slot
from grader.known import put_together

MAX_BYTES = 10 * 1024 * 1024
MAX_CELLS = 2_000
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SEED = re.compile(r"[0-9a-f]{64}")


class BadPaper(Exception):
    """The file cannot be graded; the message says in Chinese why, and what to do."""


@dataclass
class Submitted:
    """What is taken from one submission. Cells are named by their place in the quiz's slots."""

    answers: dict[int, str] = field(default_factory=dict)
    """The source of each answer cell that is there."""
    shown: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The order in which the trainee saw a question's options, where it says a possible one."""
    attachments: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Pictures in answers that are prose."""
    extras: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    """The trainee's own cells by the slot they stand behind (-1: before all)."""
    seed: str | None = None
    """By which the trainee's options were shuffled; feedback works it out anew."""
    remarks: list[str] = field(default_factory=list)
    """What is odd about the file (Chinese); none of it counts for the score."""


def parse(raw: bytes) -> dict[str, Any]:
    """The notebook in ``raw`` as plain data. Raises BadPaper."""
    if len(raw) > MAX_BYTES:
        raise BadPaper(f"超过 {MAX_BYTES // 1024 // 1024} MB，没有读取，请学员清除图片和运行结果后重新提交")
    if not raw.strip():
        raise BadPaper("是空的，请学员重新提交")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadPaper("不是完好的笔记本文件（文字编码不是 UTF-8），请学员重新提交") from None
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError, MemoryError):
        raise BadPaper("不是完好的笔记本文件，请学员重新提交") from None
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or not isinstance(notebook.get("cells"), list):
        raise BadPaper("不是笔记本文件，或版本过旧，请学员重新提交")
    if len(notebook["cells"]) > MAX_CELLS:
        raise BadPaper(f"有超过 {MAX_CELLS} 个单元，没有评分，请学员重新提交")
    return notebook


class Reader:
    """Reads submissions of one quiz."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._slots = slots
        self._place = {slot.known.grade_id: place for place, slot in enumerate(slots)}
        self._ids = {slot.released.get("id") for slot in slots}
        self._about = [slot.released["metadata"].get("nbgrader", {}) for slot in slots]
        self._released = [slot.released for slot in slots]
        self._sources = [slot.known.source for slot in slots]
        self._solutions = [slot.known.solution for slot in slots]
        self._types = [slot.known.cell_type for slot in slots]
        self._options = [_options(slot.released) for slot in slots]

    def read(self, raw: bytes) -> Submitted:
        """What the submission ``raw`` holds. Raises BadPaper."""
        notebook = parse(raw)
        found = Submitted(seed=_seed(notebook))
        order: list[int] = []
        seen: set[int] = set()
        odd: set[str] = set()
        for cell in notebook["cells"]:
            try:
                place = self._place.get(cell["metadata"]["nbgrader"]["grade_id"])
            except (KeyError, TypeError, IndexError):
                place = None
            if place is None:
                self._extra(found, cell, order[-1] if order else -1)
            elif place not in seen:
                seen.add(place)
                order.append(place)
                if self._solutions[place]:
                    self._answer(found, cell, place, odd)
                elif cell != self._released[place]:
                    self._compare(cell, place, odd)
            elif self._solutions[place]:
                odd.add("作答单元有重复，已合在一起读")
                found.answers[place] = put_together(found.answers[place], source(cell), self._sources[place])
            else:
                odd.add("题目或评分单元有重复，只留一个")
        if len(order) < len(self._slots):
            odd.add(f"少了 {len(self._slots) - len(order)} 个单元，已按原卷补上")
        if any(a > b for a, b in zip(order, order[1:])):
            odd.add("单元次序有变动，已按原卷排列")
        found.remarks = sorted(odd)
        return found

    def _answer(self, found: Submitted, cell: Mapping[str, Any], place: int, odd: set[str]) -> None:
        found.answers[place] = source(cell)
        self._claims(cell, place, odd)
        about = cell["metadata"].get("xuncha")
        if options := self._options[place]:
            shown = about.get("shown") if isinstance(about, dict) else None
            if isinstance(shown, list) and all(isinstance(name, str) for name in shown) and sorted(shown) == options:
                found.shown[place] = tuple(shown)
        if self._types[place] == "markdown" and (pictures := attachments(cell)):
            found.attachments[place] = pictures

    def _compare(self, cell: Mapping[str, Any], place: int, odd: set[str]) -> None:
        self._claims(cell, place, odd)
        if source(cell) != self._sources[place] and source(cell) != source(self._released[place]):
            odd.add("题目或评分单元的内容被改动，已按原卷")

    def _claims(self, cell: Mapping[str, Any], place: int, odd: set[str]) -> None:
        if cell.get("cell_type") != self._types[place]:
            odd.add("单元类型被改动，已按原卷")
        if cell["metadata"]["nbgrader"] != self._about[place]:
            odd.add("分值、锁定等信息被改动，已按原卷")
        if cell.get("outputs"):
            odd.add("单元里带有运行结果，不作数")

    def _extra(self, found: Submitted, cell: object, behind: int) -> None:
        if not isinstance(cell, dict):
            raise BadPaper("不是完好的笔记本文件，请学员重新提交")
        kind = cell.get("cell_type")
        text = source(cell)
        kept: dict[str, Any] = {"cell_type": kind if kind in ("code", "markdown") else "raw", "metadata": {}, "source": text}
        if kind == "code":
            kept |= {"execution_count": None, "outputs": []}
        elif pictures := attachments(cell):
            kept["attachments"] = pictures
        number = sum(map(len, found.extras.values())) + 1
        name = cell.get("id")
        used = self._ids | {other["id"] for others in found.extras.values() for other in others}
        good = isinstance(name, str) and _CELL_ID.fullmatch(name) and name not in used
        kept["id"] = name if good else f"added-by-trainee-{number}"
        found.extras.setdefault(behind, []).append(kept)


def source(cell: Mapping[str, Any]) -> str:
    """A cell's text, which a file holds as one text or as a list of lines. Raises BadPaper."""
    text = cell.get("source", "")
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        return "".join(text)
    if not isinstance(text, str):
        raise BadPaper("不是完好的笔记本文件（有单元的内容不是文字），请学员重新提交")
    return text


def attachments(cell: Mapping[str, Any]) -> dict[str, Any]:
    """The pictures pasted into a cell: by name, then by type, each one text."""
    held = cell.get("attachments")
    if not isinstance(held, dict):
        return {}
    pictures = {name: bundle for name, bundle in held.items() if isinstance(bundle, dict)}
    texts = {
        name: {kind: data for kind, data in bundle.items() if isinstance(data, str) and kind.startswith("image/")}
        for name, bundle in pictures.items()
    }
    return {name: bundle for name, bundle in texts.items() if bundle}


def _seed(notebook: Mapping[str, Any]) -> str | None:
    metadata = notebook.get("metadata")
    about = metadata.get("xuncha") if isinstance(metadata, dict) else None
    seed = about.get("shuffle") if isinstance(about, dict) else None
    return seed if isinstance(seed, str) and _SEED.fullmatch(seed) else None


def _options(released: Mapping[str, Any]) -> list[str]:
    """The option ids of a question whose options may be shuffled, sorted; empty for others."""
    about = released["metadata"].get("xuncha", {})
    side = SHUFFLED.get(about.get("type", ""))
    return sorted(entry["id"] for entry in about.get(side, ())) if side else []
