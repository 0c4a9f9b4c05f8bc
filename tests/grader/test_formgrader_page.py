"""Formgrader's page of a paper: answers are text, the rubric and what was found stand beside short ones."""

import hashlib
import re

import nbformat
import pytest
from made_classes import released, with_quiz
from made_papers import QUIZ, answered, asked, hand_in, right
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell
from nbgrader.server_extensions.formgrader import handlers

from grader import classroom
from grader.bulk.run import grade

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

SHORT = next(question for question in asked() if question.item.type == "short")
COPY = "先说错在哪里：它把巡察当成了什么都管的检查，忘了自己该看什么。再举一例，楼道灯坏了，叫物业来修就行。"
EVIL = (
    "巡察是重要载体。\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(2)> [a](javascript:alert(3))\n\n"
    "$\\href{javascript:alert(4)}{x}$ </div></div><style>*{display:none}</style>\x00\u202e"
)
TEXTS = {"zhang01": right(SHORT.item), "zhang02": COPY, "zhang03": COPY.replace("物业", "电工"), "zhang04": EVIL}
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture(scope="module")
def room(new_class, tmp_path_factory):
    room = with_quiz(tmp_path_factory.mktemp("form") / "class-a", new_class)
    paper = released(room)
    for student, text in TEXTS.items():
        sheet = answered(paper, lambda item, text=text: text if item.type == "short" else right(item))
        if student == "zhang04":
            sheet.cells.append(new_markdown_cell("<script>alert(5)</script>", metadata={"tags": ['"><script>alert(6)</script>']}))
            sheet.cells.append(new_raw_cell("<script>alert(7)</script>", metadata={"raw_mimetype": "text/html"}))
            code = new_code_cell("'<script>alert(8)</script>'", outputs=[new_output("display_data", {"text/html": "<script>alert(9)</script>"})])
            sheet.cells.append(code)
            answer = next(cell for cell in sheet.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == SHORT.answer_id)
            answer.attachments = {"a.png": {"image/png": PIXEL}, 'b"onerror="x': {"image/svg+xml": "<svg onload=alert(10)>"}}
        hand_in(room.folder, student, sheet)
    grade(room, QUIZ)
    return room


def papers(room):
    with room.gradebook() as gradebook:
        return {one.student.id: one.id for one in gradebook.notebook_submissions(QUIZ, QUIZ)}


def shown(room, student):
    """The page as formgrader's handler makes it, with the class's own settings."""
    config = classroom.find(room.folder).config.copy()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    resources = {
        "assignment_id": QUIZ, "notebook_id": QUIZ, "submission_id": papers(room)[student], "index": 0, "total": 4,
        "base_url": "", "student": student, "last_name": "张", "first_name": "三", "notebook_path": "x",
    }  # fmt: skip
    path = room.paper("autograded", QUIZ, student) / f"{QUIZ}.ipynb"
    html, _ = HTMLExporter(config=config).from_filename(str(path), resources=resources)
    return html[html.index('<body') :]


def test_rubric_and_found_points_stand_beside_a_short_answer(room):
    html = shown(room, "zhang01")
    assert "<mark>重要载体<sup>要点 1</sup></mark>" in html and "✓ 字词提示：找到" in html
    assert SHORT.item.rubric[2].point in html and "仅供参考，不是评分" in html
    assert 'id="q08-comment"' in html and 'id="q08"' in html and 'id="q08-key"' not in html


def test_similar_answers_are_linked_by_formgrader_s_own_number(room):
    ids = papers(room)
    number = sorted(ids.values()).index(ids["zhang03"]) + 1
    assert re.search(rf'与<a href="/formgrader/submissions/{ids["zhang03"]}/">第 {number} 份</a>有 \d\d% 相同', shown(room, "zhang02"))
    assert "zhang03" not in shown(room, "zhang02")


def test_what_a_trainee_wrote_is_text_whatever_it_is(room):
    html = shown(room, "zhang04")
    for number in range(1, 11):
        assert f"<script>alert({number})" not in html and f'="alert({number})' not in html
    assert "<img src=x" not in html and 'href="javascript' not in html and "<svg" not in html and "<style>*" not in html
    assert "&lt;script&gt;alert(1)" in html and "&lt;script&gt;alert(5)" in html and "&lt;script&gt;alert(7)" in html
    assert "\x00" not in html and "\u202e" not in html
    assert f"data:image/png;base64,{PIXEL}" in html
    panel = html[html.index("xc-marking") : html.index("参考答案")]
    assert "alert(4)" in panel and "tex2jax_ignore" in panel


def test_showing_changes_no_file(room):
    def digest():
        files = sorted(path for path in room.folder.rglob("*") if path.is_file())
        return {path: hashlib.sha256(path.read_bytes()).digest() for path in files}

    before = digest()
    shown(room, "zhang04")
    assert digest() == before


def test_a_quiz_that_is_not_ours_is_shown_with_nothing_beside_it(room):
    config = classroom.find(room.folder).config.copy()
    config.HTMLExporter.template_name = "classic"
    nb = nbformat.v4.new_notebook(cells=[new_markdown_cell("# 笔记"), new_markdown_cell("<script>alert(1)</script>")])
    plain, _ = HTMLExporter(config=config).from_notebook_node(nb)
    assert "<h1" in plain, "outside formgrader nothing is changed"
    html, _ = HTMLExporter(config=config).from_notebook_node(nb, resources={"submission_id": "x", "assignment_id": "其他", "base_url": ""})
    assert "<script>alert(1)" not in html
