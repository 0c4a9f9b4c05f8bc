"""A JupyterLab to test against: the extension as the wheel lays it, fresh settings, a console."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.reader import NotJSONError
from nbformat.sign import NotebookNotary
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]


@dataclass
class Lab:
    """A running JupyterLab: where it is, where its notebooks lie, where it keeps its data."""

    url: str
    token: str
    notebooks: Path
    data: Path
    command: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server, the first time or again where it was, and wait until it answers."""
        with (self.data.parent / "log.txt").open("a") as log:
            self.server = server = subprocess.Popen(
                self.command, env=self.environment, stdout=log, stderr=log, cwd=self.data.parent
            )
        wait_for(lambda: self.answers(server), "JupyterLab answers", 60)

    def stop(self, *, at_once: bool = False) -> None:
        """End the server; ``at_once`` it has no time to finish anything."""
        if self.server:
            (self.server.kill if at_once else self.server.terminate)()
            self.server.wait(20)

    def address(self, path: str) -> str:
        """The page that shows one notebook and nothing beside it, in a workspace of its own."""
        return f"{self.url}doc/workspaces/{secrets.token_hex(4)}/tree/{path}?token={self.token}"

    def notebook_7(self, path: str) -> str:
        """The page on which Jupyter Notebook, which comes with nbgrader, shows it."""
        return f"{self.url}notebooks/{path}?token={self.token}"

    def get(self, api: str) -> Any:
        with urllib.request.urlopen(f"{self.url}api/{api}?token={self.token}") as answer:
            return json.load(answer)

    def end_sessions(self) -> None:
        """Stop every kernel that belongs to a notebook."""
        for session in self.get("sessions"):
            url, token = f"{self.url}api/sessions/{session['id']}", {"Authorization": f"token {self.token}"}
            urllib.request.urlopen(urllib.request.Request(url, method="DELETE", headers=token)).close()

    def answers(self, server: subprocess.Popen[bytes]) -> bool:
        if server.poll() is not None:
            pytest.fail(f"JupyterLab ended at once with status {server.returncode}")
        try:
            return bool(self.get("status"))
        except OSError:
            return False

    def write(self, path: str, notebook: dict[str, Any], *, trusted: bool = False) -> Path:
        """Put a notebook there, signed as this learner's own if ``trusted``."""
        target = self.notebooks / path
        target.parent.mkdir(parents=True, exist_ok=True)
        node = nbformat.from_dict(notebook)
        nbformat.validate(node)
        nbformat.write(node, target)
        if trusted:
            self.sign(path)
        return target

    def sign(self, path: str) -> None:
        notary = NotebookNotary(data_dir=str(self.data))
        notary.sign(nbformat.read(self.notebooks / path, as_version=4))
        notary.store.close()

    def sources(self, path: str) -> list[str]:
        """What the cells of the file on disk say; waits while the server is writing it."""
        for _ in range(100):
            try:
                notebook = nbformat.read(self.notebooks / path, as_version=4)
            except NotJSONError:
                time.sleep(0.01)
            else:
                return [cell.source for cell in notebook.cells]
        pytest.fail(f"{path} is no notebook for a second on end")


@dataclass
class Console:
    """What a page has said that nobody should have to read."""

    lines: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.lines.append(f"{error}\n{error.stack}"))
        page.on(
            "console",
            lambda message: (
                self.lines.append(f"{message.text} {message.location}")
                if message.type == "error"
                else None
            ),
        )


def lay_shared_data(prefix: Path) -> None:
    """Lay out below ``prefix`` what the wheel shares. Copies: the server follows no links to files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for source, target in project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"].items():
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, prefix / target, dirs_exist_ok=True)
        else:
            (prefix / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, prefix / target)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Wait until ``condition`` holds; fail saying ``what`` did not come."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds} s in vain: {what}")
        time.sleep(0.05)


@contextmanager
def running_lab(home: Path) -> Iterator[Lab]:
    """JupyterLab on a free port below a base URL, with all it reads and writes below ``home``."""
    lay_shared_data(home)
    notebooks = home / "notebooks"
    notebooks.mkdir()
    port = free_port()
    token = secrets.token_hex(8)
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_CONFIG_PATH": os.pathsep.join([str(ROOT / "course" / "settings"), str(home / "etc/jupyter")]),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--ServerApp.base_url=/class/"),
        *(f"--ServerApp.root_dir={notebooks}", f"--IdentityProvider.token={token}"),
    ]
    for app in ("LabApp", "JupyterNotebookApp"):  # one server shows notebooks in either
        command += [
            f"--{app}.expose_app_in_browser=True",
            f"--{app}.extra_labextensions_path={home / 'share/jupyter/labextensions'}",
            f"--{app}.app_settings_dir={home / 'share/jupyter/lab/settings'}",
            f"--{app}.user_settings_dir={home / 'user-settings'}",
            f"--{app}.workspaces_dir={home / 'workspaces'}",
        ]
    url = f"http://127.0.0.1:{port}/class/"
    lab = Lab(url, token, notebooks, home / "data", command, environment)
    try:
        lab.start()
        yield lab
    finally:
        lab.stop()
