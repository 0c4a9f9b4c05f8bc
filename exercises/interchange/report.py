"""What an import is to be told, as a table that Excel opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from exercises.interchange.intake import Intake

TITLES = ("位置", "题目", "类别", "问题", "原来的内容")


def lines(intake: Intake) -> Iterator[tuple[str, str, str, str, str]]:
    """One line for each thing, in the order: not taken in, how it was read, what keeps items from use, what is weak."""
    for one in intake.unread:
        yield one.place, "", "没有导入", one.reason, one.content
    for remark in intake.remarks:
        yield remark.place, "", "导入时", remark.message, ""
    for draft in intake.drafts:
        stem = str(draft.data.get("stem", ""))
        for message in draft.faults:
            yield draft.place, draft.data["id"], "须补正", message, stem
        for message in draft.findings:
            yield draft.place, draft.data["id"], "命题建议", message, stem
    for message in intake.whole:
        yield "整个文件", "", "命题建议", message, ""


def csv_of(intake: Intake) -> bytes:
    """The lines as a csv file in UTF-8 with the mark that Excel knows it by; no cell can act as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TITLES)
    writer.writerows([harmless(cell) for cell in line] for line in lines(intake))
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "|", "%") and text else text
