"""The words that forbid, and the look-alikes that do not (不可或缺, 舍不得, 绝不是)."""

from __future__ import annotations

import re

from corpus.formulas import marks

FORBIDS = re.compile(
    r"(?:坚决|切实|严格)?(?:严禁|禁止)|(?:坚决|切实)(?:杜绝|防止)|(?<=[，,；;。、要])(?:防止|杜绝)(?=[把将“])"
    r"|坚决不(?:允许|得|准|许|能|可|搞|做|干|碰|收)|(?<![解判议裁取])[决绝]不(?:允许|容许|得|准|许|能|可)?|切勿|切不可|切忌|万万不(?:能|可)|千万不(?:能|可)"
    r"|(?:都|均|一律|也|更)?不(?:准|许|允许|能(?!不)|可(?!能))|(?<![要想])不要(?![紧说求怕]|担心|有[^，。]{0,4}(?:顾虑|包袱|压力))"
    r"|(?:都|均|一律|也|更)?(?<![舍来容巴见要离怨恨由])不得(?![不已力当了，。、；！”]|人心|而知)"
)
_IDLE = re.compile(
    r"不可(?:或缺|忽视|替代|分割|避免|逆|少|估量|动摇|磨灭|否认|多得|持续|比拟|低估|告人|抗|分|同日|思议|控|预|行)"
    r"|[决绝]不(?:是|会|止|意味|等于|罢休|收兵|含糊|辜负|退缩|屈服|动摇|后退|懈怠|让步|妥协|退让|允许不)|不(?:能|得)(?:适应|胜任|满足|完全|有效|充分|及时|正确|解决|自拔|说明|代表|理解)"
    r"|不能(?:[一-鿿]{0,2}、|腐)|不许可|不准确|不能力"
)
_SHORT_OF = re.compile(r"是否|存在|有的|有些|一些|能否|会不会|能不能|为什么|怎么|导致|造成|以致")
"""Words that make what follows a fault described, or a question, and no rule."""


_ADDRESSED = re.compile("(?:请[^，。；]*|大家|同志们|单位|组|干部|人员|成员)(?:都|也|千万)?不要")


def idle(text: str, at: int) -> bool:
    """Whether the cue at ``at`` is part of a word or phrase that forbids nothing."""
    return _IDLE.match(text, at) is not None or (text[at : at + 1] == "不" and text[max(0, at - 1) : at + 2] in ("能不能", "可不可"))


def advice(text: str, opening: int, at: int) -> bool:
    """Whether a 不要 at ``at`` only advises (对不是重点的问题，不要分散精力): it is said once in its sentence, and to nobody."""
    if not text.startswith("不要", at):
        return False
    end = marks.sentence_around(text, at)[1]
    return text.count("不要", opening, end) < 2 and not _ADDRESSED.search(text, max(opening, at - 12), at + 2)


def described(text: str, start: int, at: int) -> bool:
    """Whether ``text[start:at]``, the sentence before a cue, tells of faults instead of forbidding them."""
    return _SHORT_OF.search(text, start, at) is not None


_NOT_DEEDS = (
    "要|敢|愿|会|想|肯|能|够|到位|坚决|全面|彻底|深|实|严|透|强|高|力|足|断|同|仅|只|但|论|管|忘|辱|负|懈|移|折|扣|良|正|是|在|为|到|可|得|准|许|平|公|定|明|清"
    "|变|少|久|利|当|善|规范|扎实|健全|完善|及时|主动|健康|合格|担当|作为|紧|牢|精|细|重视|积极|规矩|怕|畏|惜|愧|止|停|歇|松|放松|动摇|改|满|尽|知|如|妨|必|再|过|了|容|由|出|起|来|过关|安"
)
_PLAIN = re.compile(
    rf"(?:对[^，、]{{2,24}}?|(?:[讲谈说遇]|总结|查找|反映|汇报|面对|对待|剖析)[一-鿿]{{1,3}}?)?不(?!{_NOT_DEEDS})[一-鿿“”]{{2,}}"
    r"|不(?:定调|作为?(?=[一-鿿])|为[一-鿿]|得罪|当[“一-鿿]|打折扣|讲条件|走过场|留死角)"
)


def plain_negation(text: str, start: int, end: int) -> bool:
    """Whether the clause says only what is not to be done: 不回避矛盾, 对…不作个人表态, 讲成绩不粉饰拔高."""
    return _PLAIN.match(text, start, end) is not None


_DUTY = re.compile(
    r"[“‘（(]?(?:[一二三四五六七八九十]{1,3}(?=要)|(?:第?[一二三四五六七八九十]{1,3}[，、]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、])?)"
    r"(?:同时|还|又|就|也|因此|所以|为此|此外|下一步|希望|请)?"
    r"(?P<who>[一-鿿X*_]{0,14}?(?:组|办|机构|干部|人员|成员|同志|同志们|党组织|单位|部门|党委|党组|负责人|书记|班子|大家|我们|镇|局|校))?(?:都|均|也|还|就|更|一定|既|首先)*"
    r"(?P<cue>必须|务必|应当|应该|一定要|要)(?!求|点|素|件|害|领|是|么|不|看|闻)"
)
"""A demand at the beginning of a clause, after its number and its subject. 主要, 重要 and 需要 end in 要 and are none."""


def duty_cue(text: str, start: int, end: int) -> tuple[int, str] | None:
    """(offset, cue) of the demand that opens the clause ``text[start:end]``, None if it demands nothing."""
    found = _DUTY.match(text, start, end)
    if found is None or (found["who"] is None and text[found.start("cue") - 1 : found.start("cue")] in tuple("主重首需只纲摘次想快紧")):
        return None
    return found.start("cue"), found["cue"]
