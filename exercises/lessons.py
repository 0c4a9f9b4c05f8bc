"""What the lessons of the course are called: for those who send somebody back to one without knowing the course."""

from __future__ import annotations

TITLES: dict[int, str] = {
    0: "开课导学",
    1: "什么是政治巡察",
    2: "巡察的作用：利剑、体检、探照灯与显微镜",
    3: "监督重点",
    4: "巡察方法",
    5: "“三不”原则",
    6: "“十不准”与巡察纪律",
    7: "底稿、事实与定性",
    8: "被巡察单位的责任",
    9: "“后半篇文章”",
    10: "打铁必须自身硬",
    11: "语料实验室",
    12: "结业：综合案例与结业自测",
}
"""By number, as the lessons call themselves."""


def place(number: int) -> str:
    """A lesson by its number: “第 5 课”, and “课前” for what comes before the first."""
    return f"第 {number} 课" if number else "课前"


def called(number: int) -> str:
    """A lesson by number and title; by its number alone where the course has no such lesson."""
    title = TITLES.get(number)
    return f"{place(number)}　{title}" if title else place(number)
