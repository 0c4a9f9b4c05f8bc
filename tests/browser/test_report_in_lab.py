"""班级报告 in JupyterLab: figures, a file taken away, an item declared void by the keyboard, and all of it on a phone."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from postgresql import Gradebooks
from workbench import Console, Lab

from exercises.bank import load_bank
from exercises.quiz import Blueprint, Pick, questions
from exercises.quiz.build import build
from grader import classroom
from grader.bulk.run import grade
from grader.desks import opening
from grader.roster import Trainee, add

QUIZ = "quiz-01"
PEOPLE = 24


@pytest.fixture(scope="module")
def room(lab: Lab, gradebooks: Gradebooks) -> Iterator[classroom.Classroom]:
    """A graded class below the server's folder; the first question's key is not what the able answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(lab.data))
        patch.setenv("JUPYTER_CONFIG_DIR", str(lab.data.parent / "config"))
        folder = lab.notebooks / f"baogao-{gradebooks.kind}"
        graded(folder, gradebooks.new())
        opening.prepare(folder)
        yield classroom.find(folder)


def graded(folder: Path, db: str | None) -> None:
    classroom.init(folder, name="第一期培训班", db=db)
    room = classroom.find(folder)
    add(room, [Trainee(f"x{n:02d}", f"学员{n}") for n in range(PEOPLE)])
    bank = load_bank()
    items = bank.select(type="single", pool="exam")[:4]
    source = build(Blueprint(id=QUIZ, title="结业测验", items=[Pick(id=one.id) for one in items]), bank)
    path = room.paper("source", QUIZ) / f"{QUIZ}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(source, path)
    assert room.api.generate_assignment(QUIZ)["success"]
    released = json.loads((room.paper("release", QUIZ) / f"{QUIZ}.ipynb").read_text("utf-8"))
    cells = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in released["cells"]}
    for n in range(PEOPLE):
        for q in questions(source):
            able = n % 4 >= q.number - 1
            wrong = next(name for name in q.item.options if name != q.item.key)
            cells[q.answer_id]["source"] = f'answer = "{q.item.key if able != (q.number == 1) else wrong}"'
        place = room.paper("submitted", QUIZ, f"x{n:02d}")
        place.mkdir(parents=True)
        (place / f"{QUIZ}.ipynb").write_text(json.dumps(released), "utf-8")
    grade(room, QUIZ)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_an_item_is_declared_void_without_a_shell_or_a_mouse(lab: Lab, room: classroom.Classroom, page: Page, console: Console) -> None:
    page.goto(lab.address(quote(f"{room.folder.name}/班级报告.ipynb")))
    desk = page.locator(".xc-deskpage")
    expect(desk.get_by_role("heading", name="结业测验")).to_be_visible(timeout=60_000)
    expect(desk.locator("#marks-table tbody tr")).to_have_count(PEOPLE)
    with page.expect_download() as got:
        desk.get_by_role("button", name="下载 Excel").press("Enter")
    assert got.value.suggested_filename == f"{QUIZ} 成绩报告.xlsx"
    found = Axe().run(page, context=".xc-deskpage").response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []

    desk.get_by_role("button", name="第 1 题：作废").press("Enter")
    expect(desk.locator("#decide-title")).to_be_focused(timeout=20_000)
    desk.get_by_label("经办人").fill("王主任")
    desk.get_by_label("理由").fill("两个选项都说得通")
    desk.get_by_role("button", name="试算影响").press("Enter")
    expect(desk.locator("#effect-title")).to_be_focused(timeout=20_000)
    expect(desk.get_by_text("人加分，变动最多 2 分")).to_be_visible()
    found = Axe().run(page, context=".xc-deskpage").response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    desk.get_by_role("button", name="确定执行").press("Enter")
    expect(page.locator(".xc-said")).to_contain_text("已执行：第 1 题作废", timeout=20_000)
    expect(desk.locator("#decide-1")).to_be_focused()
    expect(desk.locator("#h1")).to_contain_text("已作废")
    expect(desk.get_by_text("两个选项都说得通").first).to_be_visible()

    desk.get_by_label("隐去姓名").check()
    expect(desk.locator("#marks-table tbody tr").first).to_contain_text("学员 1")
    assert "x0" not in desk.locator("#marks-table").inner_text()
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function(
        "[...document.querySelectorAll('.xc-deskpage > *')].every((n) => n.getBoundingClientRect().right <= 390)"
    )
    page.set_viewport_size({"width": 1280, "height": 800})
    assert console.lines == []
