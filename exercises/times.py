"""Dates as people here write them. nbgrader keeps naive UTC in the gradebook."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from pathlib import Path

from dateutil.tz import gettz

DEFAULT_ZONE = "Asia/Shanghai"


def machine_zone(localtime: Path = Path("/etc/localtime")) -> str:
    """The IANA name of this machine's time zone; ``Asia/Shanghai`` where it has none or only UTC.

    A server left at UTC is far more often a machine nobody set than a class in Greenwich.
    """
    name = os.environ.get("TZ", "").lstrip(":") or str(localtime.resolve()).partition("zoneinfo/")[2]
    if "/" not in name or name.startswith("Etc/") or gettz(name) is None:
        return DEFAULT_ZONE
    return name


def local(moment: datetime, zone: str) -> datetime:
    """``moment`` (aware, or naive UTC as nbgrader stores it) on the clock of ``zone``."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return known.astimezone(gettz(zone))


def chinese(moment: datetime | None, zone: str) -> str:
    """2024年3月5日 18:20, or the empty string where there is no moment."""
    if moment is None:
        return ""
    there = local(moment, zone)
    return f"{there.year}年{there.month}月{there.day}日 {there:%H:%M}"
