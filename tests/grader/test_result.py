"""nbgrader's English reports become one Chinese reason."""

from grader.steps.result import why

TRACE = """[INFO] Sanitizing
[ERROR] Traceback (most recent call last):
  File "x.py", line 1, in y
    raise KeyError("q01")
{error}
[ERROR] Please see the the above traceback
nbgrader.converters.base.NbGraderException: Please see the the above traceback for details"""


def test_our_own_error_is_given_as_it_is() -> None:
    assert why(TRACE.format(error="grader.errors.GraderError: 第 3 题没有答案。"), {"q01": "别的"}) == "第 3 题没有答案。"


def test_a_known_sign_gives_its_reason() -> None:
    assert why("sqlite3: database is locked", {"database is locked": "成绩册正忙"}) == "成绩册正忙"


def test_otherwise_the_real_error_is_quoted_not_the_pointer_to_it() -> None:
    assert why(TRACE.format(error="some.module.ValueError: bad thing"), {}).startswith("nbgrader 报告：ValueError: bad thing")


def test_silence_is_said_to_be_silence() -> None:
    assert "没有说明原因" in why("", {})
