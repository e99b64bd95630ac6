import gzip
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.embed import StaticEmbedder
from index.train.cards import bundled_card
from index.train.contrast import Schedule, train
from index.train.data import Pair
from index.train.embedder import first_vectors, make_tokenizer
from index.train.saved import save
from index.train.scores import evaluate


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """What the tokeniser and the scores need of the data folder, a line or two a file."""
    reading = {"passages": ["小麦", "港口"], "queries": [{"q": "wheat", "pid": 0}, {"q": "harbour", "pid": 1}]}
    files: dict[str, list[dict[str, object]]] = {
        "pairs_zh_en.jsonl.gz": [{"src": "cedict", "q": "wheat", "p": "小麦", "trad": "小麥"}],
        "news_2022_2025.jsonl.gz": [{"id": "a", "text": "音乐"}, {"id": "b", "text": "大桥和海岛"}],
        "news_figures_2022_2025.jsonl": [{"question": "bridge", "documents": ["b"]}],
        "reading_drcd_test.json.gz": [reading],
        "reading_cmrc2018_trial.json.gz": [reading],
    }
    for name, items in files.items():
        content = "".join(json.dumps(item) + "\n" for item in items).encode()
        (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return tmp_path


def test_first_vectors_are_shorter_the_commoner_the_token(tokenizer: Tokenizer) -> None:
    vectors = first_vectors(tokenizer, 8, seed=1)
    assert vectors.shape == (tokenizer.get_vocab_size(), 8)
    assert not vectors[0].any()
    lengths = {token: float(vectors[row].norm()) for token, row in tokenizer.get_vocab().items()}
    assert lengths["小麦"] < lengths["77"]


def test_a_saved_model_loads_scores_and_has_a_card(
    tokenizer: Tokenizer, pairs: list[Pair], data: Path, tmp_path: Path
) -> None:
    from sentence_transformers import SentenceTransformer

    table = train(tokenizer, pairs, first_vectors(tokenizer, 256, seed=1), Schedule(30, 0.05, 1024))
    save(tmp_path / "model", "jushi-static-zh-en", tokenizer, table)
    ours = StaticEmbedder.load(tmp_path / "model")
    digest = hashlib.sha256((tmp_path / "model" / "model.safetensors").read_bytes()).hexdigest()
    assert ours.name == f"jushi-static-zh-en@{digest[:12]}"
    theirs = SentenceTransformer(str(tmp_path / "model"), device="cpu").encode(["小麥 tea"])
    assert np.abs(ours.embed(["小麥 tea"]) - theirs).max() < 1e-5

    scores = evaluate(tokenizer, table, (256, 128), data, {"words": pairs})
    perfect = {"R@1": 1.0, "R@10": 1.0, "MRR@10": 1.0}
    assert scores["words among 12, 256 dimensions"] == perfect
    assert scores["drcd_test, question → passage among 2, 128 dimensions"] == perfect
    assert scores["figure question → news body among 2, 256 dimensions"] == perfect
    card = bundled_card(tmp_path / "model", "12 pairs", scores, {"words.txt": "0123"})
    assert "| words among 12, 256 dimensions | 1.000 | 1.000 | 1.000 |\n" in card
    assert f"SHA-256 of `model.safetensors`: {digest}\n" in card
    assert "- `words.txt` 0123\n" in card


def test_the_tokenizer_folds_by_the_dictionary(data: Path) -> None:
    tokenizer = make_tokenizer(data, [Pair("dictionary", "wheat", "小麦" * 20)], 300)
    assert tokenizer.encode("小麥 WHEAT", add_special_tokens=False).tokens == ["小麦", " ", "wheat"]
