"""Exact search, filters, changes, and a file whose every byte is watched."""

import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import index.codes
import index.snapshot
from index.codes import is_coded
from index.dense import DenseIndex
from index.errors import BrokenIndexError

NONE = np.array([], np.int64)
NO_VECTORS = np.zeros((0, 3), np.float32)
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
    vectors = random.standard_normal((500, 16), dtype=np.float32).astype(np.float16).astype(np.float32)
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


def mask(*ids: int) -> NDArray[np.bool_]:
    shown = np.zeros(max(ids, default=0) + 1, bool)
    shown[list(ids)] = True
    return shown if ids else np.zeros(0, bool)


@pytest.mark.parametrize(
    ("allowed", "found"), [([3, 11], [11, 3]), ([5], [5]), ([], []), ([999], []), ([999, 3], [3]), ([4, 6], [])]
)
def test_only_allowed_ids_are_found(small: DenseIndex, allowed: list[int], found: list[int]) -> None:
    hits = small.search(np.array([1, 0.5, 0], np.float32), 10, allowed=mask(*allowed))
    assert [i for i, _ in hits] == found


def test_removed_is_not_found(small: DenseIndex) -> None:
    less = small.changed(np.array([7, 999], dtype=np.int64), NONE, NO_VECTORS, 43)
    assert less.search(np.array([1, 0, 0], np.float32), 1) == [(11, 0.5)]
    assert less.search(np.array([1, 0, 0], np.float32), 9, allowed=mask(7, 3)) == [(3, 0.0)]
    assert (less.count, less.lag, less.sequence) == (3, 1, 43)


def test_added_is_found_and_what_is_there_stays(small: DenseIndex) -> None:
    more = small.changed(NONE, np.array([3, 8], np.int64), np.array([[0, 9, 0], [0, 8, 0]], np.float32), 43)
    assert more.search(np.array([0, 1, 0], np.float32), 3) == [(8, 8.0), (3, 1.0), (11, 0.5)]
    assert more.search(np.array([0, 1, 0], np.float32), 3, allowed=mask(8, 11)) == [(8, 8.0), (11, 0.5)]
    assert (more.count, more.lag) == (5, 2)


def test_what_is_asked_meanwhile_stays_as_it_was(small: DenseIndex) -> None:
    small.changed(IDS, np.array([20], np.int64), np.ones((1, 3), np.float32), 43)
    assert small.search(np.array([1, 0, 0], np.float32), 4) == [(7, 1.0), (11, 0.5), (3, 0.0), (5, 0.0)]
    assert (small.count, small.lag, small.sequence) == (4, 0, 42)


def test_ties_between_old_and_new_go_by_id(small: DenseIndex) -> None:
    more = small.changed(NONE, np.array([4, 90], np.int64), np.array([[1, 0, 0], [1, 0, 0]], np.float32), 43)
    assert more.search(np.array([1, 0, 0], np.float32), 2) == [(4, 1.0), (7, 1.0)]


@given(st.lists(st.tuples(st.lists(st.integers(0, 30), max_size=6), st.integers(0, 9)), max_size=12))
@settings(max_examples=60)
def test_any_changes_give_what_a_new_index_has(changes: list[tuple[list[int], int]]) -> None:
    """Ids are never used again, as those of passages are not."""
    random = np.random.default_rng(7)
    vectors = random.standard_normal((200, 3)).round(1).astype(np.float32)
    index, there, following = DenseIndex.build(NONE, NO_VECTORS, 0), list[int](), 0
    for sequence, (gone, count) in enumerate(changes):
        new = np.arange(following, following + count)
        index = index.changed(np.array(gone, np.int64), new, vectors[new], sequence)
        following += count
        there = [i for i in there if i not in gone] + new.tolist()
    fresh = DenseIndex.build(np.array(there, np.int64), vectors[there], 0)
    for asked in random.standard_normal((3, 3)).astype(np.float32):
        assert index.search(asked, 5) == fresh.search(asked, 5)
        assert index.search(asked, 5, allowed=mask(*range(0, 99, 2))) == fresh.search(
            asked, 5, allowed=mask(*range(0, 99, 2))
        )
    assert index.count == len(there)


def test_double_precision_and_strides_are_taken(small: DenseIndex) -> None:
    wide = np.array([[0, 0, 0, 0, 3, 0]], dtype=np.float64)[:, ::2]
    more = small.changed(NONE, np.array([4, 6], np.int64)[:1], wide, 43)  # type: ignore[arg-type]
    assert more.search(np.array([0, 0, 1], np.float32), 1) == [(4, 3.0)]


def test_wrong_shapes_say_so(small: DenseIndex) -> None:
    with pytest.raises(ValueError, match=r"^2 ids of dimension 3 cannot take vectors \(2, 4\)$"):
        small.changed(NONE, np.array([1, 2], np.int64), np.zeros((2, 4), np.float32), 43)
    with pytest.raises(ValueError, match=r"^an id is given twice$"):
        small.changed(NONE, np.array([1, 1], np.int64), np.zeros((2, 3), np.float32), 43)
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


def test_what_was_changed_is_built_before_it_is_saved(small: DenseIndex, tmp_path: Path) -> None:
    small.save(tmp_path / "dense")
    opened = DenseIndex.open(tmp_path / "dense")
    changed = opened.changed(np.array([7], np.int64), np.array([12], np.int64), np.ones((1, 3), np.float32), 43)
    with pytest.raises(ValueError, match=r"^2 vectors were given or removed: build it from the store to save it$"):
        changed.save(tmp_path / "dense")
    opened.save(tmp_path / "dense")
    assert DenseIndex.open(tmp_path / "dense").search(np.array([1, 0, 0], np.float32), 1) == [(7, 1.0)]


def test_empty(tmp_path: Path) -> None:
    DenseIndex.build(NONE, NO_VECTORS, 1).save(tmp_path / "dense")
    opened = DenseIndex.open(tmp_path / "dense")
    assert opened.search(np.ones(3, np.float32), 5) == []
    more = opened.changed(IDS, NONE, NO_VECTORS, 2).changed(NONE, IDS, VECTORS, 3)
    assert more.search(np.ones(3, np.float32), 1) == [(5, 2.0)]


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
        assert _broken(path) == ("its end is damaged" if n >= len(whole) - 32 else "its checksum does not hold")


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
    assert _broken(path) == "its end is damaged"
    path.write_bytes(b"\0" + whole)
    assert _broken(path) == "its checksum does not hold"


def test_an_older_format_is_no_damage(small: DenseIndex, tmp_path: Path) -> None:
    """Formats 1 and 2 were sealed at their start; a file of theirs that is damaged there is damaged."""
    path = tmp_path / "dense"
    small.save(path)
    ours = path.read_bytes()[-32:]
    sealed = b"jushi dense 2\n\0\0" + ours[16:28]
    old = sealed + zlib.crc32(sealed).to_bytes(4, "little") + b"vectors"
    path.write_bytes(old)
    assert _broken(path) == "another version wrote it"
    for n in range(32):
        path.write_bytes(old[:n] + bytes([old[n] ^ 1]) + old[n + 1 :])
        assert _broken(path) == "its end is damaged"


def test_missing_or_a_folder(tmp_path: Path) -> None:
    assert _broken(tmp_path / "none") == "No such file or directory"
    assert _broken(tmp_path) == "Is a directory"


def test_other_version(small: DenseIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dense"
    with monkeypatch.context() as patch:
        patch.setattr(index.snapshot, "_MAGIC", b"jushi dense 9\n\0\0")
        small.save(path)
    assert _broken(path) == "another version wrote it"


def test_bytes_that_faiss_does_not_know(small: DenseIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dense"
    with monkeypatch.context() as patch:
        patch.setattr(index.snapshot._Watched, "index", lambda file, _: file.write(bytes(64)))
        small.save(path)
    assert _broken(path) == "another version of FAISS wrote it"


def many(count: int = 4_000, dimension: int = 16) -> NDArray[np.float32]:
    """Vectors of length 1 in some heaps, as float16 keeps them."""
    dice = np.random.default_rng(20261121)
    heaps = dice.standard_normal((40, dimension))
    vectors = heaps[dice.integers(40, size=count)] + 0.6 * dice.standard_normal((count, dimension))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float16).astype(np.float32)


def with_codes(vectors: NDArray[np.float32]) -> DenseIndex:
    return DenseIndex.build(np.arange(len(vectors)), vectors, 7, flat=1_000)


def exact(vectors: NDArray[np.float32], asked: NDArray[np.float32], k: int, shown: Sequence[int]) -> list[int]:
    found = np.argsort(-(vectors[shown] @ asked), kind="stable")[:k]
    return [shown[n] for n in found]


def test_codes_find_what_an_exact_search_does() -> None:
    vectors = many()
    coded, flat = with_codes(vectors), DenseIndex.build(np.arange(4_000), vectors, 7)
    part = coded._parts[0]
    assert (is_coded(part), is_coded(flat._parts[0])) == (True, False)
    dice = np.random.default_rng(5)
    found = 0
    for asked in vectors[::40] + dice.standard_normal((100, 16)).astype(np.float32) / 4:
        ours, theirs = coded.search(asked, 10), flat.search(asked, 10)
        assert set(ours) <= set(flat.search(asked, 4_000))  # the same scores, to the last digit
        found += len(set(ours) & set(theirs))
    assert found / 1_000 >= 0.98


def test_codes_give_all_that_is_asked_for() -> None:
    vectors = many()
    coded = with_codes(vectors)
    assert sorted(i for i, _ in coded.search(vectors[0], 4_000)) == list(range(4_000))
    assert [i for i, _ in coded.search(vectors[0], 99_999)] == [i for i, _ in coded.search(vectors[0], 4_000)]


@pytest.mark.parametrize("few", [100_000, 100])
@pytest.mark.parametrize("share", [0.01, 0.2, 0.9])
def test_codes_are_filtered_before_ranking(share: float, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.codes, "_FEW", few)
    vectors = many()
    coded, dice = with_codes(vectors), np.random.default_rng(6)
    found = 0
    for asked in vectors[:50]:
        shown = np.flatnonzero(dice.random(4_000) < share).tolist()
        hits = [i for i, _ in coded.search(asked, 10, allowed=mask(*shown))]
        assert len(hits) == 10
        found += len(set(hits) & set(exact(vectors, asked, 10, shown)))
    assert found / 500 >= 0.99


def test_what_may_be_seen_is_found_however_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = many()
    monkeypatch.setattr(index.codes, "_FEW", 1)
    far = np.argsort(vectors @ vectors[0])[:5].tolist()
    hits = with_codes(vectors).search(vectors[0], 9, allowed=mask(*far))
    assert [i for i, _ in hits] == exact(vectors, vectors[0], 9, far)


@pytest.mark.parametrize(("count", "dimension"), [(1, 3), (5, 4), (40, 7)])
def test_few_vectors_have_codes_too(count: int, dimension: int, capfd: pytest.CaptureFixture[str]) -> None:
    vectors = many(count, dimension)
    coded = DenseIndex.build(np.arange(count), vectors, 7, flat=0)
    for asked in vectors:
        assert coded.search(asked, 5) == DenseIndex.build(np.arange(count), vectors, 7).search(asked, 5)
    assert capfd.readouterr().err == ""


def test_codes_follow_changes() -> None:
    vectors = many()
    coded = with_codes(vectors)
    nearest = [i for i, _ in coded.search(vectors[0], 3)]
    changed = coded.changed(np.array(nearest), np.array([9_000]), vectors[:1], 8)
    hits = [i for i, _ in changed.search(vectors[0], 4)]
    assert hits[0] == 9_000
    assert set(hits).isdisjoint(nearest)
    assert (changed.count, changed.lag, coded.count) == (3_998, 4, 4_000)


def test_each_is_its_own_nearest_with_codes_too() -> None:
    vectors = many()
    coded = with_codes(vectors)
    less = coded.changed(np.array([0, 7]), np.array([9_000]), vectors[7:8], 8)
    asked = [1, 7, 3_999]
    assert coded.nearest(vectors[asked])[0].tolist() == asked
    assert less.nearest(vectors[asked])[0].tolist() == [1, 9_000, 3_999]


def test_codes_are_saved_and_mapped(tmp_path: Path) -> None:
    vectors = many()
    built = with_codes(vectors)
    built.save(tmp_path / "dense")
    opened = DenseIndex.open(tmp_path / "dense")
    assert is_coded(opened._parts[0])
    assert sys.platform != "linux" or str(tmp_path / "dense") in Path("/proc/self/maps").read_text(encoding="utf-8")
    assert (opened.count, opened.sequence) == (4_000, 7)
    DenseIndex.build(IDS, VECTORS, 8).save(tmp_path / "dense")  # what is mapped stays as it was
    for asked in vectors[:20]:
        assert opened.search(asked, 10) == built.search(asked, 10)
        assert opened.search(asked, 10, allowed=mask(*range(0, 4_000, 7))) == built.search(
            asked, 10, allowed=mask(*range(0, 4_000, 7))
        )
    opened.save(tmp_path / "dense")
    again = DenseIndex.open(tmp_path / "dense")
    assert again.search(vectors[0], 10) == built.search(vectors[0], 10)


def test_damage_to_codes_is_caught(tmp_path: Path) -> None:
    path = tmp_path / "dense"
    with_codes(many()).save(path)
    whole = path.read_bytes()
    for n in (0, 3, 100, len(whole) // 2, len(whole) - 60, len(whole) - 1):
        path.write_bytes(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :])
        _broken(path)
        path.write_bytes(whole[:n])
        _broken(path)


def test_crash_while_saving_leaves_the_old_file(
    small: DenseIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dense"
    small.save(path)

    def fail(file: int) -> None:
        raise OSError("the disk is full")

    small.sequence = 43
    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="the disk is full"):
        small.save(path)
    assert DenseIndex.open(path).sequence == 42
    assert [p.name for p in tmp_path.iterdir()] == ["dense"]


def test_the_nearest_of_many_at_once_are_those_of_each(tmp_path: Path) -> None:
    random = np.random.default_rng(7)
    vectors = random.standard_normal((80, 8), dtype=np.float32)
    ids = np.arange(1, 81)
    changed = DenseIndex.build(ids[:50], vectors[:50], 1).changed(ids[3:9], ids[50:], vectors[50:], 2)
    asked = random.standard_normal((30, 8), dtype=np.float32)
    nearest, products = changed.nearest(asked)
    each = [changed.search(vector, 1)[0] for vector in asked]
    assert nearest.tolist() == [number for number, _ in each]
    assert products.tolist() == pytest.approx([product for _, product in each])
    assert changed.ids.tolist() == [*ids[:3], *ids[9:]]
    assert DenseIndex.build(NONE, NO_VECTORS, 1).nearest(VECTORS)[0].tolist() == [-1] * 4


def test_what_it_reflects_is_read_without_the_rest(small: DenseIndex, tmp_path: Path) -> None:
    small.save(tmp_path / "dense")
    assert DenseIndex.sequence_of(tmp_path / "dense") == 42
    whole = (tmp_path / "dense").read_bytes()
    (tmp_path / "dense").write_bytes(b"x" + whole[1:])  # only its end is looked at
    assert DenseIndex.sequence_of(tmp_path / "dense") == 42
    for damaged in (whole[:-1] + b"x", whole[:12], whole[:-1]):
        (tmp_path / "dense").write_bytes(damaged)
        with pytest.raises(BrokenIndexError):
            DenseIndex.sequence_of(tmp_path / "dense")
