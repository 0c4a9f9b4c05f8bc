"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes | str, private: bool = False) -> None:
    """Put ``content`` (text as UTF-8) at ``path``, making its folder if need be.

    It goes to a temporary file beside the target first, which then takes its place,
    so that a crash, a full disk or a second writer never leaves half a file.
    A ``private`` file is readable by its owner alone, from the first byte on.
    Raises OSError.
    """
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if not private:
            # mkstemp makes a private file; this one is as readable as any the user makes.
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_new(path: Path, content: bytes | str) -> None:
    """The same for a file that must not exist yet.

    Raises FileExistsError when it does, also when another writer was quicker.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.open("xb").close()
    try:
        write_whole(path, content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
