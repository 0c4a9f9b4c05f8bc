"""The book of mistakes as a page: what is listed, what is unfolded, what is practised again."""

import pytest
from learner import Learner, key, of_type

from course.cardrun import CardRun
from course.mistakesdesk import MistakesDeck, title
from course.record import Record
from course.review.material import practice

SINGLE, OTHER = "l05-p1", "l01-p1"


@pytest.fixture
def learner(tmp_path):
    return Learner(tmp_path / "学习记录.sqlite")


def listed(deck):
    return [m.subject for m in deck.chosen()]


def wrong_option(item):
    return next(name for name in item.options if name != item.key)


def test_who_made_no_mistake_is_told_where_they_would_come_from(learner):
    learner.answers(SINGLE)
    html = MistakesDeck(learner.record).head()
    assert "还没有错题" in html and "再练" not in html


def test_open_mistakes_come_first_and_mended_ones_are_kept_apart(learner):
    learner.answers(SINGLE, "wrong", days_ago=2)
    learner.answers(OTHER, "wrong", days_ago=2)
    learner.answers(OTHER, "right", days_ago=1)
    deck = MistakesDeck(learner.record)
    assert listed(deck) == [SINGLE] and "再练这 1 题" in deck.head()
    deck.act("filter", "", {"state": "mended"})
    assert listed(deck) == [OTHER] and "✓ 已改正" in deck.head()
    deck.act("filter", "", {"state": "all"})
    assert listed(deck) == [SINGLE, OTHER]


def test_they_are_chosen_by_lesson_and_concept(learner):
    learner.answers(SINGLE, "wrong")
    learner.answers(OTHER, "wrong")
    deck = MistakesDeck(learner.record)
    concept = practice()[SINGLE].concept
    deck.act("filter", "", {"state": "open", "lesson": "5"})
    assert listed(deck) == [SINGLE] and f"<option>{concept}</option>" in deck.head()
    assert practice()[OTHER].concept not in deck.head()
    deck.act("filter", "", {"state": "open", "lesson": "5", "concept": concept})
    assert listed(deck) == [SINGLE]
    deck.act("filter", "", {"state": "open", "lesson": "1", "concept": concept})
    assert listed(deck) == [OTHER], "another lesson has other concepts"


def test_unfolded_it_shows_the_answer_given_the_reason_and_the_passage(learner):
    item = practice()[SINGLE]
    given = wrong_option(item)
    learner.answers(SINGLE, "wrong", given, days_ago=3)
    deck = MistakesDeck(learner.record)
    assert item.explanation not in deck.head()
    deck.act("unfold", SINGLE, {})
    html = deck.head()
    assert item.options[given] in html and item.explanation in html and item.evidence[0].quote in html
    assert 'data-unfold="unfold"' not in html, "it is not fetched again each time it is unfolded"


def test_an_item_that_left_the_bank_is_listed_and_not_practised(learner, monkeypatch):
    learner.answers(SINGLE, "wrong")
    monkeypatch.setattr("course.mistakesdesk.practisable", lambda record: {})
    deck = MistakesDeck(learner.record)
    assert "这道题已不在题库里" in deck.head() and "再练" not in deck.head()


def test_practised_rightly_it_is_mended(learner):
    item = of_type("single")
    learner.answers(item.id, "wrong", wrong_option(item), days_ago=3)
    run = CardRun(MistakesDeck(learner.record))
    press(run._head, "practise")
    assert "第 1 / 1 题" in run._head.html and run._head.focus == "run-head" and run._foot.html == ""
    run._card.response = key(item)
    run._card.asked += 1
    assert "练完，看结果" in run._foot.html
    press(run._foot, "next")
    assert run._card is None and "练了 1 题，答对 1 题" in run._head.html
    assert "错过的题都已改正" in run._head.html


def test_an_answer_put_right_after_the_explanation_is_the_newest(learner):
    item = of_type("single")
    learner.answers(item.id, "wrong", wrong_option(item), days_ago=3)
    deck = MistakesDeck(learner.record)
    deck.act("practise", "", {})
    deck.answered("wrong")
    assert "没有答对的留在错题本里" in deck.foot()
    deck.answered("right")
    assert "没有答对的留在错题本里" not in deck.foot()
    deck.act("end", "", {})
    assert "练了 1 题，答对 1 题" in deck.head()


def test_leaving_without_an_answer_counts_as_nothing(learner):
    learner.answers(SINGLE, "wrong")
    deck = MistakesDeck(learner.record)
    deck.act("practise", "", {})
    deck.act("end", "", {})
    assert "练了" not in deck.head() and listed(deck) == [SINGLE]


def test_mistakes_made_meanwhile_are_there_when_one_is_back(learner):
    deck = MistakesDeck(learner.record)
    learner.answers(SINGLE, "wrong")
    deck.act("look", "", {})
    assert listed(deck) == [SINGLE]


def test_a_record_that_cannot_be_read_is_said(tmp_path):
    assert str(tmp_path) in MistakesDeck(Record(tmp_path)).head()


def test_a_question_with_blanks_is_named_in_one_line():
    item = of_type("cloze")
    assert "＿＿" in title(item) and "{1}" not in title(item) and "\n" not in title(item)


def press(page, act, value=""):
    page._heard(page, {"act": act, "value": value, "fields": {}}, [])
