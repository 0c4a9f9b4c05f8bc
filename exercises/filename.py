"""Text of people's as part of a file's name."""

from __future__ import annotations

import re

_KEPT_OUT = re.compile(r'[\\/:*?"<>|.\s\x00-\x1f\x7f]+')


def as_part(text: str) -> str:
    """``text`` as part of a file name on any system; what may not stand in one becomes a hyphen."""
    return _KEPT_OUT.sub("-", text).strip("-_ ")
