"""This speech held against another: formulas both use, and formulas they spell out differently."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.draft.reading import Reading
from exercises.draft.sketch import Choice, Judged, Sketch, Wrong
from exercises.draft.wording import clean, is_masked, likeness, unquoted
from exercises.folding import fold


def propose(reading: Reading) -> Iterator[Sketch]:
    """Comparisons with each of the other speeches."""
    for speech in reading.others:
        other = Reading(speech)
        yield from _members(reading, other)
        yield from _both(reading, other)


def _names(reading: Reading) -> dict[str, tuple[int, str]]:
    """The quoted formulas of a speech with a number in them: where each is named, and the words around."""
    out = {}
    for formula in reading.formulas:
        place = formula.mentions[0]
        text = reading.speech.block(place.n).text
        if formula.label_absent or not formula.count or text[place.start - 1 : place.start] not in ("“", '"') and not text[place.start : place.start + 1] in "“\"":
            continue
        if not reading.sound(place.n, place.start, place.end):
            continue
        left = max(text.rfind(mark, 0, place.start) for mark in "，。；：、,;:") + 1
        rights = [at for mark in "，。；：、,;:" if (at := text.find(mark, place.end)) >= 0]
        out[formula.canonical] = (place.n, text[left : min(rights) if rights else len(text)])
    return out


def _both(reading: Reading, other: Reading) -> Iterator[Sketch]:
    mine, theirs = _names(reading), _names(other)
    shared = [name for name in mine if name in theirs]
    only_mine = [name for name in mine if name not in theirs and fold(name) not in fold(other.whole)]
    only_theirs = [name for name in theirs if name not in mine and fold(name) not in fold(reading.whole)]
    if len(shared) < 2 or len(only_mine) + len(only_theirs) < 1:
        return
    right = [f"“{name}”" for name in shared[:3]]
    wrong = [Wrong(f"“{name}”", f"“{name}”只见于{reading.named}，{other.named}没有用到。", 0.5) for name in only_mine]
    wrong += [Wrong(f"“{name}”", f"“{name}”只见于{other.named}，{reading.named}没有用到。", 0.6) for name in only_theirs]
    chosen = shared[:3]
    evidence = [(f"{reading.speech.slug}¶{mine[name][0]}", mine[name][1]) for name in chosen]
    evidence += [(f"{other.speech.slug}¶{theirs[name][0]}", theirs[name][1]) for name in chosen]
    yield Sketch(
        "compare",
        Choice(right, wrong, size=len(right) + min(2, len(wrong))),
        f"下列提法，哪些在{reading.named}和{other.named}里都用到了？",
        f"两篇都用到的是{'、'.join(right)}。提法相同，层级和年份不同，引用时仍要注明出自哪一篇。",
        list(dict.fromkeys(evidence)),
        "analyse",
        "两篇讲话有共同的提法，也有各自的提法。",
        0.8,
        lesson=11,
        tags=(f"both:{other.speech.slug}",),
    )


def _members(reading: Reading, other: Reading) -> Iterator[Sketch]:
    """A formula that both spell out: what stands only in this one."""
    theirs = {f.canonical: f for f in other.formulas if f.members}
    for formula in reading.formulas:
        twin = theirs.get(formula.canonical)
        if not formula.members or twin is None or formula.label_absent:
            continue
        own = [(unquoted(clean(m.text)), m) for m in formula.members]
        their = [(unquoted(clean(m.text)), m) for m in twin.members]
        if any(is_masked(text) for text, _ in [*own, *their]):
            continue
        name = f"“{formula.canonical}”"
        evidence = [
            (f"{reading.speech.slug}¶{m.n}", m.text) for _, m in own
        ] + [(f"{other.speech.slug}¶{m.n}", m.text) for _, m in their]
        for text, _ in sorted(own, key=lambda one: max(likeness(t, one[0]) for t, _ in their)):
            nearest = max(their, key=lambda one: likeness(one[0], text))
            if fold(nearest[0]) == fold(text) or text in nearest[0] or nearest[0] in text:
                continue
            wrong = [Wrong(t, f"“{t}”是{other.named}的写法，{reading.named}不是这样写的。", likeness(t, text)) for t, _ in their if max(likeness(t, mine) for mine, _ in own) < 0.75]
            if len(wrong) >= 2:
                yield Sketch(
                    "compare",
                    Choice([text], wrong, size=min(4, len(wrong) + 1)),
                    f"{reading.named}和{other.named}都列出了{name}。下列哪一项是{reading.named}的写法？",
                    f"同一个提法，两篇的写法不同：{reading.named}写“{text}”，{other.named}与它最接近的一项写“{nearest[0]}”。引用时各照各的原文。",
                    list(dict.fromkeys(evidence)),
                    "analyse",
                    f"两篇都列出{name}，写法不同。",
                    0.8,
                    lesson=11,
                    tags=(f"variant:{formula.canonical}:{other.speech.slug}",),
                )
                break
        if len(own) == len(their):
            same = [fold(a) == fold(b) for (a, _), (b, _) in zip(own, their)]
            if not all(same):
                yield Sketch(
                    "compare",
                    Judged("错", "名称相同，容易以为内容也一字不差；逐项对照，写法或次序不同。"),
                    f"{reading.named}和{other.named}都列出了{name}，各项的写法和次序完全相同。",
                    f"名称相同，写法或次序不同。{reading.named}依次写：{'；'.join(t for t, _ in own)}。{other.named}依次写：{'；'.join(t for t, _ in their)}。",
                    list(dict.fromkeys(evidence)),
                    "analyse",
                    f"两篇都列出{name}，要逐项对照才知道是否相同。",
                    0.8,
                    lesson=11,
                    tags=(f"variant-judge:{formula.canonical}:{other.speech.slug}",),
                )
