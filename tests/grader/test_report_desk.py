"""班级报告: a quiz's figures on a desk, its files, and an item declared void after its effect has been seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_classes import copied, graded_class
from made_papers import QUIZ, asked
from whole_gradebook import whole

from exercises.deskpage import Said
from grader import roster
from grader.classroom import Classroom
from grader.desks.catalog import desks
from grader.errors import GraderError
from grader.reports.desk import ReportDesk
from grader.roster.units import FILE
from grader.voiding import journal

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
]

EVIL = '<img src=x onerror="alert(1)">'
ORDER = {"do": "void", "key": "B", "explanation": "", "who": "王主任", "why": "两个选项都说得通"}


@pytest.fixture(scope="module")
def graded(new_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    room = graded_class(tmp_path_factory.mktemp("desk") / "class-a", new_class)
    roster.add(room, [roster.Trainee("x03", EVIL)])
    (room.folder / FILE).write_text("编号,单位\nx01,县审计局\nx02,县审计局\nx07,=财政局\n", "utf-8-sig")
    return room


@pytest.fixture
def room(graded: Classroom, tmp_path: Path) -> Classroom:
    return copied(graded, tmp_path / "class-a")


@pytest.fixture
def desk(room: Classroom) -> ReportDesk:
    made = ReportDesk(room.folder)
    made.html()
    return made


def names(html: str) -> list[str]:
    """The people of the marks list as they stand there."""
    table = html.partition('id="marks-table"')[2].partition("</table>")[0]
    return re.findall(r'<th scope="row">(.*?)</th>', table)


def test_the_only_quiz_lies_open_with_all_that_a_report_has(desk: ReportDesk) -> None:
    html = desk.html()
    for title in ("概况", "需要再看的题", "按知识点", "按单位", "成绩单", "题目分析", "说明"):
        assert f"<h2>{title}</h2>" in html
    assert EVIL not in html and "onerror=&#34;alert(1)&#34;" in html
    assert len(names(html)) == 7 and html.count('data-act="decide"') == len(asked())


def test_the_marks_list_shows_whom_one_asks_for(desk: ReportDesk) -> None:
    desk.act("filter", "", {"unit": "县审计局", "state": ""})
    assert sorted(names(desk.html())) == ["学员1", "学员2"]
    desk.act("filter", "", {"unit": "", "state": "未交"})
    assert names(desk.html()) == ["学员7"]
    desk.act("filter", "", {"unit": "", "state": "不及格"})
    assert "学员1" not in names(desk.html()) and "学员2" in names(desk.html())


def test_with_names_hidden_nobody_can_be_told(desk: ReportDesk) -> None:
    desk.act("set", "", {"passing": "60", "against": "", "hidden": "1"})
    assert not re.search("x0[1-7]|学员[1-7]|审计局", desk.html())
    found = desk.act("download", "marks", {}).download
    assert found and "隐去姓名" in found[0] and b"x01" not in found[1]


def test_every_file_can_be_had_here_or_in_the_folder(desk: ReportDesk, room: Classroom) -> None:
    got = {desk.act("download", kind, {}).download[0] for kind in ("html", "xlsx", "marks", "items")}  # type: ignore[index]
    desk.act("save", "", {})
    assert {path.name for path in (room.folder / "报告").iterdir()} == got and len(got) == 4
    marks = next(path for path in (room.folder / "报告").glob("*成绩单.csv")).read_bytes()
    assert marks.startswith(b"\xef\xbb\xbf") and "'=财政局".encode() in marks


@pytest.mark.parametrize("passing", ["-1", "101", "很高", "nan"])
def test_a_pass_line_that_is_none_changes_nothing(desk: ReportDesk, passing: str) -> None:
    before = desk.html()
    with pytest.raises(GraderError, match="及格线"):
        desk.act("set", "", {"passing": passing, "against": "", "hidden": "1"})
    assert desk.html() == before


def test_nothing_is_done_before_its_effect_has_been_seen(desk: ReportDesk, room: Classroom) -> None:
    before = whole(room.folder)
    assert desk.act("decide", "1", {}).focus == "decide-title"
    assert 'id="decide-do-restore"' not in desk.html() and 'data-act="carry"' not in desk.html()
    for missing, told in (("who", "经办人"), ("why", "理由")):
        with pytest.raises(GraderError, match=told):
            desk.act("preview", "", ORDER | {missing: " "})
    assert desk.act("carry", "", ORDER).focus == "effect-title"  # straight to it: the effect is shown instead
    html = desk.html()
    assert "人加分" in html and 'data-act="carry"' in html and whole(room.folder) == before
    assert desk.act("carry", "", ORDER | {"why": "改了主意"}).look == "wait" and whole(room.folder) == before
    assert desk.act("drop", "", ORDER).focus == "decide-1" and whole(room.folder) == before


def test_an_item_is_declared_void_and_restored(desk: ReportDesk, room: Classroom) -> None:
    desk.act("decide", "1", {})
    desk.act("preview", "", ORDER)
    said = desk.act("carry", "", ORDER)
    assert isinstance(said, Said) and "第 1 题作废" in said.text
    html = desk.html()
    assert "第 1 题已作废，全体得满分" in html and "王主任" in html and "○ 已作废" in html
    desk.act("decide", "1", {})
    html = desk.html()
    assert 'value="restore" checked' in html and 'id="decide-do-void"' not in html
    assert 'name="who" value="王主任"' in html  # the same person goes on
    back = {"do": "restore", "who": "王主任", "why": "复核后无误"}
    desk.act("preview", "", back)
    desk.act("carry", "", back)
    assert [(entry.act, entry.state) for entry in journal.entries(room)] == [("void", "done"), ("restore", "done")]
    assert "○ 已作废" not in desk.html().partition('id="decided"')[0]


def test_a_new_key_is_given_as_answers_are_written(desk: ReportDesk, room: Classroom) -> None:
    item = asked()[0].item
    new = next(name for name in item.options if name != item.key)  # type: ignore[attr-defined]
    desk.act("decide", "1", {})
    assert f'name="key" value="{item.key}"' in desk.html()  # type: ignore[attr-defined]
    order = ORDER | {"do": "rekey", "key": f"{item.key} 或 {new}", "explanation": item.explanation}  # type: ignore[attr-defined]
    with pytest.raises(GraderError, match="读不出"):
        desk.act("preview", "", order | {"key": "Z"})
    desk.act("preview", "", order)
    desk.act("carry", "", order)
    assert "△ 答案已更正" in desk.html() and journal.entries(room)[0].key_after == f"{item.key} 或 {new}"  # type: ignore[attr-defined]


def test_a_short_answer_can_only_be_void(desk: ReportDesk) -> None:
    desk.act("decide", str(asked()[-1].number), {})
    html = desk.html()
    assert 'id="decide-do-void"' in html and "decide-do-rekey" not in html and 'name="key"' not in html


def test_outside_a_class_the_page_says_where_to_go(tmp_path: Path) -> None:
    assert "不是班级文件夹" in ReportDesk(tmp_path).html()


def test_a_quiz_nobody_has_handed_in_is_told_and_another_can_be_chosen(new_class: Path) -> None:
    desk = ReportDesk(new_class)
    assert "还没有发放过测验" in desk.html()
    with pytest.raises(GraderError):
        desk.act("quiz", "no-such", {"quiz": "no-such"})
    assert "还没有发放过测验" in desk.html()


def test_the_desk_is_among_the_class_s_desks() -> None:
    assert "班级报告" in [desk.title for desk in desks()]


def test_names_stay_hidden_when_another_quiz_is_chosen(desk: ReportDesk) -> None:
    desk.act("set", "", {"passing": "75", "against": "", "hidden": "1"})
    desk.act("quiz", QUIZ, {"quiz": QUIZ})
    assert "x01" not in desk.html() and 'name="passing" value="75"' in desk.html()
