"""Answers that may not be seen yet: not on the page, not behind it, by no door, until the moment has come."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import made_papers as papers
import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from key_hunter import haystack, recovered
from made_classes import copied
from made_papers import QUIZ, answered, asked, hand_in
from typer.testing import CliRunner

from grader import classroom
from grader.bulk.run import grade
from grader.classroom import Classroom
from grader.cli import app
from grader.errors import GraderError
from grader.feedback import withheld
from grader.steps import give_back, hand_out

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
]

ZONE = "Asia/Shanghai"
BEFORE = datetime(2026, 12, 4, 15, 59, tzinfo=timezone.utc)
AFTER = BEFORE + timedelta(minutes=1)
FAR = "2126-12-05"
"""A moment that has not come when a test runs."""


@pytest.fixture(scope="module")
def graded(new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A class with a graded quiz that nobody got all right."""
    folder = tmp_path_factory.mktemp("withheld") / "class-a"
    room = copied(classroom.find(new_class), folder)
    path = room.paper("source", QUIZ) / f"{QUIZ}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(papers.source(), path)
    hand_out.release(room, QUIZ)
    released = nbformat.read(room.paper("release", QUIZ) / f"{QUIZ}.ipynb", as_version=4)
    hand_in(folder, "wrong", answered(released, papers.wrong))
    hand_in(folder, "blank", released)
    hand_in(folder, "part", answered(released, papers.part))
    hand_in(folder, "unreadable", answered(released, lambda item: "answer = ("))
    grade(room, QUIZ)
    with room.gradebook() as gradebook:
        first, short = asked()[0], asked()[-1]
        for student in ("wrong", "part", "unreadable"):
            mark = gradebook.find_grade(short.grade_id, QUIZ, QUIZ, student)
            mark.manual_score, mark.needs_manual_grade = 1.0, False
        gradebook.find_comment(first.answer_id, QUIZ, QUIZ, "wrong").manual_comment = "本题应选另一项，见讲话原文。"
        gradebook.db.commit()
    return room


@pytest.fixture
def room(graded: Classroom, tmp_path: Path) -> Classroom:
    """A copy of it to give back in."""
    return copied(graded, tmp_path / "class-a")


def pages(room: Classroom) -> dict[str, str]:
    return {path.parts[-3]: path.read_text("utf-8") for path in (room.folder / "feedback").glob(f"*/{QUIZ}/{QUIZ}.html")}


def given_out(room: Classroom) -> list[bytes]:
    """The pages that trainees can fetch."""
    return [path.read_bytes() for path in (room.exchange / room.course_id / "feedback").iterdir()]


def told(page: bytes, room: Classroom) -> dict[int, list[str]]:
    """What of the keys can be recovered from a page, beyond what the released paper tells."""
    public = haystack([(room.paper("release", QUIZ) / f"{QUIZ}.ipynb").read_bytes()])
    hay = haystack([page])
    return {q.number: found for q in asked() if (found := recovered(q.item, hay, public))}


def evidence(page: str) -> list[str]:
    return [one.quote for q in asked() for one in q.item.evidence if one.quote in page and one.quote not in q.item.stem]


@pytest.mark.parametrize("student", ["wrong", "blank", "unreadable"])
def test_nothing_of_the_answers_can_be_found_in_a_page_that_comes_too_early(student: str, room: Classroom) -> None:
    give_back.feedback(room, QUIZ, answers_from="2026-12-05", now=BEFORE)
    page = pages(room)[student]
    assert told(page.encode(), room) == {}
    assert evidence(page) == [] and "另一项" not in page and "<script" not in page
    assert "自 2026年12月5日起公布" in page


def test_the_hunter_finds_the_answers_in_the_full_page(room: Classroom) -> None:
    give_back.feedback(room, QUIZ)
    page = pages(room)["wrong"]
    assert len(told(page.encode(), room)) == len(asked())
    assert evidence(page) and "另一项" in page and "起公布" not in page


def test_what_was_given_and_earned_is_told_at_once(room: Classroom) -> None:
    give_back.feedback(room, QUIZ, answers_from="2026-12-05", now=BEFORE)
    page = pages(room)["wrong"]
    first = asked()[0].item
    chosen = next(name for name in first.options if name != first.key)
    assert f"{chosen}. {first.options[chosen]}" in page and "不正确" in page and "0 / 2 分" in page
    assert "可再看" in page and "课　" in page


def test_when_the_moment_has_come_the_same_command_gives_the_answers(room: Classroom) -> None:
    assert give_back.feedback(room, QUIZ, answers_from="2026-12-05", now=BEFORE).answers_from
    early = given_out(room)
    assert give_back.feedback(room, QUIZ, now=BEFORE).answers_from, "the date is remembered"
    assert sorted(given_out(room)) == sorted(early)
    assert give_back.feedback(room, QUIZ, now=AFTER).answers_from is None
    assert all("起公布" not in page.decode() for page in given_out(room)) and len(given_out(room)) == len(early)
    give_back.feedback(room, "quiz-t", now=BEFORE)
    assert all("起公布" in page.decode() for page in given_out(room))


def test_a_date_that_has_passed_is_taken_for_a_slip_and_gives_nothing_away(room: Classroom) -> None:
    with pytest.raises(GraderError, match="2026年12月5日已经过去"):
        give_back.feedback(room, QUIZ, answers_from="2026-12-05", now=AFTER)
    assert pages(room) == {} and withheld.until(room.folder, QUIZ) is None


def test_the_date_can_be_lifted(room: Classroom) -> None:
    give_back.feedback(room, QUIZ, answers_from=FAR)
    give_back.feedback(room, QUIZ, answers_now=True)
    assert withheld.until(room.folder, QUIZ) is None and "起公布" not in pages(room)["wrong"]


def test_nbgraders_own_door_holds_to_the_date(room: Classroom) -> None:
    give_back.feedback(room, QUIZ, answers_from=FAR)
    ours = pages(room)
    assert room.api.generate_feedback(QUIZ, "wrong")["success"]
    assert pages(room) == ours and told(ours["wrong"].encode(), room) == {}
    (room.folder / withheld.FILE).write_text("{", "utf-8")
    result = room.api.generate_feedback(QUIZ, "wrong")
    assert not result["success"] and "不知道答案何时可以公布" in result["log"] + result.get("error", "")
    assert "wrong" not in pages(room)


def test_a_broken_file_of_dates_gives_nothing_back(room: Classroom) -> None:
    for content in ("{", '{"quiz-t": "soon"}', "[]", '{"quiz-t": "2026-12-05T00:00:00"}'):
        (room.folder / withheld.FILE).write_text(content, "utf-8")
        with pytest.raises(GraderError, match="不知道答案何时可以公布"):
            give_back.feedback(room, QUIZ)
    assert pages(room) == {}


def test_no_earlier_page_with_answers_stays_out_for_a_paper_that_broke_since(room: Classroom) -> None:
    give_back.feedback(room, QUIZ)
    broken = room.paper("autograded", QUIZ, "wrong") / f"{QUIZ}.ipynb"
    broken.chmod(0o644)
    broken.write_text("{", "utf-8")
    report = give_back.feedback(room, QUIZ, answers_from=FAR)
    [problem] = report.problems
    assert problem.student == "wrong" and "已撤下" in problem.text
    assert "wrong" not in pages(room) and len(given_out(room)) == report.released == 3
    assert all("起公布" in page.decode() for page in given_out(room))


def test_the_command_says_until_when_and_how_to_go_on(room: Classroom) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["feedback", QUIZ, "--dir", str(room.folder), *arguments])
        return result.exit_code, result.output

    code, said = run("--answers-from", f"{FAR} 09:00")
    assert code == 0 and "自 2126年12月5日 09:00起公布" in said and f"xuncha class feedback {QUIZ}" in said
    code, said = run("--answers-now")
    assert code == 0 and "起公布" not in said
    assert run("--answers-from", "明天")[0] == 1 and "看不出“明天”是哪一天" in run("--answers-from", "明天")[1]
    assert run("--answers-from", FAR, "--answers-now")[0] == 1
    assert withheld.until(room.folder, QUIZ) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-05", "2026-12-04T16:00Z"),
        ("2026/12/5", "2026-12-04T16:00Z"),
        ("2026年12月5日", "2026-12-04T16:00Z"),
        (" 2026-12-05 09:30 ", "2026-12-05T01:30Z"),
        ("2026-12-05T09:30", "2026-12-05T01:30Z"),
        ("2026年12月5日 9：30", "2026-12-05T01:30Z"),
        ("2026年12月5日 9时30分", "2026-12-05T01:30Z"),
        ("2026年12月5日9点", "2026-12-05T01:00Z"),
    ],
)
def test_dates_are_read_as_people_write_them_on_the_clock_of_the_class(text: str, moment: str) -> None:
    assert withheld.parse(text, ZONE) == datetime.fromisoformat(moment)


@given(st.one_of(st.text(max_size=30), st.from_regex(r"\d{1,5}[-/.]\d{1,3}[-/.]\d{1,3}( \d{1,2}:\d{1,2})?", fullmatch=True)))
def test_what_is_no_date_is_refused_in_words(text: str) -> None:
    try:
        moment = withheld.parse(text, ZONE)
    except GraderError as error:
        assert "请写成" in str(error)
    else:
        assert withheld.parse(withheld.chinese(moment, ZONE), ZONE) == moment


@given(st.dictionaries(st.sampled_from(["quiz-01", "quiz-02", "quiz-03"]), st.datetimes(timezones=st.just(timezone.utc)), min_size=1))
def test_the_dates_of_several_quizzes_are_kept_apart(tmp_path_factory: pytest.TempPathFactory, dates: dict[str, datetime]) -> None:
    folder = tmp_path_factory.mktemp("dates")
    for quiz, moment in dates.items():
        withheld.keep(folder, quiz, moment)
    assert {quiz: withheld.until(folder, quiz) for quiz in dates} == dates
    first = next(iter(dates))
    withheld.keep(folder, first, None)
    assert withheld.until(folder, first) is None
    assert all(withheld.until(folder, quiz) == moment for quiz, moment in dates.items() if quiz != first)
