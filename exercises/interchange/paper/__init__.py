"""A paper in Word: the paper itself, the answer sheet, the key with its scoring and sources."""

from __future__ import annotations

from exercises.interchange.paper import answersheet, key, questions
from exercises.interchange.paper.content import Content

__all__ = ["Content", "documents"]


def documents(content: Content) -> dict[str, bytes]:
    """The three Word files by their Chinese names; the same paper gives the same bytes."""
    return {"试卷": questions.document(content), "答题卡": answersheet.document(content), "参考答案与评分标准": key.document(content)}
