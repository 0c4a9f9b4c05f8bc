"""A quiz in JupyterLab: forms over the answer cells, saved at once, no kernel."""

from typing import Any

import papers
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect
from workbench import Console, Lab, wait_for

BLANK = 'answer = ""'
CHOICES = (papers.SINGLE, papers.MULTIPLE, papers.JUDGE)


def open_quiz(lab: Lab, page: Page, path: str) -> None:
    page.goto(lab.address(path))
    expect(page.locator(".xc-form").first).to_be_visible(timeout=30_000)


def answers(lab: Lab, path: str) -> list[str]:
    """The answer cells' sources in the file on disk."""
    return [source for source in lab.sources(path) if source.startswith("answer")]


def form(page: Page, number: int) -> Locator:
    return page.locator(".xc-answer-form").nth(number - 1)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def set_source(page: Page, cell: int, source: str) -> None:
    """Change a cell's source as an editor of another view would."""
    page.evaluate(
        "([cell, source]) => jupyterapp.shell.currentWidget.content.model"
        ".cells.get(cell).sharedModel.setSource(source)",
        [cell, source],
    )


def no_sessions(lab: Lab) -> bool:
    return lab.get("sessions") == []


def test_answers_given_by_mouse_are_in_the_file_within_two_seconds_and_shown_again(
    lab: Lab, page: Page, console: Console
) -> None:
    lab.write("mouse.ipynb", papers.quiz(*[(item, BLANK) for item in CHOICES]))
    open_quiz(lab, page, "mouse.ipynb")
    expect(page.get_by_text("已答 0/3", exact=True)).to_be_visible()
    form(page, 1).get_by_text("政治巡视巡察是政治监督").click()
    form(page, 2).get_by_text("政治巡视巡察是业务检查").click()
    form(page, 2).get_by_text("年度考核").click()
    form(page, 3).get_by_text("错误").click()
    done = ['answer = "B"', 'answer = ["A", "D"]', 'answer = "错"']
    wait_for(lambda: answers(lab, "mouse.ipynb") == done, "the answers on disk", 2)
    expect(page.get_by_text("已答 3/3", exact=True)).to_be_visible()
    expect(page.locator(".xc-state")).to_have_text(["已保存"] * 3)
    expect(page.locator("[aria-live=polite]", has_text="第 3 题已保存，已答 3/3")).to_have_count(1)

    page.reload()
    expect(form(page, 1).get_by_role("radio", name="政治监督")).to_be_checked(timeout=30_000)
    expect(form(page, 2).get_by_role("checkbox", checked=True)).to_have_count(2)
    expect(form(page, 3).get_by_role("radio", name="错误")).to_be_checked()
    expect(page.get_by_text("已答 3/3", exact=True)).to_be_visible()
    assert no_sessions(lab)
    assert console.lines == []


def test_answers_are_given_by_keyboard_alone_and_no_key_is_taken_as_a_command(
    lab: Lab, page: Page
) -> None:
    lab.write("keys.ipynb", papers.quiz(*[(item, BLANK) for item in CHOICES]))
    cells = len(lab.sources("keys.ipynb"))
    open_quiz(lab, page, "keys.ipynb")
    form(page, 1).get_by_role("radio").first.focus()
    press(page, "d", "d", "x", "a", "m", "1", "0", "0", "ArrowDown", "Enter", "Shift+Enter")
    press(page, *3 * ["Tab"], "Space", "Tab", "Tab", "Space", "Control+Enter", "y", "Alt+Enter")
    press(page, *4 * ["Tab"], "Space", "ArrowDown", "b", "i", "i", "z")
    done = ['answer = "B"', 'answer = ["A", "C"]', 'answer = "错"']
    wait_for(lambda: answers(lab, "keys.ipynb") == done, "the answers on disk", 2)
    assert len(lab.sources("keys.ipynb")) == cells
    assert no_sessions(lab)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_pressed_between_the_forms_change_no_cell(lab: Lab, page: Page) -> None:
    lab.write("between.ipynb", papers.quiz((papers.SINGLE, 'answer = "B"')))
    cells = len(lab.sources("between.ipynb"))
    open_quiz(lab, page, "between.ipynb")
    for element in (page.locator(".jp-Cell").first, page.get_by_role("button", name="清除作答")):
        element.click()
        press(page, "d", "d", "a", "b", "m", "y", "Shift+Enter", "Alt+Enter", "Control+s")
    page.locator(".xc-cell-stem").dblclick()
    expect(page.locator(".jp-InputArea-editor:visible")).to_have_count(0)
    wait_for(lambda: answers(lab, "between.ipynb") == [BLANK], "the cleared answer", 2)
    assert len(lab.sources("between.ipynb")) == cells
    assert no_sessions(lab)


def test_other_item_types_write_their_literals_too(lab: Lab, page: Page) -> None:
    items = (papers.CLOZE, papers.ORDER, papers.MATCH, papers.SHORT)
    stubs = [BLANK, BLANK, BLANK, "（请在此作答）"]
    lab.write("others.ipynb", papers.quiz(*zip(items, stubs, strict=True)))
    open_quiz(lab, page, "others.ipynb")
    form(page, 1).get_by_label("第 1 空").fill("“两个维护”")
    form(page, 2).get_by_role("button", name="上移：动员部署").click()
    form(page, 3).get_by_label("不处理").select_option(label="B. 具体问题")
    form(page, 4).get_by_role("textbox").fill("监督不包办。\n不代替职能部门。")
    done = ['answer = {"1": "“两个维护”"}', 'answer = ["B", "A", "C"]', 'answer = {"2": "B"}']
    wait_for(lambda: answers(lab, "others.ipynb") == done, "the answers on disk", 3)
    assert lab.sources("others.ipynb")[-1] == "监督不包办。\n不代替职能部门。"


def test_a_source_changed_by_hand_and_an_undo_show_in_the_form(lab: Lab, page: Page) -> None:
    lab.write("hand.ipynb", papers.quiz((papers.SINGLE, BLANK)))
    open_quiz(lab, page, "hand.ipynb")
    form(page, 1).get_by_text("政治巡视巡察是政治监督").click()
    page.wait_for_timeout(600)  # changes closer than that are one step to undo
    set_source(page, 2, "answer = 'd'  # 想好了")
    expect(form(page, 1).get_by_role("radio", name="年度考核")).to_be_checked()
    wait_for(lambda: answers(lab, "hand.ipynb")[0].startswith("answer = 'd'"), "a save", 2)
    form(page, 1).get_by_role("radio", name="年度考核").focus()
    press(page, "Control+z")
    expect(form(page, 1).get_by_role("radio", name="政治监督")).to_be_checked()
    form(page, 1).get_by_role("button", name="清除作答").click()
    expect(form(page, 1).get_by_role("radio", checked=True)).to_have_count(0)
    wait_for(lambda: answers(lab, "hand.ipynb") == [BLANK], "the cleared answer on disk", 2)
    expect(page.locator(".xc-state")).to_have_text("未作答")


def test_a_malformed_source_shows_the_plain_cell_and_says_why(lab: Lab, page: Page) -> None:
    source = 'answer = "B"\nanswer = "C"'
    lab.write("malformed.ipynb", papers.quiz((papers.SINGLE, source)))
    page.goto(lab.address("malformed.ipynb"))
    expect(page.get_by_text("不能显示为选项")).to_be_visible(timeout=30_000)
    editor = page.locator(".xc-cell-answer .jp-InputArea-editor")
    expect(editor).to_contain_text('answer = "C"')
    expect(page.locator(".xc-form")).to_be_hidden()
    page.get_by_role("button", name="重新作答").click()
    expect(page.locator(".xc-form")).to_be_visible()
    expect(editor).to_be_hidden()
    wait_for(lambda: answers(lab, "malformed.ipynb") == [BLANK], "the cleared answer", 2)


def test_options_are_not_said_twice(lab: Lab, page: Page) -> None:
    lab.write("stem.ipynb", papers.quiz((papers.MULTIPLE, BLANK), (papers.CLOZE, BLANK)))
    open_quiz(lab, page, "stem.ipynb")
    expect(page.get_by_text("政治巡视巡察是年度考核").locator("visible=true")).to_have_count(1)
    expect(page.get_by_text("增强").locator("visible=true")).to_have_count(1)
    expect(page.get_by_text("以讲话原文为准").locator("visible=true")).to_have_count(2)


def test_the_plain_view_is_the_ordinary_notebook_and_can_be_left_again(
    lab: Lab, page: Page
) -> None:
    lab.write("plain.ipynb", papers.quiz((papers.SINGLE, BLANK)))
    open_quiz(lab, page, "plain.ipynb")
    toggle = "jupyterapp.commands.execute('xuncha:plain-view')"
    page.evaluate(toggle)
    expect(page.locator(".xc-form")).to_be_hidden()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    wait_for(lambda: not no_sessions(lab), "the kernel of an ordinary notebook")
    editor = page.locator(".xc-cell-answer .cm-content")
    editor.click()
    press(page, "Control+a")
    page.keyboard.type("answer = 'A'")
    page.evaluate(toggle)
    expect(form(page, 1).get_by_role("radio", name="业务检查")).to_be_checked()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_hidden()
    stop_sessions(lab, page)


def test_the_plain_view_starts_the_kernel_however_slow_the_server_is(lab: Lab, page: Page) -> None:
    """JupyterLab looks for a kernel only when the server has told of the file's checkpoints."""
    held: list[Route] = []
    page.route("**/checkpoints*", lambda route: held.append(route))
    lab.write("slow.ipynb", papers.quiz((papers.SINGLE, BLANK)))
    open_quiz(lab, page, "slow.ipynb")
    page.evaluate("jupyterapp.commands.execute('xuncha:plain-view')")
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    assert held
    for request in held:
        request.continue_()
    page.unroute("**/checkpoints*")
    wait_for(lambda: not no_sessions(lab), "the kernel of an ordinary notebook")
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    stop_sessions(lab, page)


def test_any_other_notebook_opens_as_ever_with_its_kernel(lab: Lab, page: Page) -> None:
    cells = [papers.markdown("# 普通笔记"), papers.code("1 + 1")]
    lab.write("quiz-notes.ipynb", papers.notebook(None, cells))
    page.goto(lab.address("quiz-notes.ipynb"))
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible(timeout=30_000)
    expect(page.locator(".jp-CodeCell .jp-InputPrompt")).to_be_visible()
    wait_for(lambda: not no_sessions(lab), "the kernel of an ordinary notebook")
    assert page.locator(".xc-paper, .xc-strip, .xc-form").count() == 0
    page.locator(".jp-CodeCell .cm-content").click()
    press(page, "Shift+Enter")
    expect(page.locator(".jp-OutputArea-output")).to_have_text("2", timeout=20_000)
    stop_sessions(lab, page)


def stop_sessions(lab: Lab, page: Page) -> None:
    """Leave the server as it was found; other tests count its sessions."""
    page.evaluate("jupyterapp.serviceManager.sessions.shutdownAll()")
    wait_for(lambda: no_sessions(lab), "no sessions")


@pytest.mark.parametrize("theme", ["JupyterLab Light", pytest.param("JupyterLab Dark", marks=pytest.mark.thorough)])
def test_a_quiz_has_no_serious_accessibility_fault(lab: Lab, page: Page, theme: str) -> None:
    items = [*CHOICES, papers.CLOZE, papers.ORDER, papers.MATCH]
    sources = ['answer = "B"', "answer = 我选 B", *[BLANK] * 4, "（请在此作答）"]
    lab.write("axe.ipynb", papers.quiz(*zip([*items, papers.SHORT], sources, strict=True)))
    open_quiz(lab, page, "axe.ipynb")
    page.evaluate("(theme) => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    light = str(theme.endswith("Light")).lower()
    expect(page.locator(f"body[data-jp-theme-light={light}]")).to_have_count(1)
    assert serious_faults(page) == []


def serious_faults(page: Page) -> list[Any]:
    found = Axe().run(page, context=".jp-NotebookPanel").response["violations"]
    return [
        (rule["id"], [node["html"][:300] for node in rule["nodes"]])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
