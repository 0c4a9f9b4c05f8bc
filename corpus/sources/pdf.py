"""The text layer of a PDF file, as ``corpus.sources.pdf_lines`` lays it out.

Signs that only look like the character that was written are read as the character
(``corpus.sources.pdf_glyphs``). The file is read in a process of its own, with bounds
on time and memory (``corpus.sources.pdf_worker``).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from corpus.errors import BadSource
from corpus.sources.limits import MAX_PAGES, MAX_SECONDS, check_length

_ROOT = Path(__file__).parents[2]
_SCAN = "请先做文字识别（OCR），核对后另存为 UTF-8 编码的 txt 再试。"
_FAULTS = {
    "locked": "设有密码，没有导入。请输入密码打开，另存为没有密码的 PDF 或复制正文后再试。",
    "scanned": f"没有文字层（可能是扫描件或图片），没有导入。{_SCAN}",
    "glyphs": f"的字体没有注明文字，读出来会是乱码，没有导入。请找到原来的 Word 文件，或{_SCAN[1:]}",
    "long": f"超过 {MAX_PAGES} 页或一百万字，不像一篇讲话稿，没有导入。请只保留讲话正文后再试。",
    "damaged": "已损坏，读不出正文，没有导入。请重新取得该文件，或用阅读器打开后另存、复制正文再试。",
    "slow": f"结构异常，{MAX_SECONDS:.0f} 秒内没有读完，没有导入。请用阅读器打开，复制正文后粘贴导入。",
}


def read_pdf(data: bytes, name: str) -> str:
    """The text of the PDF ``data``; lines end with ``\\n``, pages begin with “\\f”.

    Raises BadSource, in Chinese, when it is locked, scanned, damaged, or has more
    pages or drawing in it than a speech.
    """
    command = [sys.executable, "-m", "corpus.sources.pdf_worker"]
    quiet = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(command, input=data, capture_output=True, cwd=_ROOT, timeout=MAX_SECONDS, creationflags=quiet, check=False)
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        answer = {"fault": "slow"}
    except ValueError:
        # It was ended at its bounds before it could answer.
        answer = {"fault": "damaged"}
    if "fault" in answer:
        raise BadSource(f"{name} {_FAULTS[answer['fault']]}")
    text: str = answer["text"]
    check_length(len(text), name)
    return text
