"""The parts of the benchmark, and what the bundled model reaches on a sample of it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import typer
from numpy.typing import NDArray
from typer.testing import CliRunner

from eval.bench.embedder import DEPTH, PROTOTYPE, Asked, main, nearest, pace, place, questions
from eval.bench.reading import measures
from index.records import EmbedderRecord

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"


class Counting:
    """An embedder that counts three characters."""

    name, dimension = "counting", 3
    record = EmbedderRecord(name, dimension)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[text.count(c) for c in "茶鱼纸"] for text in texts], np.float32).reshape(len(texts), 3)

    embed_passages = embed_queries


def test_a_question_is_answered_by_pieces_of_its_own_passage() -> None:
    reading = {
        "passages": ["茶农采茶。渔民出海。", "纸坊造纸。茶农赶集。"],
        "queries": [
            {"q": "谁采茶", "pid": 0, "answers": ["茶农"]},
            {"q": "谁赶集", "pid": 1, "answers": ["茶农", "农"]},
            {"q": "几时", "pid": 1, "answers": ["坊造纸。茶"]},
        ],
    }
    cut, asked = questions(reading, 5)
    assert cut == ["茶农采茶。", "渔民出海。", "纸坊造纸。", "茶农赶集。"]
    assert [a.right for a in asked] == [{0}, {3}, {2, 3}]  # the last answer is cut in two: both of its passage
    assert asked[0] == Asked("谁采茶", frozenset([0]))


def test_nearest_come_best_first() -> None:
    texts = ["茶" * n + "鱼" * (20 - n) for n in range(21)]
    among = Counting().embed_passages(texts)
    (found,) = nearest(Counting(), ["茶"], among)
    assert found == list(range(20, 20 - DEPTH, -1))
    assert nearest(Counting(), ["鱼"], among[:3]) == [[0, 1, 2]]


def test_places_and_measures_are_arithmetic() -> None:
    assert place([4, 7, 9], frozenset([9, 7])) == 2
    assert place([4], frozenset([9])) == 0
    assert measures([1, 2, 0, 10]) == "R@1 0.250  R@10 0.750  MRR@10 0.400"  # (1 + 1/2 + 1/10) / 4


def test_the_pace_is_texts_a_second() -> None:
    wall, core = pace(Counting(), ["茶"] * 10)
    assert min(wall, core) > 0


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="the data sets of ../shared/data are not here")
def test_the_bundled_model_on_a_sample() -> None:
    app = typer.Typer()
    app.command()(main)
    result = CliRunner().invoke(app, [str(DATA), "--count", "3000"])
    assert result.exit_code == 0
    head, cmrc, vectors, bm25, *others, speed = result.stdout.splitlines()
    assert head.endswith(f"the prototype's MRR@10 on cmrc2018_trial was {PROTOTYPE}")
    assert cmrc.startswith("cmrc2018_trial: 1002 questions, ")
    assert bm25.startswith("  BM25 alone")
    assert float(vectors.split()[-1]) > PROTOTYPE + 0.08
    english = others[others.index("English sentence → Chinese among 2000") + 1]
    assert float(english.split()[5]) >= 0.80  # R@10
    assert "pieces of" in speed
