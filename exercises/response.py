"""Reading what a trainee wrote in an answer cell, without running it.

The cell holds one assignment of one literal. The source is parsed with `ast` and
nothing is ever evaluated. A clear intention that needs no execution is read; two
different answers, or anything that would have to be computed, are not. The table is
the whole rule for what people type by hand; every row is tested.

=====================================================  =======================================
what the cell holds                                    how it is read
=====================================================  =======================================
``answer = "B"``, ``answer = 'b '``                    as written (letter case, width and spaces
                                                       are folded when the item reads the value)
``answer = ["A", "C"]``, ``{"A", "C"}``, ``"A", "C"``  list, set, tuple
``answer = {"1": "C", "2": "A"}``                      dict
``answer = B``, ``answer = Ｂ``, ``[A, C]``            bare words are texts
``B``, ``"B"``, ``["A", "C"]`` alone in the cell       the answer without ``answer =``
``answer = “B”``, ``answer = ‘B’``                     Chinese quotes are quotes
``answer ＝ "B"``, ``{"1"：“C”，２：“A”}``                full-width signs outside quotes, 、 is a comma
``answer = √``, ``answer = ×``                         对, 错
``Answer = "B"``                                       the name in any letter case
indented lines, full-width or no-break spaces          the indentation means nothing
``# comment`` beside or above                          ignored
``answer = ""`` then ``answer = "B"``                  the one that is not blank
``answer = "B"`` twice                                 once
``answer = ""``, ``answer = []``, ``answer = None``    blank
``answer =`` (the value deleted), an empty cell        blank
``# YOUR CODE HERE`` / ``raise NotImplementedError()`` blank (stock nbgrader's stub), or
                                                       ignored beside an answer
``answer = "A"`` then ``answer = "B"``                 unreadable: two different answers
``answer = {"1": "A", "1": "B"}``, also ``1`` ``１``   unreadable: one number answered twice
``answer = f(…)``, ``"A" + "B"``, ``f"B"``, ``x.y``    unreadable: it would have to be run
``%time answer = "B"``, ``!ls``, ``import …``          unreadable
another name: ``key = "B"``                            unreadable
more than 4,000 characters, brackets over 8 deep       unreadable
a whole number of more than 300 digits                 unreadable
=====================================================  =======================================
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from exercises.folding import fold

MAX_LENGTH = 4_000
MAX_DEPTH = 8
MAX_BITS = 1_000
"""Of a whole number; Python refuses to print one of more than 4,300 digits, which could be typed in hexadecimal."""
PROSE_STUB = "（请在此作答）"
"""The text nbgrader puts into a short answer's cell at release."""
_STOCK_PROSE_STUB = "YOUR ANSWER HERE"


@dataclass(frozen=True)
class Literal:
    """An answer was read: str, bool, int, float, or list, tuple, set, dict of these."""

    value: object


@dataclass(frozen=True)
class Blank:
    """Nothing was answered."""


@dataclass(frozen=True)
class Unreadable:
    """Something was written that is no answer; ``reason`` says in Chinese why not."""

    reason: str


Answer = Literal | Blank | Unreadable


class _Refused(Exception):
    """Why a syntax tree is no answer (Chinese)."""


def settle(value: object) -> Answer:
    """A Python value as an answer.

    None, empty texts and containers of nothing else are Blank; a value that is not
    made of plain texts, numbers and containers alone is Unreadable (an object of
    another class could pretend to be equal to anything).
    """
    if not _is_plain(value, MAX_DEPTH):
        return Unreadable("答案不是文字、列表或字典。")
    return Blank() if _is_blank(value) else Literal(value)


def read(source: str) -> Answer:
    """What the code cell ``source`` answers; see the table above. Never raises, never runs it."""
    if len(source) > MAX_LENGTH:
        return Unreadable(f"内容超过 {MAX_LENGTH} 个字符。")
    if re.fullmatch(r"\s*answer\s*[=＝]\s*", source, re.IGNORECASE):
        return Blank()
    try:
        return _one(list(_values(_tree(source))))
    except _Refused as refusal:
        return Unreadable(str(refusal))


def read_prose(source: str) -> Literal | Blank:
    """What the Markdown cell of a short item answers: its text without the stub."""
    text = source.strip()
    for stub in (PROSE_STUB, _STOCK_PROSE_STUB):
        text = text.removeprefix(stub).strip()
    return Literal(text) if text else Blank()


def _one(values: list[object]) -> Answer:
    answers = [value for value in values if not _is_blank(value)]
    if not answers:
        return Blank()
    first, *others = answers
    if any(other != first for other in others):
        return Unreadable("写了不止一个答案，且互不相同。请只保留一个。")
    return Literal(first)


def _is_plain(value: object, depth: int) -> bool:
    kind = type(value)
    if kind in (str, bool, int, float, type(None)):
        return True
    if not depth:
        return False
    if kind in (list, tuple, set, frozenset):
        return all(_is_plain(part, depth - 1) for part in cast(Iterable[object], value))
    if kind is dict:
        pairs = cast(dict[object, object], value).items()
        return all(_is_plain(part, depth - 1) for pair in pairs for part in pair)
    return False


def _is_blank(value: object) -> bool:
    match value:
        case None:
            return True
        case str():
            return not value.strip()
        case dict():
            return all(_is_blank(part) for part in value.values())
        case list() | tuple() | set() | frozenset():
            return all(_is_blank(part) for part in value)
        case _:
            return False


def _tree(source: str) -> ast.Module:
    """The syntax tree of the source, or of the source with typing habits put right."""
    plain = _plain(source)
    for text in (source, plain, "\n".join(line.strip() for line in plain.splitlines())):
        if _depth(text) > MAX_DEPTH:
            raise _Refused("括号层数过多。")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # an odd backslash would warn on stderr
                return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
            continue
    raise _Refused("写法不完整或不合规。请写成 answer = \"B\" 这样的一行。")


def _depth(text: str) -> int:
    deepest = depth = 0
    for c in text:
        if c in "([{":
            deepest = max(deepest, depth := depth + 1)
        elif c in ")]}":
            depth -= 1
    return deepest


_SIGNS = str.maketrans(
    {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}  # ！ to ～
    | {"、": ",", "【": "[", "】": "]", "\u3000": " ", "\xa0": " ", "\u200b": "", "\ufeff": ""}
    | {tick: '"对"' for tick in "√✓✔"}
    | {cross: '"错"' for cross in "×✗✘"}
)


def _plain(source: str) -> str:
    """The source with full-width signs and Chinese quotes outside texts made ASCII."""
    out: list[str] = []
    at = 0
    while at < len(source):
        if source[at] in "\"'＂＇“”‘’":
            end = _closing(source, at)
            out.append(source[at:] if end is None else repr(source[at + 1 : end]))
            at = len(source) if end is None else end + 1
        else:
            out.append(source[at].translate(_SIGNS))
            at += 1
    return "".join(out)


def _closing(source: str, start: int) -> int | None:
    """Where the text opened by the quotation mark at ``start`` ends on its line.

    Chinese quotations nest. An input method may leave two opening or two closing
    marks, or one of each width: without a proper partner any mark of the kind closes.
    """
    line = source[start:].partition("\n")[0]
    left = line[0]
    right = {"“": "”", "‘": "’"}.get(left, left)
    depth = 0
    for at, c in enumerate(line):
        if c == left and left != right:
            depth += 1
        elif c == right and at:
            depth -= 1
            if depth <= 0:
                return start + at
    kin = "“”\"＂" if left in "“”\"＂" else "‘’'＇"
    return next((start + at for at, c in enumerate(line) if at and c in kin), None)


def _values(tree: ast.Module) -> Iterator[object]:
    statements = [node for node in tree.body if not _is_stub(node)]
    for node in statements:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.casefold() == "answer":
                yield _value(value)
            case ast.Expr(value=value) if len(statements) == 1:
                yield _value(value)
            case _:
                raise _Refused("除 answer = … 之外还有别的内容。请只写答案，不要写程序。")


def _is_stub(node: ast.stmt) -> bool:
    match node:
        case ast.Raise(exc=ast.Call(func=ast.Name(id="NotImplementedError"), args=[], keywords=[]), cause=None):
            return True
        case _:
            return False


def _value(node: ast.expr) -> object:
    match node:
        case ast.Constant(value=int(value)) if value.bit_length() > MAX_BITS:
            raise _Refused("数字过大。")
        case ast.Constant(value=str() | bool() | int() | float() | None as value):
            return value
        case ast.Name(id=name):
            return name
        case ast.List(elts=parts):
            return [_value(part) for part in parts]
        case ast.Tuple(elts=parts):
            return tuple(_value(part) for part in parts)
        case ast.Set(elts=parts):
            return {_scalar(part) for part in parts}
        case ast.Dict(keys=keys, values=values):
            return _mapping([_scalar(key) for key in keys], [_value(value) for value in values])
        case _:
            raise _Refused("答案需要运行程序才能得到。请直接写出选项或文字。")


def _scalar(node: ast.expr | None) -> object:
    if isinstance(node, ast.Constant | ast.Name):
        return _value(node)
    raise _Refused("答案的编号应当是数字或文字。")


def _mapping(keys: list[object], values: list[object]) -> dict[object, object]:
    folded = [fold(str(key)) for key in keys]
    for key in folded:
        if folded.count(key) > 1:
            raise _Refused(f"编号“{key}”写了不止一次。")
    return dict(zip(keys, values, strict=True))
