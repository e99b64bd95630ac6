import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from index.embed import StaticEmbedder
from index.train.data import Pair
from index.train.embedder import contrastive_loss, first_vectors, make_tokenizer, save, train
from index.train.scores import evaluate, figures_of_merit, model_card, ranks, vectors_of
from index.train.tokenizer import build_tokenizer, count_words, fold_map, vocabulary

WORDS = {
    "wheat": "小麦",
    "harbour": "港口",
    "bridge": "大桥",
    "school": "学校",
    "snow": "下雪",
    "tea": "茶叶",
    "horse": "马匹",
    "glass": "玻璃",
    "doctor": "医生",
    "island": "海岛",
    "music": "音乐",
    "paper": "纸张",
}
PAIRS = [Pair("dictionary", left, right) for left, right in WORDS.items()]


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


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    counts = Counter({word: 20 * count for word, count in count_words([*WORDS, *WORDS.values()], {}).items()})
    return build_tokenizer(vocabulary(counts, 400), fold_map({"麥": "麦"}))


def test_training_brings_translations_together(tokenizer: Tokenizer) -> None:
    start = first_vectors(tokenizer, 256, seed=1)
    trained = train(tokenizer, PAIRS, start, epochs=30, rate=0.05)
    gold = range(len(PAIRS))
    scores = {}
    for name, table in (("random", start.numpy()), ("trained", trained)):
        left, right = (vectors_of(tokenizer, table, list(side)) for side in (WORDS, WORDS.values()))
        scores[name] = figures_of_merit(ranks(left, right, gold))["R@1"]
    assert scores["random"] < 0.5
    assert scores["trained"] == 1.0
    assert not trained[0].any()


def test_training_twice_gives_the_same_vectors(tokenizer: Tokenizer) -> None:
    once, twice = (train(tokenizer, PAIRS, first_vectors(tokenizer, 256, seed=1), epochs=3) for _ in range(2))
    assert np.array_equal(once, twice)


def test_first_vectors_are_shorter_the_commoner_the_token(tokenizer: Tokenizer) -> None:
    vectors = first_vectors(tokenizer, 8, seed=1)
    assert vectors.shape == (tokenizer.get_vocab_size(), 8)
    assert not vectors[0].any()
    lengths = {token: float(vectors[row].norm()) for token, row in tokenizer.get_vocab().items()}
    assert lengths["小麦"] < lengths["77"]


def test_loss_of_perfect_and_of_swapped_pairs() -> None:
    left = torch.nn.functional.one_hot(torch.arange(2), 256).float()
    none = torch.zeros(2, 2, dtype=torch.bool)
    # two logits, 20 for the equal vectors and 0 for the others: log(1 + e^-20) and log(1 + e^20)
    assert contrastive_loss(left, left, none).item() == pytest.approx(0, abs=1e-6)
    assert contrastive_loss(left, left.flip(0), none).item() == pytest.approx(20, abs=1e-5)
    # with the other pair excused, only the partner is left to choose
    excused = ~torch.eye(2, dtype=torch.bool)
    assert contrastive_loss(left, left.flip(0), excused).item() == pytest.approx(0, abs=1e-6)


def test_a_saved_model_loads_scores_and_has_a_card(tokenizer: Tokenizer, data: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    table = train(tokenizer, PAIRS, first_vectors(tokenizer, 256, seed=1), epochs=30, rate=0.05)
    save(tmp_path / "model", tokenizer, table)
    ours = StaticEmbedder.load(tmp_path / "model")
    digest = hashlib.sha256((tmp_path / "model" / "model.safetensors").read_bytes()).hexdigest()
    assert ours.name == f"jushi-static-zh-en@{digest[:12]}"
    theirs = SentenceTransformer(str(tmp_path / "model"), device="cpu").encode(["小麥 tea"])
    assert np.abs(ours.embed(["小麥 tea"]) - theirs).max() < 1e-5

    scores = evaluate(tokenizer, table, (256, 128), data, {"words": PAIRS})
    perfect = {"R@1": 1.0, "R@10": 1.0, "MRR@10": 1.0}
    assert scores["words among 12, 256 dimensions"] == perfect
    assert scores["drcd_test, question → passage among 2, 128 dimensions"] == perfect
    assert scores["figure question → news body among 2, 256 dimensions"] == perfect
    card = model_card(tmp_path / "model", "12 pairs", scores, {"words.txt": "0123"})
    assert "| words among 12, 256 dimensions | 1.000 | 1.000 | 1.000 |\n" in card
    assert f"SHA-256 of `model.safetensors`: {digest}\n" in card
    assert "- `words.txt` 0123\n" in card


def test_the_tokenizer_folds_by_the_dictionary(data: Path) -> None:
    tokenizer = make_tokenizer(data, [Pair("dictionary", "wheat", "小麦" * 20)], 300)
    assert tokenizer.encode("小麥 WHEAT", add_special_tokens=False).tokens == ["小麦", " ", "wheat"]
