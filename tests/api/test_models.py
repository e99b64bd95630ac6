"""Models of sentence-transformers as a user sets them in `jushi.toml`, through the commands; and none of it installed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

import index.reembed
from api.app import create_app
from index.embed import embedded_text
from index.errors import JushiError
from index.folder import STORE
from index.store import IndexStore
from index.transformer import TransformerEmbedder
from tests.api.conftest import Jushi, Serving, one_line
from tests.tiny import SIZE, bi_encoder, cross_encoder

ROOT = Path(__file__).parents[2]
PLACES = ("灯塔", "渡口", "古井", "石桥", "小麦", "港口")

Configure = Callable[..., None]


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two bi-encoders, of which one has prompts, and a cross-encoder."""
    folder = tmp_path_factory.mktemp("models")
    bi_encoder(folder / "plain", seed=1)
    bi_encoder(folder / "prompted", seed=2, prompts={"query": "问:", "document": "b:"})
    cross_encoder(folder / "cross")
    return folder


@pytest.fixture
def configure(tmp_path: Path, models: Path) -> Configure:
    """Write `jushi.toml` with lines of `[embedder]` and of `[reranker]`."""

    def write(embedder: str = "", reranker: str = "") -> None:
        if not (tmp_path / "models").is_dir():
            (tmp_path / "models").symlink_to(models)
        text = f"[embedder]\n{embedder}\n[reranker]\n{reranker}\n"
        (tmp_path / "jushi.toml").write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    for n, place in enumerate(PLACES):
        text = f"{place}的通报\n\n2026年一季度，{place}的帆布产量同比增长{n + 1}.5%。\n"
        (tmp_path / "papers" / f"{place}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "papers"


def vectors(index: Path) -> dict[str, NDArray[np.float32]]:
    store = IndexStore.open(index / STORE)
    ((ids, rows),) = store.all_vectors()
    texts = {number: embedded_text(passage) for number, passage in store.passages(ids.tolist()).items()}
    return {texts[number]: row for number, row in zip(ids.tolist(), rows, strict=True)}


def same(one: dict[str, NDArray[np.float32]], other: dict[str, NDArray[np.float32]]) -> bool:
    return one.keys() == other.keys() and all(np.abs(one[text] - other[text]).max() < 2e-3 for text in one)


@pytest.mark.usefixtures("papers")
def test_ingest_ask_and_search_use_the_model_with_its_prompts(
    jushi: Jushi, configure: Configure, tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sentence_transformers import SentenceTransformer

    configure('model = "models/prompted"\ndevice = "cpu"\nbatch = 4')
    assert jushi("ingest", "papers", "--date", "2026-04-20").code == 0
    theirs = SentenceTransformer(str(models / "prompted"), device="cpu")
    held = vectors(tmp_path / ".jushi")
    assert len(held) == 6
    for text, vector in held.items():
        assert vector.shape == (SIZE,)
        assert vector == pytest.approx(theirs.encode("b:" + text, prompt="", normalize_embeddings=True), abs=2e-3)
    record = IndexStore.open(tmp_path / ".jushi" / STORE).model()
    assert (record.name.partition("@")[0], record.dimension, record.source) == (
        "prompted",
        SIZE,
        str(models / "prompted"),
    )
    assert (record.query_prompt, record.passage_prompt) == ("问:", "b:")

    asked: list[NDArray[np.float32]] = []
    embed = TransformerEmbedder.embed_queries

    def seen(self: TransformerEmbedder, texts: Sequence[str]) -> NDArray[np.float32]:
        asked.append(embed(self, texts))
        return asked[-1]

    monkeypatch.setattr(TransformerEmbedder, "embed_queries", seen)
    found = jushi("ask", "一季度小麦的帆布产量增长多少", "--today", "2026-05-01", "--json")
    assert (found.code, found.json["figures"][0]["text"]) == (0, "5.5%")
    expected = theirs.encode("问:一季度小麦的帆布产量增长多少", prompt="", normalize_embeddings=True)
    assert asked[0][0] == pytest.approx(expected, abs=1e-5)
    hits = jushi("search", "古井", "--json").json["hits"]
    assert "古井" in hits[0]["text"]
    assert jushi("verify").code == 0
    assert f"model {record.name}, words" in jushi("status").out
    assert jushi("forget", "papers/渡口.txt").code == 0


@pytest.mark.usefixtures("papers")
def test_another_model_is_refused_in_a_line_that_says_how_to_go_on(
    jushi: Jushi, configure: Configure, tmp_path: Path, models: Path
) -> None:
    assert jushi("ingest", "papers").code == 0
    configure('model = "models/plain"\ndevice = "cpu"')
    for words in (("ask", "帆布产量"), ("search", "帆布产量"), ("ingest", "papers")):
        one_line(
            jushi(*words),
            4,
            ".jushi was made with the model jushi-static-zh-en@",
            f"in jushi.toml it is {models}/plain: ",
            "`jushi ingest --reembed --index .jushi`",
        )
    ended = jushi("ingest", "--reembed")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("6 passages embedded anew with plain@")
    assert next(iter(vectors(tmp_path / ".jushi").values())).shape == (SIZE,)
    assert (
        jushi("ask", "一季度石桥帆布产量增长多少", "--today", "2026-05-01", "--json").json["figures"][0]["text"]
        == "4.5%"
    )
    (tmp_path / "jushi.toml").unlink()  # an index opens with its own model, and takes what is new with it
    (tmp_path / "papers" / "more.txt").write_text("码头的通报\n\n码头的缆绳换过了。\n", encoding="utf-8")
    assert jushi("ingest", "papers").code == 0
    assert {row.shape for row in vectors(tmp_path / ".jushi").values()} == {(SIZE,)}
    assert "码头" in jushi("search", "码头", "--json").json["hits"][0]["text"]
    assert jushi("ingest", "--reembed").out.startswith("7 passages embedded anew with jushi-static-zh-en@")
    assert jushi("ingest", "--reembed").out.startswith("nothing to embed: every passage has its vector of jushi-static")


@pytest.mark.usefixtures("papers")
def test_stopped_in_the_middle_it_goes_on_and_gives_what_a_new_index_gives(
    jushi: Jushi, configure: Configure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert jushi("ingest", "papers").code == 0
    before = vectors(tmp_path / ".jushi")
    configure('model = "models/prompted"\ndevice = "cpu"\nbatch = 2')
    monkeypatch.setattr(index.reembed, "AT_ONCE", 2)
    embed, embedded = TransformerEmbedder.embed_passages, list[str]()

    def failing(self: TransformerEmbedder, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(embedded) == 4:
            raise JushiError("the power is gone")
        embedded.extend(texts)
        return embed(self, texts)

    with monkeypatch.context() as stopped:
        stopped.setattr(TransformerEmbedder, "embed_passages", failing)
        one_line(jushi("ingest", "--reembed"), 1, "the power is gone")
    assert len(embedded) == 4
    assert same(vectors(tmp_path / ".jushi"), before)
    assert "(being embedded anew with prompted@" in jushi("status").out
    asked = jushi("search", "古井", "--json")  # though jushi.toml names the model that is to come
    assert "古井" in asked.json["hits"][0]["text"]
    assert asked.err.startswith("jushi: .jushi is being embedded anew with prompted@")
    (tmp_path / "papers" / "more.txt").write_text("码头的通报\n\n码头的缆绳换过了。\n", encoding="utf-8")
    assert jushi("ingest", "papers").code == 0
    ended = jushi("ingest", "--reembed")
    assert ended.out.startswith("7 passages embedded anew with prompted@")
    assert ended.out.endswith(", 4 of them before it was stopped\n")
    assert jushi("ingest", "papers", "--index", "fresh").code == 0
    assert same(vectors(tmp_path / ".jushi"), vectors(tmp_path / "fresh"))
    assert jushi("verify").code == 0


@pytest.mark.usefixtures("papers")
def test_reembed_with_files_takes_them_with_the_new_model(jushi: Jushi, configure: Configure, tmp_path: Path) -> None:
    one_line(jushi("ingest", "--reembed"), 4, "no index in .jushi")
    assert jushi("ingest", "papers/灯塔.txt").code == 0
    configure('model = "models/plain"\ndevice = "cpu"')
    ended = jushi("ingest", "--reembed", "papers")
    assert ended.out.splitlines()[0].startswith("1 passages embedded anew with plain@")
    assert ended.out.splitlines()[1].startswith("6 files (1 unchanged): 5 documents")
    assert {row.shape for row in vectors(tmp_path / ".jushi").values()} == {(SIZE,)}


@pytest.mark.usefixtures("papers")
def test_a_cross_encoder_takes_its_place_by_one_setting(jushi: Jushi, configure: Configure, models: Path) -> None:
    from sentence_transformers import CrossEncoder

    assert jushi("ingest", "papers", "--date", "2026-04-20").code == 0
    question = "帆布产量"
    plain = [hit["text"] for hit in jushi("search", question, "--json").json["hits"]]
    configure(reranker='model = "models/cross"\ndevice = "cpu"\ncandidates = 5')
    hits = jushi("search", question, "--json").json["hits"]
    texts = [hit["context"].split("\n")[0] + "\n" + hit["text"] for hit in hits]
    scores = CrossEncoder(str(models / "cross"), device="cpu").predict([(question, text) for text in texts])
    assert {hit["text"] for hit in hits[:5]} == set(plain[:5])
    assert [hit["text"] for hit in hits[5:]] == plain[5:]
    assert scores[:5].tolist() == sorted(scores[:5].tolist(), reverse=True)
    assert [hit["text"] for hit in hits] != plain
    answer = jushi("ask", "一季度小麦的帆布产量增长多少", "--today", "2026-05-01", "--json").json
    assert answer["figures"][0]["text"] == "5.5%"


@pytest.mark.usefixtures("papers")
def test_eval_gate_indexes_with_the_model(jushi: Jushi, configure: Configure, tmp_path: Path) -> None:
    golden = {
        "id": "q",
        "question": "2026年一季度小麦的帆布产量增长多少",
        "kind": "figure",
        "answers": ["5.5%"],
        "evidence": [{"file": "小麦.txt", "quote": "帆布产量同比增长5.5%"}],
    }
    (tmp_path / "golden.jsonl").write_text(json.dumps(golden, ensure_ascii=False), encoding="utf-8")
    configure('model = "models/plain"\ndevice = "cpu"', 'model = "models/cross"\ndevice = "cpu"')
    with (tmp_path / "jushi.toml").open("a", encoding="utf-8") as file:
        file.write('[eval]\nset = "golden.jsonl"\ndocuments = "papers"\n[eval.thresholds.all]\naccuracy = 1.0\n')
    ended = jushi("eval", "gate")
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "all 1 thresholds are met")
    assert jushi("ingest", "papers", "--index", "other").code == 0
    assert jushi("eval", "run", "golden.jsonl", "--index", "other").code == 0


@pytest.mark.usefixtures("papers")
def test_the_service_follows_an_index_that_is_embedded_anew(
    jushi: Jushi, configure: Configure, tmp_path: Path, serving: Serving
) -> None:
    configure('model = "models/plain"\ndevice = "cpu"')
    assert jushi("ingest", "papers", "--date", "2026-04-20").code == 0
    with serving(create_app(tmp_path / ".jushi")) as address:

        def asked() -> str:
            question = {"question": "2026年一季度小麦的帆布产量增长多少"}
            return str(
                httpx.post(f"{address}/api/v1/ask", json=question).raise_for_status().json()["figures"][0]["text"]
            )

        assert asked() == "5.5%"
        configure('model = "models/prompted"\ndevice = "cpu"')
        assert asked() == "5.5%"
        assert jushi("ingest", "--reembed").code == 0
        assert asked() == "5.5%"


BLOCKED = """
import sys
for name in ("torch", "transformers", "sentence_transformers", "lightgbm"):
    sys.modules[name] = None
"""


def test_without_the_extra_the_default_path_works(tmp_path: Path, papers: Path) -> None:
    """In every process, those that read files too: Python runs `sitecustomize` before anything else."""
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "sitecustomize.py").write_text(BLOCKED)
    paths = os.pathsep.join([str(tmp_path / "blocked"), str(ROOT)])

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        environment = os.environ | {"PYTHONPATH": paths}
        return subprocess.run([sys.executable, *words], cwd=tmp_path, env=environment, capture_output=True, text=True)

    def jushi(*words: str) -> str:
        done = run("-c", "from api.cli import main; main()", *words)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    assert "ModuleNotFoundError" in run("-c", "import torch").stderr
    assert jushi("ingest", "papers", "--date", "2026-04-20").startswith("6 files (0 unchanged): 6 documents")
    question = "2026年一季度小麦的帆布产量增长多少"
    assert json.loads(jushi("ask", question, "--json"))["figures"][0]["text"] == "5.5%"
    assert "古井" in json.loads(jushi("search", "古井", "--json"))["hits"][0]["text"]
    assert jushi("ingest", "--reembed").startswith("nothing to embed")
    assert jushi("verify") == ".jushi: nothing wrong was found\n"
    (tmp_path / "jushi.toml").write_text('[embedder]\nmodel = "BAAI/bge-m3"\n')
    refused = run("-c", "from api.cli import main; main()", "ingest", "--reembed")
    assert refused.stderr == "jushi: the model BAAI/bge-m3 needs sentence-transformers: pip install 'jushi[models]'\n"
