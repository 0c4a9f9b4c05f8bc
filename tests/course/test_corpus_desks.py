"""The two desks over the corpus, without a browser: what stands there after each act."""

import re

import nbformat
import pytest
from nbclient import NotebookClient
from typer.testing import CliRunner

from corpus import Citation, speech, speeches, store
from corpus.errors import CorpusError
from corpus.intake import take_in
from course import catalog, draft, study
from course.intakedesk import IntakeDesk
from course.passages import hit
from course.searchdesk import WAYS, SearchDesk, open_search
from exercises.deskpage import DeskPage, Said
from xuncha import app

NOTEBOOKS = [desk.source for desk in catalog.desks()]
ADVERT = "更多范文请扫码关注公众号"
SENTENCES = (
    "今年县委决定对{0}开展巡察，这是履行全面从严治党主体责任的重要安排。",
    "巡察组要坚持从{0}的实际出发，紧盯{0}的突出问题，把情况查实、把道理讲清。",
    "被巡察党组织要支持{0}的巡察工作，如实反映{0}的情况，不得隐瞒不报。",
)
GOOD = {
    "title": "在县委第三轮巡察动员会上的讲话",
    "short": "县委第三轮动员讲话",
    "level": "县委",
    "speaker": "县委书记",
    "audience": "巡察组、被巡察党组织",
    "said": "2025年",
    "inferred": "yes",
    "clues": "内部记录\n\n第三轮",
    "complete": "yes",
    "completeness_note": "",
    "slug": "xianwei-2025",
}


def raw(units="教育局 水利局 农业局 民政局 商务局 住建局", title=GOOD["title"]):
    """A made-up speech with an advert above it; other ``units`` make another speech."""
    lines = [ADVERT, "", title, "同志们："]
    for numeral, unit in zip("一二三四五六", units.split(), strict=True):
        lines += [f"{numeral}、关于{unit}的巡察", *(sentence.format(unit) for sentence in SENTENCES)]
    return "\n".join(lines) + "\n"


@pytest.fixture(autouse=True)
def own_corpus(tmp_path, monkeypatch):
    folder = tmp_path / "语料"
    monkeypatch.setenv(store.FOLDER_VARIABLE, str(folder))
    return folder


@pytest.fixture
def desk():
    desk = IntakeDesk()
    desk.take_file("第三轮.txt", 1, raw().encode())
    return desk


def written(desk, **changes):
    return desk.act("write", "", GOOD | changes)


def number_of(desk, words):
    """The number of the removed piece that holds ``words``."""
    return next(p.number for p in draft.taken(desk._draft) if words in p.text)


# Intake.


def test_nothing_is_written_before_it_is_asked_for(desk, own_corpus):
    assert GOOD["title"] in desk.html() and ADVERT in desk.html()
    desk.act("back", str(number_of(desk, ADVERT)), {})
    assert not own_corpus.exists()


def test_a_filled_form_writes_a_speech_that_is_then_found(desk, own_corpus):
    said = written(desk)
    assert said.look == "right" and said.focus == "in-written-title"
    speech = store.speech("xianwei-2025")
    assert (speech.meta.speaker, speech.meta.date.clues, speech.meta.complete) == ("县委书记", ("内部记录", "第三轮"), True)
    assert str(own_corpus / "xianwei-2025.md") in desk.html()
    found = SearchDesk()
    found.act("search", "", {"query": "关于水利局的巡察"})
    assert "县委第三轮动员讲话 ¶" in found.html()


@pytest.mark.parametrize("name", ["short", "level", "speaker", "audience", "said", "inferred", "clues", "complete", "slug"])
def test_a_field_nobody_filled_in_is_named_and_nothing_is_written(desk, own_corpus, name):
    said = written(desk, **{name: " "})
    assert said.look == "wrong" and said.focus == "in-faults"
    assert f'id="in-{name}-fault"' in desk.html() and not own_corpus.exists()


def test_what_the_machine_cannot_know_is_left_empty_and_asked_for(desk):
    form = desk._draft.form
    assert form["title"] == GOOD["title"] and form["level"] == "县委"
    assert (form["speaker"], form["said"], form["complete"]) == ("", "", "")
    assert {"speaker", "said", "complete"} <= draft.faults(desk._draft, set()).keys()


@pytest.mark.parametrize("slug", ["../x", "大写", "shiju-2024", "a" * 80])
def test_a_slug_that_cannot_be_used_is_refused(desk, own_corpus, slug):
    assert written(desk, slug=slug).look == "wrong"
    assert not own_corpus.exists()


def test_an_incomplete_speech_must_say_what_it_lacks(desk):
    assert written(desk, complete="no").look == "wrong"
    assert written(desk, complete="no", completeness_note="缺第七点").look == "right"
    assert store.speech("xianwei-2025").meta.completeness_note == "缺第七点"


def test_a_removed_piece_is_put_back_and_a_paragraph_taken_out(desk):
    desk.act("back", str(number_of(desk, ADVERT)), {})
    assert ADVERT in desk._draft.speech.spoken
    last = desk._draft.speech.blocks[-1]
    said = desk.act("out", str(last.n), {})
    assert last.text not in desk._draft.speech.spoken and f"¶{last.n}" in said.text
    piece = next(p for p in draft.taken(desk._draft) if last.text in p.text)
    assert piece.by_editor and piece.n == last.n and not piece.inside


def test_what_stands_in_the_form_survives_every_other_act(desk):
    desk.act("out", "3", {"speaker": "写了一半"})
    assert 'value="写了一半"' in desk.html()


def test_slips_are_settled_by_their_editor(desk):
    desk.take_file("有疏误.txt", 1, raw("交通局 林业局 财政局 审计局 统计局 司法局").replace("如实反映", "如实反映反映", 1).encode())
    desk.act("review", "2", {})
    index = next(i for i, d in enumerate(draft.doubts(desk._draft)) if "反映反映" in d.before + d.slip.text + d.after)
    desk.act("judge", f"{index} yes", {})
    assert draft.doubts(desk._draft)[index].verdict is True
    desk.act("judge", f"{index} yes", {})
    assert draft.doubts(desk._draft)[index].verdict is None, "pressed again it is open again"
    desk.act("judge", f"{index} no", {})
    others = [i for i, d in enumerate(draft.doubts(desk._draft)) if d.verdict is None]
    assert written(desk, slug="with-slips").look == "right"
    meta = store.speech("with-slips").meta
    assert meta.slips == () and len(meta.suggested) == len(others)


def test_a_confirmed_slip_is_kept_in_the_front_matter(desk):
    desk.take_file("有疏误.txt", 1, raw("交通局 林业局 财政局 审计局 统计局 司法局").replace("如实反映", "如实反映反映", 1).encode())
    desk.act("review", "2", {})
    for i in range(len(draft.doubts(desk._draft))):
        desk.act("judge", f"{i} yes", {})
    written(desk, slug="with-slips")
    meta = store.speech("with-slips").meta
    assert any("反映" in slip.text for slip in meta.slips) and meta.suggested == ()


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9


@pytest.mark.parametrize("data", [b"", PICTURE, b"PK\x03\x04 no zip", "短。".encode(), b"%PDF-1.4 nothing"])
def test_a_file_that_cannot_be_taken_gets_one_sentence_and_the_others_go_on(desk, data):
    said = desk.take_file("坏.txt", len(data), data)
    assert said.look == "wrong"
    html = desk.html()
    assert "Traceback" not in html and "Error" not in html
    assert "坏.txt" in html and written(desk).look == "right"


def test_a_text_that_does_not_look_like_a_speech_is_left_to_its_editor(desk):
    recipe = "红烧肉的做法\n" + "把五花肉切块焯水，下锅炒糖色，加酱油和黄酒，小火慢炖一个小时，收汁出锅即可装盘食用。\n" * 5
    assert desk.take_file("菜谱.txt", 1, recipe.encode()).look == "wrong"
    assert "仍要核对" in desk.html()
    desk.act("review", "2", {})
    assert written(desk, slug="caipu").look == "right"


def test_a_file_that_is_too_large_is_refused_unread(desk):
    assert desk.take_file("大.pdf", 30_000_000, None).look == "wrong"
    assert "超过 20 MB" in desk.html()


def test_a_speech_the_corpus_has_is_recognised_under_other_noise(desk):
    text = "本站会员专享\n\n" + "\n".join(block.text for block in speech("xianwei-zhen").blocks)
    assert desk.take_file("另一个名字.txt", 1, text.encode()).look == "wait"
    assert "与语料里的《县委巡察组进驻讲话》（xianwei-zhen）是同一讲话" in desk.html()


def test_a_file_picked_twice_is_recognised_before_it_is_written(desk):
    desk.take_file("第三轮（副本）.txt", 1, raw().encode())
    assert "与同批的 第三轮.txt 是同一讲话" in desk.html()


def test_two_new_speeches_are_offered_two_slugs(desk):
    desk.take_file("乙.txt", 1, raw("交通局 林业局 财政局 审计局 统计局 司法局").encode())
    slugs = [row.draft.form["slug"] for row in desk._rows]
    assert len(set(slugs)) == 2


def test_pasted_text_is_read_like_a_file():
    desk = IntakeDesk()
    assert desk.act("paste", "", {"paste": "  "}).focus == "in-paste-text"
    assert desk.act("paste", "", {"paste": raw()}).look == "right"
    assert GOOD["title"] in desk.html() and "粘贴的文字" in desk.html()


def test_a_written_speech_is_changed_removed_and_brought_back(desk, own_corpus):
    written(desk)
    desk.act("open", "xianwei-2025", {})
    assert desk.act("write", "", GOOD | {"speaker": "县委副书记", "slug": "another"}).look == "right"
    assert store.speech("xianwei-2025").meta.speaker == "县委副书记", "its slug never changes"
    desk.act("remove", "xianwei-2025", {})
    assert not (own_corpus / "xianwei-2025.md").exists() and "取回" in desk.html()
    desk.act("return", "xianwei-2025", {})
    assert (own_corpus / "xianwei-2025.md").exists()


def test_a_speech_brought_back_does_not_take_the_place_of_another(desk, own_corpus):
    written(desk)
    desk.act("remove", "xianwei-2025", {})
    (own_corpus / "xianwei-2025.md").write_text("别的", encoding="utf-8")
    with pytest.raises(CorpusError, match="没有取回"):
        desk.act("return", "xianwei-2025", {})


def test_a_broken_local_file_is_named_and_stops_nothing(desk, own_corpus):
    own_corpus.mkdir()
    (own_corpus / "broken.md").write_text("没有说明信息", encoding="utf-8")
    assert "broken.md 没有采用" in desk.html()


def test_words_of_a_file_are_never_markup():
    desk = IntakeDesk()
    desk.take_file("<img src=x>.txt", 1, raw(title="在县委<b>巡察</b>动员会上的讲话").encode())
    assert "<img" not in desk.html() and "<b>" not in desk.html()


def test_an_accident_is_said_and_nothing_is_lost(desk):
    page = DeskPage(desk)
    page._heard(page, {"act": "out", "value": "9999", "fields": {}}, [])
    assert page.said["look"] == "wrong" and page.turn == 1 and GOOD["title"] in page.html


def test_a_file_arrives_in_parts():
    class Silent:
        def html(self):
            return ""

        def take_file(self, name, size, data):
            self.got = name, size, data
            return Said("收到")

    silent = Silent()
    page = DeskPage(silent)
    data = bytes(range(256)) * 10
    for at in range(0, len(data), 1000):
        about = {"act": "files", "name": "甲.txt", "size": len(data), "at": at}
        page._heard(page, {"file": about}, [memoryview(data[at : at + 1000])])
    assert silent.got == ("甲.txt", len(data), data) and page.turn == 1
    page._heard(page, {"file": {"act": "files", "name": "大.txt", "size": 99_000_000}}, [])
    assert silent.got == ("大.txt", 99_000_000, None)


def test_a_draft_comes_out_with_its_words_unchanged():
    one = take_in(raw().encode(), "a.txt", "new")
    done = draft.finish(draft.fill(draft.begin(one), GOOD))
    assert done.blocks == one.blocks and done.meta.source == one.meta.source and done.meta.removed == one.meta.removed


# Search.


def look(way, query="", **fields):
    desk = SearchDesk()
    desk.act("way", way, {})
    said = desk.act("search", "", {"query": query} | fields)
    return said, desk.html(), desk


@pytest.mark.parametrize("way", ["who", "lines", "company"])
def test_an_empty_question_is_sent_back(way):
    said, html, _ = look(way, "  ")
    assert said.look == "wrong" and said.focus == "se-query" and "se-result" not in html


@pytest.mark.parametrize("way", ["who", "lines", "company", "variants", "term"])
def test_what_nobody_says_is_said_clearly(way):
    said, html, _ = look(way, "某个不存在的怪词")
    assert said.look == "wait" and "没有" in said.text and "se-result" in html


def test_who_says_it_is_grouped_by_speech_and_names_those_that_do_not():
    _, html, _ = look("who", "四个落实")
    silent = re.search(r"没有讲到的（(\d)", html)
    saying = re.findall(r"<h3>([^<]+)<span", html)
    assert silent and len(saying) + int(silent[1]) == len(speeches())
    assert html.count("<blockquote") >= len(saying) and "市纪委书记动员讲话 ¶" in html


def test_lines_are_a_table_with_headers_and_open_in_their_context():
    _, html, desk = look("lines", "政治监督", order="right")
    assert html.count('scope="col"') == 4 and "<caption>" in html
    value = re.search(r'data-act="open" data-value="([^"]+)"', html)[1]
    desk.act("open", value, {})
    opened = desk.html()
    assert "<mark>政治监督</mark>" in opened and 'aria-expanded="true"' in opened
    desk.act("open", value, {})
    assert 'aria-expanded="true"' not in desk.html()


def test_the_search_desk_can_be_opened_again_and_again_in_one_kernel():
    pages = [open_search("lines", "立行立改") for _ in range(3)]
    assert pages[0].html == pages[2].html


def test_two_speeches_are_compared_and_the_figures_explained():
    _, html, _ = look("words", one="shiju-2024", other="xianwei-zhen")
    assert "这一篇用得明显多的词" in html and "每千词" in html and "不像偶然" in html


def test_a_speech_is_not_compared_with_itself():
    with pytest.raises(CorpusError):
        look("words", one="shiju-2024", other="shiju-2024")


def test_a_formula_is_shown_side_by_side_and_never_filled_up():
    _, html, _ = look("variants", "四个落实")
    assert html.count("<tr><th") == 3 and "次序不同" in html
    _, html, _ = look("variants", "十不准")
    assert "只提名称" in html and "原文没有的，这里也不补" in html


def test_a_term_shows_its_definition_and_where_it_stands():
    _, html, desk = look("term", "失职")
    assert "渎职" in html and "看上下文" in html
    desk.act("look", "term|渎职", {})
    assert "<h2>渎职</h2>" in desk.html()


def test_all_terms_and_all_formulas_can_be_listed():
    assert look("term")[1].count("term|") >= 80
    assert look("variants")[1].count("variants|") >= 10


@pytest.mark.parametrize("way", WAYS)
def test_a_question_is_never_markup(way):
    assert "<script>" not in look(way, "<script>巡察")[1]


def test_every_button_and_field_can_be_told_apart():
    for way in WAYS:
        ids = re.findall(r'\bid="([^"]+)"', look(way, "政治监督")[1])
        assert len(ids) == len(set(ids)), way


def test_the_cut_pieces_of_a_hit_are_the_paragraph():
    block = speech("shijiwei-2020").block(6)
    found = hit(Citation("shijiwei-2020", 6), ((2, 4), (7, 9)))
    assert "".join(words for words, _ in found.pieces) == block.text
    assert [words for words, marked in found.pieces if marked] == [block.text[2:4], block.text[7:9]]
    assert found.previous == speech("shijiwei-2020").block(5).text


# Where the desks stand.


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_desk_notebook_runs_without_noise_and_keeps_no_outputs(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        assert cell.cell_type == "markdown" or ("\n" not in cell.source and not cell.outputs)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    assert not [o for cell in notebook.cells for o in cell.get("outputs", []) if o.output_type == "stream"]


def test_the_command_opens_the_intake_desk_in_the_class_directory(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    classroom = tmp_path / "class"
    assert CliRunner().invoke(app, ["class", "init", str(classroom)]).exit_code == 0
    (classroom / "release").mkdir(exist_ok=True)
    monkeypatch.chdir(classroom / "release")
    opened = []
    monkeypatch.setattr(study, "start", lambda *args: opened.append(args) or 0)
    done = CliRunner().invoke(app, ["course", "desk", "--no-browser"])
    assert done.exit_code == 0, done.output
    assert opened == [(classroom, ["--no-browser"], catalog.INTAKE_FILE)]
    assert {p.name for p in classroom.glob("*.ipynb")} == {desk.file for desk in catalog.desks("sources", "instructor")}
    monkeypatch.delenv(store.FOLDER_VARIABLE)
    assert store.local_folder(classroom) == classroom / "语料"


def test_the_files_of_the_desks_are_called_as_the_links_say():
    assert {catalog.INTAKE_FILE, catalog.SEARCH_FILE} <= {desk.file for desk in catalog.desks("sources")}
