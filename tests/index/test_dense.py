"""Exact search, filters, changes, and a file whose every byte is watched."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.dense
from index.dense import DenseIndex
from index.errors import BrokenIndexError

IDS = np.array([7, 3, 11, 5], dtype=np.int64)
VECTORS = np.array([[1, 0, 0], [0, 1, 0], [0.5, 0.5, 0], [0, 0, 2]], dtype=np.float32)


@pytest.fixture
def small() -> DenseIndex:
    return DenseIndex.build(IDS, VECTORS, 42)


def test_best_first_with_inner_products(small: DenseIndex) -> None:
    asked = np.array([1, 0.5, 0], dtype=np.float32)
    assert small.search(asked, 3) == [(7, 1.0), (11, 0.75), (3, 0.5)]
    assert (small.count, small.dimension, small.sequence) == (4, 3, 42)


def test_equals_numpy() -> None:
    random = np.random.default_rng(20260421)
    vectors = random.standard_normal((500, 16), dtype=np.float32)
    ids = random.permutation(10_000)[:500].astype(np.int64)
    built = DenseIndex.build(ids, vectors, 1)
    for asked in random.standard_normal((20, 16), dtype=np.float32):
        scores = vectors @ asked
        best = np.argsort(-scores)[:10]
        hits = built.search(asked, 10)
        assert [i for i, _ in hits] == ids[best].tolist()
        assert [s for _, s in hits] == pytest.approx(scores[best].tolist(), rel=1e-5)


def test_ids_break_ties_even_where_k_cuts_them() -> None:
    same = np.ones((40, 2), dtype=np.float32)
    built = DenseIndex.build(np.arange(139, 99, -1, dtype=np.int64), same, 1)
    assert built.search(np.array([1, 1], np.float32), 3) == [(100, 2.0), (101, 2.0), (102, 2.0)]


def test_more_asked_than_there_is(small: DenseIndex) -> None:
    asked = np.array([0, 0, 1], dtype=np.float32)
    assert small.search(asked, 99) == [(5, 2.0), (3, 0.0), (7, 0.0), (11, 0.0)]
    assert small.search(asked, 0) == []


@pytest.mark.parametrize(
    ("allowed", "found"),
    [([3, 11], [11, 3]), ([5], [5]), ([], []), ([999], []), ([999, 3], [3]), ([3, 3, 3], [3])],
)
def test_only_allowed_ids_are_found(small: DenseIndex, allowed: list[int], found: list[int]) -> None:
    hits = small.search(np.array([1, 0.5, 0], np.float32), 10, allowed=np.array(allowed, np.int64))
    assert [i for i, _ in hits] == found


def test_removed_is_not_found(small: DenseIndex) -> None:
    small.remove(np.array([7, 999], dtype=np.int64))
    assert small.search(np.array([1, 0, 0], np.float32), 1) == [(11, 0.5)]
    assert small.count == 3


def test_added_is_found_and_replaces(small: DenseIndex) -> None:
    small.add(np.array([3, 8], np.int64), np.array([[0, 9, 0], [0, 8, 0]], np.float32))
    assert small.search(np.array([0, 1, 0], np.float32), 3) == [(3, 9.0), (8, 8.0), (11, 0.5)]
    assert small.count == 5


def test_double_precision_and_strides_are_taken(small: DenseIndex) -> None:
    wide = np.array([[0, 0, 0, 0, 3, 0]], dtype=np.float64)[:, ::2]
    small.add(np.array([4, 6], np.int64)[:1], wide)  # type: ignore[arg-type]
    assert small.search(np.array([0, 0, 1], np.float32), 1) == [(4, 3.0)]


def test_wrong_shapes_say_so(small: DenseIndex) -> None:
    with pytest.raises(ValueError, match=r"^2 ids of dimension 3 cannot take vectors \(2, 4\)$"):
        small.add(np.array([1, 2], np.int64), np.zeros((2, 4), np.float32))
    with pytest.raises(ValueError, match=r"^an id is given twice$"):
        small.add(np.array([1, 1], np.int64), np.zeros((2, 3), np.float32))
    with pytest.raises(ValueError, match=r"^an index of dimension 3 cannot be asked with a vector \(4,\)$"):
        small.search(np.zeros(4, np.float32), 1)


def test_saved_and_opened(small: DenseIndex, tmp_path: Path) -> None:
    path = tmp_path / "dense"
    small.save(path)
    opened = DenseIndex.open(path)
    asked = np.array([1, 0.5, 0.25], dtype=np.float32)
    assert opened.search(asked, 4) == small.search(asked, 4)
    assert (opened.count, opened.sequence) == (4, 42)
    assert [p.name for p in tmp_path.iterdir()] == ["dense"]


def test_opened_can_be_changed_and_saved_over(small: DenseIndex, tmp_path: Path) -> None:
    path = tmp_path / "dense"
    small.save(path)
    opened = DenseIndex.open(path)
    opened.remove(np.array([7], np.int64))
    opened.add(np.array([1], np.int64), np.array([[4, 0, 0]], np.float32))
    opened.sequence = 43
    opened.save(path)
    again = DenseIndex.open(path)
    assert (again.sequence, again.search(np.array([1, 0, 0], np.float32), 2)) == (43, [(1, 4.0), (11, 0.5)])


def test_empty(tmp_path: Path) -> None:
    DenseIndex.build(np.array([], np.int64), np.zeros((0, 3), np.float32), 1).save(tmp_path / "dense")
    opened = DenseIndex.open(tmp_path / "dense")
    assert opened.search(np.ones(3, np.float32), 5) == []
    opened.remove(IDS)
    opened.add(IDS, VECTORS)
    assert opened.search(np.ones(3, np.float32), 1) == [(5, 2.0)]


def _broken(path: Path) -> str:
    with pytest.raises(BrokenIndexError) as caught:
        DenseIndex.open(path)
    message = str(caught.value)
    assert message.startswith(f"cannot read {path}: ")
    assert message.endswith("; rebuild it from the store")
    assert "\n" not in message
    return message.removeprefix(f"cannot read {path}: ").removesuffix("; rebuild it from the store")


def test_every_flipped_byte_is_caught(small: DenseIndex, tmp_path: Path) -> None:
    path = tmp_path / "dense"
    small.save(path)
    whole = path.read_bytes()
    for n in range(len(whole)):
        path.write_bytes(whole[:n] + bytes([whole[n] ^ 0x10]) + whole[n + 1 :])
        assert _broken(path) == ("its header is damaged" if n < 32 else "its checksum does not hold")


@given(data=st.data())
@settings(max_examples=50)
def test_any_changed_stretch_is_caught(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("dense") / "dense"
    DenseIndex.build(IDS, VECTORS, 42).save(path)
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole) - 1))
    put = data.draw(st.binary(min_size=1, max_size=4))
    changed = whole[:start] + put + whole[start + len(put) :]
    path.write_bytes(changed)
    if changed == whole:
        assert DenseIndex.open(path).count == 4
    else:
        _broken(path)


def test_every_cut_is_caught(small: DenseIndex, tmp_path: Path) -> None:
    path = tmp_path / "dense"
    small.save(path)
    whole = path.read_bytes()
    for n in range(len(whole)):
        path.write_bytes(whole[:n])
        _broken(path)
    path.write_bytes(whole + b"\0")
    assert _broken(path) == "its checksum does not hold"


def test_missing_or_a_folder(tmp_path: Path) -> None:
    assert _broken(tmp_path / "none") == "No such file or directory"
    assert _broken(tmp_path) == "Is a directory"


def test_other_version(small: DenseIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dense"
    with monkeypatch.context() as patch:
        patch.setattr(index.dense, "_MAGIC", b"jushi dense 9\n\0\0")
        small.save(path)
    assert _broken(path) == "another version wrote it"


def test_bytes_that_faiss_does_not_know(small: DenseIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dense"
    with monkeypatch.context() as patch:
        patch.setattr(index.dense._FAISS, "serialize_index", lambda _: np.zeros(64, np.uint8))
        small.save(path)
    assert _broken(path) == "another version of FAISS wrote it"


def test_crash_while_saving_leaves_the_old_file(
    small: DenseIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dense"
    small.save(path)

    def fail(file: int) -> None:
        raise OSError("the disk is full")

    small.sequence = 43
    monkeypatch.setattr("index.dense.os.fsync", fail)
    with pytest.raises(OSError, match="the disk is full"):
        small.save(path)
    assert DenseIndex.open(path).sequence == 42
