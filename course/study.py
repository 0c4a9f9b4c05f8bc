"""Opening the course in JupyterLab."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from course.catalog import HOME_FILE
from exercises import jupyterlab

SETTINGS = Path(__file__).parent / "settings"
"""A Jupyter configuration folder that hides what only instructors need."""


def start(workspace: Path, extra: Sequence[str], file: str = HOME_FILE) -> int:
    """Run JupyterLab on ``file`` of the workspace until it ends; returns its exit status."""
    return jupyterlab.start(
        jupyterlab.command(workspace, extra, file), jupyterlab.environment(os.environ, SETTINGS)
    )
