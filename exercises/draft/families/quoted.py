"""Words in quotation marks with what is said of them: “当下改”解决具体问题, 阳奉阴违的“伪忠诚”; and views: 从…看…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exercises.draft.reading import Reading, Sentence
from exercises.draft.sketch import Blanks, Judged, Pairs, Sketch
from exercises.draft.wording import balanced, clean, is_masked, likeness
from exercises.folding import fold

_OF = re.compile(r"(?P<what>[^，。；、“”]{2,12})的“(?P<name>[^”，。；]{2,8})”")
_DOES = re.compile(r"“(?P<name>[^”，。；]{2,6})”(?P<what>[^，。；、“”的]{4,14})(?=[，。；]|$)")
_VIEW = re.compile(r"(?:从|通过|透过)(?P<from>[^，。；、“”看]{2,10})看(?P<to>[^，。；、“”]{2,20})(?=[，。；、]|$)")
_VERB_LEAD = re.compile(r"^[^，]{0,4}?(?:揭示|发现|查处|反对|防止|纠治|整治|破除|警惕|看清|深入|及时|解决)(?=[^，。]{3,})")


def propose(reading: Reading) -> Iterator[Sketch]:
    """Matchings of quoted names and of views, swapped pairs, single quoted terms to be filled in."""
    yield from _views(reading)
    for sentence in reading.sentences:
        yield from _described(reading, sentence)
        yield from _doing(reading, sentence)
    yield from _terms(reading)


def _last_part(what: str) -> str:
    """The description without the verbs that lead to it: 深入揭示同党离心离德 is 同党离心离德."""
    while (shorter := _VERB_LEAD.sub("", what)) != what:
        what = shorter
    return what


def _described(reading: Reading, sentence: Sentence) -> Iterator[Sketch]:
    """Three things or more, each with its own description."""
    found = {}
    for hit in _OF.finditer(sentence.text):
        what = clean(_last_part(hit["what"]))
        if 2 <= len(what) <= 10 and not is_masked(hit[0]):
            found[hit["name"]] = what
    if len(found) < 3 or len(set(found.values())) != len(found):
        return
    yield Sketch(
        "quoted",
        Pairs([(what, f"“{name}”") for name, what in found.items()]),
        f"据{reading.named}，下列表现各指的是什么？请对应起来。",
        f"讲话分别点出表现和名称：{'；'.join(f'{what}的“{name}”' for name, what in found.items())}。",
        [(f"{reading.speech.slug}¶{sentence.n}", sentence.text)],
        "remember",
        "几个名称并列，各有自己的表现，容易配错。",
        0.85,
        tags=(f"described:{next(iter(found))}",),
    )


def _doing(reading: Reading, sentence: Sentence) -> Iterator[Sketch]:
    """Two quoted words with what each is for, exchanged."""
    found = []
    leads = []
    for hit in _DOES.finditer(sentence.text):
        if not is_masked(hit[0]):
            found.append((hit["name"], clean(hit["what"])))
            leads.append(sentence.text[max(0, hit.start() - 2) : hit.start()])
    if len(found) != 2 or leads[0] != leads[1] or len(leads[0]) < 2 or abs(len(found[0][1]) - len(found[1][1])) > 4 or likeness(found[0][1], found[1][1]) > 0.4:
        return
    (one, does), (other, others) = found
    if re.match(r"和|与|等|是|作用|思想|原则|现象", does) or re.match(r"和|与|等|是|作用|思想|原则|现象", others):
        return
    yield Sketch(
        "quoted",
        Judged("错", "两个说法成对出现，都与同一件事有关，调换了也读得通；原文恰好相反。"),
        f"据{reading.named}，“{one}”是要{others}，“{other}”是要{does}。",
        f"讲话说的是“{one}”{does}，“{other}”{others}。两个说法一前一后，管的事不同。",
        [(f"{reading.speech.slug}¶{sentence.n}", sentence.text)],
        "understand",
        "成对的两个说法，各管一头，容易颠倒。",
        0.85,
        tags=(f"doing:{one}",),
    )


def _views(reading: Reading) -> Iterator[Sketch]:
    """From what one looks at what, where the speech says so three times or more."""
    found: dict[str, tuple[str, int, str]] = {}
    for sentence in reading.sentences:
        for hit in _VIEW.finditer(sentence.text):
            if balanced(hit[0]) and not is_masked(hit[0]) and not re.search("思维|的$|角度|高度", hit["to"]):
                found.setdefault(clean(hit["from"]), (clean(hit["to"]), sentence.n, hit[0]))
    kept: dict[str, tuple[str, int, str]] = {}
    for start, rest in found.items():
        if all(likeness(rest[0], other[0]) < 0.6 and likeness(start, name) < 0.8 for name, other in kept.items()):
            kept[start] = rest
    if len(kept) < 3:
        return
    chosen = list(kept.items())[:6]
    yield Sketch(
        "quoted",
        Pairs([(start, to) for start, (to, _, _) in chosen]),
        f"据{reading.named}，从下列各方面分别看什么？请对应起来。",
        f"讲话说的是由表及里的看法：{'；'.join(f'从{start}看{to}' for start, (to, _, _) in chosen)}。",
        list(dict.fromkeys((f"{reading.speech.slug}¶{n}", quote) for _, (_, n, quote) in chosen)),
        "remember",
        "讲话说明从哪里看出什么，是巡察的看法。",
        0.85,
        lesson=4,
        tags=("views",),
    )


def _terms(reading: Reading) -> Iterator[Sketch]:
    """A quoted term of the field that the speech explains by what follows it, left out."""
    from corpus.glossary import glossary

    known = {form for term in glossary() if term.kind not in ("role", "body") for form in term.wordings}
    for sentence in reading.sentences:
        text = sentence.shown
        hits = list(re.finditer(r"“([^“”，。；]{3,7})”", text))
        if len(hits) != 1 or not 25 <= len(text) <= 80 or re.match("特别|在“", text):
            continue
        term = hits[0][1]
        if term not in known or re.match(r"[两二三四五六七八九十]", term) or fold(text).count(fold(term)) != 1 or re.search(r"思想|学习|会议|讲话|教育|主题", term + text[:12]) or re.match("理念|思想|活动|主题|问题|规划|精神", text[hits[0].end() :]):
            continue
        kept = text
        yield Sketch(
            "quoted",
            Blanks({"1": [term]}),
            f"据{reading.named}填空：{kept.replace(term, '{1}')}。",
            f"讲话这里用的说法是“{term}”，前后文说明了它指什么：{kept}。",
            [(f"{reading.speech.slug}¶{sentence.n}", sentence.text)],
            "remember",
            f"“{term}”是讲话里加引号的专门说法。",
            0.65,
            tags=(f"term:{term}",),
        )
