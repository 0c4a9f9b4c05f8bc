"""The question card judges as quizzes are judged, and keeps the key until it is asked."""

import json

import pytest

from course.widgets.modules import joined
from course.widgets.question import QuestionCard
from course.widgets.scene import card
from course.activities import activities
from exercises.bank import load_bank

BANK = load_bank()


def answered(item_id, response):
    shown = QuestionCard(BANK[item_id])
    shown.response = response
    shown.asked += 1
    return shown.verdict


def test_the_key_and_the_reasons_stay_in_the_kernel_until_an_answer_is_in():
    shown = QuestionCard(BANK["l01-p1"])
    told = json.dumps([shown.form, shown.stem, shown.verdict, shown.caption], ensure_ascii=False)
    assert BANK["l01-p1"].explanation not in told
    assert "key" not in shown.form and "distractors" not in shown.form


def test_a_wrong_choice_is_answered_by_why_it_tempts_and_the_deciding_words():
    verdict = answered("l01-p1", "C")
    assert "✗ 不正确" in verdict and "正确答案：" in verdict
    assert BANK["l01-p1"].distractors["C"] in verdict
    assert BANK["l01-p1"].evidence[0].quote in verdict


def test_a_right_choice_is_told_why_without_the_key_again():
    verdict = answered("l01-p1", "B")
    assert "✓ 正确" in verdict and "正确答案：" not in verdict


def test_a_part_of_the_right_options_earns_a_part():
    assert "◐ 部分正确" in answered("l01-p4", ["A"]) and "得 1.5 分" in answered("l01-p4", ["A"])


@pytest.mark.parametrize("blank", [None, "", [], {}])
def test_nothing_chosen_gives_nothing_away(blank):
    verdict = answered("l01-p1", blank)
    assert "请先作答" in verdict and BANK["l01-p1"].explanation not in verdict


def test_a_written_answer_is_set_beside_the_reference_and_its_points():
    verdict = answered("l05-p9", "我的答案")
    assert "参考答案：" in verdict and all(part.point in verdict for part in BANK["l05-p9"].rubric)


@pytest.mark.parametrize("response", ["<script>alert(1)</script>", ["B", "Z"], {"1": 2}, 7])
def test_whatever_a_page_sends_is_escaped_or_refused(response):
    assert "<script>" not in answered("l01-p1", response)


def test_a_scene_shows_its_next_step_after_any_answer_and_only_then():
    scene = card(activities(5)["notice"])
    assert len(scene.children) == 2
    first = scene.children[1]
    first.asked += 1
    assert len(scene.children) == 2 and not first.judged
    first.response = "A"
    first.asked += 1
    assert len(scene.children) == 3 and first.judged
    first.asked += 1
    assert len(scene.children) == 3


def test_marking_tells_right_from_tempting_sentences():
    mark = card(activities(1)["boundary"])
    right = next(i for i, s in enumerate(mark.sentences) if "防止把巡察简单等同" in s)
    mark.response = [right]
    mark.asked += 1
    assert "✓ 找准了" in mark.verdict
    mark.response = [1]
    mark.asked += 1
    assert "✗ 不是这一句" in mark.verdict
    mark.response = [99]
    mark.asked += 1
    assert "还没有选句子" in mark.verdict


def test_modules_are_joined_each_once_and_before_what_imports_them(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "a.js").write_text("import { b } from './parts/b.js';\nimport {\n  c\n} from './parts/c.js';\nexport const a = b + c;\n")
    (tmp_path / "parts" / "b.js").write_text("import { c } from './c.js';\nexport const b = c;\n")
    (tmp_path / "parts" / "c.js").write_text("export const c = 1;\n")
    assert joined(tmp_path / "a.js").split() == "const c = 1; const b = c; const a = b + c;".split()


@pytest.mark.parametrize(
    "line",
    ["import { b as c } from './b.js';", "import b from './b.js';", "import './b.js';", "export { b } from './b.js';", "export default 1;"],
)
def test_what_cannot_be_joined_is_refused(tmp_path, line):
    (tmp_path / "a.js").write_text(f"{line}\n")
    (tmp_path / "b.js").write_text("export const b = 1;\n")
    with pytest.raises(ValueError, match="a.js"):
        joined(tmp_path / "a.js")
