"""Items as YAML, in the layout of the shipped bank."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import yaml

from corpus.errors import CorpusError
from corpus.oserror import said
from corpus.wholefile import write_whole
from exercises.bank import survey
from exercises.items import Item
from exercises.yamlfile import YamlError, read_yaml

COPIES = ".备份"
"""Where replaced files go, under a name that no bank reads as items."""


class PoolError(CorpusError):
    """Something with the files of the local pool is wrong; the message says in Chinese what, where and what next."""


def dumped(items: Iterable[Item], head: str = "") -> str:
    """A file's text with these items; ``head`` is a comment for its first lines."""
    listed = [item.model_dump(mode="json") for item in items]
    top = "".join(f"# {line}\n" for line in head.splitlines())
    return top + (yaml.safe_dump(listed, allow_unicode=True, sort_keys=False, width=10_000) if listed else "[]\n")


def read_items(path: Path) -> list[Item]:
    """The items of a file of the pool, none when there is no such file.

    Raises PoolError when not every entry can be read: writing the file again would lose it.
    """
    if not path.exists():
        return []
    try:
        data = read_yaml(path).data
    except YamlError as error:
        raise PoolError(f"{path}：{error}") from None
    found = survey(path)
    items = [item for item, _ in found.items]
    if not isinstance(data, list) or len(items) != len(data):
        first = next(iter(found.faults), None)
        raise PoolError(f"{path} 里有题目读不出来，没有改动。{f'第一处：{first}' if first else ''}请先用 xuncha bank check 检查并改好。")
    return items


def put(path: Path, text: str, known: str | None, now: datetime) -> None:
    """Write a file whole; what lies there and is not ``known`` to be ours is copied first. Raises PoolError."""
    try:
        if path.exists():
            old = path.read_text(encoding="utf-8")
            if old == text:
                return
            if old != known:
                write_whole(path.parent / COPIES / f"{path.name}.{now:%Y%m%d-%H%M%S-%f}", old)
        write_whole(path, text)
    except OSError as error:
        raise PoolError(f"{path} 无法写入：{said(error)}。请检查权限和磁盘空间。") from None
    except UnicodeDecodeError:
        raise PoolError(f"{path} 不是 UTF-8 编码，没有改动。请另存为 UTF-8。") from None
