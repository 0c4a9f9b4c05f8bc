"""A lesson for a room: the instructor's view, the presentation, the whole speech beside it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import papers
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from workbench import Console, Lab, wait_for

from corpus import speech

WORDS = "要严格执行“三不”原则，不干预被巡察单位的正常工作"
PASSAGE = papers.code(
    "from IPython.display import HTML; from course.page import render; from course.passages import passage; "
    f'HTML(render("passage", p=passage("shijiwei-2020¶27", "{WORDS}")))',
)
FIELD = papers.code('HTML("<p>随堂记一笔</p><input aria-label=记一笔 value=甲乙>")')
TALL = "".join(f"<p>第 {n} 行</p>" for n in range(1, 41))
LATE = papers.code(f"import time; time.sleep(1.5); HTML({TALL!r})")
TEACHER = papers.markdown("## 给教员的话\n\n[对答案](answers.ipynb)用 5 分钟。", xuncha={"role": "teacher"})
HINT = "用 5 分钟。"


def lesson(title: str, **about: Any) -> dict[str, Any]:
    """A lesson of five sections: text, a passage, a field, something high that comes late, notes."""
    cells = [
        papers.markdown(f"# {title}\n\n约 30 分钟"),
        papers.markdown("## 一、原文\n\n先读一段。", xuncha=None),
        PASSAGE,
        dict(TEACHER),
        papers.markdown("## 二、练一练\n\n动手。"),
        FIELD,
        papers.markdown("## 三、细看\n\n下面很长。"),
        LATE,
        papers.markdown("## 笔记\n\n只给自己看。"),
        papers.markdown("## 小结\n\n到这里。"),
    ]
    return papers.lesson(*(dict(cell, metadata={k: v for k, v in cell["metadata"].items() if v}) for cell in cells), **about)


@pytest.fixture
def tracker(lab: Lab) -> Iterator[Any]:
    """The learner's own settings of notebooks."""
    file = lab.data.parent / "user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    yield lambda **settings: file.write_text(json.dumps(settings))
    file.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def as_found(lab: Lab, page: Page) -> Iterator[None]:
    yield
    page.evaluate("localStorage.removeItem('xuncha:teaching')")
    page.evaluate("jupyterapp.serviceManager.sessions.shutdownAll()")
    wait_for(lambda: lab.get("sessions") == [], "the end of the kernels")


def ready(page: Page) -> None:
    """The lesson has begun to run; what is high may still be on its way."""
    expect(page.locator(".jp-CodeCell .xc-passage")).to_be_attached(timeout=40_000)


def text(page: Page, words: str) -> Locator:
    """Words of the lesson as they are shown; its source stands in the page as well."""
    return page.locator(".jp-RenderedMarkdown, .jp-RenderedHTML").get_by_text(words)


def place(page: Page) -> str:
    return page.locator(".xc-present-place").inner_text()


def test_only_the_instructors_view_shows_what_is_for_instructors(lab: Lab, page: Page, console: Console) -> None:
    lab.write("teaching.ipynb", lesson("教员看的课"), trusted=True)
    page.goto(lab.address("teaching.ipynb"))
    ready(page)
    hint, switch = text(page, HINT), page.locator(".xc-lesson-head .xc-toggle")
    expect(hint).to_be_hidden()  # and with it out of the tab order
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.press("Enter")
    expect(hint).to_be_visible()
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="本课目录").click()
    expect(page.get_by_role("navigation", name="本课目录").get_by_text("给教员的话")).to_have_count(0)
    page.reload()
    ready(page)
    expect(hint).to_be_visible()  # remembered
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".xc-end").get_by_role("button", name="教员视图").press("Enter")
    expect(hint).to_be_hidden()
    expect(switch).to_be_hidden()
    assert console.lines == []


def test_a_choice_of_view_touches_no_other_notebook(lab: Lab, page: Page) -> None:
    cell = papers.markdown("# 别人的笔记\n\n正文", xuncha={"role": "teacher"})
    lab.write("others.ipynb", papers.notebook(None, [cell, papers.code("1")]))
    page.goto(lab.address("others.ipynb"))
    expect(text(page, "正文")).to_be_visible(timeout=30_000)
    page.evaluate("localStorage.setItem('xuncha:teaching', 'on')")
    page.reload()
    expect(text(page, "正文")).to_be_visible(timeout=30_000)
    assert page.evaluate("document.body.className").find("xc-") < 0
    assert page.locator(".jp-NotebookPanel [class*='xc-']").count() == 0


def test_a_quotation_leads_to_its_place_in_the_whole_speech_and_back(lab: Lab, page: Page, console: Console) -> None:
    lab.write("whole.ipynb", lesson("读全文"), trusted=True)
    page.goto(lab.address("whole.ipynb"))
    ready(page)
    link = page.get_by_role("button", name=re.compile("在全文中看.*市纪委书记动员讲话 ¶27"))
    link.press("Enter")
    dialog = page.get_by_role("dialog", name="市纪委书记动员讲话")
    expect(dialog.locator("mark")).to_have_text(WORDS)
    expect(dialog.locator("mark")).to_be_in_viewport()
    expect(dialog.locator(".xc-reader-here")).to_be_focused()
    expect(dialog.locator(".xc-reader-block")).to_have_count(len(speech("shijiwei-2020").blocks))
    assert page.evaluate("document.querySelector('.xc-reader').scrollTop") == 0
    found = Axe().run(page, context=".xc-reader").response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    page.route("**/xuncha/speech/**", lambda route: route.abort())
    link.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("全文没有取到")
    assert [line for line in console.lines if "xuncha/speech" not in line] == []


@pytest.mark.parametrize("mode", [pytest.param("none", marks=pytest.mark.thorough), "full"])
def test_a_lesson_is_shown_page_by_page(lab: Lab, page: Page, tracker: Any, mode: str, console: Console) -> None:
    tracker(windowingMode=mode)
    lab.write(f"shown-{mode}.ipynb", lesson("放映的课"), trusted=True)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(lab.address(f"shown-{mode}.ipynb"))
    expect(text(page, "约 30 分钟")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="演示").click()
    expect(text(page, "第 40 行")).to_be_attached(timeout=40_000)  # came while it was on
    expect(page.locator(".xc-present-place")).to_have_text("第 1 / 6 页")
    size = "node => parseFloat(getComputedStyle(node).fontSize)"
    assert text(page, "约 30 分钟").evaluate(size) >= 24
    bar = page.locator(".xc-present-bar").bounding_box()
    assert bar and bar["y"] + bar["height"] == 720 and bar["width"] == 1280
    page.keyboard.press("ArrowRight")
    expect(page.locator(".xc-present-place")).to_have_text("一、原文　第 2 / 6 页")
    expect(text(page, "先读一段。")).to_be_in_viewport()
    expect(page.locator(".xc-passage .xc-quote")).to_be_in_viewport()
    expect(text(page, "约 30 分钟")).to_be_hidden()
    page.keyboard.press("PageDown")
    field = page.get_by_label("记一笔")
    field.click()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")  # the field has a use for it
    page.keyboard.type("一")
    expect(field).to_have_value("甲一乙")
    assert place(page) == "二、练一练　第 3 / 6 页"
    page.keyboard.press("PageDown")  # a clicker's key is taken all the same
    assert place(page) == "三、细看　第 4 / 6 页"
    page.keyboard.press("PageDown")
    assert place(page) == "三、细看　第 5 / 6 页"
    expect(page.get_by_text("本页下面还有")).to_be_visible()
    while not text(page, "第 40 行").evaluate("n => n.getBoundingClientRect().bottom < innerHeight - 60"):
        page.keyboard.press("PageDown")
        assert place(page) == "三、细看　第 5 / 6 页"
        page.wait_for_timeout(50)
    page.get_by_role("button", name="下一页").press("Enter")
    expect(page.locator(".xc-present-place")).to_have_text("小结　第 6 / 6 页")  # notes are not for the wall
    page.keyboard.press("PageUp")
    assert place(page) == "三、细看　第 5 / 6 页"
    page.keyboard.press("Escape")
    expect(page.locator(".xc-presenting")).to_have_count(0)
    expect(page.get_by_role("button", name="演示")).to_be_focused()
    expect(text(page, "第 1 行")).to_be_in_viewport()
    settings = page.evaluate("jupyterapp.shell.currentWidget.content.notebookConfig.windowingMode")
    assert settings == mode
    assert page.evaluate("jupyterapp.shell.currentWidget.context.model.dirty") is False
    assert console.lines == []


def test_where_full_screen_is_refused_the_presentation_fills_the_window(lab: Lab, page: Page) -> None:
    page.add_init_script("Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('refused'))")
    lab.write("refused.ipynb", lesson("不给全屏"), trusted=True)
    page.goto(lab.address("refused.ipynb"))
    ready(page)
    page.get_by_role("button", name="演示").press("Enter")
    expect(page.locator(".xc-present-place")).to_contain_text("第 1 / ")
    assert page.locator(".xc-presenting").bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 800}
    page.get_by_role("button", name="下一页").press("Enter")
    page.get_by_role("button", name="在全文中看").press("Enter")
    expect(page.get_by_role("dialog").locator("mark")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".xc-present-place")).to_have_text("一、原文　第 2 / 6 页")
    found = Axe().run(page, context=".jp-NotebookPanel").response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []
    page.get_by_role("button", name="退出演示").press("Enter")
    expect(page.locator(".xc-presenting")).to_have_count(0)


def test_an_untrusted_lesson_is_shown_and_taught_without_running(lab: Lab, page: Page) -> None:
    lab.write("untrusted-room.ipynb", lesson("别处来的课"))
    page.goto(lab.address("untrusted-room.ipynb"))
    expect(page.get_by_role("button", name="点此信任并运行")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="教员视图").click()
    expect(text(page, HINT)).to_be_visible()
    page.get_by_role("button", name="演示").click()
    expect(page.locator(".xc-present-place")).to_have_text("第 1 / 5 页")
    page.keyboard.press("PageDown")
    expect(text(page, "先读一段。")).to_be_in_viewport()
    expect(text(page, HINT)).to_be_hidden()  # not for the wall
    page.keyboard.press("Escape")
    assert lab.get("sessions") == []


def test_view_presentation_and_whole_speech_work_in_notebook_7(lab: Lab, page: Page) -> None:
    lab.write("nb7-room.ipynb", lesson("另一种界面"), trusted=True)
    page.goto(lab.notebook_7("nb7-room.ipynb"))
    ready(page)
    page.get_by_role("button", name="教员视图").click()
    expect(text(page, HINT)).to_be_visible()
    expect(text(page, "第 40 行")).to_be_attached(timeout=40_000)
    page.get_by_role("button", name="演示").click()
    page.keyboard.press("PageDown")
    expect(page.locator(".xc-present-place")).to_have_text("一、原文　第 2 / 6 页")
    assert page.locator(".xc-presenting").bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 800}
    page.get_by_role("button", name="在全文中看").click()
    expect(page.get_by_role("dialog").locator("mark")).to_have_text(WORDS)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".xc-presenting")).to_have_count(0)
