"""Compound files: their streams, and what happens when they are damaged."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnreadableFileError
from index.read.compound import Compound
from tests.index.read.old import compound

STREAMS = {"渔船": b"abc" * 2000, "Workbook": bytes(range(256)) * 300}


def test_streams_are_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(compound(STREAMS))
    file = Compound(tmp_path / "a")
    assert file.names == {"Root Entry", *STREAMS}
    assert {name: file.read(name)[: len(data)] for name, data in STREAMS.items()} == STREAMS
    assert file.read("没有") == b""


@given(cut=st.integers(0, 90_000), at=st.integers(0, 85_000), to=st.binary(min_size=1, max_size=4))
@settings(max_examples=200)
def test_damage_ends_in_one_error(tmp_path_factory: pytest.TempPathFactory, cut: int, at: int, to: bytes) -> None:
    data = compound(STREAMS)
    data = (data[:at] + to + data[at + len(to) :])[:cut]
    path = tmp_path_factory.mktemp("a") / "a"
    path.write_bytes(data)
    try:
        file = Compound(path)
        for name in file.names:
            file.read(name)
    except UnreadableFileError as error:
        assert str(error) == f"cannot read {path}: it is damaged or cut short; save it again"
