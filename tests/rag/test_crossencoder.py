"""A real cross-encoder, tiny and random: its scores, what is sorted by them, and what can go wrong."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import JushiError
from rag.crossencoder import CrossEncoderReranker, Reranking
from rag.records import Candidate
from tests.tiny import cross_encoder

PASSAGES = ["港口的货物吞吐量增长了。", "小麦收成。", "", "灯塔在岬角上亮了一夜。", "\ud800", "渡口停用了三年。" * 400]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cross_encoder(tmp_path_factory.mktemp("cross") / "tiny")


def test_scores_are_the_sigmoid_of_the_models_in_the_order_of_the_passages(tiny: Path) -> None:
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity

    scores = CrossEncoderReranker.load(str(tiny), "cpu", batch=2).scores("港口吞吐量多少", PASSAGES)
    pairs = [("港口吞吐量多少", passage.replace("\ud800", "?")) for passage in PASSAGES]
    theirs = [float(CrossEncoder(str(tiny), device="cpu").predict(pair, activation_fn=Identity())) for pair in pairs]
    assert scores.shape == (6,)
    assert scores.dtype == np.float32
    assert scores == pytest.approx(1 / (1 + np.exp(-np.array(theirs))), abs=1e-5)
    assert len({round(float(score), 4) for score in scores}) == 6


def test_no_passage_has_no_score(tiny: Path) -> None:
    assert CrossEncoderReranker.load(str(tiny), "cpu").scores("港口", []).shape == (0,)


def test_other_weights_give_other_scores(tiny: Path, tmp_path: Path) -> None:
    other = CrossEncoderReranker.load(str(cross_encoder(tmp_path / "tiny", seed=2)), "cpu").scores("港口", PASSAGES)
    assert np.abs(other - CrossEncoderReranker.load(str(tiny), "cpu").scores("港口", PASSAGES)).max() > 0.01


def test_a_model_of_several_labels_is_refused(tmp_path: Path) -> None:
    folder = cross_encoder(tmp_path / "three", labels=3)
    with pytest.raises(JushiError) as caught:
        CrossEncoderReranker.load(str(folder), "cpu")
    assert str(caught.value) == f"the model {folder} gives a pair 3 scores: a reranker gives one"


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(JushiError, match=f"there is no model in {tmp_path}/gone: put its folder back"):
        CrossEncoderReranker.load(str(tmp_path / "gone"))


def test_a_model_that_fails_says_so_in_one_line(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reranker = CrossEncoderReranker.load(str(tiny), "cpu")

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("out of memory\nat some place")

    monkeypatch.setattr(reranker._model, "predict", fails)
    with pytest.raises(JushiError, match=rf"^the model {tiny} failed: out of memory; where memory is short set a"):
        reranker.scores("港口", ["小麦"])


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(JushiError) as caught:
        CrossEncoderReranker.load("some/model")
    assert str(caught.value) == "the model some/model needs sentence-transformers: pip install 'jushi[models]'"


class Scripted:
    """Scores passages by how many 好 they have."""

    def __init__(self) -> None:
        self.read: list[tuple[str, list[str]]] = []

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        self.read.append((question, list(passages)))
        return np.array([passage.count("好") for passage in passages], np.float32)


def test_the_first_candidates_are_sorted_anew_and_the_others_stay(candidate: Callable[..., Candidate]) -> None:
    found = [
        replace(candidate(text, name=str(n), context="标题\n日期"), score=0.9 - n / 10)
        for n, text in enumerate(["坏。", "好。", "好好。", "也好。", "好好好。"])
    ]
    scripted = Scripted()
    best = Reranking(scripted, 4).sorted("哪个好", found)
    assert [c.passage.text for c in best] == ["好好。", "好。", "也好。", "坏。", "好好好。"]
    assert [c.score for c in best] == [c.score for c in found]  # dealt out anew
    assert scripted.read == [("哪个好", ["标题\n坏。", "标题\n好。", "标题\n好好。", "标题\n也好。"])]
    assert Reranking(scripted, 4).sorted("哪个好", []) == []
