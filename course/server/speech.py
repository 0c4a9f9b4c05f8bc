"""``GET <base>/xuncha/speech/<slug>?beside=<notebook>``: a whole speech, to be read beside a lesson.

Answers JSON. What cannot be done is answered with status 400 and ``{"message": …}`` in
Chinese, ready to be shown.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from jupyter_server.base.handlers import APIHandler
from tornado import web


class SpeechHandler(APIHandler):
    """Reads the course's speeches and those of the notebook's own folder; Jupyter's login applies."""

    @web.authenticated
    async def get(self, slug: str) -> None:
        from corpus.errors import CorpusError
        from course.wholespeech import whole

        try:
            # Off the server's loop: the folder may lie on a slow drive.
            found = await asyncio.to_thread(whole, slug, self._folder(self.get_query_argument("beside", "")))
        except CorpusError as error:
            self.set_status(400)
            found = {"message": str(error)}
        self.finish(json.dumps(found, ensure_ascii=False))

    def _folder(self, notebook: str) -> Path:
        """The folder of ``notebook``, a path below the server's root; the root itself for any other."""
        root = Path(getattr(self.contents_manager, "root_dir", ".")).resolve()
        try:
            folder = (root / notebook.lstrip("/")).resolve().parent
        except (OSError, ValueError):  # no path at all
            return root
        return folder if folder.is_relative_to(root) else root
