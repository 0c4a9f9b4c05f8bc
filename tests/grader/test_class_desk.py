"""班级台: a class is made and led from its roster to feedback by buttons alone."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import datetime, timezone
from pathlib import Path

import pytest
from made_classes import graded_class, released
from made_papers import QUIZ, answered, hand_in, right
from openpyxl import Workbook

from exercises.deskpage import DeskPage, Said
from grader import classroom, marks, roster
from grader.classroom import Classroom
from grader.desks import classdesk, opening
from grader.desks.catalog import HOME_FILE, desks
from grader.desks.classdesk import ClassDesk
from grader.errors import GraderError

pytestmark = pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning")
NOON = datetime(2026, 3, 5, 4, 0, tzinfo=timezone.utc)


def act(desk: ClassDesk, what: str, value: str = "", /, **fields: str) -> Said:
    """Press what stands on the page, which must be there."""
    html = desk.html()
    assert f'data-act="{what}"' in html or f'data-change="{what}"' in html, what
    return desk.act(what, value, {field.replace("_", "-"): text for field, text in fields.items()})


def test_a_folder_becomes_a_class_by_one_button(tmp_path: Path) -> None:
    desk = ClassDesk(tmp_path / "peixun")
    assert "还不是班级" in desk.html() and 'value="peixun"' in desk.html()
    with pytest.raises(GraderError, match="班级编号"):
        act(desk, "init", course_id="第一班")
    said = act(desk, "init", name="第一轮培训班", course_id="round-1")
    assert "第一轮培训班" in said.text
    room = classroom.find(tmp_path / "peixun")
    assert (room.name, room.course_id) == ("第一轮培训班", "round-1")
    assert "还没有试卷" in desk.html()


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_a_paper_is_drawn_previewed_and_handed_out(room: Classroom) -> None:
    desk = ClassDesk(room.folder)
    act(desk, "blueprint", blueprint="lesson-quiz")
    assert "第几课" in act(desk, "build", name="lesson-5").text, "the lesson is asked for"
    said = act(desk, "build", name="lesson-5", lesson="5", seed="2026春")
    assert "还没有发放" in said.text and "种子：2026春" in said.text
    assert (room.paper("source", "lesson-5") / "lesson-5.ipynb").is_file()
    name, page = act(desk, "preview").download or ("", b"")
    assert name == "lesson-5-预览.html" and "第 1 题" in page.decode()
    act(desk, "release")
    assert (room.exchange / room.course_id / "outbound" / "lesson-5").is_dir()
    assert "✓ 已发放" in desk.html() and 'data-act="release"' not in desk.html()


def test_a_paper_is_never_built_over_another(room: Classroom) -> None:
    desk = ClassDesk(room.folder)
    act(desk, "blueprint", blueprint="quiz-01")
    act(desk, "build")
    before = (room.paper("source", "quiz-01") / "quiz-01.ipynb").read_bytes()
    act(desk, "blueprint", blueprint="quiz-01")
    assert act(desk, "build").look == "wrong"
    assert (room.paper("source", "quiz-01") / "quiz-01.ipynb").read_bytes() == before
    act(desk, "blueprint", blueprint="pre-test")
    assert 'value="pre-test"' in desk.html()


def test_a_faulty_blueprint_of_the_class_is_shown_with_its_fault(room: Classroom) -> None:
    (room.folder / "<b>.yaml").write_text("id: A B\n", encoding="utf-8")
    desk = ClassDesk(room.folder)
    act(desk, "blueprint", blueprint="<b>.yaml")
    html = desk.html()
    assert "处问题" in html and "<b>" not in html
    assert desk.act("build", "", {}).look == "wrong"


def test_graded_given_back_and_told_by_name(new_class: Path, tmp_path: Path) -> None:
    room = graded_class(tmp_path / "class", new_class)
    (room.folder / "submitted" / "x07" / QUIZ).mkdir(parents=True)
    (room.folder / "submitted" / "x07" / QUIZ / f"{QUIZ}.ipynb").write_text("{", encoding="utf-8")
    desk = ClassDesk(room.folder, clock=lambda: NOON)
    said = act(desk, "grade")
    assert said.look == "wait" and "未能评分 1 份" in said.text
    assert "学员7（x07）" in desk.html()
    shutil.rmtree(room.folder / "submitted" / "x07")
    hand_in(room.folder, "x07", answered(released(room), right), "2024-03-05 11:00:00 UTC")
    assert "本次评分 1 份" in act(desk, "grade").text

    assert "从哪天起" in act(desk, "feedback", answers="later").text
    act(desk, "feedback", answers="later", answers_from="2026-03-06 09:00")
    assert "自 2026年3月6日 09:00起公布" in desk.html().replace(" ", " ")
    withheld = (room.folder / "feedback" / "x01" / QUIZ / f"{QUIZ}.html").read_text("utf-8")
    act(desk, "feedback", answers="now")
    assert (room.folder / "feedback" / "x01" / QUIZ / f"{QUIZ}.html").read_text("utf-8") != withheld
    assert "暂不带答案" not in desk.html()

    name, pages = act(desk, "pages").download or ("", b"")
    with zipfile.ZipFile(io.BytesIO(pages)) as archive:
        assert name == f"{QUIZ}-反馈页.zip" and f"x01_学员1_{QUIZ}.html" in archive.namelist()
        assert len(archive.namelist()) == 7
    name, table = act(desk, "marks").download or ("", b"")
    assert name == f"{QUIZ}-成绩.csv" and table == marks.to_csv(marks.rows(room, QUIZ), room.timezone)


def test_a_roster_is_picked_and_entered_here_too(room: Classroom) -> None:
    book = Workbook()
    for row in (["编号", "姓名", "单位"], ["x01", "张三", "市委办"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    desk = ClassDesk(room.folder)
    assert desk.take_file("照片.png", 3, b"png").look == "wrong"
    desk.take_file("名册.xlsx", len(out.getvalue()), out.getvalue())
    act(desk, "roster-enter")
    assert [one.name for one in roster.trainees(room)] == ["张三"]


def test_a_class_whose_settings_are_broken_is_told(room: Classroom) -> None:
    (room.folder / classroom.CONFIG).write_text("c = (", encoding="utf-8")
    assert "班级打不开" in ClassDesk(room.folder).html()


def test_all_desks_come_into_the_folder_signed_and_lead_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat
    from nbformat.sign import NotebookNotary

    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    opening.prepare(tmp_path / "class")
    assert [desk.file for desk in desks()] == [HOME_FILE, "收卷台.ipynb", "阅卷台.ipynb", "班级报告.ipynb"]
    for desk in desks():
        notebook = nbformat.read(tmp_path / "class" / desk.file, as_version=4)
        assert NotebookNotary().check_signature(notebook)
        assert notebook.metadata["xuncha"].get("home") == (None if desk.file == HOME_FILE else HOME_FILE)
        assert all(len(cell.source.splitlines()) == 1 for cell in notebook.cells if cell.cell_type == "code")


def test_the_notebook_opens_the_desk_of_its_folder(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(room.folder)
    shown = classdesk.open_class()
    assert isinstance(shown, DeskPage) and "第一轮培训班" in shown.html


