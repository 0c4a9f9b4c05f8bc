"""Local rules that the texts only name (the “十不准”): entered by an instructor, shown in a lesson.

One file a set of rules, in the folder ``本地规定`` of the local corpus; a class may
have the same file in the folder ``本地规定`` of its shared folder. The course itself
brings no such text and never fills one up.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from IPython.display import HTML
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus import store
from corpus.errors import CorpusError
from corpus.oserror import said
from corpus.wholefile import write_whole
from course import membership
from course.catalog import RULES_FILE
from course.page import render

FOLDER = "本地规定"
TITLES = ("十不准",)
"""The sets of rules that can be entered."""
MOST_BYTES = 500_000
_REMOVED = "已移除"
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十\d]+条|[①-⑳]")

Line = Annotated[str, Field(min_length=1, max_length=2_000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class LocalRules(BaseModel):
    """One set of rules, word for word, and the document it was copied from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: Literal[1] = 1
    title: Name
    issuer: Name
    """Who issued it."""
    document: Name
    """Name and number of the document."""
    issued: Annotated[str, Field(max_length=100)] = ""
    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=200)]

    @property
    def numbered(self) -> bool:
        """Whether the lines bring numbers of their own."""
        return all(_NUMBERED.match(line) for line in self.lines)


class RulesError(CorpusError):
    """The rules cannot be kept or read; the message says what to do."""


def lines_of(text: str) -> tuple[str, ...]:
    """The rules in a text, one a line, otherwise word for word."""
    return tuple(line for line in (raw.strip() for raw in text.splitlines()) if line)


def parse(data: bytes, name: str) -> LocalRules:
    """The rules in a file that ``keep`` wrote. Raises RulesError for any other file."""
    try:
        if len(data) > MOST_BYTES:
            raise ValueError
        return LocalRules.model_validate_json(data)
    except (ValidationError, ValueError):
        raise RulesError(f"{name} 不是“本地规定”的文件，没有读入。请选本页导出的文件，或选 Word、txt 文件。") from None


def find(title: str, start: Path | None = None) -> LocalRules | None:
    """The rules as seen from the folder ``start``: one's own, else the class's; None if nobody entered them."""
    places = [_own(title, start)]
    member = membership.read(store.work_folder(start))
    if member is not None:
        places.append(Path(member.exchange) / FOLDER / _file(title))
    for path in places:
        try:
            return parse(path.read_bytes(), path.name)
        except (OSError, RulesError):
            continue  # not entered there, or not readable: a lesson goes on without
    return None


def keep(rules: LocalRules, folder: Path | None = None) -> Path:
    """Write the rules to one's own folder, or below ``folder``; returns the file.

    Raises RulesError when it cannot be written.
    """
    path = _own(rules.title) if folder is None else folder / FOLDER / _file(rules.title)
    try:
        if folder is not None and not folder.is_dir():
            raise RulesError(f"找不到共享文件夹“{folder}”。请检查路径是否写对、共享盘是否已连接。")
        write_whole(path, rules.model_dump_json(indent=1))
    except OSError as error:
        raise RulesError(f"{path} 无法写入：{said(error)}。请检查权限和磁盘空间。") from None
    return path


def remove(title: str) -> Path:
    """Move one's own file aside; returns where it lies now. Raises RulesError when there is none."""
    path = _own(title)
    target = path.parent / _REMOVED / f"{path.stem}-{datetime.now():%Y%m%d-%H%M%S}{path.suffix}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    except FileNotFoundError:
        raise RulesError("这里还没有录入，没有可移除的。") from None
    except OSError as error:
        raise RulesError(f"{path} 无法移走：{said(error)}。请检查权限。") from None
    return target


def own(title: str) -> LocalRules | None:
    """One's own rules, to be changed; None if there are none.

    Raises RulesError when the file is there but cannot be read.
    """
    path = _own(title)
    try:
        return parse(path.read_bytes(), path.name)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RulesError(f"{path} 打不开：{said(error)}。请检查权限。") from None


def show(title: str) -> HTML:
    """What a lesson shows: the local text, marked as such, or that nobody has entered it."""
    return HTML(render("local_rules", title=title, rules=find(title), desk=RULES_FILE))


def _own(title: str, start: Path | None = None) -> Path:
    return store.local_folder(start) / FOLDER / _file(title)


def _file(title: str) -> str:
    if title not in TITLES:
        raise ValueError(f"no such set of local rules: {title}")
    return f"{title}.json"
