"""The item types: what they read, what they pay, what they show."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.items import TYPES, Item, ResponseError, from_json, kind, to_json
from exercises.items.markup import markdown, plain
from exercises.response import Literal, read, read_prose

ALL = ["t-single", "t-negative", "t-multiple", "t-judge", "t-cloze", "t-order", "t-match", "t-short"]


def marked(item: Item, value: object) -> float | None:
    verbs = kind(item)
    return verbs.score(item, verbs.parse(value, item)).earned


@pytest.mark.parametrize("name", ALL)
def test_the_key_earns_full_marks(items: dict[str, Item], name: str):
    item = items[name]
    score = kind(item).score(item, kind(item).key(item))
    assert score.earned in (item.points, None)
    assert (score.earned is None) == (item.type == "short")
    assert score.verdict in ("right", "waiting")


@pytest.mark.parametrize("name", ALL)
def test_the_solution_reads_back_as_the_key(items: dict[str, Item], name: str):
    item = items[name]
    source = kind(item).solution(item)
    answer = read_prose(source) if item.type == "short" else read(source)
    assert isinstance(answer, Literal)
    assert kind(item).parse(answer.value, item) == kind(item).key(item)


@pytest.mark.parametrize("name", ALL)
def test_an_item_survives_json(items: dict[str, Item], name: str):
    assert from_json(to_json(items[name])) == items[name]
    assert "\n" not in to_json(items[name])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"type": "essay"}', '{"type": "single"}', '{"type": ["single"]}'])
def test_other_json_is_no_item(text: str):
    with pytest.raises(ValueError):
        from_json(text)


@pytest.mark.parametrize(
    ("name", "value", "earned"),
    [
        ("t-single", "B", 2),
        ("t-single", " ｂ. ", 2),
        ("t-single", "（B）", 2),
        ("t-single", ["B"], 2),
        ("t-single", "A", 0),
        ("t-multiple", ["A", "C", "D"], 2),
        ("t-multiple", {"D", "C", "A"}, 2),
        ("t-multiple", "acd", 2),
        ("t-multiple", "A、C、Ｄ", 2),
        ("t-multiple", ("A", "A"), 0.6),
        ("t-multiple", ["A", "C"], 1.3),
        ("t-multiple", "C", 0.6),
        ("t-multiple", ["A", "C", "D", "E"], 0),
        ("t-multiple", "ABCDE", 0),
        ("t-judge", "错", 1),
        ("t-judge", "错误。", 1),
        ("t-judge", "×", 1),
        ("t-judge", False, 1),
        ("t-judge", "False", 1),
        ("t-judge", "对", 0),
        ("t-judge", "正确", 0),
        ("t-judge", "√", 0),
        ("t-judge", True, 0),
        ("t-cloze", {"1": "两个维护", "2": "政治监督", "3": "常态化"}, 2),
        ("t-cloze", {1: "「两个 维护」", 2: "政治监督。", "３": "常态化"}, 2),
        ("t-cloze", ["两个坚决维护", "政治监督", "常态化"], 2),
        ("t-cloze", {"1": "两个维护", "2": "政治监督"}, 1.3),
        ("t-cloze", {"1": "两个维护", "2": "政治监察", "3": "常态"}, 0.6),
        ("t-cloze", {"1": "两个确立", "2": None, "3": 3}, 0),
        ("t-order", ["C", "A", "D", "B"], 2),
        ("t-order", "C→A→D→B", 2),
        ("t-order", "cadb", 2),
        ("t-order", ["A", "D", "B", "C"], 1.3),
        ("t-order", ["B", "C", "A", "D"], 1.3),
        ("t-order", ["C", "A"], 0.6),
        ("t-order", ["B", "D", "A", "C"], 0),
        ("t-order", ["C"], 0),
        ("t-match", {"1": "D", "2": "C", "3": "A"}, 4),
        ("t-match", {1: " d", "２": "C.", "3": ["A"]}, 4),
        ("t-match", {"1": "D", "2": "C"}, 2.6),
        ("t-match", {"1": "D", "2": "", "3": None}, 1.3),
        ("t-match", {"1": "B", "2": "B", "3": "B"}, 0),
    ],
)
def test_what_a_response_earns(items: dict[str, Item], name: str, value: object, earned: float):
    assert marked(items[name], value) == earned


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("t-single", "E", "不是选项字母"),
        ("t-single", "AB", "不止一个选项"),
        ("t-single", "政治监督", "不是选项字母"),
        ("t-single", "。", "没有选项字母"),
        ("t-single", 2, "不是选项字母"),
        ("t-single", True, "不是选项字母"),
        ("t-single", {"1": "B"}, "不是选项字母"),
        ("t-multiple", ["A", "Z"], "不是选项字母"),
        ("t-multiple", ["AC"], "不是一个选项字母"),
        ("t-multiple", ["A", 3], "不是一个选项字母"),
        ("t-multiple", ["A", ["C"]], "不是一个选项字母"),
        ("t-judge", "也许", "对"),
        ("t-judge", 1, "对"),
        ("t-judge", ["对"], "对"),
        ("t-cloze", "两个维护", "按空号"),
        ("t-cloze", ["两个维护"], "按空号"),
        ("t-cloze", {"4": "常态化"}, "编号为“4”"),
        ("t-cloze", {"1": "甲", 1: "乙"}, "不止一次"),
        ("t-cloze", {"1": ["两个维护"]}, "不是文字"),
        ("t-cloze", {"1": True}, "不是文字"),
        ("t-order", ["C", "A", "D", "D"], "不止一次"),
        ("t-order", {"A", "B", "C", "D"}, "先后"),
        ("t-order", ["C", "A", "D", "E"], "不是选项字母"),
        ("t-match", "1D2C3A", "编号"),
        ("t-match", ["D", "C", "A"], "编号"),
        ("t-match", {"4": "A"}, "编号为“4”"),
        ("t-match", {"1": "AB"}, "不止一项"),
        ("t-match", {"1": "F"}, "不是选项字母"),
        ("t-short", ["一段话"], "文字"),
    ],
)
def test_what_is_no_response_is_refused_with_a_reason(items: dict[str, Item], name: str, value: object, why: str):
    with pytest.raises(ResponseError, match=why):
        kind(items[name]).parse(value, items[name])


def test_one_blank_may_be_filled_without_its_number(items: dict[str, Item]):
    one = items["t-cloze"].model_copy(update={"blanks": {"1": ["两个维护"]}, "stem": "根本任务是落实{1}。"})
    assert marked(one, "“两个维护”") == one.points


_VALUES = st.recursive(
    st.text(max_size=6) | st.sampled_from(["A", "B", "C", "对", "错", "两个维护", ""]) | st.integers(-3, 9) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["1", "2", "3", 1, 2]), inner, max_size=3)
    | st.sets(st.sampled_from("ABCDE"), max_size=5),
    max_leaves=6,
)


@pytest.mark.parametrize("name", ALL)
@given(value=_VALUES)
def test_any_value_is_scored_within_the_points_or_refused(items: dict[str, Item], name: str, value: object):
    item = items[name]
    verbs = kind(item)
    try:
        response = verbs.parse(value, item)
    except ResponseError:
        return
    score = verbs.score(item, response)
    assert score.earned is None or 0 <= score.earned <= item.points
    assert (score.earned == item.points) == (score.verdict == "right")
    assert isinstance(verbs.describe(item, response), str)


@given(chosen=st.sets(st.sampled_from("ABCDE"), min_size=1))
def test_a_wrong_option_in_a_multiple_item_costs_everything(items: dict[str, Item], chosen: set[str]):
    earned = marked(items["t-multiple"], chosen)
    assert (earned == 0) == bool(chosen & {"B", "E"})


@given(response=st.permutations("ABCD"))
def test_only_the_right_order_earns_full_marks(items: dict[str, Item], response: list[str]):
    assert (marked(items["t-order"], response) == 2) == (response == ["C", "A", "D", "B"])


KEY_SIDE = ("key", "distractors", "explanation", "evidence", "blanks", "answer", "rubric")


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", ALL)
def test_neither_form_nor_stem_says_anything_of_the_key_side(items: dict[str, Item], name: str):
    item = items[name]
    form = kind(item).form(item)
    assert not set(form) & set(KEY_SIDE)
    shown = json.dumps(form, ensure_ascii=False) + kind(item).stem(item)
    secret = item.model_dump(include={"explanation", "evidence", "distractors", "blanks", "answer", "rubric"})
    assert all(text not in shown for text in strings(secret))


@pytest.mark.parametrize("name", ALL)
def test_two_keys_make_the_same_form(items: dict[str, Item], name: str):
    item = items[name]
    other = {
        "single": {"key": "A"},
        "multiple": {"key": ["B", "E"]},
        "judge": {"key": "对"},
        "cloze": {"blanks": {"1": ["甲", "乙", "丙"], "2": ["丁"], "3": ["戊"]}},
        "order": {"key": ["B", "A", "C", "D"]},
        "match": {"key": {"1": "A", "2": "A", "3": "A"}},
        "short": {"answer": "别的"},
    }[item.type]
    twin = item.model_copy(update=other)
    assert kind(twin).form(twin) == kind(item).form(item)
    assert kind(twin).stem(twin) == kind(item).stem(item)


def test_a_form_says_what_is_needed_to_draw_it(items: dict[str, Item]):
    def form(name: str) -> dict[str, Any]:
        return kind(items[name]).form(items[name])

    assert form("t-single")["options"][1] == {"id": "B", "text": "政治监督"}
    assert form("t-judge")["options"] == [{"id": "对", "text": "正确"}, {"id": "错", "text": "错误"}]
    assert form("t-cloze")["parts"][:4] == ["据市局党委动员部署讲话填空：巡视巡察的根本任务是落实", {"blank": "1"}, "，持续推进", {"blank": "2"}]
    assert form("t-match")["left"][2] == {"id": "3", "text": "密切联系群众"}
    assert form("t-match")["right"][3] == {"id": "D", "text": "强心针"}
    assert form("t-short")["limit"] == 500
    for name in ALL:
        assert {"schema": 1, "type": items[name].type, "points": items[name].points}.items() <= form(name).items()
        assert form(name)["rule"]


@pytest.mark.parametrize("name", ALL)
def test_a_stem_can_be_read_alone(items: dict[str, Item], name: str):
    item = items[name]
    text = kind(item).stem(item)
    assert TYPES[item.type].LABEL in text
    assert f"{item.points} 分" in text
    assert kind(item).rule(item) in text
    for entry in getattr(item, "options", {}):
        assert f"\n{entry}. " in text


def test_a_description_names_letter_and_words(items: dict[str, Item]):
    def described(name: str, value: object) -> str:
        verbs = kind(items[name])
        return verbs.describe(items[name], verbs.parse(value, items[name]))

    assert described("t-single", "B") == "B. 政治监督"
    assert described("t-multiple", "CA") == "A. 从具体业务切入；C. 从问题看责任"
    assert described("t-judge", "×") == "错（错误）"
    assert described("t-cloze", {"1": "两个维护"}) == "（1）两个维护；（2）未填；（3）未填"
    assert described("t-order", "CA") == "C. 党的路线方针政策 → A. 党的组织路线"
    assert described("t-match", {"2": "C"}) == "1. 育人铸魂 → 未配；2. 营造良好政治生态 → C. 催化剂；3. 密切联系群众 → 未配"


def test_masks_show_and_a_marked_negation_stays_bold(items: dict[str, Item]):
    text = kind(items["t-negative"]).stem(items["t-negative"])
    assert r"\*\*镇" in text
    assert "做法**不属于**“三不”" in text
    assert r"B. 不接受\*任何\*宴请 \<b\>与\</b\> \$馈赠\$" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. 不是列表", "1\\. 不是列表"),
        ("# 不是标题", "\\# 不是标题"),
        ("- 不是列表", "\\- 不是列表"),
        ("甲\n    乙", "甲\n乙"),
        ("a_b [链接](x) `码` |表| ~删~ &amp; \\", r"a\_b \[链接\](x) \`码\` \|表\| \~删\~ \&amp; &#92;"),
        ("**不正确的是**哪项", "**不正确的是**哪项"),
        ("***不属于***", r"\*\*\*不属于\*\*\*"),
    ],
)
def test_markdown_shows_text_letter_for_letter(text: str, shown: str):
    assert markdown(text) == shown


def test_plain_text_drops_the_marks_of_emphasis_only():
    assert plain("**镇的做法**不属于**“三不”的是") == "**镇的做法不属于“三不”的是"
