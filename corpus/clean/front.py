"""How a speech begins: title, date or name, salutation; and what stands above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.clean import titles
from corpus.clean.lines import Found, Line, whole, width
from corpus.headings import line_label
from corpus.salutation import is_salutation, opening

ABOVE = "标题之前的网页内容"

_TOP = 60
"""Worded lines among which a speech begins."""
_MOST_WINDOW = 4
_MOST_BETWEEN = 3
_MOST_UPPER = 3
_MOST_GLUED = 160
_PARAGRAPH = 60
_GENRE = re.compile(r"巡察|巡视|政治|监督|全面从严治党|党|会议|工作")


@dataclass(frozen=True)
class Front:
    """Where a speech begins; line numbers."""

    title: tuple[int, ...] = ()
    greeting: int | None = None
    """The line that is, or begins with, the salutation."""
    body: int = 0
    """First line below title and salutation."""

    @property
    def first(self) -> int:
        """The first line of the speech."""
        return self.title[0] if self.title else self.body if self.greeting is None else self.greeting


def find(lines: Sequence[Line]) -> Front:
    """Title and salutation among the first lines; each may be missing."""
    worded = [i for i, line in enumerate(lines) if not line.blank][:_TOP]
    if not worded:
        return Front()
    greeting = _greeting(lines, worded)
    start = greeting if greeting is not None else next((i for i in worded if _opens_body(lines[i].text)), worded[0])
    above = [i for i in worded if i < start]
    title = _title(lines, above)
    after = [i for i in worded if i > (greeting if greeting is not None else title[-1] if title else -1)]
    return Front(tuple(title), greeting, after[0] if after else worded[-1])


def _greeting(lines: Sequence[Line], worded: Sequence[int]) -> int | None:
    """The first line that addresses the listeners, before the text has gone on for long."""
    said = 0
    for i in worded:
        text = lines[i].text
        if is_salutation(text) or opening(text) or glued(text):
            return i
        said += len(text) if _opens_body(text) else 0
        if said > 600:
            break
    return None


def _opens_body(text: str) -> bool:
    return (len(text) >= _PARAGRAPH and "。" in text) or line_label(text) is not None


def glued(text: str) -> tuple[int, int] | None:
    """(end of the title, end of the salutation) where both stand at the start of one line with the text."""
    colon = re.search("[：:]", text[:_MOST_GLUED])
    if colon is None or not titles.has_speech_word(text[: colon.start()]):
        return None
    for start in range(colon.start() - 2, 2, -1):
        if is_salutation(text[start : colon.end()]) and titles.reads_like_title(text[:start].rstrip()):
            return start, colon.end()
    return None


def _title(lines: Sequence[Line], above: Sequence[int]) -> list[int]:
    """The lines of the title: the last ones above the salutation that read like one."""
    passed = 0
    for place in range(len(above) - 1, -1, -1):
        text = lines[above[place]].text
        window = _window(lines, above, place)
        if window:
            return _with_upper(lines, above, window)
        if passed >= _MOST_BETWEEN or not (titles.is_date_or_name(text) or len(text) <= 20):
            break
        passed += 1
    # Further up only a line that is a title by itself counts: what lies between is the page's.
    for place in range(len(above) - 1, -1, -1):
        text = lines[above[place]].text
        if titles.reads_like_title(text) and titles.is_whole(text):
            return _with_upper(lines, above, [above[place]])
    return _plain_title(lines, above)


def _window(lines: Sequence[Line], above: Sequence[int], place: int) -> list[int]:
    """The fewest lines ending at ``above[place]`` that make a whole title; else as many as make one at all."""
    best: list[int] = []
    for size in range(1, _MOST_WINDOW + 1):
        if place - size + 1 < 0:
            break
        window = list(above[place - size + 1 : place + 1])
        if any(b - a > 1 and not all(lines[j].cleared for j in range(a + 1, b)) for a, b in zip(window, window[1:])):
            break
        top = lines[window[0]].text
        if size > 1 and not _may_go_on(top):
            break
        joined = "".join(lines[i].text for i in window)
        if titles.reads_like_title(joined):
            best = window
            if titles.is_whole(joined):
                break
    return best


def _may_go_on(line: str) -> bool:
    """Whether a title may begin with ``line`` and go on below: wide, and not finished."""
    return width(line) >= 16 and not re.search(r"[。！？；：:]$", line) and not is_salutation(line) and not titles.is_finished(line)


def _with_upper(lines: Sequence[Line], above: Sequence[int], title: list[int]) -> list[int]:
    """The title with the line above that belongs to it: the speaker's office, or the title proper of a subtitle."""
    place = above.index(title[0])
    first = lines[title[0]].text
    if titles.is_subtitle(first):
        upper = list(above[max(0, place - _MOST_UPPER) : place])
        while upper and not all(b - a <= 1 for a, b in zip(upper, upper[1:])):
            del upper[0]
        while upper and not all(4 <= len(lines[i].text) <= 40 and "。" not in lines[i].text for i in upper):
            del upper[0]
        return [*upper, *title] if upper and title[0] - upper[-1] <= 2 else title
    office = place and title[0] - above[place - 1] == 1 and titles.is_role(lines[above[place - 1]].text)
    return [above[place - 1], *title] if office and first.startswith(("在", "关于")) else title


def _plain_title(lines: Sequence[Line], above: Sequence[int]) -> list[int]:
    """A short line right above the salutation that names the subject, without 讲话."""
    for i in reversed(above[-_MOST_BETWEEN:]):
        text = lines[i].text
        if text.startswith(("（", "(")) or (titles.is_date_or_name(text) and not _GENRE.search(text)):
            continue
        fits = 6 <= len(text) <= 50 and _GENRE.search(text) and not re.search(r"[。；：:，,]", text)
        return [i] if fits and line_label(text) is None else []
    return []


def above_title(lines: Sequence[Line], front: Front) -> Iterator[Found]:
    """Lines above the title; nothing when paragraphs stand there, or when there is no title."""
    if not front.title:
        return
    upper = [i for i in range(front.title[0]) if not lines[i].blank]
    if not any(_opens_body(lines[i].text) for i in upper):
        yield from whole(lines, upper, ABOVE)


def between(lines: Sequence[Line], front: Front) -> Iterator[Found]:
    """Lines between title and salutation that are neither date nor name."""
    if not front.title or front.greeting is None:
        return
    middle = [i for i in range(front.title[-1] + 1, front.greeting) if not lines[i].blank]
    if len(middle) > _MOST_BETWEEN and not any(_opens_body(lines[i].text) for i in middle):
        yield from whole(lines, [i for i in middle if not titles.is_date_or_name(lines[i].text)], ABOVE)
