"""The one look of the course."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def css() -> str:
    """The style sheet that all pages of the course share."""
    return (Path(__file__).parent / "static" / "xuncha.css").read_text("utf-8")
