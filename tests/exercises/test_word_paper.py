"""The printed paper: three Word files, the keys in one of them only."""

import io
import re

import docx
import pytest
from docx.oxml.ns import qn

from exercises import load_bank
from exercises.bank import Bank
from exercises.evidence import quotation
from exercises.interchange.paper import documents
from exercises.interchange.paper.content import of_blueprint, of_notebook
from exercises.items import TYPES, kind
from exercises.quiz import Blueprint, read_blueprint
from exercises.quiz.blueprint import SHIPPED
from exercises.quiz.build import build, to_bytes
from exercises.quiz.keys import check_source, key_of
from exercises.quiz.paperfile import PaperError
from exercises.ruling import Ruling


@pytest.fixture(scope="module")
def content():
    return of_blueprint(read_blueprint(SHIPPED / "quiz-01.yaml"), load_bank())


@pytest.fixture(scope="module")
def files(content):
    return documents(content)


def words(data: bytes) -> str:
    """All that stands in the document, tables and header included, in its order."""
    document = docx.Document(io.BytesIO(data))
    roots = [document.element.body, document.sections[0].first_page_header._element]
    return "\n".join("".join(node.text or "" for node in line.iter(qn("w:t"))) for root in roots for line in root.iter(qn("w:p")))


def test_there_are_a_paper_an_answer_sheet_and_a_key(files):
    assert list(files) == ["试卷", "答题卡", "参考答案与评分标准"]


@pytest.mark.parametrize("name", ["试卷", "答题卡"])
def test_what_the_trainee_writes_on_has_a_sealed_line_with_unit_name_and_number(files, name):
    said = words(files[name])
    for part in ("单位：", "姓名：", "编号：", "密", "封", "线"):
        assert part in said


def test_the_points_table_adds_up(files, content):
    table = docx.Document(io.BytesIO(files["试卷"])).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0] for row in rows] == ["题型", "题数", "分值", "得分", "阅卷人"]
    for row, total in ((rows[1], content.count), (rows[2], content.points)):
        assert sum(map(int, row[1:-1])) == int(row[-1]) == total


def test_every_question_stands_on_the_paper_with_its_options(files, content):
    said = words(files["试卷"])
    for part in content.parts:
        assert part.heading in said
        for _, item in part.items:
            assert item.type == "cloze" or item.stem.replace("**", "") in said
            for text in getattr(item, "options", {}).values():
                assert text in said


@pytest.mark.parametrize("name", ["试卷", "答题卡"])
def test_nothing_but_the_key_tells_an_answer(files, content, name):
    said = words(files[name])
    for part in content.parts:
        for _, item in part.items:
            assert item.explanation not in said
            assert item.id not in said
            for note in getattr(item, "distractors", {}).values():
                assert note not in said
            if item.type == "cloze":
                assert re.sub(r"\{(\d+)\}", lambda blank: item.blanks[blank[1]][0], item.stem) not in said
            if item.type == "short":
                assert item.answer not in said


def test_the_key_has_every_answer_its_reason_and_the_words_it_rests_on(files, content):
    said = words(files["参考答案与评分标准"])
    for part in content.parts:
        for _, item in part.items:
            key = item.answer if item.type == "short" else kind(item).describe(item, kind(item).key(item))
            assert key.strip() in said
            assert item.explanation in said
            for one in item.evidence:
                assert f"{quotation(one).label}：“{one.quote}”" in said


def test_the_rubric_of_a_short_answer_is_a_table_that_adds_up(files, content):
    tables = docx.Document(io.BytesIO(files["参考答案与评分标准"])).tables
    rubrics = [table for table in tables if table.cell(0, 0).text == "评分点"]
    worth = [sum(int(row.cells[1].text) for row in table.rows[1:]) for table in rubrics]
    assert worth == [item.points for part in content.parts if part.type == "short" for _, item in part.items]


def test_questions_are_numbered_through_and_agree_in_all_three(files, content):
    numbers = [number for part in content.parts for number, _ in part.items]
    assert numbers == list(range(1, content.count + 1))
    for name in ("试卷", "参考答案与评分标准"):
        lines = docx.Document(io.BytesIO(files[name])).paragraphs
        assert [int(found[1]) for line in lines if (found := re.match(r"(\d+)\.\t", line.text))] == numbers


def test_what_is_only_true_on_a_screen_is_not_printed(files):
    assert "随时保存" in (SHIPPED / "quiz-01.yaml").read_text("utf-8")
    assert "随时保存" not in words(files["试卷"])
    assert "答案请写在答题卡上。" in words(files["试卷"])


def test_a_marked_negation_is_set_in_bold(items):
    paper = of_blueprint(Blueprint.model_validate({"id": "q", "title": "测", "items": ["t-negative"]}), Bank(items))
    document = docx.Document(io.BytesIO(documents(paper)["试卷"]))
    bold = [run.text for line in document.paragraphs for run in line.runs if run.bold]
    assert [text for text in bold if "不" in text]
    assert "做法不属于“三不”原则的是\t（）" in document.paragraphs[-len(items["t-negative"].options) - 1].text


def test_a_paper_of_every_type_is_set(items):
    reviewed = {name: item.model_copy(update={"status": "reviewed"}) for name, item in items.items()}
    paper = of_blueprint(Blueprint.model_validate({"id": "q", "title": "测", "items": list(items)}), Bank(reviewed))
    assert [part.type for part in paper.parts] == list(TYPES)
    made = {name: words(data) for name, data in documents(paper).items()}
    assert all(made.values())
    other = [text for item in items.values() if item.type == "cloze" for accepted in item.blanks.values() for text in accepted[1:]]
    assert other, "the small bank has a blank with two accepted answers"
    assert all(f"同样给分：{text}" in made["参考答案与评分标准"] for text in other[:1])


def test_a_built_notebook_gives_the_same_questions_as_its_blueprint(tmp_path, content):
    plan = read_blueprint(SHIPPED / "quiz-01.yaml")
    place = tmp_path / "quiz-01.ipynb"
    place.write_bytes(to_bytes(build(plan, load_bank())))
    again = of_notebook(place)
    assert (again.title, again.minutes, again.parts, again.instructions) == (content.title, content.minutes, content.parts, content.instructions)


def test_a_notebook_that_is_no_paper_is_refused(tmp_path):
    place = tmp_path / "x.ipynb"
    place.write_text('{"cells": []}', "utf-8")
    with pytest.raises(PaperError):
        of_notebook(place)


def test_the_same_paper_gives_the_same_bytes(content, files):
    assert documents(content) == files


def test_the_key_tells_what_was_decided_after_the_paper_had_been_handed_out(tmp_path):
    paper = build(read_blueprint(SHIPPED / "quiz-01.yaml"), load_bank())
    checks = [cell for cell in paper.cells if cell.metadata.xuncha.get("role") == "check"]
    for cell, ruling in zip(checks, (Ruling("void", "题干有歧义"), Ruling("rekey", "两项都对", None, ("D",)))):
        item, _ = key_of(cell.source)
        cell.source = check_source(item, ruling)
    path = tmp_path / "quiz-01.ipynb"
    path.write_bytes(to_bytes(paper))
    files = documents(of_notebook(path))
    said = words(files["参考答案与评分标准"])
    assert "本题已作废，全体得满分。理由：题干有歧义" in said and "或 D。理由：两项都对" in said
    assert "作废" not in words(files["试卷"]) + words(files["答题卡"])
