"""No key of the exam pool reaches a trainee: not by a released paper, not by the wheel, not in any disguise."""

from __future__ import annotations

import base64
import bz2
import codecs
import gzip
import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from key_hunter import haystack, recovered

from corpus.wholefile import write_whole
from exercises import load_bank
from exercises.bank import SHIPPED
from exercises.items import TYPES, Item, kind, to_json
from exercises.quiz import Blueprint, Pick
from exercises.quiz.build import build, to_bytes
from grader.classroom import Classroom
from grader.steps import hand_out

ROOT = Path(__file__).parents[2]
QUIZ = "quiz-exam"
MOST = 99
"""Items that a paper can have."""


@pytest.fixture(scope="module")
def items() -> dict[str, Item]:
    """A small bank, by type."""
    return {item.type: item for item in load_bank(ROOT / "tests" / "exercises" / "data" / "bank.yaml")}


@pytest.fixture(scope="module")
def exam() -> list[Item]:
    return list(load_bank(SHIPPED / "exam"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as a trainee gets it."""
    from hatchling.builders.wheel import WheelBuilder

    [built] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])
    return Path(built)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked."""
    folder = tmp_path_factory.mktemp("installed")
    shutil.unpack_archive(wheel, folder, "zip")
    return folder


DISGUISES: dict[str, Callable[[Item], bytes]] = {
    "plain": lambda item: to_json(item).encode(),
    "escaped": lambda item: json.dumps(json.loads(to_json(item))).encode(),
    "folded over lines": lambda item: "\n    ".join(item.explanation[n : n + 9] for n in range(0, len(item.explanation), 9)).encode(),
    "utf-16": lambda item: item.explanation.encode("utf-16"),
    "gb18030": lambda item: item.explanation.encode("gb18030"),
    "base64": lambda item: b'{"k": "' + base64.b64encode(to_json(item).encode()) + b'"}',
    "base64 for addresses": lambda item: base64.urlsafe_b64encode(to_json(item).encode()),
    "base32": lambda item: base64.b32encode(to_json(item).encode()),
    "hexadecimal": lambda item: b"k = " + to_json(item).encode().hex().encode(),
    "gzip": lambda item: gzip.compress(to_json(item).encode()),
    "bzip2 in base64": lambda item: base64.b64encode(bz2.compress(to_json(item).encode())),
    "rot13 of base64": lambda item: codecs.encode(base64.b64encode(to_json(item).encode()).decode(), "rot13").encode(),
    "backwards": lambda item: item.explanation[::-1].encode(),
    "id and key": lambda item: f"{item.id}: {getattr(item, 'key', None) or kind(item).solution(item)}".encode(),
    "digest": lambda item: hashlib.sha256(f"{item.id}:{kind(item).solution(item)}".encode()).hexdigest().encode(),
    "digest in base64": lambda item: base64.b64encode(hashlib.md5(kind(item).solution(item).encode()).digest()),
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("like", TYPES)
def test_the_hunter_finds_a_key_in_every_disguise(like: str, disguise: str, items: dict[str, Item]):
    item = items[like].model_copy(update={"explanation": "这一段解析只为试验而写，说明答案为什么是这样，长度足够被认出来。"})
    hay = haystack([b"# before\n" * 3, DISGUISES[disguise](item)])
    assert recovered(item, hay)


def test_the_hunter_finds_nothing_where_nothing_is(items: dict[str, Item]):
    hay = haystack([b"# nothing", "巡察本质是政治监督。A. 业务检查 B. 政治监督".encode()])
    assert [recovered(item, hay) for item in items.values()] == [[]] * len(items)


def test_the_wheel_has_the_practice_pool_and_not_the_exam_pool(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    assert "exercises/bank/practice/lesson-01.yaml" in names
    assert [name for name in names if "bank/exam" in name] == []


def test_no_exam_key_can_be_recovered_from_what_is_installed(installed: Path, exam: list[Item]):
    public = haystack(path.read_bytes() for path in (SHIPPED / "practice").glob("*.yaml"))
    hay = haystack(path.read_bytes() for path in installed.rglob("*") if path.is_file())
    assert exam
    assert {item.id: found for item in exam if (found := recovered(item, hay, public))} == {}


def released(room: Classroom, items: list[Item]) -> list[bytes]:
    """All files that trainees can reach when a paper of these items is handed out."""
    plan = Blueprint(id=QUIZ, title="考试池抽查", items=[Pick(id=item.id) for item in items])
    write_whole(room.paper("source", QUIZ) / f"{QUIZ}.ipynb", to_bytes(build(plan, load_bank())))
    hand_out.release(room, QUIZ)
    files = [path for path in room.exchange.rglob("*") if path.is_file()]
    assert f"{QUIZ}.ipynb" in {path.name for path in files}
    return [path.read_bytes() for path in files]


def what_it_asks(items: list[Item]) -> Hay:
    """The questions themselves, in which words of another question's key may stand."""
    return haystack([kind(item).stem(item).encode() for item in items])


def test_the_keys_are_in_the_papers_source_where_the_hunter_finds_them_all(exam: list[Item]):
    asked = [next(item for item in exam if item.type == name) for name in TYPES]
    source = to_bytes(build(Blueprint(id=QUIZ, title="考试池抽查", items=[Pick(id=item.id) for item in asked]), load_bank()))
    hay = haystack([source])
    assert all(recovered(item, hay, what_it_asks(asked)) for item in asked)


def test_no_exam_key_can_be_recovered_from_what_is_handed_out(room: Classroom, exam: list[Item]):
    asked = [item for name in TYPES for item in exam if item.type == name]
    asked = asked[:: -(-len(asked) // (MOST // 3 if room.server else MOST))]
    assert {item.type for item in asked} == set(TYPES)
    hay = haystack(released(room, asked))
    assert {item.id: found for item in asked if (found := recovered(item, hay, what_it_asks(asked)))} == {}


def test_the_bank_loads_where_there_is_no_exam_pool(installed: Path):
    bank = load_bank(installed / "exercises" / "bank")
    assert len(bank) > 100
    assert {item.pool for item in bank} == {"practice"}
