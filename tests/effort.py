"""How much is tried of what chance makes: XUNCHA_TIMES asks for that many times what a run of everything has time for."""

import os

TIMES = int(os.environ.get("XUNCHA_TIMES", "1"))


def times(usual: int) -> int:
    """``usual``, or as many times more as was asked for."""
    return usual * TIMES
