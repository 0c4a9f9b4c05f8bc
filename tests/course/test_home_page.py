"""The home page: what it says of a learner, whatever the record holds, and of a record that cannot be read."""

import re
from datetime import datetime, timedelta, timezone

import nbformat
import pytest

from course import catalog
from course.dates import chinese_day
from course.homedesk import HomeDesk, Waiting, by_lesson, glance, notes
from course.record import Attempt, Record, moments
from course.review.material import practice


class Clock:
    """Tells the record a time that the test sets."""

    def __init__(self, days_ago=0.0):
        self.days_ago = days_ago

    def __call__(self):
        return datetime.now(timezone.utc) - timedelta(days=self.days_ago)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def record(tmp_path, clock):
    return Record(tmp_path / "学习记录.sqlite", now=clock)


def answer(record, item_id, verdict="right"):
    item = practice()[item_id]
    share = {"right": 1.0, "part": 0.5, "wrong": 0.0}[verdict]
    record.answered(Attempt(item_id, "item", item.lesson, item.concept, "A", verdict, share))


def current_step(html):
    return re.search(r'aria-current="step">\s*<p[^>]*><span[^>]*>([^<]+)<', html)[1]


def test_a_new_learner_is_led_to_the_first_lesson_and_nothing_is_written(record):
    html = HomeDesk(record).html()
    assert "从这里开始" in html and current_step(html) == catalog.lessons()[0].place
    assert "接着学" not in html and "已学完" not in html
    assert not record.path.exists()


def test_every_lesson_is_on_the_way_with_its_link(record):
    html = HomeDesk(record).html()
    for entry in catalog.lessons():
        assert entry.title in html and entry.summary in html
    assert html.count('class="xc-step"') == len(catalog.lessons())


def test_one_is_led_back_to_the_lesson_one_was_in(record):
    record.visited(1)
    record.visited(5)
    record.spent(5, 12 * 60)
    html = HomeDesk(record).html()
    assert "接着学" in html and current_step(html) == "第 5 课" and "已用 12 分钟" in html


def test_a_finished_lesson_is_marked_with_its_day_and_one_goes_on_after_it(record, clock):
    clock.days_ago = 3
    record.visited(5)
    record.finish(5)
    html = HomeDesk(record).html()
    assert f"✓ 已学完</span>　{chinese_day(moments.day(clock()))}" in html and current_step(html) == "第 6 课"


def test_when_all_is_finished_the_review_is_what_is_left(record):
    for entry in catalog.lessons():
        record.visited(entry.number)
        record.finish(entry.number)
    html = HomeDesk(record).html()
    assert "全部学完" in html and 'aria-current="step"' not in html
    assert re.search(r"xc-button-main xc-go[^>]*>今日复习", html)


def test_what_was_answered_comes_up_for_review_and_the_mistakes_are_counted(record, clock):
    clock.days_ago = 30
    answer(record, "l05-p1", "wrong")
    answer(record, "l05-p2")
    seen = glance(record)
    assert seen.waiting.total == 2 and seen.mistakes == 1
    html = HomeDesk(record).html()
    assert "今日复习　2 张" in html and "还没改正的 1 题" in html


def test_when_nothing_is_due_the_next_day_is_told(record):
    answer(record, "l05-p1")
    seen = glance(record)
    assert seen.waiting.total == 0 and seen.waiting.next > moments.day(moments.now())
    assert f"最近的一次在{chinese_day(seen.waiting.next)}" in HomeDesk(record).html()


def test_no_more_than_one_review_is_asked_of_a_day():
    assert (Waiting(57).count, Waiting(57).minutes) == (20, 10)
    assert (Waiting(1).count, Waiting(1).minutes) == (1, 1)


def test_mastery_is_shown_for_lessons_that_were_practised_only(record, clock):
    assert glance(record).mastery == ()
    clock.days_ago = 3
    answer(record, "l05-p1")
    clock.days_ago = 1
    answer(record, "l05-p1")
    groups = by_lesson(glance(record).mastery)
    assert [number for number, _ in groups] == [5]
    concept = next(one for one in groups[0][1] if one.concept == practice()["l05-p1"].concept)
    assert concept.lasting == 1
    html = HomeDesk(record).html()
    assert f'<th scope="row">{concept.concept}</th>' in html and "隔天仍对" in html


def test_the_practice_desks_say_what_waits_on_them(record, clock):
    clock.days_ago = 30
    answer(record, "l01-p1", "wrong")
    record.spent(1, 3900)
    said = notes(glance(record))
    assert "1 张" in said[catalog.REVIEW_FILE] and "1 题" in said[catalog.MISTAKES_FILE]
    assert "1 小时 5 分钟" in said[catalog.RECORD_FILE] and catalog.MOCK_FILE not in said


def test_a_record_that_cannot_be_read_is_said_and_the_lessons_stay(tmp_path):
    html = HomeDesk(Record(tmp_path)).html()
    assert str(tmp_path) in html and "课程可以照常学" in html
    assert html.count('class="xc-step"') == len(catalog.lessons())


def test_news_of_a_mended_record_is_told_once(record):
    answer(record, "l01-p1")
    record.path.write_bytes(b"not a database" * 100)
    assert "学习记录的文件坏了" in HomeDesk(record).html()
    assert "学习记录的文件坏了" not in HomeDesk(record).html()


def test_the_links_of_the_page_lead_to_files_of_the_workspace():
    files = {catalog.REVIEW_FILE, catalog.MISTAKES_FILE, catalog.MOCK_FILE, catalog.RECORD_FILE}
    assert files == {desk.file for desk in catalog.desks("practice")}


def test_the_desks_stand_shelf_by_shelf_each_on_one():
    every = catalog.desks()
    shelves = [desk for shelf in ("practice", "sources", "instructor") for desk in catalog.desks(shelf)]
    assert list(every) == shelves and len({desk.file for desk in every}) == len(every)


@pytest.mark.parametrize("desk", catalog.desks("practice"), ids=lambda desk: desk.source.stem)
def test_a_practice_desk_is_one_line_of_code_below_what_it_is_for(desk):
    text, code = nbformat.read(desk.source, as_version=4).cells
    assert text.source.startswith(f"# {desk.title}\n") and "\n" not in code.source
