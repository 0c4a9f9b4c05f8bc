"""Which room may import which: the arrows of the architecture."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "corpus": set(),
    "exercises": {"corpus"},
    "course": {"corpus", "exercises"},
    "grader": {"corpus", "exercises"},
}


def rooms_imported(source: str) -> set[str]:
    """The rooms named by any import statement of a module, wherever it stands."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found & MAY_IMPORT.keys()


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_it_may_know(room):
    modules = sorted((ROOT / room).rglob("*.py"))
    assert modules
    for module in modules:
        beyond = rooms_imported(module.read_text(encoding="utf-8")) - MAY_IMPORT[room] - {room}
        assert not beyond, f"{module.relative_to(ROOT)} imports {', '.join(sorted(beyond))}"


def test_an_import_inside_a_function_counts_too():
    assert rooms_imported("def f():\n    from grader.marks import rows\n    import course.lesson") == {"grader", "course"}
