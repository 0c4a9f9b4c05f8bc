"""Submissions that are broken, tampered with or meant to do harm, each with what must come of it.

Files that are no papers lie in ``data/hostile/papers``, what is typed into answer cells in
``data/hostile/answers``. What tampers with a paper is done here to the paper of the day, and
what no repository holds (links, pipes, a hundred megabytes) is made here too.

A case writes a trainee's folder. ``refused`` cases are not graded, are told with the
reason and kept whole; ``graded`` ones earn no more than ``most`` and are told where
``said`` is given. All cases but the harmless last ones carry only wrong answers, so
that any mark above their due would show.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from made_papers import QUIZ, answered, asked, right, wrong
from nbformat import NotebookNode

DATA = Path(__file__).parent / "data" / "hostile"
FILE = f"{QUIZ}.ipynb"
EVIL = "open('evil.txt', 'w').write('x')"


@dataclass(frozen=True)
class Case:
    """``write(folder, released)`` makes the submission."""

    write: Callable[[Path, NotebookNode], None]
    refused: str = ""
    """Part of the reason; empty where the paper is graded."""
    said: str = ""
    """Part of a remark on a graded paper."""
    most: float = 0.0
    """What it may earn at most, as a share of what the computer marks."""
    flagged: bool = False
    """Every question of the computer's waits for a person."""


CASES: dict[str, Case] = {}


def case(**expected: Any) -> Callable[[Callable[[Path, NotebookNode], None]], Callable[[Path, NotebookNode], None]]:
    def add(write: Callable[[Path, NotebookNode], None]) -> Callable[[Path, NotebookNode], None]:
        CASES[write.__name__.replace("_", "-")] = Case(write, **expected)
        return write

    return add


def put(folder: Path, content: bytes | str | dict[str, Any]) -> None:
    if isinstance(content, dict):
        content = json.dumps(content)
    (folder / FILE).write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)


def plain(released: NotebookNode, how: Callable[[Any], str | None] = wrong) -> dict[str, Any]:
    """The answered paper as plain data."""
    return json.loads(nbformat.writes(answered(released, how)))


def cells(paper: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in paper["cells"]}


def checks(paper: dict[str, Any]) -> list[dict[str, Any]]:
    return [cells(paper)[question.check_id] for question in asked()]


def answers(paper: dict[str, Any]) -> list[dict[str, Any]]:
    return [cells(paper)[question.answer_id] for question in asked()]


# -- files that are no notebooks -----------------------------------------------------------

BROKEN = "不是完好的笔记本文件"
NONE = "不是笔记本文件"
REFUSED_FILES = {
    "empty": "是空的",
    "spaces": "是空的",
    "zeros": BROKEN,
    "binary": BROKEN,
    "text": BROKEN,
    "html": BROKEN,
    "list": NONE,
    "object": NONE,
    "number": NONE,
    "null": NONE,
    "nan": NONE,
    "deep-lists": BROKEN,
    "deep-objects": BROKEN,
    "huge-number": BROKEN,
    "cells-no-list": NONE,
    "cells-not-objects": BROKEN,
    "format-3": "版本过旧",
    "format-5": NONE,
    "format-as-text": NONE,
    "too-many-cells": "个单元",
    "gzip": BROKEN,
    "python-pickle": BROKEN,
}
"""The files in ``papers`` and why each is refused."""


def _copy_of(file: Path, folder: Path, _released: NotebookNode) -> None:
    shutil.copyfile(file, folder / FILE)


for _name, _reason in REFUSED_FILES.items():
    CASES[_name] = Case(partial(_copy_of, DATA / "papers" / f"{_name}.ipynb"), _reason)


@case(refused=BROKEN)
def truncated(folder: Path, released: NotebookNode) -> None:
    put(folder, json.dumps(plain(released, right))[:-200])


@case(refused=BROKEN)
def cut_inside_a_letter(folder: Path, released: NotebookNode) -> None:
    text = json.dumps(plain(released, right), ensure_ascii=False).encode()
    put(folder, text[: text.index("题".encode()) + 1])


@case(refused="文字编码")
def utf_16(folder: Path, released: NotebookNode) -> None:
    put(folder, json.dumps(plain(released, right)).encode("utf-16"))


@case(refused="文字编码")
def gbk(folder: Path, released: NotebookNode) -> None:
    put(folder, json.dumps(plain(released, right), ensure_ascii=False).encode("gb18030"))


@case(refused="超过 10 MB")
def a_hundred_megabytes(folder: Path, released: NotebookNode) -> None:
    with (folder / FILE).open("wb") as file:
        file.write(b'{"nbformat": 4, "cells": [], "metadata": {"x": "')
        file.truncate(100 * 1024 * 1024)


@case(refused=BROKEN)
def zip_bomb_under_the_name_of_a_paper(folder: Path, released: NotebookNode) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"../../{FILE}", b"0" * 5_000_000)
    put(folder, packed.getvalue())


@case(refused="内容不是文字")
def source_that_is_a_number(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    answers(paper)[0]["source"] = 1
    put(folder, paper)


@case(refused="内容不是文字")
def source_of_nested_lists(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    answers(paper)[0]["source"] = [["answer = 'A'"]]
    put(folder, paper)


# -- folders that are no submissions -----------------------------------------------------------


@case(refused="若就是本卷请改回原名")
def another_name(folder: Path, released: NotebookNode) -> None:
    (folder / f"{QUIZ} (1).ipynb").write_text(json.dumps(plain(released, right)))


@case(refused="找不到")
def nothing_inside(folder: Path, released: NotebookNode) -> None:
    pass


@case(refused="链接")
def link_to_a_file_elsewhere(folder: Path, released: NotebookNode) -> None:
    (folder / FILE).symlink_to("/etc/passwd")


@case(refused="链接")
def link_to_the_key(folder: Path, released: NotebookNode) -> None:
    (folder / FILE).symlink_to(folder.parents[2] / "source" / QUIZ / FILE)


@case(refused="链接")
def link_that_leads_nowhere(folder: Path, released: NotebookNode) -> None:
    (folder / FILE).symlink_to(folder / FILE)


@case(refused="链接")
def folder_that_is_a_link(folder: Path, released: NotebookNode) -> None:
    folder.rmdir()
    folder.symlink_to(folder.parents[2] / "source" / QUIZ)


@case(refused="不是普通文件")
def a_pipe(folder: Path, released: NotebookNode) -> None:
    os.mkfifo(folder / FILE)


@case(refused="不是普通文件")
def a_folder_under_the_name_of_a_paper(folder: Path, released: NotebookNode) -> None:
    (folder / FILE).mkdir()


@case(refused="不是文件夹")
def a_file_for_a_folder(folder: Path, released: NotebookNode) -> None:
    folder.rmdir()
    folder.write_bytes(b"x")


@case(refused="层")
def folders_in_folders(folder: Path, released: NotebookNode) -> None:
    put(folder, plain(released))
    deep = folder.joinpath(*["d"] * 30)
    deep.mkdir(parents=True)
    (deep / "x").touch()


@case(refused="附带的文件过多")
def a_thousand_files(folder: Path, released: NotebookNode) -> None:
    put(folder, plain(released))
    for number in range(1000):
        (folder / f"{number}.txt").touch()


@case(refused="交卷时间")
def a_time_that_is_none(folder: Path, released: NotebookNode) -> None:
    put(folder, plain(released, right))
    (folder / "timestamp.txt").write_text("明天")


@case(refused="交卷时间")
def a_time_beyond_all_years(folder: Path, released: NotebookNode) -> None:
    put(folder, plain(released, right))
    (folder / "timestamp.txt").write_text("99999-01-01 00:00:00 UTC")


@case(refused="交卷时间")
def a_time_of_a_megabyte(folder: Path, released: NotebookNode) -> None:
    put(folder, plain(released, right))
    (folder / "timestamp.txt").write_bytes(b"1" * 1_000_000)


@case(said="晚于现在", most=1.0)
def a_time_to_come(folder: Path, released: NotebookNode) -> None:
    put(folder, plain(released, right))
    (folder / "timestamp.txt").write_text("2999-01-01 00:00:00 UTC")


@case(said="链接")
def a_link_beside_the_paper(folder: Path, released: NotebookNode) -> None:
    put(folder, plain(released))
    (folder / "passwd").symlink_to("/etc/passwd")


@case()
def names_like_paths_beside_the_paper(folder: Path, released: NotebookNode) -> None:
    put(folder, plain(released))
    for name in ("..%2f..%2fevil", "=cmd()", "-rf", "a\nb", "nbgrader_config.py", "gradebook.db"):
        (folder / name).write_text("c = get_config(); import os")


# -- papers that say untrue things about themselves -------------------------------------------------


@case(said="运行结果")
def forged_results(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    for check in checks(paper):
        check["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "99.0"}, "metadata": {}, "execution_count": 1}]
    put(folder, paper)


@case(said="分值")
def more_points(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    for check in checks(paper):
        check["metadata"]["nbgrader"]["points"] = 1e9
    put(folder, paper)


@case(said="分值")
def points_that_are_no_number(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    for check, points in zip(checks(paper), [float("nan"), float("inf"), "99", None, [9], {}] * 9):
        check["metadata"]["nbgrader"]["points"] = points
    put(folder, paper)


@case(said="内容被改动")
def check_cells_that_always_agree(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    for check in checks(paper):
        check["source"] = "99.0"
    put(folder, paper)


@case(said="分值、锁定")
def unlocked_cells(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    for each in paper["cells"]:
        each["metadata"]["nbgrader"] |= {"locked": False, "grade": False, "solution": True}
    put(folder, paper)


@case(said="分值、锁定")
def forged_checksums(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    for each in paper["cells"]:
        each["metadata"]["nbgrader"]["checksum"] = "f" * 32
    put(folder, paper)


@case(said="分值、锁定")
def another_schema_version(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    paper["cells"][3]["metadata"]["nbgrader"]["schema_version"] = 99
    put(folder, paper)


@case(said="少了", flagged=True)
def no_metadata(folder: Path, released: NotebookNode) -> None:
    paper = plain(released, right)
    for each in paper["cells"]:
        each["metadata"] = {}
    put(folder, paper)


@case(said="少了", flagged=True)
def metadata_of_other_kinds(folder: Path, released: NotebookNode) -> None:
    paper = plain(released, right)
    for number, each in enumerate(paper["cells"]):
        each["metadata"] = [None, [], "x", 1, {"nbgrader": []}, {"nbgrader": {"grade_id": ["q01"]}}, {"nbgrader": {"grade_id": {}}}][number % 7]
    put(folder, paper)


@case(said="少了", flagged=True)
def no_cells(folder: Path, released: NotebookNode) -> None:
    put(folder, {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []})


@case(said="少了")
def no_check_cells(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    gone = [id(check) for check in checks(paper)]
    paper["cells"] = [each for each in paper["cells"] if id(each) not in gone]
    put(folder, paper)


@case(said="重复")
def doubled_check_cells(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    paper["cells"] += json.loads(json.dumps(checks(paper)))
    put(folder, paper)


@case(said="重复")
def every_letter_in_copies_of_the_answer_cell(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    for answer in answers(paper)[:-1]:
        paper["cells"] += [answer | {"source": f'answer = "{letter}"'} for letter in "ABCD对错"]
    put(folder, paper)


@case(said="次序")
def cells_backwards(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    paper["cells"].reverse()
    put(folder, paper)


@case(said="分值、锁定", flagged=True)
def cells_that_claim_other_ids(folder: Path, released: NotebookNode) -> None:
    """Every answer under the id of the cell that marks it, and the other way round."""
    paper = plain(released, right)
    for question in asked():
        answer, check = cells(paper)[question.answer_id], cells(paper)[question.check_id]
        answer["metadata"]["nbgrader"]["grade_id"] = question.check_id
        check["metadata"]["nbgrader"]["grade_id"] = "q99"
    put(folder, paper)


@case(said="单元类型")
def retyped_cells(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    for each in paper["cells"]:
        each["cell_type"] = {"code": "markdown", "markdown": "raw"}[each["cell_type"]]
    put(folder, paper)


@case(said="单元类型")
def types_that_are_none(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    for each, kind in zip(paper["cells"], [None, 1, [], {}, "script"] * 99):
        each["cell_type"] = kind
    put(folder, paper)


@case()
def a_key_of_ones_own(folder: Path, released: NotebookNode) -> None:
    """The form's data rewritten so that the wrong answer looks like the only one."""
    paper = plain(released)
    for answer in answers(paper):
        answer["metadata"]["xuncha"] = {"key": "A", "points": 99, "type": "single", "restored": False, "shown": ["A", "A"]}
    paper["metadata"]["xuncha"] = {"shuffle": "../../evil", "points": 0}
    put(folder, paper)


@case()
def an_older_minor_format(folder: Path, released: NotebookNode) -> None:
    paper = plain(released) | {"nbformat_minor": 0}
    for each in paper["cells"]:
        each.pop("id")
    put(folder, paper)


@case(said="少了", flagged=True)
def one_name_twice_in_the_json(folder: Path, released: NotebookNode) -> None:
    put(folder, json.dumps(plain(released, right))[:-1] + ', "cells": []}')


@case()
def a_kernel_of_ones_own(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    paper["metadata"]["kernelspec"] = {"name": "evil", "language": "sh", "display_name": "<script>alert(1)</script>"}
    put(folder, paper)


@case()
def cells_of_ones_own_with_script(folder: Path, released: NotebookNode) -> None:
    paper = plain(released)
    own = {"metadata": {"nbgrader": {"grade_id": "q01-extra", "grade": True, "points": 99}}, "id": "../x", "source": "<script>alert(1)</script>"}
    paper["cells"] += [own | {"cell_type": "markdown", "attachments": {"a": {"text/html": "<script>"}}}] * 5
    paper["cells"] += [own | {"cell_type": "code", "source": EVIL, "outputs": [{"output_type": "display_data"}]}]
    put(folder, paper)


# -- answers ----------------------------------------------------------------------------------


def _everywhere(source: str, folder: Path, released: NotebookNode) -> None:
    """``source`` in every answer cell of the computer's."""
    paper = plain(released)
    for answer in answers(paper)[:-1]:
        answer["source"] = source
    put(folder, paper)


for _file in sorted((DATA / "answers").iterdir()):
    _text = _file.read_bytes().decode("utf-8", "surrogatepass")  # one holds half a letter
    CASES[f"answer-{_file.stem}"] = Case(partial(_everywhere, _text), flagged=_file.stem != "every-answer")


@case(most=1.0)
def a_byte_order_mark(folder: Path, released: NotebookNode) -> None:
    put(folder, b"\xef\xbb\xbf" + json.dumps(plain(released, right)).encode())


@case(most=1.0)
def all_right_and_well_made(folder: Path, released: NotebookNode) -> None:
    put(folder, plain(released, right))
