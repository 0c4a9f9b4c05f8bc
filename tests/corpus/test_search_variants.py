"""One formula in several speeches, side by side; members only ever from the same speech."""

import pytest

from corpus import speech, speeches
from corpus.errors import BadQuery
from corpus.formulas import Formula, Member, Place
from corpus.search import variants
from corpus.search.variants import align, formula_variants

PLACE = (Place(1, 0, 4),)


def formula(*members, name="四个落实"):
    return Formula(name, f"“{name}”", 4, "positive", False, PLACE, tuple(Member(text, 2, 0, len(text)) for text in members))


@pytest.fixture
def found(monkeypatch):
    """Sets what formulas the speeches have, by slug."""

    def put(**by_slug):
        monkeypatch.setattr(variants, "formulas", lambda one: by_slug.get(one.slug.replace("-", "_"), ()))

    return put


def differences(row):
    return {variant.slug: variant.difference for variant in row.variants}


def test_named_is_told_from_expanded_and_differences_by_kind(found):
    found(
        quwei_zhuanti=(formula("学习强国", "重视教育", "关心群众"),),
        shijiwei_2020=(formula("学习强国", "关心群众", "重视教育"),),
        shiju_2024=(formula("学习强国", "重视教育工作", "关心群众"),),
        shiwei_2023=(formula("学习强国", "重视教育", "保护森林"),),
        xianwei_zhen=(formula(),),
    )
    (row,) = formula_variants(speeches())
    assert [variant.slug for variant in row.named] == ["xianwei-zhen"] and len(row.expanded) == 4
    assert differences(row) == {
        "quwei-zhuanti": "none",
        "shijiwei-2020": "order",
        "shiju-2024": "wording",
        "shiwei-2023": "members",
        "xianwei-zhen": "none",
    }
    assert row.difference == "members"
    assert row.variants[1].counterparts == (0, 2, 1) and row.variants[3].counterparts == (0, 1, None)
    assert row.named[0].members == () and str(row.named[0].mentions[0]) == "xianwei-zhen¶1"
    assert [(text, str(citation)) for text, citation in row.variants[0].members][0] == ("学习强国", "quwei-zhuanti¶2")


def test_what_all_members_share_makes_none_of_them_alike():
    assert align(["信念过硬", "作风过硬"], ["作风过硬", "纪律过硬"]) == (None, 0)
    assert align([], ["一"]) == () and align(["一"], []) == (None,)
    assert align(["甲乙丙", "甲乙丙"], ["甲乙丙"]) == (0, None)


def test_a_name_is_found_with_or_without_its_marks_and_by_a_part(found):
    found(shiju_2024=(formula("甲", "乙"), formula(name="四个意识"), formula(name="两个落实")))
    assert [row.canonical for row in formula_variants(speeches(), "“四个落实”")] == ["四个落实"]
    assert [row.canonical for row in formula_variants(speeches(), "落实")] == ["四个落实", "两个落实"]
    assert formula_variants(speeches(), "没有的") == ()
    with pytest.raises(BadQuery):
        formula_variants(speeches(), " ")


def test_every_member_shown_stands_in_the_speech_it_is_shown_for():
    rows = formula_variants()
    assert rows
    for row in rows:
        for variant in row.variants:
            for text, citation in variant.members:
                assert citation.slug == variant.slug and text in speech(citation.slug).block(citation.n).text


def test_those_in_most_speeches_come_first():
    counts = [len(row.variants) for row in formula_variants()]
    assert counts == sorted(counts, reverse=True) and counts[0] > 1
