"""The interactions of a lesson as data: YAML beside the lessons, checked when loaded.

Three kinds: a ``question`` is an item as in the bank, asked on the spot; a ``mark``
asks for the sentence of a passage that decides a matter; a ``scene`` (always
marked as made up) is a short story followed by questions and marks in order.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from corpus import quote
from course.passages import sentences
from exercises.evidence import mismatch
from exercises.items import TYPES, Item, kind

FOLDER = Path(__file__).parent / "activities"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(_Strict):
    """One sentence a reader may mark and what is answered to it."""

    words: str
    """Enough of the sentence to find it; must stand in exactly one sentence."""
    says: str
    """The answer to whoever marks it: why it decides, or why it only seems to."""


class Mark(_Strict):
    """“Mark the sentence that decides”: one passage, one or more right sentences."""

    kind: Literal["mark"]
    id: str
    ask: str
    cite: str | None = None
    """The cited paragraph; None when ``text`` is made up."""
    text: str | None = None
    """A made-up text (a draft report line, say); None when ``cite`` is given."""
    right: tuple[Choice, ...] = Field(min_length=1)
    others: tuple[Choice, ...] = ()
    otherwise: str
    """The answer to any other sentence."""

    @model_validator(mode="after")
    def _words_are_found(self) -> Mark:
        if (self.cite is None) == (self.text is None):
            raise ValueError("cite 与 text 须且只须给出一个")
        for choice in (*self.right, *self.others):
            hits = [s for s in self.sentences if choice.words in s]
            if len(hits) != 1:
                raise ValueError(f"“{choice.words}”应恰好出现在一句里，现在出现在 {len(hits)} 句里")
        return self

    @property
    def sentences(self) -> list[str]:
        """The sentences a reader can mark, in order."""
        return sentences(quote(self.cite).text if self.cite else self.text or "")

    def answer_to(self, index: int) -> tuple[bool, str]:
        """(is it right, what to say) for the sentence at ``index``."""
        sentence = self.sentences[index]
        for choice in self.right:
            if choice.words in sentence:
                return True, choice.says
        for choice in self.others:
            if choice.words in sentence:
                return False, choice.says
        return False, self.otherwise


class Question(_Strict):
    """An item asked in the lesson itself; ``item`` has the bank's fields."""

    kind: Literal["question"]
    id: str
    item: dict[str, object]

    @property
    def parsed(self) -> Item:
        """The item, held to the same rules as the bank's; raises ValueError with its faults."""
        data = {"id": self.id, "status": "reviewed", "pool": "practice", **self.item}
        item: Item = TYPES[str(data["type"])].Model.model_validate(data)
        faults = [*kind(item).faults(item), *filter(None, map(mismatch, item.evidence))]
        if faults:
            raise ValueError(f"互动题 {self.id}：{'；'.join(faults)}")
        return item


class Scene(_Strict):
    """A made-up situation judged in steps, one after the other."""

    kind: Literal["scene"]
    id: str
    title: str
    story: str
    steps: tuple[Annotated[Question | Mark, Field(discriminator="kind")], ...] = Field(min_length=1)


Activity = Annotated[Question | Mark | Scene, Field(discriminator="kind")]
_ACTIVITIES: TypeAdapter[list[Activity]] = TypeAdapter(list[Activity])


@cache
def activities(lesson: int) -> dict[str, Activity]:
    """All interactions of a lesson by id; raises ValueError when the file is faulty."""
    raw = yaml.safe_load((FOLDER / f"lesson-{lesson:02d}.yaml").read_text(encoding="utf-8"))
    found = _ACTIVITIES.validate_python(raw)
    by_id = {activity.id: activity for activity in found}
    if len(by_id) != len(found):
        raise ValueError(f"第 {lesson} 课的互动编号有重复")
    return by_id
