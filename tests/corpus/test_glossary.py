"""The glossary: exact in its quotations, honest about what it rests on, complete in its places."""

import re

import pytest
import typer
from typer.testing import CliRunner

from corpus import glossary as g
from corpus import store
from corpus.cli import glossary as command
from corpus.errors import BadGlossary, UnknownTerm
from corpus.model import Block

TERMS = g.glossary()
SPEECHES = [speech for speech in store.speeches() if store.is_shipped(speech.slug)]
UNEXPANDED = ["四个意识", "四个自信", "四个聚焦", "两个维护", "两个确立", "两个永远在路上"]
UNEXPANDED += ["七个有之", "十不准", "三超两乱", "五人小组"]
PARAGRAPH = ("shijiwei-2020¶6",)


def entry(**changes):
    fields = {"name": "某词", "kind": "concept", "english": "x", "definition": "一个说法。", "basis": "texts", "defined_at": PARAGRAPH}
    return g.Term(**{**fields, **changes})


def confused(name, other, difference):
    return entry(name=name, confused=(g.Confused(other, difference),))


def chinese(one):
    differences = [words for other in one.confused for words in (other.difference, other.source or "")]
    return [one.name, *one.forms, one.definition, one.note or "", one.source or "", *differences]


def faults_of(*terms):
    return "\n".join(g.faults(terms, SPEECHES))


def spans(text, *terms):
    return [(hit.name, text[hit.start : hit.end]) for hit in g.finder(terms)(text)]


def test_there_are_at_least_eighty_terms_that_the_speeches_use():
    assert len([one for one in TERMS if one.uses]) >= 80


def test_every_kind_has_terms():
    assert {one.kind for one in TERMS} == set(g.KINDS)


def test_nothing_is_wrong_with_the_glossary():
    assert g.faults(TERMS, SPEECHES) == []


def test_the_recorded_uses_are_exactly_those_the_machine_finds():
    assert {one.name: one.uses for one in TERMS} == g.uses(TERMS, SPEECHES)


def test_the_file_is_as_the_machine_writes_it():
    assert g.rewritten(g.PATH.read_text(encoding="utf-8"), SPEECHES) == g.PATH.read_text(encoding="utf-8")


def test_definitions_say_enough_and_end_as_sentences():
    assert [one.name for one in TERMS if not 15 <= len(one.definition) <= 160 or not one.definition.endswith("。")] == []


def test_the_chinese_is_chinese_and_the_glosses_are_english():
    foreign = re.compile(r"[A-Za-z]|[,;:?!()]")
    assert [one.name for one in TERMS if any(map(foreign.search, chinese(one)))] == []
    assert [one.name for one in TERMS if not re.fullmatch(r"[A-Za-z0-9 ,.'\"()/-]+", one.english)] == []


def test_every_confusion_is_two_way_and_says_the_same_from_both_sides():
    said = {(one.name, other.name): other.difference for one in TERMS for other in one.confused}
    assert len(said) > 100
    assert [pair for pair, difference in said.items() if said.get(pair[::-1]) != difference] == []


def test_few_terms_come_from_outside_the_speeches_and_each_is_there_to_tell_another_apart():
    outside = [one for one in TERMS if not one.uses]
    assert len(outside) <= 8 and all(one.confused and one.source for one in outside)


@pytest.mark.parametrize("name", UNEXPANDED)
def test_a_formula_that_no_speech_expands_is_not_expanded_here(name):
    one = g.term(name)
    assert not one.variants and one.basis == "texts"
    assert re.search(r"没有(写|列出|展开|逐字展开)", one.definition)


def test_the_four_implementations_stand_side_by_side():
    assert [(slug, len(pieces)) for slug, pieces in g.term("四个落实").by_speech.items()] == [("shijiwei-2020", 4), ("quwei-zhuanti", 4)]


def test_nothing_rests_on_a_slip_of_a_speech_without_saying_so():
    slips = [slip.text for speech in SPEECHES for slip in speech.meta.slips if not slip.doubtful]
    resting = [one for one in TERMS for words in (one.definition, *(v.quote for v in one.variants)) if any(slip in words for slip in slips)]
    assert [one.name for one in resting if not one.note] == []


def test_a_term_is_found_by_any_form_and_with_any_marks():
    assert g.term("“三不”原则") is g.term("三不原则")
    assert g.term("巡视铁军").name == "巡察铁军"


def test_an_unknown_term_names_the_near_ones():
    with pytest.raises(UnknownTerm, match="整改责任"):
        g.term("整改责任人")
    with pytest.raises(UnknownTerm, match="xuncha corpus glossary"):
        g.term("天气")
    with pytest.raises(UnknownTerm):
        g.term("“”")


def test_the_longest_form_wins_and_quotation_marks_are_passed_over():
    short, long = entry(name="巡察"), entry(name="巡察组")
    assert spans("巡察组的巡察", short, long) == [("巡察组", "巡察组"), ("巡察", "巡察")]
    assert spans("执行“三不”原则。", entry(name="三不原则")) == [("三不原则", "三不”原则")]
    assert spans("甲,乙", entry(name="甲，乙")) == [("甲，乙", "甲,乙")]


def test_no_terms_find_nothing():
    assert spans("巡察组") == []


def test_a_block_counts_once_however_often_it_uses_the_term():
    one = SPEECHES[0]
    twice = type(one)(one.slug, one.meta, (Block(1, "paragraph", "巡察、巡察"),))
    assert g.uses([entry(name="巡察")], [twice]) == {"巡察": {one.slug: (1,)}}


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ([entry(related=("无此词",))], "相关词“无此词”没有词条"),
        ([confused("巡察", "巡视", "巡察与巡视。"), entry(name="巡视")], "只写了一边"),
        ([confused("某词", "无此词", "某词、无此词。")], "易混词“无此词”没有词条"),
        ([confused("巡察", "巡视", "两级。"), confused("巡视", "巡察", "两级。")], "没有提到“巡察”"),
        ([entry(name="巡察"), entry(name="巡视", forms=("巡察",))], "一种写法只能属于一个词条"),
        ([entry(name="巡察", forms=("从未说过",))], "“从未说过”在讲话里没有出现"),
        ([entry(name="从未说过")], "才可以这样收入"),
        ([entry(name="巡察", uses={"shijiwei-2020": (1,)})], "出处与讲话不符"),
        ([entry(variants=(g.Evidence(cite="shijiwei-2020¶6", quote="巡察本质是政治督察"),))], "没有“巡察本质是政治督察”这句原文"),
        ([entry(defined_at=("shijiwei-2020¶99",))], "没有对应的段落"),
        ([entry(defined_at=("nobody¶1",))], "没有对应的段落"),
        ([entry(defined_at=())], "应当写明段落"),
        ([entry(basis="general")], "应当写明来源"),
        ([entry(name="巡察", definition="巡察就是到处察看。")], "成了循环"),
        ([entry(definition="这是区别于其他监督检查的重要标志。")], "照抄讲话"),
        ([entry(definition="所谓“子虚乌有的话”。")], "不是讲话原文"),
    ],
)
def test_each_fault_is_noticed(terms, says):
    assert says in faults_of(*terms)


def test_words_in_quotation_marks_may_be_those_of_a_speech():
    assert "照抄" not in faults_of(entry(definition="讲话说“这是区别于其他监督检查的重要标志”。"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("terms: [", "写法有误"),
        ("terms: []\nterms: []", "写法有误"),
        ("a: &x []\nterms: *x", "写法有误"),
        ("terms: !!python/object/apply:os.getcwd []", "写法有误"),
        ("- 1", "内容有误"),
        ("terms:\n- name: 巡察", "terms.0.kind"),
        ("terms: []\nconfusions:\n- {between: [甲, 乙], difference: 甲乙}", "没有这个词条"),
    ],
)
def test_a_broken_file_gets_a_sentence(text, says):
    with pytest.raises(BadGlossary, match=says):
        g.loads(text)


def test_a_missing_or_huge_file_gets_a_sentence(tmp_path, monkeypatch):
    with pytest.raises(BadGlossary, match="打不开"):
        g.update(SPEECHES, tmp_path / "none.yml")
    monkeypatch.setattr(g, "MAX_BYTES", 3)
    with pytest.raises(BadGlossary, match="没有读取"):
        g.update(SPEECHES)


def test_updating_finds_the_uses_and_keeps_the_order(tmp_path):
    path = tmp_path / "glossary.yml"
    fields = "kind: concept, english: x, definition: 一个说法。, basis: general, source: 通用"
    path.write_text(f"terms:\n- {{name: 震慑, {fields}}}\n- {{name: 生命线, {fields}, uses: {{nobody: [9]}}}}\n", encoding="utf-8")
    g.update(SPEECHES, path)
    first, second = g.loads(path.read_text(encoding="utf-8"))
    assert (first.name, second.name) == ("震慑", "生命线")
    assert second.uses == {"quwei-zhuanti": (16,), "shiwei-2023": (5,)}


@pytest.fixture
def copied(tmp_path, monkeypatch):
    path = tmp_path / "glossary.yml"
    path.write_text(g.PATH.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(g, "PATH", path)
    g.glossary.cache_clear()
    yield path
    g.glossary.cache_clear()


def test_the_command_finds_wrong_uses_and_writes_them_right(copied):
    shipped = copied.read_text(encoding="utf-8")
    copied.write_text(shipped.replace("shiwei-2023: [5]", "shiwei-2023: [1]"), encoding="utf-8")
    assert "请运行 xuncha corpus glossary --write" in run("glossary").output
    assert run("glossary", "--write").exit_code == 0
    assert copied.read_text(encoding="utf-8") == shipped


def run(*args):
    app = typer.Typer()
    command.register(app)
    return CliRunner().invoke(app, list(args), env={"COLUMNS": "200"})


def test_looking_a_term_up_shows_meaning_basis_confusions_and_places():
    shown = run("term", "“四个落实”")
    assert shown.exit_code == 0
    for words in ("固定提法", "依据：", "易混：四个意识", "课外资料", "各篇的写法", "市纪委书记动员讲话", "没有用到"):
        assert words in shown.output


def test_looking_up_a_term_that_is_not_there_fails_with_a_sentence():
    shown = run("term", "天气")
    assert shown.exit_code == 1 and "术语表里没有" in shown.output


def test_the_listing_counts_by_kind():
    shown = run("glossary")
    assert shown.exit_code == 0 and f"共 {len(TERMS)} 个词" in shown.output and "问题表现" in shown.output
