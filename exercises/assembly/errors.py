"""The one error of assembly."""

from __future__ import annotations

from exercises.quiz.blueprint import BlueprintError


class DrawError(BlueprintError):
    """The bank cannot give what the blueprint asks for; ``faults`` says what is missing, in Chinese."""

    def __init__(self, name: str, faults: list[str]) -> None:
        ValueError.__init__(self, "\n".join([f"照蓝图 {name} 抽不出题，缺少的是：", *faults]))
        self.faults = faults
