"""One question of a feedback page, without notebook, database or nbgrader."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from made_papers import asked, part, right, wrong

from exercises.quiz import Question
from exercises.ruling import Ruling, with_key
from grader.feedback.compose import SHOWN, compose
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


def page(**changes: Any) -> str:
    questions = tuple(compose(q, right(q.item), full(q)) for q in ASKED.values())
    paper = Paper("测验", "张三", datetime(2024, 3, 5), 10.0, 20.0, 0.0, questions)
    return render(replace(paper, **changes), "培训班", "Asia/Shanghai")


def test_a_late_penalty_is_told() -> None:
    assert "迟交扣 2.5 分" in page(penalty=2.5)
    assert "迟交" not in page()


def test_a_paper_without_a_time_stamp_has_no_empty_date() -> None:
    assert "交卷" in page() and "2024年3月5日 08:00" in page()
    assert "<dt>交卷</dt>" not in page(submitted=None)


def test_names_and_titles_are_text() -> None:
    assert "<b>" not in page(title="<b>甲</b>", trainee="<b>乙</b>")


def test_the_verdict_follows_the_gradebook_when_the_scoring_has_changed_since() -> None:
    assert compose(SINGLE, right(SINGLE.item), Record(0.0)).verdict.name == "marked-none"
    assert compose(SINGLE, wrong(SINGLE.item), full(SINGLE)).verdict.name == "marked-full"
