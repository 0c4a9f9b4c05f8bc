"""The widget of any interaction; and the scene, whose steps appear one after the other."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from course.activities import Activity, Compare, Date, Interaction, Mark, Question, Rewrite, Scene, Sort
from course.page import render
from course.widgets.card import Card, Memory
from course.widgets.date import DateCard
from course.widgets.mark import MarkCard
from course.widgets.question import QuestionCard
from course.widgets.rewrite import RewriteCard
from course.widgets.rows import CompareCard, SortCard

Remember = Callable[[Interaction, str], Memory | None]
"""Where the answers to an interaction are kept, given the interaction and its path (``notice/notice-1``)."""

_CARDS: dict[type[Interaction], Callable[..., Card]] = {
    Mark: MarkCard,
    Sort: SortCard,
    Rewrite: RewriteCard,
    Compare: CompareCard,
    Date: DateCard,
}


def _forget(_task: Interaction, _path: str) -> None:
    return None


def _single(task: Interaction, path: str, caption: str, told: Callable[[str], None] | None, remember: Remember) -> Card:
    memory = remember(task, path)
    if isinstance(task, Question):
        return QuestionCard(task.parsed, caption, told, memory)
    return _CARDS[type(task)](task, caption, told, memory)


class SceneCard(widgets.VBox):
    """The story, then its steps; each is shown once the one before has been answered, rightly or wrongly."""

    def __init__(self, scene: Scene, remember: Remember = _forget) -> None:
        self._scene = scene
        self._remember = remember
        super().__init__(children=(widgets.HTML(render("scene", scene=scene)),))
        self.add_class("xc-scene")
        self._go_on()

    def _go_on(self, _verdict: str = "") -> None:
        """Show the steps up to the first that was never answered."""
        cards = self.children[1:]
        while len(cards) < len(self._scene.steps) and all(card.answered for card in cards):
            cards = (*cards, self._card(len(cards)))
        if len(cards) + 1 > len(self.children):
            self.children = (self.children[0], *cards)

    def _card(self, index: int) -> Card:
        step = self._scene.steps[index]
        caption = f"第 {index + 1} 步，共 {len(self._scene.steps)} 步"
        return _single(step, f"{self._scene.id}/{step.id}", caption, self._go_on, self._remember)


def card(activity: Activity, remember: Remember = _forget) -> widgets.DOMWidget:
    """The widget for any interaction of a lesson."""
    if isinstance(activity, Scene):
        return SceneCard(activity, remember)
    return _single(activity, activity.id, "", None, remember)
