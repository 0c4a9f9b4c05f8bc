"""Joining a class and the papers it hands out, without a browser."""

import json

import pytest
from typer.testing import CliRunner

from course import membership, papers
from course.membership import Membership, MembershipError
from course.quizdesk import QuizDesk
from exercises.exchange import ExchangeProblem
from xuncha import app


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "peixun"
    for arguments in (["class", "init", folder], ["class", "release", "quiz-01", "--dir", folder]):
        done = CliRunner().invoke(app, [str(a) for a in arguments])
        assert done.exit_code == 0, done.output
    return folder / "exchange"


@pytest.fixture(autouse=True)
def own_jupyter_data(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


@pytest.fixture
def member(tmp_path, exchange):
    return membership.join(tmp_path, str(exchange), " s01 ", "王小明")


def test_a_class_is_joined_by_its_folder_and_remembered(tmp_path, member):
    assert (member.course_id, member.student_id, member.name) == ("peixun", "s01", "王小明")
    assert membership.read(tmp_path) == member


@pytest.mark.parametrize("folder", ["", "  ", "/没有/这个/文件夹"])
def test_a_missing_folder_is_said(tmp_path, folder):
    with pytest.raises(MembershipError, match="找不到共享文件夹"):
        membership.join(tmp_path, folder, "s01", "")


def test_a_folder_without_a_class_is_said(tmp_path):
    with pytest.raises(MembershipError, match="还没有班级发放的试卷"):
        membership.join(tmp_path, str(tmp_path), "s01", "")


def test_a_number_is_asked_for(tmp_path, exchange):
    with pytest.raises(MembershipError, match="请填写编号"):
        membership.join(tmp_path, str(exchange), " ", "王小明")
    assert membership.read(tmp_path) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"exchange": 1}', '{"exchange": "/x", "course_id": "c", "student_id": "s", "more": 1}'])
def test_a_damaged_record_counts_as_no_class(tmp_path, content):
    (tmp_path / ".xuncha").mkdir()
    (tmp_path / ".xuncha" / "class.json").write_text(content, encoding="utf-8")
    assert membership.read(tmp_path) is None


def test_a_paper_goes_from_handed_out_to_handed_in(tmp_path, member):
    [before] = papers.papers(tmp_path, member)
    assert before.file is None and before.title.startswith("政治巡察") and before.items == 21
    file = papers.fetch(tmp_path, member, "quiz-01")
    notebook = json.loads(file.read_text(encoding="utf-8"))
    first = next(c for c in notebook["cells"] if c["metadata"].get("xuncha", {}).get("role") == "answer")
    first["source"] = 'answer = "C"'
    file.write_text(json.dumps(notebook), encoding="utf-8")
    [during] = papers.papers(tmp_path, member)
    assert (during.answered, during.handed_in) == (1, None)
    receipt = papers.hand_in(tmp_path, member, "quiz-01")
    [after] = papers.papers(tmp_path, member)
    assert after.handed_in == receipt.moment
    assert papers.feedback(tmp_path, member, "quiz-01") == []


def test_fetching_again_keeps_what_was_answered(tmp_path, member):
    file = papers.fetch(tmp_path, member, "quiz-01")
    file.write_text("我的答卷", encoding="utf-8")
    assert papers.fetch(tmp_path, member, "quiz-01").read_text(encoding="utf-8") == "我的答卷"


def test_a_paper_that_cannot_be_read_does_not_hide_the_list(tmp_path, member):
    papers.fetch(tmp_path, member, "quiz-01").write_text("{", encoding="utf-8")
    [paper] = papers.papers(tmp_path, member)
    assert (paper.title, paper.items) == ("quiz-01", 0)


def test_receipts_of_another_number_are_not_mine(tmp_path, member):
    papers.fetch(tmp_path, member, "quiz-01")
    papers.hand_in(tmp_path, member, "quiz-01")
    other = Membership(**{**member.model_dump(), "student_id": "s02"})
    assert [p.handed_in for p in papers.papers(tmp_path, other)] == [None]


def test_a_vanished_shared_folder_is_said(tmp_path, member):
    gone = Membership(**{**member.model_dump(), "exchange": str(tmp_path / "没有")})
    with pytest.raises(ExchangeProblem, match="找不到"):
        papers.papers(tmp_path, gone)


def press(desk, word):
    """Press the button called ``word`` on the desk, wherever it stands."""
    found = [desk]
    for widget in found:
        found += getattr(widget, "children", ())
    next(w for w in found if getattr(w, "description", None) == word).click()


def said(desk):
    return "".join(getattr(w, "value", "") for w in desk.children)


def test_a_folder_that_vanishes_before_handing_in_is_said_on_the_desk(tmp_path, exchange, member):
    papers.fetch(tmp_path, member, "quiz-01")
    desk = QuizDesk(tmp_path, member, lambda: None)
    away = exchange.with_name("exchange-away")
    exchange.rename(away)
    try:
        press(desk, "交卷")
        assert "找不到收发试卷的文件夹" in said(desk)
    finally:
        away.rename(exchange)
    press(desk, "刷新")
    press(desk, "交卷")
    press(desk, "确定交卷")
    assert "回执号" in said(desk)
