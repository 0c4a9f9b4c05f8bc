"""A lesson in JupyterLab: runs by itself if trusted, shows no code, leaves its file alone."""

import os
import signal
from pathlib import Path

import papers
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from workbench import Console, Lab, wait_for

WATCH_FOR_CODE = """
  window.codeSeen = [];
  const look = () => {
    for (const node of document.querySelectorAll('.jp-InputArea-editor, .jp-InputPlaceholder')) {
      if (node.getClientRects().length && node.textContent) {
        codeSeen.push(node.textContent);
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""
SETUP = papers.code("import sys\nword = '由代码算出'")
PASSAGE = papers.code(
    "from IPython.display import HTML\n"
    "HTML(f'<p>{word}的一段。</p><p><a href=\"lesson-02.ipynb\">下一课在这里</a></p>')"
)
SECTIONS = papers.markdown(
    "# 什么是政治巡察\n\n## 一、它是什么\n\n正文。\n\n> ## 引文里的标题\n\n" + "一段话。\n\n" * 30 + "### 练一练\n\n"
    + "## 二、它不是什么\n\n" + "一段话。\n\n" * 30 + "## 三、**怎样**看\n\n" + "一段话。\n\n" * 30
)
LATE = papers.code(
    "HTML('<h2>四、看什么</h2><div class=\"xc-card\"><h3>卡片的标题</h3></div><p>一段话。</p><h2>小结</h2>')"
)
LISTED = ["一、它是什么", "练一练", "二、它不是什么", "三、怎样看", "四、看什么", "小结"]
TEXT = papers.markdown("# 什么是政治巡察\n\n先读一段原文。[到第二课](lesson-02.ipynb)")


@pytest.fixture(autouse=True)
def second_lesson(lab: Lab) -> None:
    text = papers.markdown("# “三不”原则")
    about = {"number": 2, "title": "“三不”原则", "previous": "lesson-01.ipynb", "next": None}
    lab.write("lesson-02.ipynb", papers.lesson(text, **about), trusted=True)


def panel(page: Page) -> str:
    """The file that is in front."""
    return page.evaluate("jupyterapp.shell.currentWidget.context.path")


def ran(page: Page) -> None:
    expect(page.get_by_text("由代码算出的一段。")).to_be_visible(timeout=40_000)
    expect(page.get_by_text("正在准备课程")).to_be_hidden(timeout=40_000)


def close(lab: Lab, page: Page) -> None:
    """Close the lessons, which ends their kernels."""
    page.evaluate("jupyterapp.commands.execute('application:close-all')")
    wait_for(lambda: lab.get("sessions") == [], "the end of the lesson's kernel")


def test_a_trusted_lesson_runs_by_itself_and_never_shows_its_code(
    lab: Lab, page: Page, console: Console
) -> None:
    path = lab.write("lesson-01.ipynb", papers.lesson(TEXT, SETUP, PASSAGE), trusted=True)
    before = path.read_bytes()
    page.add_init_script(WATCH_FOR_CODE)
    page.goto(lab.address("lesson-01.ipynb"))
    expect(page.get_by_text("正在准备课程，请稍候")).to_be_visible(timeout=30_000)
    ran(page)
    assert page.evaluate("codeSeen") == []
    expect(page.locator(".jp-InputPrompt:visible, .jp-OutputPrompt:visible")).to_have_count(0)
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_hidden()
    expect(page.get_by_role("menuitem")).to_have_count(0)
    assert page.title() == "什么是政治巡察 · 巡察课堂"
    shown = page.locator(".jp-NotebookPanel").bounding_box()
    assert shown == {"x": pytest.approx(0, abs=1), "y": 0, "width": pytest.approx(1280, abs=1), "height": 800}
    assert page.evaluate("jupyterapp.shell.currentWidget.context.model.dirty") is False
    assert path.read_bytes() == before
    assert console.lines == []
    close(lab, page)


def test_saving_a_lesson_keeps_its_outputs_out_of_the_file(lab: Lab, page: Page) -> None:
    path = lab.write("lesson-01.ipynb", papers.lesson(TEXT, SETUP, PASSAGE), trusted=True)
    sources = lab.sources("lesson-01.ipynb")
    page.goto(lab.address("lesson-01.ipynb"))
    ran(page)
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    text = path.read_text()
    assert "由代码算出的" not in text
    assert '"execution_count": null' in text
    assert lab.sources("lesson-01.ipynb") == sources
    expect(page.get_by_text("由代码算出的一段。")).to_be_visible()
    close(lab, page)


def test_an_untrusted_lesson_runs_nothing_until_it_is_trusted(
    lab: Lab, page: Page, tmp_path: Path
) -> None:
    mark = tmp_path / "ran"
    touch = papers.code(f"open({str(mark)!r}, 'w').close()")
    path = lab.write("foreign.ipynb", papers.lesson(TEXT, SETUP, touch, PASSAGE))
    before = path.read_bytes()
    page.goto(lab.address("foreign.ipynb"))
    button = page.get_by_role("button", name="本课尚未受信任，点此信任并运行")
    expect(button).to_be_visible(timeout=30_000)
    expect(page.locator(".jp-CodeCell .jp-InputArea:visible")).to_have_count(0)
    page.wait_for_timeout(1500)  # longer than the kernel of a trusted lesson takes to start
    assert lab.get("sessions") == []
    assert not mark.exists()
    button.click()
    ran(page)
    assert mark.exists()
    assert path.read_bytes() == before
    page.reload()
    ran(page)
    expect(button).to_be_hidden()
    close(lab, page)


def test_one_untrusted_change_makes_the_whole_lesson_untrusted(lab: Lab, page: Page) -> None:
    path = lab.write("changed.ipynb", papers.lesson(TEXT, SETUP, PASSAGE), trusted=True)
    path.write_text(path.read_text().replace("由代码算出", "由别人改过"))
    page.goto(lab.address("changed.ipynb"))
    expect(page.get_by_role("button", name="点此信任并运行")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("由别人改过")).to_be_hidden()
    close(lab, page)


def test_saving_an_untrusted_lesson_does_not_make_it_trusted(lab: Lab, page: Page) -> None:
    own = papers.markdown("# 随手保存")
    lab.write("saved.ipynb", papers.lesson(own, SETUP, PASSAGE))
    page.goto(lab.address("saved.ipynb"))
    button = page.get_by_role("button", name="点此信任并运行")
    expect(button).to_be_visible(timeout=30_000)
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    expect(button).to_be_visible(timeout=30_000)
    close(lab, page)


def test_lessons_lead_to_each_other_inside_the_same_jupyterlab(lab: Lab, page: Page) -> None:
    lab.write("lesson-01.ipynb", papers.lesson(TEXT, SETUP, PASSAGE, next_title="“三不”原则"), trusted=True)
    tabs = page.context.pages
    page.goto(lab.address("lesson-01.ipynb"))
    ran(page)
    expect(page.get_by_role("navigation", name="课程导航").get_by_role("button")).to_have_text(
        ["课程首页", "下一课"]
    )
    for way in (
        page.get_by_role("button", name="下一课", exact=True),
        page.get_by_role("button", name="下一课：“三不”原则"),
        page.get_by_role("link", name="到第二课"),
        page.get_by_role("link", name="下一课在这里"),
    ):
        way.click()
        wait_for(lambda: panel(page) == "lesson-02.ipynb", "the second lesson")
        page.get_by_role("button", name="上一课").first.click()
        wait_for(lambda: panel(page) == "lesson-01.ipynb", "the first lesson")
    page.get_by_role("button", name="课程首页").first.click()
    expect(page.get_by_text("没有找到要打开的课程文件：home.ipynb")).to_be_visible()
    assert page.context.pages == tabs
    close(lab, page)


def test_a_lesson_that_fails_says_so_without_a_traceback(lab: Lab, page: Page) -> None:
    broken = papers.code("raise RuntimeError('坏了')")
    lab.write("broken.ipynb", papers.lesson(TEXT, broken), trusted=True)
    page.goto(lab.address("broken.ipynb"))
    expect(page.get_by_text("有的内容没有准备好")).to_be_visible(timeout=40_000)
    expect(page.get_by_role("button", name="重新准备")).to_be_visible()
    expect(page.get_by_text("RuntimeError").locator("visible=true")).to_have_count(0)
    close(lab, page)


def test_the_contents_name_the_sections_and_lead_to_them(lab: Lab, page: Page) -> None:
    lab.write("sections.ipynb", papers.lesson(SECTIONS, SETUP, PASSAGE, LATE), trusted=True)
    page.goto(lab.address("sections.ipynb"))
    ran(page)
    contents = page.get_by_role("navigation", name="本课目录")
    entries = contents.get_by_role("button")
    expect(entries).to_have_text(LISTED)  # also what the kernel brought, but nothing quoted
    text = page.get_by_role("heading", name="什么是政治巡察").bounding_box()
    beside = contents.bounding_box()
    assert text and beside and beside["x"] + beside["width"] <= text["x"]
    entries.nth(2).click()
    expect(page.get_by_role("heading", name="二、它不是什么")).to_be_focused()
    expect(contents.locator("[aria-current]")).to_have_text("二、它不是什么")
    page.locator(".xc-end").scroll_into_view_if_needed()
    expect(contents.locator("[aria-current]")).to_have_text("小结")
    page.set_viewport_size({"width": 390, "height": 844})
    switch = page.get_by_role("button", name="本课目录")
    expect(contents).to_be_hidden()
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-expanded", "true")
    entries.filter(has_text="三、怎样看").press("Enter")
    expect(contents).to_be_hidden()  # it lay over the page
    expect(page.get_by_role("heading", name="三、怎样看")).to_be_focused()
    close(lab, page)


def test_the_text_size_is_remembered_by_the_browser(lab: Lab, page: Page) -> None:
    lab.write("size.ipynb", papers.lesson(TEXT, SETUP, PASSAGE), trusted=True)
    page.set_viewport_size({"width": 640, "height": 400})  # 1280 × 800 at 200 %
    page.goto(lab.address("size.ipynb"))
    ran(page)
    passage = page.get_by_text("由代码算出的一段。")
    size = "node => parseFloat(getComputedStyle(node).fontSize)"
    usual = passage.evaluate(size)
    page.get_by_label("文字大小").select_option("特大")
    try:
        expect(page.get_by_text("文字大小已设为“特大”")).to_be_attached()
        largest = passage.evaluate(size)
        assert largest > usual
        page.reload()
        ran(page)
        assert passage.evaluate(size) == largest
        page.get_by_role("button", name="下一课").first.click()
        wait_for(lambda: panel(page) == "lesson-02.ipynb", "the second lesson")
        other = page.locator(".jp-NotebookPanel:visible")
        expect(other.get_by_label("文字大小")).to_have_value("largest", timeout=30_000)
        wide = ".jp-NotebookPanel .jp-WindowedPanel-outer, .jp-NotebookPanel .xc-strip"
        assert page.eval_on_selector_all(wide, "all => all.every((n) => n.scrollWidth <= n.clientWidth)")
    finally:
        page.evaluate("localStorage.removeItem('xuncha:text-size')")
    close(lab, page)


def test_a_lesson_whose_kernel_dies_says_so_and_starts_again(
    lab: Lab, page: Page, tmp_path: Path
) -> None:
    noted = tmp_path / "pid"
    note = papers.code(f"import os\nopen({str(noted)!r}, 'w').write(str(os.getpid()))")
    lab.write("dying.ipynb", papers.lesson(TEXT, SETUP, note, PASSAGE), trusted=True)
    page.goto(lab.address("dying.ipynb"))
    ran(page)
    first = noted.read_text()
    os.kill(int(first), signal.SIGKILL)
    expect(page.get_by_text("运行本页的 Python 停了")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="重新启动").click()
    expect(page.get_by_text("运行本页的 Python 停了")).to_be_hidden()
    ran(page)
    assert noted.read_text() != first
    close(lab, page)


def test_the_curious_find_the_code_and_the_way_back(lab: Lab, page: Page) -> None:
    own = papers.code("from IPython.display import HTML\nHTML('<p>有一段。</p>')", jupyter={"source_hidden": True})
    lab.write("curious.ipynb", papers.lesson(TEXT, own), trusted=True)
    page.goto(lab.address("curious.ipynb"))
    expect(page.get_by_text("有一段。").locator("visible=true")).to_be_visible(timeout=40_000)
    page.get_by_role("button", name="显示代码").press("Enter")
    back = page.get_by_role("button", name="回到课程页面")
    expect(back).to_be_focused()
    expect(page.get_by_role("menuitem", name="文件")).to_be_visible()
    expect(page.locator(".jp-CodeCell .cm-content").first).to_be_visible()
    back.press("Enter")
    expect(page.get_by_role("menuitem")).to_have_count(0)
    expect(page.locator(".jp-CodeCell .cm-content:visible")).to_have_count(0)
    close(lab, page)


@pytest.mark.parametrize("trusted", [True, False])
def test_a_lesson_has_no_serious_accessibility_fault(lab: Lab, page: Page, trusted: bool) -> None:
    own = papers.markdown(f"# 读一读\n\n{trusted}\n\n")
    own["source"] += SECTIONS["source"].split("\n", 1)[1]
    lab.write("axe-lesson.ipynb", papers.lesson(own, SETUP, PASSAGE, LATE), trusted=trusted)
    page.goto(lab.address("axe-lesson.ipynb"))
    if trusted:
        ran(page)
    else:
        expect(page.get_by_role("button", name="点此信任并运行")).to_be_visible(timeout=30_000)
    found = Axe().run(page, context=".jp-NotebookPanel").response["violations"]
    assert [rule for rule in found if rule["impact"] in ("serious", "critical")] == []
    close(lab, page)
