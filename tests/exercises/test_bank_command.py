"""`xuncha bank check` as an instructor meets it."""

from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from exercises import cli, load_bank


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal wide enough that no sentence is folded."""
    monkeypatch.setattr(cli.console, "width", 400)


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli.bank_app, [str(argument) for argument in arguments])
    return done.exit_code, done.output


def test_the_shipped_bank_is_counted():
    code, said = run("check")
    assert code == 0
    assert f"题库没有问题，共 {len(load_bank())} 题。" in said
    for word in ("第 1 课", "单选题", "配对题", "识记", "分析", "练习", "考试"):
        assert word in said


@pytest.fixture
def sound(tmp_path: Path, data: Path) -> Path:
    """A bank of one's own, of seven sound items."""
    good = yaml.safe_load((data / "bad-items.yaml").read_text("utf-8"))["good"]
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(list(good.values()), allow_unicode=True, sort_keys=False), "utf-8")
    return path


def test_a_bank_of_ones_own_is_counted(sound: Path):
    code, said = run("check", sound)
    assert code == 0
    assert "共 7 题" in said


def test_weak_items_are_listed_beside_broken_ones(sound: Path):
    text = sound.read_text("utf-8")
    sound.write_text(text.replace("key: B", "key: Z").replace("定性依据", "定性的依据").replace("D: 工作督查", "D: 三者都不是"), "utf-8")
    (sound.parent / "weak.yaml").write_text(text.replace("id: g-", "id: w-").replace("D: 工作督查", "D: 三者都不是"), "utf-8")
    code, said = run("check", sound, sound.parent / "weak.yaml")
    assert code == 1
    for part in ("应当是 A 至 H", "引文不符", "“以上都不对”一类", "题干与 own.yaml 的 g-judge 相同"):
        assert part in said


def test_a_weakness_of_the_whole_bank_is_told_of_the_whole(sound: Path):
    single = next(item for item in yaml.safe_load(sound.read_text("utf-8")) if item["type"] == "single")
    many = [deepcopy(single) | {"id": f"s-{n}", "stem": f"据市纪委书记动员讲话，第 {n} 题：巡察的本质是什么？"} for n in range(24)]
    sound.write_text(yaml.safe_dump(many, allow_unicode=True), "utf-8")
    code, said = run("check", sound)
    assert code == 1
    assert "整个题库" in said and "单选题的正确选项位置分布不匀" in said


def test_all_faults_are_listed_and_the_command_fails(tmp_path: Path, data: Path):
    text = (data / "bank.yaml").read_text("utf-8")
    (tmp_path / "a.yaml").write_text(text.replace("key: B", "key: Z").replace("points: 4", "points: 0"), "utf-8")
    (tmp_path / "b.yaml").write_text("- id: [", "utf-8")
    code, said = run("check", tmp_path)
    assert code == 1
    for part in ("a.yaml", "t-single", "t-match", "b.yaml", "（整体）", "A 至 H", "不能小于 1"):
        assert part in said
    assert "处问题。改好后再检查一次。" in said


def test_square_brackets_in_an_item_are_shown_as_they_are(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("- {id: x, type: '[red]'}", "utf-8")
    assert "“[red]”" in run("check", tmp_path)[1]


def test_a_path_that_is_not_there_is_told(tmp_path: Path):
    code, said = run("check", tmp_path / "none.yaml")
    assert code == 1
    assert "文件不存在" in said
