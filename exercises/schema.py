"""What is wrong with data that should have the shape of a model, in plain Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from exercises.items.base import Item
from exercises.items.fields import named

_PATTERNS = {
    r"\S": "是空的。",
    r"^[A-H]$": "应当是 A 至 H 中的一个大写字母。",
    r"^[1-9][0-9]?$": "应当是 1 至 99 的编号，并加上引号。",
    r"^[a-z0-9][a-z0-9-]*$": "只能用小写字母、数字和连字符，且不以连字符开头。",
}


def sift(model: type[Item], data: Mapping[str, Any]) -> tuple[Item, list[str]]:
    """The item of those fields that have the right shape, and what is wrong with the others.

    When nothing is wrong the item is whole. Otherwise ``model_fields_set`` says which
    fields it has; the others are not there.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        problems = error.errors(include_url=False)
    data = _patched(data, problems)
    sound = {name: value for name in model.model_fields if name in data for value in _sound(model, name, data[name])}
    return model.model_construct(_fields_set=set(sound), **sound), [in_chinese(problem, data) for problem in problems]


def _patched(data: Mapping[str, Any], problems: list[ErrorDetails]) -> dict[str, Any]:
    """The data with a stand-in for each broken entry of a mapping, so that the rest of it can be judged."""
    patched = dict(data)
    for problem in problems:
        match problem["loc"]:
            case (str(name), str(entry)) if isinstance(patched.get(name), dict) and entry in patched[name]:
                patched[name] = patched[name] | {entry: f"（{entry}）"}
    return patched


def _sound(model: type[Item], name: str, value: object) -> Iterator[Any]:
    """The value as the model's field, if it has the right shape."""
    try:
        yield _adapter(model, name).validate_python(value, strict=True)
    except ValidationError:
        return


def explain(error: ValidationError, data: object) -> list[str]:
    """Everything that the validation of ``data`` found, in Chinese."""
    return [in_chinese(problem, data) for problem in error.errors(include_url=False)]


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    return TypeAdapter(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)


def in_chinese(problem: ErrorDetails, data: object) -> str:
    """One error that pydantic found in ``data``: which field, and what is wrong with it."""
    path = _path(problem["loc"], data)
    where = named(path)
    found = problem["input"]
    shown = str(found).strip()[:20]
    context = problem.get("ctx", {})
    match problem["type"]:
        case "missing":
            return f"缺少{where}。"
        case "extra_forbidden" | "invalid_key":
            return f"多出了字段“{path}”。请检查拼写，或删去。"
        case "string_type" if found is None:
            return f"{where}是空的。"
        case "string_type" if isinstance(found, bool | int | float | date):
            if problem["loc"][-1] == "[key]":
                return f"{where}的编号 {shown} 要加上引号。"
            return f"{where}应当是文字，读到的是{_kind(found)} {shown}。可能被电子表格改动过；请核对原文并加上引号。"
        case "string_pattern_mismatch":
            rule = _PATTERNS.get(context["pattern"], "应当写成“讲话代号¶段号”，如 shiwei-2023¶3。")
            return f"{where}现在是“{shown}”，{rule}" if shown else f"{where}{rule}"
        case "string_type":
            return f"{where}应当是文字，不是列表或对照表。"
        case "string_too_long":
            return f"{where}最多 {context['max_length']} 个字符。"
        case "int_type" | "int_from_float":
            return f"{where}应当是整数，现在是“{shown}”。"
        case "greater_than_equal":
            return f"{where}不能小于 {context['ge']}，现在是 {found}。"
        case "less_than_equal":
            return f"{where}不能大于 {context['le']}，现在是 {found}。"
        case "literal_error":
            allowed = "、".join(re.findall("'([^']*)'", context["expected"]))
            return f"{where}只能是 {allowed}，现在是“{shown}”。"
        case "list_type":
            return f"{where}应当是列表。"
        case "dict_type" | "model_type":
            return f"{where}应当是“名称: 内容”的对照。"
        case "too_short":
            return f"{where}至少要有 {context['min_length']} 项，现在有 {context['actual_length']} 项。"
        case "too_long":
            return f"{where}最多有 {context['max_length']} 项，现在有 {context['actual_length']} 项。"
        case "said":
            return f"{where}：{problem['msg']}" if path else problem["msg"]
        case other:
            return f"{where}的写法不对（{other}）。"


def _kind(value: object) -> str:
    if isinstance(value, date):
        return "日期"
    return "真假值" if isinstance(value, bool) else "数字"


def _path(loc: tuple[int | str, ...], data: object) -> str:
    path = ""
    for part in loc:
        if part == "[key]":
            continue
        if isinstance(data, list) and isinstance(part, int):
            path += f"[{part + 1}]"
            data = data[part]
        else:
            path += f".{part}" if path else str(part)
            data = data.get(part) if isinstance(data, dict) else None
    return path
