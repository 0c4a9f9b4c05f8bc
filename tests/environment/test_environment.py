"""pyproject.toml, the locks and environment.yml describe one environment."""

import os
import re
import subprocess
import sys
import tomllib
import venv

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pins import ROOT, environment, pins

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
TEST_LOCK = (ROOT / "tests" / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked(lock):
    return {canonicalize_name(r.name): r for r in map(Requirement, pins(lock))}


def test_every_dependency_of_the_project_is_locked_at_an_allowed_version():
    extras = PROJECT["optional-dependencies"]
    for lock, wanted in ((LOCK, PROJECT["dependencies"] + extras["build"]), (TEST_LOCK, extras["test"] + extras["postgresql"])):
        found = locked(lock)
        for text in wanted:
            requirement = Requirement(text)
            version = str(found[canonicalize_name(requirement.name)].specifier).removeprefix("==")
            assert requirement.specifier.contains(version), f"{text} against {version}"


def test_every_locked_package_has_a_hash_and_no_index_is_named():
    for lock in (LOCK, TEST_LOCK):
        entries = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.M)[1:]
        assert len(entries) == len(pins(lock)) > 50
        assert all("--hash=sha256:" in entry for entry in entries)
        assert "://" not in lock and "--index" not in lock


def test_the_test_lock_adds_to_the_course_lock_and_changes_nothing_in_it():
    course, tests = locked(LOCK), locked(TEST_LOCK)
    assert {name: str(r) for name, r in course.items()} == {name: str(tests[name]) for name in course}


def test_the_conda_environment_is_the_one_that_the_lock_gives():
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == environment(LOCK)


@pytest.mark.slow
@pytest.mark.thorough
def test_the_pip_part_of_the_conda_environment_installs_into_an_empty_venv(tmp_path):
    steps = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    listed = next(step["pip"] for step in steps if isinstance(step, dict))
    # Conda writes the list to a file beside environment.yml's folder and runs one pip call there.
    requirements = tmp_path / "pip.txt"
    requirements.write_text("\n".join(listed).replace("--editable=.", f"--editable={ROOT}"), encoding="utf-8")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "install", "-q", "--no-compile", "-r", requirements], cwd=tmp_path, capture_output=True, text=True)
    if done.returncode and not os.environ.get("CI") and "No matching distribution" in done.stderr:
        pytest.skip("no package index can be reached from here")
    assert done.returncode == 0, done.stderr
    frozen = subprocess.run([*pip, "list", "--format=freeze"], capture_output=True, text=True, check=True).stdout
    installed = {canonicalize_name(n): v for n, _, v in (line.partition("==") for line in frozen.split())}
    for name, requirement in locked(LOCK).items():
        if requirement.marker is None or requirement.marker.evaluate():
            assert str(requirement.specifier) == f"=={installed[name]}"
    assert subprocess.run([*pip, "check"], capture_output=True).returncode == 0
    helped = subprocess.run([python.with_name("xuncha"), "--help"], cwd=tmp_path, capture_output=True, text=True)
    assert helped.returncode == 0 and "巡察课堂" in helped.stdout, helped.stderr
    extension = tmp_path / "venv" / "share" / "jupyter" / "labextensions" / "xuncha" / "package.json"
    assert extension.is_file() or sys.platform == "win32"
