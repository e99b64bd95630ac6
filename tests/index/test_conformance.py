"""The engine that is here, and one in memory, do what any engine has to."""

import random
from pathlib import Path

import pytest

import index.parts
from index.dense import FLAT
from index.folder import IndexFolder
from index.protocol import Store
from tests.index.conformance import Conformance, Opening, entry, near, put, said
from tests.index.plain import Plain


class TestFolder(Conformance):
    @pytest.fixture
    def open_store(self, tmp_path: Path) -> Opening:
        return lambda: IndexFolder.create(tmp_path / "index")


class TestFolderWithCodes(Conformance):
    """Vectors have codes from the fourth on."""

    @pytest.fixture
    def open_store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opening:
        monkeypatch.setattr(index.parts, "FLAT", 3)
        return lambda: IndexFolder.create(tmp_path / "index")


class TestPlain(Conformance):
    @pytest.fixture
    def open_store(self) -> Opening:
        plain = Plain()
        return lambda: plain


def changed(store: Store, dice: random.Random) -> None:
    """Do one of what can be done to an index, the same for the same dice."""
    name, group = f"d{dice.randrange(8)}", [f"g{g}" for g in range(4) if dice.random() < 0.3]
    texts = [f"{dice.choice(['灯塔', '渡口', '古井'])}在{dice.randrange(10**6)}号" for _ in range(dice.randint(1, 3))]
    match dice.randrange(5):
        case 0:
            store.forget(name)
        case 1:
            store.set_readers(name, group)
        case _:
            put(store, entry(name, *texts, readers=group), name=f"{name}.txt", angles=[dice.random() for _ in texts])


@pytest.mark.parametrize("flat", [FLAT, 3])
@pytest.mark.parametrize("seed", range(6))
def test_any_history_leaves_what_a_plain_engine_has(
    tmp_path: Path, seed: int, flat: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.parts, "FLAT", flat)
    engine, plain = IndexFolder.create(tmp_path / "index"), Plain()
    for step in range(25):
        for store in (engine, plain):
            changed(store, random.Random(seed * 1000 + step))
        if step % 9 == 8:
            engine.close()
            engine = IndexFolder.open(tmp_path / "index")
        assert engine.sequence == plain.sequence
        readers = random.Random(step).choice([None, [], ["g1"], ["g0", "g3"]])
        assert [d.id for d in engine.documents()] == [d.id for d in plain.documents()]
        for word in ("灯塔", "渡口"):
            assert sorted(said(engine, word, 99, readers=readers)) == sorted(said(plain, word, 99, readers=readers))
        assert near(engine, 0.4, 5, readers) == near(plain, 0.4, 5, readers)
    assert IndexFolder.check(tmp_path / "index") is None
