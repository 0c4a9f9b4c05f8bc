"""What is remembered of a quiz's collecting: every paper that came, from where, and what a person decided.

Both are files in the class's folder beside the papers themselves. Nothing is ever taken
out of the first; a decision may be taken back.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.oserror import said
from corpus.wholefile import write_whole
from grader.errors import GraderError

FOLDER = "收卷存档"
"""In the class's folder: a folder for each quiz, in it one for each paper that ever came."""
_CAME = "来卷.json"
_DECIDED = "处理决定.json"
How = Literal["file", "exchange", "submitted"]
Verdict = Literal["accept", "prefer", "timely", "refuse", "open"]


class Sighting(BaseModel):
    """A paper was found somewhere."""

    model_config = ConfigDict(frozen=True)

    digest: str
    """The folder that keeps it."""
    paper: str
    """SHA-256 of the notebook alone; the same paper may come twice."""
    how: How
    parts: tuple[str, ...]
    """Names from the place that was picked down to the file; of the exchange, its folder there."""
    student: str = ""
    """Where the place itself says whose it is: in the exchange, and in ``submitted``."""
    stamp: datetime | None = None
    """Naive UTC: when it was handed in by the exchange's word; for a file, its age on disk or in its archive."""
    packed: bool = False
    """Whether that is the word of an archive."""
    doubt: str = ""
    """What is odd about how it came (Chinese)."""
    seen: datetime
    """When it was first found, naive UTC."""


class Decision(BaseModel):
    """What a person decided about one paper."""

    model_config = ConfigDict(frozen=True)

    digest: str
    claim: str
    """Whose it was by its own signs when that was decided; empty where they did not say."""
    student: str = ""
    """Whose it is; empty where it was decided what to do with it."""
    verdict: Verdict | None = None
    """Take it although it is blank or doubtful, use it before the others, take it for handed in on time, do
    not use it, or (a decision was taken back) ask again, also where it is in place."""
    at: datetime
    """Naive UTC."""


class _Came(BaseModel):
    form: Literal[1] = 1
    sightings: list[Sighting] = []


class _Decided(BaseModel):
    form: Literal[1] = 1
    decisions: list[Decision] = []


_File = TypeVar("_File", _Came, _Decided)


def came(place: Path) -> list[Sighting]:
    """Every paper of the quiz that ever came, in the order in which they were found. Raises GraderError."""
    return _read(place / _CAME, _Came).sightings


def decided(place: Path) -> list[Decision]:
    """What people decided. Raises GraderError."""
    return _read(place / _DECIDED, _Decided).decisions


def write_came(place: Path, sightings: list[Sighting]) -> None:
    """Keep them. Raises OSError."""
    write_whole(place / _CAME, _Came(sightings=sightings).model_dump_json(indent=1))


def write_decided(place: Path, decisions: list[Decision]) -> None:
    """Keep them. Raises OSError."""
    write_whole(place / _DECIDED, _Decided(decisions=decisions).model_dump_json(indent=1))


def with_decision(decisions: list[Decision], new: Decision) -> list[Decision]:
    """The decisions with one more, which takes the place of an earlier one of its sort about the same paper."""
    other = [one for one in decisions if (_about(one), bool(one.student)) != (_about(new), bool(new.student))]
    return [*other, new]


def taken_back(decisions: list[Decision], digest: str, claim: str, at: datetime) -> list[Decision]:
    """The decisions without those about this paper; what it was taken in by is asked about again."""
    mine = [one for one in decisions if _about(one) == (digest, claim)]
    others = [one for one in decisions if one not in mine]
    if any(one.student or one.verdict in ("accept", "open") for one in mine):
        return [*others, Decision(digest=digest, claim=claim, verdict="open", at=at)]
    return others


def _about(one: Decision) -> tuple[str, str]:
    return one.digest, one.claim


def _read(path: Path, form: type[_File]) -> _File:
    try:
        return form.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return form()
    except OSError as error:
        raise GraderError(f"读不了 {path}（{said(error)}），没有收卷。请核对权限。") from error
    except ValidationError as error:
        raise GraderError(f"{path} 已损坏，没有收卷。请用备份恢复；没有备份时把它移走，再收一次即可重新记录。") from error
