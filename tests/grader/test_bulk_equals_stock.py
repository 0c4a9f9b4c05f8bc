"""The bulk door leaves the gradebook that stock nbgrader leaves, hidden tests run in a kernel, for whatever is well formed.

Stock takes two seconds a paper: three papers here, XUNCHA_PAPERS asks for more.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from made_classes import copied, on_sqlite_alone
from made_papers import QUIZ, answered, asked, hand_in, literal, part, right, wrong
from test_end_to_end import STOCK_CONFIG, nbgrader, set_up
from whole_gradebook import whole

from exercises.items import Item
from grader import classroom
from grader.bulk.run import grade

pytestmark = pytest.mark.slow
PAPERS = int(os.environ.get("XUNCHA_PAPERS", "3"))
MOMENTS = ("2024-03-05 10:20:30.5 UTC", "2024-03-05 23:59:59 UTC", "2024-03-06 00:00:01 UTC")


def any_answer(item: Item, chance: random.Random) -> str | None:
    """A literal of the right form: right, wrong, right in part, or put together by chance; or the cell as it was."""
    if item.type == "short":
        return chance.choice([None, "巡察是政治监督。", "（请在此作答）", "不知道。\n\n" * 3])
    return chance.choice([None, right(item), right(item), wrong(item), part(item), literal(""), literal(by_chance(item, chance))])


def by_chance(item: Item, chance: random.Random) -> object:
    match item.type:
        case "single":
            return chance.choice([*item.options])
        case "judge":
            return chance.choice("对错")
        case "multiple":
            return chance.sample([*item.options], chance.randint(1, len(item.options)))
        case "order":
            return chance.sample(item.key, len(item.key))
        case "match":
            return {left: chance.choice([*item.key.values()]) for left in item.key}
        case _:
            return {number: chance.choice([*accepted, "别的说法"]) for number, accepted in item.blanks.items()}


@on_sqlite_alone  # the same is held on both, with fewer papers, in test_end_to_end
@pytest.mark.timeout(3600)
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_whole_gradebooks_are_equal_to_those_of_stock_nbgrader(new_class: Path, tmp_path: Path) -> None:
    stock, ours = tmp_path / "stock", tmp_path / "class-a"
    stock.mkdir()
    copied(classroom.find(new_class), ours)
    released = {stock: set_up(stock, "stock", STOCK_CONFIG), ours: set_up(ours, "class-a", "")}
    seeds = [random.SystemRandom().randrange(10**9) for _ in range(PAPERS)]
    for number, seed in enumerate(seeds):
        for folder, paper in released.items():
            chance = random.Random(seed)
            made = answered(paper, lambda item: any_answer(item, chance))
            hand_in(folder, f"s{number:03}", made, MOMENTS[seed % len(MOMENTS)])
    done = nbgrader(stock, "autograde", QUIZ)
    assert done.returncode == 0, done.stderr
    report = grade(classroom.find(ours), QUIZ)
    assert (report.graded, report.problems) == (PAPERS, [])
    assert whole(ours) == whole(stock), f"papers made by the seeds {seeds}"
    assert len(whole(ours)["grades"]) >= PAPERS * len(asked())
