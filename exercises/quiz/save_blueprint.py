"""A drawn paper as a blueprint file with its items, for an instructor to look through and change."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import yaml

from exercises.quiz.blueprint import Blueprint
from exercises.quiz.save import save


def written(paper: Blueprint) -> bytes:
    """The blueprint as YAML; `read_blueprint` reads the same one back."""
    data = paper.model_dump(exclude_defaults=True)
    data["items"] = [pick if len(pick) > 1 else pick["id"] for pick in data["items"]]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120).encode()


def save_blueprint(paper: Blueprint, folder: Path, now: datetime) -> Path:
    """Write the blueprint into the folder, named by its id. Raises PaperExists when another is there, OSError."""
    return save(written(paper), folder / f"{paper.id}.yaml", replace=False, now=now).path
