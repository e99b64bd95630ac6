"""BM25 over words, against rank-bm25; filters, updates, and damage."""

import math
import os
import random
import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, islice
from pathlib import Path

import pytest
from rank_bm25 import BM25Okapi

import index.durable
import index.lexical
from eval.bench.lexical import (
    DEPTH,
    K1,
    B,
    news_pieces,
    overlap,
    reference_search,
    tantivy_search,
)
from eval.bench.news import NEWS, read_questions
from index.durable import sync_file
from index.errors import BrokenIndexError
from index.lexical import LexicalEntry, LexicalIndex
from index.words import Words

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


KINDS = "绿茶 红茶 海带 对虾 陶瓷 棉纱 家具 轴承 电缆 药材 水泥 玻璃 机床 铜箔 面粉 蜂蜜 竹笋 香菇 丝绸 地毯"
MEASURES = "产量 出口额 销量 库存 用电量 运量 均价 利润 订单 税收 投资 面积 单产 进口额 产值"
VERBS = "增长 下降 达到 完成 超过 回升 持平 收窄 扩大 突破 回落 翻番 增加 减少 累计"
FILLERS = "的 和 在 比 同期 其中 预计 主要 由于 带动 方面 同时 此外 全部 有关 仍然 继续 以来 左右 相关"


def entry(
    passage: int,
    body: str,
    *,
    document: str = "甲",
    context: str = "",
    periods: Sequence[str] = (),
    readers: Sequence[str] = (),
) -> LexicalEntry:
    return LexicalEntry(passage, document, body.split(), context.split(), periods, readers)


def filled(folder: Path, *entries: LexicalEntry) -> LexicalIndex:
    built = LexicalIndex.create(folder)
    built.update(entries, (), 1)
    return built


def found(built: LexicalIndex, words: str, k: int = 10) -> list[int]:
    return [passage for passage, _ in built.search(words.split(), k)]


def bm25(count: int, length: int, mean: float, held: int, total: int) -> float:
    """The score of a word that stands `count` times in a passage and in `held` of `total` passages."""
    idf = math.log(1 + (total - held + 0.5) / (held + 0.5))
    return idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / mean))


def test_scores_are_bm25(tmp_path: Path) -> None:
    built = filled(tmp_path, entry(1, "茶叶 出口 增长"), entry(2, "茶叶 茶叶 产量 稳定 增长"), entry(3, "渔业"))
    assert found(built, "茶叶") == [2, 1]
    scores = [score for _, score in built.search(["茶叶"], 10)]
    assert scores == pytest.approx([bm25(2, 5, 3, 2, 3), bm25(1, 3, 3, 2, 3)], abs=1e-4)


def test_a_word_counts_as_often_as_it_is_asked(tmp_path: Path) -> None:
    built = filled(tmp_path, entry(1, "茶叶 出口"), entry(2, "渔业 出口"))
    ((_, once),) = built.search(["茶叶"], 1)
    ((_, twice),) = built.search(["茶叶", "茶叶"], 1)
    assert twice == pytest.approx(2 * once, abs=1e-4)


def test_context_counts_half(tmp_path: Path) -> None:
    built = filled(tmp_path, entry(1, "茶叶", context="渔业"), entry(2, "渔业", context="茶叶"))
    (first, best), (second, less) = built.search(["茶叶"], 2)
    assert (first, second) == (1, 2)
    assert less == pytest.approx(best / 2, abs=1e-4)


def test_words_of_many_passages_are_not_looked_for_beside_rarer_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = filled(tmp_path, entry(1, "绿茶 茶叶 出口"), *(entry(n, "出口 增长") for n in range(2, 12)))
    (_, whole), *_ = built.search(["绿茶", "茶叶", "出口"], 1)
    monkeypatch.setattr(index.lexical, "_FEW", 5)
    (_, told), *_ = built.search(["绿茶", "茶叶", "出口"], 1)
    assert told < whole
    assert len(found(built, "绿茶 茶叶 出口", 20)) == 11  # there are fewer than are asked for
    assert len(found(built, "茶叶 出口", 1)) == 1  # one word alone tells too little
    assert len(built.search(["绿茶", "茶叶", "出口"], 1, readers=["甲组"])) == 1


def test_no_word_no_hit(tmp_path: Path) -> None:
    built = filled(tmp_path, entry(1, "茶叶", periods=["2026-01-01/2026-03-31"]))
    assert built.search([], 10, periods=["2026-01-01/2026-03-31"]) == []
    assert built.search(["渔业"], 10, periods=["2026-01-01/2026-03-31"], readers=["甲组"]) == []
    assert built.search(["茶叶"], 0) == []


def test_empty_index(tmp_path: Path) -> None:
    built = LexicalIndex.create(tmp_path)
    assert built.search(["茶叶"], 10) == []
    assert built.sequence == 0
    assert LexicalIndex.open(tmp_path).sequence == 0


def test_ties_go_by_passage_even_where_k_cuts_them(tmp_path: Path) -> None:
    built = filled(tmp_path, *(entry(n, "茶叶 出口") for n in range(90, 30, -1)), entry(7, "渔业"))
    assert found(built, "茶叶", 3) == [31, 32, 33]


def test_order_does_not_depend_on_how_updates_came(tmp_path: Path) -> None:
    entries = [entry(n, "茶叶 出口", document=str(n)) for n in range(20)]
    at_once = filled(tmp_path / "a", *entries)
    one_by_one = LexicalIndex.create(tmp_path / "b")
    for n in reversed(range(20)):
        one_by_one.update([entries[n]], (), 20 - n)
    assert one_by_one.search(["茶叶"], 5) == at_once.search(["茶叶"], 5)


def test_a_period_is_required_and_counts_once(tmp_path: Path) -> None:
    first, second = "2026-01-01/2026-03-31", "2025-01-01/2025-03-31"
    built = filled(
        tmp_path, entry(1, "茶叶", periods=[second]), entry(2, "茶叶", periods=[first, "2026-03-01/2026-03-31"])
    )
    plain = dict(built.search(["茶叶"], 2))
    hits = built.search(["茶叶"], 2, periods=[first, "2026-03-01/2026-03-31", "1999-01-01/1999-12-31"])
    assert [passage for passage, _ in hits] == [2]
    assert hits[0][1] == pytest.approx(plain[2] + index.lexical.PERIOD_SCORE, abs=1e-4)  # once, though two keys agree


@pytest.mark.parametrize(
    ("readers", "seen"),
    [(None, [1, 2, 3, 4]), ([], [1]), (["甲组"], [1, 2, 3]), (["乙组"], [1, 3]), (["*"], [1, 4]), (["=甲组"], [1])],
)
def test_readers_see_what_they_may(tmp_path: Path, readers: list[str] | None, seen: list[int]) -> None:
    built = filled(
        tmp_path,
        entry(1, "茶叶"),
        entry(2, "茶叶", readers=["甲组"]),
        entry(3, "茶叶", readers=["甲组", "乙组"]),
        entry(4, "茶叶", readers=["*"]),  # a group of that name is not everybody
    )
    assert [passage for passage, _ in built.search(["茶叶"], 10, readers=readers)] == seen
    assert len({score for _, score in built.search(["茶叶"], 10, readers=readers)}) == 1


def test_readers_are_given_the_scores_of_what_they_see(tmp_path: Path) -> None:
    """茶 stands in one of the two that they see, 出口 in both, whatever stands in the others."""
    built = filled(
        tmp_path,
        entry(1, "茶 茶 出口"),
        entry(2, "出口"),
        *(entry(n, "茶", readers=["甲组"]) for n in range(3, 9)),
    )
    rare, common = math.log1p(1.5 / 1.5), math.log1p(0.5 / 2.5)
    steps = [math.ceil(score * 16) / 16 for score in (rare, common)]
    assert built.search(["茶", "出口"], 9, readers=[]) == [(1, sum(steps)), (2, steps[1])]
    assert built.rarity(["茶", "出口"], []).tolist() == pytest.approx([rare, common])
    many = [f"{n}组" for n in range(40)]
    assert built.search(["茶", "出口"], 9, readers=many) == built.search(["茶", "出口"], 9, readers=[])


def test_of_many_equals_the_short_ones_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = (entry(n, "渔业") for n in range(9, 99))
    built = filled(tmp_path, *(entry(n, "茶 " + "的 " * (9 - n)) for n in range(9)), *others)
    assert [n for n, _ in built.search(["茶"], 3, readers=[])] == [0, 1, 2]
    monkeypatch.setattr(index.lexical, "_EQUALS", 3)
    hits = built.search(["茶"], 3, readers=[])
    assert hits == [(n, hits[0][1]) for n in (6, 7, 8)]
    monkeypatch.undo()
    assert built.search(["茶"], 9, readers=[])[0][1] == hits[0][1]


def test_filter_does_not_use_up_k(tmp_path: Path) -> None:
    secret = (entry(n, "茶叶 茶叶", readers=["甲组"]) for n in range(100))
    built = filled(tmp_path, *secret, entry(500, "茶叶 和 别的 许多 词"))
    assert [passage for passage, _ in built.search(["茶叶"], 1, readers=["乙组"])] == [500]


def test_words_with_spaces_stay_one_word(tmp_path: Path) -> None:
    built = LexicalIndex.create(tmp_path)
    built.update([LexicalEntry(1, "甲", ["New York", "tea\u3000time"], (), (), ())], (), 1)
    assert [len(built.search([w], 1)) for w in ("New York", "NewYork", "New", "tea\ttime", "tea")] == [1, 1, 0, 1, 0]


def test_update_removes_then_adds(tmp_path: Path) -> None:
    built = filled(
        tmp_path, entry(1, "茶叶", document="甲"), entry(2, "茶叶", document="甲"), entry(3, "茶叶", document="乙")
    )
    built.update([entry(4, "茶叶 新", document="甲")], ["甲", "没有"], 2)
    assert sorted(found(built, "茶叶")) == [3, 4]
    assert built.sequence == 2
    opened = LexicalIndex.open(tmp_path)
    assert (sorted(found(opened, "茶叶")), opened.sequence) == ([3, 4], 2)
    opened.update((), ["甲", "乙"], 3)
    assert (found(opened, "茶叶"), opened.sequence) == ([], 3)


def test_document_ids_are_taken_whole(tmp_path: Path) -> None:
    built = filled(
        tmp_path,
        entry(1, "茶叶", document="报告 一#1"),
        entry(2, "茶叶", document="报告 一#2"),
        entry(3, "茶叶", document="报告"),
    )
    built.update((), ["报告 一#1"], 2)
    assert found(built, "茶叶") == [2, 3]


def test_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    built = filled(tmp_path, entry(1, "茶叶"))
    reader = LexicalIndex.open(tmp_path)
    for n in range(2, 30):
        built.update([entry(n, "茶叶")], (), n)
    assert (found(reader, "茶叶"), reader.sequence) == ([1], 1)
    assert len(found(built, "茶叶", 99)) == 29
    assert sorted(p.name[:2] for p in tmp_path.iterdir()) == ["cu", "g-"]


def test_update_of_what_another_updated_says_so(tmp_path: Path) -> None:
    built = filled(tmp_path, entry(1, "茶叶"))
    other = LexicalIndex.open(tmp_path)
    built.update([entry(2, "茶叶")], (), 2)
    with pytest.raises(
        BrokenIndexError, match=r"^cannot update .*: another process did since it was opened; open it again$"
    ):
        other.update([entry(3, "茶叶")], (), 2)
    assert found(LexicalIndex.open(tmp_path), "茶叶") == [1, 2]


def test_create_replaces(tmp_path: Path) -> None:
    filled(tmp_path, entry(1, "茶叶"))
    assert LexicalIndex.create(tmp_path).search(["茶叶"], 1) == []
    assert LexicalIndex.open(tmp_path).sequence == 0


def test_crash_during_an_update_leaves_the_old_index(tmp_path: Path) -> None:
    built = filled(tmp_path, entry(1, "茶叶"))

    def cut_short() -> object:
        yield entry(2, "茶叶")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built.update(cut_short(), ["甲"], 2)  # type: ignore[arg-type]
    for after in (built, LexicalIndex.open(tmp_path)):
        assert (found(after, "茶叶"), after.sequence) == ([1], 1)
    built.update([entry(3, "茶叶")], (), 2)
    assert len(list(tmp_path.glob("g-*"))) == 1


def test_a_rename_that_is_not_known_to_be_on_the_disk_leaves_what_it_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built, synced = filled(tmp_path, entry(1, "茶叶")), list[Path]()

    def fail(folder: Path) -> None:
        synced.append(folder)
        if len(synced) == 3:  # the generation, its name, then the name of what names it
            raise OSError("the disk is gone")

    for module in (index.lexical, index.durable):
        monkeypatch.setattr(module, "sync_folder", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        built.update([entry(2, "茶叶")], (), 2)
    assert found(LexicalIndex.open(tmp_path), "茶叶") == [1, 2]


def test_works_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError("links are not known here")

    synced: list[Path] = []

    def noted(path: Path) -> None:
        sync_file(path)
        synced.append(path)

    built = filled(tmp_path, entry(1, "茶叶"))
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(index.lexical, "sync_file", noted)
    built.update([entry(2, "茶叶")], (), 2)
    assert found(LexicalIndex.open(tmp_path), "茶叶") == [1, 2]
    assert {path.name for path in synced} >= built._files.keys()  # a copy is on the disk no sooner than it is synced


def test_update_while_opening_is_met(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = filled(tmp_path, entry(1, "茶叶"))
    real, calls = index.lexical._stamp, list[Path]()

    def meanwhile(path: Path) -> list[int]:
        calls.append(path)
        if len(calls) == 1:
            built.update([entry(2, "茶叶")], (), 2)  # takes the generation away that is being opened
        return real(path)

    monkeypatch.setattr(index.lexical, "_stamp", meanwhile)
    assert LexicalIndex.open(tmp_path).sequence == 2


def broken(folder: Path) -> str:
    with pytest.raises(BrokenIndexError) as caught:
        LexicalIndex.open(folder)
    message = str(caught.value)
    assert message.startswith(f"cannot read {folder}")
    assert message.endswith("; rebuild it from the store")
    assert "\n" not in message
    return message


def test_missing(tmp_path: Path) -> None:
    assert "No such file or directory" in broken(tmp_path / "none")
    assert "No such file or directory" in broken(tmp_path)


def test_damage_anywhere_is_caught(tmp_path: Path) -> None:
    filled(tmp_path, *(entry(n, f"茶叶 词{n}", context="会议") for n in range(20)))
    files = [p for p in tmp_path.rglob("*") if p.is_file() and p.suffix != ".lock"]
    assert len(files) >= 8
    random_ = random.Random(7)
    for path in files:
        whole = path.read_bytes()
        for place in random_.sample(range(len(whole)), min(12, len(whole))):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x01]) + whole[place + 1 :])
            broken(tmp_path)
        path.write_bytes(whole[:-1])
        broken(tmp_path)
        path.unlink()
        broken(tmp_path)
        path.write_bytes(whole)
    assert LexicalIndex.open(tmp_path).sequence == 1


def test_current_of_another_version_or_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    current = tmp_path / "current.json"
    with monkeypatch.context() as patch:
        patch.setattr(index.lexical, "_VERSION", 9)
        LexicalIndex.create(tmp_path)
    assert "another version wrote it" in broken(tmp_path)
    for content in (
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"checksum": 1, "current": 2}',
        b'{"checksum": 223132457, "current": []}',
    ):
        current.write_bytes(content)
        broken(tmp_path)


def test_ranks_as_rank_bm25_does(tmp_path: Path) -> None:
    bodies, questions = invented(5000, 200)
    ours, theirs = tantivy_search(tmp_path, bodies), reference_search(bodies)
    assert statistics.mean(overlap(ours(q), theirs(q)) for q in questions) >= 0.9


def test_differs_from_rank_bm25_only_in_idf_and_rounded_lengths(tmp_path: Path) -> None:
    bodies, questions = invented(5000, 200)
    reference = BM25Okapi(bodies, k1=K1, b=B)
    held = Counter(word for body in bodies for word in set(body))
    reference.idf = {w: math.log(1 + (len(bodies) - n + 0.5) / (n + 0.5)) for w, n in held.items()}  # never below 0
    reference.doc_len = [rounded_length(len(body)) for body in bodies]
    ours = tantivy_search(tmp_path, bodies)
    for words in questions[:50]:
        scores = reference.get_scores(words)
        assert scores[ours(words)].tolist() == pytest.approx(sorted(scores, reverse=True)[:DEPTH], abs=1e-3)


def rounded_length(length: int) -> int:
    """tantivy keeps a length in one byte: exact below 40, then the three highest bits of what it has above 24."""
    shift = max(0, (length - 24).bit_length() - 4) if length >= 40 else 0
    return ((length - 24) >> shift << shift) + 24


@pytest.mark.slow
@pytest.mark.skipif(not (DATA / NEWS).exists(), reason="no ../shared/data here: the news is not part of the project")
def test_ranks_news_as_rank_bm25_does(tmp_path: Path) -> None:
    words = Words()
    bodies = [words.cut_for_index(piece) for piece in islice(news_pieces(DATA), 25_000)]
    questions = [words.cut(q.question) for q in read_questions(DATA)[:200]]
    ours, theirs = tantivy_search(tmp_path, bodies), reference_search(bodies)
    assert len(questions) == 200
    assert statistics.mean(overlap(ours(q), theirs(q)) for q in questions) >= 0.9


def invented(count: int, asked: int) -> tuple[list[list[str]], list[list[str]]]:
    """Invented statistics: some words are common and many are rare, as in a language; and questions about some.

    No word stands in half of the passages: to such words rank-bm25 gives a weight that has no ground (negative, then a
    quarter of the mean), and the two then rank differently.
    """
    random_ = random.Random(20260421)
    names = [a + b for a in "东西南北中上下新安平清永长宁" for b in "山河湖港原林岛溪泉石"]
    places = [name + kind for kind in "市县区镇" for name in names]
    goods = [kind + measure for measure in MEASURES.split() for kind in KINDS.split()]
    parts = ("一季度", "上半年", "全年", "5月", "8月")
    periods = [f"{year}年{part}" for year in range(2026, 2016, -1) for part in parts]
    lists = [periods, places, goods, VERBS.split(), FILLERS.split()]
    weights = [list(accumulate(1 / (n + 9) for n in range(len(words)))) for words in lists]

    def clause() -> list[str]:
        picked = [random_.choices(words, cum_weights=w)[0] for words, w in zip(lists, weights, strict=True)]
        return [*picked, f"{random_.randint(1, 4000) / 10}%"]

    bodies = [[word for _ in range(random_.randint(1, 5)) for word in clause()] for _ in range(count)]
    return bodies, [[*body[:5], "多少"] for body in random_.sample(bodies, asked)]


def test_a_name_that_is_cut_otherwise_is_found_by_its_pairs(tmp_path: Path) -> None:
    built = LexicalIndex.create(tmp_path)
    said = LexicalEntry(1, "甲", ["作宽叶", "锦地罗"], (), (), (), ["宽叶", "锦地", "地罗"])
    built.update([said, entry(2, "锦绣", document="乙")], (), 1)
    assert built.search(["锦地", "罗"], 5) == []
    assert [number for number, _ in built.search(["锦地", "罗"], 5, pairs=["锦地", "地罗"])] == [1]
    assert [number for number, _ in built.search([], 5, pairs=["地罗"])] == [1]
    assert built.rarity(["地罗"]) < built.rarity(["罗地"])


def test_rarity_is_that_of_bm25_and_never_below_nothing(tmp_path: Path) -> None:
    built = LexicalIndex.create(tmp_path)
    built.update([entry(n, "茶 海带" if n else "茶", document=f"d{n}") for n in range(4)], (), 1)
    rarest = math.log1p((4 + 0.5) / 0.5)
    assert built.rarity(["茶", "海带", "桥"]).tolist() == pytest.approx(
        [math.log1p(0.5 / 4.5), math.log1p(1.5 / 3.5), rarest]
    )
    built.update(
        [entry(n + 10, "茶", document=f"d{n}") for n in range(3)], ["d0", "d1", "d2"], 2
    )  # those removed still count
    assert min(built.rarity(["茶", "海带"])) >= 0.0


def test_ids_are_those_of_all_passages_wherever_they_lie(tmp_path: Path) -> None:
    held = [3, 1, 49_999, 50_000, 120_000, 1]
    built = LexicalIndex.build(tmp_path, (LexicalEntry(n, f"d{n}", ["灯塔"], [], [], []) for n in held), 5)
    assert built.ids().tolist() == [1, 1, 3, 49_999, 50_000, 120_000]
    built.update((), ["d1"], 6)
    assert (built.ids().tolist(), LexicalIndex.sequence_of(tmp_path)) == ([3, 49_999, 50_000, 120_000], 6)
    assert LexicalIndex.create(tmp_path / "empty").ids().tolist() == []
