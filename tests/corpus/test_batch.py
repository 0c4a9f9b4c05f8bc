"""Many sources at once: each gets its own answer, and what is new is written."""

import os

import pytest

from corpus import CorpusError, batch, speech, speechfile
from corpus.batch import Pasted, Upload, carry_out, expand, plan
from corpus.rebuild import raw_bytes

SENTENCES = (
    "巡察是上级党组织对下级党组织的政治监督，不是业务检查，也不是年终考核。",
    "各巡察组要吃透中央精神，带着问题下去，带着底稿回来，不满足于看材料、听汇报。",
    "乡镇党委要把配合巡察当作分内的事，材料如实提供，情况如实说明，不设门槛，不打招呼。",
    "发现问题是本职，推动解决问题才是目的，整改台账要一件一件对账销号。",
    "组长对全组负总责，重大事项当天请示，保密要求管到每一页纸、每一部手机。",
    "村级巡察要走进农户院坝，听一听低保是怎么评的，项目款是怎么花的。",
)


def made(name, count=6, first=0):
    """A small speech that is none of the shipped ones."""
    lines = "\n".join(f"{s}{name}的干部要记住这一条。" for s in (SENTENCES[(first + i) % 6] for i in range(count)))
    return f"在县委第七轮巡察{name}动员会上的讲话\n同志们：\n{lines}\n".encode()


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XUNCHA_CORPUS", str(tmp_path / "语料"))
    return tmp_path / "语料"


def outcomes(rows):
    return [row.outcome for row in rows]


def test_a_batch_of_good_and_bad_files(tmp_path, home):
    files = {
        "一.txt": made("东河镇"),
        "二.txt": b"",
        "三.txt": bytes(range(256)) * 8,
        "四.txt": b"x" * 20_000_001,
        "五.txt": "巡察概况\r\n".encode("gb18030") + made("东河镇").decode().encode("gb18030"),
        "六.txt": raw_bytes(speech("shiju-2024")),
        "七.txt": b"import this\n" * 40,
        "八.txt": ("把面粉倒进盆里，加温水揉成团，醒半个小时，再擀成薄皮，包上馅儿，下锅煮熟。" * 4).encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    rows = plan([tmp_path / name for name in files] + [tmp_path / "没有.txt"])
    assert outcomes(rows) == ["new", "refused", "refused", "refused", "there", "there", "refused", "refused", "refused"]
    assert not home.exists()
    for row in rows[1:]:
        assert row.name in row.message and row.message.endswith("。") and "\n" not in row.message
    assert "同批的 一.txt" in rows[4].message and "shiju-2024" in rows[5].message
    written = carry_out(rows)
    assert outcomes(written) == outcomes(rows)
    assert [p.name for p in home.iterdir()] == [f"{rows[0].speech.slug}.md"]
    assert speechfile.read(rows[0].target) == rows[0].speech


def test_a_parser_that_breaks_costs_only_its_own_file(tmp_path, home, monkeypatch):
    real = batch.take_in

    def fragile(data, name, *others):
        if name == "坏.txt":
            raise RecursionError("deep")
        return real(data, name, *others)

    monkeypatch.setattr(batch, "take_in", fragile)
    rows = plan([Upload("坏.txt", b"?"), Upload("好.txt", made("西山镇"))])
    assert outcomes(rows) == ["refused", "new"]
    assert "坏.txt" in rows[0].message and "RecursionError" in rows[0].message


def test_slugs_of_a_batch_are_different_and_not_reused(home):
    given = [Upload(f"{i}.txt", made(name, first=i)) for i, name in enumerate(("南关", "北屯", "中和"))]
    rows = carry_out(plan(given, insist=True))
    assert [row.speech.slug for row in rows] == ["xianwei-01", "xianwei-02", "xianwei-03"]
    later = plan([Upload("x.txt", made("上坪"))], insist=True)
    assert later[0].speech.slug == "xianwei-04"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Shiwei_2023 (1).txt", "shiwei-2023-1"),
        ("000_e28f40a2e7b37eb7.txt", "xianwei-01"),
        ("新建文档.txt", "xianwei-01"),
        ("2025年动员会.txt", "xianwei-2025-01"),
        ("DOC1.txt", "xianwei-01"),
    ],
)
def test_a_slug_is_made_from_the_file_name_or_the_level(home, name, slug):
    assert plan([Upload(name, made("南关"))])[0].speech.slug == slug


def test_more_of_a_cut_text_is_written_beside_it(home):
    cut, whole = made("南关", 4), made("南关", 6)
    carry_out(plan([Upload("短.txt", cut)]))
    row = carry_out(plan([Upload("长.txt", whole)]))[0]
    assert row.outcome == "more" and row.target.exists() and row.match.slug == "xianwei-01"
    assert "多出约" in row.message
    assert plan([Upload("短.txt", cut)], known=[])[0].outcome == "new"
    less = plan([Upload("短.txt", made("南关", 3))])[0]
    assert less.outcome == "there"


def test_nothing_is_overwritten_even_when_it_came_to_be_meanwhile(home):
    row = plan([Upload("一.txt", made("南关"))])[0]
    row.target.parent.mkdir(parents=True)
    row.target.write_text("别人的", encoding="utf-8")
    after = carry_out([row])[0]
    assert after.outcome == "refused" and "没有覆盖" in after.message
    assert row.target.read_text(encoding="utf-8") == "别人的"


def test_a_full_disk_is_told_and_leaves_nothing(home, monkeypatch):
    def full_disk(_descriptor):
        raise OSError(28, "No space left on device")

    rows = plan([Upload("一.txt", made("南关"))])
    monkeypatch.setattr(os, "fsync", full_disk)
    after = carry_out(rows)[0]
    assert after.outcome == "refused" and "磁盘已满" in after.message
    assert list(home.iterdir()) == []


def test_one_name_for_many_files_or_a_taken_one_is_refused(home):
    two = [Upload("一.txt", made("南关")), Upload("二.txt", made("北屯"))]
    with pytest.raises(CorpusError, match="不能都叫"):
        plan(two, slug="a")
    with pytest.raises(CorpusError, match="已经有了"):
        plan(two[:1], slug="shiju-2024")
    with pytest.raises(CorpusError, match="不合规"):
        plan(two[:1], slug="../a")


def test_directories_are_walked_in_order_and_links_do_not_loop(tmp_path):
    (tmp_path / "b" / "c").mkdir(parents=True)
    for name in ("b/c/2.txt", "b/1.txt", "a.docx", ".hidden", "~$a.docx", "Thumbs.db"):
        (tmp_path / name).touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").touch()
    (tmp_path / "b" / "again").symlink_to(tmp_path)
    found = [str(p.relative_to(tmp_path)) for p in expand([tmp_path, tmp_path / "a.docx"])]
    assert found == ["a.docx", "b/1.txt", "b/c/2.txt"]


def test_too_many_files_are_refused_before_any_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "MAX_FILES", 2)
    for i in range(3):
        (tmp_path / str(i)).touch()
    with pytest.raises(CorpusError, match="最多导入 2 个"):
        expand([tmp_path])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path, home):
    os.mkfifo(tmp_path / "管道.txt")
    assert "不是普通文件" in plan([tmp_path / "管道.txt"])[0].message


def test_files_of_one_name_are_told_apart_by_their_folder(tmp_path, home):
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "讲话.txt").write_bytes(made("南关"))
    rows = plan(expand([tmp_path]))
    assert sorted(row.name for row in rows) == ["乙/讲话.txt", "甲/讲话.txt"]
    assert sorted(outcomes(rows)) == ["new", "there"]


def test_pasted_text_is_taken_too(home):
    row = carry_out(plan([Pasted(made("南关").decode())]))[0]
    assert row.outcome == "new" and row.speech.meta.source.kind == "paste" and row.target.exists()
