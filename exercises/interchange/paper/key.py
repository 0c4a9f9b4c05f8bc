"""参考答案与评分标准: every key with its scoring, its reason and the words it rests on."""

from __future__ import annotations

from typing import Any

from docx.shared import Cm, Pt, RGBColor

from exercises import keytext
from exercises.evidence import mismatch, quotation
from exercises.interchange.clean import clean
from exercises.interchange.paper import word
from exercises.interchange.paper.content import Content, Part
from exercises.interchange.paper.questions import rules
from exercises.items import Evidence, kind
from exercises.ruling import Ruling

_IN = Cm(0.85)
_GREY = RGBColor(0x55, 0x55, 0x55)
_BRIEF = ("single", "multiple", "judge", "order", "match")
_PER_ROW = 10


def document(content: Content) -> bytes:
    """The Word file of the key."""
    made = word.new(f"{content.title}　参考答案与评分标准", f"{content.title}　参考答案与评分标准　供阅卷使用")
    word.title(made, f"{content.title}　参考答案与评分标准", content.extent)
    _at_a_glance(made, content)
    for part in content.parts:
        word.heading(made, part.heading)
        word.note(made, f"评分：{rules(part)}")
        for number, item in part.items:
            _item(made, part, number, item, content.rulings.get(item.id))
    return word.content(made)


def _at_a_glance(made: Any, content: Content) -> None:
    """The keys of the choice parts in tables, for marking by hand."""
    parts = [part for part in content.parts if part.type in _BRIEF]
    if parts:
        word.heading(made, "答案速查")
    for part in parts:
        per_row = {"order": 5, "match": 3}.get(part.type, _PER_ROW)
        word.note(made, part.label).paragraph_format.space_before = Pt(6)
        for start in range(0, len(part.items), per_row):
            some = part.items[start : start + per_row]
            wide = [Cm(1.5), *[(word.WIDTH - Cm(1.5)) // per_row] * len(some)]
            rows = [["题号", *(str(number) for number, _ in some)], ["答案", *(_brief(item) for _, item in some)]]
            word.table(made, rows, wide)
            if start + per_row < len(part.items):
                made.add_paragraph().paragraph_format.line_spacing = Pt(4)


def _brief(item: Any) -> str:
    if item.type == "match":
        return "　".join(f"{number}{letter}" for number, letter in item.key.items())
    return item.key if isinstance(item.key, str) else "".join(sorted(item.key) if item.type == "multiple" else item.key)


def _item(made: Any, part: Part, number: int, item: Any, ruling: Ruling | None) -> None:
    line = made.add_paragraph()
    word.hanging(line, _IN, _IN)
    line.paragraph_format.space_before = Pt(8)
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.tab_stops.add_tab_stop(_IN)
    line.add_run(f"{number}.\t")
    if item.type != "short":
        word.write(line, kind(item).describe(item, kind(item).key(item)), bold=True)
        line.add_run(f"（{item.points} 分）")
    else:
        line.add_run(f"参考答案（{item.points} 分）：").bold = True
        line.add_run(item.answer.strip())
        _rubric(made, item)
    if ruling:
        _told(made, "发卷后的处理", _ruled(item, ruling))
    for blank, accepted in getattr(item, "blanks", {}).items():
        if accepted[1:]:
            _told(made, f"第 {blank} 空同样给分", "；".join(accepted[1:]))
    _told(made, "解析", item.explanation)
    for name, text in getattr(item, "distractors", {}).items():
        _told(made, f"干扰项 {name}" if item.type != "judge" else f"误判为“{name}”", text)
    for one in item.evidence:
        _told(made, "依据", _source(one))
    _told(made, "题号", f"{item.id}　知识点：{item.concept}", small=True)


def _ruled(item: Any, ruling: Ruling) -> str:
    keys = f"下列答案同样给满分：{keytext.written(item, ruling.also)}。" if ruling.also else ""
    return f"{ruling.note}{keys}理由：{ruling.why}"


def _rubric(made: Any, item: Any) -> None:
    rows = [["评分点", "分值", "关键词"], *([part.point, str(part.points), "、".join(part.words)] for part in item.rubric)]
    word.table(made, rows, [Cm(9.2), Cm(1.6), word.WIDTH - Cm(10.8)], center=False)


def _source(evidence: Evidence) -> str:
    where = evidence.cite if mismatch(evidence) else quotation(evidence).label
    return f"{clean(where)}：“{evidence.quote}”"


def _told(made: Any, label: str, text: str, small: bool = False) -> None:
    line = made.add_paragraph()
    line.paragraph_format.left_indent = _IN
    line.paragraph_format.space_after = Pt(1)
    run = line.add_run(f"{label}：")
    word.font(run, word.HEI, Pt(9) if small else Pt(10))
    word.write(line, text, size=Pt(9) if small else Pt(10))
    if small:
        for one in line.runs:
            one.font.color.rgb = _GREY
