"""ES modules as one text, for a widget: it comes as text, and text has no place to import from."""

from __future__ import annotations

import re
from pathlib import Path

_NAMES = r"\{(?:(?!\bas\b)[^{}])*\}"
_IMPORT = re.compile(rf"^import {_NAMES} from '(\./[\w./-]+\.js)';\n", re.MULTILINE)
_OTHER = re.compile(r"^(?:import\b|export default\b|export\s*[{*]).*", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def joined(path: Path) -> str:
    """The text of the module at ``path`` and of all that it imports, each once and before what imports it.

    The modules come to share one scope and export nothing: names at their top level must
    differ, and an import must be plain (``import { a, b } from './beside.js'``). Raises ValueError for
    any other import.
    """
    texts: dict[Path, str] = {}
    _collect(path.resolve(), texts, ())
    return "\n".join(texts.values())


def _collect(path: Path, texts: dict[Path, str], importing: tuple[Path, ...]) -> None:
    if path in importing:
        raise ValueError(f"{path.name} imports itself by way of {importing[-1].name}")
    source = path.read_text(encoding="utf-8")
    text = _IMPORT.sub("", source)
    if other := _OTHER.search(text):
        raise ValueError(f"{path.name} cannot be joined to other modules: {other[0]}")
    for name in _IMPORT.findall(source):
        beside = (path.parent / name).resolve()
        if beside not in texts:
            _collect(beside, texts, (*importing, path))
    texts[path] = _EXPORT.sub("", text)
