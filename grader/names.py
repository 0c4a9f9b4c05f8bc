"""Chinese names in nbgrader's two fields, ``last_name`` and ``first_name``.

Formgrader shows a trainee by name only when both fields are filled, so a full name
is split; joining the two fields gives the full name back.
"""

from __future__ import annotations

import re

#: Two-character surnames still in common use.
COMPOUND = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 "
    "太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 "
    "漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 "
    "公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师".split()
)

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def split(full: str) -> tuple[str, str]:
    """Surname and given name of ``full``; ``join`` of the two gives ``full`` back.

    A name with a middle dot (阿依古丽·买买提) is parted after the dot, a name in Latin
    letters before its last word, a name of a single character is all surname.
    """
    full = " ".join(full.split())
    if not _HAN.search(full):
        first, _, last = full.rpartition(" ")
        return last, first
    if "·" in full:
        last, dot, first = full.partition("·")
        return last + dot, first
    size = 2 if len(full) > 2 and full[:2] in COMPOUND else 1
    return full[:size], full[size:]


def join(last: str | None, first: str | None) -> str:
    """The full name as it is written: 张三, 阿依古丽·买买提, Ada Lovelace."""
    last, first = last or "", first or ""
    if _HAN.search(last + first):
        return last + first
    return f"{first} {last}".strip()


def printable(name: str) -> str:
    """A file name or id that may be shown: without control characters and broken letters, not too long."""
    clean = "".join(c if c.isprintable() else "�" for c in name.encode("utf-8", "replace").decode())
    return clean if len(clean) <= 80 else f"{clean[:80]}…"
