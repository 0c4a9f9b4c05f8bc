"""审题台: see item, passage and findings, amend, accept, reject, go on later."""

import re

import pytest

from corpus import store
from course.catalog import desks
from course.reviewbench import ReviewBench, open_bench
from course.reviewform import from_form, to_form
from exercises import load_bank
from exercises.draft.pool import Pool
from exercises.items import TYPES

SLUG = "shiju-2024"


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.delenv(store.FOLDER_VARIABLE, raising=False)
    (tmp_path / ".xuncha").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def bench():
    """A bench with the drafts of a speech on it."""
    bench = ReviewBench()
    bench.act("speech", SLUG, {"speech": SLUG})
    bench.act("draw", "", {"speech": SLUG})
    bench.html()
    return bench


def current(bench):
    return Pool().shelf(SLUG).draft(bench._current)


def filled(bench, **changes):
    """The form of the open item as the page sends it."""
    return to_form(current(bench)) | {"item": bench._current, "speech": SLUG, "reason": "", "why": ""} | changes


def find(bench, kind):
    """Open the first waiting draft of a type."""
    item = next(item for item in Pool().shelf(SLUG).drafts if item.type == kind)
    bench.act("go", item.id, {})
    bench.html()
    return item


@pytest.mark.parametrize("kind", TYPES)
def test_every_field_of_every_type_goes_through_the_form_unchanged(kind):
    for item in load_bank().select(type=kind):
        again, faults = from_form(item, to_form(item))
        assert faults == [] and again == item


def test_nothing_lies_there_before_a_speech_is_chosen():
    html = ReviewBench().html()
    assert "请选择" in html and "rb-accept" not in html


def test_item_passage_in_context_and_findings_stand_on_one_page(bench):
    item, html = current(bench), bench.html()
    assert item.stem in html and "<mark>" in html and "没有发现问题" in html
    assert Pool().shelf(SLUG).notes[item.id].reason in html


def test_what_is_weak_after_an_amendment_is_told_at_once(bench):
    item = find(bench, "single")
    longer = filled(bench, **{f"option-{item.key}": "这是一个写得比别的选项都长得多因而一眼就能看出来的正确选项"})
    assert bench.act("save", "", longer).look == "right"
    assert "会提示答案" in bench.html()


def test_an_amended_draft_is_accepted_as_amended(bench):
    changed = filled(bench, concept="改过的知识点", explanation="先说理由：讲话在这里把几件事分开说；出处见所引段落。")
    name = bench._current
    assert bench.act("accept", "", changed).look == "right"
    [item] = Pool().shelf(SLUG).accepted
    assert item.id == name and item.concept == "改过的知识点" and item.status == "reviewed"
    assert bench._current != name


def test_an_amendment_that_is_no_item_is_kept_in_the_form_and_not_in_the_file(bench):
    before = current(bench)
    said = bench.act("accept", "", filled(bench, stem="  ", points="很多"))
    html = bench.html()
    assert said.look == "wrong" and "没有保存" in html and "很多" in html
    assert current(bench) == before and Pool().shelf(SLUG).accepted == []
    bench.act("drop", "", {"item": bench._current})
    assert before.stem in bench.html() and "没有保存" not in bench.html()


def test_a_misquotation_is_saved_as_a_draft_and_not_accepted(bench):
    wrong = filled(bench, **{"quote-1": "讲话里没有的一句"})
    bench.act("save", "", wrong)
    assert "引文不符" in bench.html()
    with pytest.raises(ValueError, match="没有收入题库"):
        bench.act("accept", "", wrong)


def test_rejecting_needs_a_reason_and_goes_on_to_the_next(bench):
    name = bench._current
    assert bench.act("reject", "", filled(bench)).look == "wrong"
    said = bench.act("reject", "", filled(bench, reason="题干读不通", why="主语不清"))
    assert said.look == "right" and bench._current != name
    assert Pool().shelf(SLUG).rejected[name].reason == "题干读不通；主语不清"
    assert "主语不清" in bench.html()


def test_one_goes_on_later_where_one_left_off(bench):
    bench.act("accept", "", filled(bench))
    left = [item.id for item in Pool().shelf(SLUG).drafts]
    later = ReviewBench()
    said = later.act("speech", SLUG, {"speech": SLUG})
    later.html()
    assert f"还有 {len(left)} 题待审" in said.text and later._current == left[0]


def test_what_was_judged_can_be_taken_back(bench):
    name = bench._current
    bench.act("accept", "", filled(bench))
    bench.act("back", name, {})
    bench.html()
    assert bench._current == name and Pool().shelf(SLUG).accepted == []


def test_going_on_saves_what_was_written(bench):
    name = bench._current
    bench.act("step", "1", filled(bench, concept="随手一改"))
    assert bench._current != name and Pool().shelf(SLUG).draft(name).concept == "随手一改"


def test_there_is_nothing_before_the_first_and_after_the_last(bench):
    assert "第一题" in bench.act("step", "-1", {}).text
    bench.act("go", Pool().shelf(SLUG).drafts[-1].id, {})
    assert "最后一题" in bench.act("step", "1", {}).text


def test_an_option_can_be_added_and_taken_away(bench):
    item = find(bench, "single")
    last = sorted(item.options)[-1]
    more = chr(ord(last) + 1)
    bench.act("save", "", filled(bench, **{f"option-{more}": "另一个说法", f"note-{more}": "讲话没有用这个说法。"}))
    assert current(bench).options[more] == "另一个说法"
    bench.act("save", "", filled(bench, **{f"option-{more}": "", f"note-{more}": ""}))
    assert more not in current(bench).options


def test_what_is_written_into_a_field_is_never_markup(bench):
    bench.act("save", "", filled(bench, explanation="<img src=x onerror=alert(1)>先说理由，再说出处，共写满十五个字。"))
    assert "<img src=x" not in bench.html()


def test_a_broken_file_is_told_and_left_alone(bench):
    path = Pool().drafts_file(SLUG)
    path.write_text("- id: [", "utf-8")
    assert "xuncha" in bench.html() or "写法有误" in bench.html()
    assert path.read_text("utf-8") == "- id: ["


def test_everything_can_be_reached_by_the_keyboard(bench):
    html = bench.html()
    assert "accesskey" not in html and 'tabindex="1"' not in html
    for act in ("accept", "reject", "save", "draw", "previous", "next"):
        assert re.search(f'<button type="button"[^>]* id="rb-{act}"', html)
    assert 'id="rb-title" tabindex="-1"' in html


def test_the_desk_is_on_the_instructors_shelf():
    assert "审题台" in [desk.title for desk in desks("instructor")]
    assert "一、选讲话" in open_bench().html
