"""A chart in a lesson: drawn by JupyterLab itself, from nowhere else, in the theme's colours, within a phone."""

import re

import papers
from playwright.sync_api import Page, Request, expect
from workbench import Console, Lab, wait_for

CHART = "from course.charts import chart; chart('years')"


def test_a_chart_is_drawn_offline_in_the_colours_of_the_theme_and_within_a_phone(
    page: Page, lab: Lab, console: Console
) -> None:
    elsewhere: list[str] = []

    def look(request: Request) -> None:
        if re.match(r"(?:https?|wss?)://", request.url) and "127.0.0.1" not in request.url:
            elsewhere.append(request.url)

    page.on("request", look)
    notebook = papers.lesson(papers.markdown("# 图"), papers.code(CHART), number=1, title="图", previous=None, next=None)
    lab.write("chart.ipynb", notebook, trusted=True)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(lab.address("chart.ipynb"))

    drawing = page.locator(".jp-RenderedVegaCommon5 svg")
    expect(drawing).to_be_visible(timeout=60_000)
    expect(drawing.get_by_text("市纪委书记")).to_be_visible()
    box = drawing.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})")
    expect(page.locator("body[data-jp-theme-light=true]")).to_have_count(1)
    label = drawing.locator("text", has_text="2020").first
    in_light = label.evaluate("node => getComputedStyle(node).fill")
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    wait_for(lambda: label.evaluate("node => getComputedStyle(node).fill") != in_light, "the dark theme's ink")
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})")
    page.set_viewport_size({"width": 1280, "height": 800})

    assert elsewhere == []
    assert console.lines == []
    page.evaluate("jupyterapp.commands.execute('application:close-all')")
    wait_for(lambda: lab.get("sessions") == [], "the end of the kernel")
