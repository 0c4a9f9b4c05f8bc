"""form.js by itself: every item type by mouse and by keyboard, without JupyterLab."""

from collections.abc import Callable
from typing import Any

import papers
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from course.widgets.question import QuestionCard

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


@pytest.fixture
def compose(module_page: Page) -> Callable[[str], None]:
    """Compose a text as an input method does, in whatever has focus."""
    keyboard = module_page.context.new_cdp_session(module_page)

    def compose(text: str) -> None:
        for end in range(1, len(text) + 1) if text else [0]:
            part = {"text": text[:end], "selectionStart": end, "selectionEnd": end}
            keyboard.send("Input.imeSetComposition", part)

    compose.commit = lambda text: keyboard.send("Input.insertText", {"text": text})
    return compose


def test_what_an_input_method_is_still_composing_is_not_an_answer(module_page: Page, compose: Any) -> None:
    draw(module_page, papers.CLOZE)
    first = module_page.get_by_label("第 1 空")
    first.focus()
    narrow = first.bounding_box()["width"]
    compose("liangge weihu")
    assert told(module_page) == []
    assert first.bounding_box()["width"] > narrow
    compose.commit("两个")
    assert told(module_page)[-1] == {"1": "两个"}


def test_what_is_composed_when_focus_leaves_is_kept(module_page: Page, compose: Any) -> None:
    draw(module_page, papers.CLOZE)
    first = module_page.get_by_label("第 1 空")
    first.focus()
    compose("两个")
    module_page.get_by_label("第 2 空").click()
    assert first.input_value() == "两个"
    assert told(module_page)[-1] == {"1": "两个"}


@pytest.mark.parametrize("form", [papers.CLOZE, papers.SHORT], ids=["cloze", "short"])
def test_a_change_from_outside_does_not_overwrite_what_is_composed(
    module_page: Page, compose: Any, form: dict[str, Any]
) -> None:
    answer = {"cloze": lambda text: {"1": text}, "short": lambda text: text}[form["type"]]
    draw(module_page, form, answer("原来"))
    field = module_page.get_by_role("textbox").first
    field.press("End")
    compose("de")
    module_page.evaluate("(response) => show(response)", answer("别处"))
    assert field.input_value() == "原来de"
    compose.commit("的")
    assert field.input_value() == "原来的"
    assert told(module_page)[-1] == answer("原来的")


def test_a_change_from_outside_is_shown_once_a_composition_comes_to_nothing(
    module_page: Page, compose: Any
) -> None:
    draw(module_page, papers.CLOZE, {"1": "原来"})
    field = module_page.get_by_label("第 1 空")
    field.press("End")
    compose("de")
    module_page.evaluate("show({'1': '别处', '2': '四个意识'})")
    assert module_page.get_by_label("第 2 空").input_value() == "四个意识"
    compose("")
    module_page.get_by_label("第 2 空").click()
    assert field.input_value() == "别处"
    assert [answer for answer in told(module_page) if answer["1"] != "别处"] == []


def test_enter_leads_from_blank_to_blank(module_page: Page) -> None:
    draw(module_page, papers.CLOZE)
    module_page.get_by_label("第 1 空").press("Enter")
    module_page.keyboard.type("ab")
    press(module_page, "Enter", "Shift+Enter")
    module_page.keyboard.type("c")
    assert told(module_page)[-1] == {"1": "c", "2": "ab"}


def test_several_lines_are_pasted_as_one_and_can_be_undone(module_page: Page) -> None:
    draw(module_page, papers.CLOZE, {"1": "做到"})
    first = module_page.get_by_label("第 1 空")
    first.press("End")
    first.evaluate(
        """(field) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', '两个\\r\\n维护\\n');
          field.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
        }"""
    )
    assert told(module_page) == [{"1": "做到两个维护"}]
    first.press("Control+z")
    assert told(module_page)[-1] == {"1": "做到"}


def test_no_line_of_a_sentence_starts_with_a_closing_mark(module_page: Page) -> None:
    module_page.set_viewport_size({"width": 390, "height": 800})
    for before in range(12, 24):
        draw(module_page, papers.CLOZE | {"parts": ["字" * before, {"blank": "1"}, "”。"]}, {"1": "两个维护"})
        bottoms = module_page.evaluate(
            """() => {
              const input = document.querySelector('.xc-blank');
              const mark = document.createRange();
              mark.selectNode(input.nextSibling);
              return [input.getBoundingClientRect(), mark.getBoundingClientRect()].map((box) => box.bottom);
            }"""
        )
        assert abs(bottoms[0] - bottoms[1]) < 30, before


def test_text_shown_from_outside_leaves_focus_and_caret(module_page: Page) -> None:
    draw(module_page, papers.SHORT, "监督不包办")
    field = module_page.get_by_role("textbox")
    field.evaluate("(field) => { field.focus(); field.setSelectionRange(2, 2); }")
    module_page.evaluate("show('监督不包办事')")
    assert field.evaluate("(field) => [field === document.activeElement, field.selectionStart]") == [True, 2]


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


def shown_order(page: Page) -> list[str]:
    return page.locator(".xc-order > li").evaluate_all("(rows) => rows.map((row) => row.dataset.id)")


def test_rows_are_moved_by_keys(module_page: Page) -> None:
    draw(module_page, papers.ORDER)
    press(module_page, "Tab", "ArrowDown", "Alt+ArrowDown", "Home", "2", "End", "End", "9")
    assert told(module_page) == [list(order) for order in ("BAC", "BCA", "ABC", "BAC", "BCA")]
    assert module_page.evaluate("document.activeElement.dataset.id") == "A"
    assert module_page.get_by_role("listitem", name="第 3 位：反馈意见").count() == 1


def test_a_row_is_dragged_and_reported_when_it_is_dropped(module_page: Page) -> None:
    draw(module_page, papers.ORDER)
    top, bottom = (module_page.locator(".xc-order > li").nth(place).bounding_box() for place in (0, 2))
    module_page.mouse.move(top["x"] + 100, top["y"] + 20)
    module_page.mouse.down()
    module_page.mouse.move(top["x"] + 100, bottom["y"] + bottom["height"] - 4, steps=6)
    assert (shown_order(module_page), told(module_page)) == (["B", "C", "A"], [])
    module_page.mouse.up()
    assert told(module_page) == [["B", "C", "A"]]
    assert module_page.get_by_role("status").inner_text() == "“反馈意见”移到第 3 位，共 3 位"


def test_a_drag_that_is_given_up_or_goes_nowhere_answers_nothing(module_page: Page) -> None:
    draw(module_page, papers.ORDER)
    top, bottom = (module_page.locator(".xc-order > li").nth(place).bounding_box() for place in (0, 2))
    for back in (lambda: press(module_page, "Escape"), lambda: module_page.mouse.move(top["x"] + 100, top["y"] + 9)):
        module_page.mouse.move(top["x"] + 100, top["y"] + 20)
        module_page.mouse.down()
        module_page.mouse.move(top["x"] + 100, bottom["y"] + 40, steps=4)
        assert shown_order(module_page) == ["B", "C", "A"]
        back()
        module_page.mouse.up()
        assert (shown_order(module_page), told(module_page)) == (["A", "B", "C"], [])


def test_a_finger_drags_a_row_by_its_grip(module_page: Page) -> None:
    draw(module_page, papers.ORDER)
    finger = module_page.context.new_cdp_session(module_page)
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    grips = [grip.bounding_box() for grip in module_page.locator(".xc-grip").all()]
    x, ys = grips[0]["x"] + 20, [grip["y"] + 20 for grip in grips]
    for kind, y in [("touchStart", ys[2]), ("touchMove", ys[1]), ("touchMove", ys[0] - 15), ("touchEnd", None)]:
        points = [] if y is None else [{"x": x, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert told(module_page) == [["C", "A", "B"]]


def test_a_part_of_an_order_is_shown_as_one(module_page: Page) -> None:
    draw(module_page, papers.ORDER, ["C", "A"])
    assert shown_order(module_page) == ["C", "A", "B"]
    assert module_page.get_by_text("还有 1 项没有排定").count() == 1
    module_page.get_by_role("button", name="按此顺序作答").click()
    assert told(module_page) == [["C", "A", "B"]]


def test_entries_are_matched_by_keyboard_and_may_be_left_open(module_page: Page) -> None:
    draw(module_page, papers.MATCH)
    press(module_page, "Tab", "b", "Delete", "2", "Tab", "C")
    module_page.get_by_label("不处理").select_option("A")
    module_page.get_by_label("不干预").select_option("")
    assert told(module_page) == [{"1": "B"}, None, {"1": "B"}, {"1": "C"}, {"1": "C", "2": "A"}, {"2": "A"}]


def test_entries_are_matched_by_pressing_one_on_each_side(module_page: Page) -> None:
    draw(module_page, papers.MATCH)
    module_page.get_by_role("button", name="1. 不干预").click()
    assert module_page.get_by_role("button", name="1. 不干预", pressed=True).count() == 1
    module_page.get_by_role("button", name="A. 被巡察单位的正常工作").click()
    module_page.get_by_role("button", name="A. 被巡察单位的正常工作").click()
    module_page.get_by_role("button", name="2. 不处理").click()
    assert told(module_page) == [{"1": "A"}, {"1": "A", "2": "A"}]
    assert module_page.get_by_role("button", name="A. 被巡察单位的正常工作 已配 1、2").count() == 1
    assert module_page.get_by_role("status").inner_text() == "第 2 项配 A"
    module_page.get_by_role("button", name="1. 不干预").click()
    press(module_page, "Escape")
    module_page.get_by_role("button", name="B. 具体问题").click()
    assert len(told(module_page)) == 2


SHUFFLED = ["C", "A", "B"]


@pytest.mark.parametrize(
    ("form", "response"),
    [
        (papers.SINGLE | {"shown": ["C", "A", "D", "B"]}, "C"),
        (papers.MULTIPLE | {"shown": ["C", "A", "D", "B"]}, ["C"]),
        (papers.MATCH | {"shown": SHUFFLED}, {"1": "C"}),
        (papers.ORDER | {"shown": SHUFFLED}, SHUFFLED),
    ],
    ids=["single", "multiple", "match", "order"],
)
def test_a_shown_order_changes_letters_but_not_what_is_stored(
    module_page: Page, form: dict[str, Any], response: Any
) -> None:
    draw(module_page, form)
    if form["type"] == "order":
        module_page.get_by_role("button", name="按此顺序作答").click()
    else:
        press(module_page, "Tab", "a")
    assert told(module_page) == [response]
    if form["type"] in ("single", "multiple"):
        chosen = module_page.locator(".xc-option:has(:checked)")
        assert chosen.inner_text().split() == ["A.", papers.OPTIONS[2]["text"]]
        role = {"single": "radio", "multiple": "checkbox"}[form["type"]]
        assert module_page.get_by_role(role, name=f"A. {papers.OPTIONS[2]['text']}", checked=True).count() == 1


def test_letters_and_digits_choose(module_page: Page) -> None:
    draw(module_page, papers.SINGLE)
    press(module_page, "Tab", "c", "2", "9", "Control+a")
    assert told(module_page) == ["C", "B"]
    draw(module_page, papers.MULTIPLE)
    press(module_page, "Tab", "2", "a", "B")
    assert told(module_page) == [["B"], ["A", "B"], ["A"]]
    draw(module_page, papers.JUDGE)
    press(module_page, "Tab", "2", "1")
    assert told(module_page) == ["错", "对"]


def test_many_choices_say_how_many_what_they_are_worth_and_by_what_rule(module_page: Page) -> None:
    draw(module_page, papers.MULTIPLE, ["A", "C"])
    assert module_page.get_by_text("已选 2 项").is_visible()
    module_page.get_by_text("年度考核").click()
    assert module_page.get_by_text("已选 3 项").is_visible()
    told_first = module_page.evaluate(
        "document.querySelector('fieldset').getAttribute('aria-describedby').split(' ')"
        ".map((id) => document.getElementById(id).textContent).join('')"
    )
    assert told_first.startswith("本题 3 分。全部选对得满分；少选按比例得分；错选、不选不得分。")


def test_nothing_moves_in_a_disabled_form(module_page: Page) -> None:
    for form in ALL:
        draw(module_page, form, RESPONSES[form["type"]])
        module_page.evaluate("document.querySelector('fieldset').disabled = true")
        press(module_page, "Tab", "ArrowDown", "1", "End")
    row = module_page.locator(".xc-order > li")
    draw(module_page, papers.ORDER, ["B", "C", "A"])
    module_page.evaluate("document.querySelector('fieldset').disabled = true")
    row.first.focus()
    press(module_page, "ArrowDown", "End", "2")
    row.first.drag_to(row.last)
    assert (told(module_page), shown_order(module_page)) == ([], ["B", "C", "A"])


def test_prose_is_counted_and_too_much_is_said_but_kept(module_page: Page) -> None:
    draw(module_page, papers.SHORT | {"limit": 5})
    module_page.get_by_role("textbox").fill("监督不包办")
    assert module_page.get_by_text("已写 5 字，至多 5 字").count() == 1
    module_page.get_by_role("textbox").fill("监督但不包办")
    assert module_page.get_by_text("已写 6 字，超出 1 字（至多 5 字）").count() == 1
    assert told(module_page) == ["监督不包办", "监督但不包办"]


def test_a_text_area_shows_all_that_is_written(module_page: Page) -> None:
    draw(module_page, papers.SHORT, "一段话\n" * 20)
    field = module_page.get_by_role("textbox")
    fits = "(field) => field.scrollHeight <= field.clientHeight"
    module_page.wait_for_function(fits, arg=field.element_handle())
    field.press("End")
    field.press_sequentially("\n再写")
    assert field.evaluate(fits)


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


def test_a_lesson_card_is_made_of_the_same_forms(module_page: Page) -> None:
    """The widget's text, run as the widget's host runs it, with a model that stands in for the kernel."""
    for form in ALL:
        module_page.evaluate(
            """async ({code, form}) => {
              const url = URL.createObjectURL(new Blob([code], {type: 'text/javascript'}));
              const widget = (await import(url)).default;
              const values = {form, stem: '题干', response: null, asked: 0, verdict: '', judged: false, caption: ''};
              window.model = {get: (name) => values[name], set: (name, value) => { values[name] = value; },
                on() {}, off() {}, save_changes() {}};
              const el = document.querySelector('main');
              el.replaceChildren();
              widget.render({model, el});
              const shared = await import('/form.js');
              window.same = el.querySelector('fieldset').outerHTML.replace(/xc-form-\\w+-\\d+/g, 'name')
                === shared.draw(form, null).outerHTML.replace(/xc-form-\\w+-\\d+/g, 'name');
            }""",
            {"code": QuestionCard._esm, "form": form},
        )
        assert module_page.evaluate("same"), form["type"]
    module_page.get_by_role("textbox").fill("监督不包办")
    assert module_page.evaluate("model.get('response')") == "监督不包办"
