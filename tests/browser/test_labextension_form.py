"""form.js by itself: every item type by mouse and by keyboard, without JupyterLab."""

from typing import Any

import papers
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ALL = [
    papers.SINGLE,
    papers.MULTIPLE,
    papers.JUDGE,
    papers.CLOZE,
    papers.ORDER,
    papers.MATCH,
    papers.SHORT,
]
RESPONSES: dict[str, Any] = {
    "single": "B",
    "multiple": ["A", "C"],
    "judge": "错",
    "cloze": {"1": "两个维护"},
    "order": ["B", "C", "A"],
    "match": {"1": "A", "2": "B"},
    "short": "监督不包办",
}
DRAW = """async ({form, response}) => {
  const forms = await import('/form.js');
  window.told = [];
  const root = forms.draw(form, response, {label: '第 1 题', onChange: (r) => told.push(r)});
  window.show = (r) => forms.show(root, r);
  window.keys = [];
  document.body.onkeydown = (event) => keys.push(event.key);
  document.querySelector('main').replaceChildren(root);
}"""


def draw(page: Page, form: dict[str, Any], response: Any = None) -> None:
    page.evaluate(DRAW, {"form": form, "response": response})


def told(page: Page) -> list[Any]:
    """The responses reported so far."""
    return page.evaluate("told")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_one_option_is_chosen_by_pressing_anywhere_on_its_line(module_page: Page) -> None:
    draw(module_page, papers.SINGLE)
    module_page.get_by_text("政治巡视巡察是政治监督").click()
    module_page.get_by_role("radio", name="业务检查").check()
    assert told(module_page) == ["B", "A"]


def test_one_option_is_chosen_by_arrow_keys(module_page: Page) -> None:
    draw(module_page, papers.SINGLE)
    press(module_page, "Tab", "Space", "ArrowDown", "ArrowDown", "ArrowUp")
    assert told(module_page) == ["A", "B", "C", "B"]


def test_options_are_ticked_and_unticked_and_reported_in_their_order(module_page: Page) -> None:
    draw(module_page, papers.MULTIPLE)
    module_page.get_by_text("年度考核").click()
    press(module_page, "Shift+Tab", "Shift+Tab", "Shift+Tab", "Space", "Space")
    module_page.get_by_text("年度考核").click()
    assert told(module_page) == [["D"], ["A", "D"], ["D"], None]


def test_a_verdict_is_given_by_mouse_and_by_keyboard(module_page: Page) -> None:
    draw(module_page, papers.JUDGE)
    module_page.get_by_text("错误").click()
    press(module_page, "ArrowUp")
    assert told(module_page) == ["错", "对"]


def test_blanks_are_filled_and_grow_with_what_is_written(module_page: Page) -> None:
    draw(module_page, papers.CLOZE)
    first = module_page.get_by_label("第 1 空")
    narrow = first.bounding_box()["width"]
    first.fill("坚决做到两个维护不动摇")
    module_page.get_by_label("第 2 空").fill("四个意识")
    first.fill("  ")
    assert told(module_page) == [
        {"1": "坚决做到两个维护不动摇"},
        {"1": "坚决做到两个维护不动摇", "2": "四个意识"},
        {"2": "四个意识"},
    ]
    first.fill("坚决做到两个维护不动摇")
    assert first.bounding_box()["width"] > narrow + 50


def test_what_an_input_method_is_still_composing_is_not_an_answer(module_page: Page) -> None:
    draw(module_page, papers.CLOZE)
    module_page.get_by_label("第 1 空").focus()
    keyboard = module_page.context.new_cdp_session(module_page)
    for text in ("l", "liang", "liangge"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    assert told(module_page) == []
    keyboard.send("Input.insertText", {"text": "两个"})
    assert told(module_page)[-1] == {"1": "两个"}


def test_an_order_is_no_answer_until_moved_or_confirmed(module_page: Page) -> None:
    draw(module_page, papers.ORDER)
    assert told(module_page) == []
    module_page.get_by_role("button", name="按此顺序作答").click()
    assert told(module_page) == [["A", "B", "C"]]
    assert module_page.get_by_role("button", name="按此顺序作答").count() == 0


def test_an_order_is_made_by_buttons_and_by_arrow_keys(module_page: Page) -> None:
    draw(module_page, papers.ORDER)
    module_page.get_by_role("button", name="下移：反馈意见").click()
    press(module_page, "Enter", "ArrowUp")
    assert told(module_page) == [["B", "A", "C"], ["B", "C", "A"], ["B", "A", "C"]]
    assert module_page.get_by_text("“反馈意见”移到第 2 位").count() == 1


def test_entries_are_matched_by_keyboard_and_may_be_left_open(module_page: Page) -> None:
    draw(module_page, papers.MATCH)
    press(module_page, "Tab", "B")
    module_page.get_by_label("不处理").select_option("A")
    module_page.get_by_label("不干预").select_option("")
    assert told(module_page) == [{"1": "B"}, {"1": "B", "2": "A"}, {"2": "A"}]


def test_prose_is_counted_and_too_much_is_said_but_kept(module_page: Page) -> None:
    draw(module_page, papers.SHORT | {"limit": 5})
    module_page.get_by_role("textbox").fill("监督不包办")
    assert module_page.get_by_text("已写 5 字，至多 5 字").count() == 1
    module_page.get_by_role("textbox").fill("监督但不包办")
    assert module_page.get_by_text("已写 6 字，超出 1 字").count() == 1
    assert told(module_page) == ["监督不包办", "监督但不包办"]


@pytest.mark.parametrize("form", ALL, ids=lambda form: form["type"])
def test_another_response_is_shown_without_being_reported(
    module_page: Page, form: dict[str, Any]
) -> None:
    state = """() => [...document.querySelectorAll('input, select, textarea, li')].map(
      (node) => node.dataset.id ?? (node.type in {radio: 1, checkbox: 1} ? node.checked : node.value))"""
    draw(module_page, form)
    empty = module_page.evaluate(state)
    module_page.evaluate("(response) => show(response)", RESPONSES[form["type"]])
    shown = module_page.evaluate(state)
    draw(module_page, form, RESPONSES[form["type"]])
    assert module_page.evaluate(state) == shown != empty
    module_page.evaluate("() => show(null)")
    assert module_page.evaluate(state) == empty
    assert told(module_page) == []


def test_no_key_pressed_in_a_form_reaches_the_page_around_it(module_page: Page) -> None:
    draw(module_page, papers.SINGLE)
    press(module_page, "Tab", "Space", "Enter", "Shift+Enter", "d", "d", "1", "ArrowDown")
    assert module_page.evaluate("keys") == ["Tab"]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_targets_are_large_and_nothing_is_wider_than_the_page(module_page: Page, width: int) -> None:
    module_page.set_viewport_size({"width": width, "height": 800})
    targets = ".xc-option, .xc-form button, .xc-form select, .xc-form textarea, .xc-blank"
    for form in ALL:
        draw(module_page, form)
        boxes = [target.bounding_box() for target in module_page.locator(targets).all()]
        assert boxes and all(box["height"] >= 44 and box["width"] >= 44 for box in boxes), form["type"]
        assert module_page.evaluate("document.documentElement.scrollWidth") <= width, form["type"]


def test_the_focus_ring_is_two_pixels_wide(module_page: Page) -> None:
    for form in ALL:
        draw(module_page, form)
        press(module_page, "Tab")
        ring = module_page.evaluate(
            """() => [document.activeElement, document.activeElement.closest('.xc-option')]
              .filter(Boolean).map((node) => getComputedStyle(node))
              .filter((style) => style.outlineStyle === 'solid').map((style) => style.outlineWidth)"""
        )
        assert ring == ["2px"], form["type"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_form_has_a_serious_accessibility_fault(module_page: Page, scheme: Any) -> None:
    module_page.emulate_media(color_scheme=scheme)
    module_page.evaluate("document.body.style.background = 'var(--xc-paper)'")
    for form in ALL:
        draw(module_page, form, RESPONSES[form["type"]])
        found = Axe().run(module_page, context="main").response["violations"]
        serious = [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")]
        assert serious == [], form["type"]
