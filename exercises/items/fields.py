"""What the fields of an item are called in Chinese."""

from __future__ import annotations

import re

_LABELS = {
    "id": "编号",
    "type": "题型",
    "lesson": "课次",
    "concept": "知识点",
    "level": "认知层次",
    "stem": "题干",
    "points": "分值",
    "explanation": "解析",
    "evidence": "依据",
    "status": "审核状态",
    "pool": "题池",
    "options": "选项",
    "key": "答案",
    "distractors": "干扰项说明",
    "blanks": "空",
    "left": "左边",
    "right": "右边",
    "answer": "参考答案",
    "rubric": "评分点",
    "title": "标题",
    "instructions": "说明",
    "minutes": "时长",
    "items": "题目",
    "draw": "抽题要求",
}


def named(path: str) -> str:
    """A field by its path, for people: ``options.B`` is “选项（options.B）”."""
    top = re.split(r"[.\[]", path, maxsplit=1)[0]
    return f"{_LABELS[top]}（{path}）" if top in _LABELS else f"字段（{path}）"
