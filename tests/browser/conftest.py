"""JupyterLab with the extension as it lies in this tree, and a browser to use it with."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.reader import NotJSONError
from nbformat.sign import NotebookNotary
from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "course" / "labextension"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Lab:
    """A running JupyterLab: where it is, where its notebooks lie, where it keeps its data."""

    url: str
    token: str
    notebooks: Path
    data: Path

    def address(self, path: str) -> str:
        """The page that shows one notebook and nothing beside it, in a workspace of its own."""
        return f"{self.url}doc/workspaces/{secrets.token_hex(4)}/tree/{path}?token={self.token}"

    def get(self, api: str) -> Any:
        with urllib.request.urlopen(f"{self.url}api/{api}?token={self.token}") as answer:
            return json.load(answer)

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
        """What the cells of the file on disk say; nothing while the server writes it."""
        try:
            notebook = nbformat.read(self.notebooks / path, as_version=4)
        except NotJSONError:
            return []
        return [cell.source for cell in notebook.cells]


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

    @property
    def ours(self) -> list[str]:
        return [line for line in self.lines if "extensions/xuncha" in line]


def lay_extension(into: Path) -> None:
    """Lay the extension out as the wheel does. Copies: the server follows no links to files."""
    shutil.copytree(EXTENSION / "static", into)
    shutil.copy(EXTENSION / "package.json", into)
    shutil.copy(ROOT / "exercises" / "static" / "xuncha.css", into)


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        message = "browser tests need Debian's chromium, which is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a free port below a base URL, with fresh settings and an empty folder."""
    home = tmp_path_factory.mktemp("lab")
    lay_extension(home / "labextensions" / "xuncha")
    settings = home / "settings"
    settings.mkdir()
    shutil.copy(EXTENSION / "overrides.json", settings)
    notebooks = home / "notebooks"
    notebooks.mkdir()
    port = free_port()
    token = secrets.token_hex(8)
    names = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    environment = os.environ | {f"JUPYTER_{name}": str(home / name.lower()) for name in names}
    environment |= {
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_PATH": str(ROOT / "course" / "settings"),
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        "--expose-app-in-browser",
        *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--ServerApp.base_url=/class/"),
        *(f"--ServerApp.root_dir={notebooks}", f"--IdentityProvider.token={token}"),
        f"--LabApp.extra_labextensions_path={home / 'labextensions'}",
        f"--LabApp.app_settings_dir={settings}",
        f"--LabApp.user_settings_dir={home / 'user-settings'}",
        f"--LabApp.workspaces_dir={home / 'workspaces'}",
    ]
    log = (home / "log.txt").open("w")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=home)
    lab = Lab(f"http://127.0.0.1:{port}/class/", token, notebooks, home / "data_dir")

    def answers() -> bool:
        if server.poll() is not None:
            pytest.fail(f"JupyterLab did not start:\n{(home / 'log.txt').read_text()[-2000:]}")
        try:
            return bool(lab.get("status"))
        except OSError:
            return False

    wait_for(answers, "JupyterLab answers", 60)
    yield lab
    server.terminate()
    server.wait(20)
    log.close()


@pytest.fixture
def console() -> Console:
    return Console()


@pytest.fixture
def page(browser: Browser, console: Console) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    console.follow(page)
    yield page
    context.close()


@pytest.fixture
def module_page(page: Page) -> Page:
    """A page without JupyterLab that can import the extension's modules and wears its style."""
    here = "http://xuncha.test/"

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(here)
        if name == "":
            style = (ROOT / "exercises" / "static" / "xuncha.css").read_text()
            head = f'<!doctype html><html lang="zh"><title>表单</title><style>{style}</style>'
            route.fulfill(content_type="text/html; charset=utf-8", body=f"{head}<main></main>")
        else:
            route.fulfill(path=EXTENSION / "static" / name, content_type="text/javascript")

    page.route(f"{here}**", serve)
    page.goto(here)
    return page
