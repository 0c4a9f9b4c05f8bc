"""A raw source becomes a speech that says of itself only what stands in it."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus import CorpusError, speech, speeches, speechfile
from corpus.diff import pieces
from corpus.editing import accept, describe, dismiss, put_back, settle, spoken_span, take_out_more
from corpus.errors import BadSource
from corpus.intake import take_in, take_in_text
from corpus.model import Dating
from corpus.proposals import TO_CHECK, audiences, dating, level, missing, speakers
from corpus.rebuild import is_whole, raw_bytes, raw_text

SLUGS = [s.slug for s in speeches()]
ADVERT = "仅供学习 禁止外传\n更多范文请加QQ群\n\n"
BODY = """在全县第六轮巡察工作动员部署会上的讲话
（2025年3月18日）
同志们：
经县委批准，今天召开第六轮巡察动员部署会。刚才，组织部宣读了授权任职文件。我代表县委讲三点意见。
一、认清为什么巡，把思想摆正
党的二十届三中全会对完善巡视巡察制度作出部署，党纪学习教育的成果要在巡察中体现。巡察不是找茬，是政治体检。
二、弄清巡什么，把靶子立准
一要盯住责任落实。看书记有没有把管党治党放在心上。二要盯住群众身边的事。看低保、工程、集体资产这些钱有没有花在明处。
三、管好怎么巡，把规矩立严
巡察干部不得干预被巡察单位的正常工作，不得向任何人泄露底稿内容。请各组组长今天下午就把保密责任书签到每个人。
"""
NOISY = f"首页 > 讲话稿\n{ADVERT}{BODY}".replace("一要盯住", "- 2 -\n一要盯住") + "本文共3页，剩余35%未读\n【本文由会员上传】\n"


def made(text=BODY, slug="x"):
    return take_in_text(text, slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_shipped_source_gives_the_shipped_blocks(slug):
    shipped = speech(slug)
    again = take_in(raw_bytes(shipped), shipped.meta.source.file, slug)
    assert again.blocks == shipped.blocks
    assert again.meta.source == shipped.meta.source


def test_a_speech_never_seen_before():
    one = made()
    assert one.meta.title.startswith("在全县第六轮巡察工作动员部署会上的讲话")
    assert [s.heading.text for s in one.sections][:1] == ["一、认清为什么巡，把思想摆正"]
    assert len(one.sections) == 5
    assert one.meta.level == "县委"
    assert one.meta.date == Dating(said="2025年3月18日", inferred=False, clues=one.meta.date.clues)
    assert any("二十届三中全会" in clue and "¶" in clue for clue in one.meta.date.clues)
    assert one.meta.complete and one.meta.speaker == one.meta.audience == TO_CHECK
    assert any("县委" in who for who in speakers(one.meta.title, one.blocks))
    assert any("同志们" in who for who in audiences(one.meta.title, one.blocks))
    assert speechfile.loads("x", speechfile.dumps(one)) == one


def test_a_text_that_stops_in_the_middle_says_so():
    cut = made(BODY[: BODY.index("保密责任书")])
    assert not cut.meta.complete and "中断" in cut.meta.completeness_note


@pytest.mark.parametrize("text", ["谢谢大家", "中共某县委巡察办", "2025年3月18日", "我的讲话完了，谢谢大家！"])
def test_a_closing_line_is_no_cut(text):
    assert missing(made(BODY + text + "\n").blocks, ()) == ""


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("在市委巡察办会议上的讲话", "县委要落实。", "市委"),
        ("市纪委书记在动员会上的讲话", "", "市委"),
        ("在局党组第二轮巡察会上的讲话", "", "党组"),
        (None, "经区委批准，区委巡察组进驻。省委、市委高度重视。", "区委"),
        (None, "县委决定开展巡察。市委决定开展巡察。", TO_CHECK),
        (None, "各位乡亲，今天说说农田水利。", TO_CHECK),
    ],
)
def test_the_level_is_what_title_or_text_shows_or_open(title, text, found):
    blocks = made().blocks[:1]
    block = type(blocks[0])(1, "paragraph", text)
    assert level(title, [block]) == found


def test_a_year_in_the_text_is_a_clue_and_not_the_date():
    blocks = made(BODY.replace("（2025年3月18日）\n", "").replace("党纪学习教育", "2024年党纪学习教育")).blocks
    when = dating(None, blocks)
    assert when.said == TO_CHECK and when.inferred
    assert any(clue.startswith("2024年") for clue in when.clues)


@pytest.mark.parametrize("text", ["把面粉倒进盆里，加温水揉成团，醒半个小时，再擀成薄皮，包上馅儿下锅。" * 5, "hello " * 90, "巡察。"])
def test_what_is_no_speech_is_refused_in_a_sentence(text):
    with pytest.raises(BadSource, match="没有导入。"):
        made(text)


def test_a_book_is_no_speech():
    with pytest.raises(BadSource, match="不像一篇讲话"):
        made(BODY * 2000)


def worded(one):
    return [i for i, piece in enumerate(one.meta.removed, 1) if piece.text.strip()]


def test_pieces_are_the_raw_text_in_order():
    one = made(ADVERT + BODY)
    parts = pieces(one)
    assert "".join(p.text for p in parts) == ADVERT + BODY == raw_text(one)
    assert [p.raw for p in parts] == [sum(len(q.text) for q in parts[:i]) for i in range(len(parts))]
    assert [p.number for p in parts if p.kind == "removed"] == list(range(1, len(one.meta.removed) + 1))
    assert "".join(p.text[: p.said] for p in parts) == one.spoken


@pytest.mark.parametrize("slug", SLUGS)
def test_every_removed_piece_can_be_put_back_alone(slug):
    one = speech(slug)
    for number in worded(one):
        done = put_back(one, [number])
        back = "".join(one.meta.removed[number - 1].text.split())
        assert back in "".join(done.spoken.split()) and is_whole(done)
        assert raw_text(done) == raw_text(one)
        assert len(worded(done)) == len(worded(one)) - 1


def test_putting_everything_back_removes_nothing_but_blanks():
    one = made(NOISY)
    done = put_back(one, worded(one))
    assert worded(done) == [] and is_whole(done)
    assert "".join(done.spoken.split()) == "".join(NOISY.split())


@settings(max_examples=40)
@given(st.data())
def test_taking_out_and_putting_back_gives_the_same_speech(data):
    clean = made(NOISY)
    one = put_back(clean, data.draw(st.sets(st.sampled_from(worded(clean)))))
    n = data.draw(st.integers(1, len(one.blocks)))
    words = one.blocks[n - 1].text
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, min(len(words), first + 30)))
    assume(words[first:last].strip())
    done = take_out_more(one, [spoken_span(one, n, words[first:last])])
    assert raw_text(done) == raw_text(one) and is_whole(done)
    mine = [i for i in worded(done) if done.meta.removed[i - 1].by == "editor"]
    assert len(done.spoken) < len(one.spoken)
    again = put_back(done, mine)
    assert again.blocks == one.blocks and again.meta == one.meta


def test_decisions_add_up():
    one = made(ADVERT + BODY)
    first = put_back(one, worded(one)[:1])
    second = take_out_more(first, [spoken_span(first, len(first.blocks), "请各组组长今天下午就把保密责任书签到每个人。")])
    kept = one.meta.removed[worded(one)[0] - 1].text.split()[0]
    assert kept in second.spoken and "保密责任书" not in second.spoken
    assert [p.by for p in second.meta.removed if "保密责任书" in p.text] == ["editor"]
    third = put_back(second, [i for i in worded(second) if second.meta.removed[i - 1].by == "machine"])
    assert "保密责任书" not in third.spoken and "QQ群" in third.spoken


def test_slips_and_fields_follow_their_words():
    one = speech("shijiwei-2020")
    done = put_back(one, worded(one)[:1])
    assert done.meta.speaker == one.meta.speaker and done.meta.date == one.meta.date and done.meta.short == one.meta.short
    for slip in done.meta.slips:
        home = "".join(r.text for r in done.meta.removed) if slip.n is None else done.block(slip.n).text
        assert slip.text in home
    advert = next(i for i in worded(one) if "形式任务" in one.meta.removed[i - 1].text)
    assert all(slip.n for slip in put_back(one, [advert]).meta.slips)


@pytest.mark.parametrize("numbers", [[0], [99], [-1]])
def test_a_number_that_is_not_there_is_refused(numbers):
    with pytest.raises(CorpusError, match="没有第"):
        put_back(made(ADVERT + BODY), numbers)


@pytest.mark.parametrize("span", [(0, 0), (-1, 3), (5, 2), (0, 10**6)])
def test_a_span_outside_the_text_is_refused(span):
    with pytest.raises(CorpusError, match="不在正文里"):
        take_out_more(made(), [span])


def test_not_everything_can_be_taken_out():
    with pytest.raises(CorpusError):
        take_out_more(made(), [(0, len(made().spoken))])


def test_a_person_fills_in_the_rest():
    done = describe(made(), short=" 六轮动员 ", speaker="县委书记", audience="各巡察组", date="2025年3月")
    assert (done.meta.short, done.meta.speaker) == ("六轮动员", "县委书记")
    assert done.meta.date.said == "2025年3月" and done.meta.date.clues == made().meta.date.clues
    incomplete = describe(done, complete=False, completeness_note="缺第四部分")
    assert describe(incomplete, complete=True).meta.completeness_note == ""


@pytest.mark.parametrize("fields", [{"level": " "}, {"date": ""}, {"complete": False}])
def test_an_empty_field_is_refused(fields):
    with pytest.raises(CorpusError):
        describe(made(), **fields)


def test_a_suggested_slip_is_confirmed_or_dropped():
    one = made(BODY.replace("被巡察单位", "被巡查单位").replace("低保、工程", "低保、、工程"))
    assert len(one.meta.suggested) >= 2
    first, second = one.meta.suggested[:2]
    kept = accept(one, 1)
    assert first in kept.meta.slips and first not in kept.meta.suggested
    assert second not in dismiss(kept, 1).meta.suggested
    with pytest.raises(CorpusError, match="没有第"):
        accept(one, 0)
    with pytest.raises(CorpusError, match="只选一样"):
        settle(one, [1], [1])
    later = take_out_more(dismiss(kept, 1), [spoken_span(one, 4, "今天召开")])
    assert second.text not in {slip.text for slip in later.meta.suggested} and first.text in {slip.text for slip in later.meta.slips}
