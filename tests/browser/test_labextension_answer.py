"""answer.js and Python read and write the same literals; what is no plain answer is left alone."""

import ast
import random
from typing import Any

import papers
import pytest
from playwright.sync_api import Page

from exercises.response import Literal, read

STRINGS = [
    "B",
    "两个维护",
    "他说“两个维护”",
    "it's",
    'say "yes"',
    "两种引号 ' 和 \"",
    "C:\\new\\table",
    "结尾有反斜杠\\",
    "第一行\n第二行\r\n第三行",
    "制表\t符",
    "控制\x00字\x07符\x1b\x7f\x85",
    "行分隔\u2028段分隔\u2029",
    "全角　空格与 窄空格",
    "𠮷野家与😀",
    "家庭👨‍👩‍👧",
    "# 不是注释",
    "answer = \"A\"",
    "{}[]:,",
    "\\u4e24 \\x41 \\101 \\N{BULLET}",
]
VALUES: list[Any] = [
    *STRINGS,
    ["A", "C"],
    ["只有一项"],
    {"1": "两个维护", "2": "四个意识"},
    {"1": "C", "2": "A"},
    {"引'号\"": "值\\"},
    [["嵌套", ["两层"]]],
]

MALFORMED = [
    "answer = B",
    "answer = 'A' 'B'",
    "answer = 'A",
    'answer = "A\nB"',
    'answer = """A"""',
    "answer = f'A'",
    "answer = r'A'",
    "answer = 'A'.upper()",
    "answer = print('A')",
    "answer == 'A'",
    "answer = 'A'\nanswer = 'B'",
    "answer = 'A'; import os",
    "answer: str = 'A'",
    "import os\nanswer = 'A'",
    "  answer = 'A'",
    "answer = ['A' 'B']",
    "answer = ['A',,]",
    "answer = [,]",
    "answer = {'1': 'A', '1': 'B'}",
    "answer = {'1'}",
    "answer = '\\N{BULLET}'",
    "answer = '\\x4'",
    "answer = '\\U00110000'",
    "answer = [[[[[['A']]]]]]",
    "answer =\n'A'",
    "回答是 A",
]

SAME_VALUE = [
    "answer = 'B'",
    'answer="B"',
    "answer  =  'B'   ",
    "\n\n# 我选乙\nanswer = 'B'  # 想好了\n\n",
    "answer = [ 'A' , 'C' , ]",
    "answer = [\n    'A',  # 第一\n    'C',\n]",
    "answer = {\n  '1' : '两个维护',\n}",
    "answer = '\\u4e24\\x41\\101\\0\\a\\b\\f\\v'",
    "answer = '\\U0001f600'",
    "answer = '一\\\n二'",
    "answer = '一'\r\n",
]


def nasty_strings(count: int) -> list[str]:
    """Strings made of the characters that quoting gets wrong, the same in every run."""
    chance = random.Random(20)
    alphabet = "'\"\\\n\r\tnuxN0{}[]:,#“”‘’《》。 　AB两个维护\u2028\u200d😀\x00\x1b"
    return ["".join(chance.choices(alphabet, k=chance.randrange(12))) for _ in range(count)]


def in_module(page: Page, expression: str, argument: Any) -> Any:
    """Evaluate ``expression`` over ``argument`` with answer.js as ``answers``."""
    script = f"async (argument) => {{ const answers = await import('/answer.js'); return {expression}; }}"
    return page.evaluate(script, argument)


def test_python_reads_what_the_form_writes(module_page: Page) -> None:
    values = [*VALUES, *nasty_strings(300)]
    written = in_module(module_page, "argument.map((value) => answers.literal(value))", values)
    assert [ast.literal_eval(text) for text in written] == values
    assert all("\n" not in text and "\r" not in text for text in written)


def test_the_grader_reads_what_the_form_writes(module_page: Page) -> None:
    written = in_module(module_page, "argument.map((value) => answers.literal(value))", VALUES)
    readings = [read(f"answer = {text}") for text in written]
    assert [reading.value for reading in readings if isinstance(reading, Literal)] == VALUES


def test_the_form_reads_what_python_writes(module_page: Page) -> None:
    values = [*VALUES, *nasty_strings(300)]
    sources = [f"answer = {value!r}" for value in values] + [
        f"answer = {ascii(value)}" for value in values
    ]
    assert in_module(module_page, "argument.map(answers.parse)", sources) == values + values


def test_every_layout_of_a_literal_is_read_as_python_reads_it(module_page: Page) -> None:
    read_here = in_module(module_page, "argument.map(answers.parse)", SAME_VALUE)
    assert read_here == [ast.literal_eval(ast.parse(source).body[0].value) for source in SAME_VALUE]


def test_what_is_no_single_literal_is_malformed(module_page: Page) -> None:
    form = papers.CLOZE
    states = in_module(
        module_page,
        "argument.sources.map((source) => answers.understand(argument.form, source).state)",
        {"sources": MALFORMED, "form": form},
    )
    assert dict(zip(MALFORMED, states, strict=True)) == dict.fromkeys(MALFORMED, "malformed")


FITS = [
    (papers.SINGLE, 'answer = "b"', "B"),
    (papers.SINGLE, 'answer = " Ｂ "', "B"),
    (papers.SINGLE, 'answer = "E"', None),
    (papers.SINGLE, 'answer = ["B"]', None),
    (papers.MULTIPLE, 'answer = ["C", "A"]', ["A", "C"]),
    (papers.MULTIPLE, 'answer = ["A", "A"]', None),
    (papers.MULTIPLE, 'answer = "A"', None),
    (papers.JUDGE, 'answer = "对"', "对"),
    (papers.JUDGE, 'answer = "错误"', "错"),
    (papers.JUDGE, 'answer = "√"', "对"),
    (papers.JUDGE, 'answer = "也许"', None),
    (papers.CLOZE, 'answer = {"2": "四个意识"}', {"2": "四个意识"}),
    (papers.CLOZE, 'answer = {"3": "四个意识"}', None),
    (papers.CLOZE, 'answer = {"1": ["四个意识"]}', None),
    (papers.ORDER, 'answer = ["C", "A", "B"]', ["C", "A", "B"]),
    (papers.ORDER, 'answer = ["C", "A"]', None),
    (papers.MATCH, 'answer = {"1": "a", "2": ""}', {"1": "A"}),
    (papers.MATCH, 'answer = {"1": "D"}', None),
    (papers.SHORT, "监督不包办\n", "监督不包办\n"),
]


@pytest.mark.parametrize(("form", "source", "response"), FITS)
def test_a_value_that_answers_the_item_is_a_response_and_no_other_is(
    module_page: Page, form: dict[str, Any], source: str, response: Any
) -> None:
    reading = in_module(
        module_page,
        "answers.understand(argument.form, argument.source)",
        {"form": form, "source": source},
    )
    state = "malformed" if response is None else "answered"
    assert (reading["state"], reading.get("response")) == (state, response)


def test_untouched_cells_are_blank_and_blank_is_written_as_the_stub(module_page: Page) -> None:
    code = ['answer = ""', "", "answer = []", "answer = {}", 'answer = {"1": " "}']
    code.append("# YOUR CODE HERE\nraise NotImplementedError()")
    states = in_module(
        module_page,
        "argument.sources.map((source) => answers.understand(argument.form, source).state)",
        {"sources": code[:4] + code[5:], "form": papers.SINGLE},
    )
    assert states == ["blank"] * 5
    prose = in_module(
        module_page,
        "argument.sources.map((source) => answers.understand(argument.form, source).state)",
        {"sources": ["", " \n", "（请在此作答）"], "form": papers.SHORT},
    )
    assert prose == ["blank"] * 3
    stubs = in_module(
        module_page,
        "argument.map((form) => answers.express(form, null))",
        [papers.SINGLE, papers.SHORT],
    )
    assert stubs == ['answer = ""', "（请在此作答）"]
