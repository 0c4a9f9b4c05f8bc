"""Making a class: an nbgrader course directory that can be made twice without harm."""

import os
import stat
import subprocess
import sysconfig
from pathlib import Path

import pytest
from traitlets.config import PyFileConfigLoader

from grader import classroom
from grader.classroom import Classroom
from grader.errors import GraderError


def content(folder: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob("*"))}


def test_a_class_has_settings_notes_source_gradebook_and_exchange(room: Classroom) -> None:
    files = {"nbgrader_config.py", "说明.txt", "source", "exchange"}
    assert {p.name for p in room.folder.iterdir()} == (files if room.server else files | {"gradebook.db"})
    assert (room.course_id, room.name) == ("class-a", "第一轮培训班")


def test_making_it_again_changes_nothing_and_says_so(room: Classroom) -> None:
    before = content(room.folder)
    done = classroom.init(room.folder, course_id="other", name="别的名称")
    assert done.made == []
    assert content(room.folder) == before


def test_a_file_the_instructor_removed_is_made_anew_and_the_rest_kept(room: Classroom) -> None:
    (room.folder / "说明.txt").unlink()
    config = room.folder / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + "# 本班说明\n", "utf-8")
    done = classroom.init(room.folder)
    assert done.made == [room.folder / "说明.txt"]
    assert config.read_text("utf-8").endswith("# 本班说明\n")


def test_the_exchange_is_open_to_all_and_sticky(room: Classroom) -> None:
    assert stat.S_IMODE(room.exchange.stat().st_mode) == 0o1777


def test_a_shared_exchange_outside_the_class_is_used_as_given(tmp_path: Path) -> None:
    classroom.init(tmp_path / "c", exchange=tmp_path / "shared")
    assert classroom.find(tmp_path / "c").exchange == tmp_path / "shared"
    assert not (tmp_path / "c" / "exchange").exists()


def test_names_with_quotes_and_braces_survive_in_the_settings(tmp_path: Path) -> None:
    name = "“三不”培训班 \"$x\" {y} \\ 第'1'期"
    classroom.init(tmp_path / "c", name=name)
    assert classroom.find(tmp_path / "c").name == name


def test_a_moved_class_still_finds_itself(room: Classroom, tmp_path: Path) -> None:
    moved = room.folder.rename(tmp_path / "moved")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(moved)).load_config()
    assert config.CourseDirectory.root == str(moved)
    assert config.Exchange.root == str(moved / "exchange")


def test_no_kernel_is_among_the_steps_of_autograding(room: Classroom) -> None:
    steps = room.config.Autograde.autograde_preprocessors
    assert steps[0] == "grader.scoring.ScoreResponses"
    assert not any("Execute" in step for step in steps)


@pytest.mark.parametrize("bad", ["第一轮", "a+b", "a b", "../x", "-a"])
def test_a_course_id_that_nbgrader_cannot_carry_is_refused_in_chinese(bad: str, tmp_path: Path) -> None:
    with pytest.raises(GraderError, match="班级编号"):
        classroom.init(tmp_path / "c", course_id=bad)
    assert not (tmp_path / "c").exists()


def test_a_class_is_found_from_inside_and_its_absence_is_explained(room: Classroom, tmp_path: Path) -> None:
    assert classroom.find(room.folder / "source") == room
    with pytest.raises(GraderError, match="xuncha class init"):
        classroom.find(tmp_path)


def test_broken_settings_are_named(room: Classroom) -> None:
    (room.folder / "nbgrader_config.py").write_text("c = get_config(\n", "utf-8")
    with pytest.raises(GraderError, match="nbgrader_config.py.*SyntaxError"):
        _ = classroom.find(room.folder).config


def test_the_gradebook_is_made_in_an_environment_nobody_activated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = sysconfig.get_path("scripts")
    others = [p for p in os.environ["PATH"].split(os.pathsep) if p != scripts]
    monkeypatch.setenv("PATH", os.pathsep.join(others))
    classroom.init(tmp_path / "c")
    assert (tmp_path / "c" / "gradebook.db").stat().st_size > 0


def test_nbgrader_itself_reads_the_class(room: Classroom) -> None:
    nbgrader = Path(sysconfig.get_path("scripts")) / "nbgrader"
    done = subprocess.run([nbgrader, "db", "student", "list"], cwd=room.folder, capture_output=True, text=True)
    assert done.returncode == 0
    assert "There are 0 students in the database" in done.stdout + done.stderr
