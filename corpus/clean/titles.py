"""What reads like the title of a speech, and what may stand between title and salutation."""

from __future__ import annotations

import re

_SPEECH = (
    "讲话|发言|致辞|致词|报告|表态|动员令|动员词|讲稿|党课|主持词|主持讲话|提纲|要点|部署会|动员会|动员|开班辞|辅导"
)
_KIND = "稿|提纲|要点|摘要|摘编|实录|全文|材料|范文|模板|辞|词|精选|通用版?|[（(][^（()）]{1,24}[）)]|\\d{1,2}篇?"
_TITLE = re.compile(rf"[^。；;]{{0,90}}?(?:{_SPEECH})(?:{_KIND}){{0,3}}[”》】]?(?:之?[一二三四五六七八九十\d]{{1,2}})?")
# Whole by itself: where or on what was spoken, or a subtitle.
_WHOLE = re.compile(
    r"^(?:[《“【]|——?|--)?(?:[^，。]{0,30}(?:同志|书记|主任|部长|市长|县长|区长|局长|组长"
    r"|领导|主席|院长|校长|[一-鿿]{2,3}))?(?:在|关于)|[》】]$"
)
_SPEECH_WORD = re.compile(_SPEECH)
_SITE = "[^\\s。，|_—-]{0,8}(?:文库|范文网|文档网|公文网|文秘网|资料网|文章网|写作网|范文大全|道客巴巴|豆丁网|人人文库|原创力文档)"
_FILE_SUFFIX = re.compile(
    r"(?:\s?\.(?:docx?|wps|pdf|txt|rtf|pptx?|html?))?"
    rf"(?:\s?[-—_|–]\s?(?:(?:文档|全文|免费|[Ww]ord|WORD|在线|PDF)?(?:下载|阅读|预览)|{_SITE}|正文)){{0,4}}$"
)
_SUBTITLE = re.compile(r"^(?:——?|--|—|－－)")
# 在…会上的讲话中指出 and …讲话精神 are sentences.
_GLUED = re.compile(
    r"[^。；;，,：:、]{4,70}会议?上的(?:讲话|发言|表态发言|致辞|动员讲话)(?:稿|提纲|要点)?(?:[（(][^（()）]{1,24}[）)])?"
    r"(?=[一-鿿])(?![中时里上后前精强指要提和与及的是明就作为])"
)
_ROLE_LINE = re.compile(r"[^，。；：:]{2,24}(?:同志|书记|主任|部长|组长|常委|局长|县长|市长|区长|委员|领导)")
_DATE_LINE = re.compile(
    r"[（(]?(?:时间[：:])?(?:(?:19|20)\d{2}|[×XxＸ*＊]{1,4}|二[〇○零０O]\S{2})\s*(?:年|[-./])\s*(?:\S{1,4}\s*(?:月"
    r"|[-./])\s*(?:\S{1,4}\s*(?:日|号)?)?)?\s*(?:[上下]午)?[）)]?"
)
_NAME_LINE = re.compile(r"[（(]?[一-鿿×XxＸ*＊○〇·\s]{2,30}[）)]?")
LONGEST = 90


def reads_like_title(text: str) -> bool:
    """True when ``text`` ends as titles of speeches do (…的讲话, …动员讲话提纲（摘要）)."""
    return len(text) <= LONGEST and _TITLE.fullmatch(text) is not None


def glued_title(text: str) -> int:
    """Length of the title that ``text`` begins with and goes on after (在…会上的讲话刚才…); 0 if there is none."""
    found = _GLUED.match(text)
    return found.end() if found and is_whole(found[0]) else 0


def is_finished(line: str) -> bool:
    """True when ``line`` ends on the very last word of a title; 动员 and 部署会 may go on (动员会上的讲话)."""
    return reads_like_title(line) and re.search(r"(?:动员|部署会|动员会|要点|辅导|表态)$", line) is None


def is_whole(title: str) -> bool:
    """True when ``title`` begins as a title does, so that no line above belongs to it."""
    return _WHOLE.search(title) is not None


def is_subtitle(line: str) -> bool:
    """——在…会上的讲话: the title proper stands above."""
    return _SUBTITLE.match(line) is not None


def is_role(line: str) -> bool:
    """A line that only names the speaker by office (XX书记)."""
    return _ROLE_LINE.fullmatch(line) is not None


def has_speech_word(text: str) -> bool:
    """讲话, 发言, 动员 … anywhere in ``text``."""
    return _SPEECH_WORD.search(text) is not None


def is_date_or_name(line: str) -> bool:
    """（2024年3月5日） or 市委书记 张三, as it stands under a title or at the end."""
    return len(line) <= 40 and (_DATE_LINE.fullmatch(line) is not None or _NAME_LINE.fullmatch(line) is not None)


def file_suffix(line: str) -> int:
    """Where the ending of a file or download page begins (.docx, -文档下载); len(line) if there is none."""
    found = _FILE_SUFFIX.search(line, max(0, len(line) - 40))
    return found.start() if found and found.start() else len(line)
