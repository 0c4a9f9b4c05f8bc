"""Items for the tests, from the small bank in data/."""

from pathlib import Path

import pytest
import yaml

from exercises.items import TYPES, Item

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the tests' own files."""
    return DATA


@pytest.fixture(scope="session")
def items() -> dict[str, Item]:
    """The small bank by item id."""
    raw = yaml.safe_load((DATA / "bank.yaml").read_text("utf-8"))
    return {entry["id"]: TYPES[entry["type"]].Model.model_validate(entry) for entry in raw}
