"""What a page writes below the end of a speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.clean import adverts, front, paywall, site
from corpus.clean.lines import Found, Line, whole
from corpus.clean.titles import is_date_or_name, reads_like_title

BELOW = "正文之后的网页内容"
IMPRINT = "文件的版记（主题词、抄送、印发）"

_PAGE = frozenset((site.LINKS, site.MORE, site.FIELDS, site.CRUMBS, adverts.ADVERT, adverts.WATERMARK, paywall.GAP))
_SENTENCE = re.compile(r"[。！？!?][”’）)]*$")
_ABOUT_PAGE = re.compile(r"版权|侵权|上传|本站|网友|转载|下载|用户|平台|网站|文库|范文|文档")
_MARK = re.compile(r"[。！？；，、,;!?]")
_PARAGRAPH = 200
_IMPRINT = re.compile(r"^\s*(?:主题词|主送|抄送|抄报|发|报|送)\s*[：:]|印发\s*$|[（(]?共印\s*\d+\s*份")
_MOST_IMPRINT = 8


def below(lines: Sequence[Line]) -> Iterator[Found]:
    """From the first line of page furniture after the last paragraph on, everything but date and name."""
    last = max((i for i, line in enumerate(lines) if _is_speech(line.text)), default=-1)
    if last < 0:
        return
    furniture = [i for i in range(last + 1, len(lines)) if lines[i].cleared in _PAGE]
    if not furniture:
        return
    rest = [i for i in range(furniture[0], len(lines)) if not lines[i].blank]
    yield from whole(lines, [i for i in rest if not (is_date_or_name(lines[i].text) and len(rest) < 3)], BELOW)


def imprint(lines: Sequence[Line]) -> Iterator[Found]:
    """The imprint of an official document: subject words, whom it went to, who printed how many when."""
    last = max((i for i, line in enumerate(lines) if _SENTENCE.search(line.text)), default=-1)
    tail = [i for i in range(last + 1, len(lines)) if not lines[i].blank and not lines[i].cleared]
    first = next((place for place, i in enumerate(tail) if _IMPRINT.search(lines[i].text)), None)
    if first is not None and len(tail) - first <= _MOST_IMPRINT:
        yield from whole(lines, tail[first:], IMPRINT)


def link_lists(lines: Sequence[Line]) -> Iterator[Found]:
    """Titles of other texts below 相关推荐 and the like."""
    own = front.find(lines).title
    under = False
    for i, line in enumerate(lines):
        if line.cleared:
            under = under or line.cleared == site.MORE
        elif under and not line.blank and i not in own:
            if reads_like_title(line.text.split("（")[0]) and len(line.text) <= 60 and not _SENTENCE.search(line.text):
                yield from whole(lines, [i], BELOW)
            else:
                under = False


def _is_speech(text: str) -> bool:
    """A sentence or, where lines are wrapped, a piece of one; names of other texts have no such marks."""
    return _MARK.search(text) is not None and not (_ABOUT_PAGE.search(text) and len(text) < _PARAGRAPH)
