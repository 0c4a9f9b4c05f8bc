"""A roster is two columns; every faulty line is named at once."""

from pathlib import Path

import pytest

from grader.roster import book
from grader.errors import GraderError
from grader.roster import Trainee


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_excel_saves_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes("编号,姓名\r\nx01,张三\r\n\r\nx02,李四,某局\r\n".encode(encoding))
    assert book.read_file(path) == [Trainee("x01", "张三"), Trainee("x02", "李四")]


def test_all_faults_are_named_in_one_message() -> None:
    with pytest.raises(ValueError, match="第 2 行缺编号或姓名；第 3 行编号 x01 重复"):
        book.parse("x01,张三\nx02\nx01,王五\n")


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("编号,姓名\n", "utf-8")
    with pytest.raises(GraderError, match="没有一行学员"):
        book.read_file(path)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(GraderError, match="不存在的名册.csv"):
        book.read_file(Path("不存在的名册.csv"))
