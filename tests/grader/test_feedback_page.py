"""One question of a feedback page, without notebook, database or nbgrader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_papers import asked, part, right, wrong

from exercises.quiz import Question
from exercises.ruling import Ruling, with_key
from grader.feedback.compose import SHOWN, compose, withhold
from grader.feedback.records import Record
from grader.feedback.render import render
from grader.feedback.page import Paper

ASKED = {q.item.type: q for q in asked()}
SINGLE, SHORT, CLOZE = ASKED["single"], ASKED["short"], ASKED["cloze"]


def full(question: Question) -> Record:
    return Record(float(question.item.points))


@pytest.mark.parametrize(
    ("question", "source", "record", "verdict"),
    [
        (SINGLE, right(SINGLE.item), full(SINGLE), "right"),
        (SINGLE, wrong(SINGLE.item), Record(0.0), "wrong"),
        (CLOZE, part(CLOZE.item), Record(1.0), "part"),
        (SINGLE, 'answer = ""', Record(0.0), "blank"),
        (SINGLE, "answer = (", Record(0.0, waiting=True), "waiting"),
        (SINGLE, "answer = (", Record(0.0), "unreadable"),
        (SINGLE, "answer = (", replace(full(SINGLE), by_hand=True), "marked-full"),
        (SINGLE, 'answer = ""', Record(1.0, by_hand=True), "marked-part"),
        (SINGLE, right(SINGLE.item), Record(0.0, by_hand=True), "marked-none"),
        (SHORT, "一段话", Record(0.0, waiting=True), "waiting"),
        (SHORT, "一段话", Record(2.0, by_hand=True), "marked-part"),
        (SHORT, "（请在此作答）", Record(0.0), "blank"),
    ],
)
def test_a_persons_mark_goes_before_the_reading(question: Question, source: str, record: Record, verdict: str) -> None:
    assert compose(question, source, record).verdict.name == verdict


def test_a_right_answer_is_not_told_again_and_a_wrong_one_is() -> None:
    assert compose(SINGLE, right(SINGLE.item), full(SINGLE)).right == ""
    item: Any = SINGLE.item
    shown = compose(SINGLE, wrong(item), Record(0.0))
    assert shown.right == f"{item.key}. {item.options[item.key]}"
    [reason] = shown.tempted
    assert reason == item.distractors[shown.given[0]]


def test_a_void_item_tells_so_and_neither_key_nor_explanation() -> None:
    void = replace(SINGLE, ruling=Ruling("void", "题干有歧义"))
    shown = compose(void, 'answer = ""', full(SINGLE))
    assert (shown.verdict.name, shown.ruling) == ("void", "本题已作废，全体得满分。理由：题干有歧义")
    assert (shown.right, shown.tempted, shown.explanation, shown.passages) == ("", (), "", ())
    page = render(Paper("卷", "甲", None, 2.0, 2.0, 0.0, (shown,)), "班", "Asia/Shanghai")
    assert "本题已作废" in page and "正确答案" not in page and "为什么" not in page
    assert compose(void, "answer = (", Record(0.5, by_hand=True)).verdict.name == "marked-part"


def test_a_new_key_is_told_with_the_old_one_and_the_reason() -> None:
    item: Any = SINGLE.item
    new = next(name for name in item.options if name != item.key)
    rekeyed = replace(SINGLE, item=with_key(item, new), ruling=Ruling("rekey", "答案录错", item, (item.key,)))
    shown = compose(rekeyed, wrong(item), full(SINGLE))
    assert shown.verdict.name == "right"
    assert shown.ruling == f"本题答案已更正。原答案：{item.key}. {item.options[item.key]}。理由：答案录错"
    missed = compose(rekeyed, 'answer = ""', Record(0.0))
    assert missed.right == f"{new}. {item.options[new]}；或 {item.key}. {item.options[item.key]}"
    third = [name for name in item.options if name not in (new, item.key)]
    assert compose(rekeyed, f'answer = "{third[0]}"', Record(0.0)).verdict.name == "wrong"


def test_a_short_answer_shows_model_answer_and_rubric() -> None:
    item: Any = SHORT.item
    shown = compose(SHORT, "一段话", Record(0.0, waiting=True))
    assert (shown.given, shown.earned, shown.right_label) == ("一段话", None, "参考答案")
    assert shown.right == item.answer.strip()
    assert [(line.point, line.points) for line in shown.rubric] == [(p.point, p.points) for p in item.rubric]


def test_an_unreadable_answer_is_shown_as_typed_and_not_at_any_length() -> None:
    assert compose(SINGLE, "  answer = (\n", Record(0.0)).given == "answer = ("
    long = compose(SINGLE, "answer = (" + "x" * 5000, Record(0.0)).given
    assert long.endswith("（以下从略）") and len(long) < SHOWN + 20


def test_the_blanks_of_a_cloze_are_drawn_not_coded() -> None:
    text = "".join(piece for piece, _ in compose(CLOZE, "answer = {}", Record(0.0)).stem)
    assert "＿＿（1）＿＿" in text and "{1}" not in text


def test_a_quotation_stands_in_its_paragraph() -> None:
    for question in ASKED.values():
        for passage, evidence in zip(compose(question, "", Record(0.0)).passages, question.item.evidence, strict=True):
            assert passage.text == evidence.quote
            assert "¶" in passage.label


def whole(questions: Sequence[Any]) -> Paper:
    return Paper("测验", "张三", datetime(2024, 3, 5), 10.0, 20.0, 0.0, tuple(questions))


def page(**changes: Any) -> str:
    paper = whole([compose(q, right(q.item), full(q)) for q in ASKED.values()])
    return render(replace(paper, **changes), "培训班", "Asia/Shanghai")


def test_a_late_penalty_is_told() -> None:
    assert "迟交扣 2.5 分" in page(penalty=2.5)
    assert "迟交" not in page()


def test_a_paper_without_a_time_stamp_has_no_empty_date() -> None:
    assert "交卷" in page() and "2024年3月5日 08:00" in page()
    assert "<dt>交卷</dt>" not in page(submitted=None)


def test_names_and_titles_are_text() -> None:
    assert "<b>" not in page(title="<b>甲</b>", trainee="<b>乙</b>")


ODD = st.one_of(st.text(max_size=60), st.sampled_from(["</p><script>x</script>", "</script>", "<!--", "&lt;b>", "\ud800", "\0", "{{ 7 }}"]))


class Tags(HTMLParser):
    """The elements of a page and the names of their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


@given(st.sampled_from(sorted(ASKED)), ODD, ODD, ODD)
def test_whatever_people_wrote_adds_no_element_to_the_page(kind: str, source: str, comment: str, name: str) -> None:
    def tags(source: str, comment: str, name: str) -> list[tuple[str, tuple[str, ...]]]:
        question = replace(compose(ASKED[kind], source, Record(0.0, by_hand=True, comment=comment)), note="", given=source)
        return Tags(render(replace(whole([question]), title=name, trainee=name), name, "Asia/Shanghai")).found

    assert tags(source or " ", comment or " ", name) == tags("x", "x", "x")


@given(st.sampled_from(sorted(ASKED)), st.one_of(ODD, st.sampled_from([right, wrong])), st.booleans())
def test_no_question_that_is_withheld_has_anything_left_of_the_answer(kind: str, how: Any, waiting: bool) -> None:
    question = ASKED[kind]
    source = how if isinstance(how, str) else how(question.item)
    shown = withhold(compose(question, source, Record(0.0, waiting, comment="应选另一项")), question)
    assert (shown.right, shown.tempted, shown.explanation, shown.passages, shown.rubric, shown.comment) == ("", (), "", (), (), "")
    full = compose(question, source, Record(0.0, waiting))
    assert (shown.given, shown.verdict, shown.stem, shown.options) == (full.given, full.verdict, full.stem, full.options)


def test_of_a_decision_no_reason_is_told_while_answers_are_withheld() -> None:
    void = replace(SINGLE, ruling=Ruling("void", "选项 A 和 B 都对。"))
    shown = withhold(compose(void, wrong(SINGLE.item), full(SINGLE)), void)
    assert shown.ruling == "本题已作废，全体得满分。" and shown.verdict.name == "void"


def test_half_a_character_does_not_keep_a_page_from_being_written() -> None:
    question = compose(SHORT, "一段话\ud800", Record(0.0, by_hand=True))
    assert "一段话?" in render(whole([question]), "培训班", "Asia/Shanghai").encode().decode()


def test_the_verdict_follows_the_gradebook_when_the_scoring_has_changed_since() -> None:
    assert compose(SINGLE, right(SINGLE.item), Record(0.0)).verdict.name == "marked-none"
    assert compose(SINGLE, wrong(SINGLE.item), full(SINGLE)).verdict.name == "marked-full"
