"""The linter: sound items pass, and every kind of bad item is caught by its own rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from exercises import lint
from exercises.bank import load_bank
from exercises.items import TYPES, Item
from exercises.lint.content import shared
from exercises.lint.odds import chi_square

_FILE = yaml.safe_load((Path(__file__).parent / "data" / "bad-items.yaml").read_text("utf-8"))
GOOD: dict[str, dict[str, Any]] = _FILE["good"]
BAD: list[dict[str, Any]] = _FILE["bad"]


def item(like: str, **change: object) -> Item:
    """A sound item of a type with some fields changed."""
    return TYPES[like].Model.model_validate(GOOD[like] | change)


def rules(found: list[lint.Finding]) -> set[str]:
    return {finding.rule for finding in found}


@pytest.mark.parametrize("like", GOOD)
def test_a_sound_item_of_each_type_passes(like: str):
    assert lint.check_item(item(like)) == []


def made_bad(bad: dict[str, Any]) -> Item:
    """The sound item of the entry's type, changed as it says."""
    repeated = {"explanation": GOOD[bad["like"]]["explanation"] * bad.get("repeat", 1)}
    return item(bad["like"], **repeated | bad.get("change", {}))


@pytest.mark.parametrize("bad", BAD, ids=[f"{n}-{bad['rule']}" for n, bad in enumerate(BAD)])
def test_a_bad_item_is_caught_by_its_rule(bad: dict[str, Any]):
    found = [one for one in lint.check_item(made_bad(bad)) if one.rule == bad["rule"]]
    assert found
    assert all(one.item == made_bad(bad).id and one.message.endswith("。") for one in found)


def test_every_rule_for_one_item_has_an_item_that_it_catches():
    assert {rule.name for rule in lint.RULES} == {bad["rule"] for bad in BAD}


def test_the_shipped_bank_is_clean():
    assert lint.check(load_bank()) == []


def test_an_item_too_long_to_be_read_is_told_and_left_at_that():
    endless = item("cloze", stem="巡察{1}" * 4000, blanks={"1": ["察巡" * 4000]}, id="g-endless")
    assert rules(lint.check([endless, endless])) == {"overlong"}
    assert lint.check_item(item("cloze"), [endless]) == lint.check_form([endless, endless, item("cloze")]) == []


def test_the_same_question_in_other_words_is_told_within_a_pool():
    twin = item("cloze", id="g-twin", stem="按市纪委书记动员讲话填空：凡是写进报告的问题都要有充分的{1}和{2}。")
    found = lint.check([item("cloze"), twin])
    assert rules(found) == {"near-duplicate"}
    assert (found[0].item, found[0].other) == ("g-twin", "g-cloze")


def test_an_item_that_holds_an_exam_item_whole_is_told_across_pools_only():
    long = {
        "id": "g-long",
        "stem": "据市纪委书记动员讲话填空：要严格执行巡察报告问题{1}制度，凡是写入报告的问题都要有充分的事实支撑和定性依据，经得起历史和实践{2}。",
        "blanks": {"1": ["底稿"], "2": ["检验"]},
        "evidence": [{"cite": "shijiwei-2020¶27", "quote": "要严格执行巡察报告问题底稿制度，凡是写入报告的问题都要有充分的事实支撑和定性依据，经得起历史和实践检验"}],
    }
    assert lint.check([item("cloze"), item("cloze", **long)]) == []
    assert rules(lint.check([item("cloze"), item("cloze", **long, pool="exam")])) == {"near-duplicate"}


def test_the_same_words_of_one_paragraph_are_asked_for_once():
    other = item("cloze", id="g-other", stem="据市纪委书记动员讲话填空：没有{1}，也没有{2}，底稿就经不起历史和实践的检验，报告也不能写。")
    assert ["答案一字不差" in one.message for one in lint.check([item("cloze"), other])] == [True]


def test_made_up_cases_may_share_an_answer():
    case = "情景（虚构）：组员想把{0}写进报告。据市纪委书记动员讲话，还缺{{1}}和{{2}}。"
    cases = [item("cloze", id=f"g-{n}", stem=case.format(what)) for n, what in enumerate(("一封没有署名的来信里的说法", "座谈时听来的几句闲话"))]
    assert lint.check(cases) == []


def test_items_about_other_things_are_not_alike():
    assert lint.check([item(like) for like in GOOD]) == []


def test_an_item_is_held_against_others_when_they_are_given():
    twin = item("cloze", id="g-twin")
    found = lint.check_item(item("cloze"), [twin, item("single")])
    assert [(one.rule, one.item, one.other) for one in found] == [("near-duplicate", "g-cloze", "g-twin")]
    assert "g-twin" in found[0].message and "g-cloze" not in found[0].message


def many(like: str, keys: str, **change: object) -> list[Item]:
    """Items of one type that differ in id and key only."""
    made = []
    for n, key in enumerate(keys):
        notes = {name: f"第 {name} 种说法错在这里。" for name in "ABCD" if name != key}
        fields = {"key": key, "distractors": notes} if like == "single" else {"key": key, "distractors": {"对错".replace(key, ""): "容易混为一谈的说法。"}}
        made.append(item(like, id=f"g-{n}", **fields, **change))
    return made


def over_the_bank(items: list[Item]) -> set[str]:
    """The rules that speak of the bank and not of an item."""
    return rules([one for one in lint.check(items) if not one.item])


def test_right_options_that_stand_mostly_in_one_place_are_told():
    assert over_the_bank(many("single", "BBBBBBBBBBBBACDBBBBB")) == {"uneven-keys"}
    assert over_the_bank(many("single", "ABCDABCDABCDABCDABCDAABB")) == set()


def test_a_few_items_say_nothing_about_places():
    assert over_the_bank(many("single", "BBBBBBBBBBBBBBB")) == set()


def test_statements_that_are_mostly_wrong_are_told():
    assert over_the_bank(many("judge", "错错错错错错错错错错错错对对")) == {"uneven-keys"}
    assert over_the_bank(many("judge", "错对错对错错错对错对")) == set()


def test_pools_are_judged_apart():
    one_sided = many("judge", "错错错错错错错错错错错错对对")
    assert over_the_bank(one_sided[:7] + [one.model_copy(update={"pool": "exam"}) for one in one_sided[7:]]) == set()


LONG = {"options": {"A": "业务检查", "B": "政治的监督", "C": "审查调查", "D": "工作督查"}}
SPEAKS_LIKE_THE_OTHERS = {"options": {"A": "检查业务", "B": "检查政治", "C": "查问案件", "D": "督促政治"}}
ECHOES = {"options": {"A": "业务检查", "B": "巡察监督", "C": "审查调查", "D": "工作督查"}}
HEDGED = {"options": {"A": "业务检查", "B": "主要监督", "C": "审查调查", "D": "工作督查"}}
UNCONDITIONAL = {"options": {"A": "一律检查", "B": "政治监督", "C": "必须调查", "D": "完全督查"}}
CLAUSES = {"options": {"A": "检查业务的", "B": "看政治，查", "C": "审查调查的", "D": "督查工作的"}}


@pytest.mark.parametrize(
    ("trick", "looks"),
    [
        ("选最长的", LONG),
        ("选与其他选项最像的", SPEAKS_LIKE_THE_OTHERS),
        ("选与题干用词最像的", ECHOES),
        ("选唯一留有余地的", HEDGED),
        ("选唯一不绝对的", UNCONDITIONAL),
        ("选逗号最多的", CLAUSES),
    ],
)
def test_a_bank_that_a_trick_can_guess_is_told(trick: str, looks: dict[str, Any]):
    often = [one.message for one in lint.check(many("single", "B" * 20 + "ACD", **looks)) if one.rule == "guessable"]
    assert any(f"“{trick}”" in message and "偏高" in message for message in often)
    never = [one.message for one in lint.check(many("single", "ACD" * 9, **looks)) if one.rule == "guessable"]
    assert any(f"“{trick}”" in message and "偏低" in message for message in never)
    assert "guessable" not in over_the_bank(many("single", "ABCD" * 6, **looks))


def test_the_shortest_option_can_be_a_trick_too():
    short = {"options": {"A": "业务的检查", "B": "监督", "C": "案件的审查", "D": "工作的督查"}}
    assert "guessable" in over_the_bank(many("single", "B" * 20 + "ACD", **short))


def test_absolute_words_that_always_mean_wrong_are_told():
    absolute = {"stem": "据市局党委动员部署讲话，只要发现不了问题，就一律算是渎职。"}
    plain = [one.model_copy(update={"id": f"p-{n}"}) for n, one in enumerate(many("judge", "对" * 15 + "错" * 3))]
    assert "guessable" in over_the_bank([*many("judge", "错" * 15, **absolute), *plain])
    assert "guessable" not in over_the_bank([*many("judge", "错对" * 8, **absolute), *plain])


def test_chi_square_is_pearsons():
    assert chi_square({"A": 10, "B": 20}, {"A": 15, "B": 15}) == pytest.approx(25 / 15 * 2)


GIVERS = [
    # what is asked, what stands on the same paper
    ("cloze", {}, "judge", {"stem": "据市纪委书记动员讲话，有了充分的事实支撑，问题就可以写进报告。", "key": "对", "distractors": {"错": "容易以为还要领导同意。"}}),
    ("cloze", {}, "multiple", {"options": {"A": "要有充分的事实支撑才写", "B": "有人反映就写", "C": "查实以后再写", "D": "领导同意就写"}}),
    ("single", {}, "short", {"stem": "情景（虚构）：有人说巡察的本质是政治监督，所以不必看业务。请评一评这种说法。"}),
    ("match", {}, "judge", {"stem": "据市局党委动员部署讲话，看到了情况而不上报是渎职。", "key": "对", "distractors": {"错": "容易说成失职的一种情形。"}}),
    ("order", {}, "short", {"stem": "请用自己的话解释“从业务看政治，从问题看责任”这句话。"}),
    ("judge", {"stem": "据市局党委动员部署讲话，发现问题不报告是渎职。", "key": "对", "distractors": {"错": "容易说成失职的一种情形。"}},
     "short", {"stem": "有人说“发现问题不报告是渎职”说得太重。请评一评。"}),
]


@pytest.mark.parametrize(("like", "change", "giver", "said"), GIVERS)
def test_an_answer_that_stands_in_another_item_of_the_paper_is_told(like, change, giver, said):
    asked, other = item(like, id="t-asked", **change), item(giver, id="t-giver", **said)
    found = lint.check_form([asked, other])
    assert {"t-asked", "t-giver"} in [{one.item, one.other} for one in found]


def test_a_statement_to_be_judged_wrong_gives_nothing_away():
    asked = item("single")
    wrong = item("judge", stem="据市纪委书记动员讲话，巡察的本质不是政治监督。")
    assert lint.check_form([asked, wrong]) == []


def test_the_same_words_in_another_matter_give_nothing_away():
    other = item("short", stem="情景（虚构）：某局把党建经费记在政治监督科目下。请说说该怎样核对。")
    assert lint.check_form([item("single"), other]) == []


def test_items_that_ask_nearly_the_same_do_not_meet_on_a_paper():
    twin = item("cloze", id="g-twin", stem="据市纪委书记动员讲话填空：写进报告的问题要有{1}和{2}，才经得起检验。")
    assert rules(lint.check_form([item("cloze"), twin])) == {"alike-on-form"}


def test_the_longest_common_run_is_found():
    assert shared("政治监督工作", "加强政治监督") == "政治监督"
    assert shared("", "政治") == shared("甲", "乙") == ""


def test_an_item_that_is_still_being_written_stops_nothing():
    for item in load_bank().select(lesson=1):
        for field in ("options", "blanks", "left", "right"):
            if hasattr(item, field):
                half = item.model_copy(update={field: type(getattr(item, field))()})
                assert lint.check_item(half) == []
                assert lint.check_form([half, item]) == []
