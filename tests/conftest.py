"""Holds for all tests: no developer's own corpus or learner's record plays a part, and no test fails for being slow."""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings

# XUNCHA_EXAMPLES asks for more than what a run of everything has time for.
EXAMPLES = int(os.environ.get("XUNCHA_EXAMPLES", "40"))
settings.register_profile("here", max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")


def pytest_configure(config):
    # Set before any test module is imported, and inherited by the commands that tests start.
    empty = tempfile.TemporaryDirectory(prefix="xuncha-corpus-")
    config.add_cleanup(empty.cleanup)
    os.environ["XUNCHA_CORPUS"] = empty.name
    own = tempfile.TemporaryDirectory(prefix="xuncha-record-")
    config.add_cleanup(own.cleanup)
    os.environ["XUNCHA_RECORD"] = str(Path(own.name) / "学习记录.sqlite")
