"""The pure parts of the extension's modules, by node's own test runner."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="node is not installed: the modules' unit tests are not run")
@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.mjs")), ids=lambda file: file.name)
def test_in_node(file: Path):
    found = subprocess.run([str(NODE), "--test", file], capture_output=True, text=True, cwd=HERE)
    assert found.returncode == 0, found.stdout + found.stderr
