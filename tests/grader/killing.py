"""Killing a piece of work at a chosen line, in a child made by fork."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path


def in_a_child(work: Callable[[], object]) -> int:
    """The exit status of a fork that does ``work``; negative for the signal that killed it."""
    pid = os.fork()
    if not pid:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed_at(ours: Path, line: int, work: Callable[[], object]) -> Callable[[], None]:
    """``work``, killed when it has come to that line of the code below ``ours`` (counted as they run)."""
    count = 0

    def trace(frame: object, event: str, _: object) -> object:
        nonlocal count
        if not frame.f_code.co_filename.startswith(str(ours)):  # type: ignore[attr-defined]
            return None
        if event == "line":
            count += 1
            if count == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    def traced() -> None:
        sys.settrace(trace)  # type: ignore[arg-type]
        work()

    return traced


def lines_of(ours: Path, work: Callable[[], object]) -> int:
    """How many lines of the code below ``ours`` ``work`` runs."""
    low, high = 1, 200_000
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        count = 0

        def trace(frame: object, event: str, _: object) -> object:
            nonlocal count
            if not frame.f_code.co_filename.startswith(str(ours)):  # type: ignore[attr-defined]
                return None
            count += event == "line"
            return trace

        sys.settrace(trace)  # type: ignore[arg-type]
        work()
        sys.settrace(None)
        os.write(writer, str(count).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    os.close(writer)
    total = int(os.read(reader, 20))
    os.close(reader)
    assert low < total < high
    return total
