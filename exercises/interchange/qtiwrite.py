"""An item as a QTI 2.1 assessmentItem, scored by the item's own rule as far as QTI has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from exercises.interchange import rich
from exercises.interchange.about import about
from exercises.items.cloze import BLANK

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_Q = f"{{{NAMESPACE}}}"
_VERDICTS = {"对": "true", "错": "false"}


def lost(item: Any) -> Iterator[str]:
    """What of the item's scoring QTI does not hold."""
    if item.type == "order":
        yield "QTI 里这道排序题按全对得分，没有部分分。"
    if item.type == "cloze":
        yield "QTI 系统逐字比对填空，不会忽略引号、空格和全角半角的不同。"


def assessment_item(item: Any) -> etree._Element:
    """The item as an element of QTI's namespace, in the order of its schema."""
    root = etree.Element(
        f"{_Q}assessmentItem",
        nsmap={None: NAMESPACE},
        identifier=f"item-{item.id}",
        title=item.concept,
        adaptive="false",
        timeDependent="false",
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-CN")
    _responses(root, item)
    _outcomes(root, item)
    body = _sub(root, "itemBody")
    _about(body, item)
    _BODIES[item.type](body, item)
    _processing(root, item)
    _feedback(root, item)
    return root


def _responses(root: etree._Element, item: Any) -> None:
    match item.type:
        case "single":
            _response(root, "RESPONSE", "single", "identifier", [item.key], {item.key: float(item.points)})
        case "judge":
            key = _VERDICTS[item.key]
            _response(root, "RESPONSE", "single", "identifier", [key], {key: float(item.points)})
        case "multiple":
            # One wrong choice costs all: its weight outweighs every right one, and there is a floor of 0.
            worth = {letter: item.points / len(item.key) if letter in item.key else -float(item.points) for letter in item.options}
            _response(root, "RESPONSE", "multiple", "identifier", item.key, worth, item.points)
        case "order":
            _response(root, "RESPONSE", "ordered", "identifier", item.key, {})
        case "match":
            pairs = [f"L{number} {letter}" for number, letter in item.key.items()]
            _response(root, "RESPONSE", "multiple", "directedPair", pairs, {pair: item.points / len(pairs) for pair in pairs}, item.points)
        case "cloze":
            for number, accepted in item.blanks.items():
                worth = {text: item.points / len(item.blanks) for text in accepted}
                _response(root, f"RESPONSE{number}", "single", "string", accepted[:1], worth)
        case "short":
            _response(root, "RESPONSE", "single", "string", [], {})


def _response(
    root: etree._Element, name: str, cardinality: str, base: str, right: list[str], worth: Mapping[str, float], most: int | None = None
) -> None:
    declaration = _sub(root, "responseDeclaration", identifier=name, cardinality=cardinality, baseType=base)
    if right:
        correct = _sub(declaration, "correctResponse")
        for value in right:
            _sub(correct, "value").text = value
    if worth:
        bounds = {"lowerBound": "0", "upperBound": str(most)} if most is not None else {}
        mapping = _sub(declaration, "mapping", defaultValue="0", **bounds)
        for value, points in worth.items():
            _sub(mapping, "mapEntry", mapKey=value, mappedValue=f"{points:.6g}")


def _outcomes(root: etree._Element, item: Any) -> None:
    score = _sub(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float", normalMaximum=str(item.points))
    _sub(_sub(score, "defaultValue"), "value").text = "0"
    _sub(root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier")


def _about(body: etree._Element, item: Any) -> None:
    """What QTI has no field for, for authors to see; delivery systems do not show it to candidates."""
    listed = _sub(_sub(body, "rubricBlock", view="author"), "dl")
    listed.set("class", "xuncha-about")
    for label, value in (about(item) | {"分值": str(item.points)}).items():
        _sub(listed, "dt").text = label
        _sub(listed, "dd").text = value


def _choice(body: etree._Element, item: Any) -> None:
    most = "1" if item.type == "single" else "0"
    interaction = _sub(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices=most)
    rich.fill(_sub(interaction, "prompt"), item.stem, _Q)
    for letter, text in item.options.items():
        rich.fill(_sub(interaction, "simpleChoice", identifier=letter), text, _Q)


def _verdict(body: etree._Element, item: Any) -> None:
    interaction = _sub(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices="1")
    rich.fill(_sub(interaction, "prompt"), item.stem, _Q)
    for verdict, name in _VERDICTS.items():
        _sub(interaction, "simpleChoice", identifier=name).text = verdict


def _order(body: etree._Element, item: Any) -> None:
    interaction = _sub(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="false")
    rich.fill(_sub(interaction, "prompt"), item.stem, _Q)
    for letter, text in item.options.items():
        rich.fill(_sub(interaction, "simpleChoice", identifier=letter), text, _Q)


def _match(body: etree._Element, item: Any) -> None:
    interaction = _sub(body, "matchInteraction", responseIdentifier="RESPONSE", shuffle="false", maxAssociations=str(len(item.left)))
    rich.fill(_sub(interaction, "prompt"), item.stem, _Q)
    left, right = _sub(interaction, "simpleMatchSet"), _sub(interaction, "simpleMatchSet")
    for number, text in item.left.items():
        rich.fill(_sub(left, "simpleAssociableChoice", identifier=f"L{number}", matchMax="1"), text, _Q)
    for letter, text in item.right.items():
        rich.fill(_sub(right, "simpleAssociableChoice", identifier=letter, matchMax=str(len(item.left))), text, _Q)


def _cloze(body: etree._Element, item: Any) -> None:
    paragraph = _sub(body, "p")
    for n, piece in enumerate(BLANK.split(item.stem)):
        if n % 2:
            _sub(paragraph, "textEntryInteraction", responseIdentifier=f"RESPONSE{piece}")
        elif len(paragraph):
            holder = etree.Element("holder")
            rich.fill(holder, piece, _Q)
            paragraph[-1].tail = holder.text
            paragraph.extend(holder)
        else:
            rich.fill(paragraph, piece, _Q)


def _short(body: etree._Element, item: Any) -> None:
    guide = _sub(body, "rubricBlock", view="scorer")
    answer = _sub(guide, "div")
    answer.set("class", "xuncha-answer")
    rich.fill(answer, item.answer, _Q)
    for part in item.rubric:
        listed = _sub(guide, "dl")
        listed.set("class", "xuncha-rubric")
        _sub(listed, "dt").text = str(part.points)
        for text in (part.point, *part.words):
            rich.fill(_sub(listed, "dd"), text, _Q)
    interaction = _sub(body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLength=str(item.limit))
    rich.fill(_sub(interaction, "prompt"), item.stem, _Q)


_BODIES = {
    "single": _choice,
    "multiple": _choice,
    "judge": _verdict,
    "cloze": _cloze,
    "order": _order,
    "match": _match,
    "short": _short,
}


def _processing(root: etree._Element, item: Any) -> None:
    processing = _sub(root, "responseProcessing")
    if item.type == "order":
        condition = _sub(_sub(processing, "responseCondition"), "responseIf")
        match = _sub(condition, "match")
        _sub(match, "variable", identifier="RESPONSE")
        _sub(match, "correct", identifier="RESPONSE")
        _sub(_sub(condition, "setOutcomeValue", identifier="SCORE"), "baseValue", baseType="float").text = str(item.points)
    elif item.type != "short":
        score = _sub(processing, "setOutcomeValue", identifier="SCORE")
        if item.type == "cloze":
            total = _sub(score, "sum")
            for number in item.blanks:
                _sub(total, "mapResponse", identifier=f"RESPONSE{number}")
        else:
            _sub(score, "mapResponse", identifier="RESPONSE")
    shown = _sub(_sub(processing, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
    if item.type in ("single", "multiple", "judge"):
        _sub(shown, "variable", identifier="RESPONSE")
    _sub(shown, "baseValue", baseType="identifier").text = "EXPLANATION"


def _feedback(root: etree._Element, item: Any) -> None:
    for name, note in getattr(item, "distractors", {}).items():
        rich.fill(_sub(_modal(root, _VERDICTS.get(name, name)), "p"), note, _Q)
    explanation = _modal(root, "EXPLANATION")
    rich.fill(_sub(explanation, "p"), item.explanation, _Q)
    for one in item.evidence:
        quotation = _sub(explanation, "blockquote", cite=one.cite)
        rich.fill(_sub(quotation, "p"), one.quote, _Q)
        _sub(explanation, "p").text = f"——{one.cite}"


def _modal(root: etree._Element, name: str) -> etree._Element:
    return _sub(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=name, showHide="show")


def _sub(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{_Q}{name}", attributes)
