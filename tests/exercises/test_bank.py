"""The bank: everything that is wrong is found in one pass, and nothing wrong is loaded."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises import lint
from exercises.bank import SHIPPED, BankError, bank_faults, load_bank, survey


@pytest.fixture(scope="module")
def raw(data: Path) -> dict[str, dict[str, Any]]:
    """The small bank as plain data, by item id."""
    return {entry["id"]: entry for entry in yaml.safe_load((data / "bank.yaml").read_text("utf-8"))}


def write(folder: Path, *entries: object, name: str = "bank.yaml") -> Path:
    path = folder / name
    path.write_text(yaml.safe_dump(list(entries), allow_unicode=True, sort_keys=False), "utf-8")
    return path


def told(path: Path) -> list[str]:
    return [fault.message for fault in bank_faults(path)]


def test_the_shipped_bank_has_no_fault():
    assert bank_faults() == []
    assert len(load_bank()) >= 40


def test_a_bank_gives_its_items_by_id_and_by_field(data: Path):
    bank = load_bank(data / "bank.yaml")
    assert len(bank) == 8
    assert bank["t-judge"].key == "错"  # type: ignore[attr-defined]
    assert "t-judge" in bank and "nothing" not in bank
    assert [item.id for item in bank.select(lesson=5, pool="exam")] == ["t-negative", "t-short"]
    assert [item.id for item in bank][0] == "t-single"


def test_a_folder_is_all_its_yaml_files(tmp_path: Path, raw: dict[str, Any]):
    write(tmp_path, raw["t-single"], name="b.yaml")
    write(tmp_path, raw["t-judge"], name="a.yml")
    (tmp_path / "notes.txt").write_text("不是题目", "utf-8")
    assert [item.id for item in load_bank(tmp_path)] == ["t-judge", "t-single"]


WRONG = [
    # item, what is changed, what is said
    ("t-single", {"key": "E"}, "答案 E 不在选项里"),
    ("t-single", {"options": {"A": "甲", "C": "乙"}, "key": "A", "distractors": {"C": "丙"}}, "依次是 A、B，现在是 A、C"),
    ("t-single", {"options": {"A": "工作督查。", "B": "政治监督", "C": "审查调查", "D": "“工作督查”"}}, "选项 A 和 D 相同"),
    ("t-single", {"options": {"A": "", "B": "政治监督", "C": "审查调查", "D": "督查"}}, "选项（options.A）是空的"),
    ("t-single", {"options": {"A": None, "B": "政治监督", "C": "审查调查", "D": "督查"}}, "选项（options.A）是空的"),
    ("t-single", {"options": {"A": "……", "B": "政治监督", "C": "审查调查", "D": "督查"}}, "选项 A 只有标点"),
    ("t-single", {"options": {"A": 43831, "B": "政治监督", "C": "审查调查", "D": "督查"}}, "读到的是数字 43831"),
    ("t-single", {"options": {"A": "43831", "B": "政治监督", "C": "审查调查", "D": "督查"}}, "像是被电子表格改动过"),
    ("t-single", {"options": {"A": "#NAME?", "B": "政治监督", "C": "审查调查", "D": "督查"}}, "像是被电子表格改动过"),
    ("t-single", {"options": {"A": "以上都对", "B": "政治监督", "C": "审查调查", "D": "督查"}}, "“以上都对”一类"),
    ("t-single", {"options": {"A": "上述各项均不正确", "B": "政治监督", "C": "审查调查", "D": "督查"}}, "“以上都对”一类"),
    ("t-single", {"options": {"A": "B和C都对", "B": "政治监督", "C": "审查调查", "D": "督查"}}, "“以上都对”一类"),
    ("t-single", {"options": {"A": "甲", "B": "上级党组织对下级党组织的政治监督", "C": "乙", "D": "丙"}}, "明显长于"),
    ("t-single", {"distractors": {"A": "甲", "C": "乙"}}, "缺少干扰项说明：D"),
    ("t-single", {"distractors": {"A": "甲", "B": "乙", "C": "丙", "D": "丁"}}, "多出了 B"),
    ("t-single", {"stem": "据讲话，政治监督与其他监督的区别是什么？"}, "正确选项 B 的文字就在题干里"),
    ("t-single", {"stem": "据讲话，下列哪一项不属于巡察？"}, "“不属于”没有标出"),
    ("t-single", {"stem": "据讲话，下列说法错误的是（ ）"}, "“错误”没有标出"),
    ("t-single", {"stem": "据讲话，下列理解不正确的一项是（ ）"}, "“不正确”没有标出"),
    ("t-single", {"stem": "“三不”原则不包括（ ）"}, "“不包括”没有标出"),
    ("t-single", {"points": 0}, "不能小于 1"),
    ("t-single", {"points": 1.5}, "应当是整数"),
    ("t-single", {"lesson": "1"}, "应当是整数"),
    ("t-single", {"level": "know"}, "只能是 remember、understand、apply、analyse"),
    ("t-single", {"id": "题一"}, "只能用小写字母"),
    ("t-single", {"explanation": "见 ### END HIDDEN TESTS"}, "保留字样"),
    ("t-single", {"type": "essay"}, "题型（type）只能是"),
    ("t-single", {"type": ["single"]}, "题型（type）只能是"),
    ("t-single", {"evidence": []}, "至少要有 1 项"),
    ("t-single", {"evidence": [{"cite": "shijiwei-2020¶6", "quote": "巡察本质是政治监察"}]}, "引文不符"),
    ("t-single", {"evidence": [{"cite": "nobody-2020¶6", "quote": "巡察"}]}, "引文不符"),
    ("t-single", {"evidence": [{"cite": "shijiwei-2020", "quote": "巡察"}]}, "讲话代号¶段号"),
    ("t-single", {"hint": "多余"}, "多出了字段“hint”"),
    ("t-multiple", {"key": ["A"]}, "至少要有 2 项"),
    ("t-multiple", {"key": ["A", "A", "C"], "distractors": {"B": "甲", "D": "乙", "E": "丙"}}, "A 写了不止一次"),
    ("t-multiple", {"key": ["A", "B", "C", "D", "E"], "distractors": {}}, "所有选项都是答案"),
    ("t-multiple", {"stem": "据讲话，从问题看责任还要做到哪些？"}, "正确选项 C 的文字就在题干里"),
    ("t-judge", {"key": True}, "只能是 对、错"),
    ("t-judge", {"distractors": {"错": "甲"}}, "缺少干扰项说明：对"),
    ("t-cloze", {"stem": "根本任务是落实{1}，持续推进{2}具体化。"}, "不一致"),
    ("t-cloze", {"stem": "根本任务是落实{1}，推进{2}具体化、{3}，即“两个维护”。"}, "就在题干里"),
    ("t-cloze", {"blanks": {"1": ["两个维护"], "2": ["政治监察"], "3": ["常态化"]}}, "“政治监察”不在所引的原文里"),
    ("t-cloze", {"blanks": {"1": ["两个维护", "“两个维护”"], "2": ["政治监督"], "3": ["常态化"]}}, "相同"),
    ("t-cloze", {"blanks": {1: ["两个维护"], "2": ["政治监督"], "3": ["常态化"]}}, "编号 1 要加上引号"),
    ("t-order", {"key": ["C", "A", "D"]}, "不是全部选项的一个排列"),
    ("t-order", {"key": ["A", "B", "C", "D"]}, "等于给出了答案"),
    ("t-match", {"key": {"1": "D", "2": "C"}}, "不一致"),
    ("t-match", {"key": {"1": "D", "2": "C", "3": "E"}}, "不在右边"),
    ("t-match", {"key": {"1": "A", "2": "B", "3": "C"}}, "打乱右边"),
    ("t-match", {"left": {"1": "甲", "2": "甲。", "3": "乙"}}, "左边 1 和 2 相同"),
    ("t-short", {"points": 6}, "评分点合计 4 分"),
    ("t-short", {"rubric": [{"point": "甲", "points": 4, "words": [2024]}]}, "读到的是数字 2024"),
]


@pytest.mark.parametrize(("name", "change", "message"), WRONG)
def test_a_fault_is_found_and_named(tmp_path: Path, raw: dict[str, Any], name: str, change: dict[str, Any], message: str):
    faults = bank_faults(write(tmp_path, raw[name] | change))
    assert any(message in fault.message for fault in faults), [fault.message for fault in faults]
    assert {fault.file for fault in faults} == {"bank.yaml"}


@pytest.mark.parametrize("field", ["id", "stem", "points", "explanation", "evidence", "status", "pool", "options", "key", "distractors"])
def test_a_missing_field_is_named(tmp_path: Path, raw: dict[str, Any], field: str):
    entry = {name: value for name, value in raw["t-single"].items() if name != field}
    assert any("缺少" in message and f"（{field}）" in message for message in told(write(tmp_path, entry)))


@pytest.mark.parametrize(
    "stem",
    [
        "县委讲话说要防止把巡察等同于什么？为什么巡察不是业务检查？",
        "巡察组不干预正常工作，这体现的是哪一条原则？",
        "下列做法**不符合**“三不”原则的是（ ）",
        "下列说法**错误的是**（ ）",
    ],
)
def test_a_stem_that_asks_positively_or_marks_its_negation_is_left_alone(tmp_path: Path, raw: dict[str, Any], stem: str):
    assert told(write(tmp_path, raw["t-single"] | {"stem": stem})) == []


def test_a_key_in_the_stem_gives_nothing_away_when_a_wrong_option_stands_there_too(tmp_path: Path, raw: dict[str, Any]):
    assert told(write(tmp_path, raw["t-single"] | {"stem": "据讲话，政治监督与审查调查之中，巡察的本质是哪一个？"})) == []


def test_all_faults_are_found_in_one_pass(tmp_path: Path, raw: dict[str, Any]):
    broken = deepcopy(raw["t-single"]) | {"id": "x-1", "key": "E", "points": 0, "stem": "据讲话，下列哪一项不属于巡察？"}
    broken["options"]["A"] = 43831
    broken["evidence"].append({"cite": "shijiwei-2020¶6", "quote": "没有的话"})
    del broken["explanation"]
    first = write(tmp_path, broken, "不是题", name="a.yaml")
    second = write(tmp_path, broken | {"id": "x-1"}, name="b.yaml")
    (tmp_path / "c.yaml").write_text("- id: [", "utf-8")
    faults = bank_faults(first, second, tmp_path / "c.yaml", tmp_path / "none.yaml")
    wanted = ["43831", "不能小于 1", "缺少解析", "没有的话", "答案 E", "“不属于”没有标出"]
    for file in ("a.yaml", "b.yaml"):
        messages = [fault.message for fault in faults if fault.file == file and fault.item == "x-1"]
        assert all(any(part in message for message in messages) for part in wanted)
    assert any(fault.item == "第 2 题" and "不是一道题" in fault.message for fault in faults)
    assert any(fault.file == "c.yaml" and "第 1 行" in fault.message for fault in faults)
    assert any(fault.file == "none.yaml" and "不存在" in fault.message for fault in faults)
    assert any("编号与 a.yaml 里的另一题相同" in fault.message for fault in faults)
    assert any("题干与 a.yaml 的 x-1 相同" in fault.message for fault in faults)


def test_stems_that_differ_only_in_typing_are_the_same(tmp_path: Path, raw: dict[str, Any]):
    twin = deepcopy(raw["t-single"]) | {"id": "t-twin", "stem": "据市纪委书记动员讲话,巡察的“本质”是什么?"}
    assert told(write(tmp_path, raw["t-single"], twin)) == ["题干与 bank.yaml 的 t-single 相同。"]


def test_a_bank_with_a_fault_does_not_load(tmp_path: Path, raw: dict[str, Any]):
    path = write(tmp_path, raw["t-single"] | {"key": "E"}, raw["t-judge"] | {"points": 0})
    with pytest.raises(BankError, match="t-single：答案 E 不在选项里") as caught:
        load_bank(path)
    assert len(caught.value.faults) >= 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id: t-1", "题目的列表"),
        ("", "题目的列表"),
        ("- {id: t-1, id: t-2}", "不止一次"),
        ("- id: t-1\n  options:\n    A: 甲\n    A: 乙", "第 4 行的“A”"),
        ("- a: b: c", "第 1 行"),
        ("- &x 甲\n- *x", "别名"),
        ("- !!python/object/apply:os.system [ls]", "第 1 行"),
        ("[" * 100_000, "嵌套"),
        ("- " * 100_000, "嵌套"),
        ("- points: " + "9" * 5000, "数字"),
        ("- points: " + "1:" * 5000 + "1", "数字"),
        ("- concept: 2024-13-45", "日期"),
        ("- concept: \x01", "不能出现"),
        ("--- 1\n--- 2", "第 2 行"),
        ("x" * (2 * 1024 * 1024 + 1), "2 MB"),
    ],
)
def test_a_hostile_or_broken_file_is_one_fault_and_no_harm(tmp_path: Path, content: str, message: str):
    path = tmp_path / "bank.yaml"
    path.write_text(content, "utf-8")
    assert any(message in told_of for told_of in told(path))


def test_a_file_in_another_encoding_is_told(tmp_path: Path):
    path = tmp_path / "bank.yaml"
    path.write_bytes("- concept: 巡察".encode("gbk"))
    assert told(path) == ["文件不是 UTF-8 编码，没有读取。请另存为 UTF-8。"]


def test_a_folder_without_items_is_told(tmp_path: Path):
    assert told(tmp_path) == ["没有找到题目文件（.yaml）。"]


_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates() | st.sampled_from(["A", "甲", "**不属于**"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.integers(1, 3) | st.sampled_from("ABC12"), inner, max_size=3),
    max_leaves=5,
)


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_checking_never_raises_whatever_the_fields_hold(tmp_path: Path, raw: dict[str, Any], data: st.DataObject):
    entry = dict(raw[data.draw(st.sampled_from(sorted(raw)))])
    for field in data.draw(st.lists(st.sampled_from(sorted(entry)), max_size=3)):
        entry[field] = data.draw(_JUNK)
    found = survey(write(tmp_path, entry))
    assert isinstance(found.faults, list)
    items = [item for item, _ in found.items]
    assert isinstance([*lint.check(items), *lint.check_form(items)], list)


def test_each_pool_of_the_shipped_bank_has_a_folder_of_its_own():
    for pool in ("practice", "exam"):
        assert {item.pool for item in load_bank(SHIPPED / pool)} == {pool}


def test_files_in_folders_below_are_read_and_called_by_their_way(tmp_path):
    (tmp_path / "exam").mkdir()
    (tmp_path / "exam" / "lesson-01.yaml").write_text("不是列表", encoding="utf-8")
    assert [fault.file for fault in bank_faults(tmp_path)] == ["exam/lesson-01.yaml"]


def test_an_item_in_the_folder_of_the_other_pool_is_told(tmp_path: Path, raw: dict[str, Any]):
    for pool in ("practice", "exam"):
        (tmp_path / pool).mkdir()
        write(tmp_path / pool, raw["t-single"] | {"id": f"t-{pool}", "stem": f"据市纪委书记动员讲话，{pool} 的本质是什么？"})
    assert [(fault.item, fault.file) for fault in bank_faults(tmp_path)] == [("t-practice", "practice/bank.yaml")]
    assert "文件在 practice 文件夹里" in told(tmp_path)[0]
