"""From when a quiz's answers may be seen: kept in the class's folder, so that every door to feedback holds to it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from dateutil.tz import gettz
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from corpus.oserror import said
from corpus.wholefile import write_whole
from exercises import times
from grader.errors import GraderError

FILE = "答案公布时间.json"
_ALL: TypeAdapter[dict[str, AwareDatetime]] = TypeAdapter(dict[str, AwareDatetime])
_WRITTEN = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]*(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*分?(?:[:：]\d{2})?)?"
)


def parse(text: str, zone: str) -> datetime:
    """A date (from its first minute on), or a date and a time, on the clock of ``zone``; aware.

    Raises:
        GraderError: it is none.
    """
    found = _WRITTEN.fullmatch(text.strip())
    try:
        year, month, day, hour, minute = (int(part or 0) for part in found.groups())  # type: ignore[union-attr]
        return datetime(year, month, day, hour, minute, tzinfo=gettz(zone))
    except (AttributeError, ValueError):
        raise GraderError(f"看不出“{text}”是哪一天。请写成 2026-12-05，或带上时间，如 \"2026-12-05 09:00\"。") from None


def chinese(moment: datetime, zone: str) -> str:
    """2026年12月5日, with the time unless the day begins then."""
    there = times.local(moment, zone)
    day = f"{there.year}年{there.month}月{there.day}日"
    return day if (there.hour, there.minute) == (0, 0) else f"{day} {there:%H:%M}"


def until(folder: Path, quiz: str) -> datetime | None:
    """From when the answers of ``quiz`` may be seen (aware); None when nothing was decided.

    Raises:
        GraderError: the file cannot be read. Nothing may be given back then: it might be too early.
    """
    return _read(folder / FILE).get(quiz)


def still(moment: datetime | None, now: datetime) -> datetime | None:
    """``moment`` if it has not come yet."""
    return moment if moment is not None and now < moment else None


def keep(folder: Path, quiz: str, moment: datetime | None) -> None:
    """Remember the moment for ``quiz``; None lifts it. Raises GraderError."""
    path = folder / FILE
    known = _read(path)
    wanted = {name: when for name, when in known.items() if name != quiz} | ({quiz: moment} if moment else {})
    if wanted == known:
        return
    try:
        write_whole(path, _ALL.dump_json(dict(sorted(wanted.items())), indent=1) + b"\n")
    except OSError as error:
        raise GraderError(f"无法写入 {path}：{said(error)}。请核对磁盘空间和权限后重试，反馈还没有发还。") from error


def _read(path: Path) -> dict[str, datetime]:
    try:
        return _ALL.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise GraderError(f"读不了 {path}：{said(error)}。请核对权限后重试，反馈还没有发还。") from error
    except ValidationError:
        raise GraderError(
            f"{path} 的内容读不出来，不知道答案何时可以公布，反馈还没有发还。请改正或删去该文件，再用 --answers-from 写明时间。"
        ) from None
