"""The speech file: YAML front matter, then the speech as Markdown, verbatim.

A blank line ends a line of the source. Inside such a stanza a line break only
separates blocks: ``## 第一，…`` is a heading, and whatever follows it without a
blank line continues the source's own line (a run-in heading). The words
themselves are never escaped, except that a text line which begins with ``#`` or a
backslash gets one backslash in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from corpus.errors import BadSpeechFile
from corpus.headings import label_of
from corpus.model import Block, FrontMatter, Heading, Speech
from corpus.salutation import FRONT, is_salutation
from corpus.wholefile import write_whole

MAX_BYTES = 2_000_000
_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.S)
# libyaml's safe loader reads ten times as fast; PyYAML has it wherever it was built with libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HASHES = re.compile(r"(#{1,6}) (.+)", re.S)


def loads(slug: str, text: str) -> Speech:
    """A Speech from the text of its file.

    Raises BadSpeechFile (Chinese) when the front matter or the layout is wrong.
    """
    found = _FRONT.match(text)
    if found is None:
        raise BadSpeechFile(f"讲话文件 {slug}.md 开头没有“---”围起的说明信息，无法读取。")
    try:
        meta = FrontMatter.model_validate(yaml.load(found[1], Loader=_LOADER))
    except yaml.YAMLError as error:
        raise BadSpeechFile(f"讲话文件 {slug}.md 的说明信息不是合法的 YAML：{error}") from None
    except ValidationError as error:
        faults = "；".join(f"{'.'.join(map(str, e['loc'])) or '整体'}（{e['msg']}）" for e in error.errors())
        raise BadSpeechFile(f"讲话文件 {slug}.md 的说明信息有误：{faults}") from None
    return Speech(slug, meta, tuple(_blocks(found[2], meta.title)))


def _blocks(body: str, title: str | None) -> Iterator[Block]:
    n = 0
    greeted = False
    for stanza in body.strip("\n").split("\n\n"):
        lines = stanza.split("\n")
        i = 0
        while i < len(lines):
            opens_line, line = i == 0, lines[i]
            hashes = _HASHES.fullmatch(line)
            i += 1
            n += 1
            if hashes is None:
                greets = not greeted and n <= FRONT and is_salutation(line)
                greeted = greeted or greets
                yield Block(n, "salutation" if greets else "paragraph", _unescape(line), None, opens_line)
            elif len(hashes[1]) == 1:
                yield Block(n, "title", hashes[2], None, opens_line)
            else:
                alone = len(lines) == 1
                label = label_of(hashes[2])
                rest = ""
                if i < len(lines) and _HASHES.fullmatch(lines[i]) is None:
                    rest = _unescape(lines[i])
                    i += 1
                heading = Heading(len(hashes[1]) - 1, label, hashes[2][len(label) :], not alone)
                yield Block(n, "heading" if alone else "paragraph", hashes[2] + rest, heading, opens_line)


def body(blocks: Sequence[Block]) -> str:
    """The Markdown body for ``blocks``; ``loads`` reads the same blocks back."""
    out: list[str] = []
    for block in blocks:
        if out:
            out.append("\n\n" if block.opens_line else "\n")
        if block.kind == "title":
            out.append("# " + block.text)
        elif block.heading is None:
            out.append(_escape(block.text))
        else:
            head = block.heading.text
            out.append("#" * (block.heading.level + 1) + " " + head)
            if block.text != head:
                out.append("\n" + _escape(block.text[len(head) :]))
    return "".join(out) + "\n"


def _escape(line: str) -> str:
    return "\\" + line if line[:1] in ("#", "\\") else line


def _unescape(line: str) -> str:
    return line[1:] if line.startswith("\\") else line


class _Dumper(yaml.SafeDumper):
    """Quotes text that holds line breaks on one line, keeps number lists flat."""


def _represent_str(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = '"' if "\n" in text or text != text.strip() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_list(dumper: yaml.SafeDumper, values: list[object]) -> yaml.Node:
    flat = bool(values) and all(isinstance(v, int) for v in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=flat or None)


_Dumper.add_representer(str, _represent_str)
_Dumper.add_representer(list, _represent_list)


def dumps(speech: Speech) -> str:
    """The text of the speech's file."""
    fields = speech.meta.model_dump(mode="json", exclude_defaults=True)
    fields = {"title": speech.meta.title, **fields}
    front = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{front}---\n{body(speech.blocks)}"


def read(path: Path) -> Speech:
    """The speech in ``path``; its slug is the file's name without ``.md``."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadSpeechFile(f"讲话文件 {path.name} 超过 2 MB，不像一篇讲话，没有读取。")
        return loads(path.stem, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadSpeechFile(f"讲话文件 {path} 无法读取：{error}") from None


def write(speech: Speech, path: Path) -> None:
    """Write the speech's file whole or not at all."""
    write_whole(path, dumps(speech))
