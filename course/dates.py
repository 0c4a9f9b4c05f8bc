"""Days and times as people write them."""

from __future__ import annotations

from datetime import date


def chinese_day(day: date) -> str:
    """2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def duration(minutes: int) -> str:
    """“2 小时 5 分钟”, as people say it."""
    hours, rest = divmod(minutes, 60)
    return " ".join([*([f"{hours} 小时"] if hours else []), *([f"{rest} 分钟"] if rest or not hours else [])])
