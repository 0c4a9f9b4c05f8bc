"""The local pool: drafts wait, are judged, and never get onto a paper before that."""

from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus import store
from exercises.assembly.drawing import draw
from exercises.assembly.pools import DRAFTS, LOCAL, of_class, pooled
from exercises.bank import bank_faults, load_bank
from exercises.cli import quiz_app
from exercises.draft import draft
from exercises.draft.files import COPIES, PoolError
from exercises.draft.pool import Pool
from exercises.folding import fold
from exercises.quiz.blueprint import Blueprint, BlueprintError, chosen
from exercises.quiz.build import build

SLUG = "shiju-2024"
NOW = datetime(2024, 3, 5, 9)


@pytest.fixture(scope="module")
def drawn():
    """Some drafts; the shipped bank may by now ask one of them in the same words."""
    taken = {fold(item.stem) for item in load_bank()}
    return [one for one in draft(store.speech(SLUG), store.shipped_speeches(), most=9) if fold(one.item.stem) not in taken][:6]


@pytest.fixture
def pool(tmp_path: Path, drawn) -> Pool:
    """A pool with the drafts of a speech in it."""
    pool = Pool(tmp_path / "班级" / LOCAL)
    pool.add(SLUG, drawn, NOW)
    return pool


def test_what_is_drawn_waits_as_drafts_that_a_bank_can_read(pool, drawn):
    shelf = pool.shelf(SLUG)
    assert {item.id for item in shelf.drafts} == {one.item.id for one in drawn}
    assert shelf.notes[shelf.drafts[0].id].reason
    assert bank_faults(pool.folder) == []


def test_drawing_again_adds_nothing_that_is_there_or_was_judged(pool, drawn):
    first, second, *_ = pool.shelf(SLUG).drafts
    pool.accept(SLUG, first, NOW)
    pool.reject(SLUG, second.id, "不适合本班", NOW)
    assert pool.add(SLUG, drawn, NOW) == 0
    assert len(pool.shelf(SLUG).drafts) == len(drawn) - 2


def test_an_accepted_draft_is_a_reviewed_exam_item_beside_the_class(pool):
    item = pool.shelf(SLUG).drafts[0]
    pool.accept(SLUG, item, NOW)
    own = load_bank(pool.accepted_file(SLUG))[item.id]
    assert (own.status, own.pool) == ("reviewed", "exam")
    assert item.id not in {one.id for one in pool.shelf(SLUG).drafts}


def test_a_rejected_draft_is_kept_with_its_reason_and_can_be_taken_back(pool):
    item = pool.shelf(SLUG).drafts[0]
    with pytest.raises(PoolError, match="理由"):
        pool.reject(SLUG, item.id, "  ", NOW)
    assert pool.reject(SLUG, item.id, "题干读不通", NOW).rejected[item.id].reason == "题干读不通"
    assert item in pool.take_back(SLUG, item.id, NOW).drafts


def test_an_accepted_item_can_be_made_a_draft_again(pool):
    item = pool.shelf(SLUG).drafts[0]
    pool.accept(SLUG, item, NOW)
    assert pool.take_back(SLUG, item.id, NOW).accepted == []
    assert pool.shelf(SLUG).drafts[-1] == item


def test_an_unsound_draft_is_not_accepted(pool):
    item = pool.shelf(SLUG).drafts[0]
    evidence = [item.evidence[0].model_copy(update={"quote": "讲话没有说的话"})]
    with pytest.raises(PoolError, match="引文不符"):
        pool.accept(SLUG, item.model_copy(update={"evidence": evidence}), NOW)
    assert not pool.accepted_file(SLUG).exists()


def test_no_two_items_of_the_pool_or_the_course_have_one_stem(pool):
    first, second, *_ = pool.shelf(SLUG).drafts
    with pytest.raises(PoolError, match="题干与"):
        pool.keep(SLUG, first.model_copy(update={"stem": second.stem}), NOW)
    shipped = next(iter(load_bank()))
    with pytest.raises(PoolError, match=shipped.id):
        pool.accept(SLUG, first.model_copy(update={"stem": shipped.stem}), NOW)


def test_a_draft_stays_a_draft_whatever_is_amended_in_it(pool):
    item = pool.shelf(SLUG).drafts[0].model_copy(update={"status": "reviewed", "concept": "改过"})
    kept = pool.keep(SLUG, item, NOW).draft(item.id)
    assert (kept.status, kept.concept) == ("draft", "改过")


def test_a_crash_between_the_two_files_leaves_the_item_once(pool):
    item = pool.shelf(SLUG).drafts[0]
    before = pool.drafts_file(SLUG).read_bytes()
    pool.accept(SLUG, item, NOW)
    pool.drafts_file(SLUG).write_bytes(before)  # as if the second write had not come about
    shelf = pool.shelf(SLUG)
    assert item.id not in {one.id for one in shelf.drafts} and [one.id for one in shelf.accepted] == [item.id]


def test_what_was_written_by_hand_is_copied_before_it_is_replaced(pool):
    path = pool.drafts_file(SLUG)
    by_hand = "# 手写的说明\n" + path.read_text("utf-8")
    path.write_text(by_hand, "utf-8")
    pool.accept(SLUG, pool.shelf(SLUG).drafts[0], NOW)
    [copy] = (path.parent / COPIES).iterdir()
    assert copy.read_text("utf-8") == by_hand and bank_faults(pool.folder) == []


def test_a_file_that_cannot_be_read_whole_is_never_written_over(pool):
    path = pool.drafts_file(SLUG)
    broken = path.read_text("utf-8") + "- id: halb\n  type: single\n"
    path.write_text(broken, "utf-8")
    with pytest.raises(PoolError, match="bank check"):
        pool.shelf(SLUG)
    assert path.read_text("utf-8") == broken


def test_a_sidecar_that_is_none_stops_nothing_silently(pool):
    pool.drafts_file(SLUG).with_suffix(".json").write_text("{]", "utf-8")
    with pytest.raises(PoolError, match="读不出来"):
        pool.shelf(SLUG)


@pytest.mark.parametrize("slug", ["../x", "a/b", "A", "a" * 99, ""])
def test_a_name_that_leads_elsewhere_is_refused(pool, slug):
    with pytest.raises(ValueError, match="代号"):
        pool.drafts_file(slug)


def paper(*ids: str) -> Blueprint:
    return Blueprint.model_validate({"id": "quiz-x", "title": "试", "items": list(ids)})


def test_a_draft_named_in_a_blueprint_is_refused(pool):
    item = pool.shelf(SLUG).drafts[0]
    bank = pooled(of_class(pool.folder.parent))
    assert item.id in bank
    with pytest.raises(BlueprintError, match="还没有审核"):
        chosen(paper(item.id), bank)
    with pytest.raises(BlueprintError, match="还没有审核"):
        build(paper(item.id), bank)


def test_a_draft_is_never_drawn_and_is_once_it_is_accepted(pool):
    plan = Blueprint.model_validate({"id": "quiz-x", "title": "试", "draw": {"count": 1}})
    accepted, *_ = pool.shelf(SLUG).drafts
    pool.accept(SLUG, accepted, NOW)
    bank = pooled(of_class(pool.folder.parent), only_own=True)
    assert len(bank) > 1
    assert {draw(plan, bank, seed)[0].items[0].id for seed in "甲乙丙丁戊"} == {accepted.id}


def test_the_command_puts_drafts_beside_the_class(tmp_path, monkeypatch):
    (tmp_path / ".xuncha").mkdir()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(quiz_app, ["draft", SLUG])
    assert done.exit_code == 0 and "新放入" in done.output
    assert (tmp_path / LOCAL / DRAFTS / f"{SLUG}.yaml").is_file()
    again = CliRunner().invoke(quiz_app, ["draft", SLUG])
    assert "新放入 0 题" in again.output


def test_the_command_writes_a_file_and_overwrites_none(tmp_path):
    out = tmp_path / "草稿.yaml"
    done = CliRunner().invoke(quiz_app, ["draft", SLUG, "--out", str(out), "--most", "5"])
    assert done.exit_code == 0 and len(load_bank(out)) == 5
    before = out.read_bytes()
    again = CliRunner().invoke(quiz_app, ["draft", SLUG, "--out", str(out)])
    assert again.exit_code == 1 and "没有覆盖" in again.output and out.read_bytes() == before


def test_the_command_names_the_speeches_there_are():
    done = CliRunner().invoke(quiz_app, ["draft", "no-such"])
    assert done.exit_code == 1 and SLUG in done.output
