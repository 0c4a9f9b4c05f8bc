"""``GET``/``POST <base>/xuncha/hand-in``: how a paper would be handed in; hand it in.

Both answer JSON. What cannot be done is answered with status 400 and ``{"message": …}``
in Chinese, ready to be shown.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from tornado import web

MAX_BODY = 10_000


class HandInHandler(APIHandler):
    """Confined to the server's root folder; Jupyter's own login and XSRF check apply."""

    @property
    def _root(self) -> Path:
        return Path(self.contents_manager.root_dir)

    @web.authenticated
    async def get(self) -> None:
        """``?path=`` → ``{how, why_file, student_id, name}``."""
        from course import handin

        found = await self._attempt(handin.prospect, self._root, self.get_query_argument("path", ""))
        if found:
            self.finish(json.dumps(asdict(found), ensure_ascii=False))

    @web.authenticated
    async def post(self) -> None:
        """``{path, student_id?, name?}`` → ``{how, moment, digest, file}``."""
        from course import handin

        asked = self._asked()
        if asked is None:
            return
        done = await self._attempt(handin.hand_in, self._root, asked["path"], asked["student_id"], asked["name"])
        if done:
            self.finish(json.dumps({**asdict(done), "moment": done.moment.isoformat(timespec="seconds")}, ensure_ascii=False))

    def _asked(self) -> dict[str, str] | None:
        """The request's fields as short strings; None, and an answer, for anything else."""
        body: Any = None
        if len(self.request.body) <= MAX_BODY:
            try:
                body = json.loads(self.request.body)
            except (ValueError, RecursionError):
                body = None
        fields = {name: body.get(name, "") for name in ("path", "student_id", "name")} if isinstance(body, dict) else {}
        if not fields or not all(isinstance(value, str) for value in fields.values()):
            self._refuse("交卷的请求读不出来，没有交卷。请刷新页面后重试。")
            return None
        return fields

    async def _attempt(self, step: Callable[..., Any], *arguments: Any) -> Any:
        """Run ``step`` off the server's loop: a shared folder may be slow to answer."""
        from course.handin import HandInProblem

        try:
            return await asyncio.to_thread(step, *arguments)
        except HandInProblem as problem:
            self._refuse(str(problem))
        return None

    def _refuse(self, message: str) -> None:
        self.set_status(400)
        self.finish(json.dumps({"message": message}, ensure_ascii=False))
