"""Two folders change names in one step, or nothing is done."""

import sys
from pathlib import Path

import pytest

from index.aside import exchanged


@pytest.mark.skipif(sys.platform != "linux", reason="no other system is asked")
def test_both_change_names(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert exchanged(tmp_path / "one", tmp_path / "other")
    assert [p.name for p in (tmp_path / "one").iterdir()] == ["other"]
    assert [p.name for p in (tmp_path / "other").iterdir()] == ["one"]


def test_what_is_not_there_is_not_exchanged(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    assert not exchanged(tmp_path / "one", tmp_path / "other")
    assert [p.name for p in tmp_path.iterdir()] == ["one"]
