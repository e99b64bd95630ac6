"""Real models of sentence-transformers, tiny and random: their vectors, prompts, names, and what can go wrong."""

import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from index.embed import EmbedderChoice
from index.errors import JushiError
from index.transformer import TransformerEmbedder, _prompts
from tests.tiny import SIZE, bi_encoder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bi_encoder(tmp_path_factory.mktemp("plain") / "tiny")


@pytest.fixture(scope="module")
def prompted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bi_encoder(tmp_path_factory.mktemp("prompted") / "tiny", prompts={"query": "问:", "passage": "b:"})


def loaded(folder: Path, query_prompt: str | None = None, passage_prompt: str | None = None) -> TransformerEmbedder:
    return TransformerEmbedder.load(EmbedderChoice(str(folder), query_prompt, passage_prompt, "cpu", 2))


def test_vectors_have_length_one_and_the_order_of_the_texts(plain: Path) -> None:
    embedder = loaded(plain)
    texts = ["港口吞吐量", "小麦收成", "港口吞吐量", "", "\ud800"]
    vectors = embedder.embed_passages(texts)
    assert vectors.shape == (5, embedder.dimension) == (5, SIZE)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert vectors[0] @ vectors[2] == pytest.approx(1, abs=1e-5)
    assert vectors[0] @ vectors[1] < 0.9999
    assert np.concatenate([embedder.embed_passages([text]) for text in texts]) == pytest.approx(vectors, abs=1e-5)
    assert embedder.embed_queries([]).shape == (0, SIZE)


def test_the_models_own_prompts_are_used(plain: Path, prompted: Path) -> None:
    ours, bare = loaded(prompted), loaded(plain)  # of the same weights
    assert (ours.record.query_prompt, ours.record.passage_prompt) == ("问:", "b:")
    assert (bare.record.query_prompt, bare.record.passage_prompt) == ("", "")
    assert ours.embed_queries(["港口"]) == pytest.approx(bare.embed_queries(["问:港口"]), abs=1e-5)
    assert ours.embed_passages(["港口"]) == pytest.approx(bare.embed_passages(["b:港口"]), abs=1e-5)
    assert np.abs(ours.embed_queries(["港口"]) - ours.embed_passages(["港口"])).max() > 0.01


def test_chosen_prompts_stand_before_the_models_own(plain: Path, prompted: Path) -> None:
    ours, bare = loaded(prompted, query_prompt="", passage_prompt="ab"), loaded(plain)
    assert (ours.record.query_prompt, ours.record.passage_prompt) == ("", "ab")
    assert ours.embed_queries(["港口"]) == pytest.approx(bare.embed_queries(["港口"]), abs=1e-5)
    assert ours.embed_passages(["港口"]) == pytest.approx(bare.embed_passages(["ab港口"]), abs=1e-5)


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("intfloat/e5-base-v2", "query: ", "passage: "),
        ("/models/multilingual-e5-large", "query: ", "passage: "),
        ("intfloat/multilingual-e5-large-instruct", "", ""),
        ("BAAI/bge-large-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", ""),
        ("BAAI/bge-small-en", "Represent this sentence for searching relevant passages: ", ""),
        ("BAAI/bge-m3", "", ""),
        ("somebody/note5-small", "", ""),
    ],
)
def test_prompts_that_a_card_asks_for(name: str, query: str, passage: str) -> None:
    nothing: dict[str, str | None] = {"query": "", "document": ""}
    assert _prompts(name, nothing, EmbedderChoice()) == (query, passage)
    assert _prompts(name, {"query": "q"}, EmbedderChoice()) == ("q", "")
    assert _prompts(name, nothing, EmbedderChoice(query_prompt="", passage_prompt="p")) == ("", "p")


def test_the_name_changes_with_the_weights(plain: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(plain, tmp_path / "tiny"))
    same = loaded(other).name
    weights = other / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-2] ^= 1
    weights.write_bytes(content)
    assert loaded(plain).name == same
    assert same.startswith("tiny@")
    assert loaded(other).name != same
    assert loaded(plain).record.source == str(plain)


def test_a_name_on_the_hub_is_loaded_from_its_cache(plain: Path, tmp_path: Path) -> None:
    """Both commits of a model have the same weights, and so the same name: its card may be edited."""
    repository = tmp_path / "models--some--tiny"
    (repository / "refs").mkdir(parents=True)
    code = (
        "from index.embed import EmbedderChoice; from index.models import Models\n"
        "model = Models(EmbedderChoice('some/tiny', device='cpu')).wanted()\n"
        "print(model.record, model.embed_queries(['港口']).shape)"
    )
    said = []
    for commit in ("1" * 40, "2" * 40):
        shutil.copytree(plain, repository / "snapshots" / commit)
        (repository / "refs" / "main").write_text(commit)
        environment = {"HF_HUB_CACHE": str(tmp_path), "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path)}
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "%|" not in done.stderr  # no bar of what is loaded for every question
        said.append(done.stdout)
    assert said[0] == said[1]
    assert said[0].startswith("EmbedderRecord(name='some/tiny@")
    assert f"dimension={SIZE}, source='some/tiny'" in said[0]
    assert said[0].endswith(f"(1, {SIZE})\n")


def test_a_folder_without_a_model_is_refused_in_one_line(tmp_path: Path) -> None:
    with warnings.catch_warnings(), pytest.raises(JushiError) as caught:
        warnings.simplefilter("ignore")
        loaded(tmp_path)
    assert str(caught.value).startswith(f"cannot load the model {tmp_path}: ")
    assert "\n" not in str(caught.value)


def test_damaged_weights_are_refused_in_one_line(plain: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(plain, tmp_path / "tiny"))
    (other / "model.safetensors").write_bytes(b"\xff" * 40)
    with pytest.raises(JushiError, match=rf"cannot load the model {other}: \S.*"):
        loaded(other)


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(JushiError) as caught:
        loaded(tmp_path / "gone")
    assert str(caught.value) == (
        f"there is no model in {tmp_path / 'gone'}: put its folder back, or name another model in jushi.toml"
    )


def test_an_unknown_device_is_named(plain: Path) -> None:
    with pytest.raises(JushiError, match=f"cannot load the model {plain}: .*abacus"):
        TransformerEmbedder.load(EmbedderChoice(str(plain), device="abacus"))


def test_a_model_that_fails_says_so_in_one_line(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = loaded(plain)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("out of memory\nat some place")

    monkeypatch.setattr(embedder._model, "encode", fails)
    with pytest.raises(JushiError) as caught:
        embedder.embed_passages(["港口"])
    assert str(caught.value) == (
        f"the model {embedder.name} failed: out of memory; where memory is short set a smaller batch in jushi.toml"
    )


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(JushiError) as caught:
        TransformerEmbedder.load(EmbedderChoice("some/model"))
    assert str(caught.value) == "the model some/model needs sentence-transformers: pip install 'jushi[models]'"


def test_prompts_are_kept_as_sentence_transformers_keeps_them(prompted: Path) -> None:
    kept = json.loads((prompted / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    assert kept["prompts"]["passage"] == "b:"
