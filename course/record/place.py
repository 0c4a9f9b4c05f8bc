"""Where the learner's record lies."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "XUNCHA_RECORD"
_NAME = "学习记录.sqlite"


def record_file() -> Path:
    """The file that ``XUNCHA_RECORD`` names, else one in the user's own data folder."""
    named = os.environ.get(VARIABLE)
    return Path(named).expanduser() if named else user_data_path("xuncha", appauthor=False) / _NAME
