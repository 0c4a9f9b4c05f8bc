"""Local rules that the texts only name: entered, shown as such, given to a class, never made up."""

import json

import pytest

from corpus import store
from corpus.errors import CorpusError
from course import localrules, membership
from course.catalog import STATE_FOLDER
from course.localrules import LocalRules, RulesError
from course.rulesdesk import RulesDesk, open_rules

TITLE = "十不准"
FILLED = {
    "issuer": "市委巡察办（虚构）",
    "document": "巡察干部纪律规定（试行）",
    "issued": "2024年3月5日",
    "text": "\n".join(f"不准做第{n}件事" for n in "一二三四五六七八九十"),
}
TEN = tuple(FILLED["text"].splitlines())


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """A workspace with a corpus folder of its own."""
    monkeypatch.delenv(store.FOLDER_VARIABLE, raising=False)
    home = tmp_path / "学习"
    (home / STATE_FOLDER).mkdir(parents=True)
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def desk():
    return RulesDesk(TITLE)


def shown():
    return localrules.show(TITLE).data


def test_nothing_is_shown_in_place_of_rules_nobody_entered():
    assert "还没有录入" in shown()
    assert "<li>" not in shown() and "不代为补写" in shown()


def test_what_is_saved_is_shown_word_for_word_with_its_source(desk):
    said = desk.act("save", "", FILLED)
    assert said.look == "right" and "10 条" in said.text
    assert "本地规定 · 由教员录入" in shown()
    assert all(f"<li>{line}</li>" in shown() for line in TEN)
    assert "据市委巡察办（虚构）《巡察干部纪律规定（试行）》，2024年3月5日。不属于五篇讲话" in shown()


def test_rules_with_numbers_of_their_own_are_given_no_others(desk):
    desk.act("save", "", FILLED | {"text": "一、不准甲\n二、不准乙"})
    assert "<p>一、不准甲</p>" in shown() and "<li>" not in shown()


def test_what_is_entered_is_never_markup(desk):
    desk.act("save", "", FILLED | {"text": "<script>1</script>", "document": "<b>文件</b>"})
    assert "<script>" not in shown() + desk.html() and "<b>" not in shown() + desk.html()


def test_a_desk_opened_again_shows_what_was_saved(desk):
    desk.act("save", "", FILLED)
    again = RulesDesk(TITLE).html()
    assert all(line in again for line in TEN) and "已录入，共 10 条" in again


@pytest.mark.parametrize("field", ["issuer", "document", "text"])
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_saved(desk, field):
    said = desk.act("save", "", FILLED | {field: " \n "})
    assert (said.look, said.focus) == ("wrong", f"ru-{field}")
    assert f'id="ru-{field}-fault"' in desk.html()
    assert localrules.own(TITLE) is None


def test_another_count_than_ten_is_pointed_out_but_not_refused(desk):
    desk.act("save", "", FILLED | {"text": "不准甲\n\n不准乙"})
    assert "现在是 2 条" in desk.html()
    assert localrules.own(TITLE).lines == ("不准甲", "不准乙")
    desk.act("save", "", FILLED)
    assert "现在是" not in desk.html()


def test_a_text_file_fills_the_form_and_is_not_saved_unread(desk):
    said = desk.take_file("规定.txt", 1, "\ufeff不准甲\r\n\r\n  不准乙\r\n".encode())
    assert said.look == "wait" and localrules.own(TITLE) is None
    assert "不准甲\n不准乙</textarea>" in desk.html()


def test_what_is_exported_is_read_in_elsewhere(desk, tmp_path, monkeypatch):
    desk.act("save", "", FILLED)
    name, data = desk.act("export", "", {}).download
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(store.FOLDER_VARIABLE, str(tmp_path / "别处"))
    other = RulesDesk(TITLE)
    other.take_file(name, len(data), data)
    other.act("save", "", {})
    assert localrules.own(TITLE) == LocalRules.model_validate_json(data)


def test_removed_rules_are_kept_aside(desk, own_folder):
    desk.act("save", "", FILLED)
    desk.act("remove", "", {})
    assert "还没有录入" in shown()
    (aside,) = (own_folder / "语料" / localrules.FOLDER / "已移除").iterdir()
    assert localrules.parse(aside.read_bytes(), aside.name).lines == TEN
    with pytest.raises(RulesError, match="没有可移除的"):
        desk.act("remove", "", {})


def test_the_class_sees_what_the_instructor_puts_into_its_shared_folder(desk, tmp_path, monkeypatch):
    shared, trainee = tmp_path / "共享", tmp_path / "学员"
    (shared / "班" / "outbound").mkdir(parents=True)
    desk.act("save", "", FILLED)
    desk.act("share", "", {"shared": str(shared)})
    (trainee / STATE_FOLDER).mkdir(parents=True)
    monkeypatch.chdir(trainee)
    assert "还没有录入" in shown()
    membership.join(trainee, str(shared), "s01", "")  # the folder of rules is taken for no class
    assert "不准做第十件事" in shown()


def test_nothing_is_given_out_before_it_is_saved(desk, tmp_path):
    for act in ("export", "share"):
        with pytest.raises(RulesError, match="还没有保存"):
            desk.act(act, "", FILLED | {"shared": str(tmp_path)})


def test_a_shared_folder_that_is_not_there_is_said(desk, tmp_path):
    desk.act("save", "", FILLED)
    assert desk.act("share", "", {"shared": " "}).look == "wrong"
    with pytest.raises(RulesError, match="找不到共享文件夹"):
        desk.act("share", "", {"shared": str(tmp_path / "没有")})


HOSTILE = [
    b"",
    b"[" * 100_000,
    b"{}",
    b"\xff\xfe",
    json.dumps({"form": 2, "title": TITLE, "issuer": "a", "document": "b", "lines": ["c"]}).encode(),
    json.dumps({"form": 1, "title": TITLE, "issuer": "a", "document": "b", "lines": []}).encode(),
    json.dumps({"form": 1, "title": TITLE, "issuer": "a", "document": "b", "lines": ["字" * 3000]}).encode(),
    json.dumps({"form": 1, "title": TITLE, "issuer": "a", "document": "b", "lines": ["c"], "x": 1}).encode(),
    b" " * (localrules.MOST_BYTES + 1),
]


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_a_file_that_is_no_set_of_rules_is_refused_and_stops_no_lesson(desk, data, own_folder):
    with pytest.raises(RulesError, match="没有读入"):
        desk.take_file("x.json", len(data), data)
    file = own_folder / "语料" / localrules.FOLDER / f"{TITLE}.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    assert "还没有录入" in shown()
    assert "xc-fault" in RulesDesk(TITLE).html()


def test_rules_of_another_name_are_not_taken_for_these(desk):
    data = LocalRules(title="五严禁", issuer="a", document="b", lines=("c",)).model_dump_json().encode()
    with pytest.raises(RulesError, match="五严禁"):
        desk.take_file("x.json", len(data), data)


def test_a_folder_that_cannot_be_written_is_said(desk, own_folder):
    (own_folder / "语料").write_text("这里是文件", encoding="utf-8")
    with pytest.raises(RulesError, match="无法写入"):
        desk.act("save", "", FILLED)


def test_the_rules_are_no_speech(desk):
    desk.act("save", "", FILLED)
    assert store.local_speeches() == [] and store.broken() == []


def test_the_desk_stands_in_a_page(tmp_path):
    page = open_rules(TITLE)
    assert page.most == localrules.MOST_BYTES and "一、录入" in page.html


def test_a_file_too_large_is_refused(desk):
    with pytest.raises(CorpusError, match="太大"):
        desk.take_file("大.docx", 10**8, None)
