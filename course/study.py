"""Opening the course in JupyterLab."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from course.catalog import HOME_FILE

SETTINGS = Path(__file__).parent / "settings"
"""A Jupyter configuration folder that hides what only instructors need."""


def command(workspace: Path, extra: Sequence[str], file: str = HOME_FILE) -> list[str]:
    """The command that opens ``file`` of the workspace; ``extra`` goes to JupyterLab as it is.

    The server keeps its English log to itself, but still says its address when no
    browser is opened, and ends at the first Ctrl+C.
    """
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={workspace}",
        "--Application.log_level=ERROR",
        "--ServerApp.answer_yes=True",
        f"--LabApp.default_url=/doc/tree/{quote(file)}",
        *extra,
    ]


def environment(current: Mapping[str, str]) -> dict[str, str]:
    """``current`` with the learner's settings put first on Jupyter's configuration path."""
    path = os.pathsep.join(p for p in (str(SETTINGS), current.get("JUPYTER_CONFIG_PATH", "")) if p)
    return {**current, "JUPYTER_CONFIG_PATH": path}


def start(workspace: Path, extra: Sequence[str], file: str = HOME_FILE) -> int:
    """Run JupyterLab until it ends; returns its exit status."""
    argv = command(workspace, extra, file)
    if os.name == "posix":
        os.execve(argv[0], argv, environment(os.environ))
    import subprocess

    return subprocess.run(argv, env=environment(os.environ), check=False).returncode
