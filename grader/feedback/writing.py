"""Writing one file whole: beside its place first, then renamed into it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_GROUP = 0o2770


def put(path: Path, content: Iterable[bytes], mode: int) -> None:
    """Put ``content`` at ``path``, making its folder if need be, with the permissions ``mode``.

    The name it has before is always the same, so what a killed run left is written over;
    two runs must not write the same file at a time. Raises OSError.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        handle = _opened(new)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _opened(new)
    with os.fdopen(handle, "wb", buffering=0) as file:
        for chunk in content:
            left = memoryview(chunk)
            while left:
                left = left[file.write(left) :]
    os.chmod(new, mode)
    os.replace(new, path)


def _opened(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0), 0o600)


def share(root: Path, folder: Path) -> None:
    """Let the group write in ``folder``, in the folders inside and in those above it up to ``root``."""
    above = [path for path in (folder, *folder.parents) if path == root or path.is_relative_to(root)]
    for path in (*above, *(Path(inside) for inside, _, _ in os.walk(folder))):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & _GROUP != _GROUP:
            with suppress(PermissionError):  # another instructor's, who has seen to it
                path.chmod((mode | _GROUP) & 0o2777)
