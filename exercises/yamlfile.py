"""Reading YAML files that people wrote, or that somebody made to do harm.

Only plain data is made (no tags), of bounded size and depth and without aliases, by
which a small file could unfold into a huge one. YAML itself lets a key that is
written twice silently replace the first; here it is reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 12
MAX_DIGITS = 20

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(ValueError):
    """The file cannot be read; the message says in Chinese what, where and what next."""


@dataclass(frozen=True)
class Document:
    """What a file holds, and the lines on which a key is written a second time."""

    data: object
    repeated: list[tuple[int, str]]


class _Loader(_Base):  # type: ignore[misc]
    """The safe loader that remembers repeated keys."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: list[tuple[int, str]] = []

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen = set()
        for name, _ in node.value:
            if isinstance(name, yaml.ScalarNode):
                if name.value in seen:
                    self.repeated.append((name.start_mark.line + 1, name.value))
                seen.add(name.value)
        return super().construct_mapping(node, deep)

    def construct_yaml_int(self, node: Any) -> int:
        if len(node.value) > MAX_DIGITS:
            raise ValueError("a number nobody means")
        return int(super().construct_yaml_int(node))


_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_yaml_int)


def read_yaml(path: Path) -> Document:
    """The one document of the YAML file. Raises YamlError."""
    text = _text(path)
    try:
        _bounded(text)
        loader = _Loader(text)
        try:
            return Document(loader.get_single_data(), loader.repeated)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise YamlError(_where(error, text)) from None
    except (ValueError, OverflowError) as error:
        if isinstance(error, YamlError):
            raise
        raise YamlError("文件里有不合规的数字或日期，无法读取。请给这类内容加上引号。") from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise YamlError("文件不存在。请检查路径。") from None
    except OSError:
        raise YamlError("文件打不开。请检查权限，并确认它不是文件夹。") from None
    if len(raw) > MAX_BYTES:
        raise YamlError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，没有读取。请拆成几个文件。")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise YamlError("文件不是 UTF-8 编码，没有读取。请另存为 UTF-8。") from None


def _bounded(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Base):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise YamlError(f"第 {line} 行用了 YAML 的别名（*{event.anchor}）。请把内容写完整；以星号开头的内容要加引号。")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise YamlError(f"第 {line} 行嵌套超过 {MAX_DEPTH} 层，没有读取。请检查缩进和括号。")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _where(error: yaml.YAMLError, text: str) -> str:
    mark = getattr(error, "problem_mark", None)
    hint = "请检查缩进、引号和冒号后的空格；内容里有冒号、井号或引号时，给整句加上引号。"
    if mark is None:
        return f"文件里有不能出现的字符或写法，无法读取。{hint}"
    lines = text.splitlines() or [""]
    line = min(mark.line, len(lines) - 1)
    return f"第 {line + 1} 行附近的写法有误：“{lines[line].strip()[:40]}”。{hint}"
