"""Where the extension is used: Notebook 7, windowed notebooks, other people's notebooks, odd ones."""

import json
from collections.abc import Iterator
from typing import Any

import papers
import pytest
from playwright.sync_api import Locator, Page, expect
from workbench import Console, Lab, wait_for

BLANK = 'answer = ""'
ATTACK = '<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script><b class="injected">粗体</b>'


def form(page: Page, number: int) -> Locator:
    return page.locator(".xc-form").filter(has=page.locator("legend", has_text=f"第 {number} 题："))


# ---- Notebook 7 ---------------------------------------------------------------------


def test_a_paper_is_answered_and_handed_in_in_notebook_7(lab: Lab, page: Page) -> None:
    lab.write("nb7.ipynb", papers.quiz((papers.SINGLE, BLANK), (papers.CLOZE, BLANK), (papers.SHORT, "")))
    page.goto(lab.notebook_7("nb7.ipynb"))
    form(page, 1).get_by_text("政治巡视巡察是政治监督").click(timeout=30_000)
    form(page, 2).get_by_label("第 1 空").fill("两个维护")
    wait_for(lambda: 'answer = "B"' in lab.sources("nb7.ipynb"), "the choice on disk", 3)
    wait_for(lambda: 'answer = {"1": "两个维护"}' in lab.sources("nb7.ipynb"), "the words on disk", 3)
    expect(page.locator(".xc-state").first).to_have_text("已保存")
    expect(page.get_by_text("已答 1/3", exact=True)).to_be_visible()  # of the two blanks one is still open
    assert "nb7.ipynb" not in [session["path"] for session in lab.get("sessions")]
    page.get_by_role("button", name="答题卡").click()
    page.get_by_role("button", name="第 3 题，未答").click()
    expect(form(page, 3).get_by_role("textbox")).to_be_focused()
    page.get_by_role("button", name="交卷").click()
    page.get_by_label("编号（必填）").fill("s07")
    page.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_text("生成交卷文件")).to_be_visible()
    assert len(list(lab.notebooks.glob("交卷/s07_nb7_*.ipynb"))) == 1


def test_a_lesson_runs_by_itself_in_notebook_7(lab: Lab, page: Page) -> None:
    text = papers.markdown("# 什么是政治巡察\n\n先读一段原文。")
    code = papers.code("from IPython.display import HTML\nHTML(f'<p>{6 * 7} 页</p>')")
    lab.write("nb7-lesson.ipynb", papers.lesson(text, code, next="nb7-next.ipynb"), trusted=True)
    lab.write("nb7-next.ipynb", papers.lesson(papers.markdown("# “三不”原则")), trusted=True)
    page.goto(lab.notebook_7("nb7-lesson.ipynb"))
    expect(page.get_by_text("42 页")).to_be_visible(timeout=40_000)
    expect(page.locator(".jp-InputArea-editor:visible, .jp-InputPrompt:visible")).to_have_count(0)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="下一课").first.click()
    expect(opened.value.get_by_role("heading", name="“三不”原则")).to_be_visible(timeout=30_000)
    opened.value.close()
    page.evaluate("jupyterapp.serviceManager.sessions.shutdownAll()")
    wait_for(lambda: lab.get("sessions") == [], "the end of the lesson's kernel")


# ---- Windowed notebooks ---------------------------------------------------------------


@pytest.fixture
def tracker(lab: Lab) -> Iterator[Any]:
    """The learner's own settings of notebooks."""
    file = lab.data.parent / "user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    yield lambda **settings: file.write_text(json.dumps(settings))
    file.unlink()


@pytest.mark.parametrize("mode", ["full", *(pytest.param(one, marks=pytest.mark.thorough) for one in ("defer", "contentVisibility"))])
def test_a_long_paper_stays_whole_where_only_what_is_seen_is_drawn(
    lab: Lab, page: Page, tracker: Any, mode: str, console: Console
) -> None:
    """200 items in full mode, where cells come and go; fewer where all are drawn in the end."""
    tracker(windowingMode=mode)
    items = 200 if mode == "full" else 30
    middle = items // 2
    sources = ['answer = "B"' if n in (1, middle, items) else BLANK for n in range(1, items + 1)]
    lab.write(f"{mode}.ipynb", papers.quiz(*[(papers.SINGLE, source) for source in sources]))
    page.goto(lab.address(f"{mode}.ipynb"))
    expect(page.get_by_text(f"已答 3/{items}", exact=True)).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="答题卡").click()
    sheet = page.get_by_role("navigation", name="答题卡")
    for number in (items, middle):
        sheet.get_by_role("button", name=f"第 {number} 题，已答").click()
        # JupyterLab draws the last cells when it finds the time for it.
        expect(form(page, number).get_by_role("radio", name="政治监督")).to_be_focused(timeout=60_000)
        expect(form(page, number).get_by_role("radio", name="政治监督")).to_be_checked()
        expect(form(page, number)).to_be_in_viewport()
        form(page, number).get_by_role("radio", name="年度考核").check()
    for number in (items, 1, middle):
        sheet.get_by_role("button", name=f"第 {number} 题，").click()
        expect(form(page, number)).to_be_in_viewport(timeout=20_000)
        chosen = "政治监督" if number == 1 else "年度考核"
        expect(form(page, number).get_by_role("radio", name=chosen)).to_be_checked()
    expect(page.get_by_text(f"已答 3/{items}", exact=True)).to_be_visible()
    expect(page.locator(".xc-save-state")).to_have_text("已保存")
    answers = [source for source in lab.sources(f"{mode}.ipynb") if source.startswith("answer")]
    wanted = {1: 'answer = "B"', middle: 'answer = "D"', items: 'answer = "D"'}
    assert answers == [wanted.get(n, BLANK) for n in range(1, items + 1)]
    assert console.lines == []


# ---- Other people's notebooks, and odd ones of ours -----------------------------------


def cells_as_drawn(page: Page) -> list[dict[str, str]]:
    """Classes and computed style of a notebook's panel, cells and their parts."""
    return page.evaluate("""
      [...document.querySelectorAll('.jp-NotebookPanel, .jp-NotebookPanel *:not(svg *)')].map((node) => {
        const { font, color, background, margin, padding, border, display, lineHeight } = getComputedStyle(node);
        return { tag: node.tagName, font, color, background, margin, padding, border, display, lineHeight };
      })""")


def opened_plain(lab: Lab, page: Page, path: str) -> None:
    page.goto(lab.address(path))
    expect(page.locator(".jp-RenderedMarkdown h1")).to_be_visible(timeout=30_000)
    expect(page.locator(".jp-CodeCell .cm-line").first).to_be_visible()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()


def test_our_style_changes_nothing_in_other_peoples_notebooks(lab: Lab, page: Page) -> None:
    text = papers.markdown("# 笔记\n\n> 引文\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n- 一\n\n[链接](a.ipynb) `代码`")
    lab.write("others-own.ipynb", papers.notebook(None, [text, papers.code("1 + 1"), papers.code("x = '<b>'")]))
    opened_plain(lab, page, "others-own.ipynb")
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_visible(timeout=20_000)
    assert page.locator(".jp-NotebookPanel [class*='xc-'], .jp-NotebookPanel[class*='xc-']").count() == 0
    with_ours = cells_as_drawn(page)
    off = "for (const s of document.styleSheets) if (s.href?.includes('xuncha')) s.disabled = true"
    page.evaluate(off)
    assert cells_as_drawn(page) == with_ours
    page.evaluate("jupyterapp.serviceManager.sessions.shutdownAll()")
    wait_for(lambda: lab.get("sessions") == [], "the end of the kernel")


def test_nothing_in_a_papers_metadata_becomes_an_element(lab: Lab, page: Page, console: Console) -> None:
    options = [{"id": "A", "text": ATTACK}, {"id": ATTACK, "text": "字" * 200_000}]
    forms: list[papers.Form] = [
        {"type": "single", "points": 1, "rule": ATTACK, "options": options},
        {"type": "cloze", "points": 1, "rule": "", "parts": [ATTACK, {"blank": ATTACK}]},
        {"type": "match", "points": 1, "rule": "", "left": options, "right": options},
        {"type": "order", "points": 1, "rule": "", "options": options},
        {"type": ATTACK, "points": 1, "rule": ""},
        {"type": "judge", "points": 1, "rule": "", "options": {"length": 2}},
    ]
    notebook = papers.quiz(*[(papers.SINGLE, BLANK) for _ in forms], title="试卷")
    answers = [cell for cell in notebook["cells"] if cell["metadata"].get("xuncha", {}).get("role") == "answer"]
    for number, (cell, odd) in enumerate(zip(answers, forms, strict=True), 1):
        cell["metadata"]["xuncha"] = {"role": "answer", "number": number, **odd}
    notebook["cells"][1]["metadata"]["xuncha"] = {"role": "stem", "number": ATTACK}
    notebook["cells"][3]["metadata"]["xuncha"] = {"role": {"toString": ATTACK}}
    notebook["cells"][4]["metadata"]["xuncha"] = 5
    notebook["metadata"]["xuncha"] |= {"title": ATTACK, "later": ATTACK, "minutes": {}, "begun": [ATTACK]}
    notebook["metadata"]["xuncha"]["handed_in"] = {"how": "file", "moment": ATTACK, "file": ATTACK}
    lab.write("attack.ipynb", notebook)
    page.goto(lab.address("attack.ipynb"))
    expect(page.locator(".xc-form").first).to_be_visible(timeout=30_000)
    expect(page.locator(".xc-strip-title")).to_have_text(ATTACK)
    expect(page.get_by_text("生成交卷文件")).to_contain_text(ATTACK)
    expect(form(page, 1).locator(".xc-option").first).to_contain_text(ATTACK)
    expect(page.locator(".xc-form")).to_have_count(4)
    page.get_by_role("button", name="答题卡").click()
    page.get_by_role("button", name="重新打开作答").click()
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_role("dialog")).to_contain_text("还没有作答")
    assert page.evaluate("window.hacked") is None
    assert page.locator(".injected, .jp-NotebookPanel img, .jp-NotebookPanel script").count() == 0
    assert console.lines == []
