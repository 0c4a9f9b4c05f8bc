"""nbgrader's hooks: a preprocessor that gathers a paper, an exporter that writes its page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from nbconvert.exporters.exporter import Exporter, ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from exercises import style
from exercises import times
from grader import marks
from grader.feedback.compose import gather
from grader.feedback.page import Paper

_TEMPLATES = Path(__file__).parents[1] / "templates"


def render(paper: Paper, class_name: str, zone: str) -> str:
    """The page as one HTML document that needs nothing else; every text in it is escaped."""
    css = f"{style.css()}\n{(_TEMPLATES / 'feedback.css').read_text('utf-8')}"
    return _environment().get_template("feedback.html.j2").render(
        paper=paper, class_name=class_name, submitted=times.chinese(paper.submitted, zone), css=Markup(css)
    )


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
    environment.filters["number"] = marks.number
    return environment


class GatherMarks(NbGraderPreprocessor):
    """Put the trainee's paper, as data, beside the notebook."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            submission = gradebook.find_submission_notebook(place["notebook"], place["assignment"], place["student"])
            resources["xuncha"] = gather(nb, submission)
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
