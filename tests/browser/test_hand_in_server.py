"""The server's part of handing in: what it answers, and to whom."""

import json
import urllib.error
import urllib.request

import pytest
from papers import SINGLE, notebook, quiz


def call(lab, method, path="", body=None, token=True):
    query = f"?path={path}" if path else ""
    headers = {"Authorization": f"token {lab.token}"} if token else {}
    data = json.dumps(body).encode() if isinstance(body, dict) else body
    request = urllib.request.Request(f"{lab.url}xuncha/hand-in{query}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


@pytest.fixture
def paper(lab):
    lab.write("hand-in.ipynb", quiz((SINGLE, 'answer = "B"')))
    return "hand-in.ipynb"


def test_it_says_how_a_paper_would_be_handed_in(lab, paper):
    status, found = call(lab, "GET", paper)
    assert (status, found["how"], found["why_file"]) == (200, "file", "还没有加入班级")


def test_it_writes_the_file_and_says_where(lab, paper):
    status, done = call(lab, "POST", body={"path": paper, "student_id": "s07", "name": "王小明"})
    assert status == 200
    written = json.loads((lab.notebooks / done["file"]).read_text(encoding="utf-8"))
    assert written["metadata"]["xuncha"]["trainee"] == {"id": "s07", "name": "王小明"}


@pytest.mark.parametrize("body", [b"", b"[", b"[]", b'{"path": 5}', b'{"path": "hand-in.ipynb", "name": ["x"]}', b"[" * 9_000, b" " * 20_000])
def test_a_request_that_makes_no_sense_is_answered_in_chinese(lab, paper, body):
    status, said = call(lab, "POST", body=body)
    assert status == 400
    assert "没有交卷" in said["message"]


def test_only_papers_are_handed_in(lab):
    lab.write("other.ipynb", notebook(None, []))
    assert call(lab, "GET", "other.ipynb") == (400, {"message": "这个文件不是试卷，没有交卷。"})
    assert call(lab, "POST", body={"path": "../x.ipynb", "student_id": "s07"})[0] == 400


def test_nobody_is_served_without_the_login(lab, paper):
    assert call(lab, "GET", paper, token=False)[0] == 403
    assert call(lab, "POST", body={"path": paper}, token=False)[0] == 403
