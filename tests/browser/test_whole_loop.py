"""From the course home to feedback, as a trainee and an instructor go the way."""

import io
import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import nbformat
import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from workbench import Lab, free_port, wait_for

XUNCHA = Path(sys.executable).with_name("xuncha")
STUDENT = "s01"


def xuncha(*args: str | Path, cwd: Path) -> str:
    """Run the console command as an instructor would; gives what it printed."""
    environment = os.environ | {"COLUMNS": "160"}
    done = subprocess.run([XUNCHA, *map(str, args)], cwd=cwd, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class") / "peixun"
    xuncha("class", "init", folder, "--name", "第一期培训班", cwd=folder.parent)
    xuncha("class", "roster", "add", STUDENT, "王小明", cwd=folder)
    xuncha("class", "release", "quiz-01", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def course(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The course opened with the command that people use."""
    home = tmp_path_factory.mktemp("study")
    workspace, port, token = home / "学习", free_port(), secrets.token_hex(8)
    own = {name: str(home / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    server = subprocess.Popen(
        [XUNCHA, "course", "open", "--workspace", workspace, "--no-browser", "--allow-root", "--port", str(port),
         f"--IdentityProvider.token={token}", "--ServerApp.port_retries=0"],
        env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    lab = Lab(f"http://127.0.0.1:{port}/", token, workspace, home / "jupyter_data_dir")
    try:
        wait_for(lambda: lab.answers(server), "the course opens", 60)
        yield lab
    finally:
        server.terminate()
        server.wait(20)


def open_page(course: Lab, page: Page, path: str) -> None:
    page.goto(course.address(quote(path)))


def serious(page: Page, within: str = ".jp-NotebookPanel:not(.lm-mod-hidden)") -> list[str]:
    """What axe-core finds serious or critical in the document that is open."""
    found = Axe().run(page, context=within).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]


def code_shown(page: Page) -> int:
    return page.locator(".jp-InputArea-editor:visible").count()


def test_the_lesson_runs_by_itself_and_answers_with_reasons(course: Lab, page: Page) -> None:
    open_page(course, page, "三不原则.ipynb")
    first = page.locator(".xc-question").first
    expect(first).to_be_visible(timeout=60_000)
    first.get_by_role("button", name="看结果").click()
    expect(first.get_by_text("请先作答")).to_be_visible()
    first.get_by_label("妥当，只是私下提醒一句").check()
    first.get_by_role("button", name="看结果").click()
    expect(first.locator(".xc-answered").get_by_text("不正确")).to_be_visible()
    expect(first.get_by_text("私下说也是说")).to_be_visible()
    expect(first.locator(".xc-quote")).to_contain_text("不作个人表态")
    assert code_shown(page) == 0
    assert serious(page) == []


def test_a_scene_goes_on_step_by_step_with_the_keyboard_alone(course: Lab, page: Page) -> None:
    open_page(course, page, "三不原则.ipynb")
    scene = page.locator(".xc-scene").first
    expect(scene).to_be_visible(timeout=60_000)
    expect(scene.locator(".xc-question")).to_have_count(1)
    scene.get_by_role("radio").first.focus()
    for key in ("ArrowDown", "ArrowDown", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(scene.get_by_text("正确", exact=False).first).to_be_visible()
    expect(scene.locator(".xc-question")).to_have_count(2)


def test_marking_a_sentence_tells_whether_it_decides(course: Lab, page: Page) -> None:
    open_page(course, page, "三不原则.ipynb")
    card = page.locator(".xc-question:has(.xc-sentences)").first
    expect(card).to_be_visible(timeout=60_000)
    card.get_by_role("button", name="要严格执行“三不”原则").focus()
    page.keyboard.press("Space")
    card.get_by_role("button", name="看结果").press("Enter")
    expect(card.locator(".xc-answered").get_by_text("不是这一句")).to_be_visible()
    card.get_by_role("button", name="市委巡察组肩负着").click()
    card.get_by_role("button", name="看结果").click()
    expect(card.locator(".xc-answered").get_by_text("找准了")).to_be_visible()


def test_a_wrong_folder_is_said_before_a_class_is_joined(course: Lab, page: Page) -> None:
    open_page(course, page, "巡察课堂.ipynb")
    folder = page.get_by_label("共享文件夹")
    expect(folder).to_be_visible(timeout=60_000)
    folder.fill("/没有/这个/文件夹")
    page.get_by_role("textbox", name="编号").fill(STUDENT)
    page.get_by_role("button", name="加入班级").click()
    expect(page.get_by_text("找不到共享文件夹")).to_be_visible()
    assert serious(page) == []


def test_a_paper_is_fetched_answered_handed_in_graded_and_given_back(course: Lab, classroom: Path, page: Page) -> None:
    open_page(course, page, "巡察课堂.ipynb")
    folder = page.get_by_label("共享文件夹")
    expect(folder).to_be_visible(timeout=60_000)
    folder.fill(str(classroom / "exchange"))
    page.get_by_role("textbox", name="编号").fill(STUDENT)
    page.get_by_role("textbox", name="姓名").fill("王小明")
    page.get_by_role("button", name="加入班级").click()
    page.get_by_role("button", name="领取试卷").click()
    page.get_by_role("link", name="政治巡察与“三不”原则").click()

    forms = page.locator(".xc-quiz .xc-answer-form")
    expect(forms.first).to_be_visible(timeout=30_000)
    assert code_shown(page) == 0
    answer_some(page, forms)
    paper = course.notebooks / "测验" / "quiz-01" / "quiz-01.ipynb"
    wait_for(lambda: len(answered(paper)) == 4, "four answers on disk", 10)
    assert serious(page) == []
    assert not [s for s in course.get("sessions") if "quiz" in s["path"]], "a quiz starts no kernel"

    page.locator(".xc-quiz").get_by_role("button", name="课程首页").click()
    page.locator(".xc-lesson").get_by_role("button", name="交卷", exact=True).click()
    expect(page.get_by_text("还有 17 题没有作答，确定交卷吗？")).to_be_visible()
    page.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_text(re.compile("交卷，回执号"))).to_be_visible()

    assert "王小明" in xuncha("class", "collect", "quiz-01", cwd=classroom)
    assert "王小明" in xuncha("class", "grade", "quiz-01", cwd=classroom)
    xuncha("class", "feedback", "quiz-01", cwd=classroom)

    page.get_by_role("button", name="看反馈").click()
    page.get_by_role("button", name="收入错题本").press("Enter")
    expect(page.get_by_text(re.compile(r"题已收入错题本"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"道错题都在")).get_by_role("link", name="错题本")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name=re.compile("交卷的反馈")).click()
    feedback = page.frame_locator("iframe")
    expect(feedback.get_by_text("政治巡察与“三不”原则 单元测验").first).to_be_visible(timeout=30_000)
    expect(feedback.get_by_text("未作答").first).to_be_visible()
    expect(feedback.get_by_role("heading", name="可再看")).to_be_visible()
    assert "mark(" not in feedback.locator("body").inner_text()
    [page_on_disk] = (classroom / "feedback" / STUDENT).glob("*/quiz-01.html")
    page.goto(page_on_disk.as_uri())
    assert serious(page, "body") == []
    begins = first_lines(page.pdf(prefer_css_page_size=True))
    assert len(begins) > 3 and "答卷反馈" in begins[0]
    assert [line for line in begins[1:] if not re.match(r"第 ?\d+ ?题", line)] == [], "no question is cut by a page's end"


def first_lines(pdf: bytes) -> list[str]:
    """With what each page of a print on A4 begins."""
    with pdfplumber.open(io.BytesIO(pdf)) as paper:
        assert {(round(sheet.width), round(sheet.height)) for sheet in paper.pages} == {(595, 842)}
        return [normalize("NFKC", sheet.extract_text().splitlines()[0]) for sheet in paper.pages]


def answer_some(page: Page, forms: Locator) -> None:
    """The first single choice by mouse, the first judgement by keyboard, a multiple choice by keyboard, a blank by typing."""
    first = {kind: page.locator(f".xc-form-{kind}").first for kind in ("single", "judge", "multiple", "cloze")}
    first["single"].get_by_text("党的领导职能责任").click()
    first["judge"].get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    first["multiple"].get_by_role("checkbox").nth(1).focus()
    for key in ("Space", "Tab", "Space"):
        page.keyboard.press(key)
    first["cloze"].get_by_role("textbox").first.fill("目的")


def answered(paper: Path) -> list[str]:
    """The answers in the file that are no longer blank."""
    try:
        cells = nbformat.read(paper, as_version=4).cells
    except (OSError, json.JSONDecodeError, nbformat.reader.NotJSONError):
        return []
    return [c.source for c in cells if c.cell_type == "code" and c.source.startswith("answer =") and c.source != 'answer = ""']
