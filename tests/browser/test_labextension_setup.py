"""What the extension brings to JupyterLab as a whole: language, calm, no network, no stale files."""

import urllib.request

import papers
from playwright.sync_api import Page, expect
from workbench import Console, Lab


def test_the_interface_is_chinese_and_asks_for_nothing_from_outside(
    lab: Lab, page: Page, console: Console
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    lab.write("calm.ipynb", papers.quiz((papers.SINGLE, 'answer = ""')))
    page.goto(lab.address("calm.ipynb"))
    expect(page.locator(".xc-form")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("menuitem")).to_have_count(0)  # a paper is not an IDE
    page.get_by_role("button", name="显示代码").click()
    expect(page.get_by_role("menuitem", name="文件")).to_be_visible()
    page.get_by_role("button", name="回到试卷").click()
    expect(page.get_by_role("menuitem")).to_have_count(0)
    page.wait_for_timeout(2000)  # JupyterLab asks about its news only some time after it is up
    expect(page.locator(".Toastify__toast")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    outside = [url for url in asked if not url.startswith((lab.url, "data:", "blob:"))]
    assert outside == []
    assert console.lines == []


def test_a_browser_asks_again_for_the_files_of_the_extension(lab: Lab) -> None:
    """Their names say nothing of their version, so a cached copy would outlive an upgrade."""
    for name in ("remoteEntry.js", "plugin.js", "form.js", "xuncha.css"):
        with urllib.request.urlopen(f"{lab.url}lab/extensions/xuncha/{name}") as answer:
            assert answer.headers["Cache-Control"] == "no-cache", name
