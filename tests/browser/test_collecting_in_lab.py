"""收卷台 in JupyterLab: a roster and papers are picked, looked at, decided on and taken in, without a shell."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import Page, expect
from postgresql import Gradebooks
from workbench import Console, Lab

from exercises.bank import load_bank
from exercises.quiz import Blueprint, Pick
from exercises.quiz.build import build
from grader import classroom
from grader.classroom import Classroom
from grader.desks import opening

QUIZ = "quiz-01"
ROSTER = [["姓名", "单位", "编号"], ["张三", "市水利局", "x01"], ["李四", "县审计局", "x02"], ["王伟", "县审计局", "x03"],
          ["王伟", "县财政局", "x04"], ["赵六", "县财政局", "x05"], ["", "", "x06"]]  # fmt: skip


@pytest.fixture(scope="module")
def room(lab: Lab, gradebooks: Gradebooks) -> Iterator[Classroom]:
    """A class below the server's folder that has handed out a quiz and knows nobody yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(lab.data))
        patch.setenv("JUPYTER_CONFIG_DIR", str(lab.data.parent / "config"))
        folder = lab.notebooks / f"shoujuan-{gradebooks.kind}"
        classroom.init(folder, name="第一期培训班", db=gradebooks.new())
        room = classroom.find(folder)
        paper = room.paper("source", QUIZ) / f"{QUIZ}.ipynb"
        paper.parent.mkdir(parents=True)
        nbformat.write(build(Blueprint(id=QUIZ, title="测验", items=[Pick(id="l01-e11")]), load_bank()), paper)
        assert room.api.generate_assignment(QUIZ)["success"]
        opening.prepare(folder)
        yield room


def table(path: Path) -> Path:
    book = Workbook()
    for row in ROSTER:
        book.active.append(row)
    book.save(path)
    return path


def sheet(room: Classroom, answer: str | None, **trainee: str) -> bytes:
    """A paper as a trainee's page writes it."""
    released = room.paper("release", QUIZ) / f"{QUIZ}.ipynb"
    paper = nbformat.read(released, as_version=4)
    if answer is not None:
        next(cell for cell in paper.cells if cell.metadata.nbgrader.solution).source = answer
    if trainee:
        paper.metadata["xuncha"]["trainee"] = trainee
        paper.metadata["xuncha"]["handed_in"] = {"moment": "2026-03-05T10:00:00+08:00"}
    return json.dumps(paper).encode()


def packed(**papers: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in papers.items():
            file.writestr(zipfile.ZipInfo(f"{name}/{QUIZ}.ipynb", (2026, 3, 5, 10, 30, 0)), content)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_a_class_is_collected_without_a_shell(lab: Lab, room: Classroom, page: Page, console: Console, tmp_path: Path) -> None:
    page.goto(lab.address(quote(f"{room.folder.name}/收卷台.ipynb")))
    desk = page.locator(".xc-deskpage")
    expect(desk.get_by_role("heading", name="名册：0 人")).to_be_visible(timeout=60_000)
    desk.locator("#cl-roster-file").set_input_files(table(tmp_path / "名册.xlsx"))
    expect(desk.get_by_text("第 7 行：编号 x06 没有姓名")).to_be_visible(timeout=20_000)
    desk.get_by_role("button", name="登记 5 人").press("Enter")
    expect(desk.get_by_role("heading", name="名册：5 人")).to_be_focused(timeout=20_000)

    files = {
        f"x01_张三_{QUIZ}_20260305-100000.ipynb": sheet(room, "巡察是政治监督。", id="x01", name="张三"),
        "群里.zip": packed(李四=sheet(room, "要有重点。"), 王伟=sheet(room, "不要发散。"), 赵六=sheet(room, None)),
        "答案.docx": b"x",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    desk.locator("#cl-papers").set_input_files([tmp_path / name for name in files])
    expect(desk.get_by_text("已选 3 个文件")).to_be_visible(timeout=20_000)
    desk.get_by_role("button", name="看看收到了什么").press("Enter")
    expect(desk.get_by_role("heading", name="预览：还没有收下")).to_be_focused(timeout=30_000)
    expect(desk.get_by_role("heading", name="待定 2 份")).to_be_visible()
    expect(desk.get_by_text("不是答卷文件")).to_be_visible()

    wei = desk.get_by_role("article", name="王伟")
    wei.get_by_label("是谁的答卷").select_option("x04")
    wei.get_by_role("button", name="归到所选学员").press("Enter")
    expect(desk.get_by_role("heading", name="待定 1 份")).to_be_focused(timeout=20_000)
    desk.get_by_role("button", name="收下", exact=True).press("Enter")
    expect(desk.get_by_role("heading", name="已收下")).to_be_focused(timeout=20_000)
    expect(page.locator(".xc-said")).to_contain_text("已收 3 份，本次新收 3 份，1 份待定。")
    assert {path.parent.name for path in (room.folder / "submitted").glob(f"*/{QUIZ}")} == {"x01", "x02", "x04"}

    found = Axe().run(page, context=".xc-deskpage").response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function("[...document.querySelectorAll('.xc-deskpage > *')].every((n) => n.getBoundingClientRect().right <= 390)")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert console.lines == []
