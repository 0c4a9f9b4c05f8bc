"""The heaviest lesson against a page with a single widget, both opened in lesson mode.

    python tests/bench/lessons.py [--lesson N] [--repeat 5]

One server, one browser with a warm cache, a record of its own. Every lesson is opened once to find the heaviest
(or the one named is taken), then it and the single widget are opened in turns, so that a busy machine slows both
alike. Timed from navigation: until the first control of the page can be used, and until every cell has run
and everything it shows has been drawn.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import BrowserContext, sync_playwright
from quizcells import FLAGS, add, end_sessions, rows
from rich.console import Console

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

from workbench import Lab, running_lab

from course.catalog import lessons

# Looks once a frame; what a widget shows counts as drawn once its place is not empty.
WATCH = """
() => {
  const places = '[data-mime-type="application/vnd.jupyter.widget-view+json"]';
  const usable = ':is(button, input, select, textarea):not([disabled])';
  window.done = {};
  const look = () => {
    const panel = window.jupyterapp?.shell.currentWidget;
    const cells = [...(panel?.content?.model?.cells ?? [])].filter((cell) => cell.type === 'code');
    const first = panel?.node.querySelector(`.jp-OutputArea ${usable}`);
    if (first && !('first' in done)) {
      done.first = performance.now();
    }
    const drawn = cells.length > 0 && cells.every((cell) => cell.executionCount)
      && [...panel.node.querySelectorAll(places)].every((node) => node.querySelector(usable) ?? node.textContent.trim());
    if (drawn && 'first' in done) {
      done.all = performance.now();
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}
"""

SINGLE_WIDGET = "import ipywidgets; ipywidgets.Button(description='一个按钮')"


def single_widget() -> dict[str, Any]:
    """A page of the same kind that shows one stock widget."""
    cell = nbformat.v4.new_code_cell(SINGLE_WIDGET, id="c01")
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    about = {"schema": 1, "kind": "lesson", "title": "一个按钮"}
    return nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel, "xuncha": about})


def opened(context: BrowserContext, lab: Lab, path: str) -> dict[str, float]:
    """When the page was there, in ms since navigation: ``first`` control, ``all``."""
    page = context.new_page()
    page.add_init_script(f"({WATCH})()")
    page.goto(lab.address(path), wait_until="commit")
    page.wait_for_function("'all' in (window.done ?? {})", timeout=120_000)
    times: dict[str, float] = page.evaluate("done")
    end_sessions(page, lab)
    page.close()
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", type=int)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("lessons needs Debian's chromium, which is not installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        os.environ["XUNCHA_RECORD"] = str(Path(scratch) / "record.sqlite")
        with (
            running_lab(Path(scratch)) as lab,
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser,
        ):
            context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
            measure(context, lab, options.lesson, options.repeat)


def measure(context: BrowserContext, lab: Lab, number: int | None, repeat: int) -> None:
    """Open, compare, print."""
    lab.write("single.ipynb", single_widget(), trusted=True)
    opened(context, lab, "single.ipynb")  # the browser's cache is warm from here on
    titles = {}
    for lesson in lessons():
        titles[lesson.number] = lesson.title
        lab.write(f"{lesson.number}.ipynb", nbformat.read(lesson.source, as_version=4), trusted=True)
    console = Console()
    if number is None:
        once = {n: opened(context, lab, f"{n}.ipynb")["all"] for n in titles}
        table = rows("lesson", "ms until all is there, once")
        for n, ms in once.items():
            table.add_row(f"{n} {titles[n]}", f"{ms:,.0f}")
        console.print(table)
        number = max(once, key=lambda n: once[n])
    found: dict[str, list[dict[str, float]]] = {"lesson": [], "single": []}
    for _ in range(repeat):
        found["lesson"].append(opened(context, lab, f"{number}.ipynb"))
        found["single"].append(opened(context, lab, "single.ipynb"))
    table = rows(f"lesson {number} and a single widget, ms", "min", "median", "max", "lesson / single")
    for what, name in (("first", "first control can be used"), ("all", "everything is there")):
        ours, theirs = ([times[what] for times in found[kind]] for kind in ("lesson", "single"))
        add(table, f"lesson: {name}", ours, f"{statistics.median(ours) / statistics.median(theirs):.2f}")
        add(table, f"single widget: {name}", theirs, "1.00")
    console.print(table)


if __name__ == "__main__":
    main()
