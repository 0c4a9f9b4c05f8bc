"""Writing a file where another may stand, without losing that one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from corpus.oserror import said
from corpus.wholefile import write_whole
from grader.errors import GraderError


def write_keeping(path: Path, content: bytes) -> Path | None:
    """Put ``content`` at ``path``; a different file that stood there is kept beside it, and where is returned.

    Raises GraderError.
    """
    try:
        kept = _keep(path, content)
        write_whole(path, content)
        return kept
    except OSError as error:
        raise GraderError(f"无法写入 {path}：{said(error)}。若文件正在 Excel 中打开，请先关闭再试。") from error


def _keep(path: Path, content: bytes) -> Path | None:
    if not path.exists() or (old := path.read_bytes()) == content:
        return None
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    kept = path.with_name(f"{path.stem}-{stamp}{path.suffix}")
    n = 2
    while kept.exists():
        kept = path.with_name(f"{path.stem}-{stamp}-{n}{path.suffix}")
        n += 1
    write_whole(kept, old)
    return kept
