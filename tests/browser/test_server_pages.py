"""The pages the server shows by itself: the way in, and what is not there."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from workbench import Lab


@pytest.fixture
def stranger(visit: BrowserContext) -> Iterator[Page]:
    """A phone's page of somebody who has not come in yet."""
    visit.clear_cookies()
    page = visit.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    yield page
    page.close()


def test_the_way_in_is_chinese(lab: Lab, stranger: Page) -> None:
    stranger.goto(f"{lab.url}login?next=%2Fclass%2Fnot-there")
    assert Axe().run(stranger).response["violations"] == []
    secret = stranger.get_by_label("口令", exact=True)
    secret.fill("不是这个")
    secret.press("Enter")
    expect(stranger.get_by_role("alert")).to_have_text("✗ 口令不对，没有进入。请核对后再填一次。")
    secret.fill(lab.token)
    secret.press("Enter")
    expect(stranger).to_have_title("没有这个页面 · 巡察课堂")
    expect(stranger.get_by_role("link", name="回到课程")).to_have_attribute("href", "/class/")
    stranger.goto(f"{lab.url}logout")
    expect(stranger.get_by_role("heading", name="已经退出")).to_be_visible()
