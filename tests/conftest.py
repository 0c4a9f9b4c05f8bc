"""Holds for all tests: no developer's own corpus or learner's record plays a part, and no test fails for being slow."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import postgresql
import pytest
from effort import times
from hypothesis import HealthCheck, settings

settings.register_profile("here", max_examples=times(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")


def pytest_configure(config):
    # Set before any test module is imported, and inherited by the commands that tests start.
    empty = tempfile.TemporaryDirectory(prefix="xuncha-corpus-")
    config.add_cleanup(empty.cleanup)
    os.environ["XUNCHA_CORPUS"] = empty.name
    own = tempfile.TemporaryDirectory(prefix="xuncha-record-")
    config.add_cleanup(own.cleanup)
    os.environ["XUNCHA_RECORD"] = str(Path(own.name) / "学习记录.sqlite")


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    """A PostgreSQL server; without it tests are skipped, on the machine that decides they fail."""
    with postgresql.running() as found:
        if found is None and os.environ.get("CI"):
            pytest.fail(postgresql.MISSING)
        if found is None:
            pytest.skip(postgresql.MISSING)
        yield found


@pytest.fixture(scope="session", params=postgresql.KINDS)
def gradebooks(request: pytest.FixtureRequest) -> postgresql.Gradebooks:
    """Whatever makes a class by this runs twice: with its gradebook in SQLite and in PostgreSQL."""
    on_server = request.param == "postgresql"
    return postgresql.Gradebooks(request.param, request.getfixturevalue("server") if on_server else None)
