"""The learner's folder: delivered once, updated when unchanged, never overwritten."""

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from course import catalog, workspace
from course.workspace import prepare
from exercises.delivery import DeliveryError

LESSON = catalog.lessons()[0].file


@pytest.fixture(autouse=True)
def own_jupyter_data(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "学习"


def outcomes(folder):
    return {done.file: done.outcome for done in prepare(folder)}


def edit(path, text):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source += text
    nbformat.write(notebook, path)


def newer_course(monkeypatch):
    """Let the course bring a changed first lesson."""
    shipped = workspace._notebooks()
    for file, notebook in shipped:
        if file == LESSON:
            notebook.cells[0].source += "（新版）"
    monkeypatch.setattr(workspace, "_notebooks", lambda: shipped)


def test_a_new_folder_gets_home_and_all_lessons_under_chinese_names(folder):
    assert set(outcomes(folder).values()) == {"new"}
    assert (folder / "巡察课堂.ipynb").exists() and (folder / "什么是政治巡察.ipynb").exists()


def test_what_is_delivered_is_signed_as_trusted(folder):
    prepare(folder)
    for path in folder.glob("*.ipynb"):
        assert NotebookNotary().check_signature(nbformat.read(path, as_version=4)), path.name


def test_the_second_time_nothing_is_written(folder):
    prepare(folder)
    before = {p: p.stat().st_mtime_ns for p in folder.glob("*.ipynb")}
    assert set(outcomes(folder).values()) == {"kept"}
    assert {p: p.stat().st_mtime_ns for p in folder.glob("*.ipynb")} == before


def test_a_changed_lesson_is_kept(folder):
    prepare(folder)
    edit(folder / LESSON, "我的笔记")
    assert outcomes(folder)[LESSON] == "kept"
    assert "我的笔记" in (folder / LESSON).read_text(encoding="utf-8")


def test_an_unchanged_lesson_follows_the_course(folder, monkeypatch):
    prepare(folder)
    newer_course(monkeypatch)
    assert outcomes(folder)[LESSON] == "updated"
    assert outcomes(folder)[LESSON] == "kept"


def test_outputs_alone_do_not_count_as_a_change(folder, monkeypatch):
    prepare(folder)
    notebook = nbformat.read(folder / LESSON, as_version=4)
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    code.outputs = [nbformat.v4.new_output("stream", text="运行过")]
    nbformat.write(notebook, folder / LESSON)
    newer_course(monkeypatch)
    assert outcomes(folder)[LESSON] == "updated"


def test_a_changed_lesson_gets_the_newer_version_beside_it_once(folder, monkeypatch):
    prepare(folder)
    edit(folder / LESSON, "我的笔记")
    newer_course(monkeypatch)
    first = [done for done in prepare(folder) if done.outcome == "beside"]
    assert [done.file for done in first] == [LESSON.replace(".ipynb", "（新版）.ipynb")]
    assert "我的笔记" in (folder / LESSON).read_text(encoding="utf-8")
    assert not [done for done in prepare(folder) if done.outcome == "beside"]


def test_a_file_that_is_no_notebook_is_never_overwritten(folder, monkeypatch):
    prepare(folder)
    (folder / LESSON).write_text("不是笔记本", encoding="utf-8")
    newer_course(monkeypatch)
    prepare(folder)
    assert (folder / LESSON).read_text(encoding="utf-8") == "不是笔记本"


def test_a_deleted_lesson_comes_back(folder):
    prepare(folder)
    (folder / LESSON).unlink()
    assert outcomes(folder)[LESSON] == "new"


def test_a_broken_record_of_deliveries_loses_nothing(folder):
    prepare(folder)
    edit(folder / LESSON, "我的笔记")
    (folder / ".xuncha" / "delivered.json").write_text("{", encoding="utf-8")
    prepare(folder)
    assert "我的笔记" in (folder / LESSON).read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_said_in_chinese(tmp_path):
    (tmp_path / "占用").write_text("", encoding="utf-8")
    with pytest.raises(DeliveryError, match="无法写入"):
        prepare(tmp_path / "占用")


def test_lessons_are_linked_to_their_neighbours_and_home(folder):
    prepare(folder)
    files = [lesson.file for lesson in catalog.lessons()]
    for i, file in enumerate(files):
        about = nbformat.read(folder / file, as_version=4).metadata["xuncha"]
        assert about["home"] == "巡察课堂.ipynb"
        assert about["previous"] == (files[i - 1] if i else None)
        assert about["next"] == (files[i + 1] if i + 1 < len(files) else None)
