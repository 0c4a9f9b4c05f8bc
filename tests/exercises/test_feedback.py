"""What a trainee is told about an answer."""

import pytest

from exercises import explain, read, read_prose
from exercises.items import Evidence, Item


def test_a_wrong_choice_is_explained_by_its_own_note(items: dict[str, Item]):
    told = explain(items["t-single"], read('answer = "C"'))
    assert (told.verdict, told.earned, told.points) == ("wrong", 0, 2)
    assert (told.given, told.right) == ("C. 审查调查", "B. 政治监督")
    assert told.why_wrong == "干扰丙：那是纪检机关的职责。"
    assert told.explanation == items["t-single"].explanation


def test_the_words_of_the_text_come_with_their_paragraph(items: dict[str, Item]):
    (label, words, paragraph), *others = explain(items["t-single"], read("")).quotations
    assert label == "市纪委书记动员讲话 ¶6"
    assert words == "巡察本质是政治监督，这是区别于其他监督检查的重要标志"
    assert words in paragraph and len(paragraph) > len(words)
    assert not others


def test_several_wrong_options_are_each_explained(items: dict[str, Item]):
    told = explain(items["t-multiple"], read('answer = ["A", "B", "E"]'))
    assert told.why_wrong == "B. 干扰乙：讲话要去除的正是它。\nE. 干扰戊：讲话说不能这样。"
    assert told.note == "有 2 项错选，得 0 分。"


@pytest.mark.parametrize(
    ("name", "source", "verdict", "earned", "given", "note"),
    [
        ("t-single", 'answer = "B"', "right", 2, "B. 政治监督", "选对"),
        ("t-single", 'answer = ""', "blank", 0, "未作答", "未作答"),
        ("t-single", 'answer = "Z"', "unreadable", 0, "Z", "不是选项字母"),
        ("t-single", "import os", "unreadable", 0, "无法识别", "作答无法识别"),
        ("t-multiple", 'answer = ["A", "C"]', "part", 1.3, "A. 从具体业务切入；C. 从问题看责任", "漏选 1 项"),
        ("t-cloze", 'answer = {"2": "政治监督"}', "part", 0.6, "（1）未填；（2）政治监督；（3）未填", "填对 1 空"),
    ],
)
def test_every_verdict_says_what_was_given(
    items: dict[str, Item], name: str, source: str, verdict: str, earned: float, given: str, note: str
):
    told = explain(items[name], read(source))
    assert (told.verdict, told.earned, told.given) == (verdict, earned, given)
    assert note in told.note
    assert told.why_wrong is None


def test_a_short_answer_waits_and_shows_the_model_answer(items: dict[str, Item]):
    told = explain(items["t-short"], read_prose("发现不了是失职。"))
    assert (told.verdict, told.earned, told.given) == ("waiting", None, "发现不了是失职。")
    assert told.right.startswith("参考答案：")
    assert explain(items["t-short"], read_prose("")).earned == 0


def test_the_wrong_verdict_is_explained(items: dict[str, Item]):
    assert explain(items["t-judge"], read('answer = "√"')).why_wrong == "干扰对：容易忽略监督的方向。"


def test_a_paper_older_than_the_corpus_still_gets_its_quotation(items: dict[str, Item]):
    old = items["t-single"].model_copy(update={"evidence": [Evidence(cite="gone-2019¶3", quote="当时的话")]})
    assert explain(old, read("")).quotations == (("gone-2019¶3", "当时的话", "当时的话"),)
