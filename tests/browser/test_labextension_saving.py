"""No answer is ever lost: dead servers, refused saves, two windows, closed tabs."""

from collections.abc import Iterator

import papers
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect
from workbench import Lab, running_lab, wait_for

BLANK = 'answer = ""'
WORDS = {
    "A": "政治巡视巡察是业务检查",
    "B": "政治巡视巡察是政治监督",
    "C": "政治巡视巡察是工作督查",
    "D": "政治巡视巡察是年度考核",
}


def put_quiz(lab: Lab, path: str, *sources: str) -> None:
    lab.write(path, papers.quiz(*[(papers.SINGLE, source) for source in sources]))


def open_quiz(lab: Lab, page: Page, path: str) -> Page:
    page.goto(lab.address(path))
    expect(page.locator(".xc-form").first).to_be_visible(timeout=30_000)
    return page


def form(page: Page, number: int) -> Locator:
    return page.locator(".xc-answer-form").nth(number - 1)


def choose(page: Page, number: int, option: str) -> None:
    form(page, number).locator(".xc-option").get_by_text(WORDS[option]).click()


def shows(page: Page, number: int, option: str) -> None:
    expect(form(page, number).get_by_role("radio", name=WORDS[option])).to_be_checked()


def states(page: Page, *texts: str) -> None:
    """How the answers stand, waiting longer than the extension does between two tries."""
    expect(page.locator(".xc-state")).to_have_text(list(texts), timeout=10_000)


def whole(page: Page, text: str) -> None:
    expect(page.locator(".xc-save-state")).to_have_text(text)


def notice(page: Page) -> Locator:
    return page.locator(".xc-notice:visible")


def answers(lab: Lab, path: str) -> list[str]:
    return [source for source in lab.sources(path) if source.startswith("answer")]


def on_disk(lab: Lab, path: str, *options: str) -> None:
    wanted = [f'answer = "{option}"' for option in options]
    wait_for(lambda: answers(lab, path) == wanted, f"{wanted} on disk", 10)


def kept(page: Page, path: str) -> list[list[str]]:
    """The names of one paper's answers that the browser keeps, record by record."""
    records = page.evaluate(
        """path => Object.entries(localStorage)
          .filter(([key]) => key.startsWith('xuncha:') && key.includes(path))
          .map(([, text]) => JSON.parse(text).map(([id]) => id))""",
        path,
    )
    return records


def cut_off(page: Page, path: str) -> None:
    """Let nothing of one file through to the server."""
    page.route(f"**/api/contents/{path}*", lambda route: route.abort())


SOURCES = """[...jupyterapp.shell.currentWidget.content.model.cells]
  .map((cell) => cell.sharedModel.getSource()).filter((source) => source.startsWith('answer'))"""


def serious_faults(page: Page) -> list[str]:
    found = Axe().run(page, context=".jp-NotebookPanel").response["violations"]
    return [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")]


OFFLINE = "连不上服务器（作答暂存在浏览器里）"


@pytest.fixture(scope="module")
def mortal(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab of this module's own, to be killed."""
    with running_lab(tmp_path_factory.mktemp("mortal")) as lab:
        yield lab


def test_answers_given_while_the_server_is_dead_are_saved_when_it_is_back(
    mortal: Lab, page: Page
) -> None:
    put_quiz(mortal, "dead.ipynb", BLANK, BLANK, BLANK)
    open_quiz(mortal, page, "dead.ipynb")
    choose(page, 1, "A")
    states(page, "已保存", "未作答", "未作答")
    mortal.stop(at_once=True)
    choose(page, 2, "B")
    choose(page, 3, "C")
    states(page, "已保存", OFFLINE, OFFLINE)
    whole(page, "连不上服务器")
    expect(notice(page)).to_contain_text("作答暂存在浏览器里，可以接着答")
    page.evaluate("jupyterapp.serviceManager.sessions.refreshRunning().catch(() => {})")
    assert kept(page, "dead.ipynb") == [["q02-answer", "q03-answer"]]
    mortal.start()
    states(page, "已保存", "已保存", "已保存")
    whole(page, "已保存")
    assert answers(mortal, "dead.ipynb") == [
        'answer = "A"',
        'answer = "B"',
        'answer = "C"',
    ]
    expect(notice(page)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert kept(page, "dead.ipynb") == []


def test_answers_left_behind_by_a_reload_while_the_server_was_dead_are_offered_back(
    mortal: Lab, page: Page
) -> None:
    for path in ("reload.ipynb", "other.ipynb"):
        put_quiz(mortal, path, BLANK, 'answer = "D"', BLANK)
    page.on("dialog", lambda dialog: dialog.accept())
    open_quiz(mortal, page, "reload.ipynb")
    choose(page, 3, "C")
    states(page, "未作答", "已保存", "已保存")
    mortal.stop(at_once=True)
    choose(page, 1, "A")
    choose(page, 2, "B")
    states(page, OFFLINE, OFFLINE, "已保存")
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        page.reload()
    mortal.start()
    open_quiz(mortal, page, "other.ipynb")
    page.evaluate(
        "new Promise((resolve) => setTimeout(resolve, 400))"
    )  # the others are called first
    expect(notice(page)).to_have_count(0)
    open_quiz(mortal, page, "reload.ipynb")
    expect(notice(page)).to_contain_text("浏览器里留有 2 题没有存进试卷的作答（第 1、2 题）")
    assert answers(mortal, "reload.ipynb") == [BLANK, 'answer = "D"', 'answer = "C"']
    notice(page).get_by_role("button", name="恢复").click()
    states(page, "已保存", "已保存", "已保存")
    on_disk(mortal, "reload.ipynb", "A", "B", "C")
    assert kept(page, "reload.ipynb") == []


def test_what_is_in_one_window_soon_shows_in_another_and_neither_drops_the_other(
    lab: Lab, page: Page, visit: BrowserContext
) -> None:
    put_quiz(lab, "windows.ipynb", BLANK, BLANK, BLANK)
    first = open_quiz(lab, page, "windows.ipynb")
    second = open_quiz(lab, visit.new_page(), "windows.ipynb")
    choose(first, 1, "A")
    choose(second, 2, "B")
    on_disk_both = ['answer = "A"', 'answer = "B"', BLANK]
    wait_for(
        lambda: answers(lab, "windows.ipynb") == on_disk_both,
        "both windows' answers",
        5,
    )
    for window in (first, second):
        shows(window, 1, "A")
        shows(window, 2, "B")
        states(window, "已保存", "已保存", "未作答")
        expect(window.get_by_role("dialog")).to_have_count(0)
    choose(second, 1, "C")
    shows(first, 1, "C")
    form(first, 1).get_by_role("radio", name=WORDS["C"]).focus()
    first.keyboard.press("Control+z")  # what came from the other window is not undone here
    assert first.evaluate(SOURCES)[0] == 'answer = "C"'
    with second.expect_event("close"):  # nothing is unsaved: it closes without asking
        second.close(run_before_unload=True)


def test_one_question_answered_in_two_windows_is_shown_twice_until_one_is_chosen(
    lab: Lab, page: Page, visit: BrowserContext
) -> None:
    put_quiz(lab, "twice.ipynb", BLANK, BLANK, BLANK)
    first = open_quiz(lab, page, "twice.ipynb")
    second = open_quiz(lab, visit.new_page(), "twice.ipynb")
    cut_off(second, "twice.ipynb")
    choose(second, 1, "A")
    choose(second, 2, "B")
    choose(second, 3, "C")
    states(second, OFFLINE, OFFLINE, OFFLINE)
    choose(first, 1, "D")
    choose(first, 2, "D")
    states(first, "已保存", "已保存", "未作答")
    second.unroute_all()
    notice(second).get_by_role("button", name="再试一次").click()
    two = "有两份不同的作答"
    states(second, two, two, "已保存")
    expect(notice(second)).to_contain_text("第 1、2 题有两份不同的作答")
    expect(second.get_by_role("dialog")).to_have_count(0)
    on_disk(lab, "twice.ipynb", "D", "D", "C")
    assert serious_faults(second) == []
    assert kept(second, "twice.ipynb") == [["q01-answer", "q02-answer"]]
    both = (
        form(second, 1)
        .get_by_role("region", name="第 1 题的两份作答")
        .locator("p")
        .all_inner_texts()
    )
    assert both[1:] == [WORDS["A"], WORDS["D"]]
    notice(second).get_by_role("button", name="去选").click()
    second.keyboard.press("Enter")
    form(second, 2).get_by_role("button", name="用另一份").click()
    states(second, "已保存", "已保存", "已保存")
    on_disk(lab, "twice.ipynb", "A", "D", "C")
    for number, option in ((1, "A"), (2, "D"), (3, "C")):
        shows(first, number, option)
    assert kept(second, "twice.ipynb") == []
    second.close()


def test_a_file_changed_on_another_computer_is_taken_in(lab: Lab, page: Page) -> None:
    put_quiz(lab, "elsewhere.ipynb", BLANK, BLANK, BLANK)
    open_quiz(lab, page, "elsewhere.ipynb")
    put_quiz(lab, "elsewhere.ipynb", BLANK, 'answer = "B"', 'answer = "C"')
    choose(page, 1, "A")
    on_disk(lab, "elsewhere.ipynb", "A", "B", "C")
    shows(page, 2, "B")
    shows(page, 3, "C")
    states(page, "已保存", "已保存", "已保存")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_another_paper_in_the_place_of_this_one_is_never_written_over(lab: Lab, page: Page) -> None:
    put_quiz(lab, "place.ipynb", BLANK, BLANK)
    open_quiz(lab, page, "place.ipynb")
    put_quiz(lab, "place.ipynb", 'answer = "D"')
    choose(page, 1, "A")
    expect(notice(page)).to_contain_text("在别处换成了另一份")
    assert answers(lab, "place.ipynb") == ['answer = "D"']
    notice(page).get_by_role("button", name="打开新的一份").click()
    shows(page, 1, "D")
    [copy] = lab.notebooks.glob("place-我的作答-*.ipynb")
    assert answers(lab, copy.name) == ['answer = "A"', BLANK]
    expect(notice(page)).to_have_count(0)


def refuse(page: Page, pattern: str, method: str = "PUT") -> None:
    page.route(
        pattern,
        lambda route: (
            route.fulfill(status=403, json={"message": "Permission denied", "reason": None})
            if route.request.method == method
            else route.continue_()
        ),
    )


def test_a_refused_save_is_said_in_words_and_tried_again(lab: Lab, page: Page) -> None:
    put_quiz(lab, "refused.ipynb", BLANK)
    open_quiz(lab, page, "refused.ipynb")
    refuse(page, "**/api/contents/refused.ipynb*")
    choose(page, 1, "B")
    states(page, "保存失败")
    expect(notice(page)).to_contain_text("这份试卷在服务器上是只读的")
    expect(page.locator("[aria-live=polite]", has_text="只读")).to_have_count(1)
    refuse(page, "**/api/status*", "GET")
    notice(page).get_by_role("button", name="再试一次").click()
    expect(notice(page)).to_contain_text("登录已过期")
    expect(notice(page).get_by_role("button", name="重新登录")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert answers(lab, "refused.ipynb") == [BLANK]
    assert kept(page, "refused.ipynb") == [["q01-answer"]]
    page.unroute_all()
    form(page, 1).get_by_role("button", name="再保存一次").click()
    states(page, "已保存")
    assert answers(lab, "refused.ipynb") == ['answer = "B"']
    assert kept(page, "refused.ipynb") == []


def test_a_long_answer_is_saved_while_it_is_still_being_written(lab: Lab, page: Page) -> None:
    lab.write("long.ipynb", papers.quiz((papers.SHORT, "（请在此作答）")))
    open_quiz(lab, page, "long.ipynb")
    page.evaluate(
        """() => {
          const field = document.querySelector('.xc-answer-form textarea');
          window.writing = setInterval(() => {
            field.value += '监督';
            field.dispatchEvent(new InputEvent('input', {bubbles: true}));
          }, 100);
        }"""
    )
    wait_for(
        lambda: lab.sources("long.ipynb")[-1].startswith("监督"),
        "a save in the midst",
        8,
    )
    page.evaluate("clearInterval(window.writing)")
    text = page.locator(".xc-answer-form textarea").input_value()
    wait_for(lambda: lab.sources("long.ipynb")[-1] == text, "the end of it", 5)


def test_leaving_with_unsaved_answers_is_asked_about_and_only_then(lab: Lab, page: Page) -> None:
    put_quiz(lab, "leaving.ipynb", BLANK)
    open_quiz(lab, page, "leaving.ipynb")
    assert page.evaluate("jupyterapp.shell.currentWidget.context.model.dirty") is False
    cut_off(page, "leaving.ipynb")
    choose(page, 1, "B")
    states(page, OFFLINE)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    wait_for(lambda: page.evaluate("1") == 1 and asked == ["beforeunload"], "the question", 5)
    page.evaluate("void jupyterapp.shell.currentWidget.close()")
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    page.unroute_all()
    notice(page).get_by_role("button", name="再试一次").click()
    states(page, "已保存")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


HOSTILE = """async () => {
  const {Keeping} = await import('/keeping.js');
  const key = ['http://server/', 'a.ipynb', 'quiz'];
  const one = new Keeping(key), other = new Keeping(['http://server/', 'b.ipynb', 'quiz']);
  const at = 1, entry = (source, more = {}) => ({source, base: '', at, ...more});
  other.put(new Map([['q1', entry('another paper')]]));
  const junk = ['', 'null', '{', '7', '{"q1": 1}', '[["q1"]]', '[[1, {"source": "x", "base": "", "at": 1}]]',
    '[["q1", {"source": {}, "base": "", "at": 1}]]', '[["q1", {"source": "x", "base": "", "at": "1"}]]',
    JSON.stringify([['q1', entry('x'.repeat(300000))]])];
  junk.forEach((text, n) => localStorage.setItem(`${one.place}|junk${n}`, text));
  const nothing = one.left(new Set()).size;
  const dead = new Keeping(key), alive = new Keeping(key);
  dead.put(new Map([['q2', entry('<b>left</b>', {evil: 1})], ['__proto__', entry('left too')]]));
  alive.put(new Map([['q2', entry('still open')]]));
  const left = [...one.left(new Set([alive.owner]))];
  one.drop(new Set([alive.owner]));
  const full = new Keeping(key, {setItem() { throw new Error('full'); }, removeItem() {}});
  full.put(new Map([['q1', entry('x')]]));
  one.put(new Map([['q1', entry('x'.repeat(300000))]]));
  return {nothing, left, after: Object.keys(localStorage).length, holds: [full.holds, one.holds]};
}"""


def test_only_answers_of_the_same_paper_are_taken_from_the_browser(
    module_page: Page,
) -> None:
    found = module_page.evaluate(HOSTILE)
    assert found["nothing"] == 0
    assert found["left"] == [
        ["q2", {"source": "<b>left</b>", "base": "", "at": 1}],
        ["__proto__", {"source": "left too", "base": "", "at": 1}],
    ]
    assert found["after"] == 2  # the other paper's and the one still open
    assert found["holds"] == [False, False]
