"""Holds for all tests: what lies in the developer's own corpus changes nothing."""

import os
import tempfile


def pytest_configure(config):
    # Set before any test module is imported, and inherited by the commands that tests start.
    empty = tempfile.TemporaryDirectory(prefix="xuncha-corpus-")
    config.add_cleanup(empty.cleanup)
    os.environ["XUNCHA_CORPUS"] = empty.name
