"""An item asked in the lesson itself."""

from __future__ import annotations

from typing import Literal

from course.activities.base import Interaction
from exercises.evidence import mismatch
from exercises.items import TYPES, Item, kind


class Question(Interaction):
    """An item asked on the spot; ``item`` has the bank's fields."""

    kind: Literal["question"]
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
