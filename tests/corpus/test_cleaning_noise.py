"""Each family of noise goes, with its reason; what only looks like it stays."""

import pytest

from corpus.clean import clean, not_a_speech
from corpus.clean.noise import notices
from corpus.clean.paywall import missing
from corpus.errors import BadSource
from corpus.rebuild import rebuild

TITLE = "在全县巡察工作动员部署会上的讲话"
FIRST = "按照县委统一部署，县委第二巡察组对县教育局党组开展常规巡察，今天正式进驻。下面，我讲两点意见。"
SECOND = "各级党组织要提高政治站位，切实把思想和行动统一到县委的决策部署上来，自觉接受监督，全力配合巡察组工作，确保巡察任务顺利完成。"
LAST = "同志们，巡察工作责任重大、使命光荣，让我们以更高的标准、更实的作风，向县委和全县人民交一份合格答卷！"
SPEECH = [TITLE, "同志们：", FIRST, "一、提高站位", SECOND, "二、全力配合", SECOND.replace("各级", "各"), LAST]


def texts(lines):
    out = []
    for block in clean("\n".join(lines)).blocks:
        if block.opens_line:
            out.append(block.text)
        else:
            out[-1] += block.text
    return out


def gone(lines):
    return "".join(r.text for r in clean("\n".join(lines)).removed)


LINES = [
    "扫码关注公众号，获取更多讲话稿",
    "关注微信公众号“笔杆子”免费领取资料",
    "QQ群：123456789",
    "加微信 gongwen2020 领取全套材料",
    "开通VIP会员，免费下载本文档",
    "下载本文需要5积分",
    "更多范文请访问 www.example-fw.com",
    "http://www.example-fw.com/doc/123.html",
    "本文由某某范文网整理发布，转载请注明出处",
    "内部资料 严禁外传",
    "仅供学习参考",
    "— 3 —",
    "- 3 -",
    "第 3 页 共 12 页",
    "第3页",
    "3 / 12",
    "首页 > 范文大全 > 领导讲话 > 正文",
    "当前位置：首页 >> 公文写作 >> 讲话稿",
    "发布时间：2024-03-05 10:11  来源：网络  作者：佚名  浏览次数：2386",
    "责任编辑：小王",
    "字号：大 中 小",
    "【打印本页】 【关闭窗口】",
    "（剩余 1234 字，请下载后查看）",
    "还剩3页未读，继续阅读",
    "点击展开全文",
    "预览结束，购买后可阅读全文",
    "上一篇：某局2024年工作要点",
    "相关推荐",
    "版权声明：本文来源于网络，如有侵权请联系删除",
]


@pytest.mark.parametrize("noise", LINES)
@pytest.mark.parametrize("at", [0, 1, 3, 5, len(SPEECH)])
def test_a_line_of_the_page_goes_wherever_it_stands(noise, at):
    lines = [*SPEECH[:at], noise, *SPEECH[at:]]
    assert texts(lines) == SPEECH
    assert noise in gone(lines)


INSIDE = [
    "（更多讲话稿请访问www.example-fw.com）",
    "第一范文网www.example-fw.com",
    "http://www.example-fw.com/a.html",
    "【公众号：公文笔杆子】",
    "（扫码关注获取更多资料）",
    "\u200b",
    "\u00ad",
    "\ufeff",
    " ",
    "　",
    "&nbsp;",
    "第一公文网",
]


@pytest.mark.parametrize("noise", INSIDE)
def test_noise_in_the_middle_of_a_sentence_goes(noise):
    lines = list(SPEECH)
    lines[4] = SECOND[:18] + noise + SECOND[18:]
    assert texts(lines) == SPEECH


STAYS = [
    "要用好微信公众号、二维码等渠道，公布举报电话，方便群众扫码反映问题，做到应收尽收。",
    "不得下载、转载涉密资料，严禁在微信群传播巡察信息，严禁内部资料外传。",
    "要加强对工会会员、商会会员的联系，积分制管理要落到实处。",
    "要紧盯剩余20%的整改任务，还有5个问题没有销号，必须盯住不放。",
    "来源于群众的线索要逐条登记，首页公开、栏目公示的内容要准确。",
    "X市委书记XXX同志、**镇党委书记***同志、____局局长某某某同志先后发言，○○单位作了表态。",
    "要上好网上党课，用好学习强国平台，读好学习资料，管好单位网站。",
    "严禁搞利益输送，严禁倒卖国有资产，严禁代写个人事项报告。",
]


@pytest.mark.parametrize("sentence", STAYS)
def test_sentences_that_speak_of_such_things_stay(sentence):
    lines = [*SPEECH[:5], sentence, *SPEECH[5:]]
    assert texts(lines) == lines
    assert not gone(lines).strip()


@pytest.mark.parametrize("line", ["（2024年3月5日）", "2024年3月5日", "县委副书记　×××", "李 明"])
@pytest.mark.parametrize("at", [1, len(SPEECH)])
def test_date_and_name_are_content(line, at):
    lines = [*SPEECH[:at], line, *SPEECH[at:]]
    assert "".join(line.split()) in ["".join(text.split()) for text in texts(lines)]


def test_blanks_between_latin_words_stay():
    lines = [*SPEECH[:5], "要用好 Big Data 平台，推广 “Internet Plus” 的做法，提升监督的科技含量，让数据多跑路。", *SPEECH[5:]]
    assert "要用好Big Data平台，推广“Internet Plus”的做法，提升监督的科技含量，让数据多跑路。" in texts(lines)


def test_paragraph_marks_that_became_letters_end_lines_and_go():
    for mark in ("¶", "↵", "_x000D_"):
        assert texts([mark.join(SPEECH)]) == SPEECH
        assert texts([line + mark for line in SPEECH]) == SPEECH
    assert texts(["Р" + line for line in SPEECH]) == SPEECH


def test_line_breaks_that_became_blanks_end_lines():
    assert texts([SPEECH[0], " ".join([*SPEECH[1:-1], *SPEECH[4:]])]) == [*SPEECH[:-1], *SPEECH[4:]]
    assert texts([*SPEECH[:2], SECOND.replace("，", "， ") * 6, *SPEECH[2:]])[2] == SECOND * 6


def test_numbers_of_chunks_inside_sentences_go_and_lists_stay():
    body = [
        FIRST + SECOND + "要坚2、持问题导向，深入查找。" + SECOND * 2 + "要依靠被巡3、察党组织。",
        "附件1、附件2、附件3和第1、2巡察组都要用好。" + SECOND,
    ]
    found = texts([TITLE, "同志们：", *body, LAST])
    assert "要坚持问题导向" in found[2] and "要依靠被巡察党组织" in found[2]
    assert found[3] == body[1]


def test_bare_numbers_go_where_they_number_pages():
    assert texts([*SPEECH[:4], "", "1", "", *SPEECH[4:6], "", "2", "", *SPEECH[6:]]) == SPEECH
    assert texts([*SPEECH[:4], "7", "\f" + SPEECH[4], *SPEECH[5:]]) == SPEECH


def test_a_page_border_inside_a_paragraph_is_closed():
    lines = [*SPEECH[:4], SECOND[:40], "", "— 1 —", "\f" + TITLE, SECOND[40:], *SPEECH[5:]]
    assert texts(lines) == SPEECH


def test_a_watermark_between_blanks_and_on_its_own_lines_goes():
    marked = [line[:12] + " 酷乐文行 " + line[12:] if len(line) > 40 else line for line in SPEECH]
    assert texts(marked) == SPEECH
    between = [part for line in SPEECH for part in (line, "酷乐文行")]
    assert texts([*between[:-1], "结尾酷乐文行处。"]) == [*SPEECH, "结尾处。"]


@pytest.mark.parametrize(
    "above",
    [
        ["".join(SPEECH)[:80] + "下..."],
        ["".join(SPEECH)[:80]],
        ["摘要：" + FIRST[:40] + "…"],
        [TITLE + ".docx"],
        [TITLE + "-文档下载"],
        [TITLE],
        ["某某文库", TITLE, "发布日期：2024-03-05", "收藏 | 打印"],
        ["首页", "新闻中心", "公文写作", "您现在的位置：首页 > 公文写作"],
        ["中共某县委办公室文件", "某办发〔2024〕8号", ""],
    ],
)
def test_what_stands_above_the_title_goes(above):
    assert texts([*above, *SPEECH]) == SPEECH


def test_links_below_the_end_go_and_the_date_stays():
    below = ["2024年3月5日", "相关推荐", "在全市巡察工作推进会上的讲话", "某区委书记在专题会上的讲话", "Copyright © 2024 某某文库"]
    assert texts([*SPEECH, *below]) == [*SPEECH, "2024年3月5日"]


@pytest.mark.parametrize(
    "lines",
    [
        ["在全县巡察工作动员", "部署会上的讲话", *SPEECH[1:]],
        [TITLE + "同志们：" + FIRST, *SPEECH[3:]],
        [TITLE + "文稿 县委巡察组各位领导，同志们：" + FIRST, *SPEECH[3:]],
        [TITLE, "同志们：" + FIRST, *SPEECH[3:]],
        [TITLE + FIRST, *SPEECH[3:]],
        [TITLE + "同志们：", *SPEECH[2:]],
        [TITLE + ".docx", *SPEECH[1:]],
        [f"《{TITLE}》", *SPEECH[1:]],
        [TITLE, *SPEECH[2:]],
        ["　　" + TITLE, "", "（2024年3月5日）", "", *SPEECH[1:]],
    ],
)
def test_the_title_is_found(lines):
    assert clean("\n".join(lines)).title.strip("《》").removesuffix("文稿") == TITLE


@pytest.mark.parametrize(
    "greeting", ["同志们：", "同志们", "各位领导、同志们：", "尊敬的王书记，巡察组各位领导，同志们：", "同志们，大家上午好！"]
)
def test_the_salutation_is_found(greeting):
    kinds = {block.kind: block.text for block in clean("\n".join([TITLE, greeting, *SPEECH[2:]])).blocks}
    assert kinds["salutation"] == greeting


def test_a_subtitle_keeps_the_title_above_it():
    lines = ["坚守政治定位", "推动巡察工作高质量发展", "——在全县巡察工作会议上的讲话", *SPEECH[1:]]
    assert clean("\n".join(lines)).title == "".join(lines[:3])


def test_no_title_is_invented():
    assert clean("\n".join(["在全市巡察工作会议上的讲话精神要学深悟透。" + FIRST, *SPEECH[3:]])).title is None
    assert clean("\n".join(SPEECH[1:])).title is None
    assert clean("\n".join(SPEECH[2:])).title is None


def test_a_gap_behind_a_pay_wall_is_told():
    found = missing(clean("\n".join([*SPEECH[:5], "剩余60%内容，开通会员可阅读全文", *SPEECH[5:]])).removed)
    assert [piece.text.strip() for piece in found] == ["剩余60%内容，开通会员可阅读全文"]


def test_restrictions_of_the_source_are_kept_as_notices():
    assert notices([r.text for r in clean("\n".join(["内部资料 注意保存", *SPEECH])).removed]) == ("内部资料 注意保存",)


NOT_SPEECHES = {
    "规定": [f"第{n}条　发展党员应当坚持标准，保证质量，改善结构，慎重发展，有领导、有计划地进行。" for n in "一二三四五"],
    "商品": ["本子做工精美，价格：￥19.8，满两件包邮。", "库存4521件，七天无理由退换。", "喜欢请加入购物车，客服在线。", "买家都说好，纸张厚实，书写流畅，不洇墨，值得推荐给大家。"],
    "公报": ["全会认为，过去一年工作取得新的成效。" * 2, "全会指出，形势依然严峻复杂。" * 2, "全会强调，必须保持战略定力。" * 3, "会议号召，广大干部奋发有为。"],
    "没有": ["春天来了，山上的花开了，河里的水涨了，燕子从南方飞回来了。" * 3, "孩子们在草地上放风筝，老人在树下下棋，村子里到处是欢声笑语。" * 2],
}  # fmt: skip


@pytest.mark.parametrize("kind", NOT_SPEECHES)
def test_other_texts_are_told_from_speeches(kind):
    said = not_a_speech(clean("\n".join(NOT_SPEECHES[kind])))
    assert said and "不像一篇讲话" in said and said.endswith("。")


@pytest.mark.parametrize("lines", [SPEECH, SPEECH[1:], SPEECH[2:], [TITLE, *SPEECH[4:]], [SECOND] * 3])
def test_a_speech_may_lack_title_and_salutation(lines):
    assert not_a_speech(clean("\n".join(lines))) is None


@pytest.mark.parametrize(
    "unit", ["巡", "一是", "。", "“", "（", "巡 察 ", "www.", "更多", "同志们、", "讲话\n", "一、\n", "¶", "\f", "扫码", "\n", "1", "—"]
)
@pytest.mark.timeout(60)
def test_hostile_repetition_is_done_before_the_test_gives_up(unit):
    raw = (unit * 200_000)[:199_000]
    try:
        cleaned = clean(raw)
    except BadSource:
        return
    assert rebuild("".join(b.text for b in cleaned.blocks), cleaned.line_breaks, cleaned.removed) == raw


def test_a_blurb_that_shortens_the_salutation_is_still_the_beginning_again():
    blurb = f"{TITLE}各位领导、同志们：{FIRST}{SECOND}各级党组织要提..."
    lines = [blurb, TITLE, "尊敬的李组长、各位领导，同志们：", FIRST + SECOND, SECOND, LAST]
    assert texts(lines) == lines[1:]


def test_a_paragraph_that_only_begins_like_a_later_one_is_no_blurb():
    lines = [TITLE, "同志们：", FIRST + SECOND, FIRST[:24] + "这是我要说的第一层意思，请大家认真领会。" * 3, LAST]
    assert texts(lines) == lines


def test_the_imprint_of_a_document_goes_and_a_date_stays():
    lines = [*SPEECH, "主题词：巡察 讲话", "发：各乡镇党委，县直各单位党组", "中共某县委办公室      2020年5月20日印发", "（共印60份）"]
    assert texts(lines) == SPEECH
    assert "主题词" in gone(lines)
    assert texts([*SPEECH, "2020年5月20日"])[-1] == "2020年5月20日"
