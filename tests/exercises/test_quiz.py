"""Papers: built the same every time, complete for the reader, their key readable to the grader only."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest

from exercises.bank import Bank, load_bank
from exercises.items import Item, kind, to_json
from exercises.quiz import Blueprint, BlueprintError, Pick, QuizError, chosen, key_of, question, questions, read_blueprint
from exercises.quiz.blueprint import SHIPPED
from exercises.quiz.build import build, to_bytes
from exercises.quiz.keys import check_source


@pytest.fixture(scope="module")
def bank(data: Path) -> Bank:
    return load_bank(data / "bank.yaml")


@pytest.fixture(scope="module")
def blueprint(data: Path) -> Blueprint:
    return read_blueprint(data / "quiz-test.yaml")


@pytest.fixture
def paper(blueprint: Blueprint, bank: Bank) -> Any:
    return build(blueprint, bank)


def test_a_paper_is_the_same_to_the_byte_as_before(paper: Any, data: Path):
    """After a wanted change: `to_bytes(paper)` written to data/quiz-test.ipynb, and the difference read."""
    assert to_bytes(paper).decode() == (data / "quiz-test.ipynb").read_text("utf-8")


def test_building_twice_gives_the_same_bytes(blueprint: Blueprint, bank: Bank):
    assert to_bytes(build(blueprint, bank)) == to_bytes(build(blueprint, bank))


def test_the_shipped_blueprint_of_named_items_makes_a_paper():
    path = SHIPPED / "quiz-01.yaml"
    blueprint = read_blueprint(path)
    paper = build(blueprint, load_bank())
    nbformat.validate(paper)
    assert blueprint.id == path.stem
    assert [q.item.id for q in questions(paper)] == [pick.id for pick in blueprint.items]
    assert {q.item.pool for q in questions(paper)} == {"exam"}


def test_the_notebook_says_what_paper_it_is(paper: Any):
    assert paper.metadata.xuncha == {
        "schema": 1, "kind": "quiz", "id": "quiz-test", "title": "试组的“测验”**镇", "items": 7, "points": 18, "minutes": 30,
    }  # fmt: skip
    assert paper.metadata.kernelspec.name == "python3"


def test_every_item_has_its_three_cells_in_order(paper: Any):
    ids = [cell.id for cell in paper.cells]
    assert ids == ["head", "by-hand", *(f"q{n:02d}-{role}" for n in range(1, 8) for role in ("stem", "answer", "check"))]
    assert [cell.metadata.xuncha.role for cell in paper.cells[2:5]] == ["stem", "answer", "check"]
    assert [cell.cell_type for cell in paper.cells[-3:]] == ["markdown", "markdown", "code"]


def test_only_answer_cells_can_be_changed(paper: Any):
    for cell in paper.cells:
        assert cell.metadata.deletable is False
        answer = cell.metadata.xuncha.role == "answer"
        assert cell.metadata.nbgrader.solution == answer
        assert cell.metadata.nbgrader.locked == (not answer)
        assert cell.metadata.get("editable", True) == answer


def test_the_points_of_the_cells_add_up_to_the_paper(paper: Any):
    points = {c.metadata.nbgrader.grade_id: c.metadata.nbgrader.points for c in paper.cells if c.metadata.nbgrader.grade}
    assert points == {"q01": 2, "q02": 2, "q03": 3, "q04": 1, "q05": 2, "q06": 4, "q07": 4, "q07-key": 0}
    assert sum(points.values()) == paper.metadata.xuncha.points


def test_an_answer_cell_carries_its_form_and_nothing_more(paper: Any, items: dict[str, Item]):
    for question_ in questions(paper):
        [cell] = [c for c in paper.cells if c.metadata.nbgrader.grade_id == question_.answer_id]
        form = kind(question_.item).form(question_.item)
        assert dict(cell.metadata.xuncha) == {"role": "answer", "number": question_.number} | form


def test_the_points_of_the_blueprint_are_those_of_the_paper(paper: Any):
    assert questions(paper)[2].item.points == 3
    assert "3 分" in paper.cells[8].source
    assert paper.cells[9].metadata.xuncha.points == 3


def test_the_key_side_is_read_back_from_the_paper(paper: Any, bank: Bank):
    found = questions(paper)
    assert [q.number for q in found] == [1, 2, 3, 4, 5, 6, 7]
    assert found[0].item == bank["t-single"]
    first, short = found[0], found[6]
    assert (first.stem_id, first.answer_id, first.grade_id, first.check_id) == ("q01-stem", "q01-answer", "q01", "q01")
    assert (short.stem_id, short.answer_id, short.grade_id, short.check_id) == ("q07-stem", "q07", "q07", "q07-key")


def test_a_paper_read_as_plain_json_gives_the_same_questions(paper: Any):
    plain = json.loads(to_bytes(paper))
    assert isinstance(plain["cells"][0]["source"], list)
    assert questions(plain) == questions(paper)


@pytest.mark.parametrize("name", ["t-single", "t-negative", "t-multiple", "t-judge", "t-cloze", "t-order", "t-match", "t-short"])
def test_a_check_cell_gives_back_its_item(items: dict[str, Item], name: str):
    assert key_of(check_source(items[name])) == (items[name], None)


def test_quotation_marks_and_backslashes_in_an_item_survive(items: dict[str, Item]):
    odd = items["t-single"].model_copy(update={"explanation": "'单' \"双\" \\n '''三''' \u2028 \u3000 {} %s"})
    assert key_of(check_source(odd)) == (odd, None)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("# 评分单元，请勿改动", "教师版"),
        ("", "教师版"),
        ("mark(", "改动过"),
        ("mark('{}', answer)", "不完整"),
        ("key = '[]'", "不完整"),
        ("mark(open('x').read(), answer)", "教师版"),
    ],
)
def test_a_cell_without_a_key_is_refused(source: str, message: str):
    with pytest.raises(QuizError, match=message):
        key_of(source)


def test_a_cell_that_is_no_check_cell_is_refused(items: dict[str, Item]):
    with pytest.raises(QuizError, match="评分单元的编号"):
        question("q1-answer", to_json(items["t-single"]))


def test_a_notebook_without_questions_is_refused(paper: Any):
    released = deepcopy(paper)
    for cell in released.cells:
        if cell.metadata.xuncha.role == "check":
            cell.source = "# 评分单元，请勿改动"
    with pytest.raises(QuizError, match="教师版"):
        questions(released)
    with pytest.raises(QuizError, match="没有试题"):
        questions(nbformat.v4.new_notebook())


def test_all_faults_of_a_blueprint_are_told_at_once(bank: Bank):
    asked = Blueprint(
        id="quiz-x",
        title="试组",
        items=[Pick(id="t-singel"), Pick(id="t-judge"), Pick(id="t-judge"), Pick(id="t-order"), Pick(id="t-short", points=9)],
    )
    with pytest.raises(BlueprintError) as caught:
        chosen(asked, bank)
    for part in ("第 1 题 t-singel 不在题库里。是否想写 t-single？", "第 3 题 t-judge 前面已经选过", "第 4 题 t-order 还没有审核", "第 5 题 t-short 是简答题"):
        assert any(part in fault for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id: 测验一\ntitle: 甲\nitems: [a]", "只能用小写字母"),
        ("id: quiz-x\ntitle: 甲\nitems: []", "至少要有 1 项"),
        ("id: quiz-x\nitems: [a]", "缺少标题"),
        ("id: quiz-x\ntitle: 甲\nitems: [{id: a, points: 0}]", "不能小于 1"),
        ("id: quiz-x\ntitle: 甲\nitems: [a]\nminuts: 3", "多出了字段“minuts”"),
        ("id: quiz-x\ntitle: 甲\ntitle: 乙\nitems: [a]", "不止一次"),
        ("- quiz-x", "对照"),
        ("id: [", "第 1 行"),
    ],
)
def test_a_broken_blueprint_is_refused_in_chinese(tmp_path: Path, content: str, message: str):
    path = tmp_path / "x.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(BlueprintError, match=message):
        read_blueprint(path)
