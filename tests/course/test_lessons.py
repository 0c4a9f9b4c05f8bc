"""Lessons: one shape, prose and one-line calls, quoted exactly, running to the end in a real kernel."""

import re
from collections import Counter

import nbformat
import pytest
from lesson_reading import Reader, called, is_teacher, misquotations, steps, texts, without_quotations
from nbclient import NotebookClient

from corpus import quote
from course import catalog
from course.activities import Question, Scene, activities
from course.lesson import Lesson
from course.page import render
from course.passages import passage, sentences
from exercises.bank import SHIPPED, load_bank

NOTEBOOKS = sorted(catalog.FOLDER.glob("*.ipynb"))
LESSONS = [lesson.number for lesson in catalog.lessons()]
NUMERALS = "一二三四五六七八九"

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
each_lesson = pytest.mark.parametrize("number", LESSONS, ids=lambda number: f"lesson-{number:02d}")


def read(path):
    return nbformat.read(path, as_version=4)


def practice(number):
    return load_bank(SHIPPED / "practice" / f"lesson-{number:02d}.yaml").select(lesson=number, pool="practice")


# ---- every notebook --------------------------------------------------------------------------


@each_notebook
def test_a_notebook_holds_prose_and_one_line_calls_only(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert "\n" not in cell.source, cell.source
            assert not cell.outputs and cell.execution_count is None


@each_notebook
def test_every_cell_has_an_id_of_its_own(path):
    ids = [cell.id for cell in read(path).cells]
    assert len(set(ids)) == len(ids)


@each_notebook
def test_the_prose_is_well_set_chinese(path):
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            own = without_quotations(cell.source)
            assert not re.search(r"[一-鿿] [一-鿿]", own), own
            assert not re.search(r"[一-鿿][,;:?!]|[!！]", own), own


@each_notebook
def test_every_cell_runs_without_error_and_without_noise(path, tmp_path):
    notebook = read(path)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    streams = [o for cell in notebook.cells for o in cell.get("outputs", []) if o.output_type == "stream"]
    assert streams == []


# ---- the shape of a lesson -------------------------------------------------------------------


@each_lesson
def test_a_lesson_opens_with_its_title_its_time_and_the_learners_progress(number):
    lesson = Reader(number)
    title, opening, begin, teacher = lesson.cells[:4]
    assert title.source == f"# {lesson.entry.title}\n\n约 {lesson.entry.minutes} 分钟"
    assert opening.source == f"from course.lesson import open_lesson; lesson = open_lesson({number})"
    assert begin.source == "lesson.begin()"
    assert is_teacher(teacher)
    assert 25 <= lesson.entry.minutes <= 45 and lesson.entry.summary


@each_lesson
def test_the_sections_stand_in_their_order(number):
    headings = Reader(number).headings
    own = [heading for heading in headings if re.match(f"[{NUMERALS}]、", heading)]
    assert len(own) >= 2
    assert [heading[0] for heading in own] == list(NUMERALS[: len(own)])
    assert headings == ["学完以后", "先想一想", *own, "讲话没有说的", "自测", "小结", "笔记", "课堂讨论"]


@each_lesson
def test_a_lesson_says_three_to_five_things_one_will_be_able_to_do(number):
    goals = next(cell.source for cell in Reader(number).cells if cell.source.startswith("## 学完以后"))
    assert 3 <= len(re.findall(r"^- ", goals, re.MULTILINE)) <= 5


@each_lesson
def test_a_question_is_asked_before_anything_is_taught(number):
    lesson = Reader(number)
    first = lesson.called("activity")[0][0]
    assert isinstance(activities(number)[first], Question)
    before = lesson.cells[: next(i for i, cell in enumerate(lesson.cells) if cell.source == f'lesson.activity("{first}")')]
    assert before[-1].source.startswith("## 先想一想") or is_teacher(before[-1])
    assert not any(cell.source.startswith(("lesson.passage", "lesson.concept", "## 一、")) for cell in before)


@each_lesson
def test_a_lesson_ends_with_notes_a_discussion_and_its_close(number):
    cells = Reader(number).cells
    at = next(i for i, cell in enumerate(cells) if cell.source.startswith("## 笔记"))
    notes, discussion, *hints, finish = cells[at + 1 :]
    assert notes.source == "lesson.notes()"
    assert discussion.source.startswith("## 课堂讨论")
    assert hints and all(map(is_teacher, hints))
    assert finish.source == "lesson.finish()"


@each_lesson
def test_the_teachers_times_add_up_to_the_lesson(number):
    lesson = Reader(number)
    plan = lesson.cells[3].source
    in_table = re.findall(r"^\|.*\| *(\d+)(?: 分钟)? *\|$", plan, re.MULTILINE)
    in_line = [n for line in plan.splitlines() if "用时安排" in line for n in re.findall(r"(?<![共计约] )(?<!\d)(\d+) 分钟", line)]
    assert sum(map(int, in_table or in_line)) == lesson.entry.minutes, plan


@each_lesson
def test_what_is_for_the_teacher_says_so(number):
    for cell in Reader(number).cells:
        assert is_teacher(cell) == cell.source.startswith("**教员"), cell.source


@each_lesson
def test_a_lesson_calls_only_what_a_lesson_offers(number):
    for cell in Reader(number).cells:
        call = called(cell)
        assert call is None or (not call.name.startswith("_") and hasattr(Lesson, call.name)), cell.source


# ---- what is done in it ----------------------------------------------------------------------


@each_lesson
def test_a_lesson_has_three_or_more_different_interactions_beside_the_first_question(number):
    _first, *others = activities(number).values()
    kinds = {step.item["type"] if isinstance(step, Question) else step.kind for one in others for step in steps(one)}
    assert len(kinds) >= 3, kinds
    assert len(others) >= 3


@each_lesson
def test_every_interaction_is_asked_once_and_in_this_lesson(number):
    asked = [name for name, *_ in Reader(number).called("activity")]
    assert sorted(asked) == sorted(activities(number))
    for activity in activities(number).values():
        for step in steps(activity):
            assert not isinstance(step, Question) or step.parsed.lesson == number


@each_lesson
def test_the_self_test_asks_six_to_ten_practice_items_of_this_lesson(number):
    calls = Reader(number).called("question")
    asked = [name for name, *_ in calls]
    assert 6 <= len(asked) <= 10 and len(set(asked)) == len(asked)
    assert set(asked) <= {item.id for item in practice(number)}
    assert [caption for _, caption in calls] == [f"自测 {k} / {len(asked)}" for k in range(1, len(asked) + 1)]


@each_lesson
def test_the_self_test_mixes_types_and_asks_for_more_than_memory(number):
    asked = {name for name, *_ in Reader(number).called("question")}
    items = [item for item in practice(number) if item.id in asked]
    assert len({item.type for item in items}) >= 4
    assert sum(item.level == "remember" for item in items) * 3 <= len(items)


@each_lesson
def test_no_letter_is_the_key_too_often(number):
    keys = Counter(item.key for item in practice(number) if item.type == "single")
    if keys.total() >= 3:
        assert max(keys.values()) * 2 <= keys.total() + 1, keys


# ---- what is quoted --------------------------------------------------------------------------


@each_lesson
def test_every_passage_and_every_variant_is_quoted_exactly(number):
    lesson = Reader(number)
    cards = [tuple(args) for args in lesson.called("passage")]
    rows = [row for _caption, *speeches in lesson.called("variants") for row in speeches]
    assert cards
    for place in [*cards, *(place for row in rows for place in row)]:
        assert quote(*place).text  # raises when the words do not stand there
    for row in rows:
        assert len({quote(*place).citation.slug for place in row}) == 1, "one row, one speech"


@each_lesson
def test_every_citation_in_prose_is_exact(number):
    said = [text for cell in Reader(number).cells for text in ([cell.source] if cell.cell_type == "markdown" else texts(_own_words(cell)))]
    said += ["\n".join(texts(activity.model_dump())) for activity in activities(number).values()]
    said += ["\n".join(texts(item.model_dump())) for item in practice(number)]
    faults = [fault for text in said for fault in misquotations(_without_slugs(text))]
    assert faults == []


def _own_words(cell):
    call = called(cell)
    return [] if call is None or call.name in ("passage", "variants") else call.args


def _without_slugs(text):
    """Citations as data (``shijiwei-2020¶27``) are held by what loads them; ``¶27`` alone is a word to look for."""
    return re.sub(r"[a-z0-9-]+¶\d+|^¶\d+$", "", text, flags=re.MULTILINE)


@each_lesson
def test_evidence_of_items_and_interactions_is_found_in_the_speeches(number):
    assert practice(number)  # a bank with a misquotation does not load
    for activity in activities(number).values():
        for step in steps(activity):
            if isinstance(step, Question):
                assert step.parsed.evidence


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("“严格按巡察授权和方案要求开展工作”（市纪委书记动员讲话 ¶27）", ""),
        ("“要严格执行‘三不’原则”（市纪委书记动员讲话 ¶27）", ""),
        ("“严格按巡察授权开展工作”（市纪委书记动员讲话 ¶27）", "没有“严格按"),
        ("“严格按巡察授权和方案要求开展工作”（市纪委书记动员讲话 ¶27、¶26）", "shijiwei-2020¶26 没有"),
        ("见市纪委书记动员讲话 ¶270", "没有 shijiwei-2020¶270"),
        ("“严格按巡察授权和方案要求开展工作”（纪委书记讲话 ¶27）", "认不出的出处"),
        ("市纪委书记动员讲话说“严格按巡察授权和方案要求开展工作”（¶27）", ""),
        ("市纪委书记动员讲话说“严格按巡察授权开展工作”（¶27）", "没有“严格按"),
    ],
)
def test_a_misquotation_in_prose_is_found(text, fault):
    found = misquotations(text)
    assert bool(found) == bool(fault) and fault in "".join(found)


def test_a_scene_is_always_marked_as_made_up():
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
