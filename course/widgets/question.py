"""The question card: the quiz form, a button, and an explained verdict, in a lesson.

The form is drawn by the very modules that draw quiz cells (labextension/static/form.js
and what it imports), and the verdict comes from the very scorer that marks quizzes. The
key stays in the kernel until the answer is in.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import anywidget
import traitlets

from course.page import render
from course.widgets.modules import joined
from exercises.feedback import Explanation, explain
from exercises.items import Item, kind, stem_html
from exercises.response import settle
from exercises.style import css

_HERE = Path(__file__).parent
_FORM = _HERE.parent / "labextension" / "static" / "form.js"

LOOKS = {
    "right": ("xc-right", "✓", "正确"),
    "part": ("xc-part", "◐", "部分正确"),
    "wrong": ("xc-wrong", "✗", "不正确"),
    "blank": ("xc-wait", "…", "还没有作答"),
    "unreadable": ("xc-wait", "…", "作答无法识别"),
    "waiting": ("xc-wait", "…", "请对照参考答案自评"),
}


def number(value: float | Fraction) -> str:
    """A score as people write it: 2, 1.5."""
    return f"{float(value):g}"


def verdict_html(item: Item, found: Explanation) -> str:
    """The verdict card for one answer to ``item``."""
    look, sign, word = LOOKS[found.verdict]
    quotations = []
    for label, text, whole in found.quotations:
        before, _, after = whole.partition(text)
        quotations.append((label, text, (before, after)))
    return render(
        "verdict",
        e=found,
        rubric=getattr(item, "rubric", ()),
        look=look,
        sign=sign,
        word=word,
        earned=number(found.earned) if found.earned is not None else "",
        reasons=(found.why_wrong or "").splitlines(),
        quotations=quotations,
    )


class QuestionCard(anywidget.AnyWidget):
    """One item to answer on the spot; ``on_answer`` is called with each verdict."""

    _esm = joined(_FORM) + (_HERE / "question.js").read_text(encoding="utf-8")
    _css = css()

    form = traitlets.Dict().tag(sync=True)
    stem = traitlets.Unicode().tag(sync=True)
    response = traitlets.Any(None, allow_none=True).tag(sync=True)
    asked = traitlets.Int(0).tag(sync=True)
    """Counts the presses of the answer button."""
    verdict = traitlets.Unicode("").tag(sync=True)
    judged = traitlets.Bool(False).tag(sync=True)
    """True once an answer has been judged: it cannot be changed without starting again."""
    caption = traitlets.Unicode("").tag(sync=True)

    def __init__(self, item: Item, caption: str = "", on_answer: Callable[[str], None] | None = None) -> None:
        super().__init__(form=kind(item).form(item), stem=stem_html(item), caption=caption)
        self._item = item
        self._on_answer = on_answer
        self.observe(self._judge, "asked")

    def _judge(self, _change: object) -> None:
        found = explain(self._item, settle(self.response))
        judged = found.verdict not in ("blank", "unreadable")
        with self.hold_sync():
            self.judged = judged
            self.verdict = verdict_html(self._item, found)
        if judged and self._on_answer is not None:
            self._on_answer(found.verdict)


