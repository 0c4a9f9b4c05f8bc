"""Dates on pages are Chinese and on the class's clock."""

from datetime import datetime
from pathlib import Path

import pytest

from exercises import times


def test_utc_of_the_gradebook_is_shown_on_the_class_clock_without_leading_zeros() -> None:
    assert times.chinese(datetime(2024, 3, 4, 16, 5), "Asia/Shanghai") == "2024年3月5日 00:05"


def test_no_moment_shows_nothing() -> None:
    assert times.chinese(None, "Asia/Shanghai") == ""


@pytest.mark.parametrize(
    ("target", "zone"),
    [
        ("/usr/share/zoneinfo/Asia/Urumqi", "Asia/Urumqi"),
        ("/usr/share/zoneinfo/Etc/UTC", "Asia/Shanghai"),
        ("/usr/share/zoneinfo/Nowhere/Land", "Asia/Shanghai"),
    ],
)
def test_the_machine_zone_is_taken_unless_it_is_utc_or_unknown(
    target: str, zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    link = tmp_path / "localtime"
    link.symlink_to(target)
    assert times.machine_zone(link) == zone


def test_the_environment_goes_before_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Tokyo")
    assert times.machine_zone() == "Asia/Tokyo"
