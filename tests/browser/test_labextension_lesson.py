"""A lesson in JupyterLab: runs by itself if trusted, shows no code, leaves its file alone."""

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
    lab.write("lesson-01.ipynb", papers.lesson(TEXT, SETUP, PASSAGE), trusted=True)
    page.goto(lab.address("lesson-01.ipynb"))
    ran(page)
    expect(page.get_by_role("navigation", name="课程导航").get_by_role("button")).to_have_text(
        ["课程首页", "下一课"]
    )
    for way in (
        page.get_by_role("button", name="下一课"),
        page.get_by_role("link", name="到第二课"),
        page.get_by_role("link", name="下一课在这里"),
    ):
        way.click()
        wait_for(lambda: panel(page) == "lesson-02.ipynb", "the second lesson")
        page.get_by_role("button", name="上一课").click()
        wait_for(lambda: panel(page) == "lesson-01.ipynb", "the first lesson")
    page.get_by_role("button", name="课程首页").click()
    expect(page.get_by_text("没有找到要打开的课程文件：home.ipynb")).to_be_visible()
    assert len(page.context.pages) == 1
    close(lab, page)


def test_a_lesson_that_fails_says_so_without_a_traceback(lab: Lab, page: Page) -> None:
    broken = papers.code("raise RuntimeError('坏了')")
    lab.write("broken.ipynb", papers.lesson(TEXT, broken), trusted=True)
    page.goto(lab.address("broken.ipynb"))
    expect(page.get_by_text("有的内容没有准备好")).to_be_visible(timeout=40_000)
    expect(page.get_by_role("button", name="重新准备")).to_be_visible()
    expect(page.get_by_text("RuntimeError").locator("visible=true")).to_have_count(0)
    close(lab, page)


@pytest.mark.parametrize("trusted", [True, False])
def test_a_lesson_has_no_serious_accessibility_fault(lab: Lab, page: Page, trusted: bool) -> None:
    own = papers.markdown(f"# 读一读\n\n{trusted}")
    lab.write("axe-lesson.ipynb", papers.lesson(own, SETUP, PASSAGE), trusted=trusted)
    page.goto(lab.address("axe-lesson.ipynb"))
    if trusted:
        ran(page)
    else:
        expect(page.get_by_role("button", name="点此信任并运行")).to_be_visible(timeout=30_000)
    found = Axe().run(page, context=".jp-NotebookPanel").response["violations"]
    assert [rule for rule in found if rule["impact"] in ("serious", "critical")] == []
    close(lab, page)
