"""The list of all that came, beside the kept papers, for people who look there."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.wholefile import write_whole
from exercises import times
from grader.collecting.choosing import Row, State
from grader.collecting.matching import Person
from grader.marks import safe

FILE = "收卷清单.csv"
STATES: dict[State, str] = {"used": "已收", "kept": "存档备查", "pending": "待定", "declined": "不收"}
_HEADINGS = ("编号", "姓名", "单位", "状态", "说明", "交卷时间", "时间依据", "作答题数", "来处", "存档文件夹")


def write(place: Path, rows: Sequence[Row], people: Mapping[str, Person], missing: Sequence[Person], zone: str) -> None:
    """Write the list into the folder of kept papers, who has not handed in at its end; it is made anew each time.

    Raises OSError.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEADINGS)
    for row in rows:
        version = row.version
        person = people.get(version.student, Person(version.student, ""))
        cells = (
            person.id,
            person.name,
            person.unit,
            STATES[row.state],
            "；".join(row.notes),
            times.chinese(version.moment, zone),
            version.basis or ("交换文件夹" if version.exchange else "文件内的交卷时间"),
            f"{version.facts.answered} / {version.facts.asked}",
            "；".join(version.places),
            version.digest,
        )
        writer.writerow([safe(cell) for cell in cells])
    for person in missing:
        writer.writerow([safe(cell) for cell in (person.id, person.name, person.unit, "未交")])
    write_whole(place / FILE, out.getvalue().encode("utf-8-sig", "replace"))
