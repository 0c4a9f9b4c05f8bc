"""The plans of a half day and of a day: every minute accounted for, every lesson and section there."""

import re
from dataclasses import dataclass

import nbformat
import pytest

from course import catalog

PLANS = [catalog.DESKS_FOLDER / f"{name}.ipynb" for name in ("half-day", "one-day")]
LESSONS = {lesson.number: lesson for lesson in catalog.lessons()}
each_plan = pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
_BLOCK = re.compile(r"^### (?P<time>\d\d:\d\d)　(?:第 (?P<number>\d+) 课　)?(?P<title>.+)（(?P<minutes>\d+) 分钟）$", re.M)
_ROW = re.compile(r"^\| (?P<time>\d\d:\d\d) \| (?P<minutes>\d+) \| (?P<what>[^|]+) \| (?P<how>[^|]+) \|$", re.M)


@dataclass(frozen=True)
class Block:
    """A lesson or a break: when it begins, what it is, its rows as (begin, minutes, what)."""

    begin: int
    number: int | None
    title: str
    minutes: int
    rows: list[tuple[int, int, str]]
    source: str


def clock(text):
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def sources(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def blocks(path):
    found = []
    for source in sources(path):
        if head := _BLOCK.search(source):
            rows = [(clock(row["time"]), int(row["minutes"]), row["what"]) for row in _ROW.finditer(source)]
            number = int(head["number"]) if head["number"] else 0 if head["title"] == LESSONS[0].title else None
            found.append(Block(clock(head["time"]), number, head["title"], int(head["minutes"]), rows, source))
    return found


def headings(number):
    cells = nbformat.read(LESSONS[number].source, as_version=4).cells
    return [line[3:] for cell in cells for line in cell.source.splitlines() if line.startswith("## ")]


@each_plan
def test_no_minute_is_lost_and_none_is_used_twice(path):
    now = blocks(path)[0].begin
    for block in blocks(path):
        assert block.begin == now, block.title
        for begin, minutes, what in block.rows:
            assert begin == now, (block.title, what)
            now += minutes
        assert now - block.begin == block.minutes, block.title


@each_plan
def test_a_plan_keeps_the_hours_it_names(path):
    found = blocks(path)
    end = found[-1].begin + found[-1].minutes
    named = [clock(time) for time in re.findall(r"\d\d:\d\d", sources(path)[0])]
    assert (named[0], named[-1]) == (found[0].begin, end)
    breaks = [block.begin for block in found if block.title == "午休"]
    assert len(named) == 2 + 2 * len(breaks) and all(begin in named for begin in breaks)


@each_plan
def test_a_plan_teaches_the_lessons_it_names_under_their_titles(path):
    taught = [block for block in blocks(path) if block.number is not None]
    assert len(taught) >= 4
    for block in taught:
        lesson = LESSONS[block.number]
        assert block.title == lesson.title
        assert f"[{lesson.title}]({lesson.file})" in block.source
        assert block.minutes <= lesson.minutes
    (list_of_lessons,) = re.findall(r"第 ([\d、]+) 课", sources(path)[0].split("各课的自测")[0])
    assert [int(number) for number in list_of_lessons.split("、")] == [block.number for block in taught if block.number]


@each_plan
def test_every_section_planned_stands_in_its_lesson_and_in_that_order(path):
    for block in blocks(path):
        if block.number is not None:
            places = [headings(block.number).index(what) for _, _, what in block.rows]
            assert places == sorted(set(places))


@each_plan
def test_whoever_teaches_can_sit_an_hour_and_a_half_at_most(path):
    at_a_stretch = 0
    for block in blocks(path):
        at_a_stretch = 0 if block.title in ("休息", "午休") else at_a_stretch + block.minutes
        assert at_a_stretch <= 100, block.title


@each_plan
def test_a_plan_says_what_to_prepare_and_leads_only_to_what_is_there(path):
    text = "\n".join(sources(path))
    assert "## 课前准备" in text and "## 要打印和准备的" in text and "## 课后" in text
    files = {entry.file for entry in (*catalog.lessons(), *catalog.desks())}
    assert set(re.findall(r"\]\(([^)]+\.ipynb)\)", text)) <= files


@each_plan
def test_what_is_saved_when_time_is_short_adds_up(path):
    (line,) = (line for line in sources(path)[-1].splitlines() if line.startswith("- 少"))
    total, *parts = (int(number) for number in re.findall(r"(\d+) 分钟", line))
    assert sum(parts) == total


@each_plan
def test_a_plan_is_well_set_chinese_and_for_instructors(path):
    text = "\n".join(sources(path))
    assert not re.search(r"[一-鿿] [一-鿿]|[一-鿿][,;:?!]|[!！]", text)
    assert path.stem in [desk.source.stem for desk in catalog.desks("instructor")]
