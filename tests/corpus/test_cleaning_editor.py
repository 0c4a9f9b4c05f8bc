"""What an editor keeps stays, what an editor drops goes; both on record."""

from corpus.clean import clean, spans
from corpus.rebuild import rebuild
from tests.corpus.test_cleaning_noise import SECOND, SPEECH

ADVERT = "扫码关注公众号，获取更多讲话稿"
RAW = "\n".join([*SPEECH[:5], ADVERT, *SPEECH[5:]])


def whole(found, raw):
    return rebuild("".join(b.text for b in found.blocks), found.line_breaks, found.removed) == raw


def test_the_place_of_every_removed_piece_is_known():
    found = clean(RAW)
    assert [RAW[a:b] for a, b in spans(found, RAW)] == [piece.text for piece in found.removed] == [ADVERT + "\n"]


def test_what_is_kept_comes_back_as_its_own_paragraph():
    kept = clean(RAW, keep=spans(clean(RAW), RAW))
    assert [b.text for b in kept.blocks] == [*SPEECH[:5], ADVERT, *SPEECH[5:]]
    assert whole(kept, RAW)


def test_part_of_an_advert_can_be_kept():
    at = RAW.index("获取更多讲话稿")
    kept = clean(RAW, keep=[(at, at + 7)])
    assert "获取更多讲话稿" in [b.text for b in kept.blocks] and whole(kept, RAW)


def test_what_is_dropped_goes_in_the_name_of_the_editor():
    at = RAW.index(SECOND)
    dropped = clean(RAW, drop=[(at + 5, at + 12)])
    assert dropped.blocks[4].text == SECOND[:5] + SECOND[12:]
    assert [(r.text, r.by) for r in dropped.removed][:1] == [(SECOND[5:12], "editor")]
    assert whole(dropped, RAW)


def test_lines_can_be_dropped_across_their_borders():
    begin, end = RAW.index(SPEECH[3]), RAW.index(ADVERT)
    dropped = clean(RAW, drop=[(begin, end)])
    assert [b.text for b in dropped.blocks] == [*SPEECH[:3], *SPEECH[5:]]
    assert {r.by for r in dropped.removed} == {"editor", "machine"} and whole(dropped, RAW)


def test_a_kept_blank_stays_in_its_sentence():
    raw = RAW.replace(SECOND, SECOND[:10] + " " + SECOND[10:])
    kept = clean(raw, keep=[s for s, r in zip(spans(clean(raw), raw), clean(raw).removed) if r.why == "句中空白"])
    assert kept.blocks[4].text == SECOND[:10] + " " + SECOND[10:]
