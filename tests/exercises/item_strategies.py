"""Items of every type with texts that formats find hard, for round trips."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from exercises.items import TYPES, Item

_HARD = "巡察政治监督责任。，、；：“”‘’《》（）＿{}～~=#%:\\|｜<>&\"'/*_-+@0123456789ＡａbC→¶…$"
texts = st.text(_HARD + " ", min_size=1, max_size=24).map(str.strip).filter(lambda text: text and "**" not in text)
lines = st.lists(texts, min_size=1, max_size=3).map("\n".join)
_LETTERS = "ABCDEFGH"


def _options(least: int) -> st.SearchStrategy[dict[str, str]]:
    return st.lists(texts, min_size=least, max_size=8, unique=True).map(lambda found: dict(zip(_LETTERS, found)))


@st.composite
def _common(draw: Any, kind: str) -> dict[str, Any]:
    cite = st.from_regex(r"[a-z0-9]{1,8}-[a-z0-9]{1,6}¶[1-9][0-9]{0,2}", fullmatch=True).filter(str.isprintable)
    evidence = st.lists(st.fixed_dictionaries({"cite": cite, "quote": texts}), min_size=1, max_size=3)
    return {
        "id": draw(st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)),
        "type": kind,
        "lesson": draw(st.integers(0, 12)),
        "concept": draw(texts),
        "level": draw(st.sampled_from(["remember", "understand", "apply", "analyse"])),
        "stem": draw(lines),
        "points": draw(st.integers(1, 100)),
        "explanation": draw(texts),
        "evidence": draw(evidence),
        "status": "draft",
        "pool": draw(st.sampled_from(["practice", "exam"])),
    }


@st.composite
def _fields(draw: Any, kind: str) -> dict[str, Any]:
    match kind:
        case "single" | "multiple":
            options = draw(_options(3))
            ids = list(options)
            key = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=len(ids) - 1, unique=True)) if kind == "multiple" else draw(st.sampled_from(ids))
            key = sorted(key) if kind == "multiple" else key
            return {"options": options, "key": key, "distractors": {name: draw(texts) for name in ids if name not in key}}
        case "judge":
            key = draw(st.sampled_from("对错"))
            return {"key": key, "distractors": {"错" if key == "对" else "对": draw(texts)}}
        case "order":
            options = draw(_options(3))
            return {"options": options, "key": draw(st.permutations(list(options)))}
        case "match":
            right = draw(_options(2))
            left = draw(st.lists(texts, min_size=2, max_size=6))
            numbers = [str(n) for n, _ in enumerate(left, 1)]
            return {"left": dict(zip(numbers, left)), "right": right, "key": {n: draw(st.sampled_from(list(right))) for n in numbers}}
        case "cloze":
            parts = draw(st.lists(texts.map(lambda text: text.replace("{", "").replace("}", "") or "空"), min_size=2, max_size=4))
            stem = "".join(f"{part}{{{n}}}" for n, part in enumerate(parts[:-1], 1)) + parts[-1]
            accepted = st.lists(texts, min_size=1, max_size=3, unique=True)
            return {"stem": stem.strip(), "blanks": {str(n): draw(accepted) for n in range(1, len(parts))}}
        case _:
            point = st.fixed_dictionaries({"point": texts, "points": st.integers(1, 9), "words": st.lists(texts, max_size=3)})
            return {"answer": draw(lines), "rubric": draw(st.lists(point, min_size=1, max_size=3)), "limit": draw(st.integers(20, 5000))}


@st.composite
def items(draw: Any, *kinds: str) -> Item:
    """A sound draft item of one of these types, by default of any."""
    kind = draw(st.sampled_from(kinds or tuple(TYPES)))
    item: Item = TYPES[kind].Model.model_validate(draw(_common(kind)) | draw(_fields(kind)))
    return item
