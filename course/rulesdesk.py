"""The desk “十不准”录入: an instructor enters the local text, saves it, gives it to the class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import ValidationError

from corpus import store
from corpus.sources import SUFFIXES, extract
from course import localrules
from course.localrules import LocalRules, RulesError, lines_of
from course.page import render
from exercises.deskpage import DeskPage, Said

_FIELDS = ("issuer", "document", "issued", "text")
_NEEDED = {"issuer": "请写印发机关。", "document": "请写文件名称和文号。", "text": "请录入条文，一行一条。"}
_WANTED = {"十不准": 10}
"""How many rules the title promises."""


class RulesDesk:
    """What stands on the desk and what is done on it."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._form = dict.fromkeys((*_FIELDS, "shared"), "")
        self._faults: dict[str, str] = {}
        self._trouble = ""
        try:
            self._fill(localrules.own(title))
        except RulesError as error:
            self._trouble = str(error)

    def html(self) -> str:
        """The whole page as it stands now."""
        lines = lines_of(self._form["text"])
        return render(
            "rules_desk",
            title=self._title,
            form=self._form,
            faults=self._faults,
            trouble=self._trouble,
            count=len(lines),
            wanted=_WANTED[self._title],
            saved=self._saved(),
            folder=store.local_folder() / localrules.FOLDER,
            suffixes=(*SUFFIXES, ".json"),
        )

    def act(self, name: str, value: str, fields: Mapping[str, str]) -> Said:
        """Do what was pressed."""
        self._form |= {field: fields[field] for field in self._form if field in fields}
        acts: dict[str, Callable[[], Said]] = {
            "save": self._save,
            "remove": self._remove,
            "export": self._export,
            "share": self._share,
        }
        return acts[name]()

    def take_file(self, name: str, size: int, data: bytes | None) -> Said:
        """Fill the form from a file: one that this desk gave out, or any text."""
        if data is None:
            raise RulesError(f"{name} 太大，没有读入。请只保留条文后再试。")
        if name.lower().endswith(".json"):
            rules = localrules.parse(data, name)
            if rules.title != self._title:
                raise RulesError(f"{name} 里是“{rules.title}”，不是“{self._title}”，没有读入。")
            self._fill(rules)
        else:
            self._form["text"] = "\n".join(lines_of(extract(data, name).text))
        self._faults = {}
        return Said(f"已读入 {name}，还没有保存。请逐条核对，再点“保存”。", "wait", "ru-text")

    def _fill(self, rules: LocalRules | None) -> None:
        if rules is not None:
            text = "\n".join(rules.lines)
            self._form |= {"issuer": rules.issuer, "document": rules.document, "issued": rules.issued, "text": text}

    def _saved(self) -> LocalRules | None:
        try:
            return localrules.own(self._title)
        except RulesError:
            return None

    def _entered(self) -> LocalRules:
        """The form as rules. Raises RulesError, with the faults noted, when something is missing."""
        form = {field: self._form[field].strip() for field in _FIELDS}
        self._faults = {field: why for field, why in _NEEDED.items() if not form[field]}
        if self._faults:
            raise RulesError("还有没填的，没有保存。")
        try:
            return LocalRules(
                title=self._title,
                issuer=form["issuer"],
                document=form["document"],
                issued=form["issued"],
                lines=lines_of(form["text"]),
            )
        except ValidationError:
            raise RulesError("有的内容太长，没有保存。一行录一条，条文之外的文字请删去。") from None

    def _save(self) -> Said:
        try:
            rules = self._entered()
        except RulesError as error:
            return Said(str(error), "wrong", f"ru-{next(iter(self._faults), 'text')}")
        localrules.keep(rules)
        self._trouble = ""
        return Said(f"已保存，共 {len(rules.lines)} 条。重新打开第 6 课就能看到。", focus="ru-saved-title")

    def _remove(self) -> Said:
        aside = localrules.remove(self._title)
        return Said(f"已移除，第 6 课不再显示。原来的文件在 {aside}。", focus="ru-text")

    def _export(self) -> Said:
        rules = self._known()
        return Said("已导出。", download=(f"{self._title}.json", rules.model_dump_json(indent=1).encode()))

    def _share(self) -> Said:
        where = self._form["shared"].strip()
        if not where:
            return Said("请写班级共享文件夹的路径。", "wrong", "ru-shared")
        path = localrules.keep(self._known(), Path(where).expanduser())
        return Said(f"已放进 {path}。加入这个班级的学员打开第 6 课就能看到。")

    def _known(self) -> LocalRules:
        rules = localrules.own(self._title)
        if rules is None:
            raise RulesError("还没有保存，没有可给学员的。请先保存。")
        return rules


def open_rules(title: str) -> DeskPage:
    """The desk, as the notebook shows it."""
    return DeskPage(RulesDesk(title), most=localrules.MOST_BYTES)

