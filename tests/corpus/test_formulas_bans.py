"""Lists of prohibitions under their label: every way to number and set them, and what is no such list."""

import pytest
from made import speech_of

from corpus.duties import prohibitions
from corpus.formulas import formulas

DEEDS = "泄露巡察秘密 干预日常工作 收受礼品礼金 借机谋取私利 私下接触有关人员 报销个人费用 隐瞒歪曲事实 参加公款宴请 打招呼说情 擅自表态".split()
COUNTS = "一二三四五六七八九十"
LABEL = "巡察干部要严守“十不准”："


def each(form, stop="；"):
    return stop.join(form.format(n=n, i=i, deed=deed) for i, (n, deed) in enumerate(zip(COUNTS, DEEDS), 1)) + "。"


def lines(form):
    return each(form, "\n").split("\n")


@pytest.mark.parametrize(
    "text",
    [
        [LABEL + each("{n}不准{deed}")],
        [LABEL + each("{n}不准{deed}", "。")],
        [LABEL + each("第{n}，不准{deed}")],
        [LABEL + each("{n}是不准{deed}")],
        [LABEL + each("{i}.不准{deed}")],
        [LABEL + each("（{n}）不准{deed}")],
        [LABEL + each("不准{deed}", "，")],
        [LABEL + each("不准{deed}", "、")],
        ["巡察干部要严守“十不准”，已经印发。这里我再念一遍：" + each("{n}不准{deed}")],
        ["巡察干部要严守十不准规定，做到" + each("不准{deed}", "，")],
        [LABEL, *lines("{n}不准{deed}；")],
        [LABEL, *lines("{i}. 不准{deed}。")],
        [LABEL, *lines("（{n}）不准{deed}。")],
        [LABEL, *lines("不准{deed}；")],
        ["一、巡察干部要严守“十不准”纪律", "这是底线。", "逐条对照：" + each("{n}不准{deed}")],
        ["下面宣布巡察干部的纪律：" + each("{n}不准{deed}") + "以上“十不准”，请遵守。"],
    ],
)
def test_ten_are_found_however_they_are_numbered_and_set(text):
    made = speech_of(*text)
    (found,) = formulas(made)
    expected = [f"不准{deed}" for deed in DEEDS]
    assert (found.canonical, [m.text for m in found.members]) == ("十不准", expected)
    assert [(r.text, r.bound) for r in prohibitions(made)] == [(words, "inspectors") for words in expected]


@pytest.mark.parametrize(
    "text",
    [
        LABEL + "；".join(f"{n}不准{deed}" for n, deed in list(zip(COUNTS, DEEDS))[:9]) + "。",
        "巡察干部要严守“九不准”：" + each("{n}不准{deed}"),
        "要落实“六个严禁”，不准收礼，不准吃请，不准说情，不准越权，不准泄密，不准报销。",
    ],
)
def test_a_list_of_another_length_or_word_is_not_the_members(text):
    assert [f.members for f in formulas(speech_of(text))] == [()]


def test_a_counted_item_is_no_label_and_its_count_no_part_of_the_rule():
    made = speech_of("要严守纪律：一不准收受礼品；二不准泄露秘密；三不准干预工作。")
    assert formulas(made) == ()
    assert [r.text for r in prohibitions(made)] == ["不准收受礼品", "不准泄露秘密", "不准干预工作"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("巡察组要执行“三不”要求，这里重申：不泄露秘密，不插手事务，不对个案表态。", "三不"),
        ("巡察组坚决做到三个不：不泄露秘密，不插手事务，不对个案表态。", "三个不"),
        ("巡察组要做到三不：不泄露秘密、不插手事务、不对个案表态。", "三不"),
        ("巡察组要遵守“三不”规定，做到不泄露秘密、不插手事务、不对个案表态。", "三不"),
    ],
)
def test_plain_negations_under_a_label_are_one_by_one_members_and_rules(text, label):
    made = speech_of(text)
    expected = ["不泄露秘密", "不插手事务", "不对个案表态"]
    assert [(f.canonical, [m.text for m in f.members]) for f in formulas(made)] == [(label, expected)]
    assert [(r.text, r.bound) for r in prohibitions(made)] == [(words, "inspectors") for words in expected]
