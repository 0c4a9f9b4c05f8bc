"""Cleaning never loses a character and finds structure where a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import clean
from corpus.errors import BadSource
from corpus.rebuild import Cut, rebuild, spans, take_out

BODY = "根据工作安排，今天召开动员会，主要任务是安排部署本轮巡察工作，请大家认真听、认真记、抓好落实。"


@given(st.text(alphabet="巡察。\n 一是要、", max_size=60), st.data())
def test_whatever_is_cut_out_can_be_put_back(raw, data):
    marks = sorted(data.draw(st.sets(st.integers(0, len(raw)), max_size=8)))
    whys, by = st.sampled_from(["换行", "空行"]), st.sampled_from(["machine", "editor"])
    cuts = [Cut(a, b, data.draw(whys), data.draw(by)) for a, b in zip(marks[::2], marks[1::2])]
    spoken, breaks, removed = take_out(raw, cuts)
    assert rebuild(spoken, breaks, removed) == raw
    assert [raw[a:b] for a, b in spans(breaks, removed)] == [piece.text for piece in removed]


@given(st.lists(st.text(alphabet="巡察组要一是二三第、，。（）(1.) \t　同志们：…下", max_size=40), max_size=12))
def test_any_lines_around_a_speech_can_be_rebuilt(lines):
    raw = "\n".join([*lines, BODY, *lines])
    try:
        cleaned = clean(raw)
    except BadSource:
        return
    assert rebuild("".join(b.text for b in cleaned.blocks), cleaned.line_breaks, cleaned.removed) == raw


def test_hard_wrapped_lines_are_joined_and_short_lines_end_paragraphs():
    paragraph = "各级党组织要提高政治站位，深化思想认识，主动接受监督，全力支持配合，不掩饰问题，实事求是反映情况，举一反三抓好整改。" * 3
    wrapped = "\n".join(paragraph[i : i + 30] for i in range(0, len(paragraph), 30))
    raw = f"同志们：\n{wrapped}\n一、统一认识\n{wrapped}\n"
    assert [b.text for b in clean(raw).blocks] == ["同志们：", paragraph, "一、统一认识", paragraph]


def test_crlf_sources_are_cleaned_alike():
    raw = f"同志们：\r\n{BODY}\r\n\r\n{BODY}\r\n"
    cleaned = clean(raw, "\r\n")
    assert [b.text for b in cleaned.blocks] == ["同志们：", BODY, BODY]
    assert rebuild("".join(b.text for b in cleaned.blocks), cleaned.line_breaks, cleaned.removed, "\r\n") == raw


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("hello world\n" * 50, "不是中文讲话"),
        ("同志们：\n散会。", "没有找到讲话正文"),
        ("巡" * 600_000, "超过 20 万字"),
        ("巡\n" * 30_000, "超过 2 万行"),
    ],
)
def test_a_text_that_is_no_speech_is_refused(raw, says):
    with pytest.raises(BadSource, match=says):
        clean(raw)
