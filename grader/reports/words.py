"""What the figures are called and how they are told, the same in every format."""

from __future__ import annotations

from exercises.quiz.keys import Question
from grader.marks import number
from grader.reports import stats
from grader.reports.compare import Comparison
from grader.reports.report import FEW, Report
from grader.voiding import words as said

RELIABLE = 0.70
"""The least that is usually asked of a test that compares groups: J. C. Nunnally, Psychometric Theory (1978)."""


def percent(share: float | None, digits: int = 0) -> str:
    """0.634 as 63%; a dash for nothing."""
    return "—" if share is None else f"{100 * share:.{digits}f}%"


def two(value: float | None) -> str:
    """Two decimals with a real minus; a dash for nothing."""
    return "—" if value is None else f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")


def points(value: float | None) -> str:
    """Points with at most one decimal; a dash for nothing."""
    return "—" if value is None else number(round(value, 1) + 0.0).replace("-", "−")


def figure(value: float | None, name: str) -> str:
    """A number of a comparison: coefficients with two decimals, all else with at most one."""
    return two(value) if "α" in name else points(value)


def signed(value: float) -> str:
    """A change in whole numbers, with its sign."""
    whole = round(value)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole < 0 else "0"


def overview(report: Report) -> list[tuple[str, float | None, str]]:
    """The figures of the whole test: name, value, and the value as it is shown."""
    s, a = report.summary, report.analysis
    rate = None if report.pass_rate is None else 100 * report.pass_rate
    whole = [
        ("名册人数", float(len(report.lines))),
        ("有成绩人数", float(s.n)),
        ("未交人数", float(report.absent)),
        ("满分", report.full),
    ]
    scores = [
        ("平均分", s.mean),
        ("标准差", s.sd),
        ("最高分", s.most),
        ("上四分位数", s.three_quarters),
        ("中位数", s.median),
        ("下四分位数", s.quarter),
        ("最低分", s.least),
    ]
    return [
        *((name, value, number(value)) for name, value in whole),
        *((name, value, points(value)) for name, value in scores),
        (f"及格率 %（{number(report.passing)} 分及格）", rate, "—" if rate is None else f"{rate:.0f}"),
        ("信度（克龙巴赫 α）", a.alpha, two(a.alpha)),
        ("测量标准误", a.error, points(a.error)),
    ]


def reliability(report: Report) -> list[str]:
    """What reliability and error of measurement come to, in sentences."""
    a = report.analysis
    left_out = [i.question.number for i in report.analysis.items if i.question.number not in a.counted and not i.void]
    told = []
    if a.alpha is None:
        told.append("信度算不出：至少要有两题、两人，且总分有高有低。")
    elif a.alpha < 0:
        told.append(f"信度为负（{two(a.alpha)}）：各题之间没有一致的高低，请先看下面标出的题，尤其是答案可能有误的题。")
    else:
        enough = "用于班级之间、前后之间的比较够用" if a.alpha >= RELIABLE else "偏低，名次靠近的人不宜据此分高下"
        told.append(f"信度 {two(a.alpha)}，{enough}（一般要求不低于 {RELIABLE:.2f}；题少、内容杂时本来就低）。")
    if a.error is not None:
        told.append(f"测量标准误 {points(a.error)} 分：同一个人再考一次，得分大约三次里有两次在原分数上下 {points(a.error)} 分之内。")
    if left_out:
        told.append(f"第 {'、'.join(map(str, left_out))} 题评阅不到一半，没有算进难度、区分度、信度和知识点。")
    if report.void:
        numbers = "、".join(map(str, report.void))
        told.append(f"第 {numbers} 题已作废，全体得满分，没有算进难度、区分度、信度和知识点。")
    if 0 < a.people < FEW:
        told.append(f"信度和区分度只依据 {a.people} 人，少于 {FEW} 人，偶然性大，仅供参考。")
    return told


def ruled(question: Question) -> str:
    """What was decided about a question later, in a word; empty where nothing was."""
    if question.ruling is None:
        return ""
    return "○ 已作废" if question.ruling.did == "void" else "△ 答案已更正"


def decided(report: Report) -> list[tuple[str, ...]]:
    """What was decided, one row an order: when, question, what, key, by whom (unless names are hidden), why, effect."""
    return [
        (
            said.when(one, report.zone), str(one.number), said.ACTS[one.act], said.key_change(one),
            *(() if report.hidden else (one.who,)), one.why, said.outcome(one.effect),
        )
        for one in report.decided
    ]  # fmt: skip


def names(found: Comparison) -> tuple[str, str]:
    """What the two quizzes are called."""
    if found.way == "before-after":
        return f"前测 {found.first.quiz}", f"后测 {found.second.quiz}"
    return f"甲卷 {found.first.quiz}", f"乙卷 {found.second.quiz}"


def against(found: Comparison) -> list[tuple[str, float | None, float | None, float | None]]:
    """The figures of a comparison: name, first, second, second minus first."""
    a, b = found.first, found.second
    rows = [
        ("有成绩人数", float(a.scores.n), float(b.scores.n)),
        ("平均分（百分制）", a.scores.mean, b.scores.mean),
        ("标准差（百分制）", a.scores.sd, b.scores.sd),
        ("中位数（百分制）", a.scores.median, b.scores.median),
        ("平均难度（得分率 %）", _times100(a.facility), _times100(b.facility)),
        ("信度（克龙巴赫 α）", a.alpha, b.alpha),
    ]
    return [(name, x, y, None if x is None or y is None else y - x) for name, x, y in rows]


def _times100(share: float | None) -> float | None:
    return None if share is None else 100 * share


def verdict(found: Comparison) -> str:
    """What the comparison comes to."""
    return _verdict(found) + ("作废的题没有算进对比。" if found.without_void else "")


def _verdict(found: Comparison) -> str:
    d = found.difference
    if d is None:
        return "两次测验中有一次没有成绩，无从比较。"
    size = f"{points(abs(d.mean))} 分（百分制）"
    if found.way == "before-after":
        who = f"两次都考的 {found.both} 人，后测平均比前测{_way(d)}{size if round(d.mean, 1) else ''}"
        moved = f"上升 {found.better} 人，持平 {found.same} 人，下降 {found.worse} 人"
        like = f"两次得分的相关 {two(found.together)}（两卷平行时即复本信度）。" if found.together is not None else ""
        won = f"；前测丢的分，后测挣回 {percent(found.gain)}" if found.gain is not None and found.gain > 0 else ""
        return f"{who}，{moved}{won}。{_sure(found, d)}{like}两卷题目不同时，差别里也有试卷难易的成分。"
    told = f"两卷由不同的人作答，乙卷平均比甲卷{_way(d)}{size if round(d.mean, 1) else ''}。"
    both = f"另有 {found.both} 人两卷都答过，没有单独比较。" if found.both else ""
    return f"{told}{_sure(found, d)}{both}差别可能来自试卷难易，也可能来自两组人的水平。"


def _way(d: stats.Difference) -> str:
    return "高 " if round(d.mean, 1) > 0 else "低 " if round(d.mean, 1) < 0 else "持平"


def _sure(found: Comparison, d: stats.Difference) -> str:
    if found.notable is None or d.error is None:
        return "人数太少，看不出是否偶然。"
    effect = f"，效应量 d = {two(d.effect)}" if d.effect is not None else ""
    how = "超过两倍标准误，多半不是偶然" if found.notable else "没有超过两倍标准误，可能只是偶然"
    return f"差的标准误 {points(d.error)} 分{effect}；差别{how}。"


EXPLAINED: tuple[tuple[str, str], ...] = (
    ("名次", "按得分（减去迟交扣分之后）从高到低；同分同名次，其后的名次跳过，如 1、2、2、4。未交的不排。"),
    ("是否及格", "得分占满分的百分比达到及格线为及格。还有题待人工评阅、而评阅结果会影响及格与否的，写“待定”。"),
    ("难度（得分率）", "全体作答者在这一题上的平均得分除以分值。越高越容易。未作答按 0 分计；尚未评阅的不计，评阅不到一半的题不算。"),
    (
        "区分度",
        "这一题的得分与其余各题总分之间的相关系数（对、错两分的题即校正的点二列相关）。0.40 以上很好，0.30 至 0.39 较好，"
        "0.20 至 0.29 尚可，0.20 以下应改进（Ebel，1972）。为负时先查答案。",
    ),
    ("信度（克龙巴赫 α）", "α = k ÷ (k − 1) × (1 − 各题方差之和 ÷ 总分方差)，k 为题数，方差以 n − 1 计（Cronbach，1951）。"),
    ("测量标准误", "总分标准差 × √(1 − α)。表示一个人的得分因测验本身不够准而上下浮动的幅度。"),
    ("删去此题后的信度", "去掉这一题，其余各题的 α。明显高于全卷的 α 时，这一题与别的题不一致。"),
    ("高分组、低分组", "按其余各题总分，取最高和最低的 27%（Kelley，1939），与界线同分的一并算入。好的干扰项，低分组选得多，高分组选得少。"),
    ("与其他题得分的相关", "选这一项（1）与不选（0），同其余各题总分的相关系数。正确项应为正，干扰项应为负。"),
    ("无效干扰项", "不到 5% 的人选的错误选项（Haladyna 和 Downing，1993）。"),
    (
        "前后对比、两卷对比",
        "较小一组中至少一半的人两卷都答过时，按前测、后测比较同一批人；否则按两组不同的人比较。前后差的标准误为差值的标准差 ÷ √n；"
        "两组差的标准误为 √(s₁² ÷ n₁ + s₂² ÷ n₂)（Welch，1947）。效应量为 Cohen 的 d，前后对比时以两次标准差的均方根为单位。",
    ),
    (
        "作废的题",
        said.WHY_FULL_MARKS + "它的分数不反映水平，难度、区分度、信度和知识点都不计入；选项分析仍按实际作答列出。",
    ),
    (
        "两次得分的相关",
        "两卷都答过的人两次得分的积差相关。两卷平行、间隔不长时，它就是复本信度（Lord 和 Novick，1968）；同一卷先后各考一次时，是重测信度。",
    ),
    ("挣回的比例", "（后测平均 − 前测平均）÷（100 − 前测平均）（Hake，1998）。"),
)
