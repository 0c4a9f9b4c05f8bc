"""Real nbgrader, the stock way and ours, over the same made-up submissions.

Stock: its own course directory, ``Execute``, the hidden tests run in a kernel. Ours:
the class as ``xuncha class init`` makes it, through ``nbgrader autograde`` and through
the API behind formgrader's button.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import made_papers as papers
import nbformat
import pytest
from effort import times
from made_classes import copied
from made_papers import QUIZ, answered, asked, cell, hand_in
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.api import Gradebook

from exercises.items import Item
from grader import classroom, marks, roster
from grader.classroom import Classroom
from grader.bulk.run import grade
from grader.errors import GraderError
from grader.steps import give_back, hand_out

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
]

DUE = datetime(2024, 3, 6)
LATE = "2024-03-06 01:00:00 UTC"
SETTINGS = "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"

STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.ClearSolutions.code_stub = {"python": 'answer = ""'}
c.ClearSolutions.text_stub = "（请在此作答）"
"""


# -- the submissions ------------------------------------------------------------------

Paper = NotebookNode


def short_only(item: Item) -> str | None:
    return "巡察是政治监督。" if item.type == "short" else None


def all_but_short(item: Item) -> str | None:
    return None if item.type == "short" else papers.right(item)


def forged_output(released: Paper) -> Paper:
    """All wrong, with full marks pasted into the check cells."""
    paper = answered(released, papers.wrong)
    for question in asked():
        forged = new_output("execute_result", data={"text/plain": repr(float(question.item.points))}, execution_count=1)
        cell(paper, question.check_id).outputs = [forged]
    return paper


def changed_metadata(released: Paper) -> Paper:
    """Part right, with another number of points and another source in the check cells."""
    paper = answered(released, papers.part)
    for question in asked():
        check = cell(paper, question.check_id)
        check.metadata.nbgrader.points = 90
        check.source = "9.0"
    return paper


def empty_literals(released: Paper) -> Paper:
    """Blank answers that were typed."""
    return answered(released, lambda item: None if item.type == "short" else "answer = ''")


WELL_FORMED: dict[str, Callable[[Paper], Paper]] = {
    "all-right": lambda released: answered(released, papers.right),
    "all-wrong": lambda released: answered(released, papers.wrong),
    "untouched": lambda released: released,
    "typed-blank": empty_literals,
    "part-right": lambda released: answered(released, papers.part),
    "short-only": lambda released: answered(released, short_only),
    "short-blank": lambda released: answered(released, all_but_short),
    "forged-output": forged_output,
    "changed-metadata": changed_metadata,
    "late": lambda released: answered(released, papers.right),
}


def by_chance(seed: int) -> Callable[[Paper], Paper]:
    """Well formed, each question answered as a throw of the dice says."""

    def make(released: Paper) -> Paper:
        chance = random.Random(seed)
        return answered(released, lambda item: papers.any_answer(item, chance))

    return make


# Stock takes two seconds a paper. The seed stands in the trainee's id.
for seed in range(times(2)):
    WELL_FORMED[f"chance-{seed}"] = by_chance(seed)


def everywhere(text: str) -> Callable[[Paper], Paper]:
    """``text`` in every code answer cell; short answers stay untouched."""
    return lambda released: answered(released, lambda item: None if item.type == "short" else text)


def by_hand(released: Paper) -> Paper:
    """The right answers as somebody types them who does not know Python."""

    def how(item: Any) -> str:
        match item.type:
            case "single":
                return f"answer = {item.key.lower()}"
            case "multiple":
                return f"answer ＝ “{'、'.join(item.key)}”"
            case "judge":
                return f"  answer = {item.key}"
            case _:
                return papers.right(item)

    return answered(released, how)


def copied_cell(released: Paper) -> Paper:
    """One answer cell copied below itself, as a slip of the keyboard does, and answered otherwise."""
    paper = answered(released, papers.right)
    first = next(n for n, c in enumerate(paper.cells) if c.metadata.nbgrader.grade_id == asked()[0].answer_id)
    copy = nbformat.from_dict(paper.cells[first])
    copy.id, copy.source = "copied", papers.wrong(asked()[0].item)
    paper.cells.insert(first + 1, copy)
    return paper


def stripped(released: Paper) -> Paper:
    """All right, but every cell has lost its nbgrader metadata."""
    paper = answered(released, papers.right)
    for each in paper.cells:
        each.metadata.pop("nbgrader")
    return paper


EVIL = "answer = open('evil.txt', 'w').write('x') and 'A'"

ODD: dict[str, Callable[[Paper], Paper]] = {
    "malformed": everywhere('answer = "A'),
    "code": everywhere(EVIL),
    "markup": everywhere("answer = <script>alert('x')</script>"),
    "by-hand": by_hand,
    "copied-cell": copied_cell,
    "stripped": stripped,
    "emptied-short": lambda released: answered(released, lambda item: "" if item.type == "short" else None),
}


# -- the two courses, graded once -------------------------------------------------------


@dataclass(frozen=True)
class Graded:
    """The course directories after autograding."""

    stock: Path
    ours: Classroom
    bulk: Classroom
    """Ours graded by the bulk door."""


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    scripts = Path(sysconfig.get_path("scripts"))
    command = [str(scripts / "nbgrader"), *arguments]
    # nbgrader calls alembic by name.
    env = os.environ | {"PATH": os.pathsep.join([str(scripts), os.environ.get("PATH", "")])}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def database(folder: Path) -> str:
    return classroom.find(folder).database_url


def set_up(folder: Path, course_id: str, config: str) -> Paper:
    """Put the quiz into a course directory the way nbgrader's documentation says; the released paper."""
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(config + SETTINGS)
    path = folder / "source" / QUIZ / f"{QUIZ}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(papers.source(), path)
    done = nbgrader(folder, "generate_assignment", QUIZ)
    assert done.returncode == 0, done.stderr
    with Gradebook(database(folder), course_id) as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=DUE)
    return nbformat.read(folder / "release" / QUIZ / f"{QUIZ}.ipynb", as_version=4)


def submit(folder: Path, released: Paper, made: dict[str, Callable[[Paper], Paper]]) -> None:
    for student, make in made.items():
        hand_in(folder, student, make(released), LATE if student == "late" else "2024-03-05 10:20:30.5 UTC")


def autograded(folder: Path) -> Path:
    done = nbgrader(folder, "autograde", QUIZ)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """nbgrader's own course, in SQLite, autograded; it is compared with both of ours."""
    folder = tmp_path_factory.mktemp("graded") / "stock"
    folder.mkdir()
    submit(folder, set_up(folder, "stock", STOCK_CONFIG), WELL_FORMED)
    return autograded(folder)


@pytest.fixture(scope="module")
def graded(stock: Path, new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Both courses with all submissions autograded by ``nbgrader autograde``, and ours by the bulk door."""
    base = tmp_path_factory.mktemp("graded")
    ours = copied(classroom.find(new_class), base / "class-a")
    submit(ours.folder, set_up(ours.folder, "class-a", ""), WELL_FORMED | ODD)
    bulk = copied(ours, base / "bulk" / "class-a")
    autograded(ours.folder)
    grade(bulk, QUIZ)
    return Graded(stock, ours, bulk)


@pytest.fixture(scope="module")
def pages(graded: Graded) -> dict[str, str]:
    """Feedback pages by trainee, from ``nbgrader generate_feedback``, after a person marked two papers."""
    with graded.ours.gradebook() as gradebook:
        short = asked()[-1]
        answer = gradebook.find_grade(short.grade_id, QUIZ, QUIZ, "all-right")
        answer.manual_score, answer.needs_manual_grade = 4.0, False
        comment = gradebook.find_comment(short.answer_id, QUIZ, QUIZ, "all-right")
        comment.manual_comment = "要点齐全。<b>再举一例</b>更好。"
        gradebook.update_or_create_student("all-right", last_name="欧阳", first_name="修")
        gradebook.db.commit()
    done = nbgrader(graded.ours.folder, "generate_feedback", QUIZ)
    assert done.returncode == 0, done.stderr
    folder = graded.ours.folder / "feedback"
    return {path.parts[-3]: path.read_text("utf-8") for path in folder.glob(f"*/{QUIZ}/{QUIZ}.html")}


def rows(folder: Path, student: str) -> dict[str, Any]:
    """Everything the gradebook has on one submission."""
    with Gradebook(database(folder), "") as gradebook:
        notebook = gradebook.find_submission_notebook(QUIZ, QUIZ, student)
        submission = notebook.assignment
        return {
            "grades": {
                g.name: (g.auto_score, g.manual_score, g.needs_manual_grade, g.extra_credit, g.score, g.max_score)
                for g in notebook.grades
            },
            "comments": {c.name: (c.auto_comment, c.manual_comment) for c in notebook.comments},
            "notebook": (notebook.score, notebook.max_score, notebook.needs_manual_grade, notebook.failed_tests),
            "written": (notebook.written_score, notebook.code_score, notebook.flagged),
            "penalty": notebook.late_submission_penalty,
            "submission": (submission.score, submission.max_score, submission.timestamp, submission.total_seconds_late),
        }


def scores(room: Classroom, student: str) -> dict[str, float]:
    return {name: grade[0] for name, grade in rows(room.folder, student)["grades"].items()}


# -- equal grades -----------------------------------------------------------------------


@pytest.mark.chance
@pytest.mark.parametrize("student", WELL_FORMED)
def test_stock_and_both_doors_of_ours_leave_equal_records(student: str, graded: Graded) -> None:
    stock = rows(graded.stock, student)
    assert rows(graded.ours.folder, student) == stock
    assert rows(graded.bulk.folder, student) == stock


def test_the_records_are_the_ones_expected(graded: Graded) -> None:
    total = sum(q.item.points for q in asked() if q.item.type != "short")
    got = {student: rows(graded.ours.folder, student)["notebook"][0] for student in WELL_FORMED}
    none = ("all-wrong", "untouched", "typed-blank", "short-only", "forged-output")
    assert {student: got[student] for student in none} == dict.fromkeys(none, 0.0)
    assert got["all-right"] == got["short-blank"] == got["late"] == total
    assert 0 < got["part-right"] == got["changed-metadata"] < total
    assert rows(graded.ours.folder, "late")["penalty"] == total


def test_each_check_cell_holds_the_same_score_as_stock_wrote(graded: Graded) -> None:
    def outputs(folder: Path) -> list[str]:
        paper = nbformat.read(folder / "autograded" / "part-right" / QUIZ / f"{QUIZ}.ipynb", as_version=4)
        checks = [cell(paper, q.check_id) for q in asked() if q.item.type != "short"]
        return [out.data["text/plain"] for check in checks for out in check.outputs]

    assert outputs(graded.ours.folder) == outputs(graded.stock)
    assert len(outputs(graded.stock)) == len(asked()) - 1


def test_short_answers_wait_for_a_person_and_blank_ones_do_not(graded: Graded) -> None:
    short = asked()[-1].grade_id
    waiting = {s: rows(graded.ours.folder, s)["grades"][short][:3] for s in ("short-only", "short-blank", "emptied-short")}
    assert waiting == {
        "short-only": (None, None, True),
        "short-blank": (0.0, None, False),
        "emptied-short": (0.0, None, False),
    }


# -- what cannot be compared, since stock would run it ------------------------------------


def test_no_code_of_a_trainee_runs(graded: Graded) -> None:
    assert not list(graded.ours.folder.rglob("evil.txt"))
    assert all(score == 0 for score in scores(graded.ours, "code").values())


@pytest.mark.parametrize("student", ["malformed", "code", "markup"])
def test_unreadable_responses_score_nothing_are_flagged_and_kept(student: str, graded: Graded) -> None:
    record = rows(graded.ours.folder, student)
    paper = nbformat.read(graded.ours.folder / "autograded" / student / QUIZ / f"{QUIZ}.ipynb", as_version=4)
    sent = nbformat.read(graded.ours.folder / "submitted" / student / QUIZ / f"{QUIZ}.ipynb", as_version=4)
    for question in asked()[:-1]:
        assert record["grades"][question.grade_id][:3] == (0.0, None, True)
        assert "无法识别" in record["comments"][question.answer_id][0]
        assert cell(paper, question.answer_id).source == cell(sent, question.answer_id).source


def test_formgrader_lists_the_flagged_papers_among_those_to_be_marked(graded: Graded) -> None:
    listed = {s["student"]: s["needs_manual_grade"] for s in graded.ours.api.get_notebook_submissions(QUIZ, QUIZ)}
    assert listed["code"] and listed["stripped"]
    assert not listed["short-blank"]


def test_hand_typed_forms_earn_what_they_mean(graded: Graded) -> None:
    assert scores(graded.ours, "by-hand") == scores(graded.ours, "all-right")


def test_a_copied_cell_costs_one_question_not_the_batch(graded: Graded) -> None:
    first = asked()[0].grade_id
    got, full = scores(graded.ours, "copied-cell"), scores(graded.ours, "all-right")
    assert got == full | {first: 0.0}
    record = rows(graded.ours.folder, "copied-cell")
    assert record["grades"][first][2] and "互不相同" in record["comments"][asked()[0].answer_id][0]


def test_lost_metadata_is_flagged_for_every_question(graded: Graded) -> None:
    record = rows(graded.ours.folder, "stripped")
    assert all(record["grades"][q.grade_id][:3] == (0.0, None, True) for q in asked())
    assert all("没有这一题的作答单元" in record["comments"][q.answer_id][0] for q in asked())


# -- formgrader's door --------------------------------------------------------------------


def test_the_api_behind_formgraders_button_gives_the_same_without_a_kernel(
    graded: Graded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a kernel was started")

    monkeypatch.setattr("jupyter_client.provisioning.local_provisioner.launch_kernel", refuse)
    copy = tmp_path / "class-a"
    room = copied(graded.ours, copy)
    for student in ("part-right", "code"):
        result = room.api.autograde(QUIZ, student, force=True)
        assert result["success"], result
        assert rows(copy, student)["grades"] == rows(graded.ours.folder, student)["grades"]
    room.api.config.Autograde.autograde_preprocessors = ["nbgrader.preprocessors.Execute"]
    assert "a kernel was started" in room.api.autograde(QUIZ, "part-right", force=True)["log"]


def test_grading_again_keeps_a_persons_mark_and_asks_to_look_again(graded: Graded, tmp_path: Path) -> None:
    copy = tmp_path / "class-a"
    room = copied(graded.ours, copy)
    first = asked()[0]
    with room.gradebook() as gradebook:
        mark = gradebook.find_grade(first.grade_id, QUIZ, QUIZ, "malformed")
        mark.manual_score, mark.needs_manual_grade = 1.0, False
        gradebook.find_comment(first.answer_id, QUIZ, QUIZ, "malformed").manual_comment = "看得出意思"
        gradebook.db.commit()
    assert room.api.autograde(QUIZ, "malformed", force=True)["success"]
    record = rows(copy, "malformed")
    assert record["grades"][first.grade_id][:3] == (0.0, 1.0, True)
    assert record["comments"][first.answer_id][1] == "看得出意思"


def test_one_bad_paper_is_named_and_the_others_are_graded(graded: Graded, tmp_path: Path) -> None:
    copy = tmp_path / "class-a"
    copied(graded.ours, copy, without=("submitted", "autograded"))
    released = nbformat.read(copy / "release" / QUIZ / f"{QUIZ}.ipynb", as_version=4)
    hand_in(copy, "a-truncated", b'{"cells": [')
    hand_in(copy, "b-list", b"[]")
    hand_in(copy, "c-renamed", released)
    renamed = copy / "submitted" / "c-renamed" / QUIZ / f"{QUIZ}.ipynb"
    renamed.rename(renamed.with_name(f"{QUIZ} (1).ipynb"))
    hand_in(copy, "z-good", answered(released, papers.right))
    report = grade(classroom.find(copy), QUIZ)
    problems = {said.student: said.text for said in report.problems}
    assert "不是完好的笔记本文件" in problems["a-truncated"]
    assert "不是笔记本文件" in problems["b-list"]
    assert f"{QUIZ} (1).ipynb" in problems["c-renamed"]
    assert "z-good" not in problems and report.graded == 1
    by_id = {row.id: row for row in marks.rows(classroom.find(copy), QUIZ)}
    assert by_id["z-good"].score == rows(graded.ours.folder, "all-right")["notebook"][0]
    assert by_id["a-truncated"].state == "未评分"


def test_a_quiz_that_is_not_ours_is_refused_not_given_full_marks(room: Classroom) -> None:
    paper = papers.source()
    for question in asked():
        cell(paper, question.check_id).source = "assert True"
    path = room.paper("source", QUIZ) / f"{QUIZ}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(paper, path)
    hand_out.release(room, QUIZ)
    released = nbformat.read(room.paper("release", QUIZ) / f"{QUIZ}.ipynb", as_version=4)
    hand_in(room.folder, "x01", released)
    with pytest.raises(GraderError, match="不是巡察课堂的测验"):
        grade(room, QUIZ)
    assert marks.rows(room, QUIZ)[0].state == "未评分"


# -- what is handed out, what is given back -------------------------------------------------


def test_the_released_paper_holds_no_key(graded: Graded) -> None:
    text = (graded.ours.folder / "release" / QUIZ / f"{QUIZ}.ipynb").read_text("utf-8")
    for secret in ("mark(", "HIDDEN", "explanation", "distractors", "rubric", "参考答案", "评分点："):
        assert secret not in text
    released = nbformat.reads(text, as_version=4)
    assert {cell(released, q.answer_id).source for q in asked()} == {'answer = ""', "（请在此作答）"}


class Outline(HTMLParser):
    """The elements and the visible text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._in_style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in_style = tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._in_style else data


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_graded_paper_gets_a_page(pages: dict[str, str]) -> None:
    assert pages.keys() == WELL_FORMED.keys() | ODD.keys()


@pytest.mark.parametrize("student", [*WELL_FORMED, *ODD])
def test_no_page_shows_the_key_cells_or_loads_anything(student: str, pages: dict[str, str]) -> None:
    page = pages[student]
    for secret in ("mark(", "HIDDEN", "exercises.stock", "answer = &#34;&#34;", "评分单元"):
        assert secret not in page
    outline = Outline(page)
    tags = {tag for tag, _ in outline.elements}
    assert not tags & {"link", "img", "iframe", "object", "embed", "form"}
    assert all(attrs == {"type": "application/json", "id": "xuncha-mistakes"} for tag, attrs in outline.elements if tag == "script")
    assert not re.search(r"https?:|//[a-z]|url\(|@import|javascript:", page)
    links = [attrs.get("href", "") for tag, attrs in outline.elements if tag == "a"]
    assert links[: len(asked())] == [f"#q{q.number}" for q in asked()]
    assert set(links) == set(links[: len(asked())])


def test_no_stock_english_is_left(pages: dict[str, str]) -> None:
    for page in pages.values():
        text = Outline(page).text
        for english in ("Score", "Comment", "Student", "No response", "Test cell", "UTC"):
            assert english not in text


def test_a_page_says_who_when_how_much_and_why(pages: dict[str, str], graded: Graded) -> None:
    text = squeezed(Outline(pages["all-right"]).text)
    total = rows(graded.ours.folder, "all-right")["notebook"][0]
    for expected in (
        "第一轮培训班", "各题型“测验”<试>", "欧阳修（all-right）", "2024年3月5日18:20", f"得分{marks.number(total)}/",
        "教员评语要点齐全。<b>再举一例</b>更好。", "部分得分4/", "参考答案", "评分要点",
    ):  # fmt: skip
        assert squeezed(expected) in text
    for question in asked():
        assert squeezed(question.item.explanation) in text
        for evidence in question.item.evidence:
            assert squeezed(evidence.quote) in text
    assert "¶" in text and "看上下文" in text


def test_a_wrong_choice_is_told_what_is_right_and_why_it_tempted(pages: dict[str, str]) -> None:
    text = squeezed(Outline(pages["all-wrong"]).text)
    item: Any = asked()[0].item
    chosen = next(name for name in item.options if name != item.key)
    for expected in (
        "✗不正确0/2分", f"本人作答{chosen}.{item.options[chosen]}", f"正确答案{item.key}.{item.options[item.key]}",
        item.distractors[chosen],
    ):  # fmt: skip
        assert squeezed(expected) in text


def test_every_verdict_has_sign_word_and_colour(pages: dict[str, str]) -> None:
    found = {
        (attrs["class"], sign)
        for page in pages.values()
        for (tag, attrs), sign in zip(
            [e for e in Outline(page).elements if "xc-verdict" in (e[1].get("class") or "")],
            re.findall(r'xc-verdict[^>]*><span aria-hidden="true">(.)</span> [^<]', page),
            strict=True,
        )
    }
    assert found == {
        ("xc-verdict xc-right", "✓"),
        ("xc-verdict xc-part", "◐"),
        ("xc-verdict xc-wrong", "✗"),
        ("xc-verdict xc-wait", "…"),
    }


def test_waiting_questions_are_said_to_wait(pages: dict[str, str]) -> None:
    text = squeezed(Outline(pages["short-only"]).text)
    assert "有1题待教员评阅" in text and "…待评阅" in text


def test_what_a_trainee_typed_is_text_and_never_markup(pages: dict[str, str]) -> None:
    assert "&lt;script&gt;alert" in pages["markup"]
    assert "作答无法识别" in pages["markup"]
    assert "<script" not in pages["markup"]


def test_formgraders_feedback_button_writes_the_same_page(graded: Graded, pages: dict[str, str]) -> None:
    path = graded.ours.folder / "feedback" / "part-right" / QUIZ / f"{QUIZ}.html"
    path.unlink()
    assert graded.ours.api.generate_feedback(QUIZ, "part-right")["success"]
    assert path.read_text("utf-8") == pages["part-right"]


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Everything in a folder that is not hidden: content and permissions by path."""
    found = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mode) for path in found}


def test_giving_back_to_all_at_once_leaves_what_nbgrader_would_leave(
    graded: Graded, pages: dict[str, str], tmp_path: Path
) -> None:
    copy = tmp_path / "class-a"
    room = copied(graded.ours, copy)
    hand_out.release(room, QUIZ, again=True)
    assert room.api.release_feedback(QUIZ)["success"]
    theirs, exchange = files(copy / "feedback"), room.exchange / room.course_id / "feedback"
    fetched, mode = files(exchange), exchange.stat().st_mode
    assert len(fetched) == len(pages)
    shutil.rmtree(copy / "feedback")
    shutil.rmtree(exchange)
    report = give_back.feedback(room, QUIZ)
    assert (report.made, report.released, report.problems) == (len(pages), len(pages), [])
    assert files(copy / "feedback") == theirs
    assert files(exchange) == fetched and exchange.stat().st_mode == mode


def test_papers_that_did_not_come_through_the_exchange_do_not_stop_giving_back(graded: Graded, tmp_path: Path) -> None:
    copy = tmp_path / "class-a"
    copied(graded.ours, copy)
    shutil.rmtree(copy / "feedback", ignore_errors=True)
    hand_out.release(classroom.find(copy), QUIZ, again=True)
    for name in ("submitted", "autograded"):
        (copy / name / "all-right" / QUIZ / "submission_secret.txt").unlink()
    report = give_back.feedback(classroom.find(copy), QUIZ)
    assert report.by_other_ways == ["all-right"] and not report.problems
    out = list((copy / "exchange" / "class-a" / "feedback").glob("*.html"))
    assert len(out) == report.released == report.made - 1


def test_names_of_the_roster_stand_in_the_marks(graded: Graded, pages: dict[str, str]) -> None:
    assert roster.Trainee("all-right", "欧阳修") in roster.trainees(graded.ours)
    [row] = [row for row in marks.rows(graded.ours, QUIZ) if row.id == "all-right"]
    assert (row.name, row.state, row.waiting) == ("欧阳修", "已评", ())
