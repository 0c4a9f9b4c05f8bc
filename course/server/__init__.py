"""What the course adds to Jupyter's server: handing in a paper and reading a whole speech without a kernel, and Chinese pages."""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "course.server"}]


def _load_jupyter_server_extension(server_app: Any) -> None:
    """Add the routes and the pages; what handing in needs is loaded when it is first asked."""
    from jupyter_server.utils import url_path_join

    from course.server import pages
    from course.server.handlers import HandInHandler
    from course.server.speech import SpeechHandler

    base = server_app.web_app.settings["base_url"]
    server_app.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "xuncha", "hand-in"), HandInHandler),
            (url_path_join(base, "xuncha", "speech", "([a-z0-9-]{1,60})"), SpeechHandler),
        ],
    )
    pages.put_first(server_app)
