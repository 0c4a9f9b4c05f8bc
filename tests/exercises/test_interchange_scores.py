"""Other systems score an item as this course does: what Moodle XML and QTI say of points, worked out by their own rules."""

import io
import os
import zipfile
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from item_strategies import items as any_items
from lxml import etree

from exercises import load_bank
from exercises.interchange import FORMATS, qtiwrite
from exercises.items import kind

QTI = {"q": qtiwrite.NAMESPACE}


def grammar(data: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(data / "qti21-items.rng"))


def written(item) -> etree._Element:
    """The item's QTI as it stands in the file."""
    return etree.fromstring(etree.tostring(qtiwrite.assessment_item(item)))


def test_every_shipped_item_has_the_shape_of_qti(data):
    rules = grammar(data)
    for item in load_bank():
        rules.assertValid(written(item))


@settings(max_examples=60, deadline=None)
@given(any_items())
def test_every_item_whatever_its_words_has_the_shape_of_qti(item):
    grammar(Path(__file__).parent / "data").assertValid(written(item))


def test_the_grammar_refuses_what_is_no_qti(data, items):
    root = written(items["t-single"])
    root.append(root[0])
    assert not grammar(data).validate(root)


@pytest.mark.skipif("XUNCHA_QTI_XSD" not in os.environ, reason="XUNCHA_QTI_XSD names no file: the publisher's schema is not shipped")
def test_every_shipped_item_is_valid_by_the_publishers_schema():
    schema = etree.XMLSchema(etree.parse(os.environ["XUNCHA_QTI_XSD"]))
    for item in load_bank():
        schema.assertValid(written(item))


def test_the_package_lists_every_file_it_has(items):
    with zipfile.ZipFile(io.BytesIO(FORMATS["qti"].write(list(items.values())).data)) as files:
        manifest = etree.fromstring(files.read("imsmanifest.xml"))
        listed = {element.get("href") for element in manifest.iter("{*}file")}
        assert listed == set(files.namelist()) - {"imsmanifest.xml"}
        assert len(listed) == len(items)


def mapped(root: etree._Element, chosen: list[str]) -> float:
    """QTI's mapResponse: the sum of what is mapped, within the bounds."""
    mapping = root.find("q:responseDeclaration/q:mapping", QTI)
    worth = {entry.get("mapKey"): float(entry.get("mappedValue")) for entry in mapping}
    total = sum(worth.get(name, float(mapping.get("defaultValue"))) for name in chosen)
    return min(max(total, float(mapping.get("lowerBound", "-inf"))), float(mapping.get("upperBound", "inf")))


def responses(ids):
    return [list(some) for n in range(len(ids) + 1) for some in combinations(ids, n)]


def ours(item, chosen: list[str]) -> float:
    """The points of this course before they are cut to one decimal."""
    return float(kind(item).score(item, frozenset(chosen)).earned) if chosen else 0.0


def test_qti_scores_every_choice_of_a_multiple_item_as_we_do(items):
    item = items["t-multiple"]
    for chosen in responses(item.options):
        assert mapped(written(item), chosen) == pytest.approx(ours(item, chosen), abs=0.1)


def test_moodle_scores_every_choice_of_a_multiple_item_as_we_do(items):
    item = items["t-multiple"]
    question = etree.fromstring(FORMATS["moodle"].write([item]).data)[0]
    share = {letter: float(answer.get("fraction")) for letter, answer in zip(item.options, question.findall("answer"), strict=True)}
    for chosen in responses(item.options):
        theirs = max(0.0, sum(share[letter] for letter in chosen)) / 100 * item.points
        assert theirs == pytest.approx(ours(item, chosen), abs=0.1)


def test_a_single_item_is_worth_its_points_for_the_key_alone(items):
    item = items["t-single"]
    assert {name: mapped(written(item), [name]) for name in item.options} == {
        name: float(item.points) if name == item.key else 0.0 for name in item.options
    }


def test_moodle_is_told_to_grade_an_order_by_its_neighbours(items):
    question = etree.fromstring(FORMATS["moodle"].write([items["t-order"]]).data)[0]
    assert question.findtext("gradingtype") == "RELATIVE_NEXT_EXCLUDE_LAST"
    texts = [answer.findtext("text") for answer in question.findall("answer")]
    assert texts == [items["t-order"].options[letter] for letter in items["t-order"].key]


def test_qti_says_that_an_order_has_no_part_marks(items):
    [remark] = FORMATS["qti"].write([items["t-order"]]).remarks
    assert "全对得分" in remark.message
