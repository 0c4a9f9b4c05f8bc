"""Bringing a speech in and looking it up, as an instructor does: no shell, no code, the keyboard will do."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from workbench import Console, Lab, running_lab, wait_for

from corpus import speech
from corpus.store import FOLDER_VARIABLE

WORDS = {"要": "须", "和": "与", "问题": "情况", "整改": "改正", "监督": "督促", "责任": "职责", "工作": "事项", "党": "本党"}
"""Changed, the shipped speech is one that the corpus does not have."""
TITLE = "在县委第九轮巡察动员会上的讲话"
ADVERT = "更多范文请扫码关注公众号"
NOTICE = "仅供学习 禁止外传"


def changed_speech() -> list[str]:
    """The paragraphs of a new speech, made from a shipped one."""
    lines = []
    for block in speech("shiju-2024").blocks[3:]:
        text = block.text
        for old, new in WORDS.items():
            text = text.replace(old, new)
        lines.append(text)
    return lines


def word_file() -> bytes:
    """The new speech as a Word file with what sites put around speeches."""
    document = docx.Document()
    for line in (NOTICE, ADVERT, "", TITLE, "同志们：", *changed_speech()):
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def lab(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab over a prepared workspace with a corpus folder of its own."""
    from course import workspace

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(FOLDER_VARIABLE, raising=False)
        with running_lab(tmp_path_factory.mktemp("desks")) as lab:
            patch.setenv("JUPYTER_DATA_DIR", str(lab.data))
            workspace.prepare(lab.notebooks)
            yield lab


def open_desk(lab: Lab, page: Page, title: str) -> Locator:
    page.goto(lab.address(quote(f"{title}.ipynb")))
    desk = page.locator(".xc-deskpage")
    expect(desk).to_be_visible(timeout=60_000)
    expect(page.get_by_text("正在准备")).to_be_hidden(timeout=40_000)
    return desk


def serious(page: Page) -> list[str]:
    """What axe-core finds serious or critical in the notebook that is open."""
    found = Axe().run(page, context=".jp-NotebookPanel:not(.lm-mod-hidden)").response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]


def close(lab: Lab, page: Page) -> None:
    page.evaluate("jupyterapp.commands.execute('application:close-all')")
    wait_for(lambda: lab.get("sessions") == [], "the end of the kernel")


def said(page: Page) -> Locator:
    return page.locator(".xc-said")


def test_a_word_file_is_reviewed_written_and_found(lab: Lab, page: Page, console: Console) -> None:
    desk = open_desk(lab, page, "语料入库")
    own = lab.notebooks / "语料"
    page.get_by_label("选择文件").set_input_files(
        [
            {"name": "第九轮讲话.docx", "mimeType": "", "buffer": word_file()},
            {"name": "照片.txt", "mimeType": "", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8},
            {"name": "旧讲话.txt", "mimeType": "", "buffer": "\n".join(b.text for b in speech("xianwei-zhen").blocks).encode()},
        ]
    )
    rows = desk.get_by_role("table", name="读入的文件").locator("tbody tr")
    expect(rows).to_have_count(3, timeout=20_000)
    expect(rows.nth(0)).to_contain_text(TITLE)
    expect(rows.nth(0)).to_contain_text("Word 文档")
    expect(rows.nth(1)).to_contain_text("✗ 照片.txt")
    expect(rows.nth(2)).to_contain_text("县委巡察组进驻讲话")
    expect(desk.locator("text=Traceback")).to_have_count(0)
    assert not own.exists(), "nothing is written before it is asked for"

    body = page.get_by_role("region", name="清理后的正文")
    expect(body).to_contain_text(TITLE)
    expect(body).not_to_contain_text(NOTICE)
    removed = desk.locator(".xc-items li", has_text=NOTICE)
    removed.get_by_role("button", name="放回").press("Enter")
    expect(said(page)).to_contain_text("已放回")
    expect(body).to_contain_text(NOTICE)
    last = body.locator(".xc-block").last
    words = last.locator("p").inner_text()
    last.get_by_role("button", name="删去").press("Enter")
    expect(body).not_to_contain_text(words)
    expect(desk.locator(".xc-items li", has_text=words)).to_contain_text("人工")

    page.get_by_role("textbox", name="简称").fill("县委第九轮动员讲话")
    page.get_by_role("button", name="写入语料").click()
    expect(page.get_by_role("group", name="还没有填好的地方")).to_be_focused()
    assert serious(page) == []
    page.get_by_role("link", name="讲话人").press("Enter")
    expect(page.get_by_role("textbox", name="讲话人")).to_be_focused()
    page.keyboard.type("县委书记")
    page.get_by_role("textbox", name="对象").fill("巡察组和被巡察党组织")
    page.get_by_role("textbox", name="时间（必填）").fill("2025年")
    page.get_by_label("由线索推断").check()
    page.get_by_role("textbox", name="时间的依据").fill("单位内部记录")
    page.get_by_label("完整", exact=True).check()
    page.get_by_role("textbox", name="代号").fill("xianwei-2025")
    page.get_by_role("button", name="写入语料").press("Enter")
    expect(page.get_by_role("heading", name="已写入《县委第九轮动员讲话》")).to_be_focused()
    text = (own / "xianwei-2025.md").read_text(encoding="utf-8")
    assert "speaker: 县委书记" in text and "单位内部记录" in text and TITLE in text
    assert page.locator(".jp-InputArea-editor:visible").count() == 0

    page.get_by_role("link", name="到“语料检索”里查这篇讲话").click()
    search = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .xc-deskpage")
    query = search.get_by_role("searchbox", name="要查的词或句子")
    expect(query).to_be_visible(timeout=60_000)
    query.fill(next(line for line in changed_speech() if "督促" in line)[2:10])
    query.press("Enter")
    expect(search.get_by_role("heading", name="县委第九轮动员讲话")).to_be_visible(timeout=20_000)
    expect(search.get_by_role("heading", name="没有讲到的")).to_be_visible()
    assert console.lines == []
    close(lab, page)


def test_every_way_of_looking_up_answers_and_reads_well(lab: Lab, page: Page, console: Console) -> None:
    search = open_desk(lab, page, "语料检索")
    query = search.get_by_role("searchbox")
    search.get_by_role("button", name="查找").click()
    expect(said(page)).to_contain_text("还没有写要查的内容")
    expect(query).to_be_focused()
    query.fill("没有哪一篇讲过的怪词")
    query.press("Enter")
    expect(said(page)).to_contain_text("都没有讲到")

    query.fill("政治监督")
    search.get_by_role("button", name="逐条上下文").press("Enter")
    lines = search.get_by_role("table")
    expect(lines.get_by_role("columnheader")).to_have_text(["左边", "查的词", "右边", "出处"])
    first = lines.get_by_role("button").first
    first.press("Enter")
    expect(first).to_have_attribute("aria-expanded", "true")
    expect(first).to_be_focused()
    expect(lines.locator(".xc-quote mark")).to_have_text("政治监督")
    assert serious(page) == []
    search.get_by_label("排列").select_option("right")
    expect(said(page)).to_contain_text("处，出自")

    for way, shown in (("用词比较", "这一篇用得明显多的词"), ("提法对照", "没有找到"), ("术语", "政治监督"), ("常与谁连用", "常连用的词")):
        search.get_by_role("button", name=way).click()
        expect(search.locator("#se-result")).to_contain_text(shown, timeout=20_000)
        assert serious(page) == [], way
    search.get_by_role("button", name="提法对照").click()
    query.fill("四个落实")
    query.press("Enter")
    expect(search.locator("tbody tr")).to_have_count(2)
    expect(search.locator("#se-result")).to_contain_text("次序不同")
    page.set_viewport_size({"width": 390, "height": 800})
    # Only tables scroll sideways, in their own boxes.
    page.wait_for_function("[...document.querySelectorAll('.xc-deskpage > *')].every((n) => n.getBoundingClientRect().right <= 390)")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert console.lines == []
    close(lab, page)


def test_a_written_speech_can_be_changed_removed_and_brought_back(lab: Lab, page: Page) -> None:
    own = Path(lab.notebooks / "语料")
    desk = open_desk(lab, page, "语料入库")
    desk.get_by_text("没有文件，粘贴文字").click()
    pasted = ["在市委第二轮巡察动员会上的讲话", "同志们：", *changed_speech()[8:20], *(b.text for b in speech("shiwei-2023").blocks[-2:])]
    page.get_by_role("textbox", name="讲话全文").fill("\n".join(pasted))
    desk.get_by_role("button", name="读入粘贴的文字").click()
    expect(desk.get_by_role("table", name="读入的文件").locator("tbody tr")).to_have_count(1, timeout=20_000)
    if desk.get_by_role("button", name="仍要核对").count():
        desk.get_by_role("button", name="仍要核对").click()
    page.get_by_role("textbox", name="简称").fill("粘贴的讲话")
    for name, value in (("层级", "市委"), ("讲话人", "市委书记"), ("对象", "巡察组"), ("时间（必填）", "2026年"), ("代号", "zhantie-1")):
        page.get_by_role("textbox", name=name).fill(value)
    page.get_by_label("原文写明").check()
    page.get_by_label("完整", exact=True).check()
    page.get_by_role("button", name="写入语料").click()
    expect(page.get_by_role("heading", name="已写入《粘贴的讲话》")).to_be_visible()

    desk.get_by_role("button", name="查看和修改：粘贴的讲话").click()
    page.get_by_role("textbox", name="讲话人").fill("市委副书记")
    page.get_by_role("button", name="保存改动").click()
    expect(page.get_by_role("heading", name="已写入《粘贴的讲话》")).to_be_visible()
    assert "speaker: 市委副书记" in (own / "zhantie-1.md").read_text(encoding="utf-8")
    desk.get_by_role("button", name="移除：粘贴的讲话").click()
    expect(said(page)).to_contain_text("已移除")
    assert not (own / "zhantie-1.md").exists()
    desk.get_by_text("已移除的（1 篇）").click()
    desk.get_by_role("button", name="取回：粘贴的讲话").click()
    expect(said(page)).to_contain_text("已取回")
    assert (own / "zhantie-1.md").exists()
    close(lab, page)
