"""The part of Jupyter's server that a paper without a kernel talks to when it is handed in."""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "course.server"}]


def _load_jupyter_server_extension(server_app: Any) -> None:
    """Add the routes; what they need is loaded when they are first asked."""
    from jupyter_server.utils import url_path_join

    from course.server.handlers import HandInHandler

    base = server_app.web_app.settings["base_url"]
    server_app.web_app.add_handlers(".*$", [(url_path_join(base, "xuncha", "hand-in"), HandInHandler)])
