"""Bringing in many sources at once: look at all first, then write what is new.

``plan`` reads and cleans, and writes nothing; ``carry_out`` writes whole files and
overwrites none. One source that fails never stops the others: whatever goes wrong
with it becomes a sentence in its own row.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from corpus import slugs, speechfile, store
from corpus.errors import BadSource, CorpusError
from corpus.identity import Fingerprint, Known, Match, fingerprint
from corpus.intake import take_in, take_in_text
from corpus.known import fingerprints
from corpus.model import Speech
from corpus.oserror import said
from corpus.sources import PASTED
from corpus.sources.limits import MAX_BYTES
from corpus.wholefile import write_new

MAX_FILES = 10_000
"""Most files that one batch may have."""
_PASSED_OVER = ("thumbs.db", "desktop.ini")
_PROVISIONAL = "new"
"""Slug of a speech whose own one depends on what it turns out to be."""

Outcome = Literal["new", "more", "there", "refused"]


@dataclass(frozen=True)
class Upload:
    """A file that a page handed over: its name and bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Pasted:
    """Text that a person pasted."""

    text: str


Given = Path | Upload | Pasted


@dataclass(frozen=True)
class Planned:
    """What is to become of one source."""

    name: str
    """How the source is called before people: its file name."""
    outcome: Outcome
    """``new``; ``more``: known, but this copy has more text (written as a speech of its
    own); ``there``: known, not written; ``refused``: cannot be brought in, not written."""
    message: str = ""
    """For every outcome but ``new``: what was found, and what to do, in Chinese."""
    speech: Speech | None = None
    """The cleaned speech; None where it was refused before it was one."""
    match: Match | None = None
    """The known speech that this one is."""
    target: Path | None = None
    """Where it will be (after ``carry_out``: has been) written; None where it is not."""

    @property
    def will_write(self) -> bool:
        """Whether ``carry_out`` writes it."""
        return self.outcome in ("new", "more")


def expand(paths: Iterable[Path]) -> list[Path]:
    """The files that ``paths`` name, those of a directory (at any depth) by name.

    Hidden files and what systems leave in folders are passed over; links to
    directories are not followed, so a loop of links ends. A path that does not exist
    stays in the list, for ``plan`` to say so. Raises CorpusError, in Chinese, when
    there are more than MAX_FILES.
    """
    found: dict[Path, None] = {}
    for path in paths:
        for file in _files_in(path) if path.is_dir() else (path,):
            found[file] = None
            if len(found) > MAX_FILES:
                raise CorpusError(f"一次最多导入 {MAX_FILES} 个文件，{path} 里还有更多，没有导入。请分几次导入。")
    return list(found)


def _files_in(folder: Path) -> Iterable[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _passed_over(name))
        yield from (Path(place) / name for name in sorted(files) if not _passed_over(name))


def _passed_over(name: str) -> bool:
    """Hidden files, lock files of Word, and leavings of Windows."""
    return name.startswith((".", "~$")) or name.lower() in _PASSED_OVER


def plan(
    given: Sequence[Given],
    *,
    slug: str | None = None,
    folder: Path | None = None,
    known: Iterable[Fingerprint] | None = None,
    promised: Collection[str] = (),
    insist: bool = False,
    progress: Callable[[str], None] | None = None,
) -> list[Planned]:
    """What each of ``given`` would become in ``folder`` (the local one when None); one row each.

    ``slug`` names the only source, else one is made for each. ``known`` are the
    speeches to compare with (all of the corpus when None); ``promised`` are slugs that
    speeches not yet written will have; ``insist`` brings in
    even what is there already or does not read like a speech. ``progress`` is called with each name before it is
    read. Raises CorpusError, in Chinese, for a bad or taken ``slug``, or a slug for
    many sources; nothing that is wrong with a source raises.
    """
    home = folder or store.local_folder()
    taken = store.taken_slugs(home) | set(promised)
    if slug is not None:
        if len(given) != 1:
            raise CorpusError(f"有 {len(given)} 个文件，不能都叫“{slug}”。请一次只导入一个，或不写代号，由程序给出。")
        store.check_slug(slug)
        if slug in taken:
            raise CorpusError(f"代号“{slug}”已经有了，没有覆盖。请换一个代号。")
    prints = Known(known if known is not None else fingerprints(home))
    files_of: dict[str, str] = {}
    rows: list[Planned] = []
    for one, name in zip(given, _names(given), strict=True):
        if progress:
            progress(name)
        try:
            speech = _cleaned(one, name, slug or _PROVISIONAL, insist)
        except CorpusError as error:
            rows.append(Planned(name, "refused", str(error)))
            continue
        except Exception as error:  # a stranger's file may break any parser; the others go on
            why = f"{name} 读取时出错（{type(error).__name__}），没有导入。请用 Word 或 WPS 另存为 docx 或 UTF-8 编码的 txt 再试。"
            rows.append(Planned(name, "refused", why))
            continue
        if slug is None:
            speech = replace(speech, slug=slugs.propose(speech, name, taken))
        mark = fingerprint(speech)
        row = _judged(name, speech, None if insist else prints.find(mark), files_of, home)
        if row.will_write:
            taken.add(speech.slug)
            prints.add(mark)
            files_of[speech.slug] = name
        rows.append(row)
    return rows


def _names(given: Sequence[Given]) -> list[str]:
    """What to call each source: its file name, behind its folder's where two have the same."""
    names = [PASTED if isinstance(one, Pasted) else _printable(one.name) for one in given]
    often = Counter(names)
    return [
        f"{_printable(one.parent.name)}/{name}" if often[name] > 1 and isinstance(one, Path) else name
        for one, name in zip(given, names, strict=True)
    ]


def _printable(name: str) -> str:
    """A file name as valid text, whatever bytes the file system holds."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _cleaned(one: Given, name: str, slug: str, insist: bool) -> Speech:
    if isinstance(one, Pasted):
        return take_in_text(one.text, slug, insist)
    return take_in(one.data if isinstance(one, Upload) else _bytes(one, name), name, slug, insist)


def _bytes(path: Path, name: str) -> bytes:
    """The file's bytes, of a file that is too large only as many as show it to be."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadSource(f"{name} 不是普通文件，没有导入。请确认选对了文件。")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadSource(f"{name} 打不开：{said(error)}。请检查路径和权限。") from None


def _judged(name: str, speech: Speech, match: Match | None, files_of: dict[str, str], home: Path) -> Planned:
    target = home / f"{speech.slug}.md"
    if match is None:
        return Planned(name, "new", speech=speech, target=target)
    where = f"同批的 {files_of[match.slug]}（{match.slug}）" if match.slug in files_of else f"已有的 {match.slug} "
    if match.relation == "longer":
        message = f"{name} 与{where}是同一讲话，新文件多出约 {match.extra} 字，另存为 {speech.slug}。核对后可移除较短的一篇。"
        return Planned(name, "more", message, speech, match, target)
    less = f"，且少约 {match.extra} 字" if match.relation == "shorter" else ""
    return Planned(name, "there", f"{name} 与{where}是同一讲话{less}，没有重复存入。", speech, match)


def carry_out(planned: Iterable[Planned]) -> list[Planned]:
    """Write every speech that is to be written; the rows as they then stand.

    A row whose file cannot be written, or has come to exist meanwhile, is refused;
    the others are written all the same.
    """
    return [_written(row) for row in planned]


def _written(row: Planned) -> Planned:
    if not row.will_write or row.speech is None or row.target is None:
        return row
    try:
        write_new(row.target, speechfile.dumps(row.speech))
    except FileExistsError:
        why = f"{row.target} 已经存在，没有覆盖。请换一个代号，或先移走旧文件。"
    except OSError as error:
        why = f"{row.target} 无法写入：{said(error)}。请检查权限和磁盘空间。"
    else:
        return row
    return replace(row, outcome="refused", message=why, target=None)
