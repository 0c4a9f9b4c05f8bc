"""What an instructor names as not to be drawn, in item ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from exercises.assembly import seen
from exercises.quiz.blueprint import BlueprintError, read_blueprint
from exercises.quiz.paperfile import PaperError, read_questions


class ExclusionError(ValueError):
    """A name means nothing that could be left out; the message is Chinese."""


def excluded(names: Iterable[str], known: Collection[str], quizzes: Collection[str] = ()) -> set[str]:
    """The ids that the names stand for.

    A name is an item id; a blueprint or a paper with its key (their items); a class's
    list of used items, or the class's folder. In a class's list, uses in ``quizzes`` do
    not count, so that a paper that was handed out can be drawn again as it was.

    Args:
        known: ids of the bank, for telling a mistyped id.
        quizzes: ids of the papers that are being drawn.

    Raises:
        ExclusionError: a name is none of these, or its file cannot be read.
    """
    return {item for name in names for item in _meant(name, known, quizzes)}


def _meant(name: str, known: Collection[str], quizzes: Collection[str]) -> Iterable[str]:
    path = Path(name)
    try:
        if path.is_dir():
            return _used(path / seen.FILE, quizzes)
        if path.suffix == ".csv":
            return _used(path, quizzes)
        if path.suffix in (".yaml", ".yml"):
            return [pick.id for pick in read_blueprint(path).items]
        if path.suffix == ".ipynb":
            return [question.item.id for question in read_questions(path)]
    except (seen.SeenError, BlueprintError, PaperError) as error:
        raise ExclusionError(f"排除的题读不出来：{error}") from error
    if name in known:
        return [name]
    raise ExclusionError(f"“{name}”不在题库里，也不是文件。--exclude 后面可以写题号、蓝图、教师版试卷、班级文件夹或“{seen.FILE}”。")


def _used(path: Path, quizzes: Collection[str]) -> list[str]:
    if not path.is_file():
        raise ExclusionError(f"没有 {path}。班级发放过测验以后才有这份清单；还没有发放过时不用写。")
    return [use.item for use in seen.read(path) if use.quiz not in quizzes]
