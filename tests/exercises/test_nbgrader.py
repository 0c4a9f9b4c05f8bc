"""Real nbgrader: nothing of any key is released, and stock autograding gives our scores."""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest

import exercises
from exercises.bank import Bank, load_bank
from exercises.marking import assess
from exercises.quiz import Question, questions, read_blueprint
from exercises.quiz.build import build, to_bytes
from exercises.quiz.save import save
from exercises.response import PROSE_STUB, read, read_prose

CONFIG = f"""
c = get_config()
c.CourseDirectory.course_id = "test"
c.ClearSolutions.code_stub = {{"python": 'answer = ""'}}
c.ClearSolutions.text_stub = "{PROSE_STUB}"
"""
QUIZ = "quiz-test"
ANSWERS = {
    # by question number; a question left out is left as released
    "right": {1: 'answer = "B"', 2: 'answer = "B"', 3: 'answer = ["A", "C", "D"]', 4: 'answer = "错"',
              5: 'answer = {"1": "两个维护", "2": "政治监督", "3": "常态化"}', 6: 'answer = {"1": "D", "2": "C", "3": "A"}',
              7: "没有发现问题是失职，发现了不报告是渎职。"},
    "part": {1: 'answer = "A"', 3: 'answer = ["C", "A"]', 4: 'answer = True', 5: 'answer = {"1": "“两个维护”", "3": "常态化。"}',
             6: 'answer = {"1": "D", "2": "A", "3": "C"}'},
    "blank": {},
    "odd": {1: 'answer = ["B", "C"]', 2: 'answer = " ｂ "', 3: 'answer = ["A", "B"]', 5: 'answer = ["甲"]', 6: 'answer = "DCA"'},
}  # fmt: skip

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def nbgrader(course: Path, *arguments: str) -> None:
    home = Path(exercises.__file__).parents[1]
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])  # nbgrader calls alembic by name
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(home), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def bank(data: Path) -> Bank:
    return load_bank(data / "bank.yaml")


@pytest.fixture(scope="module")
def paper(data: Path, bank: Bank) -> Any:
    return build(read_blueprint(data / "quiz-test.yaml"), bank)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, paper: Any) -> Path:
    """A course whose quiz is released."""
    root = tmp_path_factory.mktemp("course")
    (root / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    source = root / "source" / QUIZ
    source.mkdir(parents=True)
    for content in (to_bytes(paper).replace("试组".encode(), "旧卷".encode()), to_bytes(paper)):
        saved = save(content, source / f"{QUIZ}.ipynb", replace=True, now=datetime.now())
    assert saved.copy and saved.copy.exists()
    nbgrader(root, "generate_assignment", QUIZ, "--create")
    return root


@pytest.fixture(scope="module")
def released(course: Path) -> Any:
    return nbformat.read(course / "release" / QUIZ / f"{QUIZ}.ipynb", as_version=4)


@pytest.fixture(scope="module")
def graded(course: Path, released: Any) -> dict[str, dict[str, Any]]:
    """The stock grades of every submission by trainee and grade cell."""
    for trainee, answers in ANSWERS.items():
        folder = course / "submitted" / trainee / QUIZ
        folder.mkdir(parents=True)
        submission = nbformat.from_dict(released)
        for cell in submission.cells:
            if cell.metadata.xuncha.role == "answer":
                cell.source = answers.get(cell.metadata.xuncha.number, cell.source)
        nbformat.write(submission, folder / f"{QUIZ}.ipynb")
    nbgrader(course, "autograde", QUIZ)

    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            trainee: {grade.name: grade.to_dict() for grade in gradebook.find_submission_notebook(QUIZ, QUIZ, trainee).grades}
            for trainee in ANSWERS
        }


def secrets(paper: Any) -> list[str]:
    """Every text that a trainee must not have, but for words that stand in some question."""
    fields = {"explanation", "evidence", "distractors", "blanks", "answer", "rubric"}
    shown = "".join(cell.source for cell in paper.cells if cell.metadata.xuncha.role == "stem")
    texts = [text for question in questions(paper) for text in _texts(question.item.model_dump(include=fields))]
    return [text for text in texts if text not in shown]


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from _texts(part)
        case list():
            for part in value:
                yield from _texts(part)


def test_nothing_of_a_key_is_released(course: Path, paper: Any):
    assert len([path for path in (course / "release").rglob("*.ipynb")]) == 1  # the kept copy stays at home
    found = b"".join(path.read_bytes() for path in (course / "release").rglob("*") if path.is_file()).decode()
    assert b"\\u" not in found.encode()  # no Chinese text hides behind escapes
    assert len(secrets(paper)) > 30
    for text in secrets(paper):
        assert all(line not in found for line in text.splitlines())
    for word in ("explanation", "evidence", "distractors", "rubric", '\\"key\\"', "exercises.stock", "HIDDEN TESTS"):
        assert word not in found


def test_a_released_paper_is_blank_and_asks_the_same(released: Any, paper: Any):
    for before, after in zip(paper.cells, released.cells, strict=True):
        if after.metadata.xuncha.role == "answer":
            assert after.source == ('answer = ""' if after.cell_type == "code" else PROSE_STUB)
            assert after.metadata.xuncha == before.metadata.xuncha
            assert after.metadata.get("editable", True)
        elif after.metadata.xuncha.role == "check":
            assert after.source == "# 评分单元，请勿改动"
        else:
            assert after.source == before.source
        assert after.id == before.id


def ours(question: Question, trainee: str) -> float | None:
    short = question.item.type == "short"
    source = ANSWERS[trainee].get(question.number, PROSE_STUB if short else 'answer = ""')
    return assess(question.item, read_prose(source) if short else read(source))[0].earned


@pytest.mark.parametrize("trainee", ANSWERS)
def test_stock_autograding_gives_our_scores(graded: dict[str, dict[str, Any]], paper: Any, trainee: str):
    grades = graded[trainee]
    for question in questions(paper):
        earned = ours(question, trainee)
        assert grades[question.grade_id]["auto_score"] == earned, question.number
        assert grades[question.grade_id]["needs_manual_grade"] == (earned is None)
    assert (grades["q07-key"]["auto_score"], grades["q07-key"]["max_score"]) == (0, 0)


def test_partial_marks_reach_the_gradebook(graded: dict[str, dict[str, Any]]):
    assert {name: grade["auto_score"] for name, grade in graded["part"].items()} == {
        "q01": 0, "q02": 0, "q03": 2, "q04": 0, "q05": 1.3, "q06": 1.3, "q07": 0, "q07-key": 0,
    }  # fmt: skip
    assert sum(grade["auto_score"] or 0 for grade in graded["right"].values()) == 14


def test_the_key_side_outlives_release_and_autograding(course: Path, paper: Any, graded: dict[str, Any]):
    after = nbformat.read(course / "autograded" / "part" / QUIZ / f"{QUIZ}.ipynb", as_version=4)
    assert questions(after) == questions(paper)


def test_whoever_marks_a_short_answer_sees_the_rubric(course: Path, graded: dict[str, Any]):
    after = nbformat.read(course / "autograded" / "right" / QUIZ / f"{QUIZ}.ipynb", as_version=4)
    [cell] = [cell for cell in after.cells if cell.metadata.nbgrader.grade_id == "q07-key"]
    assert re.search(r"^# 1\. 评分点甲：说出没有发现问题（2 分）$", cell.source, re.MULTILINE)
    assert not cell.outputs
