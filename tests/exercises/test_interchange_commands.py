"""`xuncha bank export`, `import`, `template` and `xuncha quiz paper` as an instructor meets them."""

import csv
import json
from pathlib import Path

import pytest
import yaml
from foreign_banks import filled, workbook
from typer.testing import CliRunner

from exercises import cli, load_bank
from exercises.bank import BankError
from exercises.draft.pool import Pool
from exercises.quiz import Blueprint, BlueprintError, chosen


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty working folder and a terminal wide enough that no sentence is folded."""
    monkeypatch.setattr(cli.console, "width", 600)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bank(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli.bank_app, [str(argument) for argument in arguments])
    return done.exit_code, done.output


def quiz(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli.quiz_app, [str(argument) for argument in arguments])
    return done.exit_code, done.output


@pytest.mark.parametrize("name", ["题库.xlsx", "bank.json", "bank.xml", "bank.gift", "bank.zip"])
def test_a_lesson_is_exported_by_the_name_of_the_file_and_comes_back_as_drafts(here, name):
    code, said = bank("export", name, "--lesson", 5)
    assert code == 0, said
    assert "含答案，请勿发给学员" in said
    code, said = bank("import", name)
    assert code == 0, said
    drafts = yaml.safe_load((here / f"{Path(name).stem}-草稿.yaml").read_text("utf-8"))
    assert {draft["status"] for draft in drafts} == {"draft"}
    assert "几乎相同" in said, "the linter compares them with the bank they came from"


def test_what_a_format_does_not_hold_is_said(here):
    _, said = bank("export", "b.gift", "--lesson", 5)
    orders = [item.id for item in load_bank().select(lesson=5, type="order")]
    assert "GIFT 没有排序题，这道题没有写入" in said
    assert all(name in said for name in orders)


def test_an_unknown_format_is_refused_with_the_known_ones(here):
    code, said = bank("export", "bank.doc")
    assert code == 1
    assert "excel、json、moodle、gift、qti" in said


def test_only_the_pool_that_is_asked_for_is_exported(here):
    bank("export", "b.json", "--pool", "practice")
    assert '"pool": "exam"' not in (here / "b.json").read_text("utf-8")


def test_a_file_is_not_overwritten_and_forced_it_leaves_a_copy(here):
    (here / "b.json").write_text("我的", "utf-8")
    code, said = bank("export", "b.json")
    assert code == 1 and "没有覆盖" in said
    assert (here / "b.json").read_text("utf-8") == "我的"
    bank("export", "b.json", "--force")
    assert "我的" in [path.read_text("utf-8") for path in here.iterdir() if path.name != "b.json"]


def test_the_template_is_filled_in_and_imported_with_its_errors_by_row_and_column(here):
    assert bank("template")[0] == 0
    assert (here / "题库模板.xlsx").exists()
    (here / "本单位.xlsx").write_bytes(filled(B2="单选题", F2="本质是什么？", G2="甲", H2="乙", O2="A", P2="两分"))
    code, said = bank("import", "本单位.xlsx")
    assert code == 0
    assert "第 2 行“分值”" in said
    assert "缺少依据（evidence）" in said
    with (here / "本单位-草稿-导入情况.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["类别"] for row in rows} == {"导入时", "须补正", "命题建议"}


def test_drafts_that_lack_fields_do_not_load_until_they_are_mended(here):
    (here / "b.xlsx").write_bytes(filled(B2="判断题", F2="发现问题是生命线。", O2="对"))
    bank("import", "b.xlsx")
    with pytest.raises(BankError, match="依据"):
        load_bank(here / "b-草稿.yaml")


def test_a_whole_draft_loads_and_never_gets_into_a_paper(here):
    bank("export", "b.json", "--id", "l05-e1")
    bank("import", "b.json", "--out", "d.yaml")
    drafts = load_bank(here / "d.yaml")
    [draft] = drafts
    assert draft.stem == load_bank()["l05-e1"].stem
    with pytest.raises(BlueprintError, match="还没有审核"):
        chosen(Blueprint.model_validate({"id": "q", "title": "测", "items": [draft.id]}), drafts)


def test_columns_are_named_on_the_command_line(here):
    (here / "b.xlsx").write_bytes(workbook(表=[["甲列", "答案"], ["发现问题是生命线。", "对"]]))
    code, said = bank("import", "b.xlsx")
    assert code == 1 and "--map 题干=列名" in said
    code, said = bank("import", "b.xlsx", "--map", "题干=甲列", "--lesson", 2)
    assert code == 0, said
    [draft] = yaml.safe_load((here / "b-草稿.yaml").read_text("utf-8"))
    assert (draft["stem"], draft["lesson"], draft["status"]) == ("发现问题是生命线。", 2, "draft")


@pytest.mark.parametrize("wrong", ["题干", "颜色=甲列", "题干="])
def test_a_mapping_that_means_nothing_is_refused(here, wrong):
    (here / "b.xlsx").write_bytes(workbook(表=[["题干", "答案"], ["甲", "对"]]))
    code, said = bank("import", "b.xlsx", "--map", wrong)
    assert code == 1 and "字段=列名" in said


def test_a_file_that_is_not_there_is_told_in_a_sentence(here):
    code, said = bank("import", "无.xlsx")
    assert code == 1 and "打不开" in said


def test_a_paper_is_written_as_three_word_files(here):
    code, said = quiz("paper", "quiz-01")
    assert code == 0, said
    assert sorted(path.name for path in here.iterdir()) == sorted(
        f"quiz-01-{name}.docx" for name in ("试卷", "答题卡", "参考答案与评分标准")
    )
    assert "含答案，请勿发给学员" in said
    assert quiz("paper", "quiz-01")[0] == 0, "writing the same again changes nothing"


def test_a_drawn_paper_is_written_from_its_seed(here):
    assert quiz("paper", "entry-test", "--seed", "甲", "--out", "卷")[0] == 0
    assert (here / "卷" / "entry-test-试卷.docx").exists()


def test_whole_drafts_go_to_the_desk_where_drafts_are_judged_and_the_rest_stay_in_a_file(here, monkeypatch):
    items = [load_bank()["l05-e1"].model_dump(mode="json") | {"id": "ben-1", "stem": "本单位另写的一道题：下列哪一句守住了界限？"}]
    items.append({"id": "ben-2", "type": "judge", "stem": "还没有依据的一句话。", "key": "对"})
    (here / "b.json").write_text(json.dumps(items, ensure_ascii=False), "utf-8")
    pool = Pool(here / "题库")
    monkeypatch.setattr("exercises.interchange.commands._pool", lambda: pool)
    code, said = bank("import", "b.json", "--to-pool")
    assert code == 0, said
    slug = items[0]["evidence"][0]["cite"].partition("¶")[0]
    [waiting] = pool.shelf(slug).drafts
    assert (waiting.id, waiting.status) == ("ben-1", "draft")
    assert "从 b.json 第 1 题导入" in pool.shelf(slug).notes["ben-1"].reason
    assert [draft["id"] for draft in yaml.safe_load((here / "b-草稿.yaml").read_text("utf-8"))] == ["ben-2"]
