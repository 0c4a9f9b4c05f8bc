"""The line at a paper's head that says how long it is and what it is worth."""

from __future__ import annotations


def extent(items: int, points: int, minutes: int | None, limited: bool) -> str:
    """“共 21 题，满分 50 分，建议用时 45 分钟。每题的评分办法写在题目后面。请在题目下方直接作答。”"""
    time = f"，{'限时' if limited else '建议用时'} {minutes} 分钟" if minutes else ""
    return f"共 {items} 题，满分 {points} 分{time}。每题的评分办法写在题目后面。请在题目下方直接作答。"
