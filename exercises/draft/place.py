"""Which lesson and concept a draft belongs to, by the words it is about.

The lessons are those of the course; the concepts are the names that the shipped bank
uses for them. A guess for the reviewer to correct.
"""

from __future__ import annotations

import re

_LESSONS: tuple[tuple[int, str, str], ...] = (
    (3, "四个落实", r"四个落实"),
    (5, "三项内容", r"三不|不干预|审查调查|执纪审查|个人表态"),
    (6, "纪律内容", r"严禁|不准|打招呼|插手"),
    (10, "保密纪律", r"保密|跑风漏气|通风报信|泄[露密]"),
    (10, "失职与渎职", r"失职|渎职"),
    (10, "纪律作风", r"纪律|宴请|馈赠|廉洁|先斩后奏"),
    (9, "整改责任", r"整改|销号|后半篇|立行立改|回头看|长效机制|举一反三|成果运用|结果运用"),
    (10, "队伍建设", r"铁军|过硬|本领|队伍|干部“?入口|巡察干部|较真碰硬|忠诚"),
    (8, "支持配合", r"配合|支持|自觉接受|如实|主体责任|第一责任|分管责任"),
    (7, "底稿制度", r"底稿|事实支撑|定性|事实清楚|巡察报告"),
    (4, "上下联动", r"联动|以上带下|信息共享"),
    (4, "沟通协作", r"贯通|协作|协同|会同|沟通"),
    (4, "从业务看政治", r"看政治|看责任|看本质|个别谈话|查阅资料|走访|方式方法|思维"),
    (3, "监督重点", r"重点看|重点检查|监督重点|紧盯|聚焦|了解.{2,20}情况|对照|是否存在"),
    (2, "比喻的出处", r"利剑|利器|体检|把脉|会诊|探照灯|显微镜|强心针|催化剂|助推器"),
    (1, "作用与归宿", r"生命线|落脚点|震慑|遏制|目的"),
    (1, "巡察是什么", r"本质|定位|根本任务|政治监督|重要手段|制度安排"),
)
OTHERWISE = (12, "讲话的读法")


def place(about: str, lesson: int | None = None) -> tuple[int, str]:
    """Lesson and concept for words; the concept of ``lesson`` where that is given."""
    for number, concept, pattern in _LESSONS:
        if lesson in (None, number) and re.search(pattern, about):
            return number, concept
    if lesson is None:
        return OTHERWISE
    named = {11: "提法与变体", 12: OTHERWISE[1]}
    return lesson, named.get(lesson) or next((concept for number, concept, _ in _LESSONS if number == lesson), OTHERWISE[1])
