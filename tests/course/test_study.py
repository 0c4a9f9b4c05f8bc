"""How the course is opened."""

import json
import os

from course import study
from exercises import jupyterlab


def test_arguments_of_the_learner_come_last_so_that_they_win(tmp_path):
    argv = jupyterlab.command(tmp_path, ["--no-browser", "--port", "8899"], "课.ipynb")
    assert argv[-3:] == ["--no-browser", "--port", "8899"]
    assert f"--ServerApp.root_dir={tmp_path}" in argv


def test_the_course_opens_at_home_with_the_learner_settings_before_any_others(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/etc/own")
    started = []
    monkeypatch.setattr(jupyterlab, "start", lambda *arguments: started.append(arguments) or 0)
    study.start(tmp_path, ["--no-browser"])
    ((argv, environment),) = started
    assert argv == jupyterlab.command(tmp_path, ["--no-browser"], "巡察课堂.ipynb")
    assert environment["JUPYTER_CONFIG_PATH"].split(os.pathsep) == [str(study.SETTINGS), "/etc/own"]
    assert jupyterlab.environment({}, study.SETTINGS)["JUPYTER_CONFIG_PATH"] == str(study.SETTINGS)


def test_the_learner_settings_hide_the_instructor_menu():
    page = json.loads((study.SETTINGS / "labconfig" / "page_config.json").read_text(encoding="utf-8"))
    assert page["disabledExtensions"]["@jupyter/nbgrader"] is True
