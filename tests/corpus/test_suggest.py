"""Slips a reader would mark are suggested; good Chinese is left alone."""

import pytest

from corpus import speeches
from corpus.clean import clean
from corpus.suggest import suggest
from tests.corpus.test_cleaning_noise import FIRST, LAST, SECOND, SPEECH


def slips(*sentences, lines=SPEECH):
    cleaned = clean("\n".join([*lines[:5], *sentences, *lines[5:]]))
    found = suggest(cleaned.blocks, cleaned.removed)
    for slip in found:
        home = "".join(r.text for r in cleaned.removed) if slip.n is None else cleaned.blocks[slip.n - 1].text
        assert slip.text in home
        assert slip.note.endswith("。")
    return found


@pytest.mark.parametrize(
    ("sentence", "text", "doubtful"),
    [
        ("各巡察组要要提高政治站位。", "各巡察组要要提高政治站位", False),
        ("回顾改革发展的的历程，倍感振奋。", "回顾改革发展的的历程", False),
        ("认真学习习近平总书记总书记关于巡视工作的重要论述。", "总书记总书记", False),
        ("重点看是否存在带病提拔、突击提拔、、档案造假等问题。", "突击提拔、、档案造假等问题", False),
        ("要压实责任，。要抓好整改。", "，。", False),
        ("督促被巡查党组织抓好整改。", "督促被巡查党组织抓好整改", False),
        ("禁止传输巡查资料。", "禁止传输巡查资料", True),
        ("强力推动政治督察走深走实。", "强力推动政治督察走深走实", False),
        ("运用日常纪检督察手段。", "运用日常纪检督察手段", False),
        ("对县委巡视工作进行安排。", "对县委巡视工作进行安排", True),
        ("严禁接受非保障范围之外的服务。", "非保障范围之外", True),
        ("要做好“后半篇文章，抓好整改落实。", "要做好“后半篇文章", False),
        ("要做好后半篇文章”，抓好整改落实。", "要做好后半篇文章”", False),
        ("要深入学习《中国共产党巡视工作条例，领会精神。", "要深入学习《中国共产党巡视工作条例", False),
        ("文件有��，请核对。", "文件有��", False),
    ],
)
def test_a_slip_is_suggested(sentence, text, doubtful):
    found = [slip for slip in slips(sentence) if text in slip.text or slip.text in text]
    assert found and found[0].doubtful is doubtful and found[0].n == 6


@pytest.mark.parametrize(
    "sentence",
    [
        "人人都要上心，常常抓、时时抓，方方面面都要想到，一个问题一个问题解决，一件一件销号。",
        "这是主要要求，也是重要要求；为了了解情况，目的的确明确，存在在岗不在位现象。",
        "要研究研究再研究，要讨论讨论，谁来监督监督者，大家都都市化了吗？",
        "实事求是是我们的作风，我们要做到饱和和谐，参与与会代表的讨论，工作作风要过硬。",
        "要学习习近平新时代中国特色社会主义思想，全面面对问题，干部部署要到位。",
        "加强日常安全巡查，消防巡查员要到岗；环保督察组移交的问题要抓紧整改。",
        "党中央高度重视巡视工作，中央巡视组、省委巡视组反馈的问题要整改到位。",
        "他说：“要落实‘四个意识’，做到‘两个维护’。”（见《条例》）",
        "以习近平同志为核心的党中央高度重视巡视巡察工作，巡视是利剑。",
        "要做到：1）学深；2）学透；（3）学实。",
        "问题在哪里？！要想清楚……要想明白！",
        "对照党章、党规、党纪，对照党章党规党纪，逐条对照检查，检查组要严格把关。",
    ],
)
def test_good_chinese_is_left_alone(sentence):
    assert slips(sentence) == ()


def test_a_quotation_may_run_over_paragraphs():
    assert slips("“第一段引文到此。", "“第二段引文到此结束。”") == ()


def test_announced_points_are_counted():
    three = [line.replace("两点", "三点") for line in SPEECH]
    assert [slip.note for slip in slips(lines=three)] == ["预告 3 项，正文找到 2 项。"]
    assert slips(lines=SPEECH) == ()
    listed = [FIRST.replace("下面", "去年成效明显：一是查得深。问题找得准。二是改得实。群众很满意。下面")]
    assert slips(lines=[*SPEECH[:2], *listed, *SPEECH[3:]]) == ()


def test_wrong_numbers_of_headings_are_seen():
    found = slips("（一）要学。" + SECOND, "（一）要改。" + SECOND, "（四）要严。" + SECOND)
    assert [slip.note for slip in found] == ["序号重复。", "序号不连续：前一项是第 1 项。"]


def test_a_lost_word_after_a_numeral_is_seen():
    found = slips("一是接受监督。要诚恳。二切实做好服务。要周到。三是抓整改。要到位。")
    assert [(slip.text, slip.note) for slip in found] == [("二切实做好服务", "“二”后缺“是”或“要”。")]


def test_a_cut_off_ending_is_seen():
    assert [slip.text for slip in slips(lines=[*SPEECH[:-1], "要紧盯重点人、"])] == ["要紧盯重点人、"]
    assert [slip.doubtful for slip in slips(lines=[*SPEECH[:-1], LAST.rstrip("！")])] == [True]
    assert slips(lines=[*SPEECH, "2024年3月5日"]) == ()


def test_a_salutation_without_a_colon_is_seen():
    assert [slip.text for slip in slips(lines=[SPEECH[0], "同志们", *SPEECH[2:]])] == ["同志们"]


def test_masks_of_different_length_are_doubtful():
    found = slips("**镇要带头，**镇党委要负责，***镇要配合。")
    assert [(slip.text, slip.doubtful) for slip in found] == [("***镇", True)]


def test_a_level_that_does_not_fit_is_seen():
    city = [line.replace("县委", "市委").replace("全县", "全市").replace("县教育局", "市教育局") for line in SPEECH]
    found = slips("确保全县巡察工作向深拓展。", lines=city)
    assert [slip.text for slip in found] == ["确保全县巡察工作向深拓展"]


def test_half_width_marks_throughout_are_named_once():
    found = slips(lines=[line.translate(str.maketrans("，：", ",:")) for line in SPEECH])
    assert len(found) == 1 and "半角" in found[0].note and found[0].doubtful


def test_a_gap_behind_a_pay_wall_has_no_block():
    found = slips("点击展开全文")
    assert [(slip.n, slip.text) for slip in found] == [(None, "点击展开全文")]


def test_on_the_shipped_speeches_every_suggestion_is_known_or_doubtful():
    for speech in speeches():
        known = [slip.text for slip in speech.meta.slips]
        for slip in suggest(speech.blocks):
            assert slip.doubtful or any(slip.text in text or text in slip.text for text in known), slip
