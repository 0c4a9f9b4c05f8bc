"""The server's part of the whole-speech reader: which speeches it hands out, and to whom."""

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from workbench import Lab, running_lab

from corpus import speech, store


@pytest.fixture(scope="module")
def lab(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A server whose learners have speeches of their own, each beside their notebooks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(store.FOLDER_VARIABLE, raising=False)
        with running_lab(tmp_path_factory.mktemp("speeches")) as lab:
            yield lab


def ask(lab: Lab, slug: str, beside: str = "", token: bool = True) -> tuple[int, dict]:
    headers = {"Authorization": f"token {lab.token}"} if token else {}
    url = f"{lab.url}xuncha/speech/{quote(slug, safe='')}?beside={quote(beside)}"
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        said = error.read()
        return error.code, json.loads(said) if error.code == 400 else {}


def put_speech(folder: Path, slug: str, short: str) -> None:
    """A speech of the learner's own in the 语料 folder of a workspace."""
    (folder / ".xuncha").mkdir(parents=True, exist_ok=True)
    own = folder / "语料" / f"{slug}.md"
    own.parent.mkdir(exist_ok=True)
    shutil.copy(store.SPEECHES / "xianwei-zhen.md", own)
    own.write_text(own.read_text(encoding="utf-8").replace("县委巡察组进驻讲话", short), encoding="utf-8")


def test_a_speech_of_the_course_comes_whole_and_in_order(lab: Lab) -> None:
    status, found = ask(lab, "shijiwei-2020", "三不原则.ipynb")
    assert (status, found["short"]) == (200, "市纪委书记动员讲话")
    assert [block["text"] for block in found["blocks"]] == [block.text for block in speech("shijiwei-2020").blocks]
    assert any("双重否定" in slip for slip in found["blocks"][31]["slips"])
    assert any("仅供学习" in note for note in found["notes"])


def test_a_speech_of_ones_own_is_that_of_the_folder_one_reads_in(lab: Lab) -> None:
    put_speech(lab.notebooks / "甲", "ours", "甲的讲话")
    put_speech(lab.notebooks / "乙", "ours", "乙的讲话")
    assert ask(lab, "ours", "甲/课.ipynb")[1]["short"] == "甲的讲话"
    assert ask(lab, "ours", "乙/课.ipynb")[1]["short"] == "乙的讲话"


@pytest.mark.parametrize("beside", ["../甲/课.ipynb", "/etc/passwd", "甲/../../课.ipynb", "\0"])
def test_a_path_that_leads_out_of_the_servers_folder_counts_for_nothing(lab: Lab, tmp_path: Path, beside: str) -> None:
    put_speech(lab.notebooks.parent / "甲", "outside", "外面的讲话")
    status, said = ask(lab, "outside", beside)
    assert status == 400
    assert "外面的讲话" not in str(said)


@pytest.mark.parametrize("slug", ["nowhere", "shijiwei--2020", "a" * 60])
def test_a_speech_that_is_not_there_is_said_in_chinese(lab: Lab, slug: str) -> None:
    status, said = ask(lab, slug)
    assert status == 400
    assert said["message"].endswith("。")


@pytest.mark.parametrize("slug", ["../secrets", "..%2Fsecrets", "shijiwei-2020.md", "SHIJIWEI-2020"])
def test_what_is_no_name_of_a_speech_finds_nothing(lab: Lab, slug: str) -> None:
    assert ask(lab, slug)[0] == 404


def test_nobody_is_served_without_the_login(lab: Lab) -> None:
    assert ask(lab, "shijiwei-2020", token=False)[0] == 403
