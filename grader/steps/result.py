"""What a step came to, and nbgrader's reports in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import GraderError


@dataclass(frozen=True)
class Outcome:
    """What became of one trainee's paper in one step."""

    student: str
    done: bool
    """True when the step did something; False when there was nothing to do or it failed."""
    problem: str = ""
    """Chinese; empty when all is well."""
    detail: str = ""
    """nbgrader's own words on the problem, for those who ask for them."""


def words(result: Mapping[str, Any]) -> str:
    """All that nbgrader said in one result of its API."""
    return f"{result.get('log', '')}{result.get('error', '')}".strip()


_OURS = re.compile(r"GraderError: (.+)")
_ERROR = re.compile(r"^(?:\w+\.)*(\w*(?:Error|Exception|Entry|Invalid)\w*): (.+)$", re.MULTILINE)
#: These only point at the trace above them.
_POINTERS = ("NbGraderException",)


def why(said: str, reasons: Mapping[str, str]) -> str:
    """The reason in Chinese for what nbgrader said.

    That is our own error if one stopped it; else the one of ``reasons`` whose sign
    occurs; else what the gradebook's database refused; else the first error in nbgrader's words.
    """
    if ours := _OURS.search(said):
        return ours.group(1)
    for sign, reason in reasons.items():
        if sign in said:
            return reason
    from grader import refusals

    if refusal := refusals.in_log(said):
        return refusal
    for name, text in _ERROR.findall(said):
        if name not in _POINTERS:
            return f"nbgrader 报告：{name}: {text}。加 --verbose 可看全文。"
    last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "没有说明原因")
    return f"nbgrader 报告：{last}。加 --verbose 可看全文。"


def insist(result: Mapping[str, Any], what: str, reasons: Mapping[str, str]) -> None:
    """Raise a GraderError that says ``what`` failed and why, unless ``result`` is a success."""
    if not result["success"]:
        raise GraderError(f"{what}。{why(words(result), reasons)}")
