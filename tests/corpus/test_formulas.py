"""Formulas: labels told from look-alikes, members only where the text gives them, all of it in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import speech_of

from corpus import speech, speeches
from corpus.formulas import formulas, groups


def names(*lines):
    return [f.canonical for f in formulas(speech_of(*lines))]


def only(*lines):
    found = formulas(speech_of(*lines))
    assert len(found) == 1, [f.canonical for f in found]
    return found[0]


def listed(*lines):
    return [m.text for m in only(*lines).members]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("要增强“四个意识”、坚定“四个自信”、做到“两个维护”。", ["四个意识", "四个自信", "两个维护"]),
        ("把两个维护落到实处，执行中央八项规定及其实施细则精神。", ["两个维护", "中央八项规定"]),
        ('严格执行"三不"原则和「十不准」规定。', ["三不", "十不准"]),
        ("落实“五严禁、十不准”要求。", ["五严禁", "十不准"]),
        ("纠正“三超两乱”，落实“三重一大”和“一岗双责”。", ["三超两乱", "三重一大", "一岗双责"]),
        ("践行“牢记‘三个务必’、走好赶考之路”的要求。", ["三个务必"]),
        ("向“五人小组”汇报“一组一村一实事”活动，做好“后半篇文章”。", ["五人小组", "一组一村一实事", "后半篇文章"]),
        ("围绕“一个中心、四个着力”，推行“双随机、一公开”。", ["一个中心、四个着力", "双随机、一公开"]),
        ("推进“双一流”建设，落实“10个严禁”。", ["双一流", "十个严禁"]),
        ('指出"' + "巡视是政治巡视、" * 9 + '本质是政治监督"，要落实"四个到边"。', ["四个到边"]),
        ("做好巡察后半篇文章，遵守三不原则。", ["后半篇文章", "三不"]),
        ("坚持两个坚决维护。", ["两个维护"]),
    ],
)
def test_labels_are_found_and_named_in_one_form(line, expected):
    assert names(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "下面，我讲三点意见，共六个方面。",
        "一要提高认识。二要抓好落实。",
        "党的十八大、二十大和十九届四中全会，“十四五”时期，五届区委。",
        "要紧盯“一把手”，防止“一分了之”，及时开展“回头看”，牵住“牛鼻子”。",
        "业务与党建“两张皮”，有的成了“两面人”。",
        "要举一反三、四面八方、“七上八下”、“五湖四海”。",
        "用时30个工作日，检查四个单位，走访三百余人，一系列、一批、一个问题一个问题解决。",
        "“八小时以外”和“15分钟服务圈”，“七一”前夕，进入全国“30强”。",
        "第一责任人和第一议题，第三批主题教育，“三分之一”的单位。",
        "要处理好三个关系：巡察与业务的关系，发现与整改的关系，当前与长远的关系。",
    ],
)
def test_other_numerals_are_no_formulas(line):
    assert names(line) == []


def test_the_same_name_bare_and_quoted_is_one_formula_with_every_mention():
    found = only("要落实“四个到边”。", "检查四个到边的情况。")
    assert [place.n for place in found.mentions] == [4, 5]
    assert found.surface == "“四个到边”"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("要增强“四个意识”（政治意识、大局意识、核心意识、看齐意识），作出表率。", ["政治意识", "大局意识", "核心意识", "看齐意识"]),
        ("对照“两条底线”，即政治底线、廉洁底线，深入查找问题。", ["政治底线", "廉洁底线"]),
        ("开展“三查三看”，即查思想看忠诚、查责任看担当、查作风看形象。", ["查思想看忠诚", "查责任看担当", "查作风看形象"]),
        ("要严守“三不”原则，不干预正常工作，不查办案件，对重大问题不作个人表态。", ["不干预正常工作", "不查办案件", "对重大问题不作个人表态"]),
        ("要做到“三个坚持”：一是坚持问题导向，敢于碰硬；二是坚持实事求是；三是坚持依规依纪。", ["坚持问题导向", "坚持实事求是", "坚持依规依纪"]),
        ("做到思想到位、责任到位、措施到位“三个到位”，推动工作。", ["思想到位", "责任到位", "措施到位"]),
        ("要确保问题找得准、确保整改改得实、确保成果用得好等“三个确保”落地。", ["确保问题找得准", "确保整改改得实", "确保成果用得好"]),
        ("要重点发现领导弱化、建设缺失、管党治党不力这“三大问题”。", ["领导弱化", "建设缺失", "管党治党不力"]),
        ("建立问题清单、任务清单、责任清单“三张清单”。", ["问题清单", "任务清单", "责任清单"]),
        ("落实“三个一”机制：制定一份方案，召开一次会议，形成一套制度。", ["一份方案", "一次会议", "一套制度"]),
        ("用好“纪律课”“专业课”“实战课”“三堂课”。", ["纪律课", "专业课", "实战课"]),
        ("构建“学、查、改、督”四位一体机制。", ["学", "查", "改", "督"]),
        ("要做到三个坚持：坚持问题导向，坚持实事求是，坚持依规依纪。", ["坚持问题导向", "坚持实事求是", "坚持依规依纪"]),
        ("要做到“三个亲自”，重要工作亲自部署、重大问题亲自过问、重点环节亲自协调，不推不拖。", ["重要工作亲自部署", "重大问题亲自过问", "重点环节亲自协调"]),
        ("重点做到3个紧盯：紧盯权力运行，紧盯资金管理，紧盯项目建设。", ["紧盯权力运行", "紧盯资金管理", "紧盯项目建设"]),
        ("坚持组长不固定、对象不固定、关系不固定，用好“三个不固定”，形成合力。", ["组长不固定", "对象不固定", "关系不固定"]),
        ("有人陷入“两个误区”：一是认为事情过去了，与己无关；二是认为写了报告，可以交差。", ["认为事情过去了，与己无关", "认为写了报告，可以交差"]),
        ("坚持“三看”，看思想、看责任、看作风。", ["看思想", "看责任", "看作风"]),
        ("推进“三不”一体，一体推进不敢腐、不能腐、不想腐。", ["不敢腐", "不能腐", "不想腐"]),
    ],
)
def test_members_around_the_label_are_given_in_order(line, expected):
    assert listed(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "要做到“两个维护”，把部署落到实处，推动高质量发展。",
        "要落实“十不准”规定，严禁插手工程；严禁打招呼；严禁接受宴请。",
        "要解决“七个有之”问题，揭示“两面人”、“小团伙”、“伪忠诚”。",
        "要做到“三个到位”，思想到位、责任到位，推动工作。",
        "要围绕“四个落实”开展监督，落实责任，落实整改。",
    ],
)
def test_a_list_of_another_length_or_kind_is_not_the_members(line):
    assert listed(line) == []


def test_members_far_below_a_heading_that_names_the_label():
    found = only("一、紧盯“三个对照”，坚守定位", "巡察的本质是政治监督。", "要根据新要求，对照章程规定，对照上级决策、部署，对照职责任务，发现偏差。")
    assert [(m.n, m.text) for m in found.members] == [(6, "章程规定"), (6, "上级决策、部署"), (6, "职责任务")]


def test_numbered_points_of_a_section_are_members_without_their_common_frame():
    lines = ["一、围绕“两个落实”，把握重点", "要高标准开展监督。", "一要加强对落实决策部署情况的监督检查。要细。二要加强对落实组织路线情况的监督检查。要实。"]
    assert listed(*lines) == ["落实决策部署情况", "落实组织路线情况"]


def test_points_that_follow_the_paragraph_that_names_the_label():
    lines = ["今年我们着力“三抓”推进工作：", "一抓组织领导，层层负责。要有力。", "二抓学习教育，入脑入心。要有效。", "三抓整改落实，见底清零。要有方。"]
    assert listed(*lines) == ["组织领导，层层负责", "学习教育，入脑入心", "整改落实，见底清零"]


def test_a_verb_that_only_points_at_the_members_in_the_headings_is_left_out():
    lines = ["一、突出重点", "各组要把“两个落实”作为重点。", "（一）聚焦落实决策部署情况。看政策。", "（二）聚焦落实组织路线情况。看用人。"]
    assert listed(*lines) == ["落实决策部署情况", "落实组织路线情况"]


def test_points_of_another_number_are_not_the_members():
    assert listed("一、围绕“四个落实”，把握重点", "一要落实责任。要细。二要落实整改。要实。") == []


def test_a_quoted_list_with_a_shared_word_makes_the_label_that_is_not_said():
    found = only("要按照“信念过硬、政治过硬、作风过硬”的要求履职。")
    assert (found.canonical, found.count, found.label_absent) == ("三个过硬", 3, True)
    assert [m.text for m in found.members] == ["信念过硬", "政治过硬", "作风过硬"]


def test_an_unquoted_list_makes_only_a_label_that_the_field_knows():
    assert names("切实做到政治过硬、本领过硬、作风过硬、纪律过硬。") == ["四个过硬"]
    assert names("要坚决服从、坚决落实、坚决配合。") == []


@pytest.mark.parametrize(
    ("line", "polarity"),
    [
        ("严守“三不”原则。", "prohibition"),
        ("严守“八不准”纪律。", "prohibition"),
        ("做到“四个不”。", "prohibition"),
        ("坚持“五个不放过”。", "positive"),
        ("坚持“三个不固定”。", "positive"),
        ("推进“三不”一体建设。", "positive"),
        ("整治“四风”。", "misconduct"),
        ("查处“七个有之”。", "misconduct"),
        ("做到“两个维护”。", "positive"),
    ],
)
def test_the_kind_of_a_label(line, polarity):
    assert only(line).polarity == polarity


def test_numbers_of_a_label():
    counts = {f.canonical: f.count for f in formulas(speech_of("“四个意识”“十不准”“三超两乱”“后半篇文章”“双带头人”"))}
    assert counts == {"四个意识": 4, "十不准": 10, "三超两乱": None, "后半篇文章": None, "双带头人": 2}


@given(st.text(alphabet="“”‘’三两四十个不准落实坚持维护、，。：；（）一要是即等", max_size=80))
def test_every_member_and_mention_stands_where_it_says(text):
    made = speech_of(text)
    for formula in formulas(made):
        first = formula.mentions[0]
        assert made.block(first.n).text[first.start : first.end] == formula.surface
        for member in formula.members:
            assert made.block(member.n).text[member.start : member.end] == member.text != ""
    for group in groups(made):
        assert all(made.block(m.n).text[m.start : m.end] == m.text for m in group.members)


@given(st.text(alphabet="“”三两四十个不准落实坚持维护、，。：；（）一要是即等", max_size=80))
def test_members_are_as_many_as_the_label_promises_and_in_order(text):
    for formula in formulas(speech_of(text)):
        places = [(m.n, m.start) for m in formula.members]
        assert places == sorted(places)
        if formula.members and formula.count is not None:
            assert len(formula.members) == formula.count


def test_groups_without_a_label():
    found = [[m.text for m in g.members] for g in groups(speech_of("要坚持从业务看政治，从问题看责任，从现象看本质，实现以巡促改、以巡促建、以巡促治。"))]
    assert ["从业务看政治", "从问题看责任", "从现象看本质"] in found
    assert ["以巡促改", "以巡促建", "以巡促治"] in found


def test_members_of_a_formula_are_no_group_besides():
    assert groups(speech_of("做到思想到位、责任到位、措施到位“三个到位”。")) == ()


def test_the_same_speech_gives_the_same_formulas_as_shipped_and_as_made_anew():
    for one in speeches():
        assert formulas(one) == formulas(speech(one.slug))
