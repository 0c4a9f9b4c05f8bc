"""The item bank: YAML files of items, loaded whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from exercises.evidence import mismatch
from exercises.folding import fold
from exercises.items import TYPES, Evidence, Item
from exercises.schema import sift
from exercises.yamlfile import YamlError, read_yaml

POOLS = ("practice", "exam")
SHIPPED = Path(__file__).parent / "bank"
"""The practice pool in ``practice/``, the exam pool in ``exam/``, one file a lesson."""


@dataclass(frozen=True)
class Fault:
    """Something wrong in a bank: at which item (its id or place, empty for the file), in which file, what."""

    item: str
    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file} {self.item}：{self.message}" if self.item else f"{self.file}：{self.message}"


class BankError(ValueError):
    """The bank does not load; ``faults`` has everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join([f"题库有 {len(faults)} 处问题，没有载入。", *map(str, faults)]))
        self.faults = faults


@dataclass(frozen=True)
class Bank:
    """Items by id, in the order of their files."""

    items: Mapping[str, Item]

    def __getitem__(self, name: str) -> Item:
        return self.items[name]

    def __contains__(self, name: object) -> bool:
        return name in self.items

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items.values())

    def __len__(self) -> int:
        return len(self.items)

    def select(self, **wanted: object) -> list[Item]:
        """The items whose fields have these values, as in ``select(lesson=1, pool="practice")``."""
        return [item for item in self if all(getattr(item, name) == value for name, value in wanted.items())]


def load_bank(*paths: Path | str) -> Bank:
    """The items of these files, and of the YAML files in and below these folders; without any, the shipped bank.

    Raises BankError when anything is wrong anywhere.
    """
    entries, faults = _survey(_files(paths or (SHIPPED,)))
    if faults:
        raise BankError(faults)
    return Bank({entry.item.id: entry.item for entry in entries})


def bank_faults(*paths: Path | str) -> list[Fault]:
    """Everything that keeps the bank from loading, found in one pass."""
    return survey(*paths).faults


@dataclass(frozen=True)
class Survey:
    """A bank as far as it can be read: its whole items, each with its file, and what is wrong."""

    items: list[tuple[Item, str]]
    """Items that have all their fields in the right shape; other things may be wrong with them."""
    faults: list[Fault]


def survey(*paths: Path | str) -> Survey:
    """What `load_bank` would load, and everything that keeps it from loading; reads the files once."""
    entries, faults = _survey(_files(paths or (SHIPPED,)))
    return Survey([(entry.item, entry.file) for entry in entries if entry.whole], faults)


@dataclass(frozen=True)
class _Entry:
    """One item as far as it could be read, and where it stands."""

    item: Item
    name: str
    file: str
    whole: bool
    """Whether every field has the right shape."""


def _files(paths: tuple[Path | str, ...]) -> dict[Path, str]:
    """The files with the names by which they are spoken of: below a folder, the way from it."""
    files = {}
    for path in map(Path, paths):
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file())
            files |= {file: file.relative_to(path).as_posix() for file in found}
        else:
            files[path] = path.name
    return files


def _survey(files: dict[Path, str]) -> tuple[list[_Entry], list[Fault]]:
    entries: list[_Entry] = []
    faults: list[Fault] = [] if files else [Fault("", "题库", "没有找到题目文件（.yaml）。")]
    for file, called in files.items():
        try:
            document = read_yaml(file)
        except YamlError as error:
            faults.append(Fault("", called, str(error)))
            continue
        faults += [
            Fault("", called, f"第 {line} 行的“{name}”在同一处写了不止一次，后面的会盖掉前面的。请删去一个或改名。")
            for line, name in document.repeated
        ]
        if not isinstance(document.data, list):
            faults.append(Fault("", called, "文件内容应当是题目的列表，每题以“- id: …”开头。"))
            continue
        for n, data in enumerate(document.data, 1):
            entry, messages = _examine(data, n, called)
            faults += [Fault(entry.name if entry else f"第 {n} 题", called, message) for message in messages]
            if entry:
                entries.append(entry)
    return entries, faults + list(_doubles(entries)) + list(_misplaced(entries))


def _examine(data: object, n: int, file: str) -> tuple[_Entry | None, list[str]]:
    if not isinstance(data, dict):
        return None, ["不是一道题。每题应当是“名称: 内容”的对照，以“- id: …”开头。"]
    kind = TYPES.get(data["type"]) if isinstance(data.get("type"), str) else None
    if kind:
        item, messages = sift(kind.Model, data)
        whole = not messages
        messages += kind.faults(item)
    else:
        known = {name: value for name, value in data.items() if name in Item.model_fields and name != "type"}
        item, messages = sift(Item, known | {"type": "?"})
        whole = False
        messages.insert(0, f"题型（type）只能是 {'、'.join(TYPES)}，现在是“{str(data.get('type', ''))[:20]}”。")
    messages += _misquoted(data.get("evidence"))
    return _Entry(item, item.id if "id" in item.model_fields_set else f"第 {n} 题", file, whole), messages


def _misquoted(evidence: Any) -> list[str]:
    messages = []
    for entry in evidence if isinstance(evidence, list) else []:
        try:
            wrong = mismatch(Evidence.model_validate(entry))
        except ValidationError:
            continue  # its shape is wrong, which is told already
        if wrong:
            messages.append(f"引文不符：{wrong}")
    return messages


def _misplaced(entries: list[_Entry]) -> Iterator[Fault]:
    """Items that lie in the folder of the other pool: what is in ``practice`` reaches trainees."""
    for entry in entries:
        folders = Path(entry.file).parent.parts
        if "pool" in entry.item.model_fields_set and folders and folders[-1] in POOLS and folders[-1] != entry.item.pool:
            yield Fault(entry.name, entry.file, f"文件在 {folders[-1]} 文件夹里，题池（pool）写的是 {entry.item.pool}。请移到同名的文件夹，或改正题池。")


def _doubles(entries: list[_Entry]) -> Iterator[Fault]:
    ids: dict[str, _Entry] = {}
    stems: dict[str, _Entry] = {}
    for entry in entries:
        if "id" in entry.item.model_fields_set:
            first = ids.setdefault(entry.item.id, entry)
            if first is not entry:
                yield Fault(entry.name, entry.file, f"编号与 {first.file} 里的另一题相同。")
        if "stem" in entry.item.model_fields_set:
            first = stems.setdefault(fold(entry.item.stem), entry)
            if first is not entry:
                yield Fault(entry.name, entry.file, f"题干与 {first.file} 的 {first.name} 相同。")
