"""阅卷台: sheets without names, a mark written as formgrader writes it, nothing overwritten and nothing lost."""

import re

import pytest
from made_classes import copied, on_sqlite_alone, released, with_quiz
from made_papers import QUIZ, answered, asked, hand_in, right
from whole_gradebook import whole

from exercises.deskpage import DeskPage
from grader.bulk.database import connected
from grader.bulk.run import grade
from grader.errors import GraderError
from grader.marking.desk import MarkingDesk
from grader.marking.order import shuffled
from grader.roster import Trainee, add

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

PEOPLE = [f"zhang{n:02d}" for n in range(6)]
SHORT = next(question for question in asked() if question.item.type == "short")
COPY = "先说错在哪里：它把巡察当成了什么都管的检查，忘了自己该看什么。再举一例，楼道灯坏了，叫物业来修就行，不必开会。"
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)"> {{ 7*7 }} \u202e\x00'
TWO = 'answer = "A"\nanswer = "B"'
TEXTS = dict(zip(PEOPLE, [right(SHORT.item), COPY, COPY.replace("叫物业", "请物业"), EVIL, None, "不知道" + "长" * 50_000]))


@pytest.fixture(scope="module")
def marked_class(new_class, tmp_path_factory):
    """Six papers graded by the computer: five short answers and one unreadable choice wait for a person."""
    room = with_quiz(tmp_path_factory.mktemp("desk") / "class-a", new_class)
    add(room, [Trainee(one, f"张三{one[-2:]}") for one in PEOPLE])
    paper = released(room)
    for student, text in TEXTS.items():
        first = TWO if student == "zhang02" else None

        def how(item, text=text, first=first):
            return text if item.type == "short" else first if first and item.id == asked()[0].item.id else right(item)

        hand_in(room.folder, student, answered(paper, how))
    grade(room, QUIZ)
    return room


@pytest.fixture
def room(marked_class, tmp_path):
    return copied(marked_class, tmp_path / "class-a")


def opened(room, question=SHORT.grade_id):
    """A desk with the question's first waiting sheet open."""
    desk = MarkingDesk(room, patience=0.2)
    desk.act("quiz", QUIZ, {"quiz": QUIZ})
    assert desk.act("question", question, {"question": question}).focus == "mk-score"
    return desk


def form(desk, score=None, comment=None, ticks=()):
    """The fields of the open sheet as the page sends them."""
    html = desk.html()
    token = re.search(r'name="sheet" value="(\w+)"', html)[1]
    shown = re.search(r'id="mk-score"[^>]* value="([^"]*)"', html)[1]
    text = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", html, re.S)[1]
    fields = {"sheet": token, f"score-{token}": shown if score is None else score, f"comment-{token}": text if comment is None else comment}
    return fields | {f"tick-{token}-{n}": "1" for n in ticks}


def go_to(desk, student):
    """Open the sheet of a trainee, whom only the test knows."""
    order = [one.mark.student for one in desk._pile(desk._piles()).sheets]
    desk.act("go", "", form(desk) | {"go": str(order.index(student) + 1)})
    assert desk._student == student


def rows(room):
    return whole(room.folder)


def test_no_name_and_no_id_is_on_any_sheet(room):
    desk = opened(room)
    for _ in PEOPLE:
        html = desk.html()
        assert "zhang" not in html and "张三" not in html
        desk.act("step", "1", form(desk))


def test_sheets_lie_in_the_order_that_the_ids_digest_gives(room):
    desk = opened(room)
    order = [sheet.mark.student for sheet in desk._pile(desk._piles()).sheets]
    assert order == shuffled(order, room.course_id, QUIZ, SHORT.item.id)
    assert order == [sheet.mark.student for sheet in opened(room)._pile(opened(room)._piles()).sheets]
    assert set(order) == set(PEOPLE) - {"zhang04"} and "另有 1 份未作答" in desk.html()


def test_rubric_found_points_and_similar_answers_stand_beside_the_answer(room):
    desk = opened(room)
    go_to(desk, "zhang00")
    html = desk.html()
    assert "重要载体</sup>" not in html and "<mark>重要载体<sup>" in html and "✓ 字词提示：找到" in html
    assert "仅供参考，不是评分" in html and "没有找到。题干和讲话原文不计" in html
    go_to(desk, "zhang01")
    assert re.search(r"与第 \d 份有 \d\d% 相同：“先说错在哪里", desk.html())


def test_nothing_is_ticked_or_scored_beforehand(room):
    desk = opened(room)
    go_to(desk, "zhang00")
    assert "checked" not in desk.html() and form(desk)[f"score-{desk._token('zhang00')}"] == ""


def test_what_a_trainee_wrote_is_text_whatever_it_is(room):
    desk = opened(room)
    go_to(desk, "zhang03")
    html = desk.html()
    assert "<script" not in html and "<img" not in html and "&lt;script&gt;" in html and "{{ 7*7 }}" in html
    assert "\x00" not in html and "\u202e" not in html
    go_to(desk, "zhang05")
    assert len(desk.html()) < 60_000 and "没有显示" in desk.html()


def test_a_saved_mark_is_the_row_that_formgrader_would_have_written(room, tmp_path):
    other = copied(room, tmp_path / "other")
    desk = opened(room)
    go_to(desk, "zhang01")
    said = desk.act("save", "", form(desk, "3.5", "例子恰当。\n再引原文。"))
    assert said.text.startswith("第 ") and "已记 3.5 分。还有 4 份待阅。" in said.text and said.focus == "mk-score"
    assert desk._student != "zhang01"
    with other.gradebook() as gradebook:  # what its two request handlers do
        score = gradebook.find_grade(SHORT.grade_id, QUIZ, QUIZ, "zhang01")
        score.manual_score, score.extra_credit = 3.5, None
        score.needs_manual_grade = False
        gradebook.db.commit()
        gradebook.find_comment(SHORT.answer_id, QUIZ, QUIZ, "zhang01").manual_comment = "例子恰当。\n再引原文。"
        gradebook.db.commit()
    assert rows(room) == rows(other)


def test_extra_credit_penalty_and_an_untouched_comment_stay(room):
    with room.gradebook() as gradebook:
        gradebook.find_grade(SHORT.grade_id, QUIZ, QUIZ, "zhang01").extra_credit = 1.0
        gradebook.find_submission_notebook(QUIZ, QUIZ, "zhang01").late_submission_penalty = 2.0
        gradebook.db.commit()
    before = rows(room)
    desk = opened(room)
    go_to(desk, "zhang01")
    desk.act("stay", "", form(desk, "2"))
    after = rows(room)
    assert before["submissions"] == after["submissions"] and before["comments"] == after["comments"]
    [changed] = set(after["grades"]) - set(before["grades"])
    assert changed[0] == "zhang01" and changed[4:] == (None, 2.0, 1.0, 0)


def test_ticked_points_add_up_and_the_person_may_write_another_score(room):
    desk = opened(room)
    go_to(desk, "zhang00")
    assert "合计 3 分" in desk.act("tick", "", form(desk, ticks=(1, 3))).text
    html = desk.html()
    assert html.count("checked") == 2 and 'value="3"' in html and "没有保存的内容" in html
    assert "已记 2.5 分" in desk.act("stay", "", form(desk, "2.5", ticks=(1, 3))).text


@pytest.mark.parametrize("typed", ["6", "-1", "2.3", "两分", "=1+1", "1e1", "", "9" * 5000, "٣", "nan"])
def test_a_score_that_cannot_be_given_is_told_and_stays_in_the_form(room, typed):
    desk, before = opened(room), rows(room)
    page = DeskPage(desk, tells=(GraderError,))
    page._heard(None, {"act": "save", "value": "", "fields": form(desk, typed, "写了很久的评语")}, [])
    assert page.said["look"] == "wrong" and "写了很久的评语" in page.html
    assert rows(room) == before


def test_full_width_digits_are_digits(room):
    desk = opened(room)
    assert "已记 2.5 分" in desk.act("save", "", form(desk, "２．５")).text


def test_a_score_changed_meanwhile_is_not_overwritten_unless_pressed_again(room):
    first, second = opened(room), opened(room)
    go_to(first, "zhang01"), go_to(second, "zhang01")
    mine, theirs = form(first, "4", "我的评语"), form(second, "1", "别人的评语")
    second.act("save", "", theirs)
    between = rows(room)
    with pytest.raises(GraderError, match="得分改为 1 分，评语改为“别人的评语”"):
        first.act("save", "", mine)
    assert rows(room) == between
    assert "我的评语" in first.html() and form(first)[f"score-{first._token('zhang01')}"] == "4"
    assert "已记 4 分" in first.act("stay", "", form(first)).text


def test_a_busy_gradebook_changes_nothing_and_what_was_entered_stays(room):
    desk = opened(room)
    go_to(desk, "zhang01")
    fields, before = form(desk, "4", "写了很久的评语"), rows(room)
    with connected(room.database_url, writing=True):
        with pytest.raises(GraderError, match="没有保存，填写的内容还在。成绩册正被别的程序使用"):
            desk.act("save", "", fields)
    assert "写了很久的评语" in desk.html()
    assert rows(room) == before
    assert "已记 4 分" in desk.act("save", "", form(desk)).text


def test_what_was_entered_stays_with_its_sheet_when_one_leafs_on(room):
    desk = opened(room)
    go_to(desk, "zhang01")
    desk.act("step", "-1" if "id=\"mk-answer\">第 5 份" in desk.html() else "1", form(desk, "3", "未完"))
    assert "3" not in form(desk).values() and "另有 1 份填了没有保存" in desk.html()
    go_to(desk, "zhang01")
    assert "未完" in desk.html() and "没有保存的内容" in desk.html()
    desk.act("drop", "", form(desk))
    assert "未完" not in desk.html()


def test_the_second_press_of_a_double_enter_marks_no_other_sheet(room):
    desk = opened(room)
    fields = form(desk, "2")
    desk.act("save", "", fields)
    desk.act("save", "", fields)
    assert sum(row[5] == 2.0 for row in rows(room)["grades"]) == 1


def test_an_answer_that_the_computer_could_not_read_is_marked_by_a_person(room):
    desk = opened(room, "q01")
    html = desk.html()
    assert "answer = &#34;A&#34;" in html and "正确答案" in html and "互不相同" in html
    assert "全部阅完" in desk.act("save", "", form(desk, "1")).text
    assert ("zhang02", QUIZ, "q01", "GradeCell", 0.0, 1.0, None, 0) in rows(room)["grades"]


def test_a_mark_taken_back_waits_again(room):
    desk = opened(room)
    go_to(desk, "zhang01")
    desk.act("stay", "", form(desk, "2"))
    desk.act("back", "", form(desk))
    assert [row[4:] for row in rows(room)["grades"] if row[0] == "zhang01" and row[2] == SHORT.grade_id] == [(None, None, None, 1)]


def test_a_flag_is_the_paper_s_flag(room):
    desk = opened(room)
    go_to(desk, "zhang01")
    desk.act("flag", "", form(desk))
    assert [row[1] for row in rows(room)["submissions"] if row[5]] == ["zhang01"]
    assert "⚑ 已标记" in desk.html()
    desk.act("flag", "", form(desk))
    assert not any(row[5] for row in rows(room)["submissions"])


def test_marks_stay_when_the_class_is_graded_again_and_wait_for_another_look(room):
    desk = opened(room)
    go_to(desk, "zhang01")
    desk.act("save", "", form(desk, "2"))
    grade(room, QUIZ, again=True)
    desk = opened(room)
    go_to(desk, "zhang01")
    assert form(desk)[f"score-{desk._token('zhang01')}"] == "2" and "（待阅）" in desk.html()


@on_sqlite_alone
def test_without_class_papers_or_gradebook_the_desk_says_what_to_do(room):
    desk = MarkingDesk(room)
    assert "请选择" in desk.html()
    (room.folder / "gradebook.db").unlink()
    desk.act("quiz", "", {"quiz": ""})
    desk._quiz = QUIZ
    assert "找不到成绩册" in desk.html()


def test_the_notebook_only_opens_the_desk():
    from grader.desks.catalog import desks

    [entry] = [desk for desk in desks() if desk.title == "阅卷台"]
    assert "open_desk()" in entry.source.read_text("utf-8")
