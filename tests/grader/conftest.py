"""A class in a temporary folder, made as an instructor makes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_collections import waiting_for_papers

from grader import classroom
from grader.classroom import Classroom


@pytest.fixture(scope="session", autouse=True)
def jupyter_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep nbgrader off the settings and data of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        base = tmp_path_factory.mktemp("jupyter")
        patch.setenv("JUPYTER_CONFIG_DIR", str(base / "config"))
        patch.setenv("JUPYTER_DATA_DIR", str(base / "data"))
        yield


@pytest.fixture(scope="session")
def new_class(jupyter_of_our_own: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class nobody may change: making one takes seconds, copying it does not."""
    folder = tmp_path_factory.mktemp("made") / "class-a"
    classroom.init(folder, name="第一轮培训班")
    return folder


@pytest.fixture
def room(new_class: Path, tmp_path: Path) -> Classroom:
    """A fresh class."""
    folder = tmp_path / "class-a"
    shutil.copytree(new_class, folder)
    return classroom.find(folder)


@pytest.fixture(scope="session")
def waiting_class(new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of six that has handed out the short quiz; nobody may change it either."""
    return waiting_for_papers(tmp_path_factory.mktemp("waiting") / "class-a", new_class).folder


@pytest.fixture
def waiting_room(waiting_class: Path, tmp_path: Path) -> Classroom:
    """The same, fresh."""
    folder = tmp_path / "class-a"
    shutil.copytree(waiting_class, folder)
    return classroom.find(folder)
