"""Candidates of both indexes: what is of the right period gains, and has places of its own."""

import time
from datetime import date
from pathlib import Path

import pytest

import rag.retrieve
from index.folder import IndexFolder
from index.lexical import PERIOD_SCORE
from index.words import Words
from rag.retrieve import names_told, passages_found, retrieve
from rag.understand import understand
from rag.vocabulary import plain
from tests.index.conformance import entry, put

TODAY = date(2026, 5, 1)
YEARS = range(2011, 2026)
QUESTION = "2020年一季度帆布产量增长多少？"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> IndexFolder:
    """A statement for each year, and some of other things in the same quarter that are less like the question."""
    made = IndexFolder.create(tmp_path_factory.mktemp("index"))
    lines = [f"{year}年一季度，帆布产量同比增长{year % 10}.1%。" for year in YEARS]
    other = [f"2020年一季度，{name}销售额的增速是同比增长3.{n}%。" for n, name in enumerate(("灯油", "缆绳", "船钉"))]
    put(made, entry("a", *lines, *other))
    return made


@pytest.mark.parametrize(("depth", "own"), [(80, 40), (5, 2), (3, 1), (4, 4)])
def test_words_and_periods_give_what_both_scores_together_do(
    store: IndexFolder, depth: int, own: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rag.retrieve, "LEXICAL_DEPTH", depth)
    monkeypatch.setattr(rag.retrieve, "PERIOD_DEPTH", own)
    monkeypatch.setattr(rag.retrieve, "DENSE_DEPTH", 0)
    asked = understand(QUESTION, TODAY, Words())
    words = list(dict.fromkeys([*store.words.cut(plain(asked.text)), *store.words.cut(asked.text)]))
    words = list(dict.fromkeys([*words, *asked.words]))
    held = {n for n, passage, _ in store.all_passages() if passage.text.startswith("2020年")}
    pairs = store.words.pairs(plain(asked.text))
    scores = {n: s + PERIOD_SCORE * (n in held) for n, s in store.search_words(words, 99, pairs=pairs)}
    best = sorted(scores, key=lambda n: (-scores[n], n))
    wanted = {*best[:depth], *[n for n in best if n in held][:own]}
    found, _ = passages_found(store, asked)
    assert {f.number: f.lexical for f in found} == pytest.approx({n: scores[n] for n in wanted}, abs=1e-3)
    assert len(held) == 4


@pytest.mark.parametrize(
    ("question", "told", "cut", "names"),
    [
        (
            "全国城市和栖州长者的帆布产量增长多少",
            ["栖州市帆布产量同比增长3.1%。", "全国城市帆布产量同比增长2.1%。"],
            "栖州",
            ["栖州"],
        ),
        # a firm, by what has its name again and again, with what follows it in full
        (
            "骋岳帆布净往外地卖了多少",
            ["骋岳帆布营收增长3.1%，骋岳成本降2.1%。", "岳山净利往年增长1%，净往来增长2%。"],
            "骋岳",
            ["骋岳"],
        ),
        ("骋岳传动科技卖了多少", ["骋岳传动科技股份公司营收增长3.1%。", "骋岳成本降2.1%。"], "骋岳", ["骋岳传动科技"]),
        # one of which the dictionary knows the half, and the rest was guessed to be another word's
        ("阿斯岳买了多少帆布", ["阿斯岳净利增长3.1%。", "阿斯岳成本降2.1%。"], "阿斯岳", ["阿斯岳"]),
        # a place of which the dictionary knows another part
        ("临港区帆布产量增长多少", ["临港区 | 帆布产量 3.1。", "临港区。", "港区。"], "临港区", ["临港区"]),
        ("骋岳全社用帆布多少", ["骋岳全省公司营收增长3.1%。", "骋岳成本降2.1%。"], "骋岳", ["骋岳"]),
    ],
)
def test_names_that_a_question_was_cut_through_are_told_by_passages(
    tmp_path: Path, question: str, told: list[str], cut: str, names: list[str]
) -> None:
    made = IndexFolder.create(tmp_path)
    put(made, entry("a", *told))
    asked = understand(question, TODAY, made.words)
    assert cut not in asked.words
    found, _ = passages_found(made, asked)
    assert names_told(asked, found, made.words) == names
    assert set(names) <= set(understand(question, TODAY, made.words, known=names).words)


def test_a_name_said_a_thousand_times_takes_no_time(tmp_path: Path) -> None:
    made = IndexFolder.create(tmp_path)
    put(made, entry("a", *("骋岳" * 150 + "公司。" for _ in range(40))))
    asked = understand("骋岳" * 990 + "多少", TODAY, made.words)
    found, _ = passages_found(made, asked)
    began = time.perf_counter()
    assert names_told(asked, found, made.words)
    assert time.perf_counter() - began < 1


def test_candidates_come_best_first_with_their_documents_and_facts(store: IndexFolder) -> None:
    candidates = retrieve(store, understand(QUESTION, TODAY, Words()))
    assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)
    assert candidates[0].passage.text.startswith("2020年一季度，帆布")
    assert [fact.text for fact in candidates[0].facts] == ["0.1%"]
    assert {c.document.id for c in candidates} == {"a"}


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("“云溪１号”渡轮停在哪里", ["云溪1号停在南岸。"]),
        ("云溪1号渡轮停在哪里", ["云溪1号停在南岸。", "渡轮停在北岸。"]),
        (
            "“云溪3号”渡轮停在哪里",
            ["云溪1号停在南岸。", "渡轮停在北岸。"],
        ),  # none has it: perhaps it is written otherwise
    ],
)
def test_what_stands_in_quotation_marks_is_in_the_document(tmp_path: Path, question: str, texts: list[str]) -> None:
    made = IndexFolder.create(tmp_path)
    put(made, entry("a", "云溪1号停在南岸。"))
    put(made, entry("b", "渡轮停在北岸。"))
    found, scores = passages_found(made, understand(question, TODAY, made.words))
    assert sorted(f.passage.text for f in found) == texts
    assert len(scores) == len(found)
