"""The extension's modules keep to the types they state, by TypeScript's checker."""

import os
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parents[1] / "course" / "labextension"
PINNED = HERE / "typescript"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "xuncha"
UNDER_CI = os.environ.get("CI") == "true"


def lacking(reason: str) -> None:
    """Skip in one line; under CI nothing may be lacking."""
    (pytest.fail if UNDER_CI else pytest.skip)(f"the modules' types are not checked: {reason}")


@pytest.fixture(scope="session")
def tsc() -> list[str]:
    """The pinned compiler, brought in by npm once and kept outside the tree."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        lacking("node and npm are not installed")
    lock = (PINNED / "package-lock.json").read_bytes()
    kept = CACHE / f"typescript-{sha256(lock).hexdigest()[:12]}"
    compiler = kept / "node_modules" / "typescript" / "bin" / "tsc"
    if not compiler.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=CACHE))
        shutil.copytree(PINNED, fresh, dirs_exist_ok=True)
        install = [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        found = subprocess.run(install, cwd=fresh, capture_output=True, text=True)
        if found.returncode:
            shutil.rmtree(fresh)
            lacking(f"npm could not bring in TypeScript: {found.stderr.strip()[-300:]}")
        shutil.rmtree(kept, ignore_errors=True)
        fresh.rename(kept)
    return [str(node), str(compiler)]


def checked(tsc: list[str], project: Path) -> str:
    """What the checker has to say."""
    found = subprocess.run([*tsc, "-p", project / "jsconfig.json"], capture_output=True, text=True)
    return found.stdout + found.stderr


def test_every_module_keeps_to_its_types_and_a_slip_would_be_seen(tsc: list[str], tmp_path: Path) -> None:
    assert checked(tsc, PROJECT) == ""
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    paper = tmp_path / "static" / "paper.js"
    paper.write_text(paper.read_text(encoding="utf-8").replace("panel.toolbar", "panel.tolbar"), encoding="utf-8")
    assert "Property 'tolbar' does not exist on type 'Panel'" in checked(tsc, tmp_path)
