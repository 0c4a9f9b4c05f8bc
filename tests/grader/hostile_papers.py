"""Submissions that are broken, tampered with or meant to do harm, each with what must come of it.

A case writes a trainee's folder. ``refused`` cases are not graded, are told with the
reason and kept whole; ``graded`` ones earn no more than ``most`` and are told where
``said`` is given. All cases but the harmless last ones carry only wrong answers, so
that any mark above their due would show.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from made_papers import QUIZ, answered, asked, right, wrong
from nbformat import NotebookNode

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


def raw(name: str, content: bytes, refused: str) -> None:
    CASES[name] = Case(lambda folder, released: put(folder, content), refused)


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
raw("empty", b"", "是空的")
raw("spaces", b" \n\t ", "是空的")
raw("zeros", b"\0" * 4096, BROKEN)
raw("binary", bytes(range(256)) * 16, BROKEN)
raw("text", "我的答案是 B".encode(), BROKEN)
raw("html", b"<html><script>alert(1)</script></html>", BROKEN)
raw("list", b"[]", NONE)
raw("object", b"{}", NONE)
raw("number", b"1", NONE)
raw("null", b"null", NONE)
raw("nan", b"NaN", NONE)
raw("deep-lists", b"[" * 200_000, BROKEN)
raw("deep-objects", b'{"cells":' * 100_000, BROKEN)
raw("huge-number", b'{"nbformat": 4, "cells": [' + b"9" * 100_000 + b"]}", BROKEN)
raw("cells-no-list", b'{"nbformat": 4, "cells": {"0": 1}}', NONE)
raw("cells-not-objects", b'{"nbformat": 4, "cells": [1, "x", null]}', BROKEN)
raw("format-3", b'{"nbformat": 3, "worksheets": [{"cells": []}]}', "版本过旧")
raw("format-5", b'{"nbformat": 5, "cells": []}', NONE)
raw("format-as-text", b'{"nbformat": "4", "cells": []}', NONE)
raw("too-many-cells", json.dumps({"nbformat": 4, "cells": [{}] * 3000}).encode(), "个单元")
raw("gzip", gzip.compress(b"{}"), BROKEN)
raw("python-pickle", b"\x80\x04\x95\x1f\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.", BROKEN)


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


def everywhere(name: str, source: str, **expected: Any) -> None:
    """``source`` in every answer cell of the computer's."""

    def write(folder: Path, released: NotebookNode) -> None:
        paper = plain(released)
        for answer in answers(paper)[:-1]:
            answer["source"] = source
        put(folder, paper)

    CASES[name] = Case(write, **expected)


for _name, _source in {
    "writes-a-file": f"answer = {EVIL}",
    "writes-a-file-first": f"{EVIL}\nanswer = 'A'",
    "system-call": "import os; os.system('touch evil.txt')\nanswer = 'A'",
    "shell-magic": "!touch evil.txt",
    "cell-magic": "%%bash\ntouch evil.txt",
    "line-magic": "answer = %time 'A'",
    "quits": "import os; os._exit(1)",
    "runs-for-ever": "while True: pass",
    "equal-to-everything": "class A:\n    __eq__ = lambda s, o: True\nanswer = A()",
    "patched-builtins": "import builtins; builtins.float = lambda x: 99\nanswer = 'A'",
    "formatted-text": "answer = f'{chr(65)}'",
    "joined-text": "answer = 'A' + ''",
    "called-method": "answer = 'a'.upper()",
    "reads-the-gradebook": "import sqlite3; answer = sqlite3.connect('gradebook.db').execute('select * from source_cell')",
    "comprehension": "answer = [x for x in 'ABCD']",
    "lambda": "answer = (lambda: 'A')()",
    "walrus": "(answer := 'A')",
    "decorated": "@print\ndef answer(): pass",
    "huge-text": "answer = '" + "A" * 1_000_000 + "'",
    "huge-number": "answer = 0x" + "f" * 3_900,
    "huge-power": "answer = 9**9**9",
    "deep-brackets": "answer = " + "[" * 3_000,
    "deep-minus": "answer = " + "-" * 3_900 + "1",
    "deep-not": "answer = " + "not " * 900 + "1",
    "deep-dots": "answer = a" + ".a" * 1_900,
    "deep-calls": "answer = a" + "()" * 1_900,
    "script": "answer = <script>alert(1)</script>",
    "script-in-text": "answer = '<script>alert(1)</script>'",
    "half-a-letter": "answer = '\ud800'",
    "nul": "answer = 'A\0'",
    "every-answer": 'answer = "ABCDEFGH"',
    "infinity": "answer = 1e999",
    "not-a-number": "answer = nan",
    "bytes": "answer = b'A'",
    "complex": "answer = 1j",
    "look-alike-cyrillic": "answer = 'А'",
    "sql": "answer = \"'); DROP TABLE grade; --\"",
    "formula": "answer = '=cmd|calc!A0'",
    "right-to-left": "answer = '\u202eA'",
}.items():
    everywhere(f"answer-{_name}", _source, flagged=_name not in ("every-answer",))


@case(most=1.0)
def a_byte_order_mark(folder: Path, released: NotebookNode) -> None:
    put(folder, b"\xef\xbb\xbf" + json.dumps(plain(released, right)).encode())


@case(most=1.0)
def all_right_and_well_made(folder: Path, released: NotebookNode) -> None:
    put(folder, plain(released, right))
