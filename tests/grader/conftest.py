"""A class in a temporary folder, made as an instructor makes it: once with each kind of gradebook."""

from collections.abc import Iterator
from pathlib import Path

import made_classes
import postgresql
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
def _classes() -> dict[str, Path]:
    return {}


@pytest.fixture(scope="session")
def new_class(
    gradebooks: postgresql.Gradebooks,
    jupyter_of_our_own: None,
    _classes: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A class nobody may change: making one takes seconds, `made_classes.copied` does not."""
    if gradebooks.kind not in _classes:
        folder = tmp_path_factory.mktemp(gradebooks.kind) / "class-a"
        classroom.init(folder, name="第一轮培训班", db=gradebooks.new())
        _classes[gradebooks.kind] = folder
    return _classes[gradebooks.kind]


@pytest.fixture
def room(new_class: Path, tmp_path: Path) -> Classroom:
    """A fresh class."""
    return made_classes.copied(classroom.find(new_class), tmp_path / "class-a")


@pytest.fixture(scope="session")
def waiting_class(new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of six that has handed out the short quiz; nobody may change it either."""
    return waiting_for_papers(tmp_path_factory.mktemp("waiting") / "class-a", new_class).folder


@pytest.fixture
def waiting_room(waiting_class: Path, tmp_path: Path) -> Classroom:
    """The same, fresh."""
    return made_classes.copied(classroom.find(waiting_class), tmp_path / "class-a")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A USB stick with nothing on it yet."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _databases_dropped() -> Iterator[None]:
    """Databases that a test copied for itself go with it; each is several megabytes."""
    kept = len(made_classes.DATABASES)
    yield
    while len(made_classes.DATABASES) > kept:
        postgresql.drop(made_classes.DATABASES.pop())
