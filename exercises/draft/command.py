"""`xuncha quiz draft`: draft items from a speech."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from corpus import store
from corpus.errors import CorpusError
from corpus.oserror import said
from corpus.wholefile import write_new
from exercises.console import console, fail, literally, say
from exercises.draft.draw import MOST, Draft, draft
from exercises.draft.families import FAMILIES
from exercises.draft.files import dumped
from exercises.draft.pool import Pool
from exercises.items import TYPES


def draft_items(
    speech: Annotated[str, typer.Argument(metavar="SPEECH", help="讲话的代号，见 xuncha corpus list")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="写到这个 YAML 文件；不写则放进班级或学习文件夹的“题库/草稿”")] = None,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, max=200, help="最多几道")] = MOST,
) -> None:
    """从一篇讲话抽取试题草稿。草稿审定以前不会抽进试卷。"""
    try:
        chosen = store.speech(speech)
        drawn = draft(chosen, store.speeches(), most)
        if not drawn:
            say(f"没有从《{chosen.meta.short}》抽出草稿。讲话太短，或没有能成题的内容。")
            return
        where = _to_file(drawn, out) if out else _to_pool(drawn, speech)
    except CorpusError as error:
        fail(str(error))
    console.print(_table(drawn))
    say(where)


def _to_file(drawn: list[Draft], out: Path) -> str:
    try:
        write_new(out, dumped((one.item for one in drawn), "草稿，还没有审定，不会抽进试卷。"))
    except FileExistsError:
        fail(f"{out} 已经存在，没有覆盖。请换一个文件名。")
    except OSError as error:
        fail(f"{out} 无法写入：{said(error)}。请检查文件夹是否存在、有没有写入权限。")
    return f"已写入 {out}，共 {len(drawn)} 题，都是草稿。请逐题核对。"


def _to_pool(drawn: list[Draft], slug: str) -> str:
    pool = Pool()
    new = pool.add(slug, drawn, datetime.now())
    old = f"另有 {len(drawn) - new} 题以前抽过，或题库里已有。" if new < len(drawn) else ""
    return f"新放入 {new} 题：{pool.drafts_file(slug)}。{old}请打开“审题台”逐题审定；采用的题才会进入 {pool.folder}。"


def _table(drawn: list[Draft]) -> Table:
    table = Table(title="草稿")
    table.add_column("问什么")
    table.add_column("题型")
    table.add_column("题数", justify="right")
    table.add_column("把握", justify="right")
    families: dict[str, list[Draft]] = {}
    for one in drawn:
        families.setdefault(one.family, []).append(one)
    for name, own in sorted(families.items(), key=lambda entry: -len(entry[1])):
        kinds = Counter(TYPES[one.item.type].LABEL for one in own)
        told = "、".join(f"{kind} {n}" if len(kinds) > 1 else kind for kind, n in kinds.items())
        sure = sum(one.confidence for one in own) / len(own)
        table.add_row(literally(FAMILIES[name][0]), told, str(len(own)), f"{sure:.0%}")
    return table
