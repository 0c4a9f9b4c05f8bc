"""Moments as the record keeps them, and days on the learner's own calendar."""

from __future__ import annotations

from datetime import date, datetime, timezone

from exercises.times import local, machine_zone


def now() -> datetime:
    """This moment, aware, UTC."""
    return datetime.now(timezone.utc)


def stamp(moment: datetime) -> int:
    """Milliseconds since 1970, as the file has it."""
    return round(moment.timestamp() * 1000)


def unstamped(milliseconds: int) -> datetime:
    """The moment of a stamp, aware, UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, timezone.utc)


def label(moment: datetime) -> str:
    """The moment on the learner's clock, as part of a file name."""
    return f"{local(moment, machine_zone()):%Y-%m-%d-%H%M%S}"


def day(moment: datetime) -> date:
    """The day it is at that moment where the learner is."""
    return local(moment, machine_zone()).date()
