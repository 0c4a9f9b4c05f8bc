"""Characters that no XML, and so no Excel or Word file, can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from exercises.interchange.model import Remark
from exercises.items import Item

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with a visible sign in place of each such character."""
    return _FORBIDDEN.sub("\ufffd", text)


def cleaned(items: Iterable[Item]) -> tuple[list[Item], list[Remark]]:
    """The items without such characters, and which items had any."""
    kept, remarks = [], []
    for item in items:
        data = item.model_dump(mode="json")
        if (sound := _mapped(data)) != data:
            item = type(item).model_validate(sound)
            remarks.append(Remark(item.id, "含有文件里不能有的控制字符，已换成“\ufffd”。请在题库里改正。"))
        kept.append(item)
    return kept, remarks


def _mapped(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean(name): _mapped(part) for name, part in value.items()}
        case list():
            return [_mapped(part) for part in value]
        case _:
            return value
