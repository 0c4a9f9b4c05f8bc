"""班级台 in JupyterLab: an empty folder becomes a class with a quiz handed out, by the keyboard and without a shell."""

from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import Page, expect
from postgresql import Gradebooks
from workbench import Console, Lab

from grader.desks import opening


@pytest.fixture
def folder(lab: Lab, gradebooks: Gradebooks) -> Path:
    """A folder that holds nothing but the desks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(lab.data))
        opening.prepare(lab.notebooks / f"new-{gradebooks.kind}")
    return lab.notebooks / f"new-{gradebooks.kind}"


def table(path: Path) -> Path:
    book = Workbook()
    for row in (["编号", "姓名", "单位"], ["x01", "张三", "市水利局"], ["x02", "李四", "县审计局"]):
        book.active.append(row)
    book.save(path)
    return path


def test_a_class_is_made_and_a_quiz_handed_out(
    lab: Lab, folder: Path, gradebooks: Gradebooks, page: Page, console: Console, tmp_path: Path
) -> None:
    page.goto(lab.address(quote(f"{folder.name}/班级台.ipynb")))
    desk = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .xc-deskpage")
    desk.get_by_label("班级名称").fill("第一期培训班", timeout=60_000)
    if db := gradebooks.new():
        desk.get_by_text("成绩册放在数据库服务器上").press("Enter")
        desk.get_by_label("数据库地址").fill("mysql://server/class")
        desk.get_by_role("button", name="建立班级").press("Enter")
        expect(page.locator(".xc-said")).to_contain_text("不能放在“mysql”上", timeout=20_000)
        expect(desk.get_by_label("班级名称")).to_have_value("第一期培训班")
        desk.get_by_label("数据库地址").fill(db)
    desk.get_by_role("button", name="建立班级").press("Enter")
    expect(desk.get_by_role("heading", name="名册：0 人")).to_be_focused(timeout=60_000)
    desk.locator("#cl-roster-file").set_input_files(table(tmp_path / "名册.xlsx"))
    desk.get_by_role("button", name="登记 2 人").press("Enter", timeout=30_000)
    expect(desk.get_by_role("heading", name="名册：2 人")).to_be_focused(timeout=30_000)

    desk.get_by_label("按哪份蓝图").select_option("quiz-01")
    desk.get_by_role("button", name="组卷").press("Enter", timeout=30_000)
    expect(desk.locator("#cd-quiz-title")).to_be_focused(timeout=60_000)
    desk.get_by_role("button", name="发放").press("Enter")
    expect(desk.get_by_role("link", name="到收卷台收卷")).to_be_visible(timeout=60_000)
    assert (folder / "exchange" / folder.name / "outbound" / "quiz-01" / "quiz-01.ipynb").is_file()

    found = Axe().run(page, context=".xc-deskpage").response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function("[...document.querySelectorAll('.xc-deskpage > *')].every((n) => n.getBoundingClientRect().right <= 390)")
    page.set_viewport_size({"width": 1280, "height": 800})

    desk.get_by_label("按哪份蓝图").select_option("pre-test")
    desk.get_by_label("抽题的种子").fill("2026春", timeout=30_000)
    desk.get_by_role("link", name="到收卷台收卷").press("Enter")
    expect(desk.get_by_role("heading", name="二、收卷")).to_be_visible(timeout=60_000)
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").get_by_role("button", name="班级台").first.press("Enter")
    expect(desk.get_by_role("heading", name="第一期培训班")).to_be_visible()
    expect(desk).not_to_have_attribute("aria-busy", "true")
    expect(desk.get_by_label("抽题的种子")).to_have_value("2026春")
    assert console.lines == []
