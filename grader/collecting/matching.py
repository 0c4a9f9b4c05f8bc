"""Whose paper a file is: what stands in it, in its name and in the names of its folders, held against the roster.

Nothing is guessed. Where the signs contradict each other, name somebody who is not in
the roster, or fit two people, the answer is that a person has to decide, and why.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.collecting.arrivals import kind
from grader.names import printable

_MARKS = re.compile(r"[\s·•・‧∙.．]+")
_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(f"[{_HAN}]+")
_SPACED = re.compile(rf"(?<=[{_HAN}])[\s·•・‧∙.．]+(?=[{_HAN}])")
_DOTTED = re.compile(rf"(?<=[{_HAN}])[·•・‧∙.．](?=[{_HAN}])")
_TOKENS = re.compile(r"[a-z0-9]+(?:[-._ ]+[a-z0-9]+)*")
_STAMP = re.compile(r"\d{8}-\d{6}(_\d+)?")
_COPY = re.compile(r"\s*[(\[]\d{1,3}[)\]]|\s*-\s*副本")
_MOST_TOKENS = 6
_LONGEST = 200
#: What people write beside a name.
_WORDS = (
    "的 答卷 试卷 考卷 答题 作业 测验 测试 考试 交卷 提交 上交 最终版 最终 终稿 定稿 修改版 副本 复制 新建 已完成 完成 "
    "学员 同志 姓名 编号 单位 已答 答案 本人 再交 重交 补交"
).split()
_GROUP = "第?[一二三四五六七八九十]{1,3}[组课期班]"


@dataclass(frozen=True)
class Person:
    """One trainee of the roster."""

    id: str
    name: str
    unit: str = ""


@dataclass(frozen=True)
class Match:
    """Whose a paper is, or why that is for a person to say."""

    student: str
    """Empty where it is for a person to say."""
    reason: str
    """By what it was told, or why it was not (Chinese, no full stop)."""
    candidates: tuple[str, ...] = ()
    """Who it may be; the ids of the roster."""


@dataclass(frozen=True)
class _Sign:
    """What one sign points to: nobody of the roster, one trainee, or several of one name."""

    said: str
    by: str
    whom: frozenset[str]


class Matcher:
    """Matches papers of one quiz to one roster."""

    def __init__(self, people: Sequence[Person], quiz: str, title: str = "") -> None:
        self._people = {person.id: person for person in people}
        self._ids = _index((_id_key(person.id), person.id) for person in people)
        self._names = _index((_name_key(person.name), person.id) for person in people)
        self._latin = _index((_id_key(person.name), person.id) for person in people if not _RUN.search(person.name))
        longest_first = sorted(filter(_RUN.search, self._names), key=len, reverse=True)
        self._han = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        units = {_name_key(person.unit) for person in people} - {""}
        words = sorted({*units, *_WORDS, *_RUN.findall(title)}, key=len, reverse=True)
        self._beside = re.compile("|".join([*map(re.escape, words), _GROUP]))
        self._quiz = re.compile(rf"(?<![a-z0-9]){re.escape(_plain(quiz))}(?![a-z0-9])")

    def match(self, parts: Sequence[str], inside: str = "", name: str = "") -> Match:
        """Whose paper it is.

        Args:
            parts: names from the place that was picked down to the file.
            inside: the number written into it; ``name`` the name.
        """
        signs = [*self._inside(inside, name), *self._of(_stem(parts[-1]), "文件名")]
        weak = self._within(_stem(parts[-1]))
        if not signs:
            for folder in reversed(parts[:-1]):
                signs = self._of(_stem(folder), "文件夹名")
                weak = weak or self._within(_stem(folder))
                if signs:
                    break
        return self._settle(signs, weak)

    def who(self, student: str) -> str:
        """The id and name of somebody in the roster."""
        person = self._people.get(student)
        return f"{person.name}（{student}）" if person and person.name else printable(student)

    def _inside(self, inside: str, name: str) -> list[_Sign]:
        signs = []
        if inside:
            signs.append(_Sign(f"文件内的编号“{inside}”", "文件内的编号", self._ids.get(_id_key(inside), frozenset())))
        if name:
            signs.append(_Sign(f"文件内的姓名“{name}”", "文件内的姓名", self._names.get(_name_key(name), frozenset())))
        return signs

    def _of(self, text: str, place: str) -> list[_Sign]:
        """Signs in the name of a file or folder: numbers, and names that stand by themselves."""
        plain = self._cleared(text)
        ids = [_Sign(f"{place}中的编号“{words}”", f"{place}中的编号", whom) for words, whom in _spans(plain, self._ids)]
        latin = [_Sign(f"{place}中的姓名“{words}”", f"{place}中的姓名", whom) for words, whom in _spans(plain, self._latin)]
        han = []
        for variant in (_DOTTED.sub("", plain), _SPACED.sub("", plain)):
            for run in _RUN.findall(variant):
                found = self._han.findall(run) if self._han else []
                if found and not self._beside.sub("", self._han.sub("\0", run)).strip("\0"):  # type: ignore[union-attr]
                    han += [_Sign(f"{place}中的姓名“{one}”", f"{place}中的姓名", self._names[one]) for one in found]
            if han:
                break
        return [*ids, *latin, *han]

    def _within(self, text: str) -> frozenset[str]:
        """Whose names occur in it as part of longer words: a hint, no sign."""
        found = self._han.findall(_SPACED.sub("", self._cleared(text))) if self._han else []
        return frozenset().union(*(self._names[one] for one in found))

    def _cleared(self, text: str) -> str:
        return _COPY.sub(" ", _STAMP.sub(" ", self._quiz.sub(" ", _plain(text))))

    def _settle(self, signs: Sequence[_Sign], weak: frozenset[str]) -> Match:
        known = [sign for sign in signs if sign.whom]
        unknown = [sign for sign in signs if not sign.whom]
        if not known:
            hint = "；名字里含有" + "、".join(self.who(one) for one in sorted(weak)) if weak else ""
            why = f"{'、'.join(sign.said for sign in unknown)}不在名册" if unknown else "文件内和文件名都没有名册上的编号或姓名"
            return Match("", why + hint, tuple(sorted(weak)))
        shared = frozenset.intersection(*(sign.whom for sign in known))
        everybody = tuple(sorted(frozenset().union(*(sign.whom for sign in known))))
        if not shared:
            return Match("", f"各处写的不是同一人：{self._listed(known)}", everybody)
        if unknown:
            said = "、".join(sign.said for sign in unknown)
            return Match("", f"{said}与名册不符，而{self._listed(known)}", tuple(sorted(shared)))
        if len(shared) > 1:
            return Match("", f"名册上有 {len(shared)} 人符合{known[0].said}：{self._all(shared)}", tuple(sorted(shared)))
        return Match(min(shared), "按" + "、".join(dict.fromkeys(sign.by for sign in known)))

    def _listed(self, signs: Sequence[_Sign]) -> str:
        return "，".join(dict.fromkeys(f"{sign.said}是{self._all(sign.whom)}" for sign in signs))

    def _all(self, whom: Iterable[str]) -> str:
        return "或".join(self.who(one) for one in sorted(whom))


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, id in pairs:
        if key:
            found.setdefault(key, set()).add(id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _id_key(text: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", _plain(text)))


def _name_key(text: str) -> str:
    return _MARKS.sub("", _plain(text))


def _stem(name: str) -> str:
    name = name[:_LONGEST]
    while kind(name) in ("paper", "zip") and "." in name:
        name = name.rpartition(".")[0]
    return name


def _spans(text: str, index: Mapping[str, frozenset[str]]) -> list[tuple[str, frozenset[str]]]:
    """Longest stretches of letters and digits that the index knows, none overlapping another."""
    found = []
    for stretch in _TOKENS.findall(text):
        tokens = re.findall("[a-z0-9]+", stretch)
        at = 0
        while at < len(tokens):
            for end in range(min(len(tokens), at + _MOST_TOKENS), at, -1):
                key = "-".join(tokens[at:end])
                if key in index:
                    found.append((key, index[key]))
                    at = end
                    break
            else:
                at += 1
    return found
