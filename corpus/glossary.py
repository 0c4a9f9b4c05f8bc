"""The glossary: terms of the field, what they mean, and where the five speeches use them.

A definition is the course's own. It rests either on what cited paragraphs say
(``basis: texts``) or on common knowledge of the field (``basis: general``), and then
it names its source, and the paragraphs if it also says how they use the word. Where the speeches use a formula without expanding it, the
glossary does not expand it either.

Uses are found by machine: at each place the longest form of any term wins, so 巡察
is not counted inside 巡察组. Quotation marks are passed over (“三不”原则 is 三不原则)
and half-width marks count as full-width ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import BadCitation, BadGlossary, UnknownParagraph, UnknownTerm
from corpus.model import Citation, Speech
from corpus.oserror import said
from corpus.wholefile import write_whole

PATH = Path(__file__).parent / "glossary.yml"
MAX_BYTES = 2_000_000
MAX_COPIED = 11
"""Longest run of a speech's characters that the course's own words may repeat unquoted."""
QUOTATION_MARKS = "“”‘’\"'"

Kind = Literal["concept", "formula", "body", "role", "method", "procedure", "duty", "discipline", "misconduct"]
Basis = Literal["texts", "general"]
KINDS: dict[Kind, str] = {
    "concept": "概念",
    "formula": "固定提法",
    "body": "机构与对象",
    "role": "人员",
    "method": "方式方法",
    "procedure": "程序与材料",
    "duty": "责任",
    "discipline": "纪律",
    "misconduct": "问题表现",
}
"""The kinds in the order of the glossary's listing, with their Chinese names."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(_Strict):
    """Exact words of a speech and their place (``slug¶n``)."""

    cite: str
    quote: str = Field(min_length=1)


@dataclass(frozen=True)
class Confused:
    """A term that is easily taken for this one, and what the difference is."""

    name: str
    difference: str
    source: str | None = None
    """What the difference rests on where it is not the speeches."""


class Entry(_Strict):
    """A term as it is written in the file."""

    name: str = Field(min_length=1)
    forms: tuple[str, ...] = ()
    """Other wordings that mean the same in the speeches; the name itself is not repeated."""
    kind: Kind
    english: str = Field(min_length=1)
    definition: str = Field(min_length=1)
    basis: Basis
    defined_at: tuple[str, ...] = ()
    """The paragraphs (``slug¶n``) that the definition rests on; with ``basis`` general, those whose usage it describes."""
    source: str | None = None
    """What the definition rests on, if ``basis`` is general."""
    note: str | None = None
    """What to mind: a slip of a speech, something no speech says."""
    related: tuple[str, ...] = ()
    variants: tuple[Evidence, ...] = ()
    """How speeches word or expand the term, to be shown side by side; members in their order."""
    uses: dict[str, tuple[int, ...]] = {}
    """The blocks that use the term, by speech, as the machine finds them."""

    @property
    def wordings(self) -> tuple[str, ...]:
        """The name and the other forms."""
        return (self.name, *self.forms)


class Term(Entry):
    """A term with what it is easily confused with."""

    confused: tuple[Confused, ...] = ()

    @property
    def by_speech(self) -> dict[str, tuple[Evidence, ...]]:
        """``variants`` grouped by speech, both in the order of the file."""
        groups: dict[str, list[Evidence]] = {}
        for piece in self.variants:
            groups.setdefault(Citation.parse(piece.cite).slug, []).append(piece)
        return {slug: tuple(pieces) for slug, pieces in groups.items()}


class Confusion(_Strict):
    """Terms that are taken for one another; one difference serves every pair of them."""

    between: tuple[str, ...] = Field(min_length=2)
    difference: str = Field(min_length=1)
    source: str | None = None


class _File(_Strict):
    terms: tuple[Entry, ...]
    confusions: tuple[Confusion, ...] = ()


@dataclass(frozen=True)
class Found:
    """A use of a term at ``start:end`` of a text (quotation marks inside included)."""

    name: str
    start: int
    end: int


def loads(text: str) -> tuple[Term, ...]:
    """The terms of a glossary file's text. Raises BadGlossary, in Chinese."""
    return _joined(_parsed(text))


@lru_cache(maxsize=1)
def glossary() -> tuple[Term, ...]:
    """The glossary of the course, in the order of its file. Raises BadGlossary."""
    return loads(_text(PATH))


def term(name: str) -> Term:
    """The term that is called ``name`` or has it among its forms; marks do not matter.

    Raises UnknownTerm, in Chinese, naming terms that come near.
    """
    asked = _plain(name)
    for one in glossary():
        if asked in map(_plain, one.wordings):
            return one
    near = [one.name for one in glossary() if any(asked in _plain(form) or _plain(form) in asked for form in one.wordings)] if asked else []
    hint = f"相近的有：{'、'.join(near[:8])}。" if near else "可用 xuncha corpus glossary 查看全部词条。"
    raise UnknownTerm(f"术语表里没有“{name}”。{hint}")


def finder(terms: Iterable[Entry]) -> Callable[[str], list[Found]]:
    """A function that finds every use of ``terms`` in a text, the longest form first."""
    owner = {_plain(form): one.name for one in terms for form in one.wordings}
    pattern = re.compile("|".join(map(re.escape, sorted(owner, key=len, reverse=True))) or r"(?!)")

    def find(text: str) -> list[Found]:
        places = [i for i, character in enumerate(text) if character not in QUOTATION_MARKS]
        hits = pattern.finditer(_plain(text))
        return [Found(owner[hit[0]], places[hit.start()], places[hit.end() - 1] + 1) for hit in hits]

    return find


def uses(terms: Iterable[Entry], speeches: Iterable[Speech]) -> dict[str, dict[str, tuple[int, ...]]]:
    """For each term the numbers of the blocks that use it, by speech; speeches without a use are left out."""
    listed = list(terms)
    find = finder(listed)
    found: dict[str, dict[str, tuple[int, ...]]] = {one.name: {} for one in listed}
    for speech in speeches:
        for block in speech.blocks:
            for name in dict.fromkeys(hit.name for hit in find(block.text)):
                found[name][speech.slug] = (*found[name].get(speech.slug, ()), block.n)
    return found


def faults(terms: Sequence[Term], speeches: Sequence[Speech]) -> list[str]:
    """Everything wrong with ``terms`` against ``speeches``, as Chinese sentences; empty when all holds."""
    found = [*_faults_of_names(terms), *_faults_of_uses(terms, speeches)]
    copied = _runs(speeches)
    texts = {speech.slug: [block.text for block in speech.blocks] for speech in speeches}
    known = {_plain(form) for one in terms for form in one.wordings}
    for one in terms:
        own = [*_faults_of_basis(one), *_faults_of_quotations(one, speeches), *_faults_of_wording(one, known, texts, copied)]
        found += [f"“{one.name}”：{fault}" for fault in own]
    return found


def rewritten(text: str, speeches: Iterable[Speech]) -> str:
    """The glossary file's text with all uses found anew; order stays, layout is made uniform.

    Raises BadGlossary.
    """
    file = _parsed(text)
    anew = uses(file.terms, speeches)
    terms = [one.model_copy(update={"uses": anew[one.name]}) for one in file.terms]
    fields = _File(terms=tuple(terms), confusions=file.confusions).model_dump(mode="json", exclude_defaults=True)
    return yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def update(speeches: Iterable[Speech], path: Path | None = None) -> None:
    """Find all uses in the glossary file (the course's when None) anew and write it whole.

    Raises BadGlossary, OSError.
    """
    path = path or PATH
    write_whole(path, rewritten(_text(path), speeches))
    glossary.cache_clear()


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadGlossary(f"术语表 {path} 打不开：{said(error)}。请检查文件是否在、权限是否够。") from None
    if len(data) > MAX_BYTES:
        raise BadGlossary(f"术语表 {path} 超过 2 MB，没有读取。请确认文件没有放错。")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadGlossary(f"术语表 {path} 不是 UTF-8 编码，没有读取。请另存为 UTF-8。") from None


def _parsed(text: str) -> _File:
    try:
        return _File.model_validate(yaml.load(text, Loader=_Loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行附近" if mark else "文件"
        raise BadGlossary(f"术语表{where}的写法有误，无法读取。请检查缩进、冒号和引号。") from None
    except ValidationError as error:
        places = "；".join(".".join(map(str, problem["loc"])) or "整体" for problem in error.errors())
        raise BadGlossary(f"术语表的内容有误，出错的地方：{places}。请对照其他词条改正。") from None


def _joined(file: _File) -> tuple[Term, ...]:
    """The entries with the confusions on every side of each; unknown names are an error."""
    confused: dict[str, list[Confused]] = {entry.name: [] for entry in file.terms}
    for group in file.confusions:
        for here, there in permutations(group.between, 2):
            if here not in confused:
                raise BadGlossary(f"术语表的辨析提到“{here}”，但没有这个词条。请补上词条或改正名称。")
            confused[here].append(Confused(there, group.difference, group.source))
    return tuple(Term(**dict(entry), confused=tuple(confused[entry.name])) for entry in file.terms)


_HALF_TO_FULL = str.maketrans(",:;()?!", "，：；（）？！", QUOTATION_MARKS)


def _plain(text: str) -> str:
    """``text`` as it is compared: no quotation marks, full-width marks."""
    return text.translate(_HALF_TO_FULL)


def _faults_of_names(terms: Sequence[Term]) -> Iterator[str]:
    names = {one.name for one in terms}
    counted = Counter(_plain(form) for one in terms for form in one.wordings)
    yield from (f"“{form}”写了 {times} 次，一种写法只能属于一个词条。" for form, times in counted.items() if times > 1)
    pairs = Counter((one.name, other.name) for one in terms for other in one.confused)
    for one in terms:
        yield from (f"“{one.name}”的相关词“{other}”没有词条。" for other in one.related if other not in names)
        if one.name in one.related:
            yield f"“{one.name}”把自己列为相关词。"
        for other in one.confused:
            if other.name not in names:
                yield f"“{one.name}”的易混词“{other.name}”没有词条。"
            elif (other.name, one.name) not in pairs:
                yield f"“{one.name}”与“{other.name}”的辨析只写了一边。"
            if other.name == one.name:
                yield f"“{one.name}”把自己列为易混词。"
    yield from (f"“{here}”与“{there}”的辨析写了 {times} 次。" for (here, there), times in pairs.items() if times > 1)


def _faults_of_uses(terms: Sequence[Term], speeches: Sequence[Speech]) -> Iterator[str]:
    anew = uses(terms, speeches)
    find = finder(terms)
    seen = {_plain(block.text[hit.start : hit.end]) for s in speeches for block in s.blocks for hit in find(block.text)}
    for one in terms:
        if one.uses != anew[one.name]:
            yield f"“{one.name}”记录的出处与讲话不符。请运行 xuncha corpus glossary --write。"
        yield from (f"“{one.name}”的写法“{form}”在讲话里没有出现。" for form in one.forms if _plain(form) not in seen)
        if not anew[one.name] and not (one.source and one.confused):
            yield f"“{one.name}”在讲话里没有出现，只有注明来源、用来辨析的词才可以这样收入。"


def _faults_of_basis(one: Term) -> Iterator[str]:
    if one.basis == "texts" and (not one.defined_at or one.source):
        yield "释义依据讲话，应当写明段落（defined_at），不写课外来源。"
    if one.basis == "general" and not one.source:
        yield "释义依据常识，应当写明来源（source）。"


def _faults_of_quotations(one: Term, speeches: Sequence[Speech]) -> Iterator[str]:
    by_slug = {speech.slug: speech for speech in speeches}
    for place, quote in [*((cite, "") for cite in one.defined_at), *((piece.cite, piece.quote) for piece in one.variants)]:
        try:
            cited = Citation.parse(place)
            text = by_slug[cited.slug].block(cited.n).text
        except (BadCitation, KeyError, UnknownParagraph):
            yield f"引文编号“{place}”没有对应的段落。"
            continue
        if quote not in text:
            yield f"{place} 里没有“{quote}”这句原文。"


_QUOTED = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”")


def _faults_of_wording(one: Term, known: set[str], texts: Mapping[str, list[str]], copied: set[str]) -> Iterator[str]:
    own = _plain(one.definition)
    yield from (f"释义里又用了“{form}”，成了循环。" for form in one.wordings if _plain(form) in own)
    spoken = [_plain(text) for blocks in texts.values() for text in blocks]
    for text in (one.definition, one.note or "", *(other.difference for other in one.confused)):
        for quoted in _QUOTED.findall(text):
            words = _plain(quoted)
            if words not in known and not any(words in block for block in spoken):
                yield f"{quoted}加了引号，但不是讲话原文，也不是词条。"
        for piece in map(_plain, _QUOTED.split(text)):
            ends = range(MAX_COPIED + 1, len(piece) + 1)
            same = next((piece[end - MAX_COPIED - 1 : end] for end in ends if piece[end - MAX_COPIED - 1 : end] in copied), None)
            if same:
                yield f"“{same}……”照抄讲话而没有加引号。"
    for other in one.confused:
        said = _plain(other.difference)
        yield from (f"与“{other.name}”的辨析里没有提到“{name}”。" for name in (one.name, other.name) if _plain(name) not in said)


def _runs(speeches: Iterable[Speech]) -> set[str]:
    """Every run of one character more than may be repeated, from every block."""
    length = MAX_COPIED + 1
    plain = (_plain(block.text) for speech in speeches for block in speech.blocks)
    return {text[i : i + length] for text in plain for i in range(len(text) - length + 1)}


class _Loader(yaml.SafeLoader):
    """Plain data only; a key written twice and an alias are errors, not surprises."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.constructor.ConstructorError(None, None, "alias", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, "repeated key", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


class _Dumper(yaml.SafeDumper):
    """Keeps lists of words and of numbers on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_list(dumper: yaml.SafeDumper, values: list[object]) -> yaml.Node:
    flat = bool(values) and not any(isinstance(value, dict) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=flat or None)


_Dumper.add_representer(list, _represent_list)
