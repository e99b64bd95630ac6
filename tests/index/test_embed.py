import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import index.embed
from index.embed import BUNDLED, StaticEmbedder
from index.errors import JushiError

TEXTS = [
    "今年前三个季度，全市新开工的充电站有多少座？",
    "The harbour handled more containers than a year ago.",
    "今年前三個季度，全市新開工的充電站有多少座？",
    "ＧＤＰ 增速 6.1%，比上年同期快0.4个百分点",
    "",
    " \n\t",
    "😀🏳️‍🌈",
    "\u200b隐\u00ad形\ufeff字\u200b符",
    "\x00\x01 a\u0301 ǅ ﷺ \U0001f9d1\u200d\U0001f33e",
    "。、；！",
    "很长的一句" * 300,
]


@pytest.fixture(scope="module")
def bundled() -> StaticEmbedder:
    return StaticEmbedder.load()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED, tmp_path / "model"))


def test_vectors_are_those_of_sentence_transformers(bundled: StaticEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(BUNDLED), device="cpu").encode(TEXTS, show_progress_bar=False)
    ours = bundled.embed(TEXTS)
    assert ours.dtype == np.float32
    assert ours.shape == (len(TEXTS), 256)
    assert np.abs(ours - theirs).max() < 1e-5


def test_rows_have_length_one_or_nothing_known(bundled: StaticEmbedder) -> None:
    lengths = np.linalg.norm(bundled.embed(TEXTS), axis=1)
    nothing = {text for text, length in zip(TEXTS, lengths, strict=True) if length == 0}
    assert nothing == {"", " \n\t", "😀🏳️‍🌈", "。、；！"}
    assert lengths[lengths > 0] == pytest.approx(1, abs=1e-5)


def test_questions_and_passages_are_embedded_alike(bundled: StaticEmbedder) -> None:
    assert np.array_equal(bundled.embed_queries(TEXTS), bundled.embed(TEXTS))
    assert np.array_equal(bundled.embed_passages(TEXTS), bundled.embed(TEXTS))


def test_a_lone_surrogate_is_no_error(bundled: StaticEmbedder) -> None:
    assert np.array_equal(bundled.embed(["港口\ud800"]), bundled.embed(["港口"]))


def test_no_text_gives_no_row(bundled: StaticEmbedder) -> None:
    assert bundled.embed([]).shape == (0, 256)


def test_many_texts_keep_their_order(bundled: StaticEmbedder) -> None:
    texts = [f"第{number}号仓库" for number in range(1100)]
    assert np.array_equal(bundled.embed(texts), np.concatenate([bundled.embed([text]) for text in texts]))


def test_forms_of_one_text_have_one_vector(bundled: StaticEmbedder) -> None:
    plain, *forms = bundled.embed(["充电站产量", "充電站產量", "充电\u200b站产\u00ad量", "充电站产量 。"])
    for form in forms:
        assert form @ plain == pytest.approx(1, abs=1e-5)


def test_a_question_is_nearest_its_passage_in_either_language(bundled: StaticEmbedder) -> None:
    questions = bundled.embed(["港口的货物吞吐量增长了多少", "How much did the harvest of wheat increase?"])
    passages = bundled.embed(
        [
            "今年夏天，小麦收成好于往年，农民增收。",
            "码头昼夜装卸，集装箱和货物的吞吐数量比去年多了一成。",
            "音乐会的门票在开售当天就卖完了。",
        ]
    )
    assert (questions @ passages.T).argmax(axis=1).tolist() == [1, 0]


def test_name_is_that_of_the_weights(bundled: StaticEmbedder) -> None:
    digest = hashlib.sha256((BUNDLED / "model.safetensors").read_bytes()).hexdigest()
    assert bundled.name == f"jushi-static-zh-en@{digest[:12]}"
    assert bundled.dimension == 256


def test_neither_torch_nor_sentence_transformers_is_imported() -> None:
    code = "import sys, index.models as m; m.Models().wanted().embed_queries(['港口']); print(sorted(sys.modules))"
    root = BUNDLED.parent.parent
    modules = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True).stdout
    assert "'index.models'" in modules
    assert "'torch'" not in modules
    assert "'sentence_transformers'" not in modules


def test_the_model_is_small() -> None:
    assert sum(path.stat().st_size for path in BUNDLED.rglob("*")) <= 30_000_000


@pytest.mark.parametrize("name", ["jushi.json", "tokenizer.json", "model.safetensors"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(JushiError) as caught:
        StaticEmbedder.load(copied)
    reason = "No such file or directory; install the model again"
    assert str(caught.value) == f"cannot use the model file {copied / name}: {reason}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("jushi.json", b"{"),
        ("jushi.json", b'{"name": "m"}'),
        ("jushi.json", b"\xff"),
        ("tokenizer.json", b"{}"),
        ("tokenizer.json", b"\xff"),
        ("model.safetensors", b""),
        ("model.safetensors", b"\xff" * 9),
        ("model.safetensors", b"\x02\0\0\0\0\0\0\0{}"),
        ("model.safetensors", b"\x02\0\0\0\0\0\0\0[]"),
    ],
)
def test_a_damaged_file_is_named(copied: Path, name: str, content: bytes) -> None:
    (copied / name).write_bytes(content)
    with pytest.raises(JushiError) as caught:
        StaticEmbedder.load(copied)
    assert str(caught.value) == f"cannot use the model file {copied / name}: it is damaged; install the model again"


def test_weights_cut_short_are_refused(copied: Path) -> None:
    path = copied / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(JushiError, match=r"model\.safetensors: it is damaged"):
        StaticEmbedder.load(copied)


@pytest.mark.parametrize("tensor", [{"dtype": "F16", "bytes": 4}, {"dtype": "F32", "bytes": 4}])
def test_other_tensors_are_refused(copied: Path, tensor: dict[str, object]) -> None:
    described = {"dtype": tensor["dtype"], "shape": [1, 2], "data_offsets": [0, tensor["bytes"]]}
    header = json.dumps({"embedding.weight": described}).encode()
    (copied / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(8))
    with pytest.raises(JushiError, match=r"model\.safetensors: embedding\.weight is not a table of float32"):
        StaticEmbedder.load(copied)


def test_files_of_two_models_are_refused(copied: Path) -> None:
    path = copied / "jushi.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"tokens": 7}))
    with pytest.raises(JushiError, match=r"it holds vectors of shape \(\d+, 256\), not \(7, 256\)"):
        StaticEmbedder.load(copied)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(JushiError, match=r"nowhere.jushi\.json: No such file"):
        StaticEmbedder.load(tmp_path / "nowhere")


@pytest.mark.parametrize("alone", [1, 3_000, 1 << 40])
def test_tokens_are_aligned_in_pieces_as_at_once(
    bundled: StaticEmbedder, alone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.embed, "_ALONE", alone)
    (asked,), others = bundled.tokens([TEXTS[0]]), bundled.tokens(TEXTS)
    met = bundled.alignment(TEXTS[0], others)
    lengths = np.maximum(np.linalg.norm(bundled.table, axis=1), 1e-9)
    for n, tokens in enumerate(others):
        cosines = bundled.table[asked] @ bundled.table[tokens].T / np.outer(lengths[asked], lengths[tokens])
        shares = lengths[asked] / lengths[asked].sum()
        assert met[:, n] == pytest.approx(shares * np.maximum(cosines.max(axis=1, initial=0.0), 0.0), abs=1e-5)
    assert met[:, 0].sum() == pytest.approx(1.0, abs=1e-5)
