"""Every trainee may see the options in another order; what is stored and what it earns stay the same."""

from typing import Any

import nbformat
from hypothesis import given
from hypothesis import strategies as st

from exercises import explain, read
from exercises.items import TYPES, Item, kind
from exercises.shuffle import as_seen, deal, letters, order, relettered, seed, shown

IDS = ["A", "B", "C", "D", "E"]


def test_the_same_trainee_sees_the_same_order_each_time():
    assert order(seed("peixun", "s01", "quiz-01"), 3, IDS) == order(seed("peixun", "s01", "quiz-01"), 3, IDS)
    assert len(seed("peixun", "s01", "quiz-01")) == 64


def test_trainees_questions_and_papers_differ():
    seen = {tuple(order(seed("peixun", f"s{n:02d}", "quiz-01"), 1, IDS)) for n in range(60)}
    assert len(seen) > 30
    one = seed("peixun", "s01", "quiz-01")
    assert len({tuple(order(one, n, IDS)) for n in range(30)}) > 15


@given(st.text(max_size=20), st.integers(1, 99), st.permutations(IDS))
def test_an_order_is_of_all_ids_and_does_not_depend_on_how_they_stood(word, number, ids):
    found = order(seed(word, word, word), number, ids)
    assert sorted(found) == IDS
    assert found == order(seed(word, word, word), number, IDS)


def test_verdicts_orders_blanks_and_prose_are_not_shuffled(items: dict[str, Item]):
    dealt = {item.type for item in items.values() if shown("seed", 1, item)}
    assert dealt == {"single", "multiple", "match"}


@given(st.integers(0, 500))
def test_an_item_as_seen_has_the_same_texts_right_and_wrong(number):
    for item in SOME:
        ids = shown("seed", number, item)
        if ids is None:
            continue
        seen: Any = as_seen(item, ids)
        side = "right" if item.type == "match" else "options"
        assert list(getattr(seen, side).values()) == [getattr(item, side)[name] for name in ids]
        verbs = kind(item)
        right = relettered(verbs.key(item), letters(ids))
        assert right == verbs.key(seen)
        assert verbs.score(seen, right).earned == item.points


def test_feedback_speaks_in_the_letters_the_trainee_saw(items: dict[str, Item]):
    item: Any = items["t-single"]
    told = explain(item, read('answer = "C"'), ["C", "B", "A", "D"][: len(item.options)])
    plain = explain(item, read('answer = "C"'))
    assert (plain.given[0], told.given[0]) == ("C", "A")
    assert told.given[2:] == plain.given[2:]
    assert (told.earned, told.why_wrong) == (plain.earned, plain.why_wrong)


def test_unreadable_and_blank_answers_are_explained_as_ever(items: dict[str, Item]):
    ids = ["B", "A", "C", "D"][: len(items["t-single"].options)]  # type: ignore[attr-defined]
    for source in ("", "answer = (", 'answer = "Z"'):
        assert explain(items["t-single"], read(source), ids).verdict == explain(items["t-single"], read(source)).verdict


def test_dealing_a_paper_records_the_seed_and_leaves_sources_and_keys_alone(data):
    paper = nbformat.read(data / "quiz-test.ipynb", as_version=4)
    before = [cell.source for cell in paper.cells]
    one = seed("peixun", "s01", "quiz-test")
    deal(paper, one)
    nbformat.validate(paper)
    assert [cell.source for cell in paper.cells] == before
    assert paper.metadata["xuncha"]["shuffle"] == one
    dealt = {cell.metadata["xuncha"]["type"]: cell.metadata["xuncha"]["shown"] for cell in paper.cells if "shown" in cell.metadata["xuncha"]}
    assert set(dealt) == {"single", "multiple", "match"}


def test_no_explanation_or_note_speaks_of_an_option_by_its_letter():
    import re

    from exercises import load_bank

    for item in load_bank().items.values():
        texts = [item.stem, item.explanation, *getattr(item, "distractors", {}).values()]
        assert not [text for text in texts if re.search(r"选项 ?[A-H]|[A-H] ?项", text)], item.id


def _some() -> list[Item]:
    from pathlib import Path

    import yaml

    raw = yaml.safe_load((Path(__file__).parent / "data" / "bank.yaml").read_text("utf-8"))
    return [TYPES[entry["type"]].Model.model_validate(entry) for entry in raw]


SOME = _some()
