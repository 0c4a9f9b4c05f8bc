"""What a class has seen, and what else may be left out of a drawing."""

from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.assembly import seen
from exercises.assembly.exclusions import ExclusionError, excluded
from exercises.assembly.seen import SeenError, Use
from exercises.bank import load_bank
from exercises.quiz import read_blueprint
from exercises.quiz.blueprint import SHIPPED
from exercises.quiz.build import build, to_bytes

NOW = datetime(2024, 3, 5, 18, 20)
NAMES = st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,20}\Z")


@given(st.lists(st.builds(Use, NAMES, NAMES, st.sampled_from(["", "2024-03-05 18:20"]))))
def test_a_list_is_read_back_as_it_was_written(uses: list[Use]):
    assert seen.parse(seen.render(uses).decode("utf-8-sig")) == uses


def test_a_class_notes_each_item_of_a_quiz_once(tmp_path: Path):
    path = tmp_path / seen.FILE
    assert seen.read(path) == []
    seen.note(path, "quiz-01", ["l01-e1", "l01-e2"], NOW)
    seen.note(path, "quiz-02", ["l01-e2"], NOW)
    first = path.read_bytes()
    seen.note(path, "quiz-01", ["l01-e2", "l01-e1"], datetime(2025, 1, 1))
    assert path.read_bytes() == first
    assert seen.read(path) == [Use("quiz-01", "l01-e1", "2024-03-05 18:20"), Use("quiz-01", "l01-e2", "2024-03-05 18:20"), Use("quiz-02", "l01-e2", "2024-03-05 18:20")]
    assert first.startswith(b"\xef\xbb\xbf"), "without the mark Excel would not know the encoding"


def test_a_list_edited_in_excel_is_still_read():
    assert seen.parse("测验,题号,发放时间\r\nquiz-01, l01-e1 ,\r\n,,\r\nquiz-01,l01-e2\r\n") == [
        Use("quiz-01", "l01-e1", ""),
        Use("quiz-01", "l01-e2", ""),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("测验,题号\nquiz-01,第一题\n".encode(), "第 2 行"),
        (b"quiz-01,=cmd|1\n", "第 1 行"),
        (b"quiz-01\n", "第 1 行"),
        ("测验,题号\n".encode("gbk"), "不是 UTF-8"),
        (b"a" * (seen.MAX_BYTES + 1), "超过 2 MB"),
    ],
)
def test_a_broken_list_is_told_and_left_alone(tmp_path: Path, content: bytes, message: str):
    path = tmp_path / seen.FILE
    path.write_bytes(content)
    with pytest.raises(SeenError, match=message):
        seen.note(path, "quiz-01", ["l01-e1"], NOW)
    assert path.read_bytes() == content


def test_items_blueprints_papers_and_classes_can_be_left_out(tmp_path: Path):
    bank = load_bank()
    plan = read_blueprint(SHIPPED / "quiz-01.yaml")
    asked = {pick.id for pick in plan.items}
    (tmp_path / "paper.ipynb").write_bytes(to_bytes(build(plan, bank)))
    seen.note(tmp_path / seen.FILE, "quiz-01", ["l01-e1", "gone-e1"], NOW)
    assert excluded(["l01-e1", "l05-e1"], bank.items) == {"l01-e1", "l05-e1"}
    assert excluded([str(SHIPPED / "quiz-01.yaml")], bank.items) == asked
    assert excluded([str(tmp_path / "paper.ipynb")], bank.items) == asked
    assert excluded([str(tmp_path)], bank.items) == excluded([str(tmp_path / seen.FILE)], bank.items) == {"l01-e1", "gone-e1"}


def test_what_a_quiz_itself_used_does_not_keep_it_from_being_drawn_again(tmp_path: Path):
    seen.note(tmp_path / seen.FILE, "quiz-01", ["l01-e1"], NOW)
    seen.note(tmp_path / seen.FILE, "quiz-02", ["l01-e2"], NOW)
    assert excluded([str(tmp_path)], [], ["quiz-01"]) == {"l01-e2"}


def test_a_name_that_means_nothing_is_told(tmp_path: Path):
    released = nbformat.v4.new_notebook()
    nbformat.write(released, tmp_path / "released.ipynb")
    (tmp_path / "broken.ipynb").write_text("{", "utf-8")
    (tmp_path / "odd.ipynb").write_text('{"cells": [1]}', "utf-8")
    for name, message in (
        ("l99-e1", "不在题库里"),
        (str(tmp_path), "没有"),
        (str(tmp_path / "none.csv"), "没有"),
        (str(tmp_path / "none.yaml"), "文件不存在"),
        (str(tmp_path / "released.ipynb"), "没有试题"),
        (str(tmp_path / "broken.ipynb"), "不是完好的笔记本"),
        (str(tmp_path / "odd.ipynb"), "不是完好的试卷"),
        (str(tmp_path / "none.ipynb"), "打不开"),
    ):
        with pytest.raises(ExclusionError, match=message):
            excluded([name], ["l01-e1"])
