"""Today's review: one card after another, rated by the answer or by the learner."""

import re

import pytest
from learner import Learner, key, of_type

from course.cardrun import CardRun
from course.record import Record
from course.review import A_SESSION, due
from course.review.material import practice, terms
from course.reviewdesk import ReviewDeck


@pytest.fixture
def learner(tmp_path):
    return Learner(tmp_path / "学习记录.sqlite")


def answer(run, response):
    run._card.response = response
    run._card.asked += 1


def press(page, act, value=""):
    page._heard(page, {"act": act, "value": value, "fields": {}}, [])


def ratings(html):
    """The ratings that can be pressed, and which of them is suggested."""
    buttons = re.findall(r'class="xc-button( xc-button-main)?" id="rv-rate-(\d)"', html)
    return [int(n) for _, n in buttons], [int(n) for main, n in buttons if main]


def test_nobody_who_has_not_begun_is_asked_anything(learner):
    deck = ReviewDeck(learner.record)
    assert "今天没有要复习的" in deck.head() and deck.item() is None and deck.foot() == ""


def test_a_question_is_asked_before_it_is_rated(learner):
    learner.answers("l05-p1", "wrong", days_ago=9)
    deck = ReviewDeck(learner.record)
    assert "第 1 / 1 张" in deck.head() and deck.item().id == "l05-p1" and ratings(deck.foot()) == ([], [])
    deck.answered("right")
    assert ratings(deck.foot()) == ([1, 2, 3, 4], [3])


@pytest.mark.parametrize("verdict, suggested", [("wrong", [1]), ("part", [2]), ("right", [3]), ("waiting", [])])
def test_the_answer_suggests_the_rating_where_it_can_be_judged(learner, verdict, suggested):
    learner.answers("l05-p1", "wrong", days_ago=9)
    deck = ReviewDeck(learner.record)
    deck.answered(verdict)
    assert ratings(deck.foot())[1] == suggested


def test_an_answer_after_the_explanation_does_not_change_what_is_suggested(learner):
    learner.answers("l05-p1", "wrong", days_ago=9)
    deck = ReviewDeck(learner.record)
    deck.answered("wrong")
    deck.answered("right")
    assert ratings(deck.foot())[1] == [1]


def test_a_rating_is_kept_and_the_card_comes_back_on_the_day_that_was_told(learner):
    learner.answers("l05-p1", days_ago=9)
    deck = ReviewDeck(learner.record)
    deck.answered("right")
    told = deck.intervals()
    assert told[1] <= told[2] <= told[3] < told[4]
    deck.act("rate", "4", {})
    [review] = learner.record.reviews()
    card = learner.record.cards()["l05-p1"]
    assert (review.subject, review.rating) == ("l05-p1", 4) and (card.due - review.day).days == told[4]
    assert due(learner.record) == [] and "这一轮复习完了" in deck.head()


def test_a_term_is_thought_of_first_and_rated_by_the_learner(learner):
    learner.finishes(5)
    deck = ReviewDeck(learner.record)
    term = deck.term()
    assert term.name in deck.foot() and term.definition not in deck.foot() and ratings(deck.foot()) == ([], [])
    deck.act("show", "", {})
    assert term.definition in deck.foot() and ratings(deck.foot()) == ([1, 2, 3, 4], [])
    deck.act("rate", "3", {})
    assert [r.subject for r in learner.record.reviews()] == [f"term/{term.name}"]
    assert term.definition not in deck.foot(), "the next card is covered again"


@pytest.mark.parametrize("value", ["0", "5", "", "x", "3.0"])
def test_what_is_no_rating_rates_nothing(learner, value):
    learner.answers("l05-p1", days_ago=9)
    deck = ReviewDeck(learner.record)
    deck.act("rate", value, {})
    assert learner.record.reviews() == [] and deck.item() is not None


def test_a_review_is_a_session_long_and_more_is_offered_not_imposed(learner):
    for item_id in list(practice())[: A_SESSION + 3]:
        learner.answers(item_id, "wrong" if practice()[item_id].type != "short" else "waiting", days_ago=9)
    deck = ReviewDeck(learner.record)
    assert f"第 1 / {A_SESSION} 张" in deck.head()
    for _ in range(A_SESSION):
        deck.act("rate", "3", {})
    assert "再来一轮，还有 3 张" in deck.head() and f"过了 {A_SESSION} 张" in deck.head()
    deck.act("more", "", {})
    assert "第 1 / 3 张" in deck.head()


def test_who_stops_early_finds_the_rest_again(learner):
    learner.answers("l05-p1", "wrong", days_ago=9)
    learner.answers("l05-p2", "wrong", days_ago=9)
    deck = ReviewDeck(learner.record)
    deck.act("rate", "1", {})
    deck.act("end", "", {})
    assert "今天就到这里" in deck.head() and "忘了 1 张" in deck.head() and deck.item() is None
    deck.act("more", "", {})
    assert "第 1 / 1 张" in deck.head()
    assert len(due(Record(learner.record.path))) == 1


def test_the_card_in_the_page_keeps_the_answer_as_one_of_a_review(learner):
    item = of_type("single")
    learner.answers(item.id, "wrong", days_ago=9)
    run = CardRun(ReviewDeck(learner.record))
    first = run._card
    answer(run, key(item))
    [given] = learner.record.attempts(place="review")
    assert (given.subject, given.verdict, given.response) == (item.id, "right", key(item))
    assert "rv-rate-3" in run._foot.html
    press(run._foot, "rate", "3")
    assert run._card is None and first.comm is None, "the card that was done is gone"
    assert run._head.focus == "run-head" and "这一轮复习完了" in run._head.html and run._foot.html == ""


def test_the_next_card_is_drawn_unanswered(learner):
    for item_id in ("l05-p1", "l05-p2"):
        learner.answers(item_id, "wrong", days_ago=9)
    run = CardRun(ReviewDeck(learner.record))
    answer(run, "A")
    press(run._foot, "rate", "1")
    assert run._card.response is None and not run._card.judged and "第 2 / 2 张" in run._head.html


def test_a_record_that_cannot_be_written_is_said_and_the_review_goes_on(tmp_path, monkeypatch):
    learner = Learner(tmp_path / "学习记录.sqlite")
    for item_id in ("l05-p1", "l05-p2"):
        learner.answers(item_id, "wrong", days_ago=9)
    run = CardRun(ReviewDeck(learner.record))
    monkeypatch.setattr(learner.record._database, "path", tmp_path / "学习记录.sqlite" / "里面")
    answer(run, "A")
    assert run._card.judged and "无法保存" in run._card.trouble
    press(run._foot, "rate", "1")
    assert "无法保存" in run._head.html and "第 2 / 2 张" in run._head.html


def test_a_record_that_cannot_be_read_is_said(tmp_path):
    deck = ReviewDeck(Record(tmp_path))
    assert str(tmp_path) in deck.head() and deck.item() is None
    assert "今天没有要复习的" not in deck.head() and "再试一次" in deck.head()


def test_what_has_come_due_meanwhile_is_there_when_one_is_back(learner):
    deck = ReviewDeck(learner.record)
    deck.act("look", "", {})
    assert deck.turn == 0 and deck.item() is None
    learner.answers("l05-p1", "wrong", days_ago=9)
    deck.act("look", "", {})
    assert deck.turn == 1 and deck.item().id == "l05-p1"
    deck.act("rate", "3", {})
    turn = deck.turn
    deck.act("look", "", {})
    assert deck.turn == turn and "这一轮复习完了" in deck.head(), "what was done stays to be read"


def test_the_end_names_what_was_not_known_once(learner):
    learner.finishes(5)
    deck = ReviewDeck(learner.record)
    name = deck.term().name
    deck.act("rate", "1", {})
    deck.act("end", "", {})
    assert deck.head().count(f"术语：{name}") == 1 and f"term/{name}" in terms()
