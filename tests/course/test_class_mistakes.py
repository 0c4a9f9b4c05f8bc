"""Wrong answers of a class's quiz in the learner's own book: taken in once, shown, practised, moved along."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import nbformat
import pytest
from typer.testing import CliRunner

from course import membership, papers
from course.mistakesdesk import MistakesDeck
from course.quizdesk import QuizDesk
from course.record import Record
from course.review import due, mistakes
from course.review.anki import anki_deck, subjects
from course.review.material import practice
from course.review.mistakebook import missing, take
from course.reviewdesk import ReviewDeck
from exercises import exchange, load_bank
from exercises.mistakes import Mistake, Sheet, html
from xuncha import app

HANDED_IN = datetime(2026, 3, 2, 1, 0, tzinfo=timezone.utc)
EXAM = load_bank().select(type="single", pool="exam")[0]
BLANK = load_bank().select(type="multiple", pool="exam")[0]
KNOWN = next(item for item in practice().values() if item.type == "single")


def wrong_option(item):
    return next(name for name in item.options if name != item.key)


SHEET = Sheet(
    "class-a", "quiz-t", "单元测验", "x01", HANDED_IN,
    (
        Mistake(1, EXAM, wrong_option(EXAM), "wrong", 0.0),
        Mistake(2, BLANK, None, "wrong", 0.0),
        Mistake(4, KNOWN, wrong_option(KNOWN), "wrong", 0.0),
    ),
)  # fmt: skip


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path / "学习记录.sqlite")


def test_they_are_taken_in_once(record):
    assert missing(record, SHEET) == 3 and take(record, SHEET) == 3
    before = record.export()
    assert missing(record, SHEET) == 0 and take(record, SHEET) == 0
    assert record.export()[100:] == before[100:]
    assert {m.subject: m.times for m in mistakes(record)} == {EXAM.id: 1, BLANK.id: 1, KNOWN.id: 1}


def test_an_answer_counts_from_when_the_paper_was_handed_in(record):
    take(record, SHEET)
    assert {a.moment for a in record.attempts(place="class")} == {HANDED_IN}
    take(record, replace(SHEET, moment=datetime.now(timezone.utc) + timedelta(days=400)))
    assert all(a.moment <= datetime.now(timezone.utc) for a in record.attempts())
    take(record, replace(SHEET, moment=None))
    assert len(record.attempts()) == 9


def test_a_second_paper_is_another_mistake(record):
    take(record, SHEET)
    assert take(record, replace(SHEET, moment=HANDED_IN + timedelta(days=1))) == 3
    assert {m.times for m in mistakes(record)} == {2}


def test_only_items_that_the_course_does_not_have_come_along(record):
    take(record, SHEET)
    assert record.items() == {EXAM.id: EXAM, BLANK.id: BLANK}
    changed = EXAM.model_copy(update={"explanation": "解释改好了。"})
    take(record, replace(SHEET, mistakes=(replace(SHEET.mistakes[0], item=changed),)))
    assert record.items()[EXAM.id] == changed and len(record.attempts()) == 3


def test_the_book_shows_answer_reason_and_passage_of_an_exam_item(record):
    take(record, SHEET)
    deck = MistakesDeck(record)
    deck.act("unfold", EXAM.id, {})
    text = deck.head()
    given = wrong_option(EXAM)
    assert EXAM.options[given] in text and EXAM.distractors[given] in text
    assert EXAM.explanation in text and EXAM.evidence[0].quote in text


def test_a_question_left_blank_is_explained_all_the_same(record):
    take(record, SHEET)
    deck = MistakesDeck(record)
    deck.act("unfold", BLANK.id, {})
    text = deck.head()
    assert "没有作答" in text and BLANK.explanation in text and "请先作答" not in text


def test_they_are_practised_and_mended(record):
    take(record, SHEET)
    deck = MistakesDeck(record)
    assert "再练这 3 题" in deck.head()
    deck.act("practise", "", {})
    asked = set()
    while (item := deck.item()) is not None:
        asked.add(item.id)
        record.answered(replace(record.attempts(subject=item.id)[-1], verdict="right", share=1.0, place="review"))
        deck.answered("right")
        deck.act("next", "", {})
    assert asked == {EXAM.id, BLANK.id, KNOWN.id}
    assert all(m.mended for m in mistakes(record))


def test_they_come_back_in_reviews_and_go_into_the_deck_for_anki(record):
    take(record, SHEET)
    assert {card.subject for card in due(record)} == {EXAM.id, BLANK.id, KNOWN.id}
    deck = ReviewDeck(record)
    assert deck.item() is not None and "第" in deck.head()
    assert set(subjects(record)) == {EXAM.id, BLANK.id, KNOWN.id} and anki_deck(record)


def test_they_move_with_the_record(record, tmp_path):
    take(record, SHEET)
    other = Record(tmp_path / "other.sqlite")
    other.take_in(record.export())
    assert other.items() == record.items() and missing(other, SHEET) == 0
    assert "没有改动" in str(other.take_in(record.export()))


# From a page that was passed on by hand


def page(sheet):
    return f"<!DOCTYPE html><html><body>{html(sheet)}</body></html>".encode()


def test_a_page_passed_on_by_hand_is_taken_in_at_the_book(record):
    deck = MistakesDeck(record)
    assert "选反馈页" in deck.head()
    data = page(SHEET)
    said = deck.take_file("quiz-t.html", len(data), data)
    assert said.text == "3 题已收入错题本。" and "再练这 3 题" in deck.head()
    assert "没有重复收入" in deck.take_file("quiz-t.html", len(data), data).text and len(record.attempts()) == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "太大"),
        (b"\xff\xfe\x00", "不是反馈页"),
        (b"<html></html>", "没有可收入的错题"),
        (page(SHEET).replace(b'"verdict":"wrong"', b'"verdict":"x"'), "读不出来"),
    ],
)
def test_another_file_is_refused_with_words(data, said, record):
    deck = MistakesDeck(record)
    assert said in deck.take_file("x.html", 0, data).text and record.attempts() == []


# From the class's desk


@pytest.fixture(scope="module")
def given_back(tmp_path_factory):
    """A class that has given back a paper with one answer, and the learner's folder."""
    base = tmp_path_factory.mktemp("class")
    folder, workspace = base / "peixun", base / "study"
    workspace.mkdir()

    def run(*arguments):
        done = CliRunner().invoke(app, ["class", *map(str, arguments)])
        assert done.exit_code == 0, done.output

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(base / "jupyter"))
        run("init", folder)
        run("release", "quiz-01", "--dir", folder)
        member = membership.join(workspace, str(folder / "exchange"), "s01", "王小明")
        file = papers.fetch(workspace, member, "quiz-01")
        paper = nbformat.read(file, as_version=4)
        first = next(c for c in paper.cells if c.metadata.get("xuncha", {}).get("type") == "single")
        first.source = 'answer = "Z"'
        nbformat.write(paper, file)
        papers.hand_in(workspace, member, "quiz-01")
        run("collect", "quiz-01", "--dir", folder)
        run("grade", "quiz-01", "--dir", folder)
        yield folder, workspace, member, run


def buttons(widget):
    found = [widget] if hasattr(widget, "description") and hasattr(widget, "click") else []
    return found + [b for child in getattr(widget, "children", ()) for b in buttons(child)]


def pressed(desk, text):
    [button] = [b for b in buttons(desk) if b.description == text]
    button.click()


def shown(widget):
    own = getattr(widget, "value", "") if hasattr(widget, "value") else ""
    return f"{own}{''.join(map(shown, getattr(widget, 'children', ())))}"


def test_the_desk_offers_them_when_answers_may_be_seen(given_back, record):
    folder, workspace, member, run = given_back
    desk = QuizDesk(workspace, member, lambda: None, record)
    run("feedback", "quiz-01", "--answers-from", "2126-01-01", "--dir", folder)
    pressed(desk, "看反馈")
    assert "交卷的反馈" in shown(desk) and "错题" not in shown(desk)
    run("feedback", "quiz-01", "--answers-now", "--dir", folder)
    pressed(desk, "看反馈")
    [total] = {len(papers.wrong_answers(page).mistakes) for page in exchange.feedback(
        workspace / papers.FOLDER, "quiz-01", "s01", member.exchange, member.course_id)}  # fmt: skip
    assert f"有 {total} 道错题，可以收入错题本" in shown(desk)
    pressed(desk, "收入错题本")
    assert f"{total} 题已收入错题本" in shown(desk) and len(mistakes(record)) == total
    pressed(desk, "看反馈")
    assert f"{total} 道错题都在" in shown(desk) and "收入错题本" not in [b.description for b in buttons(desk)]


def test_a_page_that_was_tampered_with_is_said_on_the_desk(given_back, record):
    folder, workspace, member, run = given_back
    run("feedback", "quiz-01", "--answers-now", "--dir", folder)
    [page] = (folder / "exchange" / "peixun" / "feedback").glob("*.html")
    whole = page.read_text("utf-8")
    page.write_text(whole.replace('"verdict":"wrong"', '"verdict":"right"'), "utf-8")
    desk = QuizDesk(workspace, member, lambda: None, record)
    pressed(desk, "看反馈")
    assert "没有收入错题本" in shown(desk) and mistakes(record) == []
    page.write_text(whole, "utf-8")
