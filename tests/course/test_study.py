"""The command that opens the course."""

import json
import os

from course import study


def test_arguments_of_the_learner_come_last_so_that_they_win(tmp_path):
    argv = study.command(tmp_path, ["--no-browser", "--port", "8899"])
    assert argv[-3:] == ["--no-browser", "--port", "8899"]
    assert f"--ServerApp.root_dir={tmp_path}" in argv


def test_the_learner_settings_go_before_any_other_configuration():
    path = study.environment({"JUPYTER_CONFIG_PATH": "/etc/own"})["JUPYTER_CONFIG_PATH"]
    assert path.split(os.pathsep) == [str(study.SETTINGS), "/etc/own"]
    assert study.environment({})["JUPYTER_CONFIG_PATH"] == str(study.SETTINGS)


def test_the_learner_settings_hide_the_instructor_menu():
    page = json.loads((study.SETTINGS / "labconfig" / "page_config.json").read_text(encoding="utf-8"))
    assert page["disabledExtensions"]["@jupyter/nbgrader"] is True
