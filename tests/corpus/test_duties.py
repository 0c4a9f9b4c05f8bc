"""Prohibitions and duties: their exact words, and who is bound by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import speech_of

from corpus.duties import duties, prohibitions


def forbidden(*lines, **about):
    return [(r.text, r.bound) for r in prohibitions(speech_of(*lines, **about))]


def words(*lines):
    return [text for text, _ in forbidden(*lines)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("要请示报告，不能先斩后奏；要保密，不能跑风漏气，甚至通风报信；带头执行规定，不能接受宴请，当好表率。", ["不能先斩后奏", "不能跑风漏气，甚至通风报信", "不能接受宴请"]),
        ("对反馈的意见不能就事论事，要举一反三。", ["对反馈的意见不能就事论事"]),
        ("谈话内容不能向他人透露，严禁打听、议论巡察事项。", ["谈话内容不能向他人透露", "严禁打听、议论巡察事项"]),
        ("巡察期间，不准泄露秘密、不准隐瞒问题、不准谋取私利。", ["不准泄露秘密", "不准隐瞒问题", "不准谋取私利"]),
        ("我们绝不搞特殊、绝不讲条件。", ["绝不搞特殊、绝不讲条件"]),
        ("总结成绩不粉饰夸大，查找问题不遮掩笼统。", ["总结成绩不粉饰夸大，查找问题不遮掩笼统"]),
        ("决不能有拖延思想，等巡察结束后才安排部署。", ["决不能有拖延思想，等巡察结束后才安排部署"]),
        ("工作人员不得推脱谈话，更不允许私下打听。", ["不得推脱谈话", "更不允许私下打听"]),
        ("要敢于碰硬，决不能搞“爱惜羽毛”那一套，坚决杜绝敷衍应付、上推下卸。", ["决不能搞“爱惜羽毛”那一套", "坚决杜绝敷衍应付、上推下卸"]),
        ("要直面监督，不掩饰问题，不回避矛盾，不弄虚作假，主动认领问题。", ["不掩饰问题，不回避矛盾，不弄虚作假"]),
        ("大家不要一听意见就反感，不要一查问题就紧张。", ["不要一听意见就反感", "不要一查问题就紧张"]),
        ("请各单位不要安排宴请。", ["不要安排宴请"]),
        ("巡察组不干预正常工作，不处理具体问题。", ["不干预正常工作", "不处理具体问题"]),
        ("按规定，巡察组不承担办案职责。", ["不承担办案职责"]),
        ("要立即整改，不等不拖。", ["不等不拖"]),
        ("书记要亲自抓，不当“甩手掌柜”。", ["不当“甩手掌柜”"]),
        ("依靠党委、不包办代替，发扬民主、不偏听偏信。", ["不包办代替", "不偏听偏信"]),
        ("查的什么，一个字都不能讲。", ["一个字都不能讲"]),
        ("坚持“两个一律”：一律不准饮酒，一律不准收礼。", ["一律不准饮酒", "一律不准收礼"]),
        ("讲成绩不粉饰拔高，谈问题不护短遮掩，如实反映情况。", ["讲成绩不粉饰拔高，谈问题不护短遮掩"]),
    ],
)
def test_a_prohibition_is_as_long_as_its_sense(line, expected):
    assert words(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "这项工作不可或缺、不可替代，来不得半点虚假。",
        "重点看是否存在不坚决、不全面、不到位，不敢监督、不愿监督、不会监督等问题。",
        "问题不解决决不收兵，绝不是走过场，不得不重视。",
        "同志们，让我们不辱使命、不负重托，不断提高，不仅要看，不论是谁。",
        "对无关的问题，不要分散精力，问题不破除就不可能到位。",
        "巡察组不发现问题，就是失职。",
        "请大家讲真话，不要有顾虑，不要怕得罪人。",
        "他是来工作的，能不能做好是另一回事，碰不得、绕不开。",
        "党员干部不忘初心、牢记使命，一刻也不松懈。",
    ],
)
def test_other_negations_forbid_nothing(line):
    assert words(line) == []


def test_members_of_a_formula_of_prohibitions_are_forbidden_one_by_one_and_bind_one_side():
    line = "巡察组要执行“三个不”要求：不干扰正常秩序，不代替单位处理问题，不对个案发表意见。"
    assert forbidden(line) == [("不干扰正常秩序", "inspectors"), ("不代替单位处理问题", "inspectors"), ("不对个案发表意见", "inspectors")]


def test_negated_members_of_a_positive_label_are_not_forbidden():
    assert words("坚持“三不放过”，问题没有查清的不放过，整改没有到位的不放过，制度没有健全的不放过。") == []


@pytest.mark.parametrize(
    ("lines", "bound"),
    [
        (["巡察干部要严格自律。要管住小节，严禁插手工程项目。"], "inspectors"),
        (["各巡察组要坚持原则，不得借机打招呼。"], "inspectors"),
        (["被巡察党组织要主动配合。对巡察组指出的问题要整改，决不能有拖延思想。"], "inspected"),
        (["要加强与巡察组的沟通，绝不允许有干扰工作的事情发生。"], "inspected"),
        (["严禁接受被巡察单位的任何礼品。"], "inspectors"),
        (["要用好干部资源，决不能把巡察机构当作照顾性安排的岗位。"], "others"),
        (["一、主动配合，自觉接受监督", "要端正态度，不得敷衍应付。"], "inspected"),
        (["一、从严管理，打造巡察铁军", "要从严要求自己，不得马虎应付。"], "inspectors"),
        (["一、对巡察组提三点要求", "一要讲纪律。不得马虎应付。二要讲担当。敢于碰硬。"], "inspectors"),
        (["（一）巡察组要带头遵守纪律。要从严要求自己，不得马虎应付。"], "inspectors"),
        (["派出单位要支持，不得随意抽回人员。"], "others"),
        (["组织部门也要严格把关，不得照顾安排。"], "others"),
        (["谁出了问题，县委决不姑息。"], "others"),
        (["凡是巡察组调阅的材料，不得涂改。"], "inspected"),
        (["要及时向巡察办报告，不得先斩后奏。"], "inspectors"),
        (["遇到问题要请示，不得擅自表态。"], "inspectors"),
        (["各级领导干部不得设置障碍。"], "inspected"),
        (["这里，对巡察组的同志提几点要求：要讲纪律，不得懈怠马虎。"], "inspectors"),
        (["各巡察组要敢于碰硬。情面难免，就不能当老好人。"], "inspectors"),
        (["对被巡察单位，我也提几点要求：要讲政治，不得懈怠马虎。"], "inspected"),
        (["职能部门要加强协同，不能各吹各的号。"], "others"),
    ],
)
def test_the_nearest_subject_or_else_the_heading_says_who_is_bound(lines, bound):
    assert [who for _, who in forbidden(*lines)] == [bound]


def test_both_sides_in_one_sentence():
    line = "巡察组不得在单位用餐，被巡察单位也不得安排宴请。"
    assert forbidden(line) == [("巡察组不得在单位用餐", "inspectors"), ("被巡察单位也不得安排宴请", "inspected")]


def test_what_a_unit_pledges_binds_the_unit():
    assert forbidden("我将带头接受监督，绝不搞特殊。", title="在巡察动员会上的表态发言") == [("绝不搞特殊", "inspected")]


@pytest.mark.parametrize(
    ("line", "title", "bound"),
    [
        ("和群众谈话，不能打官腔。", "在全市巡察干部培训班上的讲话", "inspectors"),
        ("和群众谈话，不能打官腔。", "在巡察整改部署会上的讲话", "inspected"),
        ("被巡察单位的干部也是同志，不能居高临下。", "在巡察工作调度会上的讲话", "inspectors"),
    ],
)
def test_without_a_nearer_sign_the_audience_is_bound(line, title, bound):
    assert [who for _, who in forbidden(line, title=title)] == [bound]


def test_that_others_pledged_themselves_makes_no_pledge_of_the_speech():
    lines = ["刚才，各单位都作了表态。下面，我代表市委讲几点意见。", "各巡察组要严格管理，不能马虎应付。"]
    assert [who for _, who in forbidden(*lines)] == ["inspectors"]


def test_what_the_group_promises_binds_the_group():
    assert forbidden("下面，我代表巡察组讲几点意见。", "凡是违反纪律的，请大家反映，我们决不袒护。") == [("决不袒护", "inspectors")]


def test_duties_with_their_cue_and_side():
    found = duties(speech_of("巡察组要依靠党组织开展工作，必须严守纪律。主要负责人的重要作用，需要发挥好。被巡察单位应当如实提供材料。"))
    assert [(r.text, r.cue, r.bound) for r in found] == [
        ("要依靠党组织开展工作", "要", "inspectors"),
        ("必须严守纪律", "必须", "inspectors"),
        ("应当如实提供材料", "应当", "inspected"),
    ]


@given(st.text(alphabet="“”不得能准严禁决允许对要必须巡察组被单位、，。；：（）", max_size=80))
def test_every_rule_stands_where_it_says_and_none_overlap(text):
    made = speech_of(text)
    for rules in (prohibitions(made), duties(made)):
        assert all(made.block(r.n).text[r.start : r.end] == r.text != "" for r in rules)
        assert all(a.end <= b.start for a, b in zip(rules, rules[1:]) if a.n == b.n)
