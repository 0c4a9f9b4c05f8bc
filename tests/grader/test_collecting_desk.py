"""收卷台: what came is shown before it is taken in; decisions are buttons; nothing of a stranger's name runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from made_classes import copied
from made_collections import MARCH, in_place, paper, put
from openpyxl import Workbook

from exercises.deskpage import DeskPage, Said
from grader import classroom, roster
from grader.classroom import Classroom
from grader.collecting import desk as desks
from grader.collecting.desk import CollectingDesk
from grader.errors import GraderError
from grader.roster import table, units

pytestmark = pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning")
EVIL = "<img src=x onerror=alert(1)>"


def excel(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def room(waiting_room: Classroom) -> Classroom:
    return waiting_room


@pytest.fixture
def desk(room: Classroom) -> CollectingDesk:
    return CollectingDesk(room)


def act(desk: CollectingDesk, name: str, value: str = "", fields: Mapping[str, str] = {}) -> Said:
    """Press what stands on the page, which must be there."""
    html = desk.html()
    assert f'data-act="{name}"' in html or f'data-change="{name}"' in html
    assert not value or f'data-value="{value}"' in html
    return desk.act(name, value, fields)


def pick(desk: CollectingDesk, name: str, data: bytes) -> Said:
    return desk.take_file(name, len(data), data)


def tokens(desk: CollectingDesk, action: str) -> list[str]:
    return re.findall(rf'data-act="{action}" data-value="([0-9a-f]{{8}})"', desk.html())


def test_what_was_picked_is_seen_before_it_is_taken_in(desk: CollectingDesk, room: Classroom) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("李四/quiz.ipynb", paper(room))
        file.writestr("说明.docx", b"x")
    assert "已选 1 个" in pick(desk, "下载.ipynb", paper(room, id="x01", name="张三", moment=MARCH.format(1))).text
    assert "已选 2 个" in pick(desk, "群里.zip", packed.getvalue()).text
    said = act(desk, "look")
    assert said.text == "预览：可收 2 份，待定 0 份，没有收的文件 1 个。" and said.focus == "cl-result"
    html = desk.html()
    assert "预览：还没有收下" in html and "张三" in html and "群里.zip／李四／quiz.ipynb" in html
    assert "群里.zip／说明.docx" in html and "未交 4 人" in html and not in_place(room)
    assert "本次新收 2 份" in act(desk, "take").text
    assert in_place(room).keys() == {"x01", "x02"} and "已收下" in desk.html()
    assert 'data-act="take"' not in desk.html()
    said = act(desk, "list")
    assert said.download and said.download[0].endswith(".csv") and "未交" in said.download[1].decode("utf-8-sig")


def test_a_decision_in_the_preview_takes_effect_with_taking_in(desk: CollectingDesk, room: Classroom) -> None:
    pick(desk, "新建.ipynb", paper(room))
    pick(desk, "张三.ipynb", paper(room, lambda item: None))
    act(desk, "look")
    unknown = next(token for token in tokens(desk, "owner") if token not in tokens(desk, "accept"))
    [blank] = tokens(desk, "accept")
    assert act(desk, "owner", unknown, {f"owner-{unknown}": ""}).look == "wrong"
    assert "还有 1 份待定" in act(desk, "owner", unknown, {f"owner-{unknown}": "x05"}).text
    assert "还有 0 份待定" in act(desk, "refuse", blank).text
    assert not in_place(room)
    act(desk, "undo", blank)
    assert tokens(desk, "accept") == [blank]
    act(desk, "accept", blank)
    act(desk, "take")
    assert in_place(room).keys() == {"x01", "x05"}
    act(desk, "undo", unknown)
    assert in_place(room).keys() == {"x01"}
    act(desk, "undo", blank)
    assert not in_place(room)


def test_after_taking_in_a_decision_takes_effect_at_once(desk: CollectingDesk, room: Classroom) -> None:
    pick(desk, "王伟.ipynb", paper(room))
    act(desk, "look")
    act(desk, "take")
    [token] = tokens(desk, "owner")
    html = desk.html()
    assert html.index("王伟（x03）") < html.index("张三（x01）"), "who it may be comes first"
    act(desk, "owner", token, {f"owner-{token}": "x04"})
    assert in_place(room).keys() == {"x04"}


def test_blank_papers_can_be_decided_on_all_at_once(desk: CollectingDesk, room: Classroom) -> None:
    for name in ("张三", "李四", "赵六"):
        pick(desk, f"{name}.ipynb", paper(room, lambda item: None))
    pick(desk, "新建.ipynb", paper(room))
    act(desk, "look")
    assert "其中 3 份一题未答" in desk.html()
    assert "还有 1 份待定" in act(desk, "blanks", "收").text
    act(desk, "take")
    assert in_place(room).keys() == {"x01", "x02", "x05"}


def test_another_version_can_be_used_instead(desk: CollectingDesk, room: Classroom) -> None:
    old, new = (paper(room, id="x01", name="张三", moment=MARCH.format(n)) for n in (1, 2))
    pick(desk, "a.ipynb", old)
    pick(desk, "b.ipynb", new)
    act(desk, "look")
    act(desk, "take")
    assert in_place(room)["x01"][0] == new
    [token] = tokens(desk, "use")
    act(desk, "use", token)
    assert in_place(room)["x01"][0] == old


def test_a_folder_can_be_named_and_a_wrong_one_is_told(desk: CollectingDesk, room: Classroom, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    put(stick / "张三.ipynb", paper(room))
    assert "可收 1 份" in act(desk, "look", fields={"folder": str(stick)}).text
    with pytest.raises(GraderError, match="找不到"):
        act(desk, "look", fields={"folder": str(stick / "没有")})
    assert f'value="{stick / "没有"}"' in desk.html(), "what was written stays to be corrected"


def test_a_roster_is_looked_through_before_it_is_entered(desk: CollectingDesk, room: Classroom) -> None:
    rows = [["姓名", "单位", "编号"], ["张山", "审计局", "x01"], ["孙八", "水利局", "x07"], ["周九", "财政局", None], [None, None, "x11"]]
    assert "3 行要先看一看" in pick(desk, "名册.xlsx", excel(rows)).text
    html = desk.html()
    assert "登记的是 张三，表里是 张山" in html and "周九 没有编号" in html and "编号 x11 没有姓名" in html
    assert len(roster.trainees(room)) == 6 and "登记 1 人" in html
    act(desk, "roster-wants", fields={"rename": "yes", "number": "yes"})
    assert "登记 3 人" in desk.html()
    assert "登记 3 人，其中新学员 2 人" in act(desk, "roster-enter").text
    people = {one.id: one.name for one in roster.trainees(room)}
    assert people["x01"] == "张山" and people["x07"] == "孙八" and people["x001"] == "周九"
    assert units.read(room) == {"x01": "审计局", "x07": "水利局", "x001": "财政局"}


def test_an_old_excel_file_is_told_how_to_be_saved(desk: CollectingDesk) -> None:
    with pytest.raises(GraderError, match="另存为 .xlsx"):
        pick(desk, "名册.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600)


def test_the_table_to_fill_in_is_downloaded(desk: CollectingDesk) -> None:
    said = act(desk, "roster-template")
    assert said.download and said.download[0].endswith(".xlsx")
    assert [line.name for line in table.read(said.download[1], "r")][:2] == ["张三", "李四"]


def test_names_of_strangers_are_shown_and_never_run(desk: CollectingDesk, room: Classroom) -> None:
    pick(desk, f"{EVIL}.ipynb", paper(room, id=EVIL, name=EVIL))
    pick(desk, f"{EVIL}.docx", b"x")
    pick(desk, "名册.csv", f"编号,姓名,单位\nx07,{EVIL},{EVIL}\n{EVIL},乙,\n".encode())
    act(desk, "look")
    assert "<img" not in desk.html() and "&lt;img" in desk.html()
    act(desk, "roster-enter")
    act(desk, "look")
    act(desk, "take")
    assert "<img" not in desk.html()


def test_what_is_too_much_to_pick_is_told_with_another_way(desk: CollectingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "MAX_PICKED", 10)
    assert "写明文件夹" in pick(desk, "a.zip", b"x" * 11).text
    assert "没有读入" in desk.take_file("b.zip", 10**9, None).text and "b.zip 太大" in desk.html()
    assert "没有读入" in desk.take_file("名册.xlsx", 10**9, None).text
    act(desk, "clear")
    assert "b.zip" not in desk.html()


def test_an_error_is_said_on_the_page_and_nothing_is_lost(room: Classroom) -> None:
    page = desks.page.shown(CollectingDesk(room))
    assert isinstance(page, DeskPage)
    data = b"not a table"
    about = {"act": "roster", "name": "名册.xlsx", "size": len(data), "at": 0}
    page._heard(page, {"file": about}, [memoryview(data)])
    assert "标题行" in page.said["text"] and page.said["look"] == "wrong"


def test_a_class_without_a_quiz_can_still_enter_its_roster(new_class: Path, tmp_path: Path) -> None:
    desk = CollectingDesk(copied(classroom.find(new_class), tmp_path / "c"))
    assert "还没有发放过测验" in desk.html()
    pick(desk, "名册.csv", "编号,姓名\nx01,张三\n".encode())
    assert "其中新学员 1 人" in act(desk, "roster-enter").text
