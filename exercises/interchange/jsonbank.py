"""JSON: the bank's own fields, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from exercises.interchange.bounds import check_count, text_of
from exercises.interchange.model import Found, InterchangeError, Reading, Unread, Written
from exercises.items import Item

LABEL = "JSON"
SUFFIX = ".json"


def write(items: Sequence[Item]) -> Written:
    """``{"format": "xuncha-bank", "version": 1, "items": […]}``, each item with the fields of the bank."""
    document = {"format": "xuncha-bank", "version": 1, "items": [item.model_dump(mode="json") for item in items]}
    return Written((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def read(data: bytes) -> Reading:
    """Such a document, or a plain list of items. Raises InterchangeError."""
    try:
        document: Any = json.loads(text_of(data))
    except (ValueError, RecursionError):
        raise InterchangeError("文件不是完好的 JSON，没有读取。请从原系统重新导出。") from None
    entries = document.get("items") if isinstance(document, dict) else document
    if not isinstance(entries, list):
        raise InterchangeError("JSON 里没有题目的列表。内容应当是列表，或含有“items”列表的对照表。")
    check_count(len(entries), "题")
    reading = Reading()
    for n, entry in enumerate(entries, 1):
        if isinstance(entry, dict) and entry:
            reading.found.append(Found(f"第 {n} 题", entry))
        else:
            reading.unread.append(Unread(f"第 {n} 题", "不是“名称: 内容”的对照，认不出题目。", json.dumps(entry, ensure_ascii=False)))
    return reading
