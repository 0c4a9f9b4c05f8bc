"""A quiz paper in JupyterLab against a stock notebook of the same cells.

    python tests/bench/quizcells.py [--items 50] [--repeat 5] [--clicks 100]

One server, one browser with a warm cache; paper and stock notebook are opened in turns,
so that a busy machine slows both alike. Opening is timed from navigation: the paper until
all forms can be used, the stock notebook, which has neither our metadata nor our
extension's help, until all its cells are shown and its kernel is ready. A click is timed
in the page, from the event at which something happens (in the paper the release on an
option, in the stock notebook the press on a cell) until the next frame is painted.
"""

from __future__ import annotations

import argparse
import copy
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, sync_playwright
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

import papers
from workbench import Lab, running_lab, wait_for

# Looks once a frame, from before the page's own scripts; `done` are milliseconds since navigation.
WATCH = """
([wanted, form, until]) => {
  const inView = (node) => node.getClientRects().length > 0;
  const shown = {
    forms: () => [...document.querySelectorAll('.xc-form')].filter(inView).length >= form,
    cells: () => document.querySelectorAll(
      '.jp-MarkdownCell .jp-RenderedMarkdown > *:first-child, .jp-CodeCell .cm-content').length >= wanted,
    kernel: () => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'
  };
  window.done = {};
  const look = () => {
    for (const [name, is] of Object.entries(shown)) {
      if (!(name in done) && is()) {
        done[name] = performance.now();
      }
    }
    if (!until.every((name) => name in done)) {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}
"""

# A frame is painted after its callbacks: the first task that follows has it behind it.
TIME_CLICKS = """
(kind) => {
  window.clicks = [];
  const painted = new MessageChannel();
  let clicked;
  painted.port1.onmessage = () => clicks.push(performance.now() - clicked);
  addEventListener(kind, (event) => {
    if (event.isTrusted && event.timeStamp !== clicked) { // a label clicks its control as well
      clicked = event.timeStamp;
      requestAnimationFrame(() => painted.port2.postMessage(null));
    }
  }, true);
}
"""

BLANK = 'answer = ""'
KINDS = [papers.SINGLE, papers.MULTIPLE, papers.JUDGE, papers.CLOZE, papers.ORDER, papers.MATCH, papers.SHORT]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def paper_and_stock(items: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A paper of all item types in turn, and the same cells as anybody's notebook."""
    forms = list(islice(cycle(KINDS), items))
    paper = papers.quiz(*[(form, "（请在此作答）" if form is papers.SHORT else BLANK) for form in forms])
    stock = copy.deepcopy(paper)
    for part in (stock, *stock["cells"]):
        part["metadata"].pop("xuncha", None)
        part["metadata"].pop("nbgrader", None)
    return paper, stock


def opened(context: BrowserContext, lab: Lab, path: str, expected: tuple[int, int], until: list[str]) -> tuple[Page, dict[str, float]]:
    """A page with the notebook, and when what was waited for was there, in ms."""
    page = context.new_page()
    page.add_init_script(f"({WATCH})({json.dumps([*expected, until])})")
    page.goto(lab.address(path), wait_until="commit")
    page.wait_for_function("(names) => names.every((name) => name in (window.done ?? {}))", arg=until, timeout=120_000)
    page.wait_for_load_state("networkidle")
    return page, page.evaluate("done")


def clicked(page: Page, targets: Locator, clicks: int, kind: str = "click") -> list[float]:
    """Milliseconds from each of many clicks to the next frame; the hand moves, presses and lets go."""
    page.evaluate(TIME_CLICKS, kind)
    places = targets.count()
    for turn in range(clicks):
        target = targets.nth(turn * 7 % places)
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box
        page.mouse.move(box["x"] + min(box["width"] / 2, 60), box["y"] + min(box["height"] / 2, 12))
        page.wait_for_timeout(50)
        page.mouse.down()
        page.wait_for_timeout(50)
        page.mouse.up()
        page.wait_for_timeout(50)
    return page.evaluate("clicks")


def requests_of(page: Page, lab: Lab, act: Callable[[], Any], seconds: float) -> list[str]:
    """What is asked of the server from an act until some time later."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url.removeprefix(lab.url)}"))
    act()
    page.wait_for_timeout(seconds * 1000)
    return sent


def bare_page(context: BrowserContext) -> Page:
    """A page of nothing but options, to see what the browser itself takes on this machine."""
    page = context.new_page()
    page.set_content("".join(f"<p><label><input type=radio name=a>{n}</label>" for n in range(40)))
    return page


def end_sessions(page: Page, lab: Lab) -> None:
    page.evaluate("jupyterapp.serviceManager.sessions.shutdownAll()")
    wait_for(lambda: lab.get("sessions") == [], "the end of the kernel")


def measure(lab: Lab, context: BrowserContext, items: int, repeat: int, clicks: int) -> dict[str, Any]:
    """All figures; the first turn warms the browser's cache up and is not counted."""
    paper, stock = paper_and_stock(items)
    shown = len(paper["cells"])
    found: dict[str, Any] = {
        name: [] for name in ("forms", "cells", "kernel", "stock", "click", "stock click")
    }
    found["bare click"] = clicked(bare_page(context), context.pages[-1].locator("label"), clicks)
    for turn in range(repeat + 1):
        lab.write("paper.ipynb", paper)
        lab.write("stock.ipynb", stock)
        last = turn == repeat

        page, times = opened(context, lab, "paper.ipynb", (shown, items), ["forms"])
        if turn:
            found["forms"].append(times["forms"])
        if last:
            options = page.locator(".xc-option")
            page.wait_for_timeout(3000)  # JupyterLab goes on asking for some time after it is up
            found["sent"] = requests_of(page, lab, lambda: found["click"].extend(clicked(page, options, clicks)), 3)
        page.close()

        page, times = opened(context, lab, "stock.ipynb", (shown, items), ["cells", "kernel"])
        if turn:
            found["cells"].append(times["cells"])
            found["kernel"].append(times["kernel"])
            found["stock"].append(max(times["cells"], times["kernel"]))
        if last:
            prompts = page.locator(".jp-MarkdownCell .jp-InputPrompt")
            found["stock click"] = clicked(page, prompts, clicks, "pointerdown")
        end_sessions(page, lab)
        page.close()
    return found


def report(found: dict[str, Any], items: int, clicks: int) -> None:
    console = Console()
    console.print(f"a paper of {items} items and a stock notebook of the same cells, ms from navigation")
    ours, theirs = found["forms"], found["stock"]
    table = rows("", "min", "median", "max", "paper / stock")
    add(table, "paper: all forms can be used", ours, f"{statistics.median(ours) / statistics.median(theirs):.2f}")
    add(table, "stock: cells shown and kernel ready", theirs, "1.00")
    add(table, "  cells shown", found["cells"])
    add(table, "  kernel ready", found["kernel"])
    console.print(table)

    console.print(f"{clicks} clicks, ms to the next frame painted")
    ours, theirs = found["click"], found["stock click"]
    table = rows("", "min", "median", "worst", "paper / stock")
    add(table, "paper: an option", ours, f"{statistics.median(ours) / statistics.median(theirs):.2f}", ".1f")
    add(table, "stock: another cell", theirs, "1.00", ".1f")
    add(table, "bare page: a radio button", found["bare click"], "", ".1f")
    console.print(table)

    sent = [request.split("?")[0] for request in found["sent"]]
    saves = sum(request.startswith("PUT api/contents") for request in sent)
    contents = sum(" api/contents" in request for request in sent)
    console.print(
        f"requests for {clicks} clicks in a row: {contents} of {saves} debounced saves, "
        f"{len(sent) - contents} of JupyterLab's own"
    )


def rows(*headings: str) -> Table:
    table = Table()
    for heading in headings:
        table.add_column(heading, justify="right" if heading else "left")
    return table


def add(table: Table, name: str, values: list[float], ratio: str = "", form: str = ",.0f") -> None:
    table.add_row(name, *(format(of(values), form) for of in (min, statistics.median, max)), ratio)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=50)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--clicks", type=int, default=100)
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("quizcells needs Debian's chromium, which is not installed")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
        running_lab(Path(scratch)) as lab,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser,
    ):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        found = measure(lab, context, options.items, options.repeat, options.clicks)
    report(found, options.items, options.clicks)


if __name__ == "__main__":
    main()
