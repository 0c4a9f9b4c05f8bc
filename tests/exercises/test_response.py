"""Reading an answer cell: every row of the reader's table, and that it never raises or runs anything."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exercises.response import MAX_LENGTH, PROSE_STUB, Blank, Literal, Unreadable, read, read_prose, settle


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('answer = "B"', "B"),
        ("answer = 'b '", "b "),
        ('answer = ["A", "C"]', ["A", "C"]),
        ('answer = {"A", "C"}', {"A", "C"}),
        ('answer = "A", "C"', ("A", "C")),
        ('answer = {"1": "C", "2": "A"}', {"1": "C", "2": "A"}),
        ('answer = {1: "C"}', {1: "C"}),
        ('answer = {\n    "1": "C",\n    "2": "A",\n}', {"1": "C", "2": "A"}),
        ("answer = True", True),
        ("answer = B", "B"),
        ("answer = Ｂ", "B"),
        ("answer = 对", "对"),
        ("answer = [A, C]", ["A", "C"]),
        ("answer = {1: C}", {1: "C"}),
        ("B", "B"),
        ('"B"\n', "B"),
        ('["A", "C"]', ["A", "C"]),
        ("answer = “B”", "B"),
        ("answer = ‘B’", "B"),
        ("answer = “B“", "B"),
        ("answer = ”B”", "B"),
        ('answer = “B"', "B"),
        ('answer = "B”', "B"),
        ("answer = “落实“两个维护””", "落实“两个维护”"),
        ('answer ＝ "B"', "B"),
        ('answer ＝ {"1": "落实“两个维护”，不含糊"}', {"1": "落实“两个维护”，不含糊"}),
        ("answer = {“1”：“C”，２：“A”}", {"1": "C", 2: "A"}),
        ("answer = 【A，C】", ["A", "C"]),
        ("answer = A、C", ("A", "C")),
        ("answer = √", "对"),
        ("answer = ×", "错"),
        ('Answer = "B"', "B"),
        ('  answer = "B"', "B"),
        ('\u3000answer = "B"', "B"),
        ('\xa0answer\xa0=\xa0"B"', "B"),
        ('\ufeffanswer = "B"', "B"),
        ('# 我的答案\nanswer = "B"  # 想好了', "B"),
        ('answer = ""\nanswer = "B"', "B"),
        ('answer = "B"\nanswer = "B"', "B"),
        ('# YOUR CODE HERE\nraise NotImplementedError()\nanswer = "B"', "B"),
        ('answer = "一行\\\n接着写"', "一行接着写"),
    ],
)
def test_what_shows_a_clear_intention_is_read(source: str, value: object):
    assert read(source) == Literal(value)


@pytest.mark.parametrize(
    "source",
    [
        'answer = ""',
        "answer = “”",
        'answer = "  "',
        "answer = []",
        'answer = ["", ""]',
        'answer = {"1": "", "2": ""}',
        "answer = None",
        "answer =",
        "answer ＝ \n",
        "",
        " \n\n",
        "# 只有注释",
        "# YOUR CODE HERE\nraise NotImplementedError()",
    ],
)
def test_a_stub_or_an_empty_value_is_blank(source: str):
    assert read(source) == Blank()


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('answer = "A"\nanswer = "B"', "不止一个答案"),
        ('answer = {"1": "A", "1": "B"}', "不止一次"),
        ('answer = {"1": "A", 1: "B"}', "不止一次"),
        ("answer = {“1”：“A”，１：“B”}", "不止一次"),
        ('answer = f"B"', "运行"),
        ('answer = "A" + "B"', "运行"),
        ('answer = str("B")', "运行"),
        ('answer = "b".upper()', "运行"),
        ("answer = [x for x in 'AB']", "运行"),
        ("answer = lambda: 'B'", "运行"),
        ("answer = {**{}}", "编号"),
        ('answer = {("1", "2"): "A"}', "编号"),
        ('answer = b"B"', "运行"),
        ("answer = ...", "运行"),
        ('answer == "B"', "运行"),
        ('%time answer = "B"', "写法"),
        ("!ls", "写法"),
        ('answer "B"', "写法"),
        ("answer = A C", "写法"),
        ('answer = "B', "写法"),
        ("import os", "别的内容"),
        ('key = "B"', "别的内容"),
        ('answer = other = "B"', "别的内容"),
        ('answer: str = "B"', "别的内容"),
        ('"A"\n"B"', "别的内容"),
        ("raise SystemExit", "别的内容"),
        ("answer = " + "[" * 9 + "]" * 9, "括号"),
        ("answer = '" + "长" * MAX_LENGTH + "'", "字符"),
        ("answer = 0x" + "f" * 300, "数字过大"),
        ("\ud800", "写法"),
        ("answer = a\0b", "写法"),
    ],
)
def test_what_would_have_to_be_run_or_guessed_is_unreadable(source: str, reason: str):
    answer = read(source)
    assert isinstance(answer, Unreadable)
    assert reason in answer.reason


def test_code_in_the_cell_is_not_run(tmp_path: Path):
    target = tmp_path / "made"
    for source in (
        f"open({str(target)!r}, 'w')",
        f"answer = open({str(target)!r}, 'w').write('x')",
        f"answer = f\"{{open({str(target)!r}, 'w')}}\"",
        f"!touch {target}",
        f"import os\nos.mknod({str(target)!r})\nanswer = 'B'",
    ):
        assert isinstance(read(source), Unreadable)
    assert not target.exists()


_PIECES = st.sampled_from(
    list("ABC123对错") + ["answer", "Answer", " = ", "＝", '"', "'", "“", "”", "‘", "’", "[", "]", "{", "}", "(", ")", ":", "：", ",", "，"]
    + ["\n", " ", "\u3000", "#", "f", "\\", ".", "lambda ", "if ", "else ", "**", "-", "raise NotImplementedError()", "√", "%", "!", "\0", "\ud800"]
)


@given(st.text() | st.lists(_PIECES, max_size=60).map("".join) | st.lists(_PIECES, max_size=20).map(lambda p: "answer = " + "".join(p)))
@example("answer = " + "-" * 3900)
@example("a." * 1900 + "a")
@example("“" * 3900)
@example("”" * 3900)
@settings(max_examples=500)
def test_reading_never_raises(source: str):
    assert isinstance(read(source), Literal | Blank | Unreadable)
    assert isinstance(read_prose(source), Literal | Blank)


@pytest.mark.parametrize("unit", ["-", "not ", "a.", "a+", "lambda:", "[{(", "f'{", "“", "(a,", "a=", "a:", "@a\n", "9", "if a:\n"])
@pytest.mark.timeout(30)
def test_hostile_repetition_is_read_before_the_test_gives_up(unit: str):
    assert isinstance(read("answer = " + unit * (3900 // len(unit))), Literal | Blank | Unreadable)



@given(st.recursive(st.text(max_size=8) | st.integers(-9, 9) | st.booleans(), lambda inner: st.lists(inner, max_size=3), max_leaves=6))
def test_a_written_literal_reads_back(value: object):
    answer = read(f"answer = {value!r}")
    if "-" not in repr(value):  # a negative number is an operation, not a literal
        assert answer == settle(value)


def test_an_untouched_short_answer_is_blank():
    assert read_prose("") == Blank()
    assert read_prose(f"\n{PROSE_STUB}\n") == Blank()
    assert read_prose("YOUR ANSWER HERE") == Blank()


def test_a_short_answer_is_its_text_without_the_stub():
    assert read_prose("  巡察是政治监督。\n") == Literal("巡察是政治监督。")
    assert read_prose(f"{PROSE_STUB}\n\n巡察是政治监督。") == Literal("巡察是政治监督。")


class _EqualToAnything(str):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


def test_an_object_that_only_looks_like_a_text_is_not_an_answer():
    endless: list[object] = []
    endless.append(endless)
    for value in (_EqualToAnything("A"), ["A", _EqualToAnything("B")], {"1": object()}, endless, open):
        assert isinstance(settle(value), Unreadable)


@pytest.mark.parametrize("value", [None, "", " \u3000", [], (), {}, ["", None], {"1": ""}])
def test_values_of_nothing_are_blank(value: object):
    assert settle(value) == Blank()
