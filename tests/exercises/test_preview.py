"""A preview says what the trainee is asked, draws every form, and holds no key."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser

from exercises.bank import Bank, load_bank
from exercises.items import Item, stem_html
from exercises.preview import of_blueprint, of_paper
from exercises.quiz import Blueprint, Pick, read_blueprint
from exercises.quiz.build import build, to_bytes
from exercises.quiz.paperfile import PaperError


@pytest.fixture(scope="module")
def bank(data: Path) -> Bank:
    return load_bank(data / "bank.yaml")


@pytest.fixture(scope="module")
def blueprint(data: Path) -> Blueprint:
    return read_blueprint(data / "quiz-test.yaml")


@pytest.fixture(scope="module")
def page(blueprint: Blueprint, bank: Bank) -> Any:
    return parser.fromstring(of_blueprint(blueprint, bank))


def test_head_and_questions_are_those_of_the_paper(page: Any):
    assert page.findtext(".//h1") == "试组的“测验”**镇"
    assert "共 7 题，满分 18 分，建议用时 30 分钟" in page.text_content()
    assert [h.text for h in page.findall(".//h2")] == [f"第 {n} 题" for n in range(1, 8)]


def test_every_type_has_its_form(page: Any):
    kinds = [field.get("class").split()[-1] for field in page.findall(".//fieldset")]
    assert kinds == [f"xc-form-{name}" for name in ("single", "single", "multiple", "judge", "cloze", "match", "short")]
    assert page.xpath("//fieldset//input[@type='radio']") and page.xpath("//fieldset//input[@type='checkbox']")
    assert page.xpath("//fieldset//input[@type='text']") and page.xpath("//select") and page.xpath("//textarea")


def test_an_order_has_its_buttons(bank: Bank, items: dict[str, Item]):
    ready = Bank({"t-order": items["t-order"].model_copy(update={"status": "reviewed"})})
    page = parser.fromstring(of_blueprint(Blueprint(id="quiz-x", title="试", items=[Pick(id="t-order")]), ready))
    assert len(page.xpath("//ol/li")) == len(items["t-order"].options)  # type: ignore[attr-defined]
    assert len(page.xpath("//li/button")) == 2 * len(page.xpath("//ol/li"))


def test_options_stand_in_the_order_of_the_paper(bank: Bank, items: dict[str, Item]):
    options: dict[str, str] = items["t-single"].options  # type: ignore[attr-defined]
    turned = list(reversed(options))
    plan = Blueprint(id="quiz-x", title="试", items=[Pick(id="t-single", order=turned)])
    page = parser.fromstring(of_blueprint(plan, bank))
    assert [span.text for span in page.xpath("//span[@class='xc-option-text']")] == [options[name] for name in turned]
    assert [span.text for span in page.xpath("//span[@class='xc-option-id']")] == [f"{name}." for name in "ABCDEFGH"[: len(turned)]]


def test_nothing_of_the_key_side_is_in_the_page(blueprint: Blueprint, bank: Bank):
    """All of the shipped bank's explanations, notes, quotations and rubrics are looked for, and any sign of a right answer."""
    whole = load_bank()
    picks = [Pick(id=item.id) for item in whole if item.pool == "exam"][:99]
    for text in (of_blueprint(blueprint, bank), of_blueprint(Blueprint(id="quiz-x", title="试", items=picks), whole)):
        body = text[text.index("<body") :]
        assert not {"checked", "selected", "data-key", "value=\"A\"", "explanation", "distractors"} & set(body.replace(">", " ").split())
        for item in [*bank, *whole]:
            hidden = [item.explanation, *getattr(item, "distractors", {}).values(), getattr(item, "answer", "")]
            hidden += [part.point for part in getattr(item, "rubric", ())]
            shown = unescape(body)
            assert not [words for words in hidden if len(words) > 12 and words in shown and words not in stem_html(item)], item.id


def test_text_of_an_item_is_text_on_the_page(items: dict[str, Item]):
    evil = items["t-single"].model_copy(update={"stem": "<script>alert(1)</script>“甲”&amp;", "options": {"A": "<img src=x>", "B": "乙"}, "key": "B"})
    text = of_blueprint(Blueprint(id="quiz-x", title="</title><b>", items=[Pick(id="t-single")]), Bank({"t-single": evil}))
    page = parser.fromstring(text)
    assert not page.xpath("//img") and not page.xpath("//b") and len(page.xpath("//script")) == 1
    assert "<script>alert(1)</script>“甲”&amp;" in page.text_content()


def test_the_page_asks_nothing_of_the_network(blueprint: Blueprint, bank: Bank):
    page = parser.fromstring(of_blueprint(blueprint, bank))
    assert not page.xpath("//*[@src or @href]")
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_a_paper_gives_the_same_page_as_its_blueprint(tmp_path: Path, blueprint: Blueprint, bank: Bank):
    path = tmp_path / "quiz-test.ipynb"
    path.write_bytes(to_bytes(build(blueprint, bank)))
    assert of_paper(path) == of_blueprint(blueprint, bank)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "不是完好的笔记本"), (b"[]", "不是笔记本"), (b'{"cells": [], "metadata": {}}', "没有试题"), (b'{"cells": [{}]}', "教师版"), (b"[" * 99999, "不是完好")],
)
def test_a_file_that_is_no_paper_is_told(tmp_path: Path, content: bytes, message: str):
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    with pytest.raises(PaperError, match=message):
        of_paper(path)
