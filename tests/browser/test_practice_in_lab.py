"""Home, review, mistakes, mock tests and the record, as a learner uses them: mostly by keyboard."""

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from workbench import ROOT, Console, Lab, running_lab, wait_for

sys.path.insert(0, str(ROOT / "tests" / "course"))
from learner import Learner, key

from course import catalog
from course.record import Record
from course.review.material import practice

SINGLE = [item for item in practice().values() if item.type == "single" and item.lesson == 5][:2]


@pytest.fixture(scope="module")
def lab(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab over a prepared workspace, with a record of its own that lies beside it."""
    from course import workspace

    home = tmp_path_factory.mktemp("practice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUNCHA_RECORD", str(home / "学习记录.sqlite"))
        with running_lab(home) as lab:
            patch.setenv("JUPYTER_DATA_DIR", str(lab.data))
            workspace.prepare(lab.notebooks)
            yield lab


@pytest.fixture
def learner(lab: Lab) -> Learner:
    """Whoever sits there, at the beginning."""
    path = Path(lab.environment["XUNCHA_RECORD"])
    for leftover in path.parent.glob("学习记录*"):
        leftover.unlink()
    return Learner(path)


@pytest.fixture(autouse=True)
def closed_afterwards(lab: Lab, page: Page) -> Iterator[None]:
    """Every test leaves the machine as it found it."""
    yield
    page.evaluate("jupyterapp.commands.execute('application:close-all')")
    wait_for(lambda: lab.get("sessions") == [], "the end of the kernels")


def shown(page: Page) -> Locator:
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def open_page(lab: Lab, page: Page, file: str) -> Locator:
    page.goto(lab.address(quote(file)))
    expect(page.locator(".xc-deskpage").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("正在准备")).to_be_hidden(timeout=60_000)
    return shown(page)


def serious(page: Page) -> list[str]:
    """What axe-core finds serious or critical in the notebook that is open."""
    found = Axe().run(page, context=".jp-NotebookPanel:not(.lm-mod-hidden)").response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]


def fits_a_phone(page: Page) -> bool:
    """Whether nothing of the page lies beyond the right edge at 390 px, what scrolls in its own box apart."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_timeout(300)
    beyond = page.evaluate(
        """[...document.querySelectorAll('.xc-deskpage *, .xc-mock *, .xc-question *')].filter((node) =>
        !node.closest('.xc-scroll, .xc-hidden, .lm-mod-hidden') && node.getBoundingClientRect().right > 391).length"""
    )
    page.set_viewport_size({"width": 1280, "height": 800})
    return beyond == 0


def test_home_knows_where_one_left_off_when_one_is_back(lab: Lab, page: Page, console: Console, learner: Learner) -> None:
    home = open_page(lab, page, catalog.HOME_FILE)
    expect(home.get_by_role("heading", name="从这里开始")).to_be_visible()
    assert serious(page) == []
    lesson = next(entry for entry in catalog.lessons() if entry.number == 5)
    home.get_by_role("link", name=lesson.title, exact=True).click()
    expect(shown(page).get_by_role("heading", level=1)).to_contain_text(lesson.title, timeout=60_000)
    wait_for(lambda: learner.record.last_lesson() == 5, "the visit in the record", 90)
    learner.answers(SINGLE[0].id, "wrong", days_ago=9)
    shown(page).get_by_role("button", name="课程首页").first.click()
    expect(home.get_by_role("heading", name="接着学")).to_be_visible(timeout=20_000)
    expect(home.locator("[aria-current=step]")).to_contain_text(lesson.title)
    expect(home.get_by_role("link", name="今日复习　1 张")).to_be_visible()
    expect(home.get_by_role("table", name="各概念的掌握情况")).to_contain_text(SINGLE[0].concept)
    assert serious(page) == [] and fits_a_phone(page)
    assert console.lines == []


def test_a_review_is_done_by_keyboard_alone(lab: Lab, page: Page, console: Console, learner: Learner) -> None:
    for item in SINGLE:
        learner.answers(item.id, "wrong", days_ago=9)
    learner.finishes(5, days_ago=1)
    desk = open_page(lab, page, catalog.REVIEW_FILE)
    head = desk.locator("#run-head")
    for n in (1, 2):
        expect(head).to_contain_text(f"第 {n} /")
        desk.locator(".xc-question input").first.focus()
        item = next(item for item in SINGLE if item.stem[:12] in desk.locator(".xc-stem").inner_text())
        page.keyboard.press(item.key)
        desk.get_by_role("button", name="看结果").press("Enter")
        expect(desk.locator(".xc-verdict")).to_contain_text("✓ 正确")
        assert n > 1 or (serious(page) == [] and fits_a_phone(page))
        desk.get_by_role("button", name="记得").press("Enter")
        expect(head).to_be_focused()
    wait_for(lambda: [r.rating for r in learner.record.reviews()] == [3, 3], "the ratings in the record")
    expect(desk.get_by_role("button", name="看释义")).to_be_visible()
    desk.get_by_role("button", name="看释义").press("Enter")
    expect(desk.locator("#rv-meaning")).to_be_focused()
    assert serious(page) == []
    desk.get_by_role("button", name="忘了").press("Enter")
    desk.get_by_role("button", name="今天到这里").press("Enter")
    expect(head).to_have_text("今天就到这里")
    expect(head).to_be_focused()
    expect(desk.get_by_text("过了 3 张：忘了 1 张，记得 2 张。")).to_be_visible()
    assert console.lines == []


def test_a_mistake_is_looked_at_and_mended(lab: Lab, page: Page, console: Console, learner: Learner) -> None:
    item = SINGLE[0]
    given = next(name for name in item.options if name != item.key)
    learner.answers(item.id, "wrong", given, days_ago=3)
    desk = open_page(lab, page, catalog.MISTAKES_FILE)
    desk.locator("summary", has_text=item.stem[:12]).press("Enter")
    expect(desk.locator(".xc-answered")).to_contain_text(item.distractors[given])
    expect(desk.locator("summary", has_text=item.stem[:12])).to_be_focused()
    expect(desk.locator(".xc-quote").first).to_contain_text(item.evidence[0].quote)
    assert serious(page) == [] and fits_a_phone(page)
    desk.get_by_role("button", name="再练这 1 题").press("Enter")
    expect(desk.locator("#run-head")).to_be_focused()
    desk.locator(".xc-question input").first.focus()
    page.keyboard.press(item.key)
    desk.get_by_role("button", name="看结果").press("Enter")
    desk.get_by_role("button", name="练完，看结果").press("Enter")
    expect(desk.get_by_text("练了 1 题，答对 1 题")).to_be_visible()
    desk.get_by_label("看哪些").select_option("mended")
    expect(desk.locator(".xc-step")).to_contain_text("✓ 已改正")
    assert console.lines == []


def test_a_mock_test_survives_a_closed_page_and_ends_in_a_report(
    lab: Lab, page: Page, console: Console, learner: Learner
) -> None:
    learner.finishes(5)
    desk = open_page(lab, page, catalog.MOCK_FILE)
    assert serious(page) == [] and fits_a_phone(page)
    desk.get_by_label("10 题").check()
    desk.get_by_role("button", name="开始").press("Enter")
    expect(desk.locator("#mo-head")).to_be_focused()
    expect(desk.locator(".xc-mock .xc-progress")).to_contain_text("已答 0 /")
    first = desk.get_by_role("region", name="第 1 题", exact=True)
    first.locator("input").first.focus()
    page.keyboard.press("A")
    expect(desk.locator(".xc-mock .xc-progress")).to_contain_text("已答 1 /")
    assert serious(page) == [] and fits_a_phone(page)
    wait_for(lambda: (learner.record.state("mock/now") or {}).get("responses", {}).get("0") == "A", "the answer in the record")

    page.reload()
    expect(page.locator(".xc-deskpage").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("正在准备")).to_be_hidden(timeout=60_000)
    desk.get_by_role("button", name="接着做").press("Enter")
    expect(first.locator("input").first).to_be_checked()
    desk.get_by_role("button", name="交卷").press("Enter")
    expect(desk.get_by_text("题没有作答。可以回去补答")).to_be_visible()
    desk.get_by_role("button", name="第 2 题", exact=True).press("Enter")
    expect(desk.get_by_role("region", name="第 2 题", exact=True).locator(":focus")).to_be_visible()
    desk.get_by_role("button", name="仍然交卷").press("Enter")
    expect(desk.get_by_role("table", name="各概念的结果")).to_be_visible()
    expect(desk.locator("#mo-head")).to_be_focused()
    assert serious(page) == [] and fits_a_phone(page)
    assert len(learner.record.attempts(place="mock")) == 1 and learner.record.state("mock/now") is None
    assert console.lines == []


def test_the_record_moves_to_another_machine_and_is_cleared_only_when_asked_twice(
    lab: Lab, page: Page, console: Console, learner: Learner, tmp_path: Path
) -> None:
    for _ in range(30):
        learner.answers(SINGLE[0].id, "right", key(SINGLE[0]))
    learner.finishes(5)
    for n in range(16):
        learner.record.keep_state(f"lesson-05/big{n}", "占位" * 16_000)  # the download comes in more than one part
    desk = open_page(lab, page, catalog.RECORD_FILE)
    assert serious(page) == [] and fits_a_phone(page)
    with page.expect_download() as download:
        desk.get_by_role("button", name="导出学习记录").press("Enter")
    moved = tmp_path / "moved.xuncha-record"
    download.value.save_as(moved)
    assert download.value.suggested_filename.endswith(".xuncha-record") and moved.stat().st_size > 1 << 20
    Record(tmp_path / "别处.sqlite").take_in(moved.read_bytes())
    with page.expect_download() as download:
        desk.get_by_role("button", name="做成 Anki 卡片").press("Enter")
    assert download.value.suggested_filename.endswith(".apkg")

    desk.get_by_role("button", name="清除我的记录").press("Enter")
    expect(desk.get_by_role("heading", name="要清除全部记录吗")).to_be_focused()
    assert serious(page) == []
    desk.get_by_role("button", name="不清除").press("Enter")
    assert len(learner.record.attempts()) == 30
    desk.get_by_role("button", name="清除我的记录").press("Enter")
    desk.get_by_role("button", name="清除", exact=True).press("Enter")
    expect(desk.get_by_text("还没有记录")).to_be_visible()
    assert learner.record.attempts() == []
    desk.get_by_label("导入学习记录").set_input_files(moved)
    expect(page.locator(".xc-said").last).to_contain_text("已并入作答 30 次")
    assert len(learner.record.attempts()) == 30
    assert console.lines == []
