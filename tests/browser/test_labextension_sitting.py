"""A paper as a whole: answer sheet, marks for later, clock, handing in, and its cells kept as they are."""

import json
from typing import Any

import papers
from playwright.sync_api import Page, expect
from workbench import Console, Lab, wait_for

BLANK = 'answer = ""'
THREE = [(papers.SINGLE, BLANK), (papers.MULTIPLE, BLANK), (papers.JUDGE, BLANK)]


def open_paper(lab: Lab, page: Page, path: str, notebook: dict[str, Any]) -> None:
    lab.write(path, notebook)
    page.goto(lab.address(path))
    expect(page.locator(".xc-form").first).to_be_visible(timeout=30_000)


def about(lab: Lab, path: str) -> dict[str, Any]:
    """What the file on disk says of itself."""
    try:
        return json.loads((lab.notebooks / path).read_text(encoding="utf-8"))["metadata"]["xuncha"]
    except json.JSONDecodeError:  # it is being written just now
        return {}


def number(page: Page, n: int, state: str) -> Any:
    return page.get_by_role("navigation", name="答题卡").get_by_role("button", name=f"第 {n} 题，{state}")


def test_the_answer_sheet_says_what_is_answered_and_leads_to_what_is_not(lab: Lab, page: Page, console: Console) -> None:
    open_paper(lab, page, "sheet.ipynb", papers.quiz(*THREE))
    page.locator(".xc-answer-form").first.get_by_text("政治巡视巡察是政治监督").click()
    page.get_by_role("button", name="答题卡").click()
    expect(number(page, 1, "已答")).to_be_visible()
    expect(page.get_by_text("还有 2 题未答")).to_be_visible()
    number(page, 3, "未答").press("Enter")
    expect(page.locator(".xc-answer-form").nth(2).get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Space")
    expect(number(page, 3, "已答")).to_be_visible()
    page.get_by_role("button", name="下一道未答的题").click()
    expect(page.locator(".xc-answer-form").nth(1).get_by_role("checkbox").first).to_be_focused()
    number(page, 2, "未答").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="答题卡")).to_be_focused()
    expect(page.get_by_role("navigation", name="答题卡")).to_be_hidden()
    assert console.lines == []


def test_a_question_answered_in_part_is_told_from_a_whole_answer(lab: Lab, page: Page) -> None:
    open_paper(lab, page, "part.ipynb", papers.quiz((papers.MATCH, 'answer = {"1": "A"}'), (papers.SINGLE, 'answer = "B"')))
    expect(page.get_by_text("已答 1/2", exact=True)).to_be_visible()
    page.get_by_role("button", name="答题卡").click()
    expect(page.get_by_text("1 题没有答完")).to_be_visible()
    expect(number(page, 1, "没答完")).to_be_visible()
    page.get_by_role("button", name="交卷", exact=True).click()
    dialog = page.get_by_role("dialog", name="交卷")
    expect(dialog.get_by_text("没有答完的有 1 题")).to_be_visible()
    dialog.get_by_role("button", name="回到第 1 题").click()
    page.get_by_role("combobox", name="不处理").select_option("B")
    expect(page.get_by_text("已答 2/2", exact=True)).to_be_visible()
    expect(page.get_by_text("全部题目都已作答")).to_be_visible()


def test_a_question_marked_for_later_stays_marked(lab: Lab, page: Page) -> None:
    open_paper(lab, page, "later.ipynb", papers.quiz(*THREE))
    page.get_by_role("button", name="标记，回头再看").nth(1).click()
    expect(page.get_by_role("button", name="已标记，回头再看")).to_have_attribute("aria-pressed", "true")
    wait_for(lambda: about(lab, "later.ipynb").get("later") == [2], "the mark on disk", 3)
    page.reload()
    expect(page.get_by_role("button", name="已标记，回头再看")).to_have_count(1, timeout=30_000)
    page.get_by_role("button", name="答题卡").click()
    expect(number(page, 2, "未答，已标记")).to_be_visible()


def test_looking_at_a_paper_without_a_limit_changes_nothing_on_disk(lab: Lab, page: Page) -> None:
    paper = papers.quiz(*THREE)
    paper["metadata"]["xuncha"]["minutes"] = 45
    open_paper(lab, page, "look.ipynb", paper)
    before = (lab.notebooks / "look.ipynb").read_bytes()
    expect(page.get_by_text("已用 0 分钟，建议用时 45 分钟")).to_be_visible()
    page.get_by_role("button", name="答题卡").click()
    page.wait_for_timeout(1500)
    assert (lab.notebooks / "look.ipynb").read_bytes() == before


def test_the_clock_goes_on_after_a_reload_and_can_be_covered(lab: Lab, page: Page) -> None:
    paper = papers.quiz(*THREE)
    paper["metadata"]["xuncha"] |= {"minutes": 60, "limited": True}
    open_paper(lab, page, "clock.ipynb", paper)
    expect(page.get_by_text("还剩 60 分钟")).to_be_visible()
    wait_for(lambda: "begun" in about(lab, "clock.ipynb"), "the beginning on disk", 5)
    begun = about(lab, "clock.ipynb")["begun"]
    page.clock.install()
    page.clock.fast_forward("20:00")
    page.reload()
    expect(page.get_by_text("还剩 40 分钟")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="隐藏时间").click()
    expect(page.get_by_text("还剩 40 分钟")).to_have_count(0)
    assert about(lab, "clock.ipynb")["begun"] == begun


def test_when_the_time_is_up_the_paper_asks_to_be_handed_in_and_takes_nothing_away(lab: Lab, page: Page) -> None:
    paper = papers.quiz(*THREE)
    paper["metadata"]["xuncha"] |= {"minutes": 1, "limited": True}
    page.clock.install()
    open_paper(lab, page, "over.ipynb", paper)
    page.clock.run_for(61_000)
    expect(page.get_by_role("dialog", name="交卷")).to_be_visible()
    page.get_by_role("button", name="再看看").click()
    expect(page.locator(".xc-clock").get_by_text("时间到，请交卷").first).to_be_visible()
    expect(page.get_by_role("radio").first).to_be_enabled()


def test_handing_in_asks_about_blanks_writes_a_file_and_closes_the_paper(lab: Lab, page: Page, console: Console) -> None:
    open_paper(lab, page, "done.ipynb", papers.quiz(*THREE))
    page.locator(".xc-answer-form").first.get_by_text("政治巡视巡察是政治监督").click()
    page.get_by_role("button", name="交卷", exact=True).click()
    dialog = page.get_by_role("dialog", name="交卷")
    expect(dialog.get_by_text("还没有作答的有 2 题")).to_be_visible()
    dialog.get_by_role("button", name="确定交卷").click()
    expect(dialog.get_by_text("请填写编号")).to_be_visible()
    page.keyboard.type("s07")
    dialog.get_by_label("姓名").fill("王小明")
    dialog.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_text("生成交卷文件")).to_be_visible()
    [handed] = lab.notebooks.glob("交卷/s07_王小明_done_*.ipynb")
    inside = json.loads(handed.read_text(encoding="utf-8"))
    assert inside["metadata"]["xuncha"]["trainee"] == {"id": "s07", "name": "王小明"}
    assert 'answer = "B"' in ["".join(cell["source"]) for cell in inside["cells"]]
    expect(page.get_by_role("radio").first).to_be_disabled()

    page.reload()
    expect(page.get_by_text("生成交卷文件")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("radio").first).to_be_disabled()
    expect(page.get_by_role("button", name="交卷", exact=True)).to_be_hidden()
    page.get_by_role("button", name="重新打开作答").click()
    expect(page.get_by_role("radio").first).to_be_enabled()
    expect(page.get_by_role("button", name="交卷", exact=True)).to_be_visible()
    assert console.lines == []


def test_where_the_server_takes_no_papers_the_browser_downloads_one(lab: Lab, page: Page) -> None:
    page.route("**/xuncha/hand-in*", lambda route: route.fulfill(status=404, body="Not Found"))
    open_paper(lab, page, "elsewhere.ipynb", papers.quiz(*THREE))
    page.get_by_role("button", name="交卷", exact=True).click()
    dialog = page.get_by_role("dialog", name="交卷")
    dialog.get_by_label("编号（必填）").fill("s07")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="确定交卷").click()
    assert download.value.suggested_filename.startswith("s07_elsewhere_")
    saved = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert saved["metadata"]["xuncha"]["trainee"]["id"] == "s07"


def test_a_server_that_cannot_be_reached_is_said_and_nothing_is_lost(lab: Lab, page: Page) -> None:
    open_paper(lab, page, "away.ipynb", papers.quiz(*THREE))
    page.route("**/xuncha/hand-in*", lambda route: route.abort())
    page.get_by_role("button", name="交卷", exact=True).click()
    expect(page.get_by_role("dialog", name="交卷").get_by_text("还没有交卷")).to_be_visible()
    assert "handed_in" not in about(lab, "away.ipynb")


COMMANDS = [
    "notebook:delete-cell", "notebook:cut-cell", "notebook:insert-cell-below", "notebook:insert-cell-above",
    "notebook:split-cell-at-cursor", "notebook:merge-cells", "notebook:merge-cell-below", "notebook:move-cell-down",
    "notebook:move-cell-up", "notebook:change-cell-to-markdown", "notebook:change-cell-to-raw", "notebook:change-cell-to-code",
    "notebook:duplicate-below",
]


def test_no_command_adds_deletes_splits_merges_moves_or_retypes_a_cell_in_either_view(lab: Lab, page: Page) -> None:
    open_paper(lab, page, "guard.ipynb", papers.quiz(*THREE))
    shape = "[...jupyterapp.shell.currentWidget.content.model.cells].map((cell) => [cell.id, cell.type, cell.sharedModel.getSource()])"
    before = page.evaluate(shape)
    for _ in range(2):
        for place in range(len(before)):
            for command in COMMANDS:
                page.evaluate(
                    "async ([place, command]) => { jupyterapp.shell.currentWidget.content.activeCellIndex = place;"
                    " try { await jupyterapp.commands.execute(command); } catch {} }",
                    [place, command],
                )
        assert page.evaluate(shape) == before
        page.evaluate("jupyterapp.commands.execute('xuncha:plain-view')")


def test_a_paper_that_changed_on_disk_is_still_read_anew(lab: Lab, page: Page) -> None:
    open_paper(lab, page, "again.ipynb", papers.quiz(*THREE))
    lab.write("again.ipynb", papers.quiz((papers.SINGLE, 'answer = "B"'), *THREE[1:]))
    page.evaluate("jupyterapp.shell.currentWidget.context.revert()")
    expect(page.locator(".xc-answer-form").first.get_by_role("radio", name="政治监督")).to_be_checked()
    expect(page.locator(".xc-form")).to_have_count(3)


ODD: list[dict[str, Any]] = [
    {"type": "riddle"}, {"type": "single"}, {"type": "single", "options": "<b>x</b>"}, {"type": "match", "left": []}, {},
]  # fmt: skip


def test_questions_whose_description_is_odd_stay_plain_cells_and_the_others_are_drawn(lab: Lab, page: Page) -> None:
    paper = papers.quiz(*[(papers.SINGLE, BLANK) for _ in ODD], *THREE)
    answers = [cell for cell in paper["cells"] if cell["metadata"].get("xuncha", {}).get("role") == "answer"]
    for number, (answer, odd) in enumerate(zip(answers, ODD), 1):
        answer["metadata"]["xuncha"] = {"role": "answer", "number": number, "schema": 1, **odd}
    open_paper(lab, page, "odd.ipynb", paper)
    expect(page.locator(".xc-form")).to_have_count(len(THREE))
    plain = page.locator(".jp-Cell", has_text=BLANK)
    for number in range(len(ODD)):
        expect(plain.nth(number).locator(".cm-content")).to_be_visible()
    expect(page.get_by_text(f"已答 0/{len(answers)}", exact=True)).to_be_visible()
