"""Embedded anew: stopped anywhere it goes on where it was, answers with one model or the other, and equals a new index."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.build import check_paths, ingest
from index.embed import Embedder
from index.errors import JushiError
from index.folder import STORE, IndexFolder
from index.models import Models
from index.parts import Parts
from index.records import EmbedderRecord
from index.reembed import Reembedded, reembed
from index.store import IndexStore

ROOT = Path(__file__).parents[2]
PLACES = ["灯塔", "渡口", "古井", "石桥", "码头", "仓库", "船坞", "水闸"]


class Scripted:
    """A model whose vectors are hashes of the texts, and that can fail after some calls."""

    def __init__(self, name: str = "scripted@1", dimension: int = 256, calls: int = 1000, prompt: str = "") -> None:
        self.name, self.dimension, self.calls = name, dimension, calls
        self.record = EmbedderRecord(name, dimension, "/scripted", "", prompt)
        self.embedded: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [hashlib.shake_128(f"{self.name} {text}".encode()).digest(self.dimension) for text in texts]
        vectors = np.array([list(row) for row in rows], np.float32).reshape(len(texts), self.dimension) + 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.calls == 0:
            raise JushiError("the model scripted failed")
        self.calls -= 1
        self.embedded += texts
        return self.embed_queries(texts)


class Having(Models):
    """Models of which one is there."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__()
        self._embedder = embedder

    def wanted(self) -> Embedder:
        return self._embedder

    def of_index(self, path: Path, made_with: EmbedderRecord, coming: EmbedderRecord | None = None) -> Embedder:
        return self._embedder if made_with == self._embedder.record else super().of_index(path, made_with, coming)


def written(path: Path, places: Sequence[str]) -> list[Path]:
    for place in places:
        (path / f"{place}.txt").write_text(f"{place}的通报\n\n{place}在岬角上，水位上升了一夜。\n", encoding="utf-8")
    return check_paths([path / f"{place}.txt" for place in places])


def vectors(folder: IndexFolder) -> dict[str, list[float]]:
    """The vector of each passage by its text."""
    ((ids, rows),) = folder.store.all_vectors()
    texts = folder.store.passages(ids.tolist())
    return {texts[number].text: row.tolist() for number, row in zip(ids.tolist(), rows, strict=True)}


def nearest(folder: IndexFolder, embedder: Embedder, text: str) -> str:
    ((number, _),) = folder.search_vectors(embedder.embed_queries([text])[0], 1)
    return folder.store.passages([number])[number].text


Fresh = Callable[[Embedder, Sequence[str]], IndexFolder]


@pytest.fixture
def fresh(tmp_path: Path) -> Fresh:
    """An index made with a model from the start."""

    def made(embedder: Embedder, places: Sequence[str]) -> IndexFolder:
        folder = IndexFolder.create(tmp_path / "fresh", models=Having(embedder))
        ingest(folder, written(tmp_path, places))
        return folder

    return made


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    made = IndexFolder.create(tmp_path / "index")
    ingest(made, written(tmp_path, PLACES))
    return made


@pytest.mark.parametrize("dimension", [8, 256])
def test_the_result_is_that_of_a_new_index(folder: IndexFolder, fresh: Fresh, dimension: int) -> None:
    embedder, seen = Scripted(dimension=dimension), list[tuple[str, int, int]]()
    done = reembed(folder, embedder, lambda *said: seen.append(said), at_once=3)
    assert done == Reembedded("scripted@1", 8, 0)
    assert done.line() == "8 passages embedded anew with scripted@1"
    assert seen == [("scripted@1", n, 8) for n in (0, 3, 6, 8)]
    assert folder.embedder is embedder
    assert (folder.store.model(), folder.store.coming_model()) == (embedder.record, None)
    assert vectors(folder) == vectors(fresh(Scripted(dimension=dimension), PLACES))
    assert folder.dense.dimension == dimension
    assert nearest(folder, embedder, embedder.embedded[5]) == embedder.embedded[5].split("\n", 1)[1]
    assert folder.dense.sequence == folder.lexical.sequence == folder.store.sequence
    again = IndexFolder.open(folder.path, models=Having(embedder))
    assert nearest(again, embedder, embedder.embedded[2]) == embedder.embedded[2].split("\n", 1)[1]
    with pytest.raises(JushiError, match="there is no model in /scripted"):
        IndexFolder.open(folder.path)


def test_stopped_it_goes_on_where_it_was_and_the_old_model_answers(folder: IndexFolder, fresh: Fresh) -> None:
    before, first = vectors(folder), Scripted(calls=2)
    with pytest.raises(JushiError, match="the model scripted failed"):
        reembed(folder, first, at_once=3)
    assert len(first.embedded) == 6
    told: list[str] = []
    old = IndexFolder.open(folder.path, told.append)
    assert told == [
        f"{folder.path} is being embedded anew with scripted@1: until `jushi ingest --reembed` is done, "
        f"{folder.embedder.name} answers"
    ]
    assert (vectors(old), old.dense.dimension, IndexFolder.check(folder.path)) == (before, 256, None)
    assert nearest(old, old.embedder, "石桥的通报\n石桥在岬角上，水位上升了一夜。").startswith("石桥")
    second = Scripted()
    done = reembed(old, second, at_once=3)
    assert (done, len(second.embedded)) == (Reembedded("scripted@1", 2, 6), 2)
    assert done.line() == "8 passages embedded anew with scripted@1, 6 of them before it was stopped"
    assert set(first.embedded).isdisjoint(second.embedded)
    assert vectors(old) == vectors(fresh(Scripted(), PLACES))


def test_documents_may_come_and_go_in_the_middle(folder: IndexFolder, fresh: Fresh, tmp_path: Path) -> None:
    with pytest.raises(JushiError):
        reembed(folder, Scripted(calls=2), at_once=3)
    assert folder.forget(str(tmp_path / "灯塔.txt"))
    ingest(folder, written(tmp_path, ["堤坝"]))
    (tmp_path / "渡口.txt").write_text("渡口的通报\n\n渡口停用了三年。\n", encoding="utf-8")
    ingest(folder, check_paths([tmp_path / "渡口.txt"]))
    second = Scripted()
    assert reembed(folder, second) == Reembedded("scripted@1", 4, 4)
    assert [text.split("\n")[1][:2] for text in second.embedded] == ["船坞", "水闸", "堤坝", "渡口"]
    made = IndexFolder.create(tmp_path / "other", models=Having(Scripted()))
    ingest(made, check_paths([tmp_path / f"{place}.txt" for place in [*PLACES[1:], "堤坝"]]))
    assert vectors(folder) == vectors(made)
    assert IndexFolder.open(folder.path, models=Having(second)).dense.count == 8


def test_another_model_in_the_middle_begins_anew(folder: IndexFolder, fresh: Fresh) -> None:
    with pytest.raises(JushiError):
        reembed(folder, Scripted(calls=1), at_once=3)
    other = Scripted("other@1", 8)
    assert reembed(folder, other) == Reembedded("other@1", 8, 0)
    assert reembed(folder, Scripted("other@1", 8, prompt="p:")) == Reembedded("other@1", 8, 0)
    assert folder.store.model().passage_prompt == "p:"


def test_the_model_it_has_leaves_nothing_to_do(folder: IndexFolder) -> None:
    with pytest.raises(JushiError):
        reembed(folder, Scripted(calls=1), at_once=3)
    before, sequence = vectors(folder), folder.store.sequence
    done = reembed(folder, Models().wanted())
    assert done.line() == f"nothing to embed: every passage has its vector of {folder.embedder.name}"
    assert folder.store.coming_model() is None
    assert (vectors(folder), folder.store.sequence) == (before, sequence + 1)
    reembed(folder, Models().wanted())
    assert folder.store.sequence == sequence + 1


def test_another_prompt_for_questions_embeds_no_passage(folder: IndexFolder) -> None:
    reembed(folder, Scripted())
    other = Scripted(calls=0)
    other.record = EmbedderRecord("scripted@1", 256, "/elsewhere", "问：")
    reembed(folder, other)
    assert folder.store.model() == other.record
    assert folder.dense.sequence == folder.store.sequence


def test_an_empty_index(tmp_path: Path) -> None:
    folder = IndexFolder.create(tmp_path / "index")
    assert reembed(folder, Scripted(dimension=8)) == Reembedded("scripted@1", 0, 0)
    assert (folder.store.model().dimension, folder.dense.dimension) == (8, 8)


def test_the_old_model_need_not_be_there(folder: IndexFolder) -> None:
    folder.store._db.execute("UPDATE meta SET value = '/gone' WHERE key = 'model_source'")
    without = IndexFolder(folder.path)
    assert reembed(without, Scripted()).passages == 8


def test_a_writer_that_was_open_meanwhile_uses_the_new_model(folder: IndexFolder, tmp_path: Path) -> None:
    embedder = Scripted(dimension=8)
    other = IndexFolder.open(folder.path, models=Having(embedder))
    reembed(other, embedder)
    with pytest.raises(JushiError, match="there is no model in /scripted"):
        ingest(folder, written(tmp_path, ["堤坝"]))
    assert ingest(IndexFolder.open(folder.path, models=Having(embedder)), written(tmp_path, ["堤坝"])).passages == 1


def test_who_opens_it_while_the_vectors_change_never_mixes_models(
    folder: IndexFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change is in the database and the file has the old vectors: a reader takes the new ones from the database."""
    embedder, opened = Scripted(dimension=8), list[IndexFolder]()
    before = IndexFolder.open(folder.path)
    save = Parts.save_vectors

    def saved_late(parts: Parts) -> None:
        assert IndexStore.open(folder.path / STORE).model() == embedder.record
        opened.append(IndexFolder.open(folder.path, models=Having(embedder)))
        assert not before.refresh()  # it is to be opened again
        save(parts)

    monkeypatch.setattr(Parts, "save_vectors", saved_late)
    reembed(folder, embedder)
    assert [(one.embedder.name, one.dense.dimension, one.dense.count) for one in opened] == [("scripted@1", 8, 8)]
    assert before.dense.dimension == 256


def test_a_reader_that_began_before_the_change_begins_again(
    folder: IndexFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder, heal, healed = Scripted(dimension=8), IndexFolder._heal, list[int]()

    def changed_meanwhile(reader: IndexFolder) -> None:
        heal(reader)
        healed.append(reader.dense.dimension)
        if len(healed) == 1:
            reembed(folder, embedder)

    monkeypatch.setattr(IndexFolder, "_heal", changed_meanwhile)
    reader = IndexFolder.open(folder.path, models=Having(embedder))
    assert healed == [256, 8]
    assert (reader.embedder, reader.dense.dimension) == (embedder, 8)


KILLED = """
import os, signal, sys
from pathlib import Path
from index.folder import IndexFolder
from index.reembed import reembed
from tests.index.test_reembed import Scripted

class Killed(Scripted):
    def embed_passages(self, texts):
        if len(self.embedded) == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().embed_passages(texts)

reembed(IndexFolder.open(Path(sys.argv[1])), Killed(), at_once=2)
"""


def test_a_process_that_is_killed_has_kept_what_it_did(folder: IndexFolder, fresh: Fresh) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder.path)], cwd=ROOT, env=dict(os.environ))
    assert done.returncode == -signal.SIGKILL
    assert IndexFolder.check(folder.path) is None
    assert reembed(IndexFolder.open(folder.path), Scripted()) == Reembedded("scripted@1", 4, 4)
    assert vectors(folder) == vectors(fresh(Scripted(), PLACES))


def test_one_writer_at_a_time(folder: IndexFolder) -> None:
    with IndexFolder.open(folder.path).writing(), pytest.raises(JushiError, match="is being written by another"):
        reembed(folder, Scripted())
