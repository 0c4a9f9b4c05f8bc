"""What exercises call the lessons is what the lessons call themselves."""

from course import catalog
from exercises import lessons


def test_the_titles_are_those_of_the_lessons():
    assert {entry.number: entry.title for entry in catalog.lessons()} == lessons.TITLES


def test_a_lesson_is_called_by_its_place():
    assert {entry.number: entry.place for entry in catalog.lessons()} == {n: lessons.place(n) for n in lessons.TITLES}
    assert lessons.called(5) == "第 5 课　“三不”原则" and lessons.called(0) == "课前　开课导学" and lessons.called(77) == "第 77 课"
