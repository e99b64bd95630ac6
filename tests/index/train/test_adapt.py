"""A hundred notices titled in English words, with bodies of the Chinese ones: what a model of random vectors can learn of them."""

import json
import random
import re
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.build import check_paths, ingest
from index.embed import StaticEmbedder
from index.errors import JushiError
from index.folder import IndexFolder
from index.store import IndexStore
from index.train import adapt as adapting
from index.train.adapt import adapt, schedule_for
from index.train.comparison import ALL
from index.train.data import Pair
from index.train.embedder import first_vectors
from index.train.saved import save


def indexed(place: Path, pairs: list[Pair], count: int) -> IndexStore:
    dice = random.Random(1)
    lines = []
    for number in range(count):
        chosen = dice.sample(pairs, 4)
        body = "。".join(f"{pair.right}，{pair.right}，{pair.right}" for pair in chosen) + "。"
        title = " ".join(pair.left for pair in chosen)
        lines.append(json.dumps({"id": f"notice-{number}", "title": title, "text": body}))
    (place / "notices.jsonl").write_text("\n".join(lines), encoding="utf-8")
    folder = IndexFolder.create(place / "index")
    ingest(folder, check_paths([place / "notices.jsonl"]))
    return folder.store


@pytest.fixture
def base(tmp_path: Path, tokenizer: Tokenizer) -> Path:
    save(tmp_path / "base", "jushi-static-zh-en", tokenizer, first_vectors(tokenizer, 256, seed=1).numpy())
    return tmp_path / "base"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapting, "RATE", 0.05)
    monkeypatch.setattr(adapting, "ANCHOR", 0.0)


@pytest.mark.usefixtures("quick")
def test_what_helps_held_out_documents_is_kept(base: Path, pairs: list[Pair], tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    said: list[str] = []
    result = adapt(indexed(tmp_path, pairs, 100), base, tmp_path / "new", said.append)
    assert result.better
    every = next(kind for kind in result.before if kind.startswith(ALL))
    assert result.after[every]["MRR@10"] > result.before[every]["MRR@10"] + 0.1
    learned = re.fullmatch(r"[\d,]+ pairs of (\d+) documents; (\d+) others are held out", said[0])
    assert learned
    assert int(learned[1]) + int(learned[2]) == 100
    old, new = StaticEmbedder.load(base), StaticEmbedder.load(tmp_path / "new")
    assert new.name.startswith("jushi-static-zh-en-adapted@")
    assert new.name.partition("@")[2] != old.name.partition("@")[2]
    theirs = SentenceTransformer(str(tmp_path / "new"), device="cpu").encode(["wheat 小麦"])
    assert np.abs(new.embed(["wheat 小麦"]) - theirs).max() < 1e-5
    card = (tmp_path / "new" / "README.md").read_text(encoding="utf-8")
    assert f"{old.name}, adapted to {learned[1]} documents" in card
    assert all(f"- {line}\n" in card for line in result.lines())


@pytest.mark.usefixtures("quick")
def test_adapting_twice_gives_the_same_vectors(base: Path, pairs: list[Pair], tmp_path: Path) -> None:
    store = indexed(tmp_path, pairs, 100)
    for name in ("once", "twice"):
        adapt(store, base, tmp_path / name, lambda _: None)
    assert StaticEmbedder.load(tmp_path / "once").name == StaticEmbedder.load(tmp_path / "twice").name


def test_what_does_not_help_is_not_written(
    base: Path, pairs: list[Pair], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapting, "RATE", 0.0)
    result = adapt(indexed(tmp_path, pairs, 100), base, tmp_path / "new", lambda _: None)
    assert not result.better
    assert result.why_not == "held-out documents are not found better by more than chance gives"
    assert result.before == result.after
    assert result.steady == 1.0
    assert not (tmp_path / "new").exists()


def test_too_few_documents_are_refused(base: Path, pairs: list[Pair], tmp_path: Path) -> None:
    with pytest.raises(JushiError, match=r"^3 documents are too few to adapt to: one in five is held out"):
        adapt(indexed(tmp_path, pairs, 3), base, tmp_path / "new", lambda _: None)


@pytest.mark.parametrize(("pairs_", "epochs"), [(100, 20), (38_400, 20), (76_800, 10), (10_000_000, 1)])
def test_many_pairs_are_seen_less_often(pairs_: int, epochs: int) -> None:
    assert schedule_for(pairs_).epochs == epochs
