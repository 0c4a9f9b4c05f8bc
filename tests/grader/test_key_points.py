"""Key points: what of a rubric stands in an answer, where, and what must not be taken for it."""


import pytest
from hypothesis import given
from hypothesis import strategies as st
from key_point_figures import figures, judged

from exercises.bank import load_bank
from grader.marking.aid import numbered
from grader.marking.keypoints import MOST, Finder
from grader.marking.order import shuffled

BANK = load_bank()
ITEM = BANK["l01-e11"]
FINDER = Finder(ITEM)
SHORT = [Finder(item) for item in BANK.select(type="short")]


def statuses(answer: str, finder: Finder = FINDER) -> list[str]:
    return [point.status for point in finder.find(answer).points]


def test_the_model_answer_makes_its_points():
    found = [point.status for finder, item in zip(SHORT, BANK.select(type="short")) for point in finder.find(item.answer).points]
    assert "missing" not in found and found.count("found") >= 0.95 * len(found)


@pytest.mark.parametrize("item", BANK.select(type="short"), ids=lambda item: item.id)
def test_a_copied_question_makes_no_point(item):
    assert set(statuses(item.stem, Finder(item))) == {"missing"}
    assert set(statuses(f"答：{item.stem}\n\n", Finder(item))) == {"missing"}


def test_the_places_are_the_answer_s_own_words():
    answer = "我认为，巡察是监督检查的“重要 载体”，但不是无所不包！"
    first, *_ = FINDER.find(answer).points
    assert first.status == "found" and [answer[a:b] for a, b in first.spans] == ["重要 载体", "不是无所不包"]


def test_half_of_a_point_is_partly_found_and_the_lacking_hint_is_named():
    first, *_ = FINDER.find("巡察是重要载体。").points
    assert (first.status, first.met, first.lacking) == ("partly", ("重要载体",), ("不是无所不包",))


@pytest.mark.parametrize("answer", ["巡察不是重要载体", "巡察并不是什么重要载体", "说巡察是重要载体是不对的", "巡察绝非重要载体"])
def test_a_denied_hint_is_not_met_and_the_point_says_so(answer):
    first, *_ = FINDER.find(answer).points
    assert first.status == "missing" and first.reversed == ("重要载体",)


@pytest.mark.parametrize("answer", ["这不仅是重要载体", "不能不说是重要载体", "是不是重要载体？是重要载体", "不查小事，它是重要载体"])
def test_words_that_only_look_like_a_denial_deny_nothing(answer):
    assert FINDER.find(answer).points[0].met == ("重要载体",)


def test_what_must_be_denied_is_not_met_by_affirming_it():
    finder = Finder(BANK["l01-p9"])
    assert "等同" in finder.find("巡察等同于业务检查、工作督查。").points[1].reversed
    assert statuses("巡察等同于业务检查、工作督查。", finder)[1] != "found"
    assert statuses("巡察不能等同于业务检查、工作督查。", finder)[1] == "found"


def test_the_same_words_in_another_order_meet_a_hint():
    answer = "不是巡察关注的，精力就不要分散；是的，搞好集体研判。"
    point = FINDER.find(answer).points[1]
    assert point.met == ("集体研判", "不要分散精力")
    assert FINDER.find("不是巡察关注的，也要分散精力去管。").points[1].reversed == ("不要分散精力",)


def test_another_wording_of_the_glossary_meets_a_hint():
    from exercises.items.short import Model

    item = Model.model_validate(ITEM.model_dump() | {"rubric": [{"point": "谈到纸面整改", "points": 5, "words": ["纸面整改"]}]})
    assert statuses("只开会，属纸上整改。", Finder(item)) == ["found"]


def test_a_huge_answer_is_looked_at_in_its_beginning_only():
    aid = FINDER.find("重要载体，不是无所不包。" * 100_000)
    assert aid.cut and max(end for point in aid.points for _, end in point.spans) <= MOST
    FINDER.find("不" * 1_000_000), FINDER.find("重要载体" * 300_000)


ANYTHING = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(["重要载体", "不", "不是", "无所不包", "，", "。", "\n", "\0", "<script>", "集体研判", "精力", "分散", "比如", "‮", "𠮷"])).map("".join),
)


@given(ANYTHING)
def test_whatever_is_written_gives_the_same_findings_inside_the_answer(answer):
    aid = FINDER.find(answer)
    assert aid == FINDER.find(answer)
    assert len(aid.points) == len(ITEM.rubric)
    shown = numbered(answer, [point.spans for point in aid.points])
    assert "".join(piece for piece, _ in shown) == answer
    for found in (*(point.spans for point in aid.points), aid.copied):
        assert list(found) == sorted(found)
        assert all(0 <= start < end <= len(answer) for start, end in found)
    for point in aid.points:
        assert point.status != "found" or point.spans


@given(st.text(alphabet="甲乙丙丁，。、 ", max_size=40))
def test_more_said_elsewhere_takes_no_point_away(more):
    assert statuses(f"{ITEM.answer}。{more}")[:2] == ["found", "found"]


@pytest.mark.parametrize(
    ("kind", "precision", "recall", "false"), [("tuned", 0.9, 0.8, 0.03), ("unseen", 0.8, 0.7, 0.03)]
)
def test_people_mostly_agree_with_what_is_found(kind, precision, recall, false):
    measured = figures(judged(kind))
    assert measured["precision"] >= precision and measured["recall"] >= recall
    assert measured["found where nothing is"] <= false


@given(st.sets(st.text(max_size=8)), st.text(max_size=8), st.text(max_size=8))
def test_the_order_of_answers_is_stable_and_one_more_moves_nobody(trainees, one_more, item):
    order = shuffled(trainees, "class-a", "quiz-1", item)
    assert sorted(order) == sorted(trainees)
    assert [t for t in shuffled(trainees | {one_more}, "class-a", "quiz-1", item) if t in trainees] == order


def test_each_question_has_its_own_order():
    people = [f"x{n}" for n in range(20)]
    assert shuffled(people, "class-a", "quiz-1", "q01") != shuffled(people, "class-a", "quiz-1", "q02")
    assert shuffled(people, "class-a", "quiz-1", "q01") != people
