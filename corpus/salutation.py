"""Who is addressed: 同志们： / 各位领导、同志们： / 尊敬的王书记，各位同事："""

from __future__ import annotations

import re

_ROLE = (
    "书记|主任|组长|部长|局长|县长|市长|区长|镇长|乡长|院长|校长|行长|主席|处长|科长|司长"
    "|厅长|董事长|总经理|专员|主官|同志|领导|委员|常委"
)
_ADDRESSED = re.compile(
    r"(?:尊敬的)?(?:各位|在座的?各?位?)[^。！？；：:!?;]{0,24}|尊敬的[^。！？；：:!?;]{1,24}"
    rf"|[^。！？；：:!?;]{{0,12}}(?:同志|朋友|同事|战友|代表|委员|党员|老师|乡亲)们|[^。！？；：:!?;]{{1,16}}(?:{_ROLE})"
)
_GREETING = re.compile(r"(?:大家)?(?:早上|上午|中午|下午|晚上)?好")
_CALLS = re.compile(r"同志们|各位|尊敬的|朋友们|同事们|战友们|在座")
MAX_LENGTH = 80
FRONT = 6
"""A salutation stands among the first blocks of a speech, if anywhere."""


def is_salutation(line: str) -> bool:
    """True when ``line`` does nothing but address the listeners."""
    if len(line) > MAX_LENGTH or not _CALLS.search(line):
        return False
    called = [name for name in re.split(r"[、，,\s]", line.rstrip("：:！!，,")) if name]
    if len(called) > 1 and _GREETING.fullmatch(called[-1]):
        called.pop()
    return all(_ADDRESSED.fullmatch(name) for name in called)


def opening(line: str) -> int:
    """Length of the salutation with a colon that ``line`` begins with; 0 if it goes on otherwise or is nothing else."""
    colon = re.search("[：:]", line[:MAX_LENGTH])
    if colon is None or colon.end() == len(line):
        return 0
    return colon.end() if is_salutation(line[: colon.end()]) else 0
