"""The corpus as one: the speeches that ship with the course and the instructor's own.

The shipped speeches are read once. Local ones lie in one folder (``local_folder``)
and are read again when their file has changed. A local file that cannot be read is
left out and listed by ``broken``: it never stops the course. A shipped speech is
never hidden by a local one, so what the course cites stays what it cites.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus import speechfile
from corpus.errors import BadSpeechFile, CorpusError, QuotationMismatch, UnknownSpeech
from corpus.model import Citation, Quotation, Speech
from corpus.oserror import said

SPEECHES = Path(__file__).parent / "speeches"
"""The package's own speeches; only a maintainer adds to them."""
FOLDER_VARIABLE = "XUNCHA_CORPUS"
LOCAL_NAME = "语料"
REMOVED_NAME = "已移除"
"""Where removed speeches go, inside the local folder."""
_CLASS_MARK = "nbgrader_config.py"
_WORKSPACE_MARK = ".xuncha"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_SLUG = 60
_MOST_NAMED = 12


@dataclass(frozen=True)
class Broken:
    """A local file that is left out, and why (one Chinese sentence or two)."""

    path: Path
    why: str


def check_slug(slug: str) -> None:
    """Raise CorpusError, in Chinese, unless ``slug`` can name a speech (and its file)."""
    if not _SLUG.fullmatch(slug) or len(slug) > _MAX_SLUG:
        raise CorpusError(f"代号“{slug}”不合规。请用小写字母、数字和连字符，不超过 {_MAX_SLUG} 个字符，如 shiwei-2020。")


def local_folder(start: Path | None = None) -> Path:
    """Where the instructor's own speeches lie; it need not exist yet.

    The folder that the environment variable XUNCHA_CORPUS names; else ``语料`` in
    the nearest class directory or workspace at or above ``start`` (the working
    directory when None); else in ``~/xuncha``.
    """
    named = os.environ.get(FOLDER_VARIABLE, "").strip()
    if named:
        return Path(named).expanduser().absolute()
    return work_folder(start) / LOCAL_NAME


def work_folder(start: Path | None = None) -> Path:
    """The nearest class directory or workspace at or above ``start``; ``~/xuncha`` if there is none."""
    here = (start or Path.cwd()).absolute()
    for folder in (here, *here.parents):
        if (folder / _CLASS_MARK).is_file() or (folder / _WORKSPACE_MARK).is_dir():
            return folder
    return Path.home() / "xuncha"


@cache
def _shipped() -> dict[str, Speech]:
    return {path.stem: speechfile.read(path) for path in sorted(SPEECHES.glob("*.md"))}


def is_shipped(slug: str) -> bool:
    """Whether the package itself brings the speech called ``slug``."""
    return slug in _shipped()


_State = tuple[int, int]
"""Change time in nanoseconds and size of a file."""
_read: dict[Path, tuple[_State, Speech | str]] = {}
"""Per local file: its state when it was read, and the speech or why it is broken."""


def _local(path: Path) -> Speech | str:
    """The speech in the local file ``path``, or why it cannot be used."""
    try:
        found = path.stat()
    except OSError as error:
        return f"{path} 打不开：{said(error)}。请检查权限。"
    state = (found.st_mtime_ns, found.st_size)
    known = _read.get(path)
    if known is None or known[0] != state:
        known = (state, _fresh(path))
        _read[path] = known
    return known[1]


def read_local(path: Path) -> Speech:
    """The speech in the local file ``path``; raises BadSpeechFile, in Chinese, when it cannot be used."""
    reading = _local(path)
    if isinstance(reading, str):
        raise BadSpeechFile(reading)
    return reading


def _fresh(path: Path) -> Speech | str:
    if is_shipped(path.stem):
        return f"{path} 的代号与课程自带的讲话相同，没有采用。请把文件改名。"
    try:
        check_slug(path.stem)
        return speechfile.read(path)
    except CorpusError as error:
        return str(error)


def speech_files(folder: Path) -> list[Path]:
    """The speech files of ``folder`` by name; none when it does not exist. Hidden files are passed over."""
    try:
        return sorted(p for p in folder.iterdir() if p.suffix == ".md" and not p.name.startswith("."))
    except OSError:
        return []


def _readings(folder: Path | None) -> Iterator[tuple[Path, Speech | str]]:
    for path in speech_files(folder or local_folder()):
        yield path, _local(path)


def local_speeches(folder: Path | None = None) -> list[Speech]:
    """The readable speeches of ``folder`` (the local folder when None), by slug."""
    return [reading for _, reading in _readings(folder) if isinstance(reading, Speech)]


def broken(folder: Path | None = None) -> list[Broken]:
    """The files of the local folder that are left out, and why."""
    return [Broken(path, reading) for path, reading in _readings(folder) if isinstance(reading, str)]


def shipped_speeches() -> list[Speech]:
    """The package's own speeches, by slug."""
    return list(_shipped().values())


def speeches() -> list[Speech]:
    """All speeches: the shipped ones by slug, then the local ones by slug.

    Raises BadSpeechFile when a shipped file cannot be read.
    """
    return [*shipped_speeches(), *local_speeches()]


def speech(slug: str) -> Speech:
    """The speech called ``slug``.

    Raises UnknownSpeech if there is none, BadSpeechFile if its local file is broken.
    """
    if is_shipped(slug):
        return _shipped()[slug]
    path = local_folder() / f"{slug}.md"
    if _SLUG.fullmatch(slug) and path.is_file():
        return read_local(path)
    raise UnknownSpeech(f"语料库里没有“{slug}”这篇讲话。现有：{_named([*_shipped(), *_stems(local_folder())])}。")


def _stems(folder: Path) -> list[str]:
    return [path.stem for path in speech_files(folder)]


def _named(slugs: list[str]) -> str:
    """A list for people, cut short where it would fill the screen."""
    shown = "、".join(slugs[:_MOST_NAMED]) or "（还没有）"
    return shown if len(slugs) <= _MOST_NAMED else f"{shown} 等 {len(slugs)} 篇"


def own_speech(slug: str) -> Speech:
    """The local speech called ``slug``, to be changed; raises CorpusError where there is none."""
    _own_file(slug)
    return speech(slug)


def taken_slugs(folder: Path | None = None) -> set[str]:
    """Slugs that no new speech in ``folder`` (the local one when None) may have.

    A slug whose speech was removed stays taken: what cited it must not come to
    cite another speech.
    """
    home = folder or local_folder()
    return {*_shipped(), *_stems(home), *_stems(home / REMOVED_NAME)}


def rewrite(speech: Speech) -> Path:
    """Write an edited local speech over its own file; returns the file.

    Raises CorpusError, in Chinese, for a shipped speech, or when there is no such
    local file, or it cannot be written.
    """
    path = _own_file(speech.slug)
    try:
        speechfile.write(speech, path)
    except OSError as error:
        raise CorpusError(f"{path} 无法写入：{said(error)}。请检查权限和磁盘空间。") from None
    return path


def remove(slug: str) -> Path:
    """Move a local speech into the folder 已移除, from where it can be moved back.

    Returns where it lies now. Raises CorpusError, in Chinese, for a shipped speech,
    or when there is no such local file, or it cannot be moved.
    """
    path = _own_file(slug)
    folder = path.parent / REMOVED_NAME
    target = folder / path.name
    count = 1
    while target.exists():
        count += 1
        target = folder / f"{slug}-{count}.md"
    try:
        folder.mkdir(exist_ok=True)
        path.rename(target)
    except OSError as error:
        raise CorpusError(f"{path} 无法移到 {folder}：{said(error)}。请检查权限。") from None
    return target


def removed(folder: Path | None = None) -> list[tuple[Path, str]]:
    """The files in 已移除, each with the short name of its speech (its file name where it cannot be read)."""
    found = []
    for path in speech_files((folder or local_folder()) / REMOVED_NAME):
        reading = _local(path)
        found.append((path, reading.meta.short if isinstance(reading, Speech) else path.name))
    return found


def bring_back(name: str) -> Path:
    """Move the file called ``name`` (without .md) from 已移除 back; returns where it lies now.

    Raises CorpusError, in Chinese, when there is no such file, or when its slug has
    come into use again.
    """
    home = local_folder()
    source = next((path for path, _ in removed() if path.stem == name), None)
    if source is None:
        raise UnknownSpeech(f"{home / REMOVED_NAME} 里没有“{name}”。可能已经取回，请刷新后再看。")
    target = home / source.name
    if target.exists() or is_shipped(name):
        raise CorpusError(f"代号“{name}”已有别的讲话在用，没有取回。请先移除那一篇。")
    try:
        source.rename(target)
    except OSError as error:
        raise CorpusError(f"{source} 无法移回 {home}：{said(error)}。请检查权限。") from None
    return target


def _own_file(slug: str) -> Path:
    """The local file of ``slug``; raises CorpusError where there is none to change."""
    if is_shipped(slug):
        raise CorpusError(f"“{slug}”是课程自带的讲话，不能改动或移除。")
    path = local_folder() / f"{slug}.md"
    if not _SLUG.fullmatch(slug) or not path.is_file():
        raise UnknownSpeech(f"本地语料 {local_folder()} 里没有“{slug}”这篇讲话。现有：{_named(_stems(local_folder()))}。")
    return path


def quote(citation: Citation | str, text: str | None = None) -> Quotation:
    """The words of the cited paragraph, or exactly ``text`` from within it.

    Raises BadCitation, UnknownSpeech, UnknownParagraph, or QuotationMismatch when
    ``text`` is not an exact substring; the message says where the words do stand,
    if anywhere in the same speech.
    """
    place = Citation.parse(citation) if isinstance(citation, str) else citation
    source = speech(place.slug)
    block = source.block(place.n)
    if text is None:
        text = block.text
    elif not text or text not in block.text:
        elsewhere = [f"¶{b.n}" for b in source.blocks if text and text in b.text]
        hint = f"这句话在同一讲话的 {'、'.join(elsewhere)}。" if elsewhere else "请逐字核对原文（标点、错字照录）。"
        raise QuotationMismatch(f"{place} 里没有“{text}”这句原文。{hint}")
    return Quotation(place, text, block, source.meta.short)
