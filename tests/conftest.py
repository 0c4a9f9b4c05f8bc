"""Holds for all tests: no developer's own corpus plays a part, and no test fails for being slow."""

import os
import tempfile

from hypothesis import HealthCheck, settings

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")


def pytest_configure(config):
    # Set before any test module is imported, and inherited by the commands that tests start.
    empty = tempfile.TemporaryDirectory(prefix="xuncha-corpus-")
    config.add_cleanup(empty.cleanup)
    os.environ["XUNCHA_CORPUS"] = empty.name
