"""The cards of a lesson in JupyterLab: worked by keyboard, there again when one comes back, fit for a telephone."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import papers
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect
from workbench import Console, Lab, wait_for

MADE = """
- kind: sort
  id: who
  ask: 各说给谁听？
  bins: {A: 巡察组, B: 被巡察党组织}
  cards:
    - {text: 对巡察组指出的问题，要严肃对待，立行立改, cite: shijiwei-2020¶25, bin: B, why: 改的是它。, tempts: {A: 话里有巡察组。}}
    - {text: 不履行审查调查职责, cite: shijiwei-2020¶27, bin: A, why: 说给巡察组。}
    - {text: 该请示的必须请示、该报告的必须报告, cite: shiju-2024¶27, bin: A, why: 说给成员。}
- kind: rewrite
  id: soften
  ask: 请改写这一条。
  draft: 该局长期不重视学习。
  faults: [{words: 长期不重视, why: 只有判断。, cite: shijiwei-2020¶27, quote: 充分的事实支撑和定性依据}]
  points: [{point: 写明查阅了什么, words: [查阅, 记录]}]
  model: 查阅党组会议记录，全年没有研究过学习安排。
- kind: compare
  id: two
  ask: 哪一段有？
  first: {cite: shijiwei-2020¶12}
  second: {cite: quwei-zhuanti¶7}
  statements:
    - {text: 提到主题教育, key: 甲, why: 乙段没有。, words: {甲: 主题教育}}
    - {text: 提到审计, key: 都, why: 两段都有。}
    - {text: 提到时限, key: 无, why: 都没有。}
- kind: date
  id: when
  ask: 大约是哪一年？
  cite: shijiwei-2020¶27
  choices: {A: 2016年前后, B: 2020年前后}
  key: B
  clues: [{words: 不履行审查调查职责, why: 用的是审查调查。}]
  wrong: {A: 那时的说法不同。}
"""
SETUP = papers.code(
    "import os, yaml\n"
    "from pathlib import Path\n"
    "from course.activities import parse\n"
    "from course.keeping import Shelf\n"
    "from course.record import Record\n"
    "from course.widgets.scene import card\n"
    f"tasks = parse(yaml.safe_load({MADE!r}))\n"
    "shelf = Shelf(Record(Path('record.sqlite').absolute()), 5)\n"
    "_ = Path('pid').write_text(str(os.getpid()))"
)
CARDS = [papers.code(f"card(tasks['{name}'], shelf.for_activity)") for name in ("who", "soften", "two", "when")]


@pytest.fixture(scope="module")
def console() -> Console:
    return Console()


@pytest.fixture(scope="module")
def lesson(lab: Lab, visit: BrowserContext, console: Console) -> Iterator[Page]:
    """A lesson that was opened once; a test leaves its cards in whatever state it likes."""
    page = visit.new_page()
    console.follow(page)
    open_lesson(lab, page, "cards")
    yield page
    page.close()


def open_lesson(lab: Lab, page: Page, folder: str) -> None:
    """Open a lesson that keeps its record beside it."""
    path = f"{folder}/lesson-05.ipynb"
    lab.write(path, papers.lesson(papers.markdown("# 各式互动"), SETUP, *CARDS), trusted=True)
    page.goto(lab.address(path))
    ready(page)


def ready(page: Page) -> None:
    expect(page.locator(".xc-question")).to_have_count(4, timeout=60_000)
    expect(page.get_by_text("正在准备课程")).to_be_hidden(timeout=60_000)


def card(page: Page, place: int) -> Locator:
    return page.locator(".xc-question").nth(place)


def rows(record: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(record)) as connection:
        return connection.execute(query).fetchall()


def kept(record: Path) -> str:
    """What the record keeps of the rewritten line."""
    found = rows(record, "SELECT value FROM state WHERE key LIKE '%soften'")
    return found[0][0] if found else ""


def ask(shown: Locator) -> Locator:
    """Press for the verdict by keyboard, and wait for it."""
    shown.get_by_role("button", name="看结果").press("Enter")
    expect(shown.locator(".xc-verdict")).to_be_visible()
    return shown.locator(".xc-answered").first


def sort_by_letters(page: Page, letters: str) -> Locator:
    shown = card(page, 0)
    for place, letter in enumerate(letters):
        shown.locator(".xc-row").nth(place).locator("input").first.focus()
        page.keyboard.press(letter)
    return ask(shown)


def test_every_kind_can_be_answered_by_keyboard(lesson: Page, console: Console) -> None:
    verdict = sort_by_letters(lesson, "aaa")
    expect(verdict).to_contain_text("3 张中对 2 张")
    expect(verdict).to_contain_text("话里有巡察组")
    expect(card(lesson, 0).locator(".xc-row-words .xc-wrong")).to_have_count(1)

    rewrite = card(lesson, 1)
    expect(rewrite.locator("textarea")).to_have_value("该局长期不重视学习。")
    rewrite.locator("textarea").press_sequentially("查阅记录。")
    expect(ask(rewrite)).to_contain_text("仍有“长期不重视”")

    compare = card(lesson, 2)
    for place, key in enumerate("134"):
        compare.locator(".xc-row").nth(place).locator("input").first.focus()
        lesson.keyboard.press(key)
    expect(ask(compare)).to_contain_text("✓ 正确")

    date = card(lesson, 3)
    clauses = date.locator(".xc-clause")
    place = clauses.all_inner_texts().index("不履行审查调查职责，")
    clauses.first.focus()
    for _ in range(place):
        lesson.keyboard.press("ArrowRight")
    lesson.keyboard.press("Space")
    expect(clauses.nth(place)).to_have_attribute("aria-pressed", "true")
    date.get_by_role("radio").first.focus()
    lesson.keyboard.press("b")
    expect(ask(date)).to_contain_text("✓ 正确")
    expect(date.locator(".xc-answered")).to_contain_text("市纪委书记动员讲话 ¶27")

    assert lesson.locator(".jp-Cell").count() == 6  # no key was taken for a command of the notebook
    assert console.lines == []


def test_answers_and_drafts_outlive_the_page_and_a_killed_kernel(lab: Lab, page: Page) -> None:
    record = lab.notebooks / "kept" / "record.sqlite"
    open_lesson(lab, page, "kept")
    sort_by_letters(page, "baa")
    field = card(page, 1).locator("textarea")
    field.fill("查阅该局会议记录，")
    wait_for(lambda: "查阅该局会议记录，" in kept(record), "the draft in the record")
    page.reload()
    ready(page)
    expect(card(page, 0).locator(".xc-verdict")).to_contain_text("✓ 正确")
    expect(field).to_have_value("查阅该局会议记录，")

    field.fill("查阅该局会议记录，全年没有研究。")
    wait_for(lambda: "全年没有研究" in kept(record), "the new draft in the record")
    os.kill(int((lab.notebooks / "kept" / "pid").read_text()), signal.SIGKILL)
    page.get_by_role("button", name="重新启动").click(timeout=30_000)
    ready(page)
    expect(field).to_have_value("查阅该局会议记录，全年没有研究。", timeout=30_000)
    expect(card(page, 0).locator(".xc-verdict")).to_contain_text("✓ 正确")
    assert rows(record, "SELECT subject, verdict FROM attempt") == [("lesson-05/who", "right")]


def test_the_instructors_answer_is_there_in_the_instructors_view_only(lesson: Page) -> None:
    sort = card(lesson, 0)
    peek = sort.get_by_role("button", name="看答案（教员）")
    expect(peek).to_have_count(0)
    lesson.evaluate("document.body.classList.add('xc-teaching')")
    peek.press("Enter")
    expect(sort.locator(".xc-solution")).to_contain_text("归“被巡察党组织”")
    sort.get_by_role("button", name="收起答案（教员）").press("Enter")
    expect(sort.locator(".xc-solution")).to_be_empty()
    lesson.evaluate("document.body.classList.remove('xc-teaching')")


def test_cards_fit_a_telephone_and_have_no_serious_accessibility_fault(lesson: Page) -> None:
    lesson.evaluate("document.body.classList.add('xc-teaching')")
    for place in range(4):
        card(lesson, place).get_by_role("button", name="看答案（教员）").click()
        expect(card(lesson, place).locator(".xc-solution .xc-verdict")).to_be_visible()
    lesson.set_viewport_size({"width": 390, "height": 844})
    assert lesson.eval_on_selector_all(".xc-question", "all => all.every((n) => n.scrollWidth <= n.clientWidth)")
    small = "all => all.map((n) => n.getBoundingClientRect()).filter((b) => b.width && b.height < 44).length"
    assert lesson.eval_on_selector_all(".xc-question .xc-button, .xc-row-bin, .xc-option", small) == 0
    found = Axe().run(lesson, context=".xc-question").response["violations"]
    assert [rule for rule in found if rule["impact"] in ("serious", "critical")] == []
