"""阅卷台 in JupyterLab: a class's short answers marked by the keyboard alone, no name on the page."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from postgresql import Gradebooks
from sqlalchemy import text
from workbench import Console, Lab

from exercises.bank import load_bank
from exercises.quiz import Blueprint, Pick
from exercises.quiz.build import build
from grader import classroom
from grader.bulk.database import connected
from grader.bulk.run import grade
from grader.classroom import Classroom
from grader.desks import opening
from grader.roster import Trainee, add

QUIZ = "quiz-01"
ANSWERS = {
    "li-si": "巡察是监督检查的重要载体，但不是无所不包。例如楼道灯坏了，就不必管。",
    "wang-wu": "<img src=x onerror=alert(1)>",
    "zhao-liu": "属于巡察关注的集体研判，不属于的不要分散精力。",
}


@pytest.fixture(scope="module")
def room(lab: Lab, gradebooks: Gradebooks) -> Iterator[Classroom]:
    """A class below the server's folder whose papers are graded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(lab.data))
        patch.setenv("JUPYTER_CONFIG_DIR", str(lab.data.parent / "config"))
        folder = lab.notebooks / f"yuejuan-{gradebooks.kind}"
        room = graded(folder, gradebooks.new())
        opening.prepare(folder)
        yield room


def graded(folder: Path, db: str | None) -> Classroom:
    classroom.init(folder, name="第一期培训班", db=db)
    room = classroom.find(folder)
    add(room, [Trainee(student, "张三") for student in ANSWERS])
    paper = room.paper("source", QUIZ) / f"{QUIZ}.ipynb"
    paper.parent.mkdir(parents=True)
    nbformat.write(build(Blueprint(id=QUIZ, title="测验", items=[Pick(id="l01-e11")]), load_bank()), paper)
    assert room.api.generate_assignment(QUIZ)["success"]
    for student, answer in ANSWERS.items():
        sheet = nbformat.read(room.paper("release", QUIZ) / f"{QUIZ}.ipynb", as_version=4)
        next(cell for cell in sheet.cells if cell.metadata.nbgrader.solution).source = answer
        place = room.paper("submitted", QUIZ, student)
        place.mkdir(parents=True)
        nbformat.write(sheet, place / f"{QUIZ}.ipynb")
    grade(room, QUIZ)
    return room


def scores(room: Classroom) -> list[float]:
    with connected(room.database_url, writing=False) as db:
        return sorted(db.execute(text("SELECT manual_score FROM grade WHERE manual_score IS NOT NULL")).scalars())


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_a_class_is_marked_by_the_keyboard_alone(lab: Lab, room: Classroom, page: Page, console: Console) -> None:
    page.goto(lab.address(quote(f"{room.folder.name}/阅卷台.ipynb")))
    desk = page.locator(".xc-deskpage")
    expect(desk).to_be_visible(timeout=60_000)
    desk.get_by_label("测验").select_option(QUIZ)
    desk.get_by_label("题目").select_option(index=1)
    score = desk.get_by_label("得分（0 到 5）")
    expect(score).to_be_focused(timeout=20_000)
    expect(desk.get_by_role("heading", name="已阅 0 / 3")).to_be_visible()

    page.keyboard.type("2.5")
    page.keyboard.press("Enter")
    expect(page.locator(".xc-said")).to_contain_text("已记 2.5 分。还有 2 份待阅。")
    expect(score).to_be_focused()
    expect(score).to_have_value("")

    number = desk.locator("#mk-answer")
    here = number.inner_text()
    page.keyboard.press("Alt+PageUp")
    expect(number).not_to_have_text(here)
    page.keyboard.press("Alt+PageDown")
    expect(number).to_have_text(here)
    desk.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    expect(score).to_have_value("2")
    expect(desk.get_by_text("没有保存的内容")).to_be_visible()
    desk.get_by_label("评语").focus()
    page.keyboard.type("要举例。")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".xc-said")).to_contain_text("已记 2 分。还有 1 份待阅。")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(page.locator(".xc-said")).to_contain_text("本题已全部阅完。")
    assert scores(room) == [0, 2, 2.5]

    desk.get_by_label("到第").fill("1")
    desk.get_by_label("到第").press("Enter")
    expect(desk.get_by_role("heading", name="第 1 份（已阅")).to_be_visible()
    found = Axe().run(page, context=".xc-deskpage").response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    whole = page.content()
    assert not any(student in whole for student in ANSWERS) and "张三" not in whole
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function("[...document.querySelectorAll('.xc-deskpage > *')].every((n) => n.getBoundingClientRect().right <= 390)")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert console.lines == []
