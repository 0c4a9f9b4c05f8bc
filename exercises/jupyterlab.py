"""Opening a folder's notebook in JupyterLab."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote


def command(folder: Path, extra: Sequence[str], file: str) -> list[str]:
    """The command that opens ``file`` of the folder; ``extra`` goes to JupyterLab as it is.

    The server keeps its English log to itself, but still says its address when no
    browser is opened, and ends at the first Ctrl+C.
    """
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        "--Application.log_level=ERROR",
        "--ServerApp.answer_yes=True",
        f"--LabApp.default_url=/doc/tree/{quote(file)}",
        *extra,
    ]


def environment(current: Mapping[str, str], settings: Path) -> dict[str, str]:
    """``current`` with a Jupyter configuration folder put first on Jupyter's path for them."""
    path = os.pathsep.join(p for p in (str(settings), current.get("JUPYTER_CONFIG_PATH", "")) if p)
    return {**current, "JUPYTER_CONFIG_PATH": path}


def start(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run JupyterLab until it ends; returns its exit status, where it is not this process that becomes it."""
    if os.name == "posix":
        os.execve(argv[0], [*argv], {**environ})
    import subprocess

    return subprocess.run([*argv], env={**environ}, check=False).returncode
