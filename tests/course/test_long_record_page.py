"""All pages of a learner with ten thousand answers: whole, and no larger than what there is to practise."""

import pytest
from learner import Learner, ten_thousand_answers

from course.homedesk import HomeDesk
from course.mistakesdesk import MistakesDeck
from course.mockdesk import MockDesk
from course.recorddesk import RecordDesk
from course.review import A_SESSION
from course.review.material import practice
from course.reviewdesk import ReviewDeck


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    learner = Learner(tmp_path_factory.mktemp("long") / "学习记录.sqlite")
    ten_thousand_answers(learner)
    return learner.record


def test_home_sums_it_up(record):
    html = HomeDesk(record).html()
    assert f"今日复习　{A_SESSION} 张" in html and "不必一次做完" in html
    assert len(html) < 100_000


def test_a_review_is_no_longer_than_any_other(record):
    assert f"第 1 / {A_SESSION} 张" in ReviewDeck(record).head()


def test_mistakes_are_listed_once_each_however_often_they_were_made(record):
    deck = MistakesDeck(record)
    deck.act("filter", "", {"state": "all"})
    subjects = [mistake.subject for mistake in deck.chosen()]
    assert len(subjects) == len(set(subjects)) <= len(practice())
    html = deck.head()
    assert all(f'id="mi-{subject}"' in html for subject in subjects)


def test_the_record_counts_them_all(record):
    assert "作答 10001 次" in RecordDesk(record).html()


def test_a_mock_test_begins_as_ever(record):
    desk = MockDesk(record)
    desk.act("start", "", {"lesson-5": "5", "length": "10"})
    assert desk.form is not None and desk.form.items
