import random
from datetime import date
from pathlib import Path

import pytest

from eval.bench.news import NewsQuestion
from eval.golden import Golden
from eval.training.cases import of_golden, of_news, twins
from eval.training.examples import examples
from index.build import check_paths, ingest
from index.folder import IndexFolder
from rag.features import COLUMNS

DAY = date(2026, 4, 20)
TEXTS = {
    "a": "一季度，全市蜂蜜产量同比增长12.37%。",
    "b": "据养蜂协会统计，一季度蜂蜜总产量同比增长12.37%，蜂箱达到3451个。",
    "c": "一季度，茶叶产量同比增长4.21%。",
}


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    lines = [f'{{"id": "{name}", "date": "{DAY}", "text": "{text}"}}\n' for name, text in TEXTS.items()]
    (tmp_path / "texts.jsonl").write_text("".join(lines), encoding="utf-8")
    folder = IndexFolder.create(tmp_path / "index")
    ingest(folder, check_paths([tmp_path / "texts.jsonl"]))
    return folder


def test_twins_ask_one_document_for_what_another_says_too(folder: IndexFolder) -> None:
    made = twins(folder, random.Random(1))
    assert {(case.hidden, case.documents) for case in made} == {("a", frozenset("b")), ("b", frozenset("a"))}
    assert all(case.question.startswith("2026年一季度") and "产量" in case.question for case in made)
    (fact,) = folder.store.facts(["a"])["a"]
    document = folder.store.document("a")
    assert document is not None
    assert [case.is_right(fact, document) for case in made] == [True, True]


def test_a_golden_figure_is_right_where_its_evidence_stands(folder: IndexFolder) -> None:
    golden = Golden("g", "蜂箱有多少个", "figure", False, (("3451个",),), (), (("b", "蜂箱达到3451个"),))
    case, facts, document = of_golden(golden, DAY), folder.store.facts(["b"])["b"], folder.store.document("b")
    assert document is not None
    assert [(f.text, case.is_right(f, document)) for f in facts] == [("12.37%", False), ("3451个", True)]


def test_a_question_is_shown_with_its_answer_and_without(folder: IndexFolder) -> None:
    asked = NewsQuestion("q", "2026年一季度蜂蜜产量同比增长多少？", "12.37", "%", ("a", "b"), DAY)
    shown = list(examples(folder, [of_news(asked)], 3.0, random.Random(1)))
    assert all(e.rows.shape == (len(e.right), len(COLUMNS)) and e.weight == 3.0 for e in shown)
    first = shown[0]
    assert first.right.sum() == 2
    assert len(first.right) == 3
    without = [e for e in shown if not e.right.any()]
    assert without
