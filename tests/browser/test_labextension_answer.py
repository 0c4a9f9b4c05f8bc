"""answer.js and Python read and write the same literals, whoever wrote them."""

import ast
import json
import random
from typing import Any

import papers
from playwright.sync_api import Page
from workbench import ROOT

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
    """Evaluate ``expression`` over ``argument`` with answer.js as ``answers``.

    ``value(source)`` is what a source answers, in JSON's lists and objects.
    """
    script = f"""async (argument) => {{
      const [answers, {{ read }}] = await Promise.all([import('/answer.js'), import('/answer/read.js')]);
      const plain = (value) => (value instanceof Map ? Object.fromEntries([...value].map((pair) => pair.map(plain)))
        : Array.isArray(value) ? Array.from(value, plain) : value);
      const value = (source) => plain(read(source).value);
      return {expression};
    }}"""
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
    values = [["一项", value] for value in [*VALUES, *nasty_strings(300)]]  # not to be blank
    sources = [f"answer = {value!r}" for value in values] + [
        f"answer = {ascii(value)}" for value in values
    ]
    assert in_module(module_page, "argument.map(value)", sources) == values + values


def test_every_layout_of_a_literal_is_read_as_python_reads_it(module_page: Page) -> None:
    read_here = in_module(module_page, "argument.map(value)", SAME_VALUE)
    assert read_here == [ast.literal_eval(ast.parse(source).body[0].value) for source in SAME_VALUE]


def test_hand_typed_answers_are_read_as_the_grader_reads_them(module_page: Page) -> None:
    table = json.loads((ROOT / "tests" / "labextension" / "answers.json").read_text(encoding="utf-8"))
    found = in_module(
        module_page,
        "argument.cases.map((one) => answers.understand(argument.forms[one.form], one.source))",
        table,
    )
    wanted = [(case["source"], case["state"], case.get("response")) for case in table["cases"]]
    sources = [case["source"] for case in table["cases"]]
    read_here = [(one["state"], one.get("response")) for one in found]
    assert [(source, *one) for source, one in zip(sources, read_here, strict=True)] == wanted


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
