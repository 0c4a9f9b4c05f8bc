"""A made-up situation judged in steps: each step appears when the one before is answered."""

from __future__ import annotations

from functools import partial

import ipywidgets as widgets

from course.activities import Mark, Question, Scene
from course.page import render
from course.widgets.mark import MarkCard
from course.widgets.question import QuestionCard


class SceneCard(widgets.VBox):
    """The story, then its questions and marks, one after the other."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._shown = 1
        story = widgets.HTML(render("scene", scene=scene))
        super().__init__(children=(story, self._card(0)))
        self.add_class("xc-scene")

    def _card(self, index: int) -> widgets.DOMWidget:
        step = self._scene.steps[index]
        caption = f"第 {index + 1} 步，共 {len(self._scene.steps)} 步"
        answered = partial(self._answered, index)
        if isinstance(step, Mark):
            return MarkCard(step, answered)
        return QuestionCard(step.parsed, caption, answered)

    def _answered(self, index: int, _verdict: str) -> None:
        """Show the next step once this one has been answered, rightly or wrongly."""
        if index + 1 == self._shown < len(self._scene.steps):
            self.children = (*self.children, self._card(self._shown))
            self._shown += 1


def card(activity: Question | Mark | Scene) -> widgets.DOMWidget:
    """The widget for any activity of a lesson."""
    if isinstance(activity, Scene):
        return SceneCard(activity)
    if isinstance(activity, Mark):
        return MarkCard(activity)
    return QuestionCard(activity.parsed)
