"""A file is written whole or not at all."""

import os

import pytest

from corpus.wholefile import write_whole


def test_text_goes_into_a_folder_that_did_not_exist(tmp_path):
    write_whole(tmp_path / "新" / "稿.txt", "巡察")
    assert (tmp_path / "新" / "稿.txt").read_text(encoding="utf-8") == "巡察"


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def full_disk(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_others_may_read_it_as_any_new_file(tmp_path):
    write_whole(tmp_path / "a", b"")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
