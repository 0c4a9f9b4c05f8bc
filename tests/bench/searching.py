"""Searching a province's speeches: index build, query times against a plain scan, one import.

    python tests/bench/corpus.py [--speeches 10000] [--seed 1]

The speeches are made from the sentences of the shipped ones: shuffled, with one word
in four replaced by another of its length, drawn from jieba's dictionary by frequency,
so that the vocabulary grows as it does in real texts. The stock way is ``str.find``
over all texts that already lie in memory; reading the files for it is timed apart.
Every query is timed seven times, the first on an index that was just opened.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import accumulate
from pathlib import Path

import jieba
from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table

from corpus import segment, speeches, speechfile
from corpus.intake import take_in
from corpus.model import Block, Dating, FrontMatter, Source, Speech
from corpus.search import Index, collocations, concordance, counting, frequencies, keyness, passages, refresh, who_says
from corpus.search.refresh import FILE_NAME

CHARACTERS = 3000
IMPORTED = 10_000
REPLACED = 0.25
TIMES = 7
LEVELS = ("市委", "县委", "区委", "市局党委")
ABSENT = "量子纠缠态"
AIM_QUERY, AIM_IMPORT = 50.0, 1.0


@cache
def _sentences() -> list[list[str]]:
    """The sentences of the shipped speeches, each as its words."""
    found = (s for speech in speeches() for block in speech.blocks for s in re.findall(r"[^。！？]+[。！？]?", block.text))
    return [segment.words(sentence) for sentence in found]


@cache
def _dictionary() -> dict[int, tuple[list[str], list[int]]]:
    """By length: the words of jieba's dictionary and their frequencies added up."""
    words: dict[int, list[str]] = {}
    weights: dict[int, list[int]] = {}
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, frequency, _ = line.decode("utf-8").split(" ")
            if 2 <= len(word) <= 4:
                words.setdefault(len(word), []).append(word)
                weights.setdefault(len(word), []).append(int(frequency))
    return {length: (words[length], list(accumulate(weights[length]))) for length in words}


def _varied(word: str, rng: random.Random) -> str:
    if not 2 <= len(word) <= 4 or rng.random() > REPLACED:
        return word
    words, sums = _dictionary()[len(word)]
    return words[bisect(sums, rng.random() * sums[-1])]


def paragraphs(rng: random.Random, characters: int) -> list[str]:
    """Paragraphs of 20 to 200 characters, about ``characters`` in all."""
    out: list[str] = []
    while sum(map(len, out)) < characters:
        text, wanted = "", rng.randint(20, 200)
        while len(text) < wanted:
            text += "".join(_varied(word, rng) for word in rng.choice(_sentences()))
        out.append(text)
    return out


def made(number: int, seed: int) -> Speech:
    """The synthetic speech ``number``."""
    rng = random.Random(f"{seed}-{number}")
    blocks = tuple(Block(n, "paragraph", text) for n, text in enumerate(paragraphs(rng, CHARACTERS), 1))
    meta = FrontMatter(
        title=None,
        short=f"第{number}篇",
        level=LEVELS[number % len(LEVELS)],
        speaker="书记",
        audience="巡察组",
        date=Dating(said="2024年", inferred=False),
        complete=True,
        source=Source(file="made.txt", sha256="0" * 64),
    )
    return Speech(f"made-{number:06}", meta, blocks)


def _scan(all_texts: list[str], words: str) -> int:
    """The stock way: how often ``words`` stand in all texts."""
    hits = 0
    for text in all_texts:
        at = text.find(words)
        while at >= 0:
            hits += 1
            at = text.find(words, at + 1)
    return hits


def _timed(task: Callable[[], object], times: int = TIMES) -> tuple[float, float]:
    """(median, worst) milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        task()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken), max(taken)


def _queries(index: Index, rare: str, sentence: str) -> Iterator[tuple[str, Callable[[], object], str]]:
    """(name, query, words that a plain scan would look for)."""
    for words in ("巡察", "的", "政治监督", rare, sentence, ABSENT):
        yield f"逐处检索 {_short(words)}", partial(concordance, words, index), words
    for words, order in (("巡察", "left"), ("巡察", "right"), ("政治监督", "left"), ("要…巡察", "right")):
        yield f"逐处检索 {words}，按{'左' if order == 'left' else '右'}文排序", partial(concordance, words, index, order=order), words
    for words in ("巡察", "书记 第一责任人", "巡察整改由谁负责，怎样防止边改边犯", sentence, rare, ABSENT):
        yield f"查段落 {_short(words)}", partial(passages, words, index), words.split(" ")[0]
    for words in ("巡察", "政治监督", "巡察 整改 责任", rare, ABSENT):
        yield f"谁讲了 {words}", partial(who_says, words, index), words.split(" ")[0]


def _short(words: str) -> str:
    return words if len(words) < 20 else f"整句（{len(words)} 字）"


def _raw_speech(seed: int) -> bytes:
    """A text file as it comes from the web: title, salutation, 10,000 characters, an advert."""
    body = paragraphs(random.Random(f"{seed}-import"), IMPORTED)
    return "\n".join(["在巡察工作动员会上的讲话", "同志们：", *body, "更多范文请关注公众号，下载后可编辑。"]).encode()


def _import_once(raw: bytes, index: Index) -> None:
    """What bringing one speech in costs: clean it, index it, count its words."""
    speech = take_in(raw, "讲话.txt", "imported")
    index.put(speech)
    counting.counts(index, speech.slug)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speeches", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="xuncha-bench-"))
    try:
        _run(Console(highlight=False), folder, max(options.speeches, 20), options.seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(console: Console, folder: Path, number: int, seed: int) -> None:
    segment.words("先载入词典")
    with ProcessPoolExecutor() as pool:
        making = pool.map(partial(_write, folder=folder, seed=seed), range(number), chunksize=50)
        texts = [text for written in track(making, "造讲话", total=number, console=console, transient=True) for text in written]
    file = folder / FILE_NAME
    index = Index(file)
    with console.status("建索引"):
        built = _seconds(lambda: refresh(index, [folder]))
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("数词", total=number)
        counted = _seconds(lambda: counting.count_all(index, lambda done: progress.advance(task, done)))
    unchanged = _seconds(lambda: refresh(index, [folder]))
    read = _seconds(lambda: [path.read_text(encoding="utf-8") for path in folder.glob("*.md")])
    index.close()
    console.print(f"{number:,} 篇，{len(texts):,} 段，{sum(map(len, texts)):,} 字，{file.stat().st_size / 1e6:.0f} MB 索引")
    console.print(f"读文件、建索引 {built:.1f} 秒（每篇 {1000 * built / number:.1f} 毫秒）；数词 {counted:.1f} 秒；都只做一次")
    console.print(f"打开索引前查看文件有无变化 {1000 * unchanged:.0f} 毫秒；逐篇扫描要先读全部文件 {1000 * read:.0f} 毫秒")
    worst = _show_queries(console, file, texts, seed)
    index = Index(file)
    raw = _raw_speech(seed)
    imported = 0.0
    for _ in range(3):
        index.remove("imported")
        imported = max(imported, _seconds(lambda: _import_once(raw, index)))
    index.close()
    console.print(f"导入一篇 {len(raw.decode()):,} 字的讲话（清理、入索引、数词）{imported:.2f} 秒")
    if (busy := os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0) > 1.5:
        console.print(f"测量时机器正忙（负载 {busy:.1f}），用时会偏长")
    console.print(f"最慢的查询 {worst:.0f} 毫秒，目标 {AIM_QUERY:.0f}：{_verdict(worst < AIM_QUERY)}")
    console.print(f"导入 {imported:.2f} 秒，目标 {AIM_IMPORT:.0f}：{_verdict(imported < AIM_IMPORT)}")


def _verdict(reached: bool) -> str:
    return "达到" if reached else "没有达到"


def _write(number: int, folder: Path, seed: int) -> list[str]:
    """Write the file of a synthetic speech; returns its paragraphs."""
    speech = made(number, seed)
    (folder / f"{speech.slug}.md").write_text(speechfile.dumps(speech), encoding="utf-8")
    return [block.text for block in speech.blocks]


def _seconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def _show_queries(console: Console, file: Path, texts: list[str], seed: int) -> float:
    """Print the table of queries; returns the slowest query's worst time in milliseconds."""
    rng = random.Random(seed)
    sentence = next(s for s in iter(lambda: re.findall(r"[^。！？]+。", rng.choice(texts)), None) if s and 15 < len(s[0]) < 80)[0]
    table = Table(title="查询用时（毫秒）")
    for name, justify in (("查询", "left"), ("中位", "right"), ("最慢", "right"), ("逐篇扫描", "right"), ("快几倍", "right")):
        table.add_column(name, justify=justify)
    index = Index(file)
    refresh(index, [file.parent])
    rare = _rare(index)
    slowest = 0.0
    for name, task, words in _queries(index, rare, sentence):
        median, worst = _timed(task)
        scan, _ = _timed(partial(_scan, texts, words), 3)
        slowest = max(slowest, worst)
        table.add_row(name, f"{median:.1f}", f"{worst:.1f}", f"{scan:.0f}", f"{scan / median:.1f}")
    console.print(table)
    for name, task in _about_words(index):
        median, worst = _timed(task, 3)
        console.print(f"{name}：中位 {median:.0f} 毫秒，最慢 {worst:.0f} 毫秒")
    index.close()
    return slowest


def _rare(index: Index) -> str:
    """A word that stands in the corpus two or three times."""
    return index.all("SELECT word FROM word WHERE n BETWEEN 2 AND 3 AND length(word) = 3 ORDER BY word LIMIT 1")[0][0]


def _about_words(index: Index) -> Iterator[tuple[str, Callable[[], object]]]:
    """Questions about words, which count instead of look up; no plain scan answers them."""
    yield "词频（一篇）", partial(frequencies, "made-000007", index)
    yield "特征词（一篇对一篇）", partial(keyness, "made-000007", "made-000011", index)
    yield "特征词（一篇对其余全部）", partial(keyness, "made-000007", None, index)
    yield "搭配词（巡察）", partial(collocations, "巡察", index)
