"""nbgrader's hooks: a preprocessor that gathers a paper, an exporter that writes its page.

``nbgrader generate_feedback`` and formgrader's button come through here, one paper at
a time; `grader.feedback.run` does the same for a whole class.
"""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import Exporter, ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from exercises import times
from grader.bulk import master
from grader.bulk.database import connected
from grader.bulk.reading import BadPaper
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.feedback import records, withheld
from grader.feedback.compose import Composer
from grader.feedback.copies import answered
from grader.feedback.render import render


class GatherMarks(NbGraderPreprocessor):
    """Put the trainee's paper, as data, beside the notebook."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        place = resources["nbgrader"]
        quiz, student = place["assignment"], place["student"]
        room = Classroom(Path.cwd())  # nbgrader's converters work in the class's folder
        answers_from = withheld.still(withheld.until(room.folder, quiz), datetime.now(timezone.utc))
        with connected(place["db_url"], writing=False) as db:
            key = master.load(db, quiz, master.released(room.paper("release", quiz) / f"{quiz}.ipynb"))
            marked = records.read(db, key, [student]).get(student)
        try:
            resources["xuncha"] = Composer(key).paper(answered(nb, key), marked, answers_from)
        except BadPaper as bad:
            raise GraderError(f"{student} 的答卷没有反馈页：{bad}。请重新评分。") from bad
        return nb, resources


class FeedbackExporter(Exporter):
    """Notebook and gathered paper to a feedback page."""

    class_name = Unicode(help="The class's name, at the head of the page.").tag(config=True)
    timezone = Unicode(times.DEFAULT_ZONE, help="The zone of the dates on the page.").tag(config=True)

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        return render(resources["xuncha"], self.class_name, self.timezone), resources
