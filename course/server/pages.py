"""The pages Jupyter's server shows by itself, in Chinese: the way in and out, and what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "pages"


def put_first(server_app: Any) -> None:
    """Have the pages beside this file taken before Jupyter's, after those the administrator names."""
    from exercises.style import css

    templates = server_app.web_app.settings["jinja2_env"]
    templates.globals["xuncha_style"] = css
    templates.loader.searchpath.insert(len(server_app.extra_template_paths), str(PAGES))
