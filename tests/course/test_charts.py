"""Charts of the lessons: right figures, true words beside them, nothing fetched, nothing in colour alone."""

import json
import re

import pytest

from corpus import quote, store
from course import charts, figures
from exercises.style import css

SPEECHES = store.shipped_speeches()
TEXTS = {s.meta.short: "".join(b.text for b in s.blocks) for s in SPEECHES}
ALL = [pytest.param(name, id=name) for name in charts.CHARTS]


def best(rows, value):
    return max(rows, key=value).short


@pytest.mark.parametrize("name", ALL)
def test_a_chart_names_no_address_and_uses_only_colours_that_the_dark_theme_exchanges(name):
    drawn = json.dumps(charts.chart(name).spec)
    assert "http" not in drawn
    exchanged = set(re.findall(r'RenderedVegaCommon5 \[(?:fill|stroke)="(#[0-9a-f]{6})"\]', css()))
    assert exchanged and set(re.findall(r"#[0-9a-fA-F]{6}", drawn)) <= exchanged


@pytest.mark.parametrize("name", ALL)
def test_a_notebook_shows_what_to_see_then_the_chart_then_the_same_as_a_table(name):
    figure = charts.chart(name)
    words, drawing, table = figure.outputs
    assert all(sentence in words["text/html"] for sentence in figure.see)
    assert drawing[charts.MIME] == figure.spec
    assert table["text/html"].count("<tr>") == 1 + len(figure.table.rows)
    assert all(len(row) == len(figure.table.head) for row in figure.table.rows)


@pytest.mark.parametrize("name", ALL)
def test_every_speech_stands_in_every_table(name):
    table = charts.chart(name).table
    said = {cell for row in (table.head, *table.rows) for cell in row}
    assert set(TEXTS) <= said


def test_words_are_counted_as_they_are_written():
    for row in figures.counts(SPEECHES, "问题"):
        assert row.times == TEXTS[row.short].count("问题")
        assert row.per_thousand == pytest.approx(1000 * row.times / len(TEXTS[row.short]))


def test_the_joint_name_of_the_two_levels_is_not_counted_twice():
    for word in ("巡察", "巡视"):
        for row in figures.twins(SPEECHES):
            if row.word == word:
                assert row.times == TEXTS[row.short].replace("巡视巡察", "").count(word)


def test_a_spot_lies_where_the_word_stands():
    for spot in figures.spots(SPEECHES, "整改"):
        text = TEXTS[spot.short]
        assert text[round(spot.share * len(text) / 100) :].startswith("整改")


def test_every_clue_stands_in_its_speech_and_says_where_its_fact_is_from():
    for clue in figures.CLUES:
        assert quote(clue.cite, clue.words).text == clue.words
        assert clue.source and clue.fact
    assert {clue.cite.split("¶")[0] for clue in figures.CLUES} == {s.slug for s in SPEECHES}


def test_a_clue_is_never_later_than_the_years_of_its_speech():
    for row in figures.dated(SPEECHES):
        assert all(clue.year <= row.last for _, clue in row.clues)


def test_the_speeches_come_in_the_order_of_their_years():
    years = [figures.first_year(s) for s in figures.by_year(SPEECHES)]
    assert years == sorted(years) and 9999 not in years


class TestWhatIsSaidBesideTheChartsIsTrue:
    def test_of_length(self):
        found = figures.sizes(SPEECHES)
        by_length = sorted(found, key=lambda s: s.characters)
        assert (by_length[-1].short, by_length[0].short) == ("市纪委书记动员讲话", "县委巡察组进驻讲话")
        assert 2.5 < by_length[-1].characters / by_length[0].characters < 3
        assert (by_length[-2].short, by_length[-2].paragraphs) == ("市委动员部署讲话（无题）", 6)

    def test_of_times_and_rate(self):
        found = figures.counts(SPEECHES, "问题")
        assert best(found, lambda c: c.times) == "市纪委书记动员讲话"
        ranked = sorted(found, key=lambda c: -c.per_thousand)
        assert ranked[0].short == "县委巡察组进驻讲话" and ranked[0].per_thousand > 1.5 * ranked[1].per_thousand
        assert [c.short for c in ranked[2:4]] == ["区委书记专题会讲话", "市纪委书记动员讲话"]

    def test_of_the_names_of_the_two_levels(self):
        found = {(c.short, c.word): c.times for c in figures.twins(SPEECHES)}
        alone = {short: times for (short, word), times in found.items() if word == "巡视"}
        assert sorted(alone.values()) == [0, 0, 0, 7, 48]
        assert alone["区委书记专题会讲话"] == 7
        assert alone["市委动员部署讲话（无题）"] == 48 > found["市委动员部署讲话（无题）", "巡察"]

    def test_of_where_words_stand(self):
        whether = {s.short for s in figures.spots(SPEECHES, "是否")}
        assert len(whether) == 3
        mending = [s for s in figures.spots(SPEECHES, "整改")]
        assert {s.cite.n for s in mending if s.short == "县委巡察组进驻讲话"} == {15}
        assert {s.short for s in mending} == set(TEXTS)

    def test_of_formulas(self):
        ways = {(u.formula, u.short): u.way for u in figures.uses(SPEECHES, charts.FORMULAS)}

        def used(formula):
            return sorted(way for (name, _), way in ways.items() if name == formula and way != "absent")

        assert used("四个落实") == ["listed", "listed"]
        assert used("两个维护") == ["named"] * 4
        assert used("十不准") == ["named"]
        assert used("五个过硬") == ["unnamed"]
        assert len([1 for (_, short), way in ways.items() if short == "县委巡察组进驻讲话" and way != "absent"]) == 1
        assert len(charts.FORMULAS) == 13


def test_a_name_is_broken_into_two_lines_that_a_column_holds():
    for short in TEXTS:
        lines = charts.halves(short)
        assert "".join(lines) == short and max(map(len, lines)) <= 6
