"""A class remembers which items it has handed out, and draws others the next time."""

from pathlib import Path

import nbformat
import pytest
import yaml

from exercises.assembly import seen
from exercises.bank import load_bank
from exercises.quiz import questions
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.steps import hand_out


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A blueprint that draws five exam items of lesson 5."""
    path = tmp_path / "plan.yaml"
    draw = {"count": 5, "lessons": [5], "types": ["single", "multiple", "judge", "cloze", "match", "order"]}
    path.write_text(yaml.safe_dump({"id": "plan", "title": "试抽", "draw": draw}, allow_unicode=True), "utf-8")
    return path


def asked(room: Classroom, quiz: str) -> list[str]:
    return [q.item.id for q in questions(nbformat.read(room.paper("source", quiz) / f"{quiz}.ipynb", as_version=4))]


def test_handing_out_notes_the_items_once(room: Classroom, plan: Path) -> None:
    hand_out.build(room, "quiz-a", plan, "7")
    assert not (room.folder / seen.FILE).exists()
    hand_out.release(room, "quiz-a")
    hand_out.release(room, "quiz-a", again=True)
    assert [(use.quiz, use.item) for use in seen.read(room.folder / seen.FILE)] == [("quiz-a", item) for item in asked(room, "quiz-a")]


def test_the_next_drawing_leaves_out_what_the_class_has_seen(room: Classroom, plan: Path) -> None:
    hand_out.build(room, "quiz-a", plan, "7")
    hand_out.release(room, "quiz-a")
    built = hand_out.build(room, "quiz-b", plan, "7")
    assert built and (built.seed, built.left_out) == ("7", 5)
    assert not set(asked(room, "quiz-a")) & set(asked(room, "quiz-b"))


def test_a_class_that_has_seen_too_much_is_told_so(room: Classroom, plan: Path) -> None:
    every = [item.id for item in load_bank() if item.lesson == 5]
    (room.folder / seen.FILE).write_bytes(seen.render(seen.Use("quiz-old", item, "") for item in every))
    with pytest.raises(GraderError, match="需要 5 题.*只有 0 题"):
        hand_out.build(room, "quiz-a", plan, "7")
    assert not room.paper("source", "quiz-a").exists()


def test_a_broken_list_is_told_before_anything_is_drawn(room: Classroom, plan: Path) -> None:
    (room.folder / seen.FILE).write_text("乱写\n", "utf-8")
    with pytest.raises(GraderError, match="第 1 行"):
        hand_out.build(room, "quiz-a", plan, "7")


def test_a_blueprint_that_comes_with_the_course_is_found_by_its_id_and_takes_a_lesson(room: Classroom) -> None:
    hand_out.build(room, "quiz-05", Path("lesson-quiz"), "7", [5])
    paper = nbformat.read(room.paper("source", "quiz-05") / "quiz-05.ipynb", as_version=4)
    assert (paper.metadata.xuncha.id, paper.metadata.xuncha.title) == ("quiz-05", "单课小测（第 5 课）")
    with pytest.raises(GraderError, match="指明课次"):
        hand_out.build(room, "quiz-06", Path("lesson-quiz"))
