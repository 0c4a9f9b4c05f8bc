"""Made-up speeches for property tests: sentences from phrases, structure known, any layout and any noise."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

WHO = ["各级党组织", "被巡察单位", "巡察组全体同志", "党委主要负责人", "各部门各单位", "领导班子成员"]
DOES = [
    "提高政治站位", "主动接受监督", "全力支持配合", "如实反映情况", "抓好问题整改", "压实主体责任", "严守工作纪律", "坚持问题导向",
    "聚焦“两个维护”", "落实党中央决策部署", "深入查找政治偏差", "做好“后半篇文章”", "开展2024年常规巡察", "围绕XX镇中心工作", "纠治群众身边的不正之风",
]  # fmt: skip
WHY = [
    "巡察是政治监督", "发现问题是生命线", "这是一次全面的政治体检", "人民群众反映强烈的问题必须解决", "有一是一、有二是二", "第一责任人责任不能虚化",
    "党的十八大以来成效明显", "一方面要看成绩", "工作中还有不少薄弱环节", "监督越到基层越要具体实在",
]  # fmt: skip
HEADS = ["提高站位，统一思想认识", "突出重点，查深查透问题", "从严从实，加强队伍建设", "强化整改，用好巡察成果", "密切协作，形成监督合力"]
NUMERALS = "一二三四五六七八九十"
STYLES = {
    "一、": lambda n: f"{NUMERALS[n]}、",
    "（一）": lambda n: f"（{NUMERALS[n]}）",
    "(一)": lambda n: f"({NUMERALS[n]})",
    "1.": lambda n: f"{n + 1}.",
    "1、": lambda n: f"{n + 1}、",
    "1．": lambda n: f"{n + 1}．",
    "（1）": lambda n: f"（{n + 1}）",
    "(1)": lambda n: f"({n + 1})",
    "①": lambda n: "①②③④⑤"[n],
    "第一，": lambda n: f"第{NUMERALS[n]}，",
    "第一、": lambda n: f"第{NUMERALS[n]}、",
    "其一，": lambda n: f"其{NUMERALS[n]}，",
}
COUNTS = ("是", "要", "抓")


@dataclass
class Made:
    """A speech as paragraphs (one a line), and its headings as (level, words)."""

    title: str = "在市委第三轮巡察动员部署会上的讲话"
    salutation: str = "同志们："
    paragraphs: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        return [self.title, self.salutation, *self.paragraphs]


def sentence(chance, end="。"):
    opening = chance.choice([f"{who}要" for who in WHO] + [f"{why}，必须" for why in WHY])
    return opening + "，".join(chance.sample(DOES, chance.randint(2, 5))) + end


def paragraph(chance, most=5):
    return "".join(sentence(chance) for _ in range(chance.randint(2, most)))


def make(chance, outer, inner):
    """A speech with two levels of headings on lines of their own and counted points inside paragraphs."""
    made = Made()
    made.paragraphs.append("今天召开动员部署会，" + paragraph(chance) + "下面，我讲几点意见。")
    for n, head in enumerate(chance.sample(HEADS, chance.randint(2, 4))):
        made.paragraphs.append(STYLES[outer](n) + head)
        made.headings.append((1, head))
        made.paragraphs += [paragraph(chance) for _ in range(chance.randint(1, 2))]
        for m in range(chance.choice([0, 2, 3])):
            point = sentence(chance)
            made.paragraphs.append(STYLES[inner](m) + point + paragraph(chance, 3))
            made.headings.append((2, point))
        verb = chance.choice(["", *COUNTS])
        if verb:
            level = made.headings[-1][0] + 1
            points = [sentence(chance) for _ in range(chance.randint(2, 4))]
            counted = "".join(NUMERALS[k] + verb + point + paragraph(chance, 2) for k, point in enumerate(points))
            made.paragraphs.append(sentence(chance) + counted)
            made.headings += [(level, point) for point in points]
    made.paragraphs.append("同志们，" + sentence(chance, "！"))
    return made


def pairs_of_styles():
    """Two styles that a reader tells apart."""
    return st.lists(st.sampled_from(sorted(STYLES)), min_size=2, max_size=2, unique=True).filter(unlike)


def speeches():
    """Made-up speeches; one number decides all of a speech's words, so that making one is quick."""
    return st.builds(lambda seed, styles: make(Random(seed), *styles), st.integers(0, 10**9), pairs_of_styles())


def unlike(styles):
    """Two styles that a reader tells apart: (一) and （一）, 1. and 1、 are one family."""
    families = ["一、", "（一）", "1.", "（1）", "①", "第一，", "其一，"]
    of = {"(一)": "（一）", "1、": "1.", "1．": "1.", "(1)": "（1）", "第一、": "第一，"}
    return len({families.index(of.get(style, style)) for style in styles}) == len(styles)


def wrap(lines, width, layout):
    """Break each of ``lines`` every ``width`` characters; ``layout`` is how paragraphs are told apart.

    "indent": two blanks before the first line; "blank": an empty line after the last.
    No line begins with a closing mark, as no typesetter lets it.
    """
    out = []
    for line in lines:
        rest = "　　" + line if layout == "indent" else line
        while rest:
            cut = width
            while 0 < cut < len(rest) and rest[cut] in "，。、；：！？”）》":
                cut -= 1
            out.append(rest[: cut or width])
            rest = rest[cut or width :]
        if layout == "blank":
            out.append("")
    return out


SITE_LINES = [
    "扫码关注公众号，免费下载更多范文",
    "更多范文请访问 www.fanwen-example.com",
    "VIP会员可免费下载本文档",
    "QQ群：123456789",
    "仅供学习 禁止外传",
    "首页 > 范文 > 讲话稿",
    "本文来源于网络，如有侵权请联系删除",
    "上一篇：某局2024年工作要点",
    "点击展开全文",
    "浏览次数：2386",
]
ABOVE = [
    "当前位置：首页 > 公文范文 > 领导讲话",
    "发布时间：2024-03-05 10:20 来源：网络 作者：佚名",
    "第一范文网",
    "在市委第三轮巡察动员部署会上的讲话.docx",
]
BELOW = [
    "相关推荐",
    "某区纪委书记在巡察动员会上的讲话",
    "责任编辑：小王",
    "版权声明：本站所有资料均由网友上传",
    "上一篇：工作总结",
    "下一篇：心得体会",
]
INSIDE = ["（更多资料请访问www.fanwen-example.com）", "\u200b", "【QQ群：123456789】"]


@st.composite
def with_lines_between(draw, lines, noise=SITE_LINES, most=4):
    """``lines`` with lines of a site among them."""
    out = list(lines)
    for _ in range(draw(st.integers(1, most))):
        out.insert(draw(st.integers(0, len(out))), draw(st.sampled_from(noise)))
    return out


def paged(lines, height, head):
    """``lines`` on pages: a running head (from page 2 on) above, a page number below, a page border between."""
    out = []
    for page, start in enumerate(range(0, len(lines), height)):
        sheet = lines[start : start + height]
        if page:
            sheet = ["\f" + head, *sheet] if head else ["\f" + sheet[0], *sheet[1:]]
        out += [*sheet, f"— {page + 1} —"]
    return out
