"""What spreadsheets, copying and old files do to an item's text.

The plain cases (error values, serial numbers, dates with a time) are found with the
schema in `exercises.items.checks`; here are those that only look damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exercises.items.checks import texts
from exercises.items.fields import named
from exercises.lint.model import EVERY, Told, rule

_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_WHOLE = {
    rf"\d{{1,2}}-(?:{_MONTH})|(?:{_MONTH})-\d{{1,4}}|\d{{4}}[/-]\d{{1,2}}[/-]\d{{1,2}}": "像是被改成了日期",
    r"#{3,}": "是列宽不够时显示的井号",
    r"(?i:nan|none|null|nat|undefined|true|false)": "是程序里的空值或真假值",
    r"[=+@-][A-Za-z(][\w(]*[(!].*": "像是公式",
}
_PART = {
    r"\ufffd|锟斤拷|烫烫烫|Ã.|â€": "有乱码",
    r"_x000[0-9A-F]_": "有电子表格的控制字符",
    r"&(?:nbsp|amp|lt|gt|quot|#\d+);": "有网页代码",
    r"<(?:br|p|div|span|b|i|font|img|sup|sub)\b[^>]*>": "有网页代码",
}
_LABEL = re.compile(r"^\s*[（(]?[A-Ha-h](?:[.．、)）:：]\s*|\s+)(?=\S)")


@rule("damaged-text", EVERY)
def damaged_text(item: Any) -> Iterator[Told]:
    """Texts that were something else once."""
    for path, text in texts(item):
        for pattern, what in _WHOLE.items():
            if re.fullmatch(pattern, text.strip()):
                yield path, f"{named(path)}的内容是“{text.strip()[:30]}”，{what}。请核对原文。"
        for pattern, what in _PART.items():
            if found := re.search(pattern, text):
                yield path, f"{named(path)}{what}：“{found[0]}”。请核对原文。"


@rule("doubled-letter", EVERY)
def doubled_letter(item: Any) -> Iterator[Told]:
    """Option texts that begin with an option's letter, left over from a printed paper."""
    for path, text in texts(item):
        if path.startswith(("options.", "right.")) and (found := _LABEL.match(text)):
            yield path, f"{named(path)}以“{found[0].strip()}”开头，选项字母会显示两次。请删去。"
