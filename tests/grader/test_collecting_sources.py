"""Folders, sticks and archives of strangers: what is a paper comes, what is not is told, nothing is followed."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.bulk.reading import MAX_BYTES
from grader.classroom import Classroom
from grader.collecting import arrivals, sources
from grader.collecting.arrivals import Arrival, Budget
from grader.errors import GraderError

ZONE = "Asia/Shanghai"


def packed(entries: dict[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in entries.items():
            file.writestr(name, content, compress_type=method)
    return out.getvalue()


def of(data: bytes, name: str = "群里.zip") -> tuple[list[Arrival], dict[str, str], Budget]:
    budget = Budget()
    came = list(sources.picked(name, data, ZONE, budget))
    return came, {one.where: one.why for one in budget.refusals}, budget


def at(*paths: Path) -> tuple[list[Arrival], dict[str, str], Budget]:
    budget = Budget()
    came = list(sources.named(paths, ZONE, budget))
    return came, {one.where: one.why for one in budget.refusals}, budget


def test_papers_are_found_in_folders_and_archives_with_their_age(tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    (stick / "第一组").mkdir(parents=True)
    (stick / "第一组" / "张三.ipynb").write_bytes(b"1")
    os.utime(stick / "第一组" / "张三.ipynb", (1_700_000_000, 1_700_000_000))
    info = zipfile.ZipInfo("李四/quiz-01.ipynb", (2024, 3, 5, 18, 20, 30))
    (stick / "群里.zip").write_bytes(packed({info: b"2"}))
    came, refused, _ = at(stick)
    assert [(one.parts, one.raw) for one in came] == [
        (("U盘", "第一组", "张三.ipynb"), b"1"),
        (("U盘", "群里.zip", "李四", "quiz-01.ipynb"), b"2"),
    ]
    assert came[0].modified == datetime(2023, 11, 14, 22, 13, 20)
    assert came[1].modified == datetime(2024, 3, 5, 10, 20, 30) and came[1].packed
    assert not refused


def test_names_that_windows_and_macos_wrote_are_read() -> None:
    def raw(name: bytes) -> bytes:
        data = packed({"A" * len(name): b"x"})
        return data.replace(b"A" * len(name), name)

    for written in ("张三.ipynb".encode("gb18030"), "张三.ipynb".encode(), "程\\张三.ipynb".encode("gb18030")):
        [one], _, _ = of(raw(written))
        assert one.parts[-1] == "张三.ipynb"


def test_an_unpacked_name_in_gbk_is_read(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "张三.ipynb".encode("gb18030")
    try:
        Path(os.fsdecode(name)).write_bytes(b"x")
    except OSError:
        pytest.skip("this system takes names in Unicode only")
    [one], _, _ = at(tmp_path)
    assert one.parts[-1] == "张三.ipynb"


@pytest.mark.parametrize("name", ["../x.ipynb", "/etc/x.ipynb", "a/../../x.ipynb", "C:\\x.ipynb", "..\\..\\x.ipynb"])
def test_paths_that_lead_elsewhere_are_refused(name: str) -> None:
    came, refused, _ = of(packed({name: b"x", "好.ipynb": b"y"}))
    assert [one.raw for one in came] == [b"y"]
    [why] = refused.values()
    assert "可疑" in why


def test_links_are_refused_and_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(b"secret")
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "a.ipynb").symlink_to(secret)
    (stick / "all").symlink_to(tmp_path)
    (stick / "loop").symlink_to(stick)
    os.mkfifo(stick / "pipe.ipynb")
    link = zipfile.ZipInfo("b.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    (stick / "c.zip").write_bytes(packed({link: b"/etc/passwd"}))
    came, refused, _ = at(stick)
    assert not came and len(refused) == 5
    assert all("链接" in why or "不是普通文件" in why for why in refused.values())


def test_what_systems_leave_behind_is_passed_over_and_counted(tmp_path: Path) -> None:
    for name in (".DS_Store", "._张三.ipynb", "~$名册.xlsx", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "张三-checkpoint.ipynb").write_bytes(b"x")
    (tmp_path / "a.zip").write_bytes(packed({"__MACOSX/._张三.ipynb": b"x"}))
    came, refused, budget = at(tmp_path)
    assert not came and not refused and budget.system == 7


def test_other_files_are_told_by_name_with_what_to_do(tmp_path: Path) -> None:
    for name in ("答案.docx", "卷子.rar", "quiz-01.html"):
        (tmp_path / name).write_bytes(b"x")
    came, refused, _ = at(tmp_path)
    assert not came and len(refused) == 3
    [packed_why] = [why for where, why in refused.items() if "rar" in where]
    assert "解压" in packed_why


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.ipynb").open("wb") as file:
        file.truncate(20 * MAX_BYTES)
    came, refused, budget = at(tmp_path)
    assert not came and "10 MB" in str(refused) and budget.size == arrivals.MAX_ALL_BYTES


def test_a_bomb_in_an_archive_is_unpacked_no_further_than_a_paper_may_go() -> None:
    came, refused, _ = of(packed({"a.ipynb": b"0" * (3 * MAX_BYTES), "b.ipynb": b"ok"}))
    assert [one.raw for one in came] == [b"ok"] and "10 MB" in refused["群里.zip／a.ipynb"]


def test_many_bombs_together_stop_at_the_most_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "MAX_ALL_BYTES", 1_000_000)
    budget = Budget(size=1_000_000)
    data = packed({f"{n}.ipynb": b"0" * 300_000 for n in range(20)})
    assert len(list(sources.picked("a.zip", data, ZONE, budget))) == 3
    assert "其余没有读" in budget.spent


def test_archives_in_archives_are_read_one_deep() -> None:
    inner = packed({"quiz-01.ipynb": b"x"})
    came, refused, _ = of(packed({"张三.zip": inner, "李四.zip": packed({"再一层.zip": inner})}))
    assert [one.parts for one in came] == [("群里.zip", "张三.zip", "quiz-01.ipynb")]
    assert "套了 3 层" in refused["群里.zip／李四.zip／再一层.zip"]


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "crc"])
def test_a_damaged_archive_is_told(damage: str) -> None:
    good = packed({"a.ipynb": b"hello world" * 100}, zipfile.ZIP_STORED)
    data = {"cut": good[:-10], "text": b"not a zip", "empty": b"", "crc": good.replace(b"hello", b"jello", 1)}[damage]
    came, refused, _ = of(data)
    assert not came and "损坏" in str(refused)


def test_a_locked_or_oddly_packed_archive_is_told() -> None:
    locked = bytearray(packed({"a.ipynb": b"x"}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert "密码" in str(of(bytes(locked))[1])
    assert "压缩方式" in str(of(packed({"a.ipynb": b"x"}, zipfile.ZIP_BZIP2))[1])


def test_an_archive_with_a_monstrous_directory_is_not_opened() -> None:
    data = bytearray(packed({"a.ipynb": b"x"}))
    struct.pack_into("<I", data, len(data) - 22 + 12, 500_000_000)
    assert "多得异常" in str(of(bytes(data))[1])
    end = bytes(packed({"a.ipynb": b"x"}))
    with_64 = end[:-22] + b"PK\x06\x07" + bytes(16) + end[-22:]
    assert "多得异常" in str(of(with_64)[1])


def test_thousands_of_files_stop_at_the_most_that_is_looked_at(tmp_path: Path) -> None:
    for n in range(60):
        (tmp_path / f"{n}.ipynb").write_bytes(b"x")
    budget = Budget(entries=50)
    assert len(list(sources.named([tmp_path], ZONE, budget))) == 49
    assert "其余没有看" in budget.spent


def test_folders_deeper_than_anybody_makes_are_left(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"abcdefghijkl")
    deep.mkdir(parents=True)
    (deep / "x.ipynb").write_bytes(b"x")
    came, refused, _ = at(tmp_path)
    assert not came and "层" in str(refused)


@pytest.mark.parametrize("name", [".", "submitted", "..", "source/quiz"])
def test_the_class_is_not_collected_from_itself(name: str, room: Classroom) -> None:
    (room.folder / "submitted").mkdir()
    (room.folder / "source" / "quiz").mkdir()
    with pytest.raises(GraderError, match="没有收"):
        sources.check(room, [room.folder / name])
    with pytest.raises(GraderError, match="找不到"):
        sources.check(room, [room.folder / "没有"])


@given(st.binary(max_size=400))
def test_no_bytes_for_an_archive_break_the_reading(noise: bytes) -> None:
    for data in (noise, b"PK\x03\x04" + noise + b"PK\x05\x06" + noise):
        of(data)


@pytest.mark.parametrize("value", [0x00, 0x01, 0x2E, 0x2F, 0x5C, 0x7F, 0x80, 0xFF])
def test_no_byte_changed_in_an_archive_breaks_the_reading(value: int) -> None:
    whole = packed({"a.ipynb": b"hello" * 20, "b/李四.ipynb": b"x"})
    for where in range(len(whole)):
        of(whole[:where] + bytes([value]) + whole[where + 1 :])


def test_a_file_without_a_name_in_an_archive_is_told() -> None:
    nameless = zipfile.ZipInfo("a")
    nameless.filename = ""
    came, refused, _ = of(packed({nameless: b"{}", "a.ipynb": b"{}"}))
    assert [one.parts[-1] for one in came] == ["a.ipynb"] and "没有名字" in str(refused)
