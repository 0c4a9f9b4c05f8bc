"""Similar answers: near-identical ones are found, what everybody quotes says nothing."""

import random

from hypothesis import given
from hypothesis import strategies as st

from grader.marking.similar import ALIKE, LEAST, Likeness, pairs

OWN = "我想先把材料一样一样分清楚，再到村里看账本，问会计钱是哪天付的，最后把看到的写进底稿，请组长一起商量怎么说。"
QUOTED = "对巡察掌握的信息，要严格保密，这是一条硬要求；不能接受任何形式的宴请和馈赠；该请示的必须请示、该报告的必须报告，不能先斩后奏"


def test_an_answer_copied_with_small_changes_is_found_with_the_words_shared():
    changed = OWN.replace("村里", "镇上").replace("，", ", ")
    [match] = Likeness([OWN, "完全是另外一回事，和上面那一份没有一句相同的话，也没有共同的意思。", changed]).of(0)
    assert match.other == 2 and match.share > ALIKE
    shared = [OWN[start:end] for start, end in match.spans]
    first, second = OWN.split("村里")
    assert shared == [first, second.rstrip("。")] or shared == [first, second]


def test_what_everybody_quotes_makes_nobody_similar():
    answers = [f"“{QUOTED}”。张三举的例子是老同学来问。", f"引“{QUOTED}”，小事如顺口答了一句采购。"]
    assert Likeness(answers).of(0)
    assert not Likeness(answers, [QUOTED]).of(0)


def test_short_answers_say_nothing():
    assert not Likeness(["不知道。", "不知道。"]).of(0)


def test_the_same_answer_many_times_is_found_by_each():
    like = Likeness([OWN] * 5)
    assert [match.other for match in like.of(2)] == [0, 1, 3, 4]
    assert all(match.share == 1 for match in like.of(2))


def test_a_near_copy_is_found_among_a_thousand_answers_that_share_phrases():
    chance = random.Random(7)
    letters = [chr(0x4E00 + n) for n in range(400)]
    phrases = ["".join(chance.choices(letters, k=10)) for _ in range(60)]  # what a class says alike
    answers = ["".join(chance.choices(phrases, k=6)) + "".join(chance.choices(letters, k=80)) for _ in range(999)]
    answers.append(answers[17].replace(answers[17][30], "改"))
    like = Likeness(answers, [QUOTED * 200])
    assert 999 in {match.other for match in like.of(17)}


@given(st.lists(st.frozensets(st.sampled_from("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"), min_size=10), max_size=14))
def test_the_pairs_are_those_that_comparing_all_with_all_gives(sets):
    slow = [
        (a, b, len(sets[a] & sets[b]) / len(sets[a] | sets[b]))
        for a in range(len(sets)) for b in range(a + 1, len(sets))
        if min(len(sets[a]), len(sets[b])) >= LEAST and len(sets[a] & sets[b]) / len(sets[a] | sets[b]) >= ALIKE
    ]  # fmt: skip
    assert pairs(sets) == slow


@given(st.lists(st.text(max_size=60), max_size=6), st.text(max_size=60))
def test_shared_words_lie_inside_the_answer_whatever_was_written(answers, known):
    like = Likeness([*answers, *answers], [known])
    for place, answer in enumerate(answers):
        for match in like.of(place):
            assert list(match.spans) == sorted(match.spans)
            assert all(0 <= start < end <= len(answer) for start, end in match.spans)
