"""What `jushi fit embedder` takes, prints and ends with; what training does is tested where it is."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.fitting import app
from index.embed import StaticEmbedder
from index.errors import BrokenIndexError, JushiError, UsageError
from index.folder import STORE
from index.store import IndexStore
from index.train import adapt as adapting
from index.train.comparison import Comparison

Fit = Callable[..., Result]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    model = StaticEmbedder.load()
    place = tmp_path / "index"
    place.mkdir()
    IndexStore.create(place / STORE, model.record, words="w").close()
    return place


def fit(*words: object) -> Result:
    return CliRunner().invoke(app, ["embedder", *map(str, words)])


def adapted(gain: tuple[float, float]) -> Callable[..., Comparison]:
    merit = {"all (40)": {"R@1": 0.5, "R@10": 0.75, "MRR@10": 0.625}}
    return lambda *_: Comparison(merit, {"all (40)": dict.fromkeys(merit["all (40)"], 0.875)}, gain, 0.995)


def test_what_is_better_is_kept(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapting, "adapt", adapted((0.02, 0.01)))
    result = fit("--index", index, "--out", tmp_path / "new")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "all (40): R@1 0.500 → 0.875, R@10 0.750 → 0.875, MRR@10 0.625 → 0.875",
        "mean change of the reciprocal rank +0.0200, its standard error 0.0100",
        "English tokens that keep their Chinese neighbour: 99.5%",
        f"kept: {tmp_path / 'new'}",
    ]


def test_what_is_not_better_ends_with_1(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapting, "adapt", adapted((0.01, 0.02)))
    result = fit("--index", index, "--out", tmp_path / "new")
    assert result.exit_code == 1
    assert result.stderr == (
        f"jushi: not kept: held-out documents are not found better by more than chance gives; {tmp_path / 'new'} was "
        "not written\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "new"], "give either --index"),
        (["--index", "a", "--data", "b", "--out", "new"], "give either --index"),
        (["--data", "b", "--base", "c", "--out", "new"], "--base goes with --index"),
        (["--data", "nowhere", "--out", "new"], "no pairs_zh_en.jsonl.gz in nowhere"),
        (["--index", "a", "--out", "."], ". is there already"),
    ],
)
def test_usage(words: list[str], said: str) -> None:
    error = fit(*words).exception
    assert isinstance(error, UsageError)
    assert str(error).startswith(said)


def test_there_has_to_be_an_index(tmp_path: Path) -> None:
    assert isinstance(fit("--index", tmp_path / "none", "--out", tmp_path / "new").exception, BrokenIndexError)


def test_an_empty_index_is_too_little(index: Path, tmp_path: Path) -> None:
    error = fit("--index", index, "--out", tmp_path / "new").exception
    assert isinstance(error, JushiError)
    assert str(error).startswith("0 documents are too few to adapt to")


def test_without_torch_a_line_says_how_to_install_it(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent: Any = None
    monkeypatch.setitem(sys.modules, "sentence_transformers", absent)
    error = fit("--index", index, "--out", tmp_path / "new").exception
    assert str(error) == "fitting needs torch and sentence-transformers: pip install 'jushi[models]'"
