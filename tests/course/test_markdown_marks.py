"""What is meant to be bold is bold: no mark of Markdown is left in what a reader sees."""

import nbformat
import pytest
from markdown_it import MarkdownIt

from course import catalog

NOTEBOOKS = sorted([*catalog.FOLDER.glob("*.ipynb"), *catalog.DESKS_FOLDER.glob("*.ipynb")])
RENDER = MarkdownIt().enable("table").render


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_mark_is_left_over(path):
    # “**教员：**用时” stays as it is: a closing mark between a full stop or colon and a character closes nothing.
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            assert "**" not in RENDER(cell.source), cell.source[:80]


def test_a_mark_that_closes_nothing_would_be_seen():
    assert "**" in RENDER("**教员：**用时安排") and "**" not in RENDER("**教员：** 用时安排")
