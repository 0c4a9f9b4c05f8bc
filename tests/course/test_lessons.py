"""Lessons: prose and one-line calls, quoted exactly, running to the end in a real kernel."""

import re

import nbformat
import pytest
from nbclient import NotebookClient

from course import catalog
from course.activities import Mark, Question, Scene, activities
from course.passages import passage, sentences
from exercises.bank import load_bank

NOTEBOOKS = sorted(catalog.FOLDER.glob("*.ipynb"))
LESSONS = [lesson.number for lesson in catalog.lessons()]


def read(path):
    return nbformat.read(path, as_version=4)


def steps(activity):
    return activity.steps if isinstance(activity, Scene) else (activity,)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_holds_prose_and_one_line_calls_only(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert "\n" not in cell.source, cell.source
            assert not cell.outputs and cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_the_prose_is_well_set_chinese(path):
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"[一-鿿] [一-鿿]", cell.source), cell.source
            assert not re.search(r"[一-鿿][,;:?!]|[!！]", cell.source), cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_every_cell_runs_without_error_and_without_noise(path, tmp_path):
    notebook = read(path)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    streams = [o for cell in notebook.cells for o in cell.get("outputs", []) if o.output_type == "stream"]
    assert streams == []


@pytest.mark.parametrize("number", LESSONS)
def test_a_lesson_has_three_or_more_kinds_of_interaction(number):
    found = list(activities(number).values())
    kinds = {step.item["type"] if isinstance(step, Question) else step.kind for a in found for step in steps(a)}
    assert len(kinds | {a.kind for a in found if isinstance(a, Scene)}) >= 4


@pytest.mark.parametrize("number", LESSONS)
def test_every_interaction_of_a_lesson_is_used_and_sound(number):
    lesson = next(entry for entry in catalog.lessons() if entry.number == number)
    text = "\n".join(cell.source for cell in read(lesson.source).cells)
    for name, activity in activities(number).items():
        assert f'lesson.activity("{name}")' in text
        for step in steps(activity):
            assert isinstance(step, Mark) or step.parsed.lesson == number


@pytest.mark.parametrize("number", LESSONS)
def test_a_lesson_has_a_self_test_from_the_practice_pool(number):
    lesson = next(entry for entry in catalog.lessons() if entry.number == number)
    asked = re.findall(r'lesson\.question\("([^"]+)"', "\n".join(cell.source for cell in read(lesson.source).cells))
    assert set(asked) == {item.id for item in load_bank().select(lesson=number, pool="practice")}
    assert len(asked) >= 6


def test_a_scene_is_always_marked_as_made_up():
    from course.page import render

    for number in LESSONS:
        for activity in activities(number).values():
            if isinstance(activity, Scene):
                assert "情景（虚构）" in render("scene", scene=activity)


def test_a_passage_knows_its_surroundings_and_the_slips_in_its_words():
    found = passage("shijiwei-2020¶32", "严禁接受被巡察对象提供的非保障范围之外的服务")
    assert found.before.endswith("打招呼；") and found.after.startswith("。")
    assert found.following and found.following.startswith("同志们，")
    assert any("双重否定" in slip for slip in found.slips)


@pytest.mark.parametrize("text", ["一句。", "一句。二句！三句？四", "他说：“好。”然后走了。", "甲；乙。", "没有标点", ""])
def test_sentences_joined_again_give_the_text(text):
    assert "".join(sentences(text)) == text
