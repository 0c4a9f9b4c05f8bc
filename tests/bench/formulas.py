"""Precision and recall of cleaning, headings, formulas and prohibitions against hand labels.

    python tests/bench/formulas.py [--texts FOLDER] [--list]

Without ``--texts`` the five shipped speeches are scored: each raw source is rebuilt
and goes through cleaning again; the shipped Markdown is not read for its structure.
With ``--texts`` every pair ``x.txt`` + ``x.json`` of the folder is scored (labels in the
form of tests/corpus/data/gold; an optional ``x.clean.txt`` holds the words that should
stay; labels with ``is_speech`` false are scored for noise alone). ``--list`` prints every miss and every false alarm.

What counts as the same:

- heading: level, label and words are equal.
- noise: characters, blanks not counted. Removed rightly, removed wrongly (a character
  of the speech that is gone), missed (a foreign character that stays).
- formula: the canonical form is equal, the number in Chinese numerals (5个紧盯 is
  五个紧盯); a label marked borderline counts neither way.
- member: canonical form, position (from 1) and text are equal, quotation marks and
  stops at the ends aside. The label's own word may open a member or be left out
  (“四个紧盯”: 紧盯关键岗位 or 关键岗位): labels differ in this. Where the labels give
  ``members_alt``, those are as good as ``members``.
- prohibition: the text is equal, leaving aside closing punctuation, a leading
  conjunction (更, 也, 就, 既 …) and a bare subject or adverbial before the word that forbids
  (派出单位不得召回, 不得召回). What the rule is about (对反馈意见, 考试不合格的, 未经…) is no such
  subject. A run of parallel prohibitions (不甲，不乙，不丙) and its parts are the same: a label
  counts as found when each of its clauses is, a rule as right when each of its clauses is
  labelled. What ``prohibitions_doubtful`` holds counts neither way. “for inspectors” are those
  labelled as binding inspectors, against those found to bind them; “all” takes both
  sides together, whoever is bound.
- bound side: of the labelled prohibitions that were found, those with the right side.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.clean import clean
from corpus.duties import prohibitions
from corpus.formulas import Formula, formulas
from corpus.formulas.numerals import written
from corpus.model import Dating, FrontMatter, Source, Speech
from corpus.rebuild import NEWLINES, raw_text
from corpus.store import speech

GOLD = Path(__file__).parents[1] / "corpus" / "data" / "gold"
KINDS = ("headings", "noise", "formulas", "members", "prohibitions for inspectors", "prohibitions, all", "bound side")
_BLANK = re.compile(r"\s+")
_CONJUNCTION = r"^[更也并就既又都均但而]+(?=[不决绝严坚])"
_CUE = r"(?:[都也均更]|一律|原则上)?(?:[决绝]不|不|严禁|禁止|坚决|防止|杜绝|切勿|切忌)"
_SUBJECT = re.compile(r"(?![对向在把将凡]|未经|没有|只)[一-鿿Xx*○]{1,12}(?<!的)")


@dataclass(frozen=True)
class Score:
    """Hits, misses and false alarms of one kind, in what the kind counts."""

    hits: int = 0
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    misses: int = 0
    alarms: int = 0

    @staticmethod
    def of(gold: Iterable[Any], found: Iterable[Any]) -> Score:
        """Compare two bags of things."""
        want, have = Counter(gold), Counter(found)
        missed, wrong = list((want - have).elements()), list((have - want).elements())
        return Score(sum((want & have).values()), tuple(map(_show, missed)), tuple(map(_show, wrong)), len(missed), len(wrong))

    def __add__(self, other: Score) -> Score:
        return Score(
            self.hits + other.hits,
            self.missed + other.missed,
            self.wrong + other.wrong,
            self.misses + other.misses,
            self.alarms + other.alarms,
        )

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def _show(thing: Any) -> str:
    return thing if isinstance(thing, str) else " | ".join(map(str, thing))


def made_speech(raw: str, newline: str = "\n") -> Speech:
    """``raw`` through the real cleaning, as a speech without an editor's work."""
    cleaned = clean(raw, newline)
    source = Source(file="x.txt", sha256="0" * 64, newline="crlf" if newline == "\r\n" else "lf")
    meta = FrontMatter(
        title=cleaned.title,
        short="x",
        level="x",
        speaker="x",
        audience="x",
        date=Dating(said="x", inferred=True),
        complete=True,
        source=source,
        line_breaks=cleaned.line_breaks,
        removed=cleaned.removed,
    )
    return Speech("x", meta, cleaned.blocks)


def score(raw: str, gold: dict[str, Any], kept: str | None = None, newline: str = "\n") -> dict[str, Score]:
    """All kinds for one text; ``kept`` is the text that should stay, if somebody wrote it down."""
    made = made_speech(raw, newline)
    noise = _noise(raw, made.spoken, _kept(raw, gold) if kept is None else kept)
    if not gold.get("is_speech", True):
        return {kind: Score() for kind in KINDS} | {"noise": noise}
    found = formulas(made)
    labelled = gold["formulas"]
    unsure = {f["canonical"] for f in gold.get("borderline", ())}
    rules = prohibitions(made)
    inspectors, others = _texts(gold.get("prohibitions", ())), _texts(gold.get("prohibitions_other", ()))
    doubtful = _texts(gold.get("prohibitions_doubtful", ()))
    bound = [(r.text, r.bound == "inspectors") for r in rules]
    return {
        "headings": Score.of(
            [(s["level"], s["label"], s["heading"]) for s in gold["sections"]],
            [(s.heading.level, s.heading.label, s.heading.words) for s in made.sections],
        ),
        "noise": noise,
        "formulas": Score.of([_name(f["canonical"]) for f in labelled], [f.canonical for f in found if f.canonical not in unsure]),
        "members": sum((_members(f, found) for f in labelled), Score.of((), _unlabelled(labelled, found))),
        "prohibitions for inspectors": _rules(inspectors, [t for t, own in bound if own], doubtful),
        "prohibitions, all": _rules([*inspectors, *others], [t for t, _ in bound], doubtful),
        "bound side": _sides([*((t, True) for t in inspectors), *((t, False) for t in others)], bound),
    }


def _name(canonical: str) -> str:
    return re.sub(r"^[0-9]+", lambda found: written(int(found[0])), canonical)


def _members(label: dict[str, Any], found: Iterable[Formula]) -> Score:
    """The members of one labelled formula, against whichever wording of the labels they fit better."""
    name = _name(label["canonical"])
    have = [_member(name, i, m.text) for f in found if f.canonical == name for i, m in enumerate(f.members, 1)]
    wordings = [label["members"], label.get("members_alt") or label["members"]]
    return max((Score.of([_member(name, i, m) for i, m in enumerate(w, 1)], have) for w in wordings), key=lambda s: s.hits)


def _unlabelled(labelled: Iterable[dict[str, Any]], found: Iterable[Formula]) -> list[tuple[str, int, str]]:
    names = {_name(f["canonical"]) for f in labelled}
    return [_member(f.canonical, i, m.text) for f in found if f.canonical not in names for i, m in enumerate(f.members, 1)]


def _member(canonical: str, i: int, text: str) -> tuple[str, int, str]:
    word = re.sub(r"^[一二三四五六七八九十两双]+[个项大条种]?", "", canonical)
    return canonical, i, _bare(_bare(text).removeprefix(word))


def _rules(labels: list[str], found: list[str], doubtful: list[str]) -> Score:
    have, want = [c for t in found for c in _clauses(t)], [c for t in [*labels, *doubtful] for c in _clauses(t)]
    missed = tuple(t for t in labels if not _covered(t, have))
    wrong = tuple(t for t in found if not _covered(t, want))
    return Score(len(labels) - len(missed), missed, wrong, len(missed), len(wrong))


def _sides(labels: list[tuple[str, bool]], found: list[tuple[str, bool]]) -> Score:
    """Of the labels that were found at all, those that rules of their own side cover."""
    clauses = {side: [c for t, own in found if own is side for c in _clauses(t)] for side in (True, False)}
    known = [(t, side) for t, side in labels if _covered(t, [*clauses[True], *clauses[False]])]
    missed = tuple(_show((t, "inspectors" if side else "other")) for t, side in known if not _covered(t, clauses[side]))
    return Score(len(known) - len(missed), missed, (), len(missed), len(missed))


def _covered(text: str, clauses: list[str]) -> bool:
    return all(any(_same(own, clause) for clause in clauses) for own in _clauses(text))


def _clauses(text: str) -> list[str]:
    """The parts of a run of parallel prohibitions; anything else is one."""
    text = re.sub(_CONJUNCTION, "", text).rstrip("。；，,;！!")
    parts = [re.sub(_CONJUNCTION, "", part) for part in re.split("[，,、；;]", text)]
    return parts if all(re.match(rf"(?:[对讲谈说遇][^不]*)?{_CUE}|不", part) for part in parts) else [text]


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    before = long.removesuffix(short) if short != long else ""
    return short == long or bool(before != long and re.match(_CUE, short) and _SUBJECT.fullmatch(before))


def _texts(labels: Iterable[Any]) -> list[str]:
    return [label["text"] if isinstance(label, dict) else label for label in labels]


def _bare(text: str) -> str:
    return text.strip("“”‘’\"。；，、;, ")


def _kept(raw: str, gold: dict[str, Any]) -> str:
    """The words that stay: from the labelled beginning to the labelled end, less what is labelled as noise between."""
    text = _BLANK.sub("", raw)
    start, end = _BLANK.sub("", gold["body_start"]), _BLANK.sub("", gold["body_end"])
    # A doubled lead repeats the beginning before it; the speech begins at the last such place near the top.
    begin = text.rfind(start, 0, max(len(text) // 4, text.find(start) + len(start)))
    stop = text.rfind(end) + len(end)
    body, around = text[begin:stop], text[:begin] + "\n" + text[stop:]
    for item in gold["noise"]["remove"]:
        words = _BLANK.sub("", item["text"])
        # What a lead before the speech repeats is no noise inside it.
        body = body if words in around else body.replace(words, "")
    return body


def _noise(raw: str, spoken: str, kept: str) -> Score:
    raw, spoken, kept = (_BLANK.sub("", t) for t in (raw, spoken, kept))
    gone, left = "", ""
    if spoken != kept:
        for what, a, b, c, d in difflib.SequenceMatcher(None, kept, spoken, autojunk=False).get_opcodes():
            if what != "equal":
                gone += kept[a:b] and f"…{kept[a:b]}"
                left += spoken[c:d] and f"…{spoken[c:d]}"
    wrong, missed = len(gone) - gone.count("…"), len(left) - left.count("…")
    return Score(max(0, len(raw) - len(kept) - missed), (left,) if left else (), (gone,) if gone else (), missed, wrong)


def texts(folder: Path) -> Iterator[tuple[str, str, dict[str, Any], str | None]]:
    """(name, raw text, labels, text that should stay or None) of every labelled text in ``folder``."""
    for labels in sorted(folder.glob("*.json")):
        source, kept = labels.with_suffix(".txt"), labels.with_suffix(".clean.txt")
        if source.exists():
            yield (
                labels.stem,
                source.read_text(encoding="utf-8-sig"),
                json.loads(labels.read_text(encoding="utf-8")),
                kept.read_text(encoding="utf-8") if kept.exists() else None,
            )


def shipped() -> Iterator[tuple[str, str, dict[str, Any], str | None, str]]:
    """The five: (slug, raw text, labels, None, line break)."""
    for labels in sorted(GOLD.glob("*.json")):
        one = speech(labels.stem)
        yield labels.stem, raw_text(one), json.loads(labels.read_text(encoding="utf-8")), None, NEWLINES[one.meta.source.newline]


def table(results: dict[str, dict[str, Score]]) -> Table:
    """One row a text and kind, and the totals over all texts."""
    out = Table(title="against hand labels: precision, recall, F1")
    out.add_column("text", no_wrap=True)
    for kind in KINDS:
        out.add_column(kind, justify="right")
    total = {kind: sum((r[kind] for r in results.values()), Score()) for kind in KINDS}
    for name, row in [*results.items(), ("all", total)]:
        cells = [_cell(row[kind]) for kind in KINDS]
        out.add_row(name, *cells, end_section=name == list(results)[-1])
    return out


def _cell(score: Score) -> str:
    figures = f"{score.precision:.2f} {score.recall:.2f} {score.f1:.2f}"
    return f"{figures}\n({score.hits}/{score.hits + score.misses})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="folder of x.txt + x.json pairs")
    parser.add_argument("--only", nargs="*", default=[], help="names of the texts to score")
    parser.add_argument("--list", action="store_true", help="print every miss and false alarm")
    arguments = parser.parse_args()
    pairs = texts(arguments.texts) if arguments.texts else shipped()
    results = {name: score(*rest) for name, *rest in pairs if not arguments.only or name in arguments.only}
    console = Console(highlight=False)
    console.print(table(results))
    for name, row in results.items() if arguments.list else ():
        for kind in KINDS:
            for sign, things in (("missed", row[kind].missed), ("wrong", row[kind].wrong)):
                for thing in things:
                    console.print(f"{name}  {kind}  {sign}: {thing}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
