"""The marking that stock nbgrader runs: light, silent, and the same as ours."""

import subprocess
import sys

import pytest

from exercises.items import Item, kind, to_json
from exercises.marking import assess
from exercises.response import Literal, read, settle
from exercises.stock import mark

AUTOMATIC = ["t-single", "t-negative", "t-multiple", "t-judge", "t-cloze", "t-order", "t-match"]


@pytest.mark.parametrize("name", AUTOMATIC)
def test_the_key_earns_the_points(items: dict[str, Item], name: str):
    answer = read(kind(items[name]).solution(items[name]))
    assert isinstance(answer, Literal)
    assert mark(to_json(items[name]), answer.value) == items[name].points


@pytest.mark.parametrize("name", AUTOMATIC)
@pytest.mark.parametrize("value", ["", None, [], {}, "Z", 7, {"9": "A"}, object(), [["A"]]])
def test_blank_and_unreadable_values_earn_nothing(items: dict[str, Item], name: str, value: object):
    earned = mark(to_json(items[name]), value)
    assert (earned, type(earned)) == (0.0, float)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("t-single", 'answer = "B"'),
        ("t-single", "answer = 'c'"),
        ("t-multiple", 'answer = ["A", "C"]'),
        ("t-judge", 'answer = "错"'),
        ("t-cloze", 'answer = {"1": "两个维护", "2": "政治监察"}'),
        ("t-order", 'answer = ["A", "D", "B", "C"]'),
        ("t-match", 'answer = {"1": "D"}'),
        ("t-match", 'answer = ""'),
    ],
)
def test_a_plain_literal_earns_the_same_run_as_read(items: dict[str, Item], name: str, source: str):
    ran: dict[str, object] = {}
    exec(source, ran)
    assert mark(to_json(items[name]), ran["answer"]) == assess(items[name], read(source))[0].earned


class _EqualToAnything:
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("B")


def test_an_object_that_equals_everything_earns_nothing(items: dict[str, Item]):
    assert mark(to_json(items["t-single"]), _EqualToAnything()) == 0
    assert mark(to_json(items["t-multiple"]), [_EqualToAnything()]) == 0


def test_a_short_answer_is_not_marked_here(items: dict[str, Item]):
    with pytest.raises(ValueError, match="人工"):
        mark(to_json(items["t-short"]), "一段话")


def test_settled_values_are_read_the_same_everywhere(items: dict[str, Item]):
    score, response = assess(items["t-single"], settle(" b "))
    assert (score.earned, response) == (2, "B")


def test_marking_imports_little_and_prints_nothing():
    code = (
        "import sys, exercises.stock\n"
        "heavy = {'nbformat', 'nbgrader', 'jieba', 'corpus', 'yaml', 'rich', 'typer', 'IPython'}\n"
        "print(*heavy & set(sys.modules), end='')"
    )
    done = subprocess.run([sys.executable, "-W", "always", "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (0, "", "")
