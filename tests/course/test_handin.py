"""Handing a paper in from the paper: through the exchange, else as a file that says whose it is."""

from datetime import datetime, timezone
from threading import Timer

import nbformat
import pytest
from nbformat import v4
from typer.testing import CliRunner

from course import handin, membership, papers
from course.handin import HandInProblem
from xuncha import app

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=timezone.utc)


@pytest.fixture(autouse=True)
def own_jupyter_data(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "peixun"
    for arguments in (["class", "init", folder], ["class", "release", "quiz-01", "--dir", folder]):
        done = CliRunner().invoke(app, [str(a) for a in arguments])
        assert done.exit_code == 0, done.output
    return folder / "exchange"


@pytest.fixture
def paper(tmp_path):
    """A paper that came as a file, outside any class."""
    notebook = v4.new_notebook(cells=[v4.new_code_cell('answer = "B"')], metadata={"xuncha": {"kind": "quiz", "id": "quiz-01"}})
    nbformat.write(notebook, tmp_path / "quiz-01.ipynb")
    return "quiz-01.ipynb"


@pytest.fixture
def fetched(tmp_path, exchange):
    member = membership.join(tmp_path, str(exchange), "s01", "王小明")
    return str(papers.fetch(tmp_path, member, "quiz-01").relative_to(tmp_path))


def test_a_fetched_paper_goes_through_the_exchange(tmp_path, exchange, fetched):
    assert handin.prospect(tmp_path, fetched) == handin.Prospect("exchange", "", "s01", "王小明")
    done = handin.hand_in(tmp_path, fetched)
    assert (done.how, done.file) == ("exchange", None)
    inbound = list((exchange / "peixun" / "inbound").glob("s01+quiz-01+*"))
    assert len(inbound) == 1
    assert papers.papers(tmp_path, membership.read(tmp_path))[0].handed_in == done.moment


def test_without_a_class_a_file_is_written_that_says_whose_it_is(tmp_path, paper):
    found = handin.prospect(tmp_path, paper)
    assert (found.how, found.why_file) == ("file", "还没有加入班级")
    done = handin.hand_in(tmp_path, paper, "s07", "李 大/力", now=NOON)
    written = tmp_path / done.file
    assert written.parent.name == "交卷"
    assert written.name.startswith("s07_李-大-力_quiz-01_2026")
    inside = nbformat.read(written, as_version=4)
    assert inside.metadata["xuncha"]["trainee"] == {"id": "s07", "name": "李 大/力"}
    assert inside.cells[0].source == 'answer = "B"'


def test_a_second_file_of_the_same_moment_does_not_replace_the_first(tmp_path, paper):
    files = {handin.hand_in(tmp_path, paper, "s07", "", now=NOON).file for _ in range(3)}
    assert len(files) == 3
    assert all((tmp_path / file).exists() for file in files)


def test_a_lost_shared_folder_turns_the_hand_in_into_a_file(tmp_path, fetched):
    lost = membership.read(tmp_path).model_copy(update={"exchange": str(tmp_path / "gone")})
    (tmp_path / ".xuncha" / "class.json").write_text(lost.model_dump_json(), encoding="utf-8")
    assert handin.prospect(tmp_path, fetched).why_file == "班级的共享文件夹现在连不上"
    assert handin.hand_in(tmp_path, fetched).how == "file"


def test_a_number_is_needed_on_a_file(tmp_path, paper):
    with pytest.raises(HandInProblem, match="请填写编号"):
        handin.hand_in(tmp_path, paper, "  ", "王小明")
    assert not (tmp_path / "交卷").exists()


def test_only_papers_inside_the_folder_are_handed_in(tmp_path, paper):
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "link.ipynb").symlink_to(tmp_path / paper)
    (inner / "note.ipynb").write_text("{}", encoding="utf-8")
    (inner / "plain.ipynb").write_text(nbformat.writes(v4.new_notebook()), encoding="utf-8")
    for path in ("../quiz-01.ipynb", "link.ipynb", "note.ipynb", "plain.ipynb", "", "gone.ipynb", "a\0b.ipynb", str(tmp_path / paper)):
        with pytest.raises(HandInProblem):
            handin.prospect(inner, path)


@pytest.mark.parametrize("content", ["", "[]", "null", '{"metadata": 5}', '{"cells": [], "metadata": {"xuncha": []}, "nbformat": 4, "nbformat_minor": 5}', "[" * 100_000])
def test_a_damaged_paper_is_refused_in_words(tmp_path, content, monkeypatch):
    monkeypatch.setattr(handin, "PATIENCE", 0)
    (tmp_path / "quiz.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(HandInProblem, match="没有交卷"):
        handin.prospect(tmp_path, "quiz.ipynb")


def test_a_paper_that_is_just_being_saved_is_waited_for(tmp_path, paper):
    whole = (tmp_path / paper).read_bytes()
    (tmp_path / paper).write_bytes(whole[: len(whole) // 2])
    saving = Timer(0.2, (tmp_path / paper).write_bytes, [whole])
    saving.start()
    assert handin.prospect(tmp_path, paper).how == "file"
    saving.join()
