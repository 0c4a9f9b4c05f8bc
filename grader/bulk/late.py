"""Late penalties as the class's settings say, by nbgrader's plugin."""

from __future__ import annotations

from functools import cached_property

from traitlets.config import Config

from grader.bulk.store import Penalty


class LatePenalty:
    """Calls the plugin that ``AssignLatePenalties`` would call.

    nbgrader's own plugin knows two rules, which need no plugin to be loaded.
    """

    def __init__(self, config: Config) -> None:
        self._config = config

    def __call__(self, student: str, score: float, seconds: float) -> float | None:
        if "plugin_class" in self._config.AssignLatePenalties:
            return self._plugin(student, score, seconds)
        return score if self._config.LateSubmissionPlugin.get("penalty_method") == "zero" else None

    @cached_property
    def _plugin(self) -> Penalty:
        from nbgrader.preprocessors import AssignLatePenalties

        step = AssignLatePenalties(config=self._config)
        step.init_plugin()
        plugin: Penalty = step.plugin_inst.late_submission_penalty
        return plugin
