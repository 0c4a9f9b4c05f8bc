"""Wrong answers in a feedback page: they come home as they were sent, and a page from anybody does no harm."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises import load_bank, mistakes
from exercises.items import TYPES
from exercises.mistakes import Mistake, MistakesError, Sheet, from_page, html, usable

BANK = load_bank()
ITEMS = {name: BANK.select(type=name, pool="exam")[0] for name in TYPES}
SHEET = Sheet(
    "class-a", "quiz-t", "测验 </script><b>", "x01", datetime(2026, 3, 2, 1, 0, tzinfo=timezone.utc),
    tuple(Mistake(n, item, "A" if name == "single" else None, "wrong", 0.0) for n, (name, item) in enumerate(ITEMS.items(), 1)),
)  # fmt: skip


def page(block: str) -> str:
    return f"<!DOCTYPE html><html><body><p>反馈</p>{block}</body></html>"


def data() -> dict[str, Any]:
    return json.loads(html(SHEET).partition(">")[2].rpartition("<")[0])


def made(**changes: Any) -> str:
    """A page whose block says something else."""
    text = json.dumps(data() | changes, ensure_ascii=False).replace("<", "\\u003c")
    return page(f'<script type="application/json" id="xuncha-mistakes">{text}</script>')


def with_item(**changes: Any) -> str:
    first = data()["mistakes"][0]
    return made(mistakes=[first | {"item": first["item"] | changes}])


def test_a_sheet_comes_home_as_it_was_sent() -> None:
    assert from_page(page(html(SHEET))) == SHEET
    assert from_page(page("")) is None


@given(st.text(max_size=60), st.one_of(st.none(), st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1))))
def test_no_text_can_end_the_block_or_be_taken_for_markup(title: str, moment: datetime | None) -> None:
    known = None if moment is None else moment.replace(microsecond=0, tzinfo=timezone.utc)
    block = html(replace(SHEET, title=title, moment=known))
    inside = block.partition(">")[2].rpartition("</script>")[0]
    assert "<" not in inside and ">" not in inside and "&" not in inside
    found = from_page(page(block))
    assert found and found.moment == known and found.title == title.encode(errors="replace").decode()


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.integers(), st.text(max_size=9), st.lists(st.integers())), max_size=4))
def test_made_up_fields_are_refused_or_harmless(changes: dict[str, Any]) -> None:
    unknown = changes.keys() - data().keys()
    try:
        found = from_page(made(**changes))
    except MistakesError as error:
        assert "没有收入错题本" in str(error)
    else:
        assert found and not unknown


@pytest.mark.parametrize(
    "hostile",
    [
        page('<script type="application/json" id="xuncha-mistakes">'),
        page('<script type="application/json" id="xuncha-mistakes"></script>'),
        page('<script type="application/json" id="xuncha-mistakes">{"format": NaN}</script>'),
        page(f'<script type="application/json" id="xuncha-mistakes">{"[" * 100_000}</script>'),
        page(f'<script type="application/json" id="xuncha-mistakes">{"1" * 10_000}</script>'),
        page(f'<script type="application/json" id="xuncha-mistakes">"{"x" * (mistakes.MAX_BLOCK + 1)}"</script>'),
        made(schema=2),
        made(schema=True),
        made(format="other"),
        made(course="../x"),
        made(student="=1+1"),
        made(moment=-1),
        made(moment=1e99),
        made(mistakes="x"),
        made(mistakes=data()["mistakes"][:1] * 2),
        made(mistakes=[data()["mistakes"][0] | {"number": n} for n in range(1, 101)]),
        made(mistakes=[data()["mistakes"][0] | {"verdict": "right"}]),
        made(mistakes=[data()["mistakes"][0] | {"share": 1.0}]),
        made(mistakes=[data()["mistakes"][0] | {"share": float(-1)}]),
        made(mistakes=[data()["mistakes"][0] | {"response": "x" * 30_000}]),
        made(mistakes=[data()["mistakes"][0] | {"more": 1}]),
        with_item(key="H"),
        with_item(options={"A": "只有一项"}),
        with_item(type="essay"),
        with_item(id="../../x"),
        with_item(id="x" * 65),
        with_item(points=10**9),
        with_item(points="2"),
        with_item(stem="长" * 100_000),
        with_item(evidence=[]),
        with_item(evidence=[{"cite": "javascript:alert(1)", "quote": "x"}]),
        with_item(lesson=-1),
        with_item(more="x"),
    ],
)  # fmt: skip
def test_a_hostile_page_is_refused_with_words(hostile: str) -> None:
    with pytest.raises(MistakesError, match="没有收入错题本"):
        from_page(hostile)


def test_a_page_beyond_all_size_is_not_searched() -> None:
    with pytest.raises(MistakesError, match="太大"):
        from_page("x" * (mistakes.MAX_PAGE + 1))


@pytest.mark.parametrize("response", ["Z", {"1": "A"}, [1, 2], 7, [[[[[[[[[["A"]]]]]]]]]]])
def test_a_response_that_is_none_of_the_items_counts_as_not_readable(response: Any) -> None:
    found = from_page(made(mistakes=[data()["mistakes"][0] | {"response": response}]))
    assert found and found.mistakes[0].response is None


@pytest.mark.parametrize("name", TYPES)
def test_every_type_can_be_asked_after_the_journey(name: str) -> None:
    assert usable(json.loads(ITEMS[name].model_dump_json())) == ITEMS[name]


def test_an_item_whose_quotation_is_not_in_the_corpus_here_is_usable() -> None:
    """The class may have a speech of its own."""
    evidence = [{"cite": "a-speech-of-the-class¶3", "quote": "本班自己的讲话"}]
    assert usable(ITEMS["single"].model_dump() | {"evidence": evidence}).evidence[0].quote == "本班自己的讲话"
