"""Sorting, rewriting, comparing and dating: what a file may say, and what an answer is told."""

import json

import pytest
import yaml

from course.activities import parse
from course.judging import judge, solution
from course.verdicts import verdict_html
from course.widgets.scene import card

MADE = yaml.safe_load("""
- kind: sort
  id: who
  ask: 各说给谁听？
  bins: {A: 巡察组, B: 被巡察党组织}
  cards:
    - {text: 对巡察组指出的问题，要严肃对待，立行立改, cite: shijiwei-2020¶25, bin: B, why: 改的是它。, tempts: {A: 话里有巡察组三个字。}}
    - {text: 不履行审查调查职责, cite: shijiwei-2020¶27, bin: A, why: 说给巡察组。}
    - {text: 该请示的必须请示、该报告的必须报告, cite: shiju-2024¶27, bin: A, why: 说给成员。}
- kind: rewrite
  id: soften
  ask: 请改写。
  draft: 该局长期不重视学习。
  faults: [{words: 长期不重视, why: 只有判断。, cite: shijiwei-2020¶27, quote: 充分的事实支撑和定性依据}]
  points: [{point: 写明查阅了什么, words: [查阅, 记录]}]
  model: 查阅党组会议记录，全年没有研究过学习安排。
- kind: compare
  id: two
  ask: 哪一段有？
  first: {cite: shijiwei-2020¶12}
  second: {cite: quwei-zhuanti¶7}
  statements:
    - {text: 提到主题教育, key: 甲, why: 乙段没有。, words: {甲: 主题教育}}
    - {text: 提到审计, key: 都, why: 两段都有。}
    - {text: 提到“十不准”, key: 无, why: 都没有。, tempts: {甲: 同一篇讲话别处提到。}}
- kind: date
  id: when
  ask: 大约是哪一年？
  cite: shijiwei-2020¶27
  choices: {A: 2016年前后, B: 2020年前后}
  key: B
  clues: [{words: 不履行审查调查职责, why: 用的是审查调查。, outside: 某条例}]
  others: [{words: 三要依规依纪依法开展巡察, says: 哪一年都可以这样说。}]
  wrong: {A: 那时的说法不同。}
""")
TASKS = parse(MADE)
WHEN = TASKS["when"]
CLUE = min(WHEN.clauses_of("不履行审查调查职责"))


def told(name, response):
    found = judge(TASKS[name], response)
    return found, verdict_html(found)


def spoilt(kind, **changes):
    entry = next(entry for entry in MADE if entry["kind"] == kind)
    return [entry | changes]


@pytest.mark.parametrize(
    ("kind", "changes", "why"),
    [
        ("sort", {"bins": {"A": "巡察组", "C": "巡察办"}}, "没有的类别"),
        ("sort", {"cards": MADE[0]["cards"][:1] * 3}, "文字相同"),
        ("sort", {"cards": [{**c, "bin": "A", "tempts": {}} for c in MADE[0]["cards"]]}, "归在一处"),
        ("sort", {"cards": [{"text": t, "bin": b, "why": "。"} for t, b in ("甲A", "乙B", "丙A")]}, "没有一处依据"),
        ("sort", {"cards": [{**c, "text": c["text"] + "。。"} for c in MADE[0]["cards"]]}, "没有"),
        ("rewrite", {"draft": "该局不学习。"}, "文稿里没有"),
        ("rewrite", {"model": "查阅记录，长期不重视学习。"}, "还留着"),
        ("rewrite", {"model": "全年没有研究过学习安排。"}, "找不到要点"),
        ("rewrite", {"limit": 20, "model": "查阅" + "会议记录" * 10}, "超过了"),
        ("compare", {"second": {"cite": "quwei-zhuanti¶7", "words": "没有这几个字"}}, "没有"),
        ("compare", {"statements": [{"text": t, "key": "甲", "why": "。"} for t in "子丑寅"]}, "答案都一样"),
        ("date", {"wrong": {}}, "每一个选项"),
        ("date", {"clues": [{"words": "巡察", "why": "。"}]}, "恰好出现一次"),
        ("date", {"key": "C"}, "每一个选项"),
    ],
)
def test_a_faulty_file_does_not_load_and_says_why(kind, changes, why):
    with pytest.raises(ValueError, match=why):
        parse(spoilt(kind, **changes))


def test_two_interactions_may_not_share_an_id():
    with pytest.raises(ValueError, match="重复"):
        parse(MADE[:1] * 2)


@pytest.mark.parametrize("name", TASKS)
def test_the_page_is_not_told_the_answer_before_it_is_asked(name):
    shown = card(TASKS[name])
    state = json.dumps({k: v for k, v in shown.get_state().items() if not k.startswith("_") and k != "layout"}, ensure_ascii=False, default=str)
    for secret in ("改的是它", "只有判断", "查阅党组", "乙段没有", "用的是审查调查", "那时的说法"):
        assert secret not in state
    assert '"key"' not in state and '"bin"' not in state


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("odd", [None, "", "  ", [], {}, 7, [99], {"0": 3}, {"0": "Z"}, {"choice": ["B"], "marked": "x"}, True])
def test_what_is_no_answer_counts_as_none(name, odd):
    found, html = told(name, odd)
    assert not found.judged and "…" in html


def test_a_card_in_the_wrong_bin_is_told_why_it_tempts_where_it_belongs_and_the_words():
    found, html = told("who", {"0": "A", "1": "A", "2": "A"})
    assert (found.outcome, found.marks) == ("part", (False, True, True))
    assert found.share == pytest.approx(2 / 3)
    assert "归在了“巡察组”，应归“被巡察党组织”" in html
    assert "话里有巡察组三个字" in html and "改的是它" in html and "市纪委书记动员讲话 ¶25" in html


def test_cards_are_judged_only_when_all_are_placed():
    found, html = told("who", {"0": "B"})
    assert found.outcome == "blank" and "还有 2 张卡片没有答" in html and "改的是它" not in html


@pytest.mark.parametrize(("response", "outcome"), [("BAA", "right"), ("ABB", "wrong")])
def test_all_cards_right_or_all_wrong(response, outcome):
    assert told("who", {str(i): bin for i, bin in enumerate(response)})[0].outcome == outcome


def test_a_statement_judged_wrongly_is_told_which_passage_has_it():
    found, html = told("two", {"0": "乙", "1": "都", "2": "甲"})
    assert found.marks == (False, True, False)
    assert "选了“只有乙段有”，应是“只有甲段有”" in html and "同一篇讲话别处提到" in html
    assert '<blockquote class="xc-quote">主题教育</blockquote>' in html


def test_a_rewritten_line_is_held_against_its_faults_and_points_but_not_marked():
    found, html = told("soften", "查阅记录，长期不重视。")
    assert (found.outcome, found.share) == ("waiting", None)
    assert "仍有“长期不重视”" in html and "参考改写" in html and "不评分" in html
    found, html = told("soften", "没有安排学习。")
    assert "已改掉“长期不重视”" in html and "没有找到这一点的字样" in html


def test_a_draft_left_as_it_was_is_no_answer():
    assert told("soften", TASKS["soften"].draft)[0].outcome == "blank"


@pytest.mark.parametrize(
    ("choice", "marked", "outcome", "share"),
    [("B", [CLUE], "right", 1), ("B", [0], "part", 0.5), ("B", [0, CLUE], "part", 0.75), ("A", [CLUE], "wrong", 0)],
)
def test_a_date_is_right_with_its_ground(choice, marked, outcome, share):
    found, _html = told("when", {"choice": choice, "marked": marked})
    assert (found.outcome, found.share) == (outcome, share)


def test_a_wrong_year_is_told_why_and_where_the_words_stand():
    _found, html = told("when", {"choice": "A", "marked": [0, 1]})
    assert "那时的说法不同" in html and "用的是审查调查。（课外资料 · 某条例）" in html
    assert "哪一年都可以这样说" in html and "单凭这一处看不出时间" in html
    assert "市纪委书记动员讲话 ¶27" in html


def test_a_year_without_a_ground_is_no_answer_yet():
    found, html = told("when", {"choice": "B", "marked": []})
    assert found.outcome == "blank" and "依据的词句" in html


def test_the_clauses_of_a_passage_joined_again_give_it():
    assert "".join(WHEN.clauses) == WHEN.quotation.text and len(WHEN.clauses) > 5


def test_a_clause_never_tears_what_is_quoted():
    task = parse(spoilt("date", cite="shijiwei-2020¶6", clues=[{"words": "十九届四中全会", "why": "。"}], others=[]))["when"]
    assert "对照“不忘初心、牢记使命”主题教育目标要求，" in task.clauses


@pytest.mark.parametrize("name", TASKS)
def test_an_instructor_sees_answer_and_reasons(name):
    html = verdict_html(solution(TASKS[name]))
    assert "答案（教员）" in html
    assert {"who": "归“被巡察党组织”", "soften": "只有判断", "two": "两段都没有", "when": "B. 2020年前后"}[name] in html
